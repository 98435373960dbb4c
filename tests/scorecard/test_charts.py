"""Do the charts, drawn here and in the browser, say what the measure's table says?"""

from datetime import date
from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from plotly.graph_objects import Figure

from improvement.councils.roles import Role
from improvement.rules.month import Month
from improvement.rules.value import Basis
from improvement.ui.svg_process import process_chart
from scorecard.charts import figure_of as plotly_of
from scorecard.models import Comparison, Rebase
from scorecard.selectors.measure import measure_page
from scorecard.selectors.measure_drawing import drawing_of
from tests.inspections.builders import make_inspection
from tests.scorecard.charted import adopt, give, give_all, set_target
from tests.scorecard.nineteen import make_nineteen

pytestmark = pytest.mark.django_db
MONTH = Month(2026, 9)
# Eleven about 50 and one far out.
SPIKE = [50, 52, 49, 51, 50, 48, 51, 50, 52, 49, 50, 90]


def drawn(measure):
    return drawing_of(measure_page(measure.council, measure.code))


def figure_of(measure) -> dict:
    page = measure_page(measure.council, measure.code)
    return plotly_of(drawing_of(page), page.points[0].month, page.yardstick)


def compare(measure, **fields) -> Comparison:
    return Comparison.objects.create(
        council=measure.council, measure=measure.measure,
        **{"source": "cin_referrals", "period_end": date(2026, 3, 31), "value": 60, "england": 62,
           "region": 64, "neighbours_median": 66, "neighbours_mean": 67, "neighbours_counted": 10}
        | fields,
    )  # fmt: skip


def test_every_published_measure_makes_a_figure_that_plotly_accepts(council, area):
    for measure in make_nineteen(area):
        figure = figure_of(measure)
        assert Figure(figure).to_plotly_json()["data"] == figure["data"]
        ElementTree.fromstring(process_chart(drawn(measure), "Told"))  # noqa: S314 - our own


def test_a_missing_month_is_a_gap(council, area):
    measure = adopt(area)
    give_all(measure, MONTH, [10, None, 30])
    line = figure_of(measure)["data"][0]
    assert line["y"] == [10.0, None, 30.0]
    assert line["x"] == ["2026-07-01", "2026-08-01", "2026-09-01"]
    assert line["connectgaps"] is False


def test_a_special_cause_has_a_shape_and_a_colour_of_its_meaning(council, area):
    higher, lower = adopt(area), adopt(area, polarity="lower")
    context = adopt(area, polarity="context")
    for measure in (higher, lower, context):
        give_all(measure, MONTH, SPIKE)
    assert [drawn(one).kinds[-1] for one in (higher, lower, context)] == [
        "improvement", "concern", "neutral",
    ]  # fmt: skip
    marker = figure_of(lower)["data"][0]["marker"]
    assert marker["symbol"][-2:] == ["star", "triangle-up"]
    assert marker["color"][-1] != marker["color"][-2]


def test_a_figure_that_adds_up_over_its_year_has_no_limits_and_keeps_its_ratings(council, area):
    measure = adopt(area, target="90%+", basis=Basis.YTD)
    give_all(measure, MONTH, [20, 88, 95])
    assert drawn(measure).kinds == ["red", "amber", "green"]
    assert drawn(measure).levels == ()


def test_mean_and_limits_are_those_of_the_reference_rule(council, area):
    measure = adopt(area, unit="count")
    give_all(measure, MONTH, [8, 12] * 6)
    levels = {one.name: one.value for one in drawn(measure).levels}
    assert levels["Mean"] == 10
    assert levels["Upper limit"] == Decimal("20.64")
    assert levels["Lower limit"] == Decimal("-0.64")


def test_a_rebase_begins_new_limits_and_is_an_event(council, area):
    measure = adopt(area)
    give_all(measure, MONTH, [20, 22] * 6 + [60, 62] * 6)
    Rebase.objects.create(
        council=council, measure=measure, month=MONTH.plus(-11).first_day, reason="New system"
    )
    page = measure_page(council, measure.code)
    means = [(one.start, one.value) for one in drawing_of(page).levels if one.name == "Mean"]
    assert means == [(-0.5, 21), (11.5, 61)]
    assert [one.words for one in page.happened] == ["New system"]
    assert drawing_of(page).events[0].number == "1"


def test_each_mark_is_told_in_words(council, area):
    measure = adopt(area, target="90%+")
    give(measure, MONTH, 95)
    assert figure_of(measure)["data"][0]["text"] == [
        "September 2026: 95%, Green<br>Within the limits"
    ]


def test_the_band_follows_the_target_from_month_to_month(council, area):
    measure = adopt(area, target="40% to 60%")
    set_target(measure, "80%+", Month(2026, 9))
    give_all(measure, MONTH, [50, 50, 50])
    layout = figure_of(measure)["layout"]
    first, second = [shape for shape in layout["shapes"] if shape["type"] == "rect"]
    assert (first["y0"], first["y1"]) == (40.0, 60.0)
    assert (first["x0"], first["x1"]) == ("2026-06-16", "2026-08-16")
    assert (second["y0"], second["x0"]) == (80.0, "2026-08-16")
    assert second["y1"] == layout["yaxis"]["range"][1]


