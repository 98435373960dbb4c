"""What do the pages of a letter show: its draft beside its pages, and the letter once confirmed?"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.forms.boundfield import BoundField
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from improvement.history.selectors import TimelineEntry, timeline_of
from improvement.ui.errors import ErrorLink
from improvement.ui.templatetags.components import uk_datetime
from inspections.kinds import kind_name
from inspections.letters.draft import (
    PARTS,
    READ_AS,
    Difference,
    Draft,
    DraftFinding,
    draft_of,
    fact_mark,
    finding_mark,
    grade_mark,
)
from inspections.letters.forms import DraftForms, FindingDraftForm, is_series_kind
from inspections.letters.letter import LetterReading
from inspections.letters.marks import sure_mark
from inspections.letters.services import held_draft, reading_of
from inspections.letters.telling import label_of, words_of
from inspections.models import FindingKind, Letter

Row = tuple[str, Any]
TO_CHECK = "unsure"
SERIES = ("follows", "number")
# The fact stands here and not in the draft: in the form's own order, without the series.
SHOWN = ("kind", "started", "ended", "published", "theme", "statement_due", "inspectorates")
COUNTED = {
    FindingKind.PRIORITY: ("area for priority action", "areas for priority action"),
    FindingKind.IMPROVEMENT: ("area for improvement", "areas for improvement"),
    FindingKind.STRENGTH: ("strength", "strengths"),
}


@dataclass(frozen=True, slots=True)
class Pane:
    """One page of the letter: its picture, its text, and the way to the others."""

    number: int
    count: int
    picture_href: str
    file_href: str
    text: str
    numbers: tuple[int, ...]

    @property
    def before(self) -> int:
        """The page before; 0 on the first."""
        return self.number - 1

    @property
    def after(self) -> int:
        """The page after; 0 on the last."""
        return self.number + 1 if self.number < self.count else 0


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact as it is keyed, how sure it is, and the page it was read on."""

    field: BoundField
    mark: SafeString
    page: int | None = None


@dataclass(frozen=True, slots=True)
class FindingCard:
    """One finding of the draft; of one left out its words and what the form still carries."""

    key: str
    number: int
    mark: SafeString
    page: int | None
    is_dropped: bool
    has_next: bool
    text: str
    shows_agencies: bool
    form: FindingDraftForm | None
    held: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class CheckPage:
    """Everything the page shows on which a letter's draft is put right."""

    title: str
    filename: str
    lead: str
    version: int
    pane: Pane
    forms: DraftForms
    facts: tuple[FactRow, ...]
    series: tuple[FactRow, ...]
    is_series: bool
    about: BoundField | None
    set_name: str
    grades: tuple[FactRow, ...]
    held_grades: tuple[Row, ...]
    findings: tuple[FindingCard, ...]
    links: tuple[ErrorLink, ...]
    conflicts: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class LetterView:
    """Everything the page of a confirmed letter shows."""

    title: str
    summary: tuple[Row, ...]
    pane: Pane
    timeline: list[TimelineEntry]


def pane_of(letter: Letter, number: int) -> Pane:
    """One page of the letter; the nearest there is. Queries: 1."""
    number = min(max(number, 1), max(letter.pages_count, 1))
    slug = letter.council.slug
    text = letter.pages.filter(number=number).values_list("text", flat=True).first()
    return Pane(
        number=number,
        count=letter.pages_count,
        picture_href=reverse("inspections:letter-picture", args=[slug, letter.pk, number]),
        file_href=reverse("inspections:letter-file", args=[slug, letter.pk]),
        text=text or "",
        numbers=tuple(range(1, letter.pages_count + 1)),
    )


def check_page(
    letter: Letter,
    forms: DraftForms,
    number: int,
    *,
    version: int,
    conflicts: Iterable[Difference] = (),
) -> CheckPage:
    """A draft beside a page of its letter. Queries: 4 or 5."""
    reading, draft = reading_of(letter), forms.draft
    first = draft_of(reading)
    marks = [fact_mark(name, draft, first, reading) for name in SHOWN]
    cards = tuple(finding_cards(forms, first, reading))
    return CheckPage(
        title=title_of(letter, draft),
        filename=letter.filename,
        lead=lead_words(draft, marks, first, reading),
        version=version,
        pane=pane_of(letter, number),
        forms=forms,
        facts=tuple(fact_rows(forms, marks, reading)),
        series=tuple(FactRow(forms.facts[name], sure_mark("")) for name in SERIES),
        is_series=is_series_kind(draft.facts.get("kind", "")) or bool(draft.facts.get("number")),
        about=forms.facts["about"] if forms.asks_about else None,
        set_name=str(forms.judgement_set or ""),
        grades=tuple(grade_rows(forms, first, reading)),
        held_grades=tuple(held_grades(forms)),
        findings=cards,
        links=tuple(forms.faults()),
        conflicts=tuple(
            (label_of(one), words_of(one, one.before) or "nothing") for one in conflicts
        ),
    )


