"""Does each row say whether its change is real, how it compares, and why it is an exception?"""

import csv
import io
from datetime import date

import pytest

from improvement.rules.month import Month
from improvement.rules.spc import Assurance, Variation
from scorecard.exports import scorecard_csv
from scorecard.models import Comparison, Rebase
from scorecard.selectors import Choice, narrow, scorecard_page
from scorecard.selectors.changes import changes_of
from scorecard.selectors.screen import screen_of
from scorecard.selectors.signalled import Signal
from tests.builders import make_area
from tests.improvement.plans.builders import make_action, make_plan, make_priority
from tests.inspections.builders import make_finding, make_inspection
from tests.scorecard.charted import adopt, give, give_all, person, set_target

pytestmark = pytest.mark.django_db
MONTH = Month(2026, 9)
STEADY = [50, 52] * 10


def row(council, month=MONTH):
    (one,) = scorecard_page(council, month).rows
    return one


def keys(one):
    return [notice.key for notice in one.notices]


@pytest.mark.parametrize(
    ("polarity", "last", "variation", "kind", "word"),
    [
        ("higher", 51, Variation.COMMON, Signal.COMMON, "No real change"),
        ("higher", 90, Variation.IMPROVEMENT_HIGH, Signal.IMPROVEMENT, "Real improvement"),
        ("higher", 10, Variation.CONCERN_LOW, Signal.CONCERN, "Real worsening"),
        ("lower", 90, Variation.CONCERN_HIGH, Signal.CONCERN, "Real worsening"),
        ("context", 90, Variation.NEUTRAL_HIGH, Signal.NEUTRAL, "Real rise"),
        ("context", 10, Variation.NEUTRAL_LOW, Signal.NEUTRAL, "Real fall"),
    ],
)
def test_a_row_says_whether_its_change_is_real(
    council, area, polarity, last, variation, kind, word
):
    give_all(adopt(area, polarity=polarity), MONTH, [*STEADY, last])
    signal = row(council).signal
    assert (signal.variation, signal.kind, signal.word) == (variation, kind, word)
    assert word in row(council).signal_html
    assert f'aria-label="{signal.variation_text}"' in row(council).signal_html


@pytest.mark.parametrize(
    ("target", "assurance"),
    [("20%+", Assurance.PASSES), ("90%+", Assurance.FAILS), ("51%+", Assurance.HIT_OR_MISS)],
)
def test_a_row_says_whether_its_target_can_be_relied_on(council, area, target, assurance):
    give_all(adopt(area, target=target), MONTH, STEADY)
    assert row(council).signal.assurance == assurance


@pytest.mark.parametrize("basis", ["ytd", "rolling_12", "term"])
def test_a_running_figure_has_no_limits(council, area, basis):
    give_all(adopt(area, basis=basis), MONTH, [*STEADY, 500])
    assert (row(council).signal.word, row(council).signal.variation) == ("Not charted", None)


@pytest.mark.parametrize(("values", "word"), [([50], "Too few figures"), ([50, None], "")])
def test_one_figure_or_none_shows_no_change(council, area, values, word):
    measure = adopt(area)
    give_all(measure, MONTH, values)
    assert row(council).signal.word == word


def test_a_rebase_begins_the_limits_anew(council, area):
    measure = adopt(area, polarity="lower")
    give_all(measure, MONTH, [*STEADY, *[80, 82] * 6])
    assert row(council).signal.kind is Signal.CONCERN
    Rebase.objects.create(
        council=council, measure=measure, month=MONTH.plus(-11).first_day, reason="New system"
    )
    assert row(council).signal.kind is Signal.COMMON


def test_only_three_years_are_charted(council, area):
    measure = adopt(area)
    give_all(measure, MONTH, [50, 52] * 18)
    before = row(council).signal
    give(measure, MONTH.plus(-36), 9000)
    assert row(council).signal == before


def test_an_exception_says_each_of_its_reasons(council, area):
    measure = adopt(area, target="45%+", baseline=60)
    give_all(measure, MONTH, [*STEADY, 10])
    one = row(council)
    assert keys(one) == ["newly_red", "concern", "worsening", "comment"]
    assert [notice.said for notice in one.notices] == [
        "35 points short of 45%+, no change was expected of it. It was green last month at 52%.",
        "September 2026 is below the lower limit: a real worsening.",
        "It was 60% at baseline.",
        "Nobody has explained it, though it is red.",
    ]


def test_a_comment_settles_what_was_overdue(council, area):
    measure = adopt(area, target="45%+")
    give(measure, MONTH, 10, comment="Two posts are empty.")
    assert keys(row(council)) == ["red"]


def test_a_great_change_calls_for_a_comment(council, area):
    give_all(adopt(area), MONTH, [50, 63])
    assert [one.said for one in row(council).notices] == [
        "Nobody has explained it, though it changed by more than a quarter since last month."
    ]


