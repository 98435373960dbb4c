"""Does each person see the work that waits for them, and the journey as far as they may read it?"""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from improvement.boards.models import Board, Decision, Meeting
from improvement.councils.roles import Role
from improvement.history.services import record
from improvement.home.selectors import work_of
from improvement.packs.models import Pack
from improvement.plans.models import Action
from improvement.rules.rag import Rag
from improvement.ui.days import days_words
from improvement.ui.tasks import Task
from inspections.models import Inspection
from scorecard.models import Amendment, Figure, MonthlyReturn, Section
from tests.builders import make_area, make_council, make_member, make_user
from tests.scorecard.builders import make_measure
from tests.world import World, make_world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_memory_files")]
TODAY = date(2026, 11, 12)


@pytest.fixture
def world(db) -> World:
    return make_world(make_council("Testham"), "ours")


def titles(world: World, role: str, today: date = TODAY) -> list[str]:
    user = world.people[role]
    memberships = list(type(user.memberships.get()).objects.of(user))
    return [task.title for desk in work_of(user, memberships, today) for task in desk.tasks]


@pytest.mark.parametrize(
    ("day", "words"),
    [(0, "Due today"), (1, "Due in 1 day"), (3, "Due in 3 days"), (-1, "1 day late")],
)
def test_distance_is_said_in_days(day, words):
    assert days_words(TODAY + timedelta(days=day), TODAY) == words


def test_officer_finds_the_sections_of_their_own_areas(world):
    assert titles(world, "officer") == ["Key Front door ours figures for October 2026"]


def tasks(world: World, role: str, today: date = TODAY) -> list[Task]:
    user = world.people[role]
    memberships = user.memberships.select_related("council")
    return [task for desk in work_of(user, memberships, today) for task in desk.tasks]


@pytest.mark.parametrize(
    ("today", "status", "rag"),
    [
        (date(2026, 11, 12), "Due in 1 day", ""),
        (date(2026, 11, 13), "Due today", ""),
        (date(2026, 11, 14), "1 day late", Rag.RED),
    ],
)
def test_section_to_key_says_how_long_there_is(world, today, status, rag):
    task = tasks(world, "officer", today)[0]
    assert (task.status, task.hint, task.rag) == (status, "Draft", rag)


@pytest.mark.parametrize(
    ("today", "status", "rag"),
    [
        (date(2026, 11, 12), "Sent back, due in 1 day", Rag.AMBER),
        (date(2026, 11, 15), "Sent back, 2 days late", Rag.RED),
    ],
)
def test_section_sent_back_tells_why_and_how_late(world, today, status, rag):
    Section.objects.filter(status="draft").update(status="sent_back", sent_back_reason="Check CP6")
    task = tasks(world, "officer", today)[0]
    assert (task.status, task.hint, task.rag) == (status, "Check CP6", rag)


def test_section_sent_back_by_figure_says_how_many(world):
    section = Section.objects.get(status="draft")
    Section.objects.filter(pk=section.pk).update(status="sent_back", sent_back_reason="")
    for code in ("SB1", "SB2"):
        measure = make_measure(section.area, code=code)
        section.figures.create(
            council=world.council, month=section.monthly_return.month, measure=measure,
            sent_back_reason="Look again.",
        )  # fmt: skip
    assert tasks(world, "officer")[0].hint == "Sent back: 2 figures to change"


def test_sections_of_one_month_stand_beneath_one_line(world, client):
    own = world.people["officer"].memberships.get()
    held = Section.objects.get(status="draft").monthly_return
    for name in ("Youth", "Schools"):
        area = make_area(world.council, name)
        own.areas.add(area)
        Section.objects.create(council=world.council, monthly_return=held, area=area)
    (task,) = tasks(world, "officer")
    assert (task.title, task.status) == ("Key figures for October 2026: 3 sections", "Due in 1 day")
    assert [part.name for part in task.parts] == ["Front door ours", "Youth", "Schools"]
    client.force_login(world.people["officer"])
    page = client.get(reverse("home")).content.decode()
    hidden = '<span class="govuk-visually-hidden">{}</span>'
    words = f"{hidden.format('Key ')}Youth{hidden.format(' figures for October 2026')}"
    assert words in page
    assert reverse("scorecard:section-key", args=["testham", "2026-10", "youth"]) in page


