"""What does the self-evaluation show, over all its parts and part by part?"""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.safestring import SafeString

from improvement.councils.models import Council
from improvement.evaluation.judgements import LastGrade, last_grades
from improvement.evaluation.marks import standing_html
from improvement.evaluation.models import Statement
from improvement.evaluation.selectors.records import Records, records_of
from improvement.evaluation.selectors.sources import SourceLine, sources_of
from improvement.evaluation.words import day_words, paragraphs
from improvement.practice import areas_under, judgement_names
from improvement.rules.freshness import Aged, aged
from improvement.rules.month import Month

NOT_JUDGED = "Never judged here"
NOT_WRITTEN = "Not written yet"


@dataclass(frozen=True, slots=True)
class Said:
    """The council's own words on one part, as far as it has written any, in paragraphs."""

    is_written: bool
    knows: tuple[str, ...]
    sources: tuple[str, ...]
    doing: tuple[str, ...]
    own_grade: str
    reviewed: str
    aged: Aged

    @property
    def age_html(self) -> SafeString:
        """When it was last reviewed, judged: current, too long ago, or never."""
        return standing_html(self.aged)


UNSAID = Said(
    is_written=False,
    knows=(),
    sources=(),
    doing=(),
    own_grade="",
    reviewed=NOT_WRITTEN,
    aged=aged(None, date.min),
)


@dataclass(frozen=True, slots=True)
class AreaPage:
    """One part of the self-evaluation: what we know, how we know it, what we are doing."""

    code: str
    name: str
    href: str
    edit_href: str
    practice: tuple[str, ...]
    said: Said
    last: LastGrade | None
    last_href: str
    records: Records
    sources: tuple[SourceLine, ...]

    @property
    def own_grade(self) -> str:
        """The council's own grade, or that it has given none."""
        return self.said.own_grade or "None given"

    @property
    def last_grade(self) -> str:
        return self.last.word if self.last else NOT_JUDGED

    @property
    def last_from(self) -> str:
        """Which inspection that was; nothing where none has judged this part."""
        return f"{self.last.inspection}, {self.last.when}" if self.last else ""

    @property
    def figures(self) -> str:
        """The measures by rating and by whether their change is real, in one line."""
        return self.records.figures

    @property
    def audited(self) -> str:
        """How many audits of how many cycles."""
        audited = self.records.audited
        cases, cycles = sum(audited.values()), len(audited)
        return f"{cases:,} in {cycles} cycle{'s' if cycles != 1 else ''}" if cycles else "None"


@dataclass(frozen=True, slots=True)
class EvaluationPage:
    """The whole self-evaluation of a council on one day."""

    council: Council
    today: date
    month: Month | None
    areas: tuple[AreaPage, ...]
    unplaced: int

    @property
    def as_at(self) -> str:
        return day_words(self.today)

    @property
    def written(self) -> int:
        """How many parts have words of the council's own."""
        return sum(one.said.is_written for one in self.areas)

    @property
    def written_words(self) -> str:
        return f"{self.written} of {len(self.areas)}"

    @property
    def overdue(self) -> int:
        """How many statements nobody has reviewed for twelve months."""
        return sum(one.said.is_written and one.said.aged.is_marked for one in self.areas)

    @property
    def stale(self) -> int:
        """How many pieces of evidence are marked; what stands in two parts counts once."""
        return len({id(one) for area in self.areas for one in area.records.marked})

    def area(self, code: str) -> AreaPage:
        return next(one for one in self.areas if one.code == code)


def evaluation_page(council: Council, today: date) -> EvaluationPage:
    """Every part with its records and words. Queries: about 22, whatever the history."""
    records, grades = records_of(council, today), last_grades(council)
    statements = statements_of(council)
    areas = tuple(
        area_page(council, code, records, statements.get(code), grades.get(code), today)
        for code in judgement_names()
    )
    unplaced = sum(not one.area for one in (*records.outstanding, *records.strengths))
    return EvaluationPage(council, today, records.month, areas, unplaced)


def statements_of(council: Council) -> dict[str, Statement]:
    """What the council has written, by part. Queries: 1."""
    held = council.statements.select_related("judgement_set")
    return {one.judgement: one for one in held}


def area_page(
    council: Council,
    code: str,
    records: Records,
    statement: Statement | None,
    last: LastGrade | None,
    today: date,
) -> AreaPage:
    """One part, out of everything on record."""
    practice = areas_under(code)
    own = records.within([one.code for one in practice])
    args = [council.slug, code]
    return AreaPage(
        code=code,
        name=judgement_names()[code],
        href=reverse("evaluation:area-detail", args=args),
        edit_href=reverse("evaluation:statement-edit", args=args),
        practice=tuple(one.name for one in practice),
        said=said_in(statement, today),
        last=last,
        last_href=inspection_href(council, last),
        records=own,
        sources=sources_of(council, own, today),
    )


def inspection_href(council: Council, last: LastGrade | None) -> str:
    """Where the inspection behind a grade is; nowhere without one."""
    args = [council.slug, last.pk] if last else []
    return reverse("inspections:inspection-detail", args=args) if last else ""


def said_in(statement: Statement | None, today: date) -> Said:
    """A statement ready to print; one that is not written says so."""
    if statement is None:
        return UNSAID
    return Said(
        is_written=True,
        knows=paragraphs(statement.knows),
        sources=paragraphs(statement.sources),
        doing=paragraphs(statement.doing),
        own_grade=statement.grade_word,
        reviewed=day_words(statement.reviewed_on),
        aged=aged(statement.reviewed_on, today),
    )
