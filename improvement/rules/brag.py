"""How does an action stand: what its owner says, what the dates say, and what a board sees?"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

STALE_AFTER_DAYS = 35


class StatedStatus(StrEnum):
    """What an action's owner says of it."""

    NOT_STARTED = "not_started"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    COMPLETE = "complete"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()


class Brag(StrEnum):
    """The colour of an action; blue is complete with accepted evidence."""

    BLUE = "blue"
    GREEN = "green"
    GREY = "grey"
    AMBER = "amber"
    RED = "red"

    @property
    def word(self) -> str:
        return "Not started" if self is Brag.GREY else self.value.capitalize()

    @property
    def rank(self) -> int:
        """Worse is higher. What has not started is less sure than what is on track."""
        return list(Brag).index(self)


STATED = {
    StatedStatus.NOT_STARTED: Brag.GREY,
    StatedStatus.ON_TRACK: Brag.GREEN,
    StatedStatus.AT_RISK: Brag.AMBER,
    StatedStatus.OFF_TRACK: Brag.RED,
    StatedStatus.COMPLETE: Brag.BLUE,
}


@dataclass(frozen=True, slots=True)
class BragRating:
    """A colour and the sentence that explains it."""

    brag: Brag
    reason: str


@dataclass(frozen=True, slots=True)
class ShownBrag:
    """What a board sees: the worse of stated and derived, and both where they differ."""

    shown: BragRating
    stated: BragRating
    derived: BragRating
    differ: bool


def stated_brag(status: StatedStatus) -> BragRating:
    """The owner's own word, as a colour."""
    return BragRating(STATED[status], f"owner says {status.label.lower()}")


def derive_brag(
    *,
    status: StatedStatus,
    due: date | None,
    today: date,
    missed_milestone: bool,
    last_update: date | None,
    has_accepted_evidence: bool,
    started: date | None = None,
) -> BragRating:
    """What the dates and the evidence say; `started` is when it began or is due to begin.

    >>> derive_brag(
    ...     status=StatedStatus.COMPLETE, due=date(2026, 3, 31), today=date(2026, 4, 1),
    ...     missed_milestone=False, last_update=None, has_accepted_evidence=False,
    ... )
    BragRating(brag=<Brag.GREEN: 'green'>, reason='complete, awaiting evidence')
    """
    if status is StatedStatus.COMPLETE:
        return _complete(has_accepted_evidence)
    if due is not None and due < today:
        return BragRating(Brag.RED, f"overdue by {_days((today - due).days)}")
    is_under_way = status is not StatedStatus.NOT_STARTED or _has_come(started, today)
    silent_for = _silent_days(today, last_update or started) if is_under_way else 0
    worries = _worries(missed_milestone, silent_for)
    if worries:
        return BragRating(Brag.AMBER, "; ".join(worries))
    return _quiet(status, is_under_way=is_under_way)


def worse_of(a: BragRating, b: BragRating) -> BragRating:
    """The one a board should worry about; the first when they are as bad."""
    return b if b.brag.rank > a.brag.rank else a


def shown_brag(
    *,
    status: StatedStatus,
    due: date | None,
    today: date,
    missed_milestone: bool,
    last_update: date | None,
    has_accepted_evidence: bool,
    started: date | None = None,
) -> ShownBrag:
    """What a board sees of an action, from the same facts `derive_brag` takes."""
    stated = stated_brag(status)
    derived = derive_brag(
        status=status,
        due=due,
        today=today,
        missed_milestone=missed_milestone,
        last_update=last_update,
        has_accepted_evidence=has_accepted_evidence,
        started=started,
    )
    shown = worse_of(derived, stated)
    return ShownBrag(shown, stated, derived, differ=stated.brag is not derived.brag)


def _complete(has_accepted_evidence: bool) -> BragRating:
    """What was missed on the way no longer counts once the work is done."""
    if has_accepted_evidence:
        return BragRating(Brag.BLUE, "complete, with accepted evidence")
    return BragRating(Brag.GREEN, "complete, awaiting evidence")


def _worries(missed_milestone: bool, silent_for: int) -> list[str]:
    worries = ["a milestone was missed"] if missed_milestone else []
    if silent_for >= STALE_AFTER_DAYS:
        worries.append(f"stale: no update for {_days(silent_for)}")
    return worries


def _quiet(status: StatedStatus, *, is_under_way: bool) -> BragRating:
    if status is not StatedStatus.NOT_STARTED:
        return BragRating(Brag.GREEN, "nothing overdue")
    reason = "not started, though due to have" if is_under_way else "not yet due to start"
    return BragRating(Brag.GREY, reason)


def _has_come(day: date | None, today: date) -> bool:
    return day is not None and day <= today


def _silent_days(today: date, since: date | None) -> int:
    return 0 if since is None else (today - since).days


def _days(count: int) -> str:
    return f"{count} day" if count == 1 else f"{count} days"