@pytest.mark.parametrize(
    ("basis", "found"), [("month", ["comment"]), ("rolling_12", ["comment"]), ("ytd", [])]
)
def test_a_running_figure_may_grow(council, area, basis, found):
    give_all(adopt(area, basis=basis), MONTH, [50, 90])
    assert keys(row(council)) == found


def test_without_a_baseline_the_month_before_tells_of_worsening(council, area):
    give_all(adopt(area), MONTH, [50, 45])
    assert [one.said for one in row(council).notices] == ["It was 50% last month."]


def test_what_waits_or_is_missing_is_no_exception(council, area):
    care = make_area(council, "Care")
    give(adopt(area, target="50%+"), MONTH, None, missing="no_cases")
    waiting = adopt(care, target="50%+")
    give(waiting, MONTH.previous, 40)
    give(waiting, MONTH, 10, is_approved=False)
    assert [keys(one) for one in scorecard_page(council, MONTH)] == [[], []]


def kinds(council):
    page = scorecard_page(council, MONTH)
    return {one.key: [change.said for change in one.changes] for one in changes_of(page)}


def test_last_month_is_rated_against_the_target_it_had(council, area):
    measure = adopt(area, target="40%+")
    set_target(measure, "90%+", MONTH)
    give_all(measure, MONTH, [50, 50])
    assert kinds(council)["newly_red"] == ["50% to 50%, was green"]


def test_recovered_is_out_of_red_not_without_a_figure(council, area):
    care = make_area(council, "Care")
    give_all(adopt(area, target="50%+"), MONTH, [20, 55])
    gone = adopt(care, target="50%+")
    give(gone, MONTH.previous, 20)
    give(gone, MONTH, None, missing="not_available")
    found = kinds(council)
    assert found["recovered"] == ["20% to 55%, now green"]
    assert found["missing"] == ["not available"]


def test_nothing_is_said_plainly(council, area):
    give_all(adopt(area), MONTH, [50, 50])
    assert [one.nothing for one in changes_of(scorecard_page(council, MONTH))] == ["Nothing"] * 4


def test_a_month_with_none_before_it_says_so(council, area):
    give(adopt(area), MONTH, 50)
    first, second, *_ = changes_of(scorecard_page(council, MONTH))
    assert first.nothing == second.nothing == "Nothing is approved for August 2026"


def compare(measure, **fields):
    told = {
        "england": 70,
        "region_symbol": "x",
        "neighbours_median": 66,
        "neighbours_counted": 10,
        "quartile": "B",
    }
    return Comparison.objects.create(
        council=measure.council, measure=measure.measure, period_end=date(2026, 3, 31),
        source="referrals", value=68, **told | fields,
    )  # fmt: skip


def test_a_row_shows_england_with_its_own_period(council, area):
    measure = adopt(area, "FD4")
    give(measure, MONTH, 50)
    compare(measure, rank=40, ranked=151)
    beside = row(council).benchmark
    assert (beside.label, beside.band, beside.rank) == ("England", "B, second quarter", "40 of 151")
    assert beside.text.startswith("70")
    assert "2026" in beside.period
    assert "Median of 10 statistical neighbours 66" in row(council).about


def test_without_england_the_neighbours_stand_in(council, area):
    measure = adopt(area, "FD4")
    give(measure, MONTH, 50)
    compare(measure, england=None, england_symbol="c", quartile="")
    assert row(council).benchmark.label == "Neighbours"


def test_a_later_publication_is_no_part_of_an_earlier_month(council, area):
    measure = adopt(area, "FD4")
    give_all(measure, Month(2026, 3), [50, 50])
    compare(measure)
    assert row(council, Month(2026, 2)).benchmark is None
    assert row(council, Month(2026, 3)).benchmark is not None


def test_measures_of_open_findings_are_found(council, area, cast, as_):
    """By the actions that answer a finding; a finding that is settled relies on nothing."""
    linked, other = adopt(area, "AA1"), adopt(area, "AA2")
    give(linked, MONTH, 50)
    give(other, MONTH, 50)
    finding = make_finding(make_inspection(council))
    action = make_action(make_priority(make_plan(council)))
    action.measures.add(linked)
    action.findings.add(finding)
    page = "/councils/testham/scorecard/2026-09/?finding=open&format=csv"
    body = as_("board").get(page).content.decode()
    assert ("AA1" in body, "AA2" in body) == (True, False)
    body = as_("viewer").get(page).content.decode()
    assert ("AA1" in body, "AA2" in body) == (True, True)
    settled = {"status": "confirmed", "status_reason": "A later visit saw it."}
    type(finding).objects.filter(pk=finding.pk).update(**settled)
    assert "AA1" not in as_("board").get(page).content.decode()


