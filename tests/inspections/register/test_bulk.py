"""Are many findings changed together only as the summary said, all or none, each with its entry?"""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import reverse

from improvement.history.models import Event
from inspections.models import Finding, Inspection
from inspections.register.filters import AGES, FindingFilter
from inspections.register.services import BulkChange, StaleFindings, change_findings
from tests.inspections.builders import make_finding, make_inspection, text_of

pytestmark = pytest.mark.django_db
LEFT = {"owner": "", "area": "", "theme": "", "status": "", "reason": "", "evidence": ""}


@pytest.fixture
def strength(second):
    return make_finding(second, reference="S1", kind="strength")


@pytest.fixture
def href(council):
    return reverse("inspections:finding-bulk", args=[council.slug])


def ticks(*findings) -> dict:
    return {"finding": [one.pk for one in findings], **LEFT, "confirmed_by": ""}


def versions(*findings) -> dict:
    return {f"version-{one.pk}": one.version for one in findings}


def test_nothing_is_saved_before_the_summary_is_confirmed(as_, href, cast, drift, again, strength):
    client = as_("improvement")
    sent = ticks(drift, again, strength) | {"status": "action_planned", "owner": cast.owner.pk}
    page = client.post(href, sent)
    told = text_of(page)
    assert "Status Open Action planned" in told
    assert f"Who answers for it nothing {cast.owner}" in told
    assert "S1" in told.split("Cannot be changed so (1)")[1]
    assert "A strength has no status to move." in told
    assert set(Finding.objects.values_list("status", "owner")) == {("open", None)}

    done = client.post(href, sent | versions(drift, again) | {"confirm": "yes"}, follow=True)
    assert "2 findings have been changed." in text_of(done)
    for one in (drift, again, strength):
        one.refresh_from_db()
    assert [one.status for one in (drift, again, strength)] == ["action_planned"] * 2 + ["open"]
    assert (drift.owner, again.owner, strength.owner) == (cast.owner, cast.owner, None)
    for one in (drift, again):
        entry = Event.objects.about(one).first()
        assert (entry.verb, entry.by) == ("moved to Action planned", cast.improvement)
        assert set(entry.after) == {"status", "owner"}


def test_a_stale_version_stops_all_and_is_named(as_, href, drift, again):
    client = as_("improvement")
    sent = ticks(drift, again) | {"theme": "Oversight"} | versions(drift, again)
    Finding.objects.filter(pk=again.pk).update(theme="Elsewhere", version=2)
    page = client.post(href, sent | {"confirm": "yes"})
    assert page.status_code == 409
    assert "Changed by someone else since you looked: B1" in text_of(page)
    assert "Elsewhere Oversight" in text_of(page)
    assert not Finding.objects.filter(theme="Oversight").exists()
    again.refresh_from_db()
    done = client.post(href, sent | versions(again) | {"confirm": "yes"})
    assert done.status_code == 302
    assert Finding.objects.filter(theme="Oversight").count() == 2


def test_what_was_refused_in_the_summary_is_never_changed(as_, href, drift, strength):
    sent = ticks(drift, strength) | {"status": "action_planned"} | versions(drift, strength)
    page = as_("improvement").post(href, sent | {"confirm": "yes"})
    assert "S1: A strength has no status to move." in text_of(page)
    drift.refresh_from_db()
    assert drift.status == "open"


def test_foreign_and_broken_keys_are_passed_over(as_, href, other_council, drift):
    foreign = make_finding(make_inspection(other_council), reference="FOREIGN-1")
    sent = ticks(drift, foreign) | {"theme": "Oversight"} | versions(drift, foreign)
    sent["finding"] += ["x", "9" * 40, "-1"]
    client = as_("improvement")
    assert "FOREIGN-1" not in client.post(href, sent).content.decode()
    client.post(href, sent | {"confirm": "yes"})
    foreign.refresh_from_db()
    assert (foreign.theme, foreign.version) == ("", 1)
    only = client.get(href, {"finding": foreign.pk})
    assert "No finding is ticked" in text_of(only)


def test_the_service_refuses_another_councils_finding(council, other_council):
    foreign = make_finding(make_inspection(other_council))
    with pytest.raises(StaleFindings):
        change_findings(
            council=council, by=None, change=BulkChange({"theme": "x"}), versions={foreign: 1}
        )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param({}, "Choose something to change", id="nothing chosen"),
        pytest.param({"owner": "99999"}, "Select a valid choice", id="no such person"),
        pytest.param({"area": "tea"}, "Select a valid choice", id="no such area"),
        pytest.param({"theme": "x" * 121}, "at most 120", id="a theme too long"),
        pytest.param({"status": "done"}, "Select a valid choice", id="no such status"),
    ],
)
def test_a_bad_choice_is_named_and_the_ticks_stay(as_, href, drift, changes, sentence):
    page = as_("improvement").post(href, ticks(drift) | {"reason": "Typed"} | changes)
    assert sentence in text_of(page)
    assert "Typed" in page.content.decode()
    assert page.context["findings"] == [drift]


