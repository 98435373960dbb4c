"""Does a pack draw a red measure as its own page does, with the limits of all its figures?"""

from datetime import date

import pytest

from improvement.packs.builders import board_content
from improvement.packs.builders.charts import latest_of
from improvement.rules.month import Month
from improvement.rules.spc import Rebase, xmr
from improvement.rules.spc_signals import Label
from improvement.ui.svg import BAND
from improvement.ui.svg_process import marker
from scorecard.selectors.measure import measure_page
from scorecard.selectors.measure_drawing import drawing_of
from tests.scorecard.charted import adopt, give_all, set_target

pytestmark = pytest.mark.django_db
MONTH = Month(2026, 9)
UP_AND_DOWN = [50, 52, None, *[50, 52] * 8, 55]


def red(council):
    (one,) = board_content(council, MONTH, None, date(2026, 10, 20))["red"]
    return one


def marks(chart: str, *kinds: str) -> list[int]:
    return [chart.count(marker(kind)) for kind in kinds]


def test_a_red_measure_has_its_pages_lines_and_marks_over_thirteen_months(council, area):
    measure = adopt(area, target="90%+", baseline=60)
    give_all(measure, MONTH, [*UP_AND_DOWN, 20])
    said, page = red(council), measure_page(council, measure.code)
    whole = drawing_of(page)
    assert {one.name for one in whole.levels} == {"Upper limit", "Mean", "Lower limit", "Baseline"}
    for one in whole.levels:
        assert f">{one.name} {whole.show(one.value)}</text>" in said["chart"]
    kinds = ("improvement", "concern")
    assert marks(said["chart"], *kinds) == [whole.kinds[-13:].count(kind) for kind in kinds]
    assert marks(said["chart"], *kinds)[1]
    reading = "September 2026 is below the lower limit: a real worsening."
    assert said["alt"].endswith(f"highest 55%. {reading}")
    assert f"<title>{said['alt']}</title>" in said["chart"]
    assert said["chart_key"] == (
        "The target is shaded; a star is a real improvement; a triangle is a real worsening. "
        "Mean and limits are from 20 figures."
    )


@pytest.mark.parametrize("basis", ["rolling_12", "ytd"])
def test_a_figure_without_limits_is_marked_by_its_ratings_and_says_why(council, area, basis):
    give_all(adopt(area, target="50%+", basis=basis), MONTH, [*UP_AND_DOWN, 20])
    said = red(council)
    assert "limit" not in said["chart"].split("</title>")[1]
    assert ">Mean" not in said["chart"]
    assert marks(said["chart"], "green", "red", "common") == [12, 1, 0]
    assert said["alt"].endswith("has no process limits.")
    assert said["chart_key"] == (
        "The target is shaded; a dot is rated green; a square is rated red."
    )


def test_each_month_has_the_target_that_it_had(council, area):
    measure = adopt(area, target="50%+", basis="ytd")
    set_target(measure, "95%+", MONTH.plus(-1))
    give_all(measure, MONTH, [60] * 15)
    chart = red(council)["chart"]
    assert chart.count(f'fill="{BAND}"') == 2
    assert marks(chart, "green", "red") == [11, 2]


def test_first_figures_are_drawn_and_their_limits_called_a_first_guess(council, area):
    give_all(adopt(area, target="90%+"), MONTH, [50, 52, 50])
    said = red(council)
    assert "Upper limit" in said["chart"]
    assert said["chart_key"].endswith("Mean and limits are from 3 figures, a first guess.")


def test_the_latest_months_keep_the_limits_of_the_whole_chart():
    values = [5, 9] * 5 + [20, 24] * 5 + [80, 84, 20]
    whole = xmr(
        values, improvement="decrease", rebases=[Rebase(4, "a"), Rebase(10, "b"), Rebase(20, "c")]
    )
    part = latest_of(whole, 12)
    assert part.labels == whole.labels[-12:]
    assert part.points == whole.points[-12:]
    assert [(one.start, one.stop) for one in part.stretches] == [(0, 9), (9, 12)]
    assert [one.upper for one in part.stretches] == [one.upper for one in whole.stretches[2:]]
    assert latest_of(whole, len(values) + 5) == whole


def test_a_signal_that_began_before_what_is_shown_is_one_from_the_start():
    whole = xmr([*range(20)], improvement="increase")
    assert (whole.since, whole.labels[-1]) != (None, Label.COMMON)
    assert latest_of(whole, 3).since == max(whole.since - 17, 0)
