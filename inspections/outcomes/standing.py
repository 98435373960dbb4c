"""How were authorities last judged, side by side? From what is published, and nothing else.

Every authority may be shown here, since inspectorates publish these grades. No word that a council
typed reaches the page.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from improvement.councils.models import Council, Neighbour
from inspections.choosing import Select
from inspections.grading import (
    LINES,
    NO_OVERALL,
    NOT_GRADED,
    NOT_JUDGED,
    NOT_RECORDED,
    grade_mark,
    no_grade,
    short_area,
    short_grade,
    tone_of,
)
from inspections.kinds import kind_name
from inspections.models import JudgementArea, JudgementSet, PublishedGrade, PublishedOutcome
from inspections.outcomes.choice import AREAS, GRADES, Choice, grade_words

UNRANKED = 99


@dataclass(frozen=True, slots=True)
class Cell:
    """One area of one authority: its grade, or why there is none."""

    code: str
    word: str
    rank: int
    html: SafeString

    @property
    def tone(self) -> str:
        return tone_of(self.code) if self.code else ""


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """The latest published result of one authority."""

    authority: str
    region: str
    is_own: bool
    is_illustrative: bool
    href: str
    kind: str
    on: date
    when: str
    published: date | None
    framework: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many authorities have each grade in one area."""

    area: str
    counts: tuple[tuple[SafeString, int], ...]
    graded: int
    without: int


@dataclass(frozen=True, slots=True)
class StandingPage:
    """The register as asked for: screen and downloads render it."""

    title: str
    areas: tuple[str, ...]
    rows: tuple[OutcomeRow, ...]
    tallies: tuple[Tally, ...]
    selects: tuple[Select, ...]
    choice: Choice
    shown: str
    is_empty: bool


@dataclass(frozen=True, slots=True)
class Frameworks:
    """What each framework judges and how its grades rank."""

    areas: Mapping[int, Mapping[str, JudgementArea]]

    @classmethod
    def read(cls) -> "Frameworks":
        """Every framework. Queries: 1."""
        areas: dict[int, dict[str, JudgementArea]] = {}
        for area in JudgementArea.objects.select_related("judgement_set"):
            areas.setdefault(area.judgement_set_id, {})[area.code] = area
        return cls(areas)


def standing_page(own: list[Council], query: Mapping[str, str]) -> StandingPage:
    """Latest outcomes across authorities. Queries: at most 5, whatever is held."""
    places = authorities(own)
    regions = {one.region for one in places.values()}
    choice = Choice.read(query, regions, own)
    latest = latest_outcomes(LINES[choice.service].kinds, places)
    rows = rows_of(latest, places, own, choice)
    near = neighbour_names(choice, own)
    taken = [row for row in rows if is_taken(row, choice, near)]
    return StandingPage(
        title=LINES[choice.service].name,
        areas=tuple(short_area(code, code) for code in AREAS[choice.service]),
        rows=tuple(ordered(taken, choice)),
        tallies=tuple(tallies_of(taken, choice)),
        selects=choice.selects(regions, own),
        choice=choice,
        shown=shown_words(taken, rows, places),
        is_empty=not rows,
    )


def authorities(own: list[Council]) -> dict[int, Council]:
    """Today's authorities, and a made-up one only for its own people. Queries: 1."""
    mine = {one.pk for one in own}
    fields = ("slug", "name", "region", "is_illustrative")
    every = Council.objects.only(*fields)
    return {one.pk: one for one in every if not one.is_illustrative or one.pk in mine}


def latest_outcomes(
    kinds: Iterable[str], places: Mapping[int, Council]
) -> list[tuple[PublishedOutcome, dict[str, str]]]:
    """The latest result of each authority with its grades. Queries: 2."""
    known = PublishedOutcome.objects.filter(kind__in=kinds)
    newest = known.filter(council=OuterRef("council")).order_by("-started", "-pk").values("pk")[:1]
    latest: QuerySet[PublishedOutcome] = known.filter(pk=Subquery(newest)).order_by()
    grades: dict[int, dict[str, str]] = {}
    given = PublishedGrade.objects.filter(outcome__in=latest.values("pk")).order_by()
    for outcome, code, grade in given.values_list("outcome", "area__code", "grade"):
        grades.setdefault(outcome, {})[code] = grade
    return [(one, grades.get(one.pk, {})) for one in latest if one.council_id in places]


def rows_of(
    latest: Iterable[tuple[PublishedOutcome, dict[str, str]]],
    places: Mapping[int, Council],
    own: list[Council],
    choice: Choice,
) -> list[OutcomeRow]:
    """A row for each authority with a result. Queries: 1."""
    frameworks, mine = Frameworks.read(), {one.pk for one in own}
    return [
        row_of(one, grades, places[one.council_id], one.council_id in mine, frameworks, choice)
        for one, grades in latest
    ]


