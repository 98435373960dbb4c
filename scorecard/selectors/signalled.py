"""Is a row's change real: how does the scorecard say what a process chart found?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from improvement.rules.month import Month
from improvement.rules.spc import Assurance, Variation, Xmr
from improvement.rules.spc_signals import Label
from improvement.rules.spc_words import assurance_words, reading, variation_words
from scorecard.selectors.reading import MeasureFacts
from scorecard.selectors.signals import NOT_CHARTED, Chart, Rebased, chart_of
from scorecard.selectors.standing import target_of


class Signal(StrEnum):
    """What a reader may filter by: a special cause for better or worse, or none."""

    CONCERN = "concern"
    IMPROVEMENT = "improvement"
    NEUTRAL = "neutral"
    COMMON = "common"
    NONE = "none"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Signal.CONCERN: "Real worsening",
    Signal.IMPROVEMENT: "Real improvement",
    Signal.NEUTRAL: "Real change, neither better nor worse",
    Signal.COMMON: "No real change",
    Signal.NONE: "Not charted",
}
SIGNALS = {
    Variation.COMMON: Signal.COMMON,
    Variation.IMPROVEMENT_HIGH: Signal.IMPROVEMENT,
    Variation.IMPROVEMENT_LOW: Signal.IMPROVEMENT,
    Variation.CONCERN_HIGH: Signal.CONCERN,
    Variation.CONCERN_LOW: Signal.CONCERN,
    Variation.NEUTRAL_HIGH: Signal.NEUTRAL,
    Variation.NEUTRAL_LOW: Signal.NEUTRAL,
}
WORDS = {
    Variation.COMMON: "No real change",
    Variation.IMPROVEMENT_HIGH: "Real improvement",
    Variation.IMPROVEMENT_LOW: "Real improvement",
    Variation.CONCERN_HIGH: "Real worsening",
    Variation.CONCERN_LOW: "Real worsening",
    Variation.NEUTRAL_HIGH: "Real rise",
    Variation.NEUTRAL_LOW: "Real fall",
}
OUTSIDE = (Label.ABOVE_LIMIT, Label.BELOW_LIMIT)
RUNNING_WORD = "Not charted"
RUNNING_SAID = (
    "A figure that adds up over its year, rolls on over months already counted, or comes once a "
    "term has no process limits."
)
TOO_FEW_WORD = "Too few figures"


@dataclass(frozen=True, slots=True)
class Signalled:
    """A row's process chart in words: `said` is the reading as a sentence.

    `xmr` is the chart that was read, for whoever draws it; no row prints it, so that two rows with
    the same words are the same row.
    """

    kind: Signal
    word: str
    said: str
    variation: Variation | None = None
    assurance: Assurance | None = None
    is_outside: bool = False
    xmr: Xmr | None = field(default=None, compare=False, repr=False)

    @property
    def variation_text(self) -> str:
        """What the icon says to those who do not see it."""
        return variation_words(self.variation) if self.variation else ""

    @property
    def assurance_text(self) -> str:
        return assurance_words(self.assurance) if self.assurance else ""


NO_FIGURE = Signalled(Signal.NONE, "", "There is no figure to read.")
NOT_READ = Signalled(Signal.NONE, "", "")
RUNNING = Signalled(Signal.NONE, RUNNING_WORD, RUNNING_SAID)


def signalled(
    measure: MeasureFacts,
    before: Mapping[date, Decimal | None],
    value: Decimal | None,
    month: Month,
    rebases: Sequence[Rebased],
) -> Signalled:
    """What the chart of a measure's approved values up to a month says of that month's own."""
    if measure.basis in NOT_CHARTED:
        return RUNNING
    if value is None:
        return NO_FIGURE
    chart = chart_of(
        {**before, month.first_day: value},
        month,
        basis=measure.basis,
        polarity=measure.polarity,
        target=target_of(measure.target),
        rebases=rebases,
    )
    return NO_FIGURE if chart is None else in_words(chart)


def in_words(chart: Chart) -> Signalled:
    """A chart that ends with a figure. One figure alone cannot show a change."""
    xmr, said = chart.xmr, reading(chart.xmr, chart.months)
    if xmr.upper is None or xmr.variation is None:
        return Signalled(Signal.NONE, TOO_FEW_WORD, said, xmr=xmr)
    return Signalled(
        SIGNALS[xmr.variation],
        WORDS[xmr.variation],
        said,
        xmr.variation,
        xmr.assurance,
        is_outside=xmr.labels[-1] in OUTSIDE,
        xmr=xmr,
    )
