"""What has changed since the inspection before of the same line?"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from improvement.rules.finding import FindingStatus
from improvement.rules.grades import Change, Graded, change_between
from inspections.grading import NOT_GRADED, NOT_RECORDED, grade_mark, kinds_of_line, no_grade
from inspections.marks import status_tag
from inspections.models import Finding, Inspection, JudgementSet
from inspections.timeline.held import with_grades

CHANGE_TONES = {
    Change.BETTER: " govuk-tag--green",
    Change.WORSE: " govuk-tag--red",
    Change.SAME: " govuk-tag--grey",
}


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One area last time and this time."""

    area: str
    was: SafeString
    now: SafeString
    change: SafeString
    reason: str


@dataclass(frozen=True, slots=True)
class RepeatRow:
    """A finding that says again what an earlier one said."""

    reference: str
    text: str
    href: str
    earlier: str
    earlier_href: str


@dataclass(frozen=True, slots=True)
class StatusRow:
    """How many of the earlier findings stand so now."""

    status: SafeString
    number: int
    href: str


@dataclass(frozen=True, slots=True)
class Since:
    """This inspection beside the one before."""

    called: str
    when: str
    href: str
    rows: tuple[ChangeRow, ...]
    repeats: tuple[RepeatRow, ...]
    statuses: tuple[StatusRow, ...]


def since_last_time(inspection: Inspection) -> Since | None:
    """What changed; none where nothing came before. Queries: at most 6."""
    before = inspection_before(inspection)
    if before is None:
        return None
    return Since(
        called=before.called,
        when=before.when,
        href=reverse("inspections:inspection-detail", args=[inspection.council.slug, before.pk]),
        rows=tuple(change_rows(before, inspection)),
        repeats=tuple(repeats_of(inspection)),
        statuses=tuple(statuses_of(before, inspection.council.slug)),
    )


def inspection_before(inspection: Inspection) -> Inspection | None:
    """The one before of its line; a visit looks back along its own series."""
    held = inspection.started or inspection.published
    if held is None:
        return None
    rows = inspection.council.inspections.latest_first().filter(held__lt=held)
    return with_grades(earlier_of(inspection, rows)).first()


def earlier_of(inspection: Inspection, rows: QuerySet[Inspection]) -> QuerySet[Inspection]:
    """What it can be held against."""
    if inspection.follows_id:
        return rows.filter(follows=inspection.follows_id)
    return rows.filter(kind__in=kinds_of_line(inspection.kind), follows=None)


# --- Areas --------------------------------------------------------------------------------------


def change_rows(before: Inspection, now: Inspection) -> Iterator[ChangeRow]:
    """Area by area, as this inspection's framework has them."""
    own, earlier = now.judgement_set, before.judgement_set
    if own is None or not own.is_graded:
        return
    was = judged(before, earlier)
    for code, this in judged(now, own).items():
        change, reason = change_between(was.get(code), this)
        then = mark(earlier, was.get(code))
        yield ChangeRow(this.name, then, mark(own, this), change_tag(change), reason)


def judged(inspection: Inspection, own: JudgementSet | None) -> dict[str, Graded]:
    """Each area of its framework with the grade it gave."""
    if own is None:
        return {}
    scale = {one["code"]: one["rank"] for one in own.grades}
    given = {one.area_id: one.grade for one in inspection.judgements.all()}
    return {area.code: Graded(area.name, given.get(area.pk), scale) for area in own.areas.all()}


def mark(own: JudgementSet | None, one: Graded | None) -> SafeString:
    """A grade, or why there is none."""
    if one is None or own is None:
        return no_grade("—")
    if not one.grade:
        return no_grade(NOT_RECORDED if one.grade is None else NOT_GRADED)
    return grade_mark(one.grade, own.grade_word(one.grade))


def change_tag(change: Change) -> SafeString:
    """The change in a word."""
    if change not in CHANGE_TONES:
        return no_grade(change.word)
    return format_html('<strong class="govuk-tag{}">{}</strong>', CHANGE_TONES[change], change.word)


# --- Findings -----------------------------------------------------------------------------------


def repeats_of(inspection: Inspection) -> Iterator[RepeatRow]:
    """Findings of this inspection that repeat an earlier one. Queries: 1."""
    slug = inspection.council.slug
    rows = inspection.findings.exclude(repeats=None).select_related("repeats__inspection")
    for one in rows.order_by("position", "id"):
        yield RepeatRow(
            one.reference,
            one.text,
            reverse("inspections:finding-detail", args=[slug, one.pk]),
            f"{one.repeats.reference}, {one.repeats.inspection}",
            reverse("inspections:finding-detail", args=[slug, one.repeats_id]),
        )


def statuses_of(before: Inspection, slug: str) -> Iterator[StatusRow]:
    """The earlier findings by where they stand now. Queries: 1."""
    counted = Counter(Finding.objects.filter(inspection=before).to_answer().values_list("status"))
    listed = reverse("inspections:finding-list", args=[slug])
    for status in FindingStatus:
        if number := counted[(status.value,)]:
            href = f"{listed}?inspection={before.pk}&status={status.value}"
            yield StatusRow(status_tag(status), number, href)
