"""When is an inspectorate expected next, and by when is a statement of action due?

Inspectors choose their day. What is said here is worked out from the usual cycles, and every
answer carries its reason; a date that a letter prints always wins.
"""

from calendar import monthrange
from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from improvement.rules.workingdays import statement_deadline, working_days_between

# --- Statements of action -----------------------------------------------------------------------

FULL, DRAFT = 70, 20
# After these kinds a written statement of proposed action is due; the others only say so in print.
STATEMENT_KINDS = ("ilacs-standard", "ilacs-short", "sif", "jtai")
DRAFT_KIND = "focused-visit"


@dataclass(frozen=True, slots=True)
class Deadline:
    """By when a statement of action is due, and how that is known."""

    on: date
    is_printed: bool
    reason: str

    def left(self, today: date, holidays: Container[date]) -> int:
        """Working days that are left; 0 on the day itself, negative once it has passed."""
        return working_days_between(today, self.on, holidays)


def statement_due(
    kind: str,
    *,
    printed: date | None,
    published: date | None,
    has_priority: bool,
    holidays: Container[date],
) -> Deadline | None:
    """The date the letter prints, or else the rule's own; none where neither gives one.

    >>> statement_due("jtai", printed=None, published=None, has_priority=False, holidays=())
    """
    if printed:
        return Deadline(printed, is_printed=True, reason="Printed in the letter.")
    days = statement_days(kind, has_priority=has_priority)
    if days is None or published is None:
        return None
    told = f"Worked out: {days} working days after {said(published)}, when it was published."
    if days == DRAFT:
        told += " A draft is due then, because the visit named areas for priority action."
    return Deadline(statement_deadline(published, days, holidays), is_printed=False, reason=told)


def statement_days(kind: str, *, has_priority: bool) -> int | None:
    """How many working days the usual rule gives; none where it asks for no statement."""
    if kind in STATEMENT_KINDS:
        return FULL
    return DRAFT if kind == DRAFT_KIND and has_priority else None


# --- What is expected next ----------------------------------------------------------------------


class Cycle(StrEnum):
    """Which inspections follow one another."""

    SOCIAL_CARE = "social-care"
    SEND = "send"


SOCIAL_CARE_KINDS = ("ilacs-standard", "ilacs-short", "sif")
SEND_KIND, VISIT_KIND = "area-send", "monitoring-visit"
INADEQUATE, REQUIRES_IMPROVEMENT = "inadequate", "requires-improvement"
POSITIVE, INCONSISTENT, FAILINGS = "typically-positive", "inconsistent", "systemic-failings"
# Months from one inspection to the next, with a window of a year (a quarter for a quarterly visit).
VISIT_WINDOW = (2, 5)
SOCIAL_CARE_WINDOW = (30, 42)
SEND_WINDOWS = {POSITIVE: (54, 66), INCONSISTENT: (30, 42), FAILINGS: (12, 24)}
AFTER_FAILINGS = (24, 36)


@dataclass(frozen=True, slots=True)
class Past:
    """One inspection or visit that was held; `grade` is its overall one, or its lowest.

    `told` says when, where that is known to a month or a year alone.
    """

    kind: str
    on: date
    grade: str = ""
    after: Cycle | None = None
    told: str = ""

    @property
    def when(self) -> str:
        """When it was held, as precisely as that is known."""
        return self.told or said(self.on)

    @property
    def at(self) -> str:
        """The same within a sentence: on 27 March 2026, in June 2016, in 2017."""
        return f"in {self.told}" if self.told else f"on {said(self.on)}"


@dataclass(frozen=True, slots=True)
class Expected:
    """What is usually next, between which days, and why."""

    cycle: Cycle
    what: str
    first: date
    last: date
    reason: str

    def is_past(self, today: date) -> bool:
        """Has the whole window gone by?"""
        return self.last < today

    def is_open(self, today: date) -> bool:
        """May it come any day now?"""
        return self.first <= today <= self.last