def row_of(
    one: PublishedOutcome,
    grades: Mapping[str, str],
    place: Council,
    is_own: bool,
    frameworks: Frameworks,
    choice: Choice,
) -> OutcomeRow:
    """One authority, ready to show."""
    areas = frameworks.areas[one.judgement_set_id]
    return OutcomeRow(
        authority=place.name,
        region=place.region,
        is_own=is_own,
        is_illustrative=place.is_illustrative,
        href=place.get_absolute_url() if is_own else "",
        kind=kind_name(one.kind).removesuffix(" inspection"),
        on=one.started,
        when=date_format(one.started, "j M Y"),
        published=one.published,
        framework=framework_of(areas).name,
        cells=tuple(cell_of(code, areas, grades) for code in AREAS[choice.service]),
    )


def framework_of(areas: Mapping[str, JudgementArea]) -> JudgementSet:
    """The framework whose areas these are."""
    return next(iter(areas.values())).judgement_set


def cell_of(code: str, areas: Mapping[str, JudgementArea], grades: Mapping[str, str]) -> Cell:
    """One area, graded or not."""
    if code not in areas:
        return without(NO_OVERALL if code == "overall" else NOT_JUDGED)
    grade = grades.get(code)
    if not grade:
        return without(NOT_RECORDED if grade is None else NOT_GRADED)
    own = areas[code].judgement_set
    ranks = {one["code"]: one["rank"] for one in own.grades}
    word = own.grade_word(grade)
    return Cell(grade, short_grade(grade, word), ranks[grade], grade_mark(grade, word))


def without(word: str) -> Cell:
    """No grade, and why."""
    return Cell("", word, UNRANKED, no_grade(word))


# --- What was asked for -------------------------------------------------------------------------


def neighbour_names(choice: Choice, own: list[Council]) -> set[str] | None:
    """A council and its statistical neighbours; none where all are asked for. Queries: 0 or 1."""
    mine = next((one for one in own if one.slug == choice.near), None)
    if mine is None:
        return None
    names = Neighbour.objects.filter(council=mine).values_list("neighbour__name", flat=True)
    return {mine.name, *names}


def is_taken(row: OutcomeRow, choice: Choice, near: set[str] | None) -> bool:
    """Is it among what was asked for?"""
    fits_place = (not choice.region or row.region == choice.region) and (
        near is None or row.authority in near
    )
    return fits_place and (not choice.grade or judged_cell(row, choice).code == choice.grade)


def judged_cell(row: OutcomeRow, choice: Choice) -> Cell:
    """The area that a grade or an order is about."""
    return row.cells[AREAS[choice.service].index(choice.judged)]


def ordered(rows: list[OutcomeRow], choice: Choice) -> list[OutcomeRow]:
    """In the order asked for; what has no grade comes last either way."""
    rows = sorted(rows, key=lambda row: row.authority)
    if choice.sort in ("newest", "oldest"):
        return sorted(rows, key=lambda row: row.on, reverse=choice.sort == "newest")
    if choice.sort in ("best", "worst"):
        way = 1 if choice.sort == "best" else -1
        ranks = [(judged_cell(row, choice).rank, row) for row in rows]
        graded = sorted(
            (pair for pair in ranks if pair[0] != UNRANKED), key=lambda pair: way * pair[0]
        )
        return [row for _, row in graded] + [row for rank, row in ranks if rank == UNRANKED]
    return rows


def tallies_of(rows: list[OutcomeRow], choice: Choice) -> Iterable[Tally]:
    """Each area's grades counted; a made-up council counts nowhere."""
    real = [row for row in rows if not row.is_illustrative]
    for position, code in enumerate(AREAS[choice.service] if real else ()):
        counted = Counter(row.cells[position].code for row in real)
        counts = tuple(
            (grade_mark(grade, grade_words(grade)), counted[grade])
            for grade in GRADES[choice.service]
            if counted[grade]
        )
        yield Tally(short_area(code, code), counts, len(real) - counted[""], counted[""])


def shown_words(
    taken: list[OutcomeRow], held: list[OutcomeRow], places: Mapping[int, Council]
) -> str:
    """How many authorities are shown, and how many there are; what is made up is told apart."""
    number, with_result = (sum(not row.is_illustrative for row in rows) for rows in (taken, held))
    made_up, every = len(taken) - number, sum(not one.is_illustrative for one in places.values())
    told = f"{number:,} {'authority' if number == 1 else 'authorities'}"
    told += f" and {made_up} made up" if made_up else ""
    return f"{told}. A result is held of {with_result:,} of {every:,} authorities."
