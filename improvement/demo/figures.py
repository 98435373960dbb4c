"""How do a council's measures and its months of figures come in?

Real councils bring what they published; the illustrative one brings three generated years, with
the last complete month still open.
"""

from datetime import date, timedelta
from decimal import Decimal

from improvement.councils.models import Council, ServiceArea
from improvement.demo.cast import Cast
from improvement.demo.facts import Facts, Row
from improvement.demo.journey import at_noon
from improvement.holidays import bank_holidays
from improvement.rules.month import Month
from improvement.rules.value import Basis, Unit
from improvement.rules.workingdays import return_due
from scorecard.models import AdoptedMeasure, Measure
from scorecard.services.adoption import adopt_measure, define_own_measure
from scorecard.services.entries import Entry
from scorecard.services.historic import load_approved_figures
from scorecard.services.standings import refresh_standings

Months = dict[Month, dict[str, Entry]]
Measures = dict[str, AdoptedMeasure]


def catalogue() -> dict[str, Measure]:
    return {measure.code: measure for measure in Measure.objects.filter(council=None)}


def adopt_published(council: Council, facts: Facts) -> Measures:
    """The measures a council published figures for, in its own words, order and targets."""
    known, areas = catalogue(), areas_of(council)
    return {
        row["code"]: adopt_row(council, facts, row, position, known, areas)
        for position, row in enumerate(facts.rows("measures"), start=1)
    }


def areas_of(council: Council) -> dict[str, ServiceArea]:
    return {area.slug: area for area in council.areas.all()}


def adopt_row(
    council: Council,
    facts: Facts,
    row: Row,
    position: int,
    known: dict[str, Measure],
    areas: dict[str, ServiceArea],
) -> AdoptedMeasure:
    baseline = row.get("baseline", {})
    first = min(Month.parse(text) for text in row["figures"])
    return adopt_measure(
        council=council,
        measure=known.get(row.get("catalogue", row["code"])) or define(council, facts, row),
        area=areas[row["area"]],
        by=None,
        target=row.get("target"),
        target_from=first,
        target_reason=f"Published target: {facts.source(row)}.",
        code=row["code"],
        name=row["name"],
        group=row["group"],
        position=position,
        expected_change=row["expected"],
        decimals=row["decimals"],
        baseline=decimal(baseline.get("value")),
        baseline_label=baseline.get("label", ""),
        baseline_month=facts.day(baseline.get("month")),
    )


def define(council: Council, facts: Facts, row: Row) -> Measure:
    """A measure that no catalogue has: the council's own definition."""
    return define_own_measure(
        council=council,
        code=row["code"],
        group=row["group"],
        theme=row.get("theme", ""),
        name=row["name"],
        what=row.get("definition", ""),
        unit=Unit(row["unit"]),
        basis=Basis(row["basis"]),
        polarity=row["polarity"],
        expected_change=row["expected"],
        decimals=row["decimals"],
        source=facts.source(row),
        by=None,
    )


def decimal(number: float | None) -> Decimal | None:
    return None if number is None else Decimal(str(number))


def load_published(council: Council, facts: Facts, cast: Cast) -> Measures:
    """What a council published, as approved returns of those months."""
    measures = adopt_published(council, facts)
    load_months(council, published_months(facts), cast, facts.today)
    return measures


def published_months(facts: Facts) -> Months:
    """Every printed figure by month; what was left blank stays absent."""
    months: Months = {}
    for row in facts.rows("measures"):
        for text, value in row["figures"].items():
            months.setdefault(Month.parse(text), {})[row["code"]] = printed(facts, row, text, value)
    return months


def printed(facts: Facts, row: Row, text: str, value: float) -> Entry:
    """A figure as printed: no parts, but the day it stood at and the direction beside it."""
    return Entry(
        value=decimal(value),
        as_at=facts.day(facts.data["as_at"][text]),
        printed_direction=row.get("printed", {}).get(text, ""),
        source=facts.source(row),
        comment=remarks(facts, row, text),
    )


def remarks(facts: Facts, row: Row, text: str) -> str:
    """What a reader of this figure must know: scope, and where sources disagree."""
    told = [row.get("comments", {}).get(text), row.get("definition")]
    if text == max(row["figures"]):
        told += [
            one["text"] for one in facts.rows("discrepancies") if one.get("measure") == row["code"]
        ]
    return " ".join(f"{one.strip().rstrip('.')}." for one in told if one)


def load_months(council: Council, months: Months, cast: Cast, today: date) -> None:
    """Months long gone: submitted by the officer, approved by the lead on the day due."""
    for month, rows in sorted(months.items()):
        due = return_due(month, council.due_working_day, bank_holidays())
        load_approved_figures(
            council=council,
            month=month,
            rows=rows,
            submitted_by=cast["officer"],
            approved_by=cast["lead"],
            at=at_noon(min(due, today - timedelta(days=1))),
            today=today,
            refresh=False,
        )
    refresh_standings(council=council)
