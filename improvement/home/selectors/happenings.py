"""What happened on the journey, latest first?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from improvement.boards.models import Intervention, ServiceChange
from improvement.councils.models import Council
from improvement.packs.builders.words import day_words
from improvement.packs.models import Pack
from inspections.models import Inspection
from workforce.models import Tenure

SHOWN = 14


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened on the journey, with its date as exactly as it is known."""

    on: date
    when: str
    kind: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Happenings:
    """As many as are shown, and whether there are earlier ones."""

    shown: tuple[Happening, ...]
    has_earlier: bool


def happenings_of(
    council: Council, today: date, *, reads_packs: bool, whole: bool = False
) -> Happenings:
    """Inspections, interventions, changes of leaders and in the service, and packs issued.

    Packs are told only to those who may read them. Queries: at most 5.
    """
    most = None if whole else SHOWN + 1
    kinds = [inspections_held, interventions, leadership_changes, service_changes]
    if reads_packs:
        kinds.append(packs_issued)
    found = [one for happened in kinds for one in happened(council, today, most)]
    found.sort(key=lambda one: one.on, reverse=True)
    shown = found if whole else found[:SHOWN]
    return Happenings(tuple(shown), has_earlier=len(found) > len(shown))


def inspections_held(council: Council, today: date, most: int | None) -> Iterator[Happening]:
    for one in Inspection.objects.filter(council=council).latest_first()[:most]:
        if one.held and one.held <= today:
            href = reverse("inspections:inspection-detail", args=[council.slug, one.pk])
            yield Happening(one.held, one.when, one.kind_name, one.called, href)


def interventions(council: Council, today: date, most: int | None) -> Iterator[Happening]:
    dated = Intervention.objects.filter(council=council, issued__lte=today).order_by("-issued")
    href = reverse("boards:intervention-list", args=[council.slug])
    for one in dated[:most]:
        kind = one.get_kind_display()
        yield Happening(one.issued, one.issued_words, kind, f"{kind}: {one.service}", href)


def leadership_changes(council: Council, today: date, most: int | None) -> Iterator[Happening]:
    tenures = Tenure.objects.filter(council=council, starts__lte=today).select_related("post")
    href = reverse("workforce:leadership-list", args=[council.slug])
    for one in tenures.order_by("-starts")[:most]:
        title = f"{one.post.title}: {one.get_standing_display().lower()}"
        yield Happening(one.starts, one.since, "Leadership", title, href)


def service_changes(council: Council, today: date, most: int | None) -> Iterator[Happening]:
    """What changed in the service itself, of all that is recorded."""
    changes = ServiceChange.objects.filter(council=council, on__lte=today).order_by("-on")
    for one in changes[:most]:
        href = reverse("boards:change-detail", args=[council.slug, one.pk])
        yield Happening(one.on, one.when, one.get_kind_display(), one.title, href)


def packs_issued(council: Council, today: date, most: int | None) -> Iterator[Happening]:
    """The packs that boards were given, by the day they were issued."""
    packs = Pack.objects.filter(council=council, issued_at__isnull=False).order_by("-issued_at")
    for one in packs[:most]:
        day = timezone.localdate(one.issued_at)
        href = reverse("packs:pack-detail", args=[council.slug, one.pk])
        yield Happening(day, day_words(day), "Pack issued", str(one), href)
