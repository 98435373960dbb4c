"""What is said of a file that was taken in: what was read, what was passed over, and why?"""

from collections.abc import Iterator

from improvement.rules.published import Symbol
from scorecard.benchmarks.importing import Outcome
from scorecard.benchmarks.sources import Reads

NOUNS = {
    Reads.MEASURES: ("number", "numbers"),
    Reads.CHILDREN: ("population", "populations"),
    Reads.NEIGHBOURS: ("authority's neighbours", "authorities' neighbours"),
}


def counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def years_words(years: tuple[int, int]) -> str:
    """The years from one to another; one year alone is said once.

    >>> years_words((2013, 2025)), years_words((2025, 2025))
    ('2013 to 2025', '2025')
    """
    first, last = years
    return f"{first} to {last}" if first < last else f"{first}"


def headline(outcome: Outcome) -> str:
    """What came of the file, in a sentence."""
    total = outcome.added + outcome.changed + outcome.unchanged
    years = f" for {years_words(outcome.years)}" if outcome.years else ""
    noun = counted(total, *NOUNS[outcome.source.reads])
    skipped = sum(outcome.skipped.values())
    passed_over = f"{skipped:,} of them passed over, " if skipped else ""
    return (
        f"{counted(outcome.rows, 'row', 'rows')} read, {passed_over}{noun}{years}: "
        f"{outcome.added:,} new, {outcome.changed:,} changed, {outcome.unchanged:,} as before."
    )


def effects(outcome: Outcome) -> str:
    """What followed from it, or nothing."""
    parts = []
    if outcome.compared:
        parts.append(f"{counted(outcome.compared, 'comparison', 'comparisons')} worked out again")
    if outcome.councils and outcome.source.reads is Reads.CHILDREN:
        councils = counted(outcome.councils, "council in use", "councils in use")
        parts.append(f"child population set for {councils}")
    told = ", ".join(parts)
    return f"{told[:1].upper()}{told[1:]}." if told else ""


def skipped_lines(outcome: Outcome) -> Iterator[str]:
    """Each reason for which rows were passed over, most rows first."""
    by_number = sorted(outcome.skipped.items(), key=lambda pair: (-pair[1], pair[0]))
    for reason, number in by_number:
        yield f"{counted(number, 'row', 'rows')} passed over: {reason}."


def symbol_lines(outcome: Outcome) -> Iterator[str]:
    """How many cells hold a symbol in place of a number, by symbol."""
    for symbol, number in sorted(outcome.symbols.items()):
        kept = Symbol(symbol)
        printed = "empty" if kept is Symbol.BLANK else f"“{kept}”"
        cells = counted(number, "cell", "cells")
        yield f"{cells} {printed}, kept as: {kept.label[:1].lower()}{kept.label[1:]}."


def report_lines(outcome: Outcome) -> list[str]:
    """The whole report of one file."""
    lines = [headline(outcome), effects(outcome), *skipped_lines(outcome), *symbol_lines(outcome)]
    return [line for line in lines if line]