def title_of(letter: Letter, draft: Draft) -> str:
    """The kind of inspection as it is drafted; the file's name until there is one."""
    kind = draft.facts.get("kind", "")
    return kind_name(kind) if kind else letter.filename


def lead_words(draft: Draft, marks: list[str], first: Draft, reading: LetterReading) -> str:
    """What was found, and how much of it asks to be checked."""
    found = Counter(one.kind for one in draft.kept)
    told = [
        f"{found[kind]} {words[0] if found[kind] == 1 else words[1]}"
        for kind, words in COUNTED.items()
        if found[kind]
    ]
    marks = marks + [finding_mark(one, first, reading) for one in draft.kept]
    unplaced = sum(not one.area for one in draft.kept)
    to_do = to_check_words(marks.count(TO_CHECK))
    return f"{joined(told) or 'No findings'}{unplaced_words(unplaced)}. {to_do}"


def unplaced_words(number: int) -> str:
    """How many findings nobody has given an area of practice."""
    return f", {number} without an area of practice" if number else ""


def joined(words: list[str]) -> str:
    """Some words as a sentence lists them."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def to_check_words(number: int) -> str:
    """How much somebody must look at."""
    if not number:
        return "Compare it with the letter, then go on."
    return f"{number} of it {'is' if number == 1 else 'are'} marked “Check this”."


def fact_rows(forms: DraftForms, marks: list[str], reading: LetterReading) -> Iterable[FactRow]:
    """The facts, each with its mark and the page it was read on."""
    for name, mark in zip(SHOWN, marks, strict=True):
        page = reading.found_on.get(READ_AS[name])
        yield FactRow(forms.facts[name], sure_mark(mark), page)


def grade_rows(forms: DraftForms, first: Draft, reading: LetterReading) -> Iterable[FactRow]:
    """The judgement areas of the set in use, each with its grade."""
    pages = {one.area: one.page for one in reading.judgements}
    for area in forms.areas:
        mark = grade_mark(area.code, forms.draft, first, reading)
        yield FactRow(forms.grades[area.code], sure_mark(mark), pages.get(area.code))


def held_grades(forms: DraftForms) -> Iterable[Row]:
    """Grades that the kind and day of the moment have no place for: the form carries them, so
    that they are there again once the day is put right."""
    shown = {area.code for area in forms.areas}
    for code, grade in forms.draft.grades.items():
        if code not in shown:
            yield f"grade-{code}", grade


def finding_cards(forms: DraftForms, first: Draft, reading: LetterReading) -> Iterable[FindingCard]:
    """The findings in their order; those left out stand where they were, and are not counted."""
    number = 0
    last = forms.draft.kept[-1].key if forms.draft.kept else ""
    for one in forms.draft.findings:
        number += not one.is_dropped
        form = forms.findings.get(one.key)
        yield FindingCard(
            key=one.key,
            number=number,
            mark=sure_mark(finding_mark(one, first, reading)),
            page=page_number(one.page),
            is_dropped=one.is_dropped,
            has_next=one.key != last,
            text=one.text,
            shows_agencies=bool(one.agencies or (form and form["agencies"].errors)),
            form=form,
            held=tuple(held_parts(one)) if one.is_dropped else (),
        )


def held_parts(one: DraftFinding) -> Iterable[Row]:
    """What the form carries of a finding that is left out."""
    yield f"{one.key}-dropped", "1"
    for name in PARTS:
        yield f"{one.key}-{name}", getattr(one, name)


def page_number(text: str) -> int | None:
    """A page as far as it is a number."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else None


# --- A confirmed letter -------------------------------------------------------------------------


def letter_view(letter: Letter, number: int) -> LetterView:
    """A confirmed letter with one of its pages. Queries: 2."""
    return LetterView(
        title=title_of(letter, held_draft(letter)),
        summary=tuple(letter_summary(letter)),
        pane=pane_of(letter, number),
        timeline=timeline_of(letter),
    )


def letter_summary(letter: Letter) -> list[Row]:
    """Which inspection it stands behind, and who brought it in and confirmed it, when."""
    href = letter.inspection.get_absolute_url()
    link = format_html('<a class="govuk-link" href="{}">{}</a>', href, letter.inspection)
    return [
        ("Inspection", link),
        ("File", f"{letter.filename}, {letter.pages_count} pages"),
        ("Uploaded", who_and_when(letter.uploaded_by, letter.uploaded_at)),
        ("Confirmed", who_and_when(letter.confirmed_by, letter.confirmed_at)),
    ]


def who_and_when(by: Any, at: Any) -> str:
    """By whom and when, on the clocks of this country."""
    return f"{uk_datetime(at)}, by {by}" if by and at else "—"
