"""Can a figure reach the board on one person's word, or change once it has? By no route."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from improvement.councils.roles import Role
from improvement.history.models import Event
from scorecard.models import Figure, MonthlyReturn, Section
from scorecard.services import (
    approve_section,
    key_section,
    load_approved_figures,
    open_return,
    publish_figures,
    send_back_section,
    submit_section,
)
from tests.builders import make_area, make_member
from tests.scorecard.builders import (
    MID_NOVEMBER,
    OCTOBER,
    make_desk,
    make_measure,
    pair,
    section_of,
)

pytestmark = pytest.mark.django_db
PAGE = "/councils/testham/returns/2026-10/front-door/"


def post_decision(browser, desk, decision: str = "approve"):
    data = {"version": desk.section.version, "decision": decision, "reason": ""}
    return browser.post(f"{PAGE}decide/", data)


def complete(desk, by) -> None:
    desk.key(pair(9, 10), pair(8, 10), by=by)


# --- Who had a hand in it ----------------------------------------------------------------------
def keyed_then_officer_submits(desk, lead, officer):
    complete(desk, lead)
    submit_section(section=desk.section, by=officer)


def keyed_one_of_many(desk, lead, officer):
    complete(desk, officer)
    desk.key(pair(7, 10), by=lead)
    submit_section(section=desk.section, by=officer)


def keyed_and_overwritten(desk, lead, officer):
    complete(desk, lead)
    desk.key(pair(1, 10), pair(2, 10), by=officer)
    submit_section(section=desk.section, by=officer)


def keyed_before_it_was_sent_back(desk, lead, officer):
    complete(desk, lead)
    submit_section(section=desk.section, by=officer)
    send_back_section(section=desk.section, reason="Again", by=make_member(desk.council, Role.LEAD))
    submit_section(section=desk.section, by=officer)


def submitted_it_once(desk, lead, officer):
    complete(desk, officer)
    submit_section(section=desk.section, by=lead)
    send_back_section(section=desk.section, reason="Again", by=make_member(desk.council, Role.LEAD))
    submit_section(section=desk.section, by=officer)


def submitted_it_now(desk, lead, officer):
    complete(desk, officer)
    submit_section(section=desk.section, by=lead)


def published_it(desk, lead, officer):
    readings = {measure.code: (9, 10) for measure in desk.measures}
    publish_figures(
        council=desk.council, month=OCTOBER, readings=readings, source="System", by=lead
    )
    submit_section(section=desk.section, by=officer)


HANDS = [
    keyed_then_officer_submits,
    keyed_one_of_many,
    keyed_and_overwritten,
    keyed_before_it_was_sent_back,
    submitted_it_once,
    submitted_it_now,
    published_it,
]


@pytest.mark.parametrize("had_a_hand", HANDS, ids=lambda one: one.__name__)
def test_whoever_had_a_hand_in_it_approves_by_no_route(as_, desk, cast, had_a_hand):
    had_a_hand(desk, cast.lead, cast.officer)
    page = as_("lead").get(f"{PAGE}decide/").content.decode()
    assert 'value="approve"' not in page
    assert post_decision(as_("lead"), desk).status_code == 403
    for version in (None, desk.section.version):
        with pytest.raises(PermissionDenied):
            approve_section(section=desk.section, by=cast.lead, version=version)
    assert desk.section.status == "submitted"
    assert not Figure.objects.filter(is_approved=True).exists()
    # The control: somebody who had no hand in it may.
    second = make_member(desk.council, Role.LEAD)
    assert post_decision(as_(second), desk).status_code == 302
    assert desk.section.approved_by == second


def test_submitter_with_a_second_role_or_council_approves_by_no_route(
    as_, desk, cast, other_council
):
    make_member(desk.council, Role.LEAD, cast.officer)
    make_member(other_council, Role.LEAD, cast.officer)
    complete(desk, cast.officer)
    submit_section(section=desk.section, by=cast.officer)
    page = as_("officer").get(f"{PAGE}decide/").content.decode()
    assert 'value="approve"' not in page
    assert post_decision(as_("officer"), desk).status_code == 403
    assert desk.section.status == "submitted"


def test_lead_of_another_council_finds_nothing_to_decide(as_, desk, cast, other_council):
    complete(desk, cast.officer)
    submit_section(section=desk.section, by=cast.officer)
    elsewhere = make_member(other_council, Role.LEAD)
    assert post_decision(as_(elsewhere), desk).status_code == 404
    swapped = f"/councils/{other_council.slug}/returns/2026-10/front-door/decide/"
    data = {"version": desk.section.version, "decision": "approve"}
    assert as_(elsewhere).post(swapped, data).status_code == 404
    assert desk.section.status == "submitted"


@pytest.mark.parametrize("field", ["approved_by", "status", "submitted_by", "is_approved"])
def test_no_posted_field_stands_for_an_approval(as_, desk, cast, field):
    complete(desk, cast.officer)
    boxes = {f"n{one.pk}": "9" for one in desk.measures}
    boxes |= {f"d{one.pk}": "10" for one in desk.measures}
    boxes |= {field: "approved", "version": desk.section.version, "then": "check"}
    as_("officer").post(PAGE, boxes)
    as_("officer").post(f"{PAGE}submit/", {"version": desk.section.version, field: "approved"})
    assert desk.section.status == "submitted"
    assert not Figure.objects.filter(is_approved=True).exists()


def test_history_is_loaded_by_two_people_too(desk, cast):
    with pytest.raises(ValidationError, match="cannot approve"):
        load_approved_figures(
            council=desk.council,
            month=OCTOBER.previous,
            rows={},
            submitted_by=cast.lead,
            approved_by=cast.lead,
        )


def test_database_itself_refuses_one_person_in_both_places(desk, cast):
    complete(desk, cast.officer)
    submit_section(section=desk.section, by=cast.officer)
    rows = Section.objects.filter(pk=desk.section.pk)
    for told in (
        {"approved_by": cast.officer, "approved_at": timezone.now()},
        {"status": "approved", "submitted_by": None, "submitted_at": None},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**told)


# --- Once, whatever is clicked -----------------------------------------------------------------
def test_double_submit_and_double_approval_make_one_entry_each(as_, desk, cast):
    complete(desk, cast.officer)
    submit = {"version": desk.section.version}
    for _ in range(2):
        assert as_("officer").post(f"{PAGE}submit/", submit).status_code == 302
    data = {"version": desk.section.version, "decision": "approve"}
    for _ in range(2):
        assert as_("lead").post(f"{PAGE}decide/", data).status_code == 302
    told = Event.objects.about(desk.section).filter(verb__in=["submitted", "approved"])
    assert told.count() == 2
    assert Event.objects.filter(verb="locked").count() == 1


def test_second_leads_late_approval_changes_nothing(as_, desk, cast):
    complete(desk, cast.officer)
    submit_section(section=desk.section, by=cast.officer)
    data = {"version": desk.section.version, "decision": "approve"}
    as_("lead").post(f"{PAGE}decide/", data)
    late = as_(make_member(desk.council, Role.LEAD)).post(f"{PAGE}decide/", data)
    assert "there is nothing to decide" in late.content.decode()
    assert desk.section.approved_by == cast.lead


# --- Locked ------------------------------------------------------------------------------------
@pytest.fixture
def locked(desk, cast):
    complete(desk, cast.officer)
    submit_section(section=desk.section, by=cast.officer)
    approve_section(section=desk.section, by=cast.lead)
    assert MonthlyReturn.objects.get().is_locked
    return desk


def stored() -> list[tuple]:
    names = ("numerator", "denominator", "value", "comment", "is_approved", "revision")
    return list(Figure.objects.order_by("pk").values_list(*names))


def test_locked_month_is_keyed_by_no_route(as_, locked, cast, council):
    before, section = stored(), locked.section
    entries = {measure: pair(1, 10) for measure in locked.measures}
    boxes = {f"{letter}{one.pk}": "1" for one in locked.measures for letter in "nd"}
    for who in ("officer", "lead"):
        told = {**boxes, "version": section.version, "base": "{}"}
        assert as_(who).post(PAGE, told).status_code == 409
        assert as_(who).post(f"{PAGE}keep/", told).status_code == 409
        with pytest.raises(ValidationError, match="is approved"):
            key_section(
                section=section, entries=entries, by=getattr(cast, who), version=section.version
            )
    readings = {measure.code: (1, 10) for measure in locked.measures}
    done = publish_figures(
        council=council, month=OCTOBER, readings=readings, source="System", by=cast.lead
    )
    assert set(done.refused) == set(readings)
    with pytest.raises(ValidationError, match="already has a return"):
        load_approved_figures(
            council=council,
            month=OCTOBER,
            rows={code: pair(1, 10) for code in readings},
            submitted_by=cast.officer,
            approved_by=cast.lead,
        )
    assert stored() == before


def test_locked_month_is_neither_submitted_nor_sent_back_nor_opened_wider(as_, locked, cast):
    section = locked.section
    as_("officer").post(f"{PAGE}submit/", {"version": section.version})
    data = {"version": section.version, "decision": "send_back", "reason": "Again"}
    as_("lead").post(f"{PAGE}decide/", data)
    make_measure(make_area(locked.council, "Later"))
    again = open_return(council=locked.council, month=OCTOBER, today=MID_NOVEMBER)
    assert again.sections.count() == 1
    assert locked.section.status == "approved"


def test_stale_section_object_does_not_get_past_the_lock(desk, cast):
    stale = desk.section
    complete(desk, cast.officer)
    submit_section(section=desk.section, by=cast.officer)
    approve_section(section=desk.section, by=cast.lead)
    for version in (stale.version, desk.section.version):
        with pytest.raises(ValidationError):
            key_section(
                section=stale,
                entries={desk.measures[0]: pair(1, 10)},
                by=cast.officer,
                version=version,
            )
    assert stored()[0][0] == 9


def test_month_with_a_section_to_come_is_not_locked_and_others_stay_closed(area, council, cast):
    later = make_area(council, "Later")
    make_measure(later)
    desk = make_desk(area, count=1)
    desk.key(pair(9, 10), by=cast.officer)
    submit_section(section=desk.section, by=cast.officer)
    approve_section(section=desk.section, by=cast.lead)
    assert not MonthlyReturn.objects.get().is_locked
    with pytest.raises(ValidationError, match="is approved"):
        desk.key(pair(1, 10), by=cast.officer)
    assert section_of(council, later).status == "not_started"
    assert MonthlyReturn.objects.get().due_on == date(2026, 11, 13)
