"""Does the page find every break in the golden thread, and no other?"""

import csv
import io
import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from improvement.councils.roles import SEE_JOURNEY, Role
from improvement.plans import services
from improvement.plans.models import Action, Evidence
from improvement.rules.brag import StatedStatus
from improvement.rules.finding import FindingStatus
from improvement.thread.selectors import WAITING, broken_threads, days_between
from inspections.models import Finding, FindingKind
from scorecard.models import AdoptedMeasure
from tests.builders import make_user
from tests.improvement.plans.builders import make_action, make_plan, make_priority
from tests.inspections.builders import make_finding, make_inspection
from tests.scorecard.builders import make_measure

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 12)


@pytest.fixture
def priority(council):
    return make_priority(make_plan(council))


@pytest.fixture
def inspection(council):
    return make_inspection(council, published=date(2022, 3, 18))


def link(action: Action, *, findings=(), measures=()) -> Action:
    action.findings.add(*findings)
    action.measures.add(*measures)
    return action


def complete(action: Action, *, evidence: str = "") -> Action:
    """Call an action complete; evidence "given" or "accepted"."""
    Action.objects.filter(pk=action.pk).update(
        status=StatedStatus.COMPLETE.value, completed_on=TODAY - timedelta(days=30)
    )
    if evidence:
        Evidence.objects.create(action=action, title="Audit")
    if evidence == "accepted":
        Evidence.objects.filter(action=action).update(
            accepted_by=make_user(), accepted_at=timezone.now()
        )
    return action


def address(council) -> str:
    return reverse("thread:broken-list", args=[council.slug])


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


# --- What counts --------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", list(FindingKind))
def test_finding_calls_for_action_unless_it_is_a_strength(council, inspection, kind):
    make_finding(inspection, kind=kind)
    found = broken_threads(council, TODAY).findings
    assert len(found) == (0 if kind == FindingKind.STRENGTH else 1)


@pytest.mark.parametrize("status", list(FindingStatus))
def test_finding_waits_until_it_is_addressed_or_set_aside(council, inspection, status):
    finding = make_finding(inspection)
    settled = (FindingStatus.NOT_RELEVANT, FindingStatus.CONFIRMED)
    reason = "Seen to be gone" if status in settled else ""
    Finding.objects.filter(pk=finding.pk).update(status=status.value, status_reason=reason)
    assert len(broken_threads(council, TODAY).findings) == (1 if status in WAITING else 0)


def test_finding_with_an_action_is_no_break(council, inspection, priority):
    answered, open_ = make_finding(inspection), make_finding(inspection)
    link(make_action(priority), findings=[answered])
    page = broken_threads(council, TODAY)
    assert [one.reference for one in page.findings] == [open_.reference]
    assert (page.all_findings, page.findings[0].days) == (2, (TODAY - date(2022, 3, 18)).days)


def test_priority_actions_come_first_then_the_longest_waiting(council, inspection):
    later = make_inspection(council, started=date(2024, 1, 8), published=date(2024, 3, 1))
    unknown = make_inspection(council, started=date(2016, 1, 1), date_precision="unknown")
    wanted = [
        make_finding(later, kind=FindingKind.PRIORITY),
        make_finding(inspection),
        make_finding(later),
        make_finding(unknown),
    ]
    found = broken_threads(council, TODAY).findings
    assert [one.reference for one in found] == [one.reference for one in wanted]
    assert found[-1].days_text == "—"


def test_action_without_a_measure_is_a_break(council, area, priority):
    bare, measured = make_action(priority), make_action(priority)
    link(measured, measures=[make_measure(area)])
    page = broken_threads(council, TODAY)
    assert [one.reference for one in page.unmeasured] == [bare.reference]
    assert page.all_actions == 2


@pytest.mark.parametrize(
    ("evidence", "is_break"), [("", True), ("given", True), ("accepted", False)]
)
def test_complete_needs_evidence_that_someone_accepted(council, priority, evidence, is_break):
    complete(make_action(priority), evidence=evidence)
    found = broken_threads(council, TODAY).unproven
    assert bool(found) is is_break
    if found:
        assert (found[0].days, found[0].has_evidence) == (30, bool(evidence))


def test_unfinished_action_needs_no_evidence_yet(council, priority):
    make_action(priority)
    assert broken_threads(council, TODAY).unproven == ()


def test_actions_of_an_earlier_plan_are_not_judged(council, priority):
    make_action(priority)
    make_plan(council, title="Next plan")
    page = broken_threads(council, TODAY)
    assert (page.unmeasured, page.all_actions) == ((), 0)


