"""Does the page hold what a slow reading of the records finds, and nothing of another council?"""

from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement.evaluation.selectors.bundle import (
    EVERYTHING,
    bundle_choices,
    bundle_page,
    on_theme,
)
from improvement.evaluation.selectors.pages import evaluation_page
from improvement.evaluation.selectors.records import records_of
from improvement.plans.models import Action, Evidence
from improvement.plans.selectors import current_rows
from improvement.practice import judgement_names, practice_areas
from improvement.rules.freshness import Freshness
from inspections.audits.selectors import audit_picture
from inspections.models import Finding
from inspections.register.selectors import findings_of, strengths_of
from scorecard.selectors import scorecard_page
from scorecard.services import Entry, load_approved_figures
from tests.builders import make_area
from tests.fuzzing import examples
from tests.improvement.evaluation.builders import (
    NOON,
    SEPTEMBER,
    TODAY,
    make_cycle,
    make_journey,
    make_letter,
    make_statement,
    place,
)
from tests.improvement.plans.builders import make_action, make_plan, make_priority
from tests.inspections.builders import make_finding, make_inspection, settle
from tests.scorecard.builders import make_measure

pytestmark = pytest.mark.django_db
AREAS = list(practice_areas())


def area_of(council, code="help", today=TODAY):
    return evaluation_page(council, today).area(code)


# --- What belongs where ---------------------------------------------------------------------------


def test_everything_about_a_part_stands_in_it(journey):
    held = area_of(journey.council).records

    assert [one.reference for one in held.outstanding] == ["F1"]
    assert [one.reference for one in held.strengths] == ["S1"]
    assert [one.row.code for one in held.measures] == ["CP6"]
    assert [(one.cases, one.share) for one in held.audits] == [(20, "12 of 20 (60%)")]
    assert [one.row.reference for one in held.actions] == ["A1"]
    assert [one.about for one in held.evidence] == ["Action A1"]


def test_another_part_holds_none_of_it(journey):
    assert area_of(journey.council, "leavers").records.is_empty


def test_an_action_is_there_for_its_finding_or_for_its_measure(journey):
    council = journey.council
    priority = make_priority(make_plan(council, number=2, is_current=True))
    both = make_action(priority, reference="B1", findings=[journey.finding])
    measured = make_action(priority, reference="B2", measures=[journey.measure])
    make_action(priority, reference="B3")

    held = area_of(council).records
    assert {one.row.pk for one in held.actions} == {both.pk, measured.pk}
    assert held.actions[0].there_for == "Answers F1"
    assert held.actions[1].there_for == "Should move CP6"


def test_addressed_and_lately_confirmed_findings_stand_apart(journey):
    council = journey.council
    done = make_finding(make_inspection(council), reference="F2")
    place(done, "child-protection")
    settle(done)
    visit = Finding.objects.get(pk=done.pk).confirmed_by

    near = visit.started + timedelta(days=300)
    far = visit.started + timedelta(days=400)
    assert [one.reference for one in area_of(council, today=near).records.addressed] == ["F2"]
    assert area_of(council, today=far).records.addressed == ()
    assert [one.reference for one in area_of(council, today=far).records.outstanding] == ["F1"]


def test_what_was_found_again_says_how_often(journey):
    again = make_finding(
        make_inspection(journey.council, started=date(2026, 2, 2)), repeats=journey.finding
    )
    place(again, "child-protection")

    held = area_of(journey.council).records
    assert [one.recurrence for one in held.outstanding] == ["Second time since 2024", ""]
    assert held.repeated == 1


def test_what_nobody_has_placed_is_counted_and_in_the_bundle_of_everything(journey):
    make_finding(journey.inspection, reference="F9")
    page = evaluation_page(journey.council, TODAY)

    assert page.unplaced == 1
    assert "F9" not in [one.reference for part in page.areas for one in part.records.findings]
    everything = bundle_page(journey.council, EVERYTHING, TODAY).records
    assert "F9" in [one.reference for one in everything.findings]


# --- How old it is --------------------------------------------------------------------------------


