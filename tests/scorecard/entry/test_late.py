"""Does the late list name every overdue section, and nothing else?"""

from datetime import date

import pytest
from django.utils import timezone

from improvement.rules.month import Month
from scorecard.entry.late import HEADER
from scorecard.models import MonthlyReturn, Section
from scorecard.services import approve_section, submit_section
from tests.builders import make_area
from tests.scorecard.builders import make_desk, make_measure, make_return, pair

pytestmark = pytest.mark.django_db
LATE = "/councils/testham/returns/late/"
MONDAY = date(2026, 11, 16)


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    """Three days after October was due."""
    real = timezone.localdate
    monkeypatch.setattr(timezone, "localdate", lambda *given: real(*given) if given else MONDAY)


def text(response) -> str:
    return " ".join(response.content.decode().split())


def csv_rows(response) -> list[str]:
    return response.content.decode("utf-8-sig").splitlines()


def test_late_section_with_everything_a_lead_needs(as_, desk, cast):
    desk.key(pair(9, 10), by=cast.officer)
    page = text(as_("lead").get(LATE))
    for words in ("Front door", "October 2026", "3 days late", "due 13 November 2026"):
        assert words in page
    for words in ("Draft", "1 of 2 figures", "Officer, ", "/returns/2026-10/front-door/"):
        assert words in page


def test_days_are_counted_from_the_day_after(as_, desk):
    MonthlyReturn.objects.update(due_on=MONDAY)
    assert "Nothing is late" in text(as_("lead").get(LATE))
    MonthlyReturn.objects.update(due_on=date(2026, 11, 15))
    assert "1 day late" in text(as_("lead").get(LATE))


def test_longest_overdue_stands_first(as_, desk, council):
    make_return(council, Month(2026, 9), due_on=date(2026, 10, 14))
    page = text(as_("lead").get(LATE))
    assert page.index("33 days late") < page.index("3 days late", page.index("33 days late") + 4)


def test_submitted_in_time_or_not_it_waits_for_the_lead(as_, desk, cast):
    desk.key(pair(9, 10), pair(9, 10), by=cast.officer)
    submit_section(section=desk.section, by=cast.officer)
    page = text(as_("lead").get(LATE))
    assert "Submitted" in page
    assert "/returns/2026-10/front-door/decide/" in page
    approve_section(section=desk.section, by=cast.lead)
    assert "Nothing is late" in text(as_("lead").get(LATE))


def test_submitted_is_with_a_lead_and_no_officer_is_named_as_late(as_, desk, cast):
    assert csv_rows(as_("lead").get(f"{LATE}?format=csv"))[1].endswith(",Officer")
    desk.key(pair(9, 10), pair(9, 10), by=cast.officer)
    submit_section(section=desk.section, by=cast.officer)
    row = csv_rows(as_("lead").get(f"{LATE}?format=csv"))[1]
    assert row.endswith(",A performance lead")


def test_lead_who_keyed_is_told_that_another_approves(as_, desk, cast):
    desk.key(pair(9, 10), by=cast.lead)
    desk.key(pair(9, 10), pair(8, 10), by=cast.officer)
    submit_section(section=desk.section, by=cast.officer)
    assert "You keyed figures here: another" in text(as_("lead").get(LATE))


def test_officer_sees_own_areas_only(as_, desk, council):
    make_measure(make_area(council, "Youth justice"))
    make_return(council)
    assert "Youth justice" not in text(as_("officer").get(LATE))
    assert "Youth justice" in text(as_("lead").get(LATE))
    assert not any("Youth" in row for row in csv_rows(as_("officer").get(f"{LATE}?format=csv")))


def test_another_council_is_not_in_it(as_, desk, other_council):
    make_desk(make_area(other_council, "Zanzibar"))
    for query in ("", "?format=csv"):
        assert "Zanzibar" not in as_("lead").get(LATE + query).content.decode()


def test_download_holds_the_same_lines(as_, desk):
    response = as_("lead").get(f"{LATE}?format=csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "testham-late-2026-11-16.csv" in response["Content-Disposition"]
    header, row = csv_rows(response)
    assert header == ",".join(HEADER)
    assert row == (
        "Front door,October 2026,13 November 2026,3 days late,Not started,0 of 2 figures,,Officer"
    )


def test_a_name_that_a_spreadsheet_would_run_is_harmless(as_, desk, area):
    type(area).objects.update(name="=1+1")
    assert csv_rows(as_("lead").get(f"{LATE}?format=csv"))[1].startswith("'=1+1,")


def test_queries_do_not_grow_with_what_is_late(as_, desk, council, django_assert_max_num_queries):
    held = MonthlyReturn.objects.get()
    for number in range(12):
        area = make_area(council, f"Area {number}")
        make_measure(area)
        Section.objects.create(council=council, monthly_return=held, area=area)
    lead = as_("lead")
    with django_assert_max_num_queries(7):
        assert "13 sections" in text(lead.get(LATE))