def test_measures_no_action_names_are_counted_not_listed(council, area, priority):
    named, retired = make_measure(area), make_measure(area)
    make_measure(area)
    AdoptedMeasure.objects.filter(pk=retired.pk).update(is_active=False)
    for _ in range(2):
        link(make_action(priority), measures=[named])
    page = broken_threads(council, TODAY)
    assert (page.unused_measures, page.all_measures) == (1, 2)
    assert page.total == 0


def test_another_councils_thread_is_not_ours(council, other_council):
    make_finding(make_inspection(other_council))
    make_action(make_priority(make_plan(other_council)))
    page = broken_threads(council, TODAY)
    assert (page.total, page.all_findings, page.all_actions, page.all_measures) == (0, 0, 0, 0)


def test_days_between_tells_nothing_of_unknown_or_coming_days():
    assert days_between(None, TODAY) is None
    assert days_between(TODAY + timedelta(days=1), TODAY) is None
    assert days_between(TODAY, TODAY) == 0


# --- Against the slow obvious way ---------------------------------------------------------------
def plain_breaks(council) -> tuple[set[str], set[str], set[str], int]:
    """One object at a time, one question at a time."""
    findings, unmeasured, unproven, unused = set(), set(), set(), 0
    for finding in Finding.objects.filter(council=council):
        is_waiting = finding.status in {"open", "action_planned", "in_progress"}
        if finding.kind != "strength" and is_waiting and finding.actions.count() == 0:
            findings.add(finding.reference)
    for action in Action.objects.filter(council=council):
        if not action.plan.is_current:
            continue
        if action.measures.count() == 0:
            unmeasured.add(action.reference)
        accepted = [one for one in action.evidence.all() if one.accepted_by]
        if action.status == "complete" and not accepted:
            unproven.add(action.reference)
    for measure in AdoptedMeasure.objects.filter(council=council, is_active=True):
        uses = [one for one in measure.actions.all() if one.plan.is_current]
        unused += not uses
    return findings, unmeasured, unproven, unused


def test_breaks_equal_a_plain_loop(council, area, inspection, priority):
    measures = [make_measure(area) for _ in range(5)]
    findings = [
        make_finding(inspection, kind=list(FindingKind)[n % len(FindingKind)]) for n in range(14)
    ]
    for n in range(12):
        action = make_action(priority)
        link(action, findings=findings[n : n + n % 2], measures=measures[: n % 3])
        if n % 2:
            complete(action, evidence=("", "given", "accepted")[n % 3])
    page = broken_threads(council, TODAY)
    found = (
        {one.reference for one in page.findings},
        {one.reference for one in page.unmeasured},
        {one.reference for one in page.unproven},
        page.unused_measures,
    )
    assert found == plain_breaks(council)
    assert all(found)


def test_selector_costs_three_queries_however_much(
    council, area, inspection, priority, django_assert_num_queries
):
    for _ in range(15):
        make_finding(inspection)
        make_action(priority)
        make_measure(area)
    with django_assert_num_queries(3):
        broken_threads(council, TODAY)


# --- The page -----------------------------------------------------------------------------------
@pytest.mark.parametrize("role", list(Role))
def test_page_opens_as_the_cast(as_, council, role):
    found = as_(role.value).get(address(council)).status_code
    assert found == (200 if role in SEE_JOURNEY else 403)


def test_page_is_closed_to_outsiders(as_, client, council):
    assert as_("stranger").get(address(council)).status_code == 404
    assert client.get(address(council)).status_code == 302


def test_page_links_to_every_break_within_its_budget(
    as_, council, inspection, priority, django_assert_max_num_queries
):
    findings = [make_finding(inspection) for _ in range(20)]
    actions = [complete(make_action(priority)) for _ in range(20)]
    browser = as_("board")
    with django_assert_max_num_queries(8):
        body = browser.get(address(council)).content.decode()
    for one in (*findings, *actions):
        assert one.get_absolute_url() in body


def test_page_without_any_break_says_what_that_means(as_, council):
    text = text_of(as_("board").get(address(council)))
    assert "Every finding that waits for something to be done has an action." in text
    assert "Download CSV" not in text


def test_page_escapes_what_people_wrote(as_, council, inspection, priority):
    make_finding(inspection, text="<script>alert(1)</script>")
    services.add_action(
        council=council, priority=priority, by=None, title="<img src=x>", status="on_track"
    )
    body = as_("board").get(address(council)).content.decode()
    assert "<script>alert(1)" not in body
    assert "<img src=x>" not in body


def test_csv_holds_every_break_and_no_formula(as_, council, inspection, priority):
    make_finding(inspection, text="=HYPERLINK(1)")
    complete(make_action(priority))
    answer = as_("board").get(address(council) + "?format=csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["break"] for row in rows] == [
        "Finding without an action",
        "Action without a measure",
        "Complete without accepted evidence",
    ]
    assert rows[0]["words"].startswith("'=")
