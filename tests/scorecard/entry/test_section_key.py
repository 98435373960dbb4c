"""Can an officer key a section, is every wrong cell named, and is nothing typed ever lost?"""

import json
import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from improvement.history.models import Event
from improvement.rules.value import Unit
from scorecard.models import Figure
from scorecard.services import approve_section, load_approved_figures, send_back_section
from scorecard.services import submit_section as submit
from tests.builders import make_area, make_member
from tests.scorecard.builders import (
    OCTOBER,
    make_desk,
    make_measure,
    make_return,
    pair,
    section_of,
)

pytestmark = pytest.mark.django_db
PAGE = "/councils/testham/returns/2026-10/front-door/"


@pytest.fixture
def desk(area, cast):
    return make_desk(area, name="Assessments on time", numerator_label="Completed in time")


def sheet(desk, *lines, version=None, **more) -> dict[str, str]:
    """A posted sheet: each line is numerator, denominator, missing, comment."""
    data = {"version": str(version or desk.section.version), "base": "{}"}
    for measure, line in zip(desk.measures, lines, strict=False):
        cells = dict(zip("ndmc", [*line, "", "", "", ""], strict=False))
        data |= {f"{letter}{measure.pk}": text for letter, text in cells.items()}
    return data | more


def text(response) -> str:
    return " ".join(unescape(response.content.decode()).split())


def box(response, name: str) -> str:
    """What stands in a box of the page."""
    return unescape(re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())[1])


def test_sheet_shows_what_an_officer_needs(as_, desk, cast, council):
    first = desk.measures[0]
    for month, numbers in ((OCTOBER.previous, (8, 10)), (OCTOBER.same_month_last_year, (3, 4))):
        load_approved_figures(
            council=council,
            month=month,
            rows={first.code: pair(*numbers)},
            submitted_by=cast.officer,
            approved_by=cast.lead,
        )
    page = text(as_("officer").get(PAGE))
    for words in (
        "Sep 2026",
        "Oct 2025",
        "80%",
        "75%",
        "Completed in time ÷ due",
        "Percentage · In the month",
        first.code,
    ):
        assert words in page


def test_saving_a_draft_stores_and_comes_back(as_, desk):
    response = as_("officer").post(PAGE, sheet(desk, ("9", "10"), ("1,200", "1,500")))
    assert response["Location"] == PAGE
    assert list(Figure.objects.values_list("value", flat=True)) == [90, 80]
    page = as_("officer").get(PAGE)
    assert box(page, f"n{desk.measures[1].pk}") == "1200"
    assert "Last saved by Officer" in text(page)


def test_check_and_submit_goes_on_to_the_answers(as_, desk):
    response = as_("officer").post(PAGE, sheet(desk, ("9", "10"), then="check"))
    assert response["Location"] == f"{PAGE}check/"
    assert Figure.objects.count() == 1


