"""What may this reader see of a council's packs, and what do its pages show?"""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Max, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.safestring import mark_safe

from improvement.boards.models import Meeting
from improvement.councils.models import Council
from improvement.history.selectors import TimelineEntry, timeline_of
from improvement.packs.builders import BUILDERS, Content
from improvement.packs.builders.words import moment_words
from improvement.packs.exporters import FORMATS
from improvement.packs.models import Pack, PackVersion
from improvement.packs.quoting import Changed, changed_since
from improvement.rules.month import Month
from scorecard.models import MonthlyReturn
from scorecard.selectors.reading import latest_month

# A month is read at the first meeting within so many months, or at none that we know of.
MONTHS_TO_MEET = 3


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One frozen version as the pack's page lists it."""

    number: int
    frozen: str
    by: str
    amendment: str
    sha256: str
    is_issued: bool
    downloads: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Amended:
    """The figures of one version that say something else since it was frozen."""

    number: int
    figures: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class PackPage:
    """Everything a pack's page shows: the newest version the reader may see, or what one would say.

    `is_preview` says that nothing is frozen yet: the contents are those of the moment.
    """

    pack: Pack
    status: str
    content: Content
    is_preview: bool
    versions: tuple[VersionRow, ...]
    changed: Amended | None
    timeline: list[TimelineEntry]


def readable_packs(council: Council, *, builds: bool) -> QuerySet[Pack]:
    """Every pack for those who build them; for readers those with a version issued."""
    packs = Pack.objects.filter(council=council)
    return packs if builds else packs.filter(issued_number__isnull=False)


def listed(packs: QuerySet[Pack]) -> QuerySet[Pack]:
    """With what the list shows beside each, latest month first. Queries: 1."""
    return (
        packs.select_related("council", "meeting__board", "created_by", "approved_by")
        .annotate(newest=Max("versions__number"))
        .order_by("-month", "-id")
    )


def readable_versions(pack: Pack, *, builds: bool) -> QuerySet[PackVersion]:
    """Every version for those who build packs; for readers the one that was issued last."""
    versions = pack.versions.select_related("frozen_by").order_by("-number")
    return versions if builds else versions.filter(number=pack.issued_number)


def pack_page(pack: Pack, *, builds: bool, today: date) -> PackPage:
    """A pack with its contents, versions and history. Queries: 4; with a preview about 27."""
    versions = list(readable_versions(pack, builds=builds))
    content = versions[0].content if versions else preview_of(pack, today)
    return PackPage(
        pack=pack,
        status=pack.get_status_display() if builds else Pack.Status.ISSUED.label,
        content=content | {"red": drawn(content)},
        is_preview=not versions,
        versions=tuple(version_row(one, pack) for one in versions),
        changed=amended_in(versions, pack.issued_number),
        timeline=timeline_of(pack) if builds else [],
    )


def amended_in(versions: list[PackVersion], issued: int | None) -> Amended | None:
    """What was amended of the version that readers have, or else of the newest. Queries: 1."""
    if not versions:
        return None
    version = next((one for one in versions if one.number == issued), versions[0])
    figures = changed_since(version)
    return Amended(version.number, figures) if figures else None


def preview_of(pack: Pack, today: date) -> Content:
    """What a version frozen now would say."""
    return BUILDERS[pack.kind](pack.council, Month.of(pack.month), pack.meeting, today)


def drawn(content: Content) -> list[Content]:
    """The red measures, their drawings ready to show. They are ours, made with the content."""
    return [row | {"drawing": mark_safe(row["chart"])} for row in content["red"]]  # noqa: S308


def version_row(one: PackVersion, pack: Pack) -> VersionRow:
    """A version with its checksum and its downloads."""
    return VersionRow(
        number=one.number,
        frozen=moment_words(one.frozen_at),
        by=str(one.frozen_by or "The system"),
        amendment=one.amendment,
        sha256=one.content_sha256,
        is_issued=one.number == pack.issued_number,
        downloads=tuple(
            (kind.label, f"{download_href(pack, kind.ending)}?version={one.number}")
            for kind in FORMATS.values()
        ),
    )


def download_href(pack: Pack, ending: str) -> str:
    """Where a pack's file comes from."""
    return reverse("packs:pack-download", args=[pack.council.slug, pack.pk, ending])


def meeting_for(council: Council, month: Month) -> Meeting | None:
    """The meeting that reads a month: the next after the return was due, not years later."""
    due = MonthlyReturn.objects.filter(council=council, month=month.first_day).values("due_on")
    meetings = (
        council.meetings.exclude(status=Meeting.Status.CANCELLED)
        .filter(on__range=(month.next.first_day, month.plus(MONTHS_TO_MEET).last_day))
        .annotate(due=Subquery(due[:1]))
        .filter(Q(due__isnull=True) | Q(on__gte=F("due")))
    )
    return meetings.select_related("board").order_by("on", "id").first()


def first_choice(council: Council) -> dict[str, object]:
    """What a new pack is most likely for: the latest approved month and the meeting to come."""
    month = latest_month(council)
    return {"month": str(month), "meeting": meeting_for(council, month)} if month else {}
