"""Does the history tell everything that was held, in order, and only to whom it should?"""

import csv
import io
from datetime import date

import pytest

from improvement.councils.roles import SEE_JOURNEY, Role
from inspections import services
from inspections.models import AuditCycle, AuditResult
from inspections.timeline.choice import Choice
from inspections.timeline.history import history_page
from tests.inspections.builders import make_finding, make_inspection, text_of

pytestmark = pytest.mark.django_db

TODAY = date(2024, 6, 3)


def history(council, today=TODAY, **asked):
    return history_page(council, Choice.read(asked), today)


def address(council, query="") -> str:
    return f"/councils/{council.slug}/inspections/history/{query}"


def make_cycle(council, **fields) -> AuditCycle:
    fields = {
        "name": "Spring audits", "started": date(2024, 3, 1), "ended": date(2024, 3, 28), **fields,
    }  # fmt: skip
    return AuditCycle.objects.create(council=council, **fields)


@pytest.fixture
def journey(council):
    """An inadequate inspection with two visits, a peer challenge, and a round of audits."""
    head = make_inspection(council, published=date(2022, 3, 14))
    services.record_judgements(inspection=head, by=None, grades={"overall": "inadequate"})
    make_finding(head)
    make_finding(head, kind="strength")
    for day in (date(2022, 6, 7), date(2022, 10, 4)):
        make_inspection(council, kind="monitoring-visit", follows=head, started=day, theme="Visits")
    make_inspection(
        council, kind="lga-peer-challenge", started=date(2023, 2, 6), outcome="Listened"
    )
    cycle = make_cycle(council)
    for grade, cases in (("good", 3), ("inadequate", 1)):
        AuditResult.objects.create(
            cycle=cycle, area="front-door", moderated_grade=grade, cases=cases
        )
    return head


def test_everything_stands_newest_first_by_year(council, journey):
    page = history(council)
    assert [(year.label, len(year.moments)) for year in page.years] == [
        ("2024", 1), ("2023", 1), ("2022", 3),
    ]  # fmt: skip
    assert [one.title for one in page.moments] == [
        "Spring audits",
        "LGA peer challenge, including the Care Practice Diagnostic",
        "Monitoring visit 2",
        "Monitoring visit 1",
        "ILACS standard inspection",
    ]


def test_external_and_internal_are_told_apart(council, journey):
    make_cycle(council, name="Independent", audited_by="independent")
    make_inspection(council, kind="self-report", started=date(2024, 5, 1))
    sides = {one.title: one.side for one in history(council).moments}
    assert sides["Spring audits"] == sides["Council self-report"] == "Internal"
    assert sides["Independent"] == sides["Monitoring visit 1"] == "External"


def test_each_has_its_headline(council, journey):
    audits, peers, visit, _, head = history(council).moments
    assert audits.outcome == "3 of 4 grades good or better"
    assert peers.outcome == "Listened"
    ((area, mark),) = head.grades
    assert area == "Overall"
    assert "Inadequate" in mark
    assert head.found == "1 finding to answer, 1 strength"
    assert head.series == "2 visits followed"
    assert (visit.series, visit.head) == ("Visit 2 of 2 after", str(journey))
    assert visit.theme == "Visits"


@pytest.mark.parametrize(
    ("precision", "told"),
    [("day", ", as on 7 May 2024."), ("month", ", as in May 2024."), ("year", ", as in 2024.")],
)
def test_what_comes_next_tells_a_day_as_it_is_known(council, precision, told):
    held = make_inspection(council, started=date(2024, 5, 7), date_precision=precision)
    services.record_judgements(inspection=held, by=None, grades={"overall": "good"})
    (row,) = history(council).expected
    assert row.reason.endswith(told)


def test_nothing_follows_from_a_day_that_nobody_knows(council):
    held = make_inspection(council, started=date(2024, 5, 7), date_precision="unknown")
    services.record_judgements(inspection=held, by=None, grades={"overall": "good"})
    assert history(council).expected == ()