def test_saved_message_counts_what_changed(as_, desk):
    browser = as_("officer")
    page = browser.post(PAGE, sheet(desk, ("9", "10")), follow=True)
    assert "Draft saved: 1 figure changed." in text(page)
    page = browser.post(PAGE, sheet(desk, ("9", "10")), follow=True)
    assert "Nothing had changed since the last save." in text(page)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (("abc", "10"), ", completed in time: “abc” is not a number."),
        (("9", "ten"), ", due: “ten” is not a number."),
        (("1_000", "2000"), "“1_000” is not a number."),
        (("1e3", "2000"), "“1e3” is not a number."),
        (("٣", "10"), "“٣” is not a number."),
        (("１２", "20"), "“１２” is not a number."),
        (("1e400", "10"), "“1e400” is not a number."),
        (("NaN", "10"), "“NaN” is not a number."),
        (("12,34", "9999"), "“12,34” is not a number."),
        (("27/3/2026", "10"), "“27/3/2026” is not a number."),
        (("9" * 400, "10"), "has too many digits."),
        (("11", "10"), ": the numerator (11) is more than the denominator (10)."),
        (("-1", "10"), ": -1 is below nought."),
        (("1.5", "10"), ": 1.5 is not a whole number."),
        (("999999999", "999999999"), "is too large."),
        (("9", "10", "no_cases"), "not both."),
        (("9", "10", "because"), "Choose a reason from the list."),
        (("n/a", "-"), "Two different reasons are given."),
        (("9", "10", "", "x" * 2001), "the comment is longer than 2,000 characters."),
        (("9", "10", "", "a\x00b"), "a character that cannot be stored."),
    ],
    ids=lambda given: given[0][:12] if isinstance(given, tuple) else "",
)
def test_each_wrong_cell_is_named_and_nothing_typed_is_lost(as_, desk, line, words):
    first, second = desk.measures
    response = as_("officer").post(PAGE, sheet(desk, line, ("7", "8", "", "Kept")))
    assert response.status_code == 200
    page = text(response)
    assert "There is a problem" in page
    assert f"{first.code} Assessments on time" in page
    assert words in page
    assert re.search(rf'href="#[ndmc]{first.pk}"', response.content.decode())
    assert box(response, f"n{first.pk}") == line[0]
    assert box(response, f"d{first.pk}") == line[1]
    assert (box(response, f"n{second.pk}"), box(response, f"d{second.pk}")) == ("7", "8")
    assert "Kept" in page
    assert not Figure.objects.exists()


def test_every_wrong_cell_is_named_at_once(as_, desk):
    page = text(as_("officer").post(PAGE, sheet(desk, ("a", "b"), ("c", "d"))))
    assert page.count("is not a number. Write it like 1,234 or 12.5.</a>") == 4


@pytest.mark.parametrize("top", ["abc", "99999999999"], ids=["unread", "too large"])
def test_comment_too_long_is_named_beside_a_number_that_is_wrong(as_, desk, top):
    page = as_("officer").post(PAGE, sheet(desk, (top, "10", "", "x" * 2001)))
    fields = [fault.field for fault in page.context["sheet"].lines[0].faults]
    assert fields == ["numerator", "comment"]


def test_error_page_marks_its_cells(as_, desk):
    first = desk.measures[0]
    page = as_("officer").post(PAGE, sheet(desk, ("abc", "10"))).content.decode()
    assert f'aria-invalid="true" aria-describedby="e{first.pk}"' in page
    assert f'id="e{first.pk}"' in page
    assert "<title>Error: " in page


def test_words_for_a_missing_figure_are_understood(as_, desk):
    as_("officer").post(PAGE, sheet(desk, ("-", ""), ("", "", "no_cases")))
    assert list(Figure.objects.values_list("missing", flat=True)) == ["not_available", "no_cases"]


def test_nought_of_nought_can_be_saved_again(as_, desk):
    browser = as_("officer")
    browser.post(PAGE, sheet(desk, ("0", "0")))
    page = browser.post(PAGE, sheet(desk, ("0", "0"), ("1", "2")), follow=True)
    assert "1 figure changed" in text(page)


def test_typed_markup_stays_words(as_, desk):
    nasty = '"><script>alert(1)</script>'
    page = as_("officer").post(PAGE, sheet(desk, (nasty, "10", "", nasty)))
    assert "<script>alert" not in page.content.decode()
    assert box(page, f"n{desk.measures[0].pk}") == nasty


def test_measure_of_another_area_or_council_cannot_be_slipped_in(as_, desk, council, other_council):
    others = [
        make_measure(make_area(council, "Care")),
        make_measure(make_area(other_council, "Elders")),
    ]
    extra = {f"{letter}{one.pk}": "1" for one in others for letter in "nd"}
    more = {"status": "approved", "approved_by": "1", "council": "2", "is_approved": "on"}
    as_("officer").post(PAGE, sheet(desk, ("9", "10"), **extra, **more))
    assert Figure.objects.get().measure == desk.measures[0]
    assert not Figure.objects.get().is_approved
    assert desk.section.status == "draft"


def test_line_the_form_did_not_carry_is_left_alone(as_, desk, cast):
    desk.key(pair(1, 2), pair(3, 4), by=cast.officer)
    as_("officer").post(PAGE, sheet(desk, ("2", "2")))
    assert list(Figure.objects.values_list("value", flat=True)) == [100, 75]


