"""How does a row of the scorecard say what is published beside it?"""

from dataclasses import dataclass

from scorecard.benchmarks.selectors import Compared, Number


@dataclass(frozen=True, slots=True)
class Benchmark:
    """The reference that a row shows, the council's place among all, and of when it is.

    Never a part of the local series: `said` names its own period, source and differences.
    """

    label: str
    text: str
    band: str
    rank: str
    period: str
    said: str


def benchmark_of(one: Compared | None) -> Benchmark | None:
    """England's number, or the neighbours' median where England's is none to compare with."""
    if one is None:
        return None
    label, number = referred(one)
    if number.value is None and one.own.value is None:
        return None
    return Benchmark(label, number.text, one.band_text, one.rank_text, one.period, said(one))


def referred(one: Compared) -> tuple[str, Number]:
    """Which reference stands in the column: the one that has a number of a council's size."""
    says_nothing = one.england.value is None or one.is_sum
    if says_nothing and one.neighbours_median.value is not None:
        return "Neighbours", one.neighbours_median
    return one.england_label, one.england


def said(one: Compared) -> str:
    """The whole comparison in words."""
    numbers = (
        ("This council", one.own),
        (one.england_label, one.england),
        (one.region_label, one.region),
        (one.neighbours_label, one.neighbours_median),
    )
    told = "; ".join(
        f"{label} {number.text if number.value is not None else number.why_not.lower()}"
        for label, number in numbers
        if number.value is not None or number.why_not
    )
    place = f" Rank {one.rank_text}." if one.rank else ""
    source = f" {one.source.rstrip('.')}." if one.source else ""
    period = f"{one.period[:1].lower()}{one.period[1:]}"
    return f"Published, {period}: {told}.{place}{source} {one.difference}".strip()
