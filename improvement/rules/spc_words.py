"""What does a chart say, in one plain sentence, and what do its icons say without their picture?"""

from collections.abc import Sequence

from improvement.rules.month import Month
from improvement.rules.spc import Assurance, Point, Variation, Xmr
from improvement.rules.spc_signals import Label

NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
VARIATION_WORDS = {
    None: "No figures to read",
    Variation.COMMON: "Common cause, no real change",
    Variation.IMPROVEMENT_HIGH: "Special cause improvement, high",
    Variation.IMPROVEMENT_LOW: "Special cause improvement, low",
    Variation.CONCERN_HIGH: "Special cause concern, high",
    Variation.CONCERN_LOW: "Special cause concern, low",
    Variation.NEUTRAL_HIGH: "Special cause, neither better nor worse, high",
    Variation.NEUTRAL_LOW: "Special cause, neither better nor worse, low",
}
ASSURANCE_WORDS = {
    None: "No assurance can be read",
    Assurance.PASSES: "Consistently passes the target",
    Assurance.FAILS: "Consistently fails the target",
    Assurance.HIT_OR_MISS: "Hit or miss, passes and fails the target by chance",
}
CHANGES: dict[Point | None, str] = {
    Point.IMPROVEMENT: "a real improvement",
    Point.CONCERN: "a real worsening",
    Point.NEUTRAL_HIGH: "a real change",
    Point.NEUTRAL_LOW: "a real change",
}
ONE_POINT = {
    Label.COMMON: "within the limits",
    Label.ABOVE_LIMIT: "above the upper limit",
    Label.BELOW_LIMIT: "below the lower limit",
}
NEAR_POINTS = {Label.NEAR_UPPER: "upper", Label.NEAR_LOWER: "lower"}
RUN_POINTS = {
    Label.RISING: "rise without a break",
    Label.FALLING: "fall without a break",
    Label.ABOVE_MEAN: "are above the mean",
    Label.BELOW_MEAN: "are below the mean",
}


def variation_words(variation: Variation | None) -> str:
    """The text alternative of the variation icon.

    >>> variation_words(Variation.IMPROVEMENT_HIGH)
    'Special cause improvement, high'
    """
    return VARIATION_WORDS[variation]


def assurance_words(assurance: Assurance | None) -> str:
    """The text alternative of the assurance icon; none without a one-sided target and limits.

    >>> assurance_words(Assurance.PASSES)
    'Consistently passes the target'
    """
    return ASSURANCE_WORDS[assurance]


def reading(chart: Xmr, months: Sequence[Month]) -> str:
    """What the latest figure says, in a sentence; `months` are those of the chart's values.

    >>> from improvement.rules.month import months_between
    >>> from improvement.rules.spc import xmr
    >>> months = months_between(Month(2025, 11), Month(2026, 11))
    >>> values = [50, 66, 51, 65, 52, 59, 62, 63, 61, 63, 62, 64, 61]
    >>> reading(xmr(values, improvement="increase"), months)
    'The last seven months are above the mean: a real improvement since May 2026.'
    """
    if len(months) != len(chart.labels):
        raise ValueError("Each value needs its month.")
    stretch = chart.stretches[-1]
    places = [n for n in range(stretch.start, stretch.stop) if chart.labels[n] is not None]
    if not places:
        return "There is no figure to read."
    if chart.upper is None:
        since = " since the limits were begun anew" if stretch.start else ""
        return f"{months[places[-1]].label} is the only figure{since}: one cannot show a change."
    change = CHANGES.get(chart.points[places[-1]], "no real change")
    trial = f" (on trial limits, from {_counted(len(places))} figures)" if chart.is_trial else ""
    return f"{_said(chart, months, places, change)}{trial}."


def _said(chart: Xmr, months: Sequence[Month], places: Sequence[int], change: str) -> str:
    label = chart.labels[places[-1]] or Label.COMMON
    if chart.since is None or label in ONE_POINT:
        return f"{months[places[-1]].label} is {ONE_POINT[label]}: {change}"
    run = _run([place for place in places if place >= chart.since], len(months))
    if label in NEAR_POINTS:
        return f"At least two of {run} are close to the {NEAR_POINTS[label]} limit: {change}"
    return f"{run.capitalize()} {RUN_POINTS[label]}: {change} since {months[chart.since].label}"


def _run(places: Sequence[int], length: int) -> str:
    """Months in a row up to the latest are called months; with a gap, they are only figures."""
    is_unbroken = len(places) == length - places[0]
    return f"the last {_counted(len(places))} {'months' if is_unbroken else 'figures'}"


def _counted(number: int) -> str:
    return NUMBER_WORDS[number] if number < len(NUMBER_WORDS) else str(number)
