"""Is a finding addressed only on evidence, and confirmed only by what was seen later?"""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from improvement.history.models import Event
from inspections import services
from inspections.audits.services import change_cycle
from inspections.dates import Precision
from inspections.models import FindingKind
from inspections.register.forms import FindingStatusForm
from tests.builders import make_user
from tests.inspections.builders import make_finding, make_inspection, settle, text_of
from tests.inspections.register.conftest import make_audit

pytestmark = pytest.mark.django_db
FOUND_ON = date(2021, 3, 2)


@pytest.fixture
def addressed(second):
    return make_finding(second, status="addressed", evidence="An audit of 20 plans.")


def confirm(finding, **by):
    return services.move_finding(finding=finding, by=None, status="confirmed", **by)


def test_evidence_and_what_confirmed_it_stay_with_the_finding(drift, as_):
    visit = settle(drift)
    drift.refresh_from_db()
    assert (drift.evidence, drift.confirmed_by) == ("An audit of 20 plans.", visit)
    page = text_of(as_("board").get(drift.get_absolute_url()))
    assert "What shows that it is addressed An audit of 20 plans." in page
    assert f"Confirmed by {visit}" in page


def test_evidence_that_does_not_hold_leaves_with_the_step_back(addressed, cast):
    services.move_finding(
        finding=addressed, by=cast.improvement, status="in_progress", reason="The sample was small"
    )
    assert addressed.evidence == ""
    assert Event.objects.about(addressed).first().before["evidence"] == "An audit of 20 plans."


@pytest.mark.parametrize(
    ("day", "may"),
    [
        pytest.param(date(2021, 3, 3), True, id="a day later"),
        pytest.param(FOUND_ON, False, id="the same day"),
        pytest.param(date(2021, 3, 1), False, id="a day earlier"),
    ],
)
def test_only_a_later_inspection_or_audit_confirms(addressed, council, day, may):
    for by in (
        {"confirmed_by": make_inspection(council, started=day, title="Look")},
        {"confirmed_by_audit": make_audit(council, day)},
    ):
        addressed.refresh_from_db()
        if may:
            assert confirm(addressed, **by).status == "confirmed"
            type(addressed).objects.update(status="addressed", confirmed_by=None)
        else:
            with pytest.raises(ValidationError, match="is not later"):
                confirm(addressed, **by)


@pytest.mark.parametrize(
    ("precision", "early", "late"),
    [
        pytest.param(Precision.MONTH, date(2021, 3, 31), date(2021, 4, 1), id="a month"),
        pytest.param(Precision.YEAR, date(2021, 12, 31), date(2022, 1, 1), id="a year"),
    ],
)
def test_what_is_known_to_a_month_or_year_is_confirmed_after_its_end(
    council, precision, early, late
):
    rough = make_inspection(council, started=date(2021, 3, 1), date_precision=precision)
    finding = make_finding(rough, status="addressed", evidence="An audit of 20 plans.")
    with pytest.raises(ValidationError, match="is not later"):
        confirm(finding, confirmed_by_audit=make_audit(council, early))
    offered = FindingStatusForm(finding=finding).fields["confirmed_by"].audits.values()
    assert list(offered) == []
    assert confirm(finding, confirmed_by_audit=make_audit(council, late)).status == "confirmed"


def test_what_has_no_day_confirms_nothing_and_is_confirmed_by_nothing(council, addressed):
    undated = make_inspection(
        council, kind="peer-challenge", started=None, date_precision=Precision.UNKNOWN
    )
    with pytest.raises(ValidationError, match="is not later"):
        confirm(addressed, confirmed_by=undated)
    loose = make_finding(undated, status="addressed")
    with pytest.raises(ValidationError, match="is not later"):
        confirm(loose, confirmed_by=addressed.inspection)


def test_another_councils_inspection_confirms_nothing(addressed, other_council):
    with pytest.raises(ValidationError, match="is not later"):
        confirm(addressed, confirmed_by=make_inspection(other_council, started=date(2025, 1, 6)))
    with pytest.raises(ValidationError, match="is not later"):
        confirm(addressed, confirmed_by_audit=make_audit(other_council, date(2025, 1, 6)))


def test_a_confirmed_finding_cannot_be_hung_on_a_later_inspection(drift, council):
    settle(drift)
    late = make_inspection(council, started=date(2025, 1, 6))
    with pytest.raises(ValidationError, match="is not later"):
        services.change_finding(finding=drift, by=None, inspection=late)