def test_old_evidence_is_marked_and_counted(journey):
    area = area_of(journey.council)

    assert area.records.outstanding[0].aged.freshness is Freshness.OLD
    assert "Older than 12 months" in area.records.outstanding[0].age_html
    assert area.records.measures[0].age_html == ""
    assert area.records.stale == 2
    assert evaluation_page(journey.council, TODAY).stale == 2


def test_old_evidence_that_stands_in_two_parts_counts_once(journey, cast):
    council = journey.council
    for code in ("care-leavers", "front-door"):
        finding = make_finding(make_inspection(council, started=date(2026, 2, 2)))
        place(finding, code)
        journey.action.findings.add(finding)
    Evidence.objects.update(given_at=NOON.replace(year=2024))

    page = evaluation_page(council, TODAY)
    old = [area.code for area in page.areas if area.records.evidence]
    assert old == ["help", "leavers"]
    assert page.stale == 3
    assert sum(area.records.stale for area in page.areas) == 4


def test_figures_a_year_old_are_marked_from_the_day_after(journey):
    last = SEPTEMBER.last_day.replace(year=2027)

    line = area_of(journey.council, today=last).records.measures[0]
    assert line.aged.freshness is Freshness.CURRENT
    line = area_of(journey.council, today=last + timedelta(days=1)).records.measures[0]
    assert line.aged.freshness is Freshness.OLD


def test_a_statement_not_reviewed_for_twelve_months_is_marked(council):
    make_statement(council, reviewed_on=date(2025, 11, 21))

    assert evaluation_page(council, TODAY).overdue == 0
    assert evaluation_page(council, TODAY + timedelta(days=1)).overdue == 1


def test_nothing_on_record_is_said(council):
    page = evaluation_page(council, TODAY)

    assert (page.month, page.written_words, page.stale, page.unplaced) == (None, "0 of 6", 0, 0)
    area = page.area("help")
    assert area.said.reviewed == "Not written yet"
    assert (area.last_grade, area.figures, area.audited) == ("Never judged here", "None", "None")
    assert area.sources == ()


# --- Where it comes from --------------------------------------------------------------------------


def test_every_source_stands_once_newest_first(journey):
    told = [(one.title, one.gives) for one in area_of(journey.council).sources]

    assert told == [
        ("Approved figures for September 2026", "1 measure"),
        ("Summer ours 2026-07-31", "20 graded audits"),
        ("Evidence given for actions and findings", "1 piece"),
        ("Inspection ours", "1 finding, 1 strength"),
    ]


def test_a_case_graded_in_two_areas_is_one_audit(journey):
    for area, cases in (("early-help", 12), ("front-door", 14)):
        journey.cycle.results.create(area=area, moderated_grade="good", cases=cases)

    area = area_of(journey.council)
    assert area.audited == "20 in 1 cycle"
    assert ("Summer ours 2026-07-31", "20 graded audits") in {
        (one.title, one.gives) for one in area.sources
    }
    (everything,) = (one for one in bundle_choices(journey.council, TODAY) if "ever" in one.href)
    assert everything.audits == 20


def test_letters_are_those_behind_the_findings_of_the_theme(journey, cast):
    make_letter(journey.inspection, cast, "ours")
    make_letter(make_inspection(journey.council, started=date(2023, 5, 2)), cast, "apart")

    held = bundle_page(journey.council, "child-protection", TODAY).letters
    assert [one.name for one in held] == ["01-2024-09-ilacs-standard.pdf"]
    assert bundle_page(journey.council, "care-leavers", TODAY).letters == ()


def test_figures_are_counted_worst_first_with_what_really_moves(area, cast):
    values = {"CP1": 80, "CP2": 99, "CP3": 99}
    for code in values:
        make_measure(area, code=code, target="95%+", target_from=SEPTEMBER)
    rows = {code: Entry(value=Decimal(value)) for code, value in values.items()}
    load_approved_figures(
        council=area.council, month=SEPTEMBER, rows=rows, submitted_by=cast.officer,
        approved_by=cast.lead, today=TODAY,
    )  # fmt: skip

    assert area_of(area.council).figures == "3 measures: 1 red, 2 green"


