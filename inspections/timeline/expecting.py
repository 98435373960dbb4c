"""What do the usual cycles lead to next, and by when is a statement of action due?"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.formats import date_format

from improvement.holidays import bank_holidays
from improvement.rules.inspecting import (
    SEND_KIND,
    SOCIAL_CARE_KINDS,
    Cycle,
    Deadline,
    Expected,
    Past,
    next_expected,
    statement_days,
    statement_due,
)
from inspections.dates import Precision
from inspections.models import Finding, FindingKind, Inspection
from inspections.timeline.held import weighing_grade

CYCLES = dict.fromkeys(SOCIAL_CARE_KINDS, Cycle.SOCIAL_CARE) | {SEND_KIND: Cycle.SEND}
NOT_CERTAIN = (
    "Worked out from the usual cycles, as default guidance. It is no announcement: inspectors "
    "choose their day, and frameworks change."
)


@dataclass(frozen=True, slots=True)
class ExpectedRow:
    """One thing that usually comes next, ready to show."""

    what: str
    when: str
    standing: str
    reason: str


@dataclass(frozen=True, slots=True)
class StatementDue:
    """By when a statement of action is due, how that is known, and how long is left."""

    on: date
    when: str
    source: str
    standing: str
    is_printed: bool


# --- What comes next ----------------------------------------------------------------------------


def expected_rows(inspections: Iterable[Inspection], today: date) -> tuple[ExpectedRow, ...]:
    """What comes next, from inspections already read."""
    held = {one.pk: one for one in inspections}
    known = ((one, one.told_on) for one in held.values())
    past = [past_of(one, day, held) for one, day in known if day and day <= today]
    return tuple(expected_row(one, today) for one in next_expected(past))


def past_of(inspection: Inspection, day: date, held: dict[int, Inspection]) -> Past:
    """An inspection as the rule takes it; a day that nobody knows is none."""
    head = held.get(inspection.follows_id)
    after = CYCLES.get(head.kind) if head else None
    is_rough = inspection.date_precision in (Precision.MONTH, Precision.YEAR)
    told = inspection.when if is_rough else ""
    return Past(inspection.kind, day, weighing_grade(inspection), after, told)


def expected_row(one: Expected, today: date) -> ExpectedRow:
    """One window in words."""
    first, last = (date_format(day, "F Y") for day in (one.first, one.last))
    return ExpectedRow(
        one.what, f"Expected between {first} and {last}", standing_words(one, today), one.reason
    )


def standing_words(one: Expected, today: date) -> str:
    """Where today stands in the window."""
    if one.is_past(today):
        return "These months have passed and none is recorded."
    return "It may come any day now." if one.is_open(today) else ""


# --- Statements of action -----------------------------------------------------------------------


def statement_of(inspection: Inspection, today: date) -> StatementDue | None:
    """When the statement of action is due. Queries: at most 1."""
    return statement_row(deadline_of(inspection, has_priority(inspection)), today)


# Seventy working days are about fourteen weeks; with bank holidays never eighteen.
LONGEST_WAIT = timedelta(weeks=18)


def statements_between(
    councils: Collection[int], first: date, last: date
) -> list[tuple[Inspection, Deadline]]:
    """Statements of action that are due between two days, soonest first. Queries: 1."""
    worked_out = Q(statement_due=None, published__gte=first - LONGEST_WAIT)
    rows = Inspection.objects.filter(
        Q(statement_due__range=(first, last)) | worked_out, council__in=councils
    )
    priority = Finding.objects.filter(inspection=OuterRef("pk"), kind=FindingKind.PRIORITY)
    rows = rows.select_related("council").annotate(has_priority=Exists(priority)).order_by("pk")
    found = [(one, deadline_of(one, one.has_priority)) for one in rows]
    due = [(one, told) for one, told in found if told and first <= told.on <= last]
    return sorted(due, key=lambda pair: pair[1].on)


def deadline_of(inspection: Inspection, has_priority: bool) -> Deadline | None:
    """The rule's answer for one inspection."""
    return statement_due(
        inspection.kind,
        printed=inspection.statement_due,
        published=inspection.published,
        has_priority=has_priority,
        holidays=bank_holidays(),
    )


def has_priority(inspection: Inspection) -> bool:
    """Did it name areas for priority action? Only asked where the answer tells."""
    if inspection.statement_due or not inspection.published:
        return False
    either = {statement_days(inspection.kind, has_priority=told) for told in (False, True)}
    return len(either) > 1 and inspection.findings.filter(kind=FindingKind.PRIORITY).exists()


def statement_row(deadline: Deadline | None, today: date) -> StatementDue | None:
    """A deadline in words."""
    if deadline is None:
        return None
    return StatementDue(
        deadline.on,
        date_format(deadline.on, "j F Y"),
        deadline.reason,
        left_words(deadline.left(today, bank_holidays())),
        deadline.is_printed,
    )


def left_words(days: int) -> str:
    """How long is left. What is sent is not recorded, so a day that has passed is not a fault."""
    if days < 0:
        return "This day has passed."
    return f"{days} working day{'' if days == 1 else 's'} left." if days else "Due today."
