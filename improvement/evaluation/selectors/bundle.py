"""What should whoever visits find ready on one theme, on one page and in one file?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.urls import reverse

from improvement.councils.models import Council
from improvement.evaluation.selectors.records import Records, records_of
from improvement.evaluation.selectors.sources import SourceLine, sources_of
from improvement.evaluation.words import day_words
from improvement.practice import judgement_names, practice_areas, practice_name
from improvement.rules.month import Month
from inspections.models import Letter

EVERYTHING = "everything"
EVERYTHING_NAME = "Everything"


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """A theme that may be chosen, with how much there is on it."""

    name: str
    href: str
    under: str
    findings: int
    strengths: int
    measures: int
    audits: int
    actions: int


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A published letter that findings or strengths of the bundle come from."""

    title: str
    when: str
    href: str
    pages: int
    stored: str
    name: str


@dataclass(frozen=True, slots=True)
class BundlePage:
    """Everything there is on one theme, as it stands on one day."""

    council: Council
    code: str
    theme: str
    today: date
    records: Records
    sources: tuple[SourceLine, ...]
    letters: tuple[LetterLine, ...]

    @property
    def month(self) -> Month | None:
        return self.records.month

    @property
    def as_at(self) -> str:
        return day_words(self.today)

    @property
    def title(self) -> str:
        return f"Visit bundle: {self.theme}"


def known_theme(code: str) -> bool:
    """Are bundles made for this theme?"""
    return code == EVERYTHING or code in practice_areas()


def theme_name(code: str) -> str:
    return EVERYTHING_NAME if code == EVERYTHING else practice_name(code)


def on_theme(records: Records, code: str) -> Records:
    """The part of the records that belongs to a theme; everything keeps what is not placed."""
    return records if code == EVERYTHING else records.within([code])


def bundle_page(council: Council, code: str, today: date) -> BundlePage:
    """All there is on a theme. Queries: about 22, whatever the history."""
    records = on_theme(records_of(council, today), code)
    return BundlePage(
        council=council,
        code=code,
        theme=theme_name(code),
        today=today,
        records=records,
        sources=sources_of(council, records, today),
        letters=letters_behind(council, records),
    )


def letters_behind(council: Council, records: Records) -> tuple[LetterLine, ...]:
    """The confirmed letters that these findings and strengths come from. Queries: 1."""
    behind = {one.source.pk for one in (*records.findings, *records.strengths)}
    held = (
        Letter.objects.filter(
            council=council, status=Letter.Status.CONFIRMED, inspection_id__in=behind
        )
        .select_related("inspection")
        .order_by(F("inspection__started").asc(nulls_first=True), "pk")
    )
    return tuple(letter_line(council, one, place) for place, one in enumerate(held, start=1))


def letter_line(council: Council, letter: Letter, place: int) -> LetterLine:
    """A letter under a name made of what it is, never of what its sender called it."""
    inspection = letter.inspection
    day = f"{inspection.started:%Y-%m}-" if inspection.started else ""
    return LetterLine(
        title=inspection.called,
        when=inspection.when,
        href=reverse("inspections:inspection-detail", args=[council.slug, inspection.pk]),
        pages=letter.pages_count,
        stored=letter.file.name,
        name=f"{place:02}-{day}{inspection.kind}.pdf",
    )


def bundle_choices(council: Council, today: date) -> tuple[ThemeLine, ...]:
    """The themes in the order of the practice areas, everything last. Queries: about 20."""
    records = records_of(council, today)
    return tuple(
        theme_line(council, code, under, on_theme(records, code)) for code, under in themes()
    )


def themes() -> Iterable[tuple[str, str]]:
    """Every theme with the judgement it belongs to."""
    for area in practice_areas().values():
        yield area.code, judgement_names()[area.judgement]
    yield EVERYTHING, "All areas of practice"


def theme_line(council: Council, code: str, under: str, records: Records) -> ThemeLine:
    """A theme with its counts."""
    return ThemeLine(
        name=theme_name(code),
        href=reverse("evaluation:bundle-detail", args=[council.slug, code]),
        under=under,
        findings=len(records.outstanding),
        strengths=len(records.strengths),
        measures=len(records.measures),
        audits=sum(records.audited.values()),
        actions=len(records.actions),
    )