def test_history_is_no_part_of_the_choice_of_queries(council, area, django_assert_num_queries):
    """Five, one for the limits that were rebased and one for what was amended: seven at most."""
    for _ in range(3):
        give_all(adopt(area, target="50%+"), MONTH, [50] * 36)
    measure = adopt(area, target="50%+")
    give(measure, MONTH, 50, revision=2)
    Rebase.objects.create(
        council=council, measure=measure, month=MONTH.first_day, reason="New system"
    )
    with django_assert_num_queries(7):
        assert len(scorecard_page(council, MONTH).rows) == 4


@pytest.fixture
def mixed(council, area):
    """Worsening in truth, improving in truth, steady, and one that is not charted."""
    give_all(adopt(area, "AA1", owner_role="Head", baseline=60, target="45%+"), MONTH, [*STEADY, 9])
    give_all(adopt(area, "AA2", owner_role="Agent", baseline=40), MONTH, [*STEADY, 95])
    give_all(adopt(area, "AA3", baseline=51, theme="safety"), MONTH, STEADY)
    give_all(adopt(area, "AA4", basis="ytd", theme="demand"), MONTH, [50])
    return scorecard_page(council, MONTH)


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ({"signal": "concern"}, ["AA1"]),
        ({"signal": "none"}, ["AA4"]),
        ({"signal": "loud"}, ["AA1", "AA2", "AA3", "AA4"]),
        ({"moved": "worsening"}, ["AA1"]),
        ({"moved": "none"}, ["AA3"]),
        ({"moved": "unknown"}, ["AA4"]),
        ({"owner": "Head"}, ["AA1"]),
        ({"owner": "Nobody"}, []),
        ({"theme": "safety"}, ["AA3"]),
        ({"theme": "health"}, []),
        ({"theme": "astrology"}, ["AA1", "AA2", "AA3", "AA4"]),
        ({"theme": "demand", "view": "tiles"}, ["AA4"]),
        ({"theme": "demand", "view": "exceptions"}, []),
        ({"sort": "theme"}, ["AA4", "AA3", "AA1", "AA2"]),
        ({"sort": "signal"}, ["AA1", "AA3", "AA4", "AA2"]),
        ({"sort": "owner"}, ["AA2", "AA1", "AA3", "AA4"]),
        ({"view": "exceptions"}, ["AA1"]),
        ({"view": "exceptions", "signal": "improvement"}, []),
        ({"view": "tiles"}, ["AA1", "AA2", "AA3", "AA4"]),
        ({"view": "pie"}, ["AA1", "AA2", "AA3", "AA4"]),
    ],
)
def test_rows_are_narrowed_by_every_signal(mixed, query, codes):
    assert [one.code for one in narrow(mixed, Choice.read(query))] == codes


def test_sorted_by_theme_each_theme_is_a_heading_and_a_column_of_the_file(mixed):
    page = narrow(mixed, Choice.read({"sort": "theme"}))
    assert [one.name for one in page.groups] == ["Demand", "Safety", "Without a theme"]
    text = scorecard_csv(page).content.decode("utf-8-sig")
    assert [one["theme"] for one in csv.DictReader(io.StringIO(text))] == [
        "Demand",
        "Safety",
        "",
        "",
    ]
    (offered,) = (one for one in screen_of(mixed, Choice()).selects if one.name == "theme")
    assert offered.options == (("", "All themes"), ("demand", "Demand"), ("safety", "Safety"))


def test_a_choice_survives_its_address(mixed):
    asked = {"view": "exceptions", "signal": "concern", "owner": "Head", "sort": "name"}
    choice = Choice.read(asked)
    screen = screen_of(mixed, choice)
    assert screen.csv_href == ("?view=exceptions&sort=name&signal=concern&owner=Head&format=csv")
    assert [one.label for one in screen.tabs] == ["Table", "Exceptions (1)", "Tiles"]
    assert screen.tabs[2].href == "?view=tiles&sort=name&signal=concern&owner=Head"


def test_a_download_holds_what_is_on_screen(mixed):
    page = narrow(mixed, Choice(view="exceptions"))
    text = scorecard_csv(page).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [one["code"] for one in rows] == ["AA1"]
    assert rows[0]["real_change"] == "Real worsening"
    assert rows[0]["signal"] == "Special cause concern, low"
    assert rows[0]["exception"].startswith("Newly red. 36 points short of 45%+, ")


def test_a_row_tells_where_its_figure_comes_from(council, area):
    measure = adopt(area, owner_role="Head of service", denominator_label="Visits due")
    give(measure, MONTH, 50, source="Case system")
    told = row(council).about
    assert told.startswith("As at 30 September 2026. Approved by Asha Approver on 9 October 2026.")
    for part in ("Source: Case system.", "Visits due", "Returned by Front door.", "Owner: Head"):
        assert part in told
    assert person(council, "Asha Approver").name in told
