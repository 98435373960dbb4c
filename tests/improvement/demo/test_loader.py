"""Does the demo load whole, once, and with work waiting for everyone?"""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import transaction

from improvement.boards.models import Meeting
from improvement.councils.models import Council, User
from improvement.councils.roles import Role
from improvement.demo.cast import DEPUTY, PEOPLE, STRANGER
from improvement.demo.facts import ILLUSTRATIVE, REAL, read_facts
from improvement.demo.loader import load_demo
from improvement.evaluation.selectors.pages import evaluation_page
from improvement.history.models import Event
from improvement.packs.models import Pack
from improvement.packs.quoting import changed_since
from improvement.plans.models import Action
from improvement.rules.month import Month
from improvement.rules.section import SectionStatus
from inspections.models import Finding, Inspection
from scorecard.models import (
    AdoptedMeasure,
    Amendment,
    AmendmentStatus,
    Figure,
    MonthlyReturn,
    Section,
    Target,
)
from scorecard.selectors.scorecard import scorecard_page
from workforce.models import TeamMonth

# One copy of the demo serves every test here (see tests/together.py).
pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)
OPEN = Month(2026, 10)
LABELS = (
    "councils", "inspections", "scorecard", "workforce", "plans", "boards", "evaluation", "packs",
)  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _demo(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        load_demo(today=TODAY)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def council() -> Council:
    return Council.objects.get(slug=ILLUSTRATIVE)


def rows_of_everything() -> dict[str, int]:
    models = [
        model for label in (*LABELS, "history") for model in apps.get_app_config(label).get_models()
    ]
    return {model._meta.label: model._base_manager.count() for model in models}


def test_every_part_of_the_self_evaluation_has_words_and_some_are_old(council):
    page = evaluation_page(council, TODAY)
    assert page.written == len(page.areas)
    assert 0 < page.overdue < len(page.areas)
    held = [area.records for area in page.areas]
    assert all(one.measures for one in held)
    assert any(one.audits for one in held)
    assert any(one.repeated for one in held)
    assert page.stale > 0


def test_loading_again_changes_nothing():
    before = rows_of_everything()
    assert load_demo(today=TODAY + timedelta(days=40)) is False
    assert rows_of_everything() == before


@pytest.mark.parametrize("label", LABELS)
def test_every_row_passes_its_own_checks(label):
    """Keys and constraints are the database's to hold; words and sense are checked here."""
    for model in apps.get_app_config(label).get_models():
        keys = {field.name for field in model._meta.concrete_fields if field.is_relation}
        for row in model._base_manager.all():
            row.full_clean(exclude=keys, validate_unique=False, validate_constraints=False)


def test_everyone_has_their_role_everywhere_and_no_stored_password():
    live = set(Council.objects.live().values_list("slug", flat=True))
    assert live == {*REAL, ILLUSTRATIVE}
    for username in PEOPLE:
        person = User.objects.get(username=username)
        held = list(person.memberships.values_list("council__slug", "role"))
        assert not person.has_usable_password()
        assert person.email == f"{username}@demo.example"
        assert {slug for slug, _ in held} == (set() if username == STRANGER else live)
        assert {role for _, role in held} <= {"lead" if username == DEPUTY else username}
    assert set(PEOPLE) == {*Role.values, STRANGER, DEPUTY}


def test_the_published_table_agrees_with_its_printed_directions_but_once():
    council = Council.objects.get(slug="blackburn-with-darwen")
    rows = scorecard_page(council, Month(2017, 2)).rows
    assert len(rows) == 19
    assert [row.code for row in rows if row.directions_differ] == ["WF6-ALL"]
    assert Counter(row.rag_word for row in rows) == {"Green": 9, "Amber": 5, "Red": 5}
    months = MonthlyReturn.objects.filter(council=council, month__year__lt=2020)
    assert [str(Month.of(one.month)) for one in months.order_by("month")] == [
        "2016-11", "2016-12", "2017-01", "2017-02",
    ]  # fmt: skip
    assert all(one.is_locked for one in months)


def test_the_published_targets_stand_as_they_were_printed():
    told = read_facts("blackburn-with-darwen", TODAY).rows("measures")
    printed = {row["code"]: row["target"] for row in told if "target" in row}
    held = Target.objects.filter(council__slug="blackburn-with-darwen")
    assert dict(held.values_list("measure__code", "text")) == printed
    assert len(printed) == 19


def test_every_target_says_why_and_every_made_up_measure_has_an_owner(council):
    assert not Target.objects.filter(reason="").exists()
    assert not AdoptedMeasure.objects.filter(council=council, owner_role="").exists()
    held = Target.objects.filter(council=council).select_related("measure__measure")
    for one in held:
        is_usual = one.text == one.measure.measure.default_target
        assert is_usual is (one.reason == "The catalogue’s usual target."), one
    owners = scorecard_page(council, Month(2026, 9)).rows
    assert len({row.owner for row in owners}) > 10


def test_monitoring_visits_follow_the_inspection_that_led_to_them():
    visits = Inspection.objects.filter(kind="monitoring-visit").order_by("number")
    assert [visit.number for visit in visits] == [1, 2, 3, 4, 5, 6]
    assert {str(visit.follows.started) for visit in visits} == {"2021-12-06"}


def test_the_illustrative_council_has_three_years_and_one_open_month(council):
    assert AdoptedMeasure.objects.filter(council=council).count() >= 60
    returns = MonthlyReturn.objects.filter(council=council).order_by("month")
    assert returns.count() == 36
    assert [one.is_locked for one in returns] == [True] * 35 + [False]
    past = Figure.objects.filter(council=council, month__lt=OPEN.first_day)
    assert past.filter(is_approved=False).count() == 0
    assert past.filter(measure__code="WF1", value__isnull=False).count() == 35
    assert TeamMonth.objects.filter(council=council).dates("month", "month").count() == 35


def test_the_open_month_waits_for_everyone(council):
    opened = MonthlyReturn.objects.get(council=council, month=OPEN.first_day)
    assert opened.due_on == date(2026, 11, 25)
    held = Section.objects.filter(monthly_return=opened)
    stages = Counter(SectionStatus(one.status) for one in held)
    assert stages == {
        SectionStatus.SUBMITTED: 2,
        SectionStatus.SENT_BACK: 1,
        SectionStatus.DRAFT: 1,
        SectionStatus.NOT_STARTED: 5,
    }
    back = held.get(status=SectionStatus.SENT_BACK)
    assert back.sent_back_reason
    assert {one.submitted_by.username for one in held if one.submitted_by} == {"officer"}


def test_owner_clerk_and_board_have_something_to_do(council):
    owner = User.objects.get(username="owner")
    own = Action.objects.filter(council=council, owner=owner).exclude(status="complete")
    assert own.count() >= 8
    coming = Meeting.objects.filter(council=council, status="planned", on__gte=TODAY)
    following = coming.order_by("on").first()
    assert following.board.name == "Improvement Board"
    assert 7 <= (following.on - TODAY).days <= 10


def test_the_last_board_had_its_pack_and_the_next_waits_for_one(council):
    pack = Pack.objects.get(council=council)
    assert (pack.status, pack.versions.count()) == (Pack.Status.ISSUED, 1)
    assert (pack.created_by.username, pack.approved_by.username) == ("clerk", "improvement")
    assert pack.meeting.on <= TODAY
    assert Month.of(pack.month) < OPEN


def test_one_figure_was_amended_since_the_pack_and_one_waits_for_the_deputy(council):
    pack = Pack.objects.get(council=council)
    (changed,) = changed_since(pack.versions.get())
    assert changed.was != changed.now
    done, waiting = Amendment.objects.filter(council=council).order_by("pk")
    assert (done.status, done.decided_by.username) == (AmendmentStatus.APPROVED, DEPUTY)
    assert (waiting.status, waiting.proposed_by.username) == (AmendmentStatus.PROPOSED, "lead")
    assert done.value != done.was_value
    assert waiting.value != waiting.was_value
    assert {Month.of(one.figure.month) for one in (done, waiting)} == {Month.of(pack.month)}


def test_findings_without_an_answer_are_few_and_strengths_ask_none(council):
    answered = Finding.objects.filter(council=council, actions__isnull=False).distinct().count()
    assert answered >= 14
    assert Finding.objects.filter(council=council, repeats__isnull=False).count() == 4


@pytest.mark.parametrize(
    "model",
    [Inspection, Finding, Action, AdoptedMeasure, Section, Meeting],
    ids=lambda m: m.__name__,
)
def test_everything_loaded_left_an_entry(council, model):
    told = Event.objects.filter(council=council, kind=model._meta.label_lower)
    ids = set(told.values_list("object_id", flat=True))
    held = model.objects.filter(council=council)
    if model is Section:
        held = held.exclude(status=SectionStatus.NOT_STARTED)
    assert set(held.values_list("pk", flat=True)) <= ids
