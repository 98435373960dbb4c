"""Which rows does a board have to look at, and why each of them?"""

from collections.abc import Iterator, Mapping
from typing import Any

from improvement.rules.checks import check_change
from improvement.rules.direction import Improvement
from improvement.rules.rag import Rag
from scorecard.selectors.reading import MeasureFacts
from scorecard.selectors.rows import Notice
from scorecard.selectors.signalled import Signal, Signalled
from scorecard.selectors.signals import RESTARTING

NEWLY_RED, RED, CONCERN, WORSENING, COMMENT = "newly_red", "red", "concern", "worsening", "comment"
COLOURS = frozenset({Rag.RED, Rag.AMBER, Rag.GREEN})


def is_newly_red(rag: Rag, was: Rag | None) -> bool:
    """Red now and rated otherwise last month; a month without a rating tells nothing."""
    return rag is Rag.RED and was in COLOURS and was is not Rag.RED


def is_recovered(rag: Rag, was: Rag | None) -> bool:
    """Red last month, and rated otherwise now."""
    return was is Rag.RED and rag in COLOURS and rag is not Rag.RED


def notices_of(measure: MeasureFacts, row: Mapping[str, Any]) -> tuple[Notice, ...]:
    """Why a row, given as its columns, is an exception; nothing when it is none."""
    if row["is_awaiting"] or row["value"] is None:
        return ()
    return (*red(row), *concern(row["signal"]), *worsening(row), *uncommented(measure, row))


def red(row: Mapping[str, Any]) -> Iterator[Notice]:
    """How far it is from its target, and whether that is new."""
    reason = row["reason"][:1].upper() + row["reason"][1:]
    if is_newly_red(row["rag"], row["was"]):
        was = f"{row['was'].word.lower()} last month at {row['was_text']}"
        yield Notice(NEWLY_RED, "Newly red", f"{reason}. It was {was}.")
    elif row["rag"] is Rag.RED:
        yield Notice(RED, "Red", f"{reason}.")


def concern(signal: Signalled) -> Iterator[Notice]:
    if signal.kind is Signal.CONCERN:
        yield Notice(CONCERN, "Special cause of concern", signal.said)


def worsening(row: Mapping[str, Any]) -> Iterator[Notice]:
    """On the baseline; on the month before only where there is no baseline to hold it against."""
    if row["improvement"] is Improvement.WORSENING:
        yield Notice(WORSENING, "Worsening", f"It was {row['baseline_text']} at baseline.")
    elif row["baseline"] is None and row["month_improvement"] is Improvement.WORSENING:
        yield Notice(WORSENING, "Worsening", f"It was {row['was_text']} last month.")


def uncommented(measure: MeasureFacts, row: Mapping[str, Any]) -> Iterator[Notice]:
    """A figure that has to be explained and is not."""
    why = to_explain(measure, row)
    if why and not row["comment"].strip():
        yield Notice(COMMENT, "Comment overdue", f"Nobody has explained it, though {why}.")


def to_explain(measure: MeasureFacts, row: Mapping[str, Any]) -> str:
    """What calls for a comment: red, outside its limits, or a great change since last month.

    Good news is no exception: the return has asked its officer, and a board need not.
    """
    if row["rag"] is Rag.RED:
        return "it is red"
    if row["signal"].kind is Signal.IMPROVEMENT:
        return ""
    if row["signal"].is_outside:
        return "it is outside its limits"
    if measure.basis not in RESTARTING and check_change(
        label=measure.code, previous=row["spark"][-2], value=row["value"]
    ):
        return "it changed by more than a quarter since last month"
    return ""
