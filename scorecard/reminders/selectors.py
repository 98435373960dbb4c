"""Who has to hear about which sections today?

Read for all councils at once: the number of queries depends on neither councils nor people.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from improvement.councils.models import Council, Membership, User
from improvement.councils.roles import APPROVE_FIGURES, Role
from improvement.holidays import bank_holidays
from improvement.rules.section import SectionStatus, may_decide, may_key
from improvement.rules.workingdays import working_days_between
from scorecard.models import Amendment, AmendmentStatus, Section
from scorecard.services.sections import Hands, hands_in

# How many working days before the due day a reminder begins.
SOON = 3
HEARS = APPROVE_FIGURES | {Role.OFFICER}
Areas = Mapping[int, set[int]]


@dataclass(frozen=True, slots=True)
class Letter:
    """What one person is told about one council on one day: their own work, then a lead's."""

    council: Council
    person: User
    day: date
    sent_back: tuple[Section, ...]
    overdue: tuple[Section, ...]
    due_soon: tuple[Section, ...]
    to_approve: tuple[Section, ...]
    to_amend: tuple[Amendment, ...]
    late_elsewhere: tuple[Section, ...]

    @property
    def says_something(self) -> bool:
        own = self.sent_back or self.overdue or self.due_soon
        return bool(own or self.to_approve or self.to_amend or self.late_elsewhere)


def letters_for(day: date) -> list[Letter]:
    """Every letter that has something to say, council by council. Queries: at most 5."""
    sections, amendments = open_sections(), open_amendments()
    memberships = list(reminded_memberships({*sections, *amendments}))
    areas = areas_of(memberships)
    hands = hands_in(one for own in sections.values() for one in own)
    letters = []
    for own in by_person(memberships):
        council = own[0].council_id
        waiting = sections[council], amendments[council]
        letters.append(letter_for(own, areas, *waiting, hands=hands, day=day))
    return [letter for letter in letters if letter.says_something]


def open_sections() -> dict[int, list[Section]]:
    """What is not approved in the open months of each council, oldest month first."""
    rows = (
        Section.objects.filter(monthly_return__locked_at__isnull=True, council__is_live=True)
        .exclude(status=SectionStatus.APPROVED)
        .select_related("monthly_return", "area", "submitted_by")
        .order_by("monthly_return__month", "area__position", "area__name")
    )
    found: dict[int, list[Section]] = defaultdict(list)
    for section in rows:
        found[section.council_id].append(section)
    return found


def open_amendments() -> dict[int, list[Amendment]]:
    """The proposed amendments of each council, oldest first."""
    rows = Amendment.objects.filter(status=AmendmentStatus.PROPOSED, council__is_live=True)
    found: dict[int, list[Amendment]] = defaultdict(list)
    for amendment in rows.select_related("council", "figure__measure").order_by("proposed_at"):
        found[amendment.council_id].append(amendment)
    return found


def reminded_memberships(councils: Iterable[int]) -> Iterable[Membership]:
    """Who may key or approve in these councils at present and has an address, by name."""
    rows = Membership.objects.filter(
        council__in=list(councils),
        council__is_live=True,
        is_active=True,
        role__in=HEARS,
        user__is_active=True,
    )
    people = rows.exclude(user__email="").select_related("council", "user")
    return people.order_by("council__name", "user__name", "user__username", "role")


def areas_of(memberships: Iterable[Membership]) -> Areas:
    """The areas that each membership of an officer covers."""
    through = Membership.areas.through.objects
    officers = [one.pk for one in memberships if one.role == Role.OFFICER]
    found: dict[int, set[int]] = defaultdict(set)
    links = through.filter(membership__in=officers).values_list("membership", "servicearea")
    for membership, area in links:
        found[membership].add(area)
    return found


def by_person(memberships: Iterable[Membership]) -> list[list[Membership]]:
    """The roles that one person holds at one council, together."""
    found: dict[tuple[int, int], list[Membership]] = defaultdict(list)
    for one in memberships:
        found[one.council_id, one.user_id].append(one)
    return list(found.values())


def letter_for(
    own: list[Membership],
    areas: Areas,
    sections: list[Section],
    amendments: list[Amendment],
    *,
    hands: Hands,
    day: date,
) -> Letter:
    """What this person is to be told: of their own areas, and as a lead of every area."""
    person = own[0].user
    covered = {area for one in own for area in areas.get(one.pk, ())}
    is_lead = any(one.role in APPROVE_FIGURES for one in own)
    to_key = [one for one in sections if may_key(SectionStatus(one.status))]
    mine = [one for one in to_key if one.area_id in covered]
    asked = [one for one in mine if one.status != SectionStatus.SENT_BACK]
    others = [one for one in to_key if one.area_id not in covered] if is_lead else []
    return Letter(
        own[0].council,
        person,
        day,
        sent_back=tuple(one for one in mine if one.status == SectionStatus.SENT_BACK),
        overdue=tuple(one for one in asked if is_overdue(one, day)),
        due_soon=tuple(one for one in asked if is_due_soon(one, day)),
        to_approve=tuple(one for one in sections if is_lead and awaits(one, person, hands)),
        to_amend=tuple(one for one in amendments if is_lead and one.proposed_by_id != person.pk),
        late_elsewhere=tuple(one for one in others if is_overdue(one, day)),
    )


def is_overdue(section: Section, day: date) -> bool:
    return section.monthly_return.due_on < day


def is_due_soon(section: Section, day: date) -> bool:
    """Is the due day still to come, or today, and near enough to be told?"""
    due = section.monthly_return.due_on
    return day <= due and working_days_between(day, due, bank_holidays()) <= SOON


def awaits(section: Section, person: User, hands: Hands) -> bool:
    """Does it wait for this person's approval? Never what they keyed or submitted themselves."""
    if (section.pk, person.pk) in hands:
        return False
    return may_decide(SectionStatus(section.status), section.submitted_by_id, person.pk)