@pytest.mark.parametrize("role", ["improvement", "admin", "board", "viewer", "owner", "clerk"])
def test_only_officers_and_leads_key(as_, desk, role):
    assert as_(role).get(PAGE).status_code == 403
    assert as_(role).post(PAGE, sheet(desk, ("9", "10"))).status_code == 403
    assert not Figure.objects.exists()


def test_lead_keys_any_area(as_, desk):
    assert as_("lead").post(PAGE, sheet(desk, ("9", "10"))).status_code == 302
    assert Figure.objects.get().value == 90


def test_officer_of_another_area_is_refused(as_, desk, council, cast):
    other = make_member(council, "officer", areas=(make_area(council, "Care"),))
    for view in ("", "check/", "submit/", "decide/"):
        assert as_(other).get(f"{PAGE}{view}").status_code in (403, 405)
        assert as_(other).post(f"{PAGE}{view}", sheet(desk, ("9", "10"))).status_code in (403, 405)
    assert not Figure.objects.exists()


def test_outsider_finds_nothing(as_, desk):
    assert as_("stranger").post(PAGE, sheet(desk, ("9", "10"))).status_code == 404
    assert not Figure.objects.exists()


def test_area_that_is_not_there_is_not_found(as_, desk):
    assert as_("lead").get(PAGE.replace("front-door", "back-door")).status_code == 404


def test_second_of_two_editors_keeps_what_was_typed(as_, desk, cast):
    first, second = desk.measures
    desk.key(pair(1, 2), pair(3, 4), by=cast.officer)
    page = as_("lead").get(PAGE)
    seen, base = desk.section.version, box(page, "base")
    desk.key(pair(1, 2), pair(2, 4, comment="Theirs"), by=cast.officer)
    mine = sheet(desk, ("2", "2"), ("4", "4"), version=seen, base=base)
    conflict = as_("lead").post(PAGE, mine)
    assert conflict.status_code == 409
    assert (box(conflict, f"n{first.pk}"), box(conflict, f"n{second.pk}")) == ("2", "4")
    words = text(conflict)
    assert "Officer saved this section while you were working" in words
    assert "Numerator: saved meanwhile as “2”; you typed “4”." in words
    assert "Comment: saved meanwhile as “Theirs”." in words
    assert "Theirs</textarea>" in words
    assert [f.numerator for f in Figure.objects.order_by("measure__position")] == [1, 2]


def test_save_after_a_conflict_goes_through(as_, desk, cast):
    desk.key(pair(1, 2), by=cast.officer)
    conflict = as_("lead").post(PAGE, sheet(desk, ("2", "2"), version=1))
    again = sheet(desk, ("2", "2"), version=box(conflict, "version"), base=box(conflict, "base"))
    assert as_("lead").post(PAGE, again).status_code == 302
    assert Figure.objects.get().value == 100


@pytest.mark.parametrize("base", ["", "null", "[]", '{"1": 5}', "{" * 5000, '{"x": [1,2,3,4]}'])
def test_conflict_with_a_spoilt_start_still_shows_both(as_, desk, cast, base):
    measure = desk.measures[0]
    base = base.replace('"1"', f'"{measure.pk}"')
    desk.key(pair(1, 2), by=cast.officer)
    conflict = as_("lead").post(PAGE, sheet(desk, ("2", "2"), version=1, base=base))
    assert conflict.status_code == 409
    assert box(conflict, f"n{measure.pk}") == "2"
    assert "saved meanwhile as “1”; you typed “2”" in text(conflict)


@pytest.mark.parametrize("version", ["", "x", "-1", "0", "9" * 40, "１"])
def test_version_that_is_none_never_overwrites(as_, desk, cast, version):
    desk.key(pair(1, 2), by=cast.officer)
    response = as_("lead").post(PAGE, sheet(desk, ("2", "2")) | {"version": version})
    assert response.status_code == 409
    assert Figure.objects.get().numerator == 1


