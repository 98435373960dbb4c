"""What does a measure's page say of its figures, in words?"""

from improvement.rules.checks import Link
from improvement.rules.direction import Direction
from improvement.rules.rag import Rag
from improvement.rules.spc_signals import RUN, Label
from improvement.rules.value import PER, Unit
from scorecard.benchmarks.sources import card_words
from scorecard.models import Measure
from scorecard.selectors.measure_points import MeasurePoint
from scorecard.selectors.standing import Yardstick, target_of

LABEL_WORDS = {
    Label.COMMON: "Within the limits",
    Label.ABOVE_LIMIT: "Above the upper limit",
    Label.BELOW_LIMIT: "Below the lower limit",
    Label.RISING: f"One of {RUN} or more that rise",
    Label.FALLING: f"One of {RUN} or more that fall",
    Label.NEAR_UPPER: "Two of three close to the upper limit",
    Label.NEAR_LOWER: "Two of three close to the lower limit",
    Label.ABOVE_MEAN: f"One of {RUN} or more above the mean",
    Label.BELOW_MEAN: f"One of {RUN} or more below the mean",
}

CHECKED_WITH = {
    Link.NOT_ABOVE: "Its numerator is at most that of {}",
    Link.NOT_BELOW: "Its numerator is at least that of {}",
    Link.SAME_DENOMINATOR: "Its denominator is the same as that of {}",
    Link.DENOMINATOR_NOT_ABOVE: "Its denominator is at most the number of {}",
}

POPULATION = "The council’s children aged 0 to 17"
LOCAL = "Local"
NOT_COMPARED = "None: it is counted locally, and no national figure of it is published."


def checked_with(measure: Measure) -> str:
    """What must hold between this measure and others of the same return."""
    links = [(Link(rule), code) for link in measure.links for rule, code in link.items()]
    return ". ".join(CHECKED_WITH[rule].format(code) for rule, code in links)


def denominator_of(measure: Measure) -> str:
    """What it is out of: a rate without one of its own is out of all the council's children."""
    rate = Unit(measure.unit) in PER
    return measure.denominator_label or (POPULATION if rate else "")


def decimals_of(decimals: int) -> str:
    """At which precision the board sees it, and it is rated.

    >>> decimals_of(0), decimals_of(1), decimals_of(2)
    ('Whole numbers', '1 decimal', '2 decimals')
    """
    if not decimals:
        return "Whole numbers"
    return f"{decimals} decimal{'s' if decimals > 1 else ''}"


def benchmark_words(measure: Measure) -> str:
    """What it is compared with, or why it is not; a council's own measure never is."""
    if measure.council_id is not None:
        return ""
    if measure.source == LOCAL:
        return NOT_COMPARED
    unread = f"None is read here: the national figure comes from {measure.source}."
    return card_words(measure.code) or unread


def label_words(label: Label) -> str:
    """Why a month is a signal, or that it is none.

    >>> label_words(Label.ABOVE_LIMIT)
    'Above the upper limit'
    """
    return LABEL_WORDS[label]


def finding_of(yardstick: Yardstick, points: tuple[MeasurePoint, ...]) -> str:
    """What the chart shows, in one sentence.

    As in "72% in February 2017, inside 65%+; up from 52% at baseline."
    """
    if not points:
        return "No figures have been approved for this measure yet."
    last = points[-1]
    if last.value is None:
        return f"No figure for {last.month.label}: {last.reason}."
    parts = [place_of(yardstick, last), way_of(yardstick, last)]
    told = "; ".join(part for part in parts if part)
    return f"{last.text} in {last.month.label}{', ' + told if told else ''}."


def place_of(yardstick: Yardstick, point: MeasurePoint) -> str:
    """Where the last figure stands beside its target."""
    target = target_of(point.target)
    if target is None or point.value is None:
        return ""
    if point.rag is Rag.GREEN:
        return f"inside {target}"
    return f"{'short of' if target.is_below(point.value) else 'over'} {target}"


def way_of(yardstick: Yardstick, point: MeasurePoint) -> str:
    """Which way it has gone since the baseline."""
    direction = point.standing.on_baseline.direction
    baseline = yardstick.printed(yardstick.baseline)
    if direction is None:
        return ""
    if direction is Direction.STEADY:
        return f"steady on {baseline} at baseline"
    return f"{'up' if direction is Direction.INCREASING else 'down'} from {baseline} at baseline"
