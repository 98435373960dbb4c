"""What has changed since last time, and by when is a statement of action due?"""

from datetime import date

import pytest
from django.utils.html import strip_tags

from improvement.home.selectors.statements import statement_tasks
from inspections import services
from inspections.timeline.expecting import statement_of
from inspections.timeline.since import since_last_time
from tests.inspections.builders import make_finding, make_inspection, text_of

pytestmark = pytest.mark.django_db

GRADES = {"leaders": "inadequate", "help": "good", "care": "good", "overall": "inadequate"}
PUBLISHED = date(2023, 7, 14)


def judged(council, started, grades, **fields):
    one = make_inspection(council, started=started, **fields)
    return services.record_judgements(inspection=one, by=None, grades=grades)


def changes(since) -> list[tuple[str, str]]:
    return [(strip_tags(row.change), row.reason) for row in since.rows]


# --- Since last time ----------------------------------------------------------------------------


def test_each_area_is_better_worse_the_same_or_not_comparable(council):
    judged(council, date(2019, 1, 7), GRADES)
    now = GRADES | {"leaders": "good", "help": "inadequate", "care": ""}
    since = since_last_time(judged(council, date(2022, 1, 24), now))
    assert [word for word, _ in changes(since)] == ["Better", "Worse", "Not comparable", "Same"]
    assert since.rows[2].reason == "Not graded this time."


def test_an_area_that_another_framework_drew_differently_is_not_compared(council):
    judged(council, date(2022, 1, 24), GRADES)
    since = since_last_time(judged(council, date(2024, 5, 13), GRADES | {"leavers": "good"}))
    told = dict(zip(["leaders", "help", "care", "leavers", "overall"], changes(since), strict=True))
    assert told["leaders"][0] == "Same"
    assert told["care"] == (
        "Not comparable",
        "The framework of the time judged another area: "
        "The experiences and progress of children in care and care leavers.",
    )
    assert told["leavers"][1] == "The framework of the time did not judge this area."


def test_only_the_same_line_is_compared(council):
    judged(council, date(2019, 1, 7), GRADES)
    assert since_last_time(make_inspection(council, kind="area-send")) is None
    assert since_last_time(make_inspection(council, kind="jtai")) is None


def test_visits_look_back_along_their_series(council):
    head, other = judged(council, date(2019, 1, 7), GRADES), make_inspection(council)
    told = {"kind": "monitoring-visit", "follows": head}
    first = make_inspection(council, started=date(2019, 5, 7), **told)
    second = make_inspection(council, started=date(2022, 9, 7), **told)
    stranger = make_inspection(
        council, kind="monitoring-visit", follows=other, started=date(2022, 6, 7)
    )
    assert since_last_time(second).when == first.when
    assert since_last_time(first) is None
    assert since_last_time(stranger) is None


def test_earlier_findings_stand_by_status_and_repeats_are_named(council):
    before, now = judged(council, date(2019, 1, 7), GRADES), make_inspection(council)
    first = make_finding(before, reference="A1")
    services.move_finding(finding=first, by=None, status="action_planned")
    make_finding(before, kind="strength")
    make_finding(now, reference="B1", repeats=first)
    make_finding(now)
    since = since_last_time(now)
    assert [(strip_tags(row.status), row.number) for row in since.statuses] == [
        ("Action planned", 1)
    ]
    (again,) = since.repeats
    assert (again.reference, again.earlier.split(",")[0]) == ("B1", "A1")


def test_the_page_shows_it_within_its_budget(as_, council, django_assert_max_num_queries):
    before, now = (
        judged(council, date(2019, 1, 7), GRADES),
        judged(council, date(2022, 1, 24), GRADES | {"leaders": "good"}),
    )
    for _ in range(8):
        make_finding(now, repeats=make_finding(before))
    client = as_("board")
    with django_assert_max_num_queries(18):
        page = text_of(client.get(now.get_absolute_url()))
    for words in ("Since last time", "Better", "Found again", "stand now"):
        assert words in page


# --- Statements of action -----------------------------------------------------------------------


def due(inspection, today):
    found = statement_of(inspection, today)
    return found and (found.when, found.standing, found.is_printed)


def test_what_the_letter_prints_wins(council):
    told = {"kind": "jtai", "started": date(2023, 5, 22), "published": PUBLISHED}
    printed = make_inspection(council, **told, statement_due=date(2023, 10, 23))
    assert due(printed, date(2023, 10, 20)) == ("23 October 2023", "1 working day left.", True)
    worked_out = make_inspection(council, **told)
    assert due(worked_out, date(2023, 10, 23)) == ("23 October 2023", "Due today.", False)
    assert due(worked_out, date(2023, 10, 24))[1] == "This day has passed."


def test_a_focused_visit_needs_one_only_with_priority_actions(council):
    visit = make_inspection(council, kind="focused-visit", published=PUBLISHED, started=PUBLISHED)
    assert due(visit, PUBLISHED) is None
    make_finding(visit, kind="priority")
    assert due(visit, PUBLISHED) == ("11 August 2023", "20 working days left.", False)


def test_the_page_says_how_the_date_is_known(as_, council):
    one = make_inspection(council, published=date(2022, 3, 14))
    page = text_of(as_("board").get(one.get_absolute_url()))
    assert "70 working days after 14 March 2022" in page
    services.change_inspection(inspection=one, by=None, statement_due=date(2022, 7, 1))
    page = text_of(as_("board").get(one.get_absolute_url()))
    assert "1 July 2022 . This day has passed. Printed in the letter." in page


def test_your_work_holds_what_falls_due_within_six_weeks(council, other_council):
    told = {"kind": "jtai", "started": date(2023, 5, 22), "published": PUBLISHED}
    make_inspection(council, **told)
    make_inspection(council, kind="focused-visit", started=PUBLISHED, published=PUBLISHED)
    make_inspection(other_council, **told)

    def tasks(today):
        return [task.hint for _, task in statement_tasks([council.pk], today)]

    (hint,) = tasks(date(2023, 10, 1))
    assert "70 working days after 14 July 2023" in hint
    assert tasks(date(2023, 9, 1)) == tasks(date(2023, 10, 24)) == []
    assert len(tasks(date(2023, 10, 23))) == 1