@pytest.mark.parametrize("moved", ["found", "confirming"])
def test_no_day_moves_so_that_a_confirmation_would_not_hold(drift, moved):
    visit = settle(drift)
    inspection, day = {
        "found": (drift.inspection, visit.started),
        "confirming": (visit, drift.inspection.started),
    }[moved]
    with pytest.raises(ValidationError, match="confirmation of A1 would not hold") as refused:
        services.change_inspection(inspection=inspection, by=None, started=day)
    assert list(refused.value.message_dict) == ["started"]
    inspection.refresh_from_db()
    services.change_inspection(inspection=inspection, by=None, title="Put better")


def test_no_audit_ends_before_what_it_confirmed(addressed, council):
    audit = make_audit(council, date(2023, 6, 1))
    confirm(addressed, confirmed_by_audit=audit)
    days = {"started": FOUND_ON, "ended": FOUND_ON}
    with pytest.raises(ValidationError, match="would not hold"):
        change_cycle(cycle=audit, by=None, **days)
    later = {name: date(2021, 3, 3) for name in days}
    assert change_cycle(cycle=audit, by=None, **later).ended == date(2021, 3, 3)


def test_the_form_offers_only_what_is_later_and_refuses_the_rest(
    as_, council, addressed, first, third
):
    audit, early = make_audit(council, date(2023, 6, 1)), make_audit(council, date(2019, 6, 1))
    href = reverse("inspections:finding-status", args=[council.slug, addressed.pk])
    client = as_("improvement")
    offered = [
        key
        for _, group in client.get(href).context["form"].fields["confirmed_by"].choices[1:]
        for key, _ in group
    ]
    assert offered == [f"inspection-{third.pk}", f"audit-{audit.pk}"]
    sent = {"status": "confirmed", "reason": "", "version": addressed.version}
    for wrong in (f"inspection-{first.pk}", f"audit-{early.pk}", "inspection-x", "tea", ""):
        page = client.post(href, {**sent, "confirmed_by": wrong})
        assert page.context["form"].errors["confirmed_by"], wrong
    client.post(href, {**sent, "confirmed_by": f"audit-{audit.pk}"})
    addressed.refresh_from_db()
    assert (addressed.status, addressed.confirmed_by_audit) == ("confirmed", audit)
    assert "ended 1 June 2023" in text_of(client.get(addressed.get_absolute_url()))
    register = reverse("inspections:finding-list", args=[council.slug])
    assert str(audit) in client.get(register, {"format": "csv"}).content.decode()


def test_where_nothing_is_later_the_form_says_so(as_, council, addressed):
    href = reverse("inspections:finding-status", args=[council.slug, addressed.pk])
    assert "Nothing later than the inspection" in text_of(as_("improvement").get(href))


def test_evidence_is_asked_for_and_what_was_typed_stays(as_, council, second):
    finding = make_finding(second, status="in_progress")
    href = reverse("inspections:finding-status", args=[council.slug, finding.pk])
    sent = {"status": "addressed", "reason": "Typed reason", "evidence": " ", "version": 1}
    page = as_("improvement").post(href, sent)
    assert "Say what shows that it is addressed." in text_of(page)
    assert "Typed reason" in text_of(page)


# --- Owner and practice area --------------------------------------------------------------------


def test_only_an_active_member_who_sees_the_journey_answers_for_a_finding(cast, second):
    finding = make_finding(second, owner=cast.owner)
    assert finding.owner == cast.owner
    for stranger in (cast.stranger, cast.viewer, make_user("nobody")):
        with pytest.raises(ValidationError, match="not an active member"):
            services.change_finding(finding=finding, by=None, owner=stranger)


def test_an_owner_who_has_left_stays_until_another_is_chosen(cast, second):
    finding = make_finding(second, owner=cast.owner)
    cast.owner.memberships.update(is_active=False)
    services.change_finding(finding=finding, by=None, owner=cast.owner, theme="Still kept")
    assert finding.theme == "Still kept"


def test_the_area_is_proposed_by_the_words(as_, council, second):
    client = as_("improvement")
    sent = {
        "inspection": second.pk, "kind": FindingKind.IMPROVEMENT, "agencies": "",
        "text": "Pathway plans for care leavers come late.",
    }  # fmt: skip
    client.post(reverse("inspections:finding-add", args=[council.slug]), sent)
    made = council.findings.get()
    assert made.area == "care-leavers"
    services.change_finding(finding=made, by=None, area="")
    href = reverse("inspections:finding-edit", args=[council.slug, made.pk])
    form = client.get(href).context["form"]
    assert form["area"].value() == "care-leavers"
    assert "check it" in form.fields["area"].help_text