def next_expected(past: Iterable[Past]) -> tuple[Expected, ...]:
    """What each cycle leads to next, from what was held; nothing where no grade tells."""
    held = sorted(past, key=lambda one: one.on)
    found = (next_of_social_care(held), next_of_send(held))
    return tuple(one for one in found if one)


def next_of_social_care(held: list[Past]) -> Expected | None:
    """Visits after Inadequate until the re-inspection; else the next inspection of the cycle."""
    last = last_of(held, SOCIAL_CARE_KINDS)
    if last is None or not last.grade:
        return None
    if last.grade == INADEQUATE:
        return next_visit(last, held)
    short = last.grade != REQUIRES_IMPROVEMENT
    reason = (
        f"A {'short' if short else 'standard'} inspection usually comes about every three years "
        f"where the last was {'good or outstanding' if short else 'requires improvement'}, as "
        f"{last.at}."
    )
    what = "ILACS short inspection" if short else "ILACS standard inspection"
    return expected(Cycle.SOCIAL_CARE, what, last.on, SOCIAL_CARE_WINDOW, reason)


def next_visit(head: Past, held: list[Past]) -> Expected:
    """The next quarterly visit, counted from the last one or from the inspection itself."""
    last = last_visit(held, Cycle.SOCIAL_CARE, head.on)
    begun = f"The inspection of {head.when} was inadequate: monitoring visits usually come "
    reason = begun + "about quarterly until the re-inspection"
    reason += f", the last {last.at}." if last else ", and none is recorded yet."
    since = last.on if last else head.on
    return expected(Cycle.SOCIAL_CARE, "Ofsted monitoring visit", since, VISIT_WINDOW, reason)


def next_of_send(held: list[Past]) -> Expected | None:
    """The local area's next inspection, by the outcome of its last one."""
    last = last_of(held, (SEND_KIND,))
    if last is None or last.grade not in SEND_WINDOWS:
        return None
    if last.grade == FAILINGS and last_visit(held, Cycle.SEND, last.on):
        reason = (
            f"Widespread or systemic failings were found {last.at} and monitored since: "
            "a full inspection usually follows within three years."
        )
        what, window = "Area SEND full inspection", AFTER_FAILINGS
    else:
        what, reason = SEND_WORDS[last.grade]
        reason, window = reason.format(of=last.when, at=last.at), SEND_WINDOWS[last.grade]
    return expected(Cycle.SEND, what, last.on, window, reason)


SEND_WORDS = {
    POSITIVE: (
        "Area SEND full inspection",
        "The outcome of {of} was typically positive: the next full inspection usually comes about "
        "five years later.",
    ),
    INCONSISTENT: (
        "Area SEND full inspection",
        "The outcome of {of} was inconsistent: the next full inspection usually comes about three "
        "years later.",
    ),
    FAILINGS: (
        "Area SEND monitoring inspection",
        "Widespread or systemic failings were found {at}: a monitoring inspection usually comes "
        "about 18 months later.",
    ),
}


def last_of(held: list[Past], kinds: Iterable[str]) -> Past | None:
    """The latest of these kinds."""
    return next((one for one in reversed(held) if one.kind in kinds), None)


def last_visit(held: list[Past], cycle: Cycle, since: date) -> Past | None:
    """The latest monitoring visit of a cycle after a day."""
    visits = (one for one in reversed(held) if one.kind == VISIT_KIND and one.after == cycle)
    return next((one for one in visits if one.on > since), None)


def expected(
    cycle: Cycle, what: str, since: date, window: tuple[int, int], reason: str
) -> Expected:
    """A window counted in months from a day."""
    first, last = (months_after(since, months) for months in window)
    return Expected(cycle, what, first, last, reason)


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last day where it is shorter.

    >>> months_after(date(2024, 11, 30), 3)
    datetime.date(2025, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def said(day: date) -> str:
    """27 March 2026."""
    return f"{day.day} {day:%B %Y}"