def test_council_with_nothing_waiting_is_one_line(world, client):
    user = world.people["viewer"]
    client.force_login(user)
    page = client.get(reverse("home")).content.decode()
    assert "app-desk-idle" in page
    assert "<h2" not in page.partition("<main")[2].partition("</main>")[0]


def test_lead_who_keyed_a_section_is_not_asked_to_approve_it(world):
    approve = "Approve Care ours figures for October 2026"
    section = Section.objects.get(status="submitted")
    assert section.submitted_by != world.people["lead"]
    record(section, by=world.people["lead"], verb="keyed figures")
    assert approve not in titles(world, "lead")


def test_lead_finds_what_others_submitted_and_not_their_own(world):
    approve = "Approve Care ours figures for October 2026"
    assert approve in titles(world, "lead")
    Section.objects.filter(status="submitted").update(submitted_by=world.people["lead"])
    assert approve not in titles(world, "lead")


def test_lead_finds_how_much_is_late_and_an_officer_does_not(world):
    late = date(2026, 11, 16)
    task = next(one for one in tasks(world, "lead", late) if one.title.startswith("See who"))
    assert task.title == "See who has the 1 section not submitted in time"
    assert (task.status, task.hint) == ("3 days late", "October 2026: Front door ours")
    assert task.href == reverse("scorecard:return-late", args=[world.council.slug])
    assert not any(title.startswith("See who") for title in titles(world, "officer", late))
    assert not any(title.startswith("See who") for title in titles(world, "lead"))


def add_late(world: World, number: int, month: date) -> None:
    held, _ = MonthlyReturn.objects.get_or_create(
        council=world.council, month=month, defaults={"due_on": date(2026, 11, 6)}
    )
    for one in range(number):
        area = make_area(world.council, f"Area {month:%b} {one}")
        Section.objects.create(council=world.council, monthly_return=held, area=area)


def test_many_late_sections_are_told_in_one_short_line(world):
    add_late(world, 30, date(2026, 10, 1))
    task = next(one for one in tasks(world, "lead", date(2026, 11, 16)) if "31" in one.title)
    words = "October 2026: Front door ours, Area Oct 0, Area Oct 1, Area Oct 2 and 27 more"
    assert task.hint == words


def test_late_sections_of_two_months_name_theirs(world):
    add_late(world, 1, date(2026, 8, 1))
    task = next(one for one in tasks(world, "lead", date(2026, 11, 16)) if "2 sec" in one.title)
    assert task.hint == "Area Aug 0 (Aug 2026), Front door ours (Oct 2026)"
    assert task.status == "10 days late"


def test_amendment_waits_for_a_lead_who_did_not_propose_it(world):
    Amendment.objects.all().delete()
    figure = Figure.objects.filter(council=world.council, month=date(2026, 9, 1)).first()
    amendment = Amendment.objects.create(
        council=world.council, figure=figure, revision=2, reason="A late record.",
        proposed_by=world.people["officer"], proposed_at=timezone.now(),
    )  # fmt: skip
    words = f"Decide on the amendment of {figure.measure.code} for September 2026"
    task = next(one for one in tasks(world, "lead") if one.title == words)
    assert "A late record." in task.hint
    assert task.href == amendment.get_absolute_url()
    Amendment.objects.update(proposed_by=world.people["lead"])
    assert words not in titles(world, "lead")
    assert words not in titles(world, "officer")


def test_owner_finds_their_action_until_it_is_updated(world):
    assert titles(world, "owner") == ["Update A1 Action ours"]
    assert titles(world, "owner", date(2026, 9, 20)) == []


def test_board_and_clerk_find_the_next_meeting(world):
    assert titles(world, "board") == ["Read the scorecard for Board ours"]
    assert titles(world, "clerk") == ["Prepare the pack for Board ours"]