def test_a_framework_without_an_overall_grade_shows_each_area(council):
    one = make_inspection(council, started=date(2026, 4, 27))
    services.record_judgements(inspection=one, by=None, grades={"leaders": "good", "help": ""})
    (moment,) = history(council, date(2026, 6, 1)).moments
    assert [area for area, _ in moment.grades] == ["Leaders", "Help and protection"]
    assert "Not graded" in moment.grades[1][1]
    assert moment.outcome == "No overall grade in this framework"


def test_grades_that_nobody_recorded_are_said_to_be_missing(council):
    make_inspection(council)
    ((_, mark),) = history(council).moments[0].grades
    assert "Not recorded" in mark


def test_audits_recorded_as_an_inspection_stand_once(council):
    one = make_inspection(council, kind="independent-audit", started=date(2024, 1, 8))
    make_cycle(council, inspection=one)
    assert [moment.title for moment in history(council).moments] == ["Independent audit"]


def test_what_has_no_day_comes_last(council, journey):
    make_inspection(council, kind="dfe-review", started=None, date_precision="unknown")
    page = history(council)
    assert page.years[-1].label == "Date not recorded"
    assert page.moments[-1].when == "Date not recorded"


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ({}, 5),
        ({"family": "audit"}, 1),
        ({"family": "inspection"}, 3),
        ({"kind": "monitoring-visit"}, 2),
        ({"kind": "audit-cycle"}, 1),
        ({"year": "2022"}, 3),
        ({"year": "2022", "kind": "ilacs-standard"}, 1),
        ({"year": "1999", "kind": "x", "family": "\x00"}, 5),
    ],
)
def test_filters_narrow_and_forgive(council, journey, asked, number):
    assert len(history(council, **asked).moments) == number


def test_what_comes_next_is_guidance_with_its_reason(council, journey):
    (one,) = history(council).expected
    assert one.what == "Ofsted monitoring visit"
    assert one.when == "Expected between December 2022 and March 2023"
    assert "passed" in one.standing
    assert "the last on 4 October 2022" in one.reason
    assert "no announcement" in history(council).caution


def test_an_inspection_to_come_is_not_counted_from(council, journey):
    later = make_inspection(council, started=date(2024, 9, 2))
    services.record_judgements(inspection=later, by=None, grades={"overall": "good"})
    assert history(council).expected[0].what == "Ofsted monitoring visit"
    assert history(council, date(2025, 1, 6)).expected[0].what == "ILACS short inspection"


def test_without_an_overall_grade_the_lowest_weighs(council):
    one = make_inspection(council, started=date(2026, 4, 27))
    grades = {"leaders": "good", "help": "requires-improvement", "care": "outstanding"}
    services.record_judgements(inspection=one, by=None, grades=grades)
    (row,) = history(council, date(2026, 6, 1)).expected
    assert row.what == "ILACS standard inspection"


@pytest.mark.parametrize("role", list(Role))
def test_who_reads_it(as_, council, journey, role):
    code = 200 if role in SEE_JOURNEY else 403
    assert as_(role.value).get(address(council)).status_code == code


def test_the_page_and_its_downloads_say_the_same(as_, council, journey):
    page = text_of(as_("board").get(address(council)))
    for words in ("What usually comes next", "Visit 2 of 2 after", "3 of 4 grades", "Internal"):
        assert words in page
    response = as_("board").get(address(council, "?format=csv&year=2022"))
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [row["Title"] for row in rows][-1] == "ILACS standard inspection"
    assert rows[-1]["Grades"] == "Overall: Inadequate"
    assert as_("board").get(address(council, "?format=xlsx")).content[:2] == b"PK"


def test_an_empty_history_says_what_to_do(as_, council):
    assert "Add an inspection" in text_of(as_("improvement").get(address(council)))
    assert "improvement lead records" in text_of(as_("board").get(address(council)))


def test_it_costs_the_same_with_more_history(council, journey, django_assert_max_num_queries):
    for at in range(15):
        make_inspection(council, kind="focused-visit", started=date(2023, 3, 1 + at))
        make_cycle(council, name=f"Round {at}")
    with django_assert_max_num_queries(3):
        assert len(history(council).moments) == 35
