"""Does the interactive chart say what the measure's table says, in a form plotly accepts?"""

import pytest
from plotly.graph_objects import Figure

from improvement.rules.month import Month
from scorecard.charts import measure_figure
from scorecard.selectors.measure import measure_page
from tests.scorecard.charted import adopt, give, give_all, set_target
from tests.scorecard.nineteen import make_nineteen

pytestmark = pytest.mark.django_db
MONTH = Month(2026, 9)


def figure_of(measure) -> dict:
    return measure_figure(measure_page(measure.council, measure.code))


def test_every_published_measure_makes_a_figure_that_plotly_accepts(council, area):
    for measure in make_nineteen(area):
        figure = figure_of(measure)
        assert Figure(figure).to_plotly_json()["data"] == figure["data"]


def test_a_missing_month_is_a_gap(council, area):
    measure = adopt(area)
    give_all(measure, MONTH, [10, None, 30])
    line = figure_of(measure)["data"][0]
    assert line["y"] == [10.0, None, 30.0]
    assert line["x"] == ["2026-07-01", "2026-08-01", "2026-09-01"]
    assert line["connectgaps"] is False


def test_marks_differ_in_shape_as_well_as_colour(council, area):
    measure = adopt(area, target="90%+")
    give_all(measure, MONTH, [20, 88, 95])
    marker = figure_of(measure)["data"][0]["marker"]
    assert marker["symbol"] == ["square", "triangle-up", "circle"]
    assert len(set(marker["color"])) == 3


def test_each_mark_is_told_in_words(council, area):
    measure = adopt(area, target="90%+")
    give(measure, MONTH, 95)
    assert figure_of(measure)["data"][0]["text"] == ["September 2026: 95%, Green"]


def test_the_band_follows_the_target_from_month_to_month(council, area):
    measure = adopt(area, target="40% to 60%")
    set_target(measure, "80%+", Month(2026, 9))
    give_all(measure, MONTH, [50, 50, 50])
    first, second = [
        shape for shape in figure_of(measure)["layout"]["shapes"] if shape["type"] == "rect"
    ]
    assert (first["y0"], first["y1"]) == (40.0, 60.0)
    assert (first["x0"], first["x1"]) == ("2026-06-16", "2026-08-16")
    assert (second["y0"], second["x0"]) == (80.0, "2026-08-16")
    top = figure_of(measure)["layout"]["yaxis"]["range"][1]
    assert second["y1"] == top


def test_the_baseline_is_drawn_and_named(council, area):
    measure = adopt(area, baseline=52)
    give(measure, MONTH, 60)
    layout = figure_of(measure)["layout"]
    assert [shape["y0"] for shape in layout["shapes"]] == [52.0]
    assert [note["text"] for note in layout["annotations"]] == ["Baseline<br>52%"]


def test_the_labels_of_target_and_baseline_keep_apart(council, area):
    measure = adopt(area, baseline=60, target="55% to 66%")
    give_all(measure, MONTH, [20, 90])
    layout = figure_of(measure)["layout"]
    target, baseline = (note["y"] for note in layout["annotations"])
    low, high = layout["yaxis"]["range"]
    assert abs(target - baseline) >= 0.13 * (high - low)


def test_a_flat_line_and_a_single_point_have_room(council, area):
    measure = adopt(area, unit="count")
    give_all(measure, MONTH, [7, 7])
    low, high = figure_of(measure)["layout"]["yaxis"]["range"]
    assert low < 7 < high


def test_all_values_missing_still_draws(council, area):
    measure = adopt(area)
    give(measure, MONTH, None, missing="no_cases")
    assert Figure(figure_of(measure)).data[0].y == (None,)