def test_double_click_makes_one_entry(as_, desk):
    data = sheet(desk, ("9", "10"))
    for _ in range(2):
        assert as_("officer").post(PAGE, data).status_code == 302
    assert Event.objects.about(desk.section).count() == 1


def test_section_submitted_meanwhile_keeps_what_was_typed(as_, desk, cast):
    desk.key(pair(1, 2), pair(3, 4), by=cast.officer)
    data = sheet(desk, ("2", "2"), ("4", "4"))
    submit(section=desk.section, by=cast.officer)
    response = as_("officer").post(PAGE, data)
    assert response.status_code == 409
    assert "is submitted, so its figures cannot be changed" in text(response)
    assert box(response, f"n{desk.measures[0].pk}") == "2"
    assert "Save draft</button><button" not in response.content.decode()


def test_approved_section_cannot_be_keyed(as_, desk, cast):
    desk.key(pair(1, 2), pair(3, 4), by=cast.officer)
    submit(section=desk.section, by=cast.officer)
    approve_section(section=desk.section, by=cast.lead)
    assert as_("officer").get(PAGE)["Location"] == f"{PAGE}check/"
    assert as_("officer").post(PAGE, sheet(desk, ("2", "2"))).status_code == 409
    assert Figure.objects.order_by("measure__position")[0].numerator == 1


def test_reason_for_sending_back_stands_above_the_sheet(as_, desk, cast):
    desk.key(pair(1, 2), pair(3, 4), by=cast.officer)
    submit(section=desk.section, by=cast.officer)
    send_back_section(section=desk.section, reason="Recount the second", by=cast.lead)
    page = text(as_("officer").get(PAGE))
    assert "Sent back for changes" in page
    assert "Recount the second" in page


def test_single_numbers_have_no_second_box(as_, area, cast):
    desk = make_desk(area, count=1, unit=Unit.COUNT)
    page = as_("officer").get(PAGE)
    assert f'name="d{desk.measures[0].pk}"' not in page.content.decode()
    as_("officer").post(PAGE, sheet(desk, ("£1,234", "9")))
    assert Figure.objects.get().denominator is None


def test_area_without_measures_says_who_adds_them(as_, area, council, cast):
    measure = make_measure(area)
    make_return(council)
    measure.is_active = False
    measure.save()
    assert "No measure is in use here" in text(as_("officer").get(PAGE))


@pytest.fixture
def sixty(area, council, cast):
    desk = make_desk(area, count=60)
    for back in range(1, 14):
        rows = {measure.code: pair(9, 10) for measure in desk.measures}
        load_approved_figures(
            council=council,
            month=OCTOBER.plus(-back),
            rows=rows,
            submitted_by=cast.officer,
            approved_by=cast.lead,
        )
    return desk


def test_sixty_measures_show_in_ten_queries_and_120_kilobytes(
    as_, sixty, cast, django_assert_max_num_queries
):
    sixty.key(*[pair(9, 10, comment="A word about this figure")] * 60, by=cast.officer)
    browser = as_("officer")
    with django_assert_max_num_queries(10):
        page = browser.get(PAGE)
    assert len(page.content) <= 120_000


def test_sixty_measures_save_in_twelve_queries(as_, sixty):
    browser, data = as_("officer"), sheet(sixty, *[("9", "10")] * 60)
    with CaptureQueriesContext(connection) as asked:
        browser.post(PAGE, data)
    # A test runs inside a transaction, so that the save's own shows up as a savepoint.
    assert len([one for one in asked if "SAVEPOINT" not in one["sql"]]) <= 12
    assert Figure.objects.filter(month=OCTOBER.first_day).count() == 60


def test_start_carried_by_the_form_holds_only_what_is_stored(as_, desk, cast):
    desk.key(pair(9, 10, comment="Words"), by=cast.officer)
    base = json.loads(box(as_("officer").get(PAGE), "base"))
    first = desk.measures[0]
    assert base[str(first.pk)][:3] == ["9", "10", ""]
    assert len(base) == 1
    assert section_of(desk.council, desk.area).version == 2
