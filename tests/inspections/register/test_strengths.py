"""Are strengths kept by area, looked at again, and marked when nobody has for a year?"""

import csv
import io
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from improvement.history.models import Event
from improvement.history.services import EditConflict
from improvement.rules.freshness import Freshness
from inspections.register import services
from inspections.register.selectors import findings_of, strengths_of
from inspections.services import change_finding
from tests.inspections.builders import make_finding, text_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


@pytest.fixture
def strength(third):
    return make_finding(
        third, reference="S1", kind="strength", area="care-leavers", text="Advisers stay in touch."
    )


def look(strength, **changes):
    told = {"standing": "holds", "reason": "Nine in ten were seen", "on": date(2026, 3, 2)}
    return services.record_standing(finding=strength, **{"by": None, **told, **changes})


def test_a_strength_is_fresh_by_the_later_of_inspection_and_last_look(council, strength):
    (known,) = strengths_of(council, ["care-leavers"], today=TODAY)
    assert known.freshness.freshness is Freshness.OLD
    look(strength)
    (known,) = strengths_of(council, ["care-leavers"], today=TODAY)
    assert (known.standing_word, known.freshness.freshness) == ("Still holds", Freshness.CURRENT)
    assert strengths_of(council, ["front-door"], today=TODAY) == ()


def test_looking_again_leaves_its_entry(cast, strength):
    look(strength, by=cast.improvement, standing="at_risk")
    assert Event.objects.about(strength).first().verb == "looked at again: at risk"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param({"reason": " "}, "what shows it", id="shown by nothing"),
        pytest.param({"on": None}, "which day", id="on no day"),
        pytest.param({"on": date(2024, 9, 8)}, "after the inspection", id="before it was found"),
        pytest.param({"standing": "splendid"}, "not a valid choice", id="no such standing"),
    ],
)
def test_a_standing_is_refused_with_a_sentence(strength, changes, sentence):
    with pytest.raises(ValidationError, match=sentence):
        look(strength, **changes)


def test_only_a_strength_stands(drift):
    with pytest.raises(ValidationError, match="Only a strength"):
        look(drift)


def test_the_second_to_look_is_refused_with_both_shown(as_, council, strength):
    look(strength, version=1)
    with pytest.raises(EditConflict):
        look(strength, version=1)
    href = reverse("inspections:strength-standing", args=[council.slug, strength.pk])
    sent = {
        "standing": "lost", "standing_reason": "Typed here", "standing_on": "1/10/2026",
        "version": 1,
    }  # fmt: skip
    page = as_("improvement").post(href, sent)
    assert page.status_code == 409
    assert "is saved now as: Still holds" in text_of(page)
    assert "Typed here" in text_of(page)


def test_a_weakness_has_no_standing_page(as_, council, drift):
    href = reverse("inspections:strength-standing", args=[council.slug, drift.pk])
    assert as_("improvement").get(href).status_code == 404


def test_the_page_and_its_file_tell_the_same(as_, council, strength, second):
    look(strength)
    early = make_finding(second, kind="strength", area="care-leavers", reference="S0")
    services.link_repeat(finding=strength, earlier=early, by=None)
    make_finding(second, kind="strength", reference="S2", text="Not placed by anyone.")
    client, href = as_("board"), reverse("inspections:strength-list", args=[council.slug])
    page = text_of(client.get(href))
    assert "Care leavers (2)" in page
    assert page.index("Care leavers (2)") < page.index("Not placed in an area of practice (1)")
    assert "Still holds Nine in ten were seen (2 March 2026)" in page
    assert "Second time since 2021" in page
    assert "Look again" not in page
    file = client.get(href, {"format": "csv"}).content.decode("utf-8-sig")
    rows = {row["Reference"]: row for row in csv.DictReader(io.StringIO(file))}
    assert rows["S1"]["As seen on"] == "2026-03-02"
    assert rows["S2"]["Does it still hold"] == ""


def test_without_strengths_the_page_says_what_to_do(as_, council):
    href = reverse("inspections:strength-list", args=[council.slug])
    assert "Add a finding" in text_of(as_("improvement").get(href))
    assert "Add a finding" not in text_of(as_("board").get(href))


def test_findings_of_areas_are_outstanding_with_recurrence_and_freshness(
    council, drift, again, strength, django_assert_num_queries
):
    services.link_repeat(finding=again, earlier=drift, by=None)
    for one in (drift, again):
        type(one).objects.filter(pk=one.pk).update(area="leadership")
    type(drift).objects.filter(pk=drift.pk).update(status="not_relevant", status_reason="Past")
    with django_assert_num_queries(2):
        (known,) = findings_of(council, ["leadership"], today=TODAY)
    assert (known.reference, known.recurrence) == ("B1", "Second time since 2018")
    assert known.freshness.freshness is Freshness.OLD
    assert len(findings_of(council, today=TODAY)) == 1


def test_a_strength_whose_standing_is_known_stays_one_and_says_why(second):
    strength = make_finding(second, kind="strength")
    services.record_standing(
        finding=strength, by=None, standing="holds", reason="Audits", on=date(2026, 3, 2)
    )
    with pytest.raises(ValidationError, match="It stays a strength") as refused:
        change_finding(finding=strength, by=None, kind="improvement")
    assert list(refused.value.message_dict) == ["kind"]
