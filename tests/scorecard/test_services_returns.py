"""Does a return open when it should, and do its sections move only as the rules allow?"""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from improvement.history.models import Event
from improvement.history.services import EditConflict
from improvement.rules.month import Month
from improvement.rules.section import SectionStatus
from scorecard.models import Figure, MonthlyReturn, Section
from scorecard.services import approve_section, open_return, send_back_section, submit_section
from tests.builders import make_area
from tests.scorecard.builders import (
    MID_NOVEMBER,
    OCTOBER,
    make_desk,
    make_measure,
    make_return,
    pair,
    section_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted(desk, cast):
    desk.key(pair(9, 10), pair(8, 10), by=cast.officer)
    return submit_section(section=desk.section, by=cast.officer)


def test_return_has_a_section_for_each_area_that_measures(council, area):
    make_measure(area)
    make_area(council, "Nothing measured")
    opened = make_return(council)
    assert [section.area for section in opened.sections.all()] == [area]


def test_return_is_due_on_the_tenth_working_day(council, area):
    assert make_return(council).due_on == date(2026, 11, 13)


def test_return_counts_england_bank_holidays(council, area):
    december = open_return(council=council, month=Month(2025, 12), today=MID_NOVEMBER)
    assert december.due_on == date(2026, 1, 15)


def test_return_takes_the_councils_own_due_day(council, area):
    council.due_working_day = 1
    assert make_return(council).due_on == date(2026, 11, 2)


def test_return_opened_again_only_adds_new_areas(council, area, cast):
    make_measure(area)
    first = make_return(council)
    make_measure(make_area(council, "Later"))
    again = make_return(council)
    assert again.pk == first.pk
    assert again.sections.count() == 2
    assert MonthlyReturn.objects.count() == 1


@pytest.mark.parametrize("today", [date(2026, 10, 31), date(2026, 10, 1), date(2025, 1, 1)])
def test_return_of_a_month_that_is_not_over_is_refused(council, today):
    with pytest.raises(ValidationError, match="opens on 1 November 2026"):
        open_return(council=council, month=OCTOBER, today=today)


def test_return_opens_on_the_first_of_the_next_month(council):
    assert open_return(council=council, month=OCTOBER, today=date(2026, 11, 1))


def test_submit_needs_work_begun(desk, cast):
    with pytest.raises(ValidationError, match="not started: nothing to submit"):
        submit_section(section=desk.section, by=cast.officer)


def test_submit_names_every_figure_that_is_missing(desk, cast):
    desk.key(pair(9, None), by=cast.officer)
    with pytest.raises(ValidationError) as refused:
        submit_section(section=desk.section, by=cast.officer)
    first, second = desk.measures
    assert refused.value.messages == [
        f"{first}: give the denominator.",
        f"{second}: give a figure, or say why there is none.",
    ]


def test_submit_keeps_who_and_when(submitted, cast):
    assert submitted.status == SectionStatus.SUBMITTED
    assert submitted.submitted_by == cast.officer
    assert submitted.submitted_at


def test_submit_twice_makes_one_entry(submitted, cast):
    submit_section(section=submitted, by=cast.officer)
    assert Event.objects.about(submitted).filter(verb="submitted").count() == 1


def test_submit_from_an_older_view_is_refused(desk, cast):
    desk.key(pair(9, 10), pair(8, 10), by=cast.officer)
    with pytest.raises(EditConflict):
        submit_section(section=desk.section, by=cast.officer, version=1)


def test_submitter_cannot_approve(submitted, cast):
    with pytest.raises(PermissionDenied, match="another person"):
        approve_section(section=submitted, by=cast.officer)
    submitted.refresh_from_db()
    assert submitted.status == SectionStatus.SUBMITTED


def test_submitter_cannot_send_back(submitted, cast):
    with pytest.raises(PermissionDenied):
        send_back_section(section=submitted, reason="Because", by=cast.officer)


def test_database_refuses_an_approval_by_the_submitter(submitted, cast):
    rows = Section.objects.filter(pk=submitted.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(approved_by=cast.officer, approved_at=submitted.submitted_at)


def test_database_refuses_an_approval_of_what_nobody_submitted(desk, cast):
    rows = Section.objects.filter(pk=desk.section.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(status="approved", approved_by=cast.lead, approved_at="2026-11-12T10:00Z")


def test_approval_approves_figures_and_locks_the_month(submitted, cast, council):
    approve_section(section=submitted, by=cast.lead)
    assert set(Figure.objects.values_list("is_approved", flat=True)) == {True}
    month = MonthlyReturn.objects.get(council=council)
    assert month.is_locked
    assert Event.objects.about(month).filter(verb="locked").exists()


def test_month_stays_open_until_its_last_section_is_approved(council, area, cast):
    make_measure(make_area(council, "Later"))
    desk = make_desk(area, count=1)
    desk.key(pair(9, 10), by=cast.officer)
    submit_section(section=desk.section, by=cast.officer)
    approve_section(section=desk.section, by=cast.lead)
    assert not MonthlyReturn.objects.get(council=council).is_locked


def test_approving_twice_makes_one_entry(submitted, cast):
    approve_section(section=submitted, by=cast.lead)
    approve_section(section=submitted, by=cast.lead)
    assert Event.objects.about(submitted).filter(verb="approved").count() == 1


def test_approval_of_what_has_changed_since_is_refused(submitted, cast):
    seen = submitted.version
    send_back_section(section=submitted, reason="Look again", by=cast.lead)
    submit_section(section=submitted, by=cast.officer)
    with pytest.raises(EditConflict):
        approve_section(section=submitted, by=cast.lead, version=seen)


@pytest.mark.parametrize("decide", [approve_section, send_back_section])
def test_only_a_submitted_section_is_decided(desk, cast, decide):
    told = {"reason": "Why"} if decide is send_back_section else {}
    with pytest.raises(ValidationError, match="nothing to decide"):
        decide(section=desk.section, by=cast.lead, **told)


def test_send_back_needs_a_reason(submitted, cast):
    with pytest.raises(ValidationError) as refused:
        send_back_section(section=submitted, reason="  ", by=cast.lead)
    assert "reason" in refused.value.message_dict


def test_sent_back_section_keeps_its_reason_and_may_be_keyed(desk, submitted, cast):
    send_back_section(section=submitted, reason="Check the second figure", by=cast.lead)
    assert desk.key(pair(9, 10), pair(7, 10), by=cast.officer) == 1
    held = desk.section
    assert (held.status, held.sent_back_reason) == ("sent_back", "Check the second figure")
    assert submit_section(section=held, by=cast.officer).status == SectionStatus.SUBMITTED


def test_every_step_is_told(desk, submitted, cast):
    send_back_section(section=submitted, reason="Check", by=cast.lead)
    submit_section(section=submitted, by=cast.officer)
    approve_section(section=submitted, by=cast.lead)
    told = Event.objects.about(submitted).order_by("id").values_list("verb", "by__username")
    assert list(told) == [
        ("keyed figures", "officer"),
        ("submitted", "officer"),
        ("sent back", "lead"),
        ("submitted", "officer"),
        ("approved", "lead"),
    ]


def test_locked_month_gains_no_section(council, area, desk, submitted, cast):
    approve_section(section=submitted, by=cast.lead)
    make_measure(make_area(council, "Later"))
    assert make_return(council).sections.count() == 1
    assert section_of(council, area).status == SectionStatus.APPROVED