def test_the_baseline_is_drawn_and_named(council, area):
    measure = adopt(area, baseline=52, basis=Basis.YTD)
    give(measure, MONTH, 60)
    layout = figure_of(measure)["layout"]
    assert [shape["y0"] for shape in layout["shapes"]] == [52.0]
    assert [note["text"] for note in layout["annotations"]] == ["Baseline 52%"]


def test_names_in_the_margin_keep_apart(council, area):
    measure = adopt(area, baseline=50)
    give_all(measure, MONTH, [50, 50.2, 50, 50.1, 95, 50])
    layout = figure_of(measure)["layout"]
    heights = sorted(note["y"] for note in layout["annotations"] if note.get("name") == "beside")
    low, high = layout["yaxis"]["range"]
    assert len(heights) > 1
    assert min(b - a for a, b in pairwise(heights)) >= 0.05 * (high - low)


def test_a_service_at_its_best_every_month_keeps_its_names_on_the_page(council, area):
    measure = adopt(area, baseline=100)
    give_all(measure, MONTH, [100] * 12)
    layout = figure_of(measure)["layout"]
    heights = [note["y"] for note in layout["annotations"]]
    assert len(heights) == 4
    assert max(heights) <= layout["yaxis"]["range"][1]
    assert layout["margin"]["r"] > 11 + len("Upper limit 100%") * 7


def test_a_published_number_above_all_else_keeps_its_name_below_the_events(council, area):
    measure = adopt(area, unit="count")
    give_all(measure, MONTH, [60] * 36)
    compare(measure, england=98, region="98.5", neighbours_median=99)
    layout = figure_of(measure)["layout"]
    (low, high) = layout["yaxis"]["range"]
    heights = [note["y"] for note in layout["annotations"] if "xshift" in note]
    assert len(heights) == 3
    assert max(heights) <= high - 0.02 * (high - low)


def test_events_of_neighbouring_months_stand_in_rows_and_say_what_happened(council, area):
    measure = adopt(area)
    give_all(measure, MONTH, [50] * 36)
    for back in (2, 1, 0):
        make_inspection(council, title="A <visit>", started=MONTH.plus(-back).first_day)
    page = measure_page(council, measure.code, roles=[Role.BOARD])
    layout = plotly_of(drawing_of(page), page.points[0].month, page.yardstick)["layout"]
    notes = [one for one in layout["annotations"] if one.get("name") != "beside"]
    assert [one["text"] for one in notes] == ["1", "2", "3"]
    assert len({one["yshift"] for one in notes}) == 3
    assert layout["margin"]["t"] > max(one["yshift"] for one in notes)
    assert "A ‹visit>" in notes[0]["hovertext"]


def test_a_benchmark_is_drawn_at_its_own_date_and_never_on_the_line(council, area):
    measure = adopt(area)
    give_all(measure, MONTH, [60] * 12)
    compare(measure)
    figure = figure_of(measure)
    line, strokes = figure["data"]
    assert strokes["mode"] == "markers"
    assert set(strokes["x"]) == {"2026-03-16"}
    assert strokes["y"] == [62.0, 64.0, 66.0]
    assert not set(strokes["y"]) & set(line["y"])
    assert all("<br>Published, " in text for text in strokes["text"])
    assert all(text.endswith(" 31 March 2026") for text in strokes["text"])


def test_a_benchmark_from_before_the_chart_is_not_drawn_upon_it(council, area):
    measure = adopt(area)
    give_all(measure, MONTH, [60] * 3)
    compare(measure)
    assert drawn(measure).references == ()


def test_a_suppressed_benchmark_is_not_drawn(council, area):
    measure = adopt(area)
    give_all(measure, MONTH, [60] * 12)
    compare(measure, england=None, england_symbol="c")
    assert len(drawn(measure).references) == 2


def test_a_sum_of_the_whole_country_does_not_flatten_a_councils_own_count(council, area):
    measure = adopt(area, "CP3", unit="count")
    give_all(measure, MONTH, [300] * 12)
    compare(measure, source="plans-by-length", england=50310, region=8120, neighbours_median=251)
    told = drawn(measure)
    assert [(one.name, one.text) for one in told.references] == [("Neighbours’ median", "251")]
    assert told.span[1] < 400


def test_a_percentage_has_no_room_outside_0_to_100(council, area):
    measure = adopt(area)
    give_all(measure, MONTH, [2, 98] * 6)
    assert drawn(measure).span == (0.0, 100.0)


def test_a_flat_line_and_a_single_point_have_room(council, area):
    measure = adopt(area, unit="count")
    give_all(measure, MONTH, [7, 7])
    low, high = drawn(measure).span
    assert low < 7 < high


def test_all_values_missing_still_draws(council, area):
    measure = adopt(area)
    give(measure, MONTH, None, missing="no_cases")
    assert Figure(figure_of(measure)).data[0].y == (None,)
    assert "<title>Told</title>" in process_chart(drawn(measure), "Told")
