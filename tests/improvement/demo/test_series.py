"""Are the generated series the same every time, and do they hold what must hold?"""

from datetime import date

import pytest
import yaml
from django.conf import settings

from improvement.demo.facts import ILLUSTRATIVE, read_facts
from improvement.demo.series import Point, Series, Shape
from improvement.rules.checks import check_figure
from improvement.rules.month import Month
from improvement.rules.number import MissingReason
from improvement.rules.value import Basis, Unit

LAST = Month(2026, 10)


def catalogue() -> dict[str, dict]:
    folder = settings.BASE_DIR / "fixtures" / "measures"
    texts = [(folder / f"{name}.yaml").read_text("utf-8") for name in ("catalogue", "variants")]
    return {row["code"]: row for text in texts for row in yaml.safe_load(text)}


def exampleshire(last: Month = LAST) -> Series:
    """The file's shapes, joined with the catalogue without a database."""
    from improvement.demo.illustrative import shape_of
    from scorecard.models import Measure
    from scorecard.reference import placed

    known = {row["code"]: Measure(**row) for row in placed(list(catalogue().values()))}
    facts = read_facts(ILLUSTRATIVE, last.next.first_day)
    rows = [row for row in facts.rows("measures") if not row.get("from_workforce")]
    shapes = [shape_of(row, known[row["code"]]) for row in rows]
    return Series(shapes, seed=facts.data["seed"], last=last, months=facts.data["months"])


@pytest.fixture(scope="module")
def series() -> Series:
    return exampleshire()


def every_point(series: Series) -> dict[tuple[str, Month], Point]:
    return {
        (code, month): series.point(code, month)
        for month in series.all_months()
        for code in series.shapes
    }


def test_the_same_seed_gives_the_same_figures(series):
    assert every_point(series) == every_point(exampleshire())


def test_another_seed_gives_others(series):
    other = Series(list(series.shapes.values()), seed=1, last=LAST, months=36)
    assert every_point(series) != every_point(other)


def test_there_are_36_months_up_to_the_last(series):
    months = series.all_months()
    assert (len(months), months[0], months[-1]) == (36, Month(2023, 11), LAST)


def test_every_point_could_be_keyed(series):
    known = catalogue()
    for (code, _), point in every_point(series).items():
        row = known[code]
        assert (
            check_figure(
                label=code,
                unit=Unit(row["unit"]),
                numerator=point.numerator,
                denominator=point.denominator,
                decimals=row["decimals"],
                is_whole=row.get("is_whole", True),
                missing=point.missing,
            )
            == []
        )
        given = point.denominator is not None
        assert point.missing or given == (row["denominator"] is not None), code


def test_linked_measures_agree_in_every_month(series):
    for code, row in catalogue().items():
        for link in row.get("links") or []:
            for kind, other in link.items():
                if {code, other} <= set(series.shapes):
                    for month in series.all_months():
                        check_link(series, month, code, kind, other)


def check_link(series: Series, month: Month, code: str, kind: str, other: str) -> None:
    one, two = series.point(code, month), series.point(other, month)
    if one.missing or two.missing:
        return
    holds = {
        "not_above": lambda: one.numerator <= two.numerator,
        "not_below": lambda: one.numerator >= two.numerator,
        "same_denominator": lambda: one.denominator == two.denominator,
        "denominator_not_above": lambda: one.denominator <= two.numerator,
    }
    assert holds[kind](), f"{month} {code} {kind} {other}: {one} {two}"


def test_a_running_total_starts_again_in_april(series):
    march, april, may = (series.point("FD3", Month(2026, n)).numerator for n in (3, 4, 5))
    assert april < may < march


def test_gaps_carry_their_reason_and_comment(series):
    gap = series.point("CL10", LAST.plus(-8))
    assert (gap.numerator, gap.missing) == (None, MissingReason.NOT_AVAILABLE)
    assert gap.comment


def test_a_step_shows_and_a_share_never_passes_its_whole():
    shape = Shape(
        "XX1", Unit.PERCENT, Basis.MONTH, level=95, steps={2: 20}, of={"size": 40, "noise": 0}
    )
    drawn = Series([shape], seed=1, last=LAST, months=6)
    values = [int(drawn.point("XX1", month).numerator) for month in drawn.all_months()]
    assert values == [38, 38, 38, 40, 40, 40]


def test_the_story_is_told_by_the_figures(series):
    """Reviews of child protection plans slip at the end; the front door holds its gain."""

    def percent(code: str, ago: int) -> float:
        point = series.point(code, LAST.plus(-ago))
        return float(point.numerator / point.denominator * 100)

    assert percent("CP6", 0) < 90 < percent("CP6", 6)
    assert percent("FD2", 0) > 88 > percent("FD2", 20)


def test_a_series_does_not_depend_on_the_clock():
    assert exampleshire(Month(2020, 2)).all_months()[-1].last_day == date(2020, 2, 29)