def test_a_pack_asks_each_person_for_their_own_step(world):
    meeting = Meeting.objects.get(council=world.council)
    pack = Pack.objects.get(council=world.council)
    asked = {
        "draft": {"clerk": "Finish", "improvement": "Finish", "board": "Read the scorecard"},
        "in_review": {"clerk": "", "improvement": "Approve", "board": "Read the scorecard"},
        "approved": {"clerk": "", "improvement": "Issue", "board": "Read the scorecard"},
        "issued": {"clerk": "", "improvement": "", "board": "Read the pack"},
    }
    for status, people in asked.items():
        kept = ("issued_number", "issued_at", "issued_by")
        issued = {} if status == "issued" else dict.fromkeys(kept)
        told = {name: getattr(pack, name) for name in kept} | issued
        Pack.objects.filter(pk=pack.pk).update(meeting=meeting, status=status, **told)
        for role, deed in people.items():
            about = [title for title in titles(world, role) if "for Board ours" in title]
            assert [title.startswith(deed) for title in about] == [True] * bool(deed), status


def test_improvement_lead_finds_what_a_board_still_waits_for(world):
    Decision.objects.update(due=TODAY - timedelta(days=2))
    assert "Answer D1: Decision ours" in titles(world, "improvement")


def test_what_is_late_stands_before_what_is_not(world):
    Action.objects.update(owner=world.people["improvement"], due=TODAY + timedelta(days=90))
    Decision.objects.update(due=TODAY - timedelta(days=2))
    assert titles(world, "improvement")[:2] == ["Answer D1: Decision ours", "Update A1 Action ours"]
    Action.objects.update(due=TODAY - timedelta(days=1))
    assert titles(world, "improvement")[:2] == ["Update A1 Action ours", "Answer D1: Decision ours"]


def test_someone_without_a_council_is_told_what_to_do(client):
    client.force_login(make_user("newcomer"))
    assert "administrator" in client.get(reverse("home")).content.decode()


def test_home_costs_the_same_with_more_councils(world, client, django_assert_max_num_queries):
    user = world.people["improvement"]
    for number in range(3):
        other = make_world(make_council(), f"more{number}")
        for role in Role:
            make_member(other.council, role, user)
    client.force_login(user)
    with django_assert_max_num_queries(13):
        assert client.get(reverse("home")).status_code == 200


def test_overview_costs_the_same_with_more_history(world, client, django_assert_max_num_queries):
    for number in range(20):
        Inspection.objects.create(
            council=world.council,
            kind="focused-visit",
            started=date(2025, 1, 1 + number),
        )
        board = Board.objects.create(council=world.council, name=f"Board {number}")
        Meeting.objects.create(
            council=world.council, board=board, on=timezone.localdate() + timedelta(days=number)
        )
    client.force_login(world.people["board"])
    with django_assert_max_num_queries(21):
        client.get(reverse("council-overview", args=[world.council.slug]))


def overview(world: World, client, role: str, query: str = "") -> str:
    client.force_login(world.people[role])
    address = reverse("council-overview", args=[world.council.slug])
    return client.get(f"{address}{query}").content.decode()


def test_journey_is_told_to_its_beginning_when_asked(world, client):
    for number in range(1, 17):
        Inspection.objects.create(
            council=world.council,
            kind="focused-visit",
            title=f"Visit {number:02}",
            started=date(2019, 1, number),
        )
    short, whole = (
        overview(world, client, "lead"),
        overview(world, client, "lead", "?journey=whole"),
    )
    assert "Visit 16" in short
    assert "Visit 01" not in short
    assert "?journey=whole#happened" in short
    assert all(f"Visit {number:02}" in whole for number in range(1, 17))
    assert "The journey from its beginning" not in whole


def test_journey_tells_issued_packs_to_those_who_read_them(world, client):
    by = world.people["improvement"]
    at = timezone.now()
    told = {
        "title": "Autumn pack",
        "month": date(2026, 9, 1),
        "status": "issued",
        "approved_by": by,
    }
    issued = {"issued_by": by, "issued_at": at, "issued_number": 1, "approved_at": at}
    pack = Pack.objects.create(council=world.council, **told, **issued)
    Pack.objects.create(council=world.council, title="Draft pack", month=date(2026, 10, 1))
    page = overview(world, client, "board")
    assert f'<a class="govuk-link" href="{pack.get_absolute_url()}">{pack}</a>' in page
    assert "Draft pack" not in page
    assert "Autumn pack" not in overview(world, client, "officer")


def test_viewer_reads_approved_figures_only(world, client):
    client.force_login(world.people["viewer"])
    page = client.get(reverse("council-overview", args=[world.council.slug])).content.decode()
    assert "What the numbers say" in page
    assert "What inspectors found" not in page
    assert "Action ours" not in page