def test_a_reason_evidence_and_a_later_inspection_are_asked_of_each(
    as_, href, council, drift, second, third
):
    client = as_("improvement")
    told = text_of(client.post(href, ticks(drift) | {"status": "not_relevant"}))
    assert "Say why it moves to No longer relevant." in told
    under_way = make_finding(second, status="in_progress")
    told = text_of(client.post(href, ticks(under_way) | {"status": "addressed"}))
    assert "Say what shows that it is addressed." in told
    early, late = (make_finding(one, status="addressed") for one in (second, third))
    by = {"status": "confirmed", "confirmed_by": f"inspection-{third.pk}"}
    page = client.post(href, ticks(early, late) | by)
    assert [one.finding for one in page.context["summary"].changing] == [early]
    assert "is not later than the inspection" in text_of(page)
    client.post(href, ticks(early, late) | by | versions(early) | {"confirm": "yes"})
    early.refresh_from_db()
    assert (early.status, early.confirmed_by) == ("confirmed", third)


def test_choosing_again_keeps_what_was_chosen(as_, href, drift):
    sent = ticks(drift) | {"theme": "Oversight", "again": "yes"}
    page = as_("improvement").post(href, sent)
    assert "See what will change" in text_of(page)
    assert 'value="Oversight"' in page.content.decode()


def test_what_is_already_so_is_told_and_leaves_no_entry(as_, href, drift, again):
    Finding.objects.filter(pk=drift.pk).update(theme="Oversight")
    sent = ticks(drift, again) | {"theme": "Oversight"}
    page = as_("improvement").post(href, sent)
    assert "Already so (1)" in text_of(page)
    assert "Confirm: change 1 finding" in text_of(page)


def test_a_finding_that_has_the_status_already_takes_the_rest_of_the_change(
    as_, href, cast, drift, again
):
    Finding.objects.filter(pk=drift.pk).update(status="action_planned")
    sent = ticks(drift, again) | {"status": "action_planned", "owner": cast.owner.pk}
    page = as_("improvement").post(href, sent)
    told = {one.finding: len(one.changes) for one in page.context["summary"].changing}
    assert told == {drift: 1, again: 2}
    sent |= versions(drift, again) | {"confirm": "yes"}
    as_("improvement").post(href, sent)
    assert Event.objects.about(drift).first().verb == "changed"
    assert Event.objects.about(again).first().verb == "moved to Action planned"


def test_a_refusal_in_the_middle_leaves_none_changed(council, cast, drift, strength):
    change = BulkChange(status="action_planned")
    with pytest.raises(ValidationError, match="S1"):
        change_findings(
            council=council, by=cast.improvement, change=change, versions={drift: 1, strength: 1}
        )
    assert set(Finding.objects.values_list("status", flat=True)) == {"open"}


def test_a_hundred_at_most_and_the_summary_asks_little(
    as_, href, council, first, django_assert_max_num_queries
):
    Finding.objects.bulk_create(
        Finding(council=council, inspection=first, kind="improvement", reference=f"M{at}", text="x")
        for at in range(120)
    )
    sent = ticks(*Finding.objects.all()) | {"status": "action_planned", "theme": "Oversight"}
    client = as_("improvement")
    with django_assert_max_num_queries(9):
        page = client.post(href, sent)
    assert len(page.context["summary"].changing) == 100


def test_ticks_stand_only_where_they_can_be_used(as_, council, drift):
    href = reverse("inspections:finding-list", args=[council.slug])
    assert f'id="tick-{drift.pk}"' in as_("improvement").get(href).content.decode()
    page = as_("board").get(href).content.decode()
    assert "tick-" not in page
    assert "Change ticked findings" not in page


# --- The filters of the register ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "age"),
    [
        (date(2026, 11, 20), "new"), (date(2026, 5, 22), "new"), (date(2026, 5, 21), "year"),
        (date(2025, 11, 22), "year"), (date(2025, 11, 21), "two-years"),
        (date(2024, 11, 22), "two-years"), (date(2024, 11, 21), "older"),
        (date(2001, 1, 1), "older"),
    ],
)  # fmt: skip
def test_each_age_begins_where_the_last_one_ends(council, day, age):
    finding = make_finding(make_inspection(council, started=day))
    assert ages_of(finding) == [age]


def test_a_day_kept_for_order_only_gives_no_age(council):
    inspection = make_inspection(council, started=date(2025, 1, 6), date_precision="unknown")
    finding = make_finding(inspection)
    assert ages_of(finding) == []
    Inspection.objects.update(published=date(2026, 3, 2))
    assert ages_of(finding) == ["year"]


def ages_of(finding) -> list[str]:
    """The ages under which the register lists a finding on 21 November 2026."""
    council, today = finding.council, date(2026, 11, 21)
    return [
        name
        for name, _ in AGES
        if finding
        in FindingFilter(
            QueryDict(f"age={name}"), council.findings.for_list(), council=council, today=today
        ).qs
    ]


def test_owner_area_and_counts_by_status(as_, council, cast, drift, again, strength):
    Finding.objects.filter(pk=drift.pk).update(owner=cast.owner, area="leadership")
    client, href = as_("board"), reverse("inspections:finding-list", args=[council.slug])

    def kept(**query) -> list[str]:
        return [row.record.reference for row in client.get(href, query).context["table"].rows]

    assert kept(owner=cast.owner.pk) == kept(area="leadership") == ["A1"]
    assert kept(owner="nobody") == kept(area="not-placed") == ["B1", "S1"]
    counts = client.get(href, {"owner": cast.owner.pk, "status": "confirmed"}).context["counts"]
    assert [one.count for one in counts] == [1, 0, 0, 0, 0, 0]
    assert [one.is_chosen for one in counts].index(True) == 4