# --- Against slow, plain readings -----------------------------------------------------------------


def test_findings_strengths_and_audits_are_those_of_the_register_and_the_audits(journey):
    council = journey.council
    make_cycle(council, "later", ended=date(2026, 10, 30))
    for part in evaluation_page(council, TODAY).areas:
        own = [code for code, area in practice_areas().items() if area.judgement == part.code]
        known = findings_of(council, own, today=TODAY)
        shown = [one for one in part.records.findings if one.stage != "confirmed"]
        assert [(one.reference, one.recurrence, one.aged) for one in shown] == [
            (one.reference, one.recurrence, one.freshness) for one in known
        ]
        strong = strengths_of(council, own, today=TODAY)
        assert [(one.reference, one.aged) for one in part.records.strengths] == [
            (one.reference, one.freshness) for one in strong
        ]
        pictures = audit_picture(council, own)
        assert [(one.area, one.cases) for one in part.records.audits] == [
            (one.area, one.n) for one in pictures
        ]


def test_figures_are_the_scorecards_own_rows(journey):
    shown = {one.row.code: one.row for one in area_of(journey.council).records.measures}
    for row in scorecard_page(journey.council, SEPTEMBER):
        assert shown[row.code] == row


@examples(5, 20)
@given(placed=st.lists(st.sampled_from(["", *AREAS]), min_size=1, max_size=6), data=st.data())
def test_actions_of_each_theme_equal_a_slow_reading(council, placed, data):
    """Every link drawn at random; the oracle asks each action in turn."""
    Action.objects.all().delete()
    inspection = make_inspection(council)
    findings = [make_finding(inspection) for _ in placed]
    for finding, code in zip(findings, placed, strict=True):
        place(finding, code)
    priority = make_priority(make_plan(council))
    for _ in range(3):
        make_action(priority, findings=data.draw(st.lists(st.sampled_from(findings), unique=True)))
    records = records_of(council, TODAY)
    for code in AREAS:
        expected = [
            row.pk
            for row in current_rows(council, TODAY)
            if Action.objects.get(pk=row.pk).findings.filter(area=code).exists()
        ]
        assert [one.row.pk for one in on_theme(records, code).actions] == expected


# --- Between councils, and what it costs ----------------------------------------------------------


def texts(value: object) -> list[str]:
    """Every text in a page object, however deep."""
    if isinstance(value, str):
        return [value]
    if is_dataclass(value):
        return [text for one in fields(value) for text in texts(getattr(value, one.name))]
    if isinstance(value, tuple | frozenset):
        return [text for one in value for text in texts(one)]
    return []


def test_no_word_of_another_council_is_on_any_page(journey, other_council, cast):
    other = make_journey(make_area(other_council, "Canary"), cast, "zanzibar")
    make_statement(other_council, knows="zanzibar")
    make_letter(other.inspection, cast, "zanzibar")

    pages = [
        evaluation_page(journey.council, TODAY),
        bundle_page(journey.council, EVERYTHING, TODAY),
    ]
    assert [text for page in pages for text in texts(page) if "zanzibar" in text] == []
    theirs = texts(evaluation_page(other_council, TODAY))
    assert [text for text in theirs if "zanzibar" in text] != []


def test_queries_do_not_grow_with_what_is_on_record(
    journey, area, cast, django_assert_max_num_queries
):
    council = journey.council
    for number in range(12):
        finding = make_finding(make_inspection(council, started=date(2020, 1, 1 + number)))
        place(finding, AREAS[number % len(AREAS)])
        make_cycle(council, str(number))
        make_action(
            Action.objects.get(pk=journey.action.pk).priority,
            findings=[finding], measures=[journey.measure],
        )  # fmt: skip
    for code in judgement_names():
        make_statement(council, code)
    with django_assert_max_num_queries(22):
        page = evaluation_page(council, TODAY)
        texts(page)
    with django_assert_max_num_queries(22):
        bundle_page(council, EVERYTHING, TODAY)
    with django_assert_max_num_queries(21):
        assert len(bundle_choices(council, TODAY)) == len(AREAS) + 1
