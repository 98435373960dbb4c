"""Are findings that return proposed, linked, told how often, and not asked of when told apart?"""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from improvement.history.models import Event
from improvement.history.services import EditConflict
from inspections.dates import Precision
from inspections.models import NotARepeat
from inspections.register import services
from inspections.register.repeats import proposals_for, repeats_page
from inspections.register.selectors import recurrences_of
from tests.inspections.builders import make_finding, make_inspection, text_of

pytestmark = pytest.mark.django_db
SAME = "Supervision records drift and delay."


def pairs(council) -> list[tuple[str, str]]:
    return [(one.later.reference, one.earlier.reference) for one in repeats_page(council).proposals]


def test_what_reads_alike_is_proposed_once_the_later_first(council, drift, again):
    (proposal,) = repeats_page(council).proposals
    assert (proposal.later.reference, proposal.earlier.reference) == ("B1", "A1")
    assert proposal.score == 100
    assert "<mark>Supervision</mark>" in proposal.earlier.text
    assert proposals_for(again) == (proposal,)
    assert proposals_for(drift) == ()


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"kind": "strength"}, id="a strength and a weakness"),
        pytest.param({"text": "Schools help early."}, id="other words"),
    ],
)
def test_what_is_not_alike_is_not_proposed(council, drift, second, changes):
    make_finding(second, **{"text": SAME, **changes})
    assert pairs(council) == []


def test_strengths_are_compared_with_strengths(council, first, second):
    for inspection, name in ((first, "S1"), (second, "S2")):
        make_finding(inspection, reference=name, kind="strength", text="Advisers stay in touch.")
    assert pairs(council) == [("S2", "S1")]


def test_without_an_order_in_time_nothing_is_proposed(council, drift, first):
    make_finding(first, text=SAME)
    undated = make_inspection(
        council, kind="peer-challenge", started=None, date_precision=Precision.UNKNOWN
    )
    make_finding(undated, text=SAME)
    assert pairs(council) == []


@pytest.mark.parametrize(
    ("precision", "proposed"),
    [
        pytest.param(Precision.MONTH, [("B1", "A1")], id="another month"),
        pytest.param(Precision.YEAR, [], id="perhaps later in the year"),
    ],
)
def test_what_may_have_been_found_later_is_not_repeated(council, again, precision, proposed):
    rough = make_inspection(council, started=date(2021, 1, 1), date_precision=precision)
    drift = make_finding(rough, reference="A1", text="Supervision records drift and delay.")
    assert pairs(council) == proposed
    if not proposed:
        with pytest.raises(ValidationError, match="was not found earlier"):
            services.link_repeat(finding=again, earlier=drift, by=None)


def test_another_councils_findings_are_never_compared(council, other_council, drift):
    make_finding(make_inspection(other_council, started=date(2023, 1, 9)), text=SAME)
    assert pairs(council) == pairs(other_council) == []


def test_linking_tells_the_return_and_asks_no_more(cast, council, drift, again, third):
    services.link_repeat(finding=again, earlier=drift, by=cast.improvement, version=1)
    assert pairs(council) == []
    assert recurrences_of(council)[again.pk].said == "Second time since 2018"
    assert Event.objects.about(again).first().verb == "linked to A1"
    latest = make_finding(third, reference="C1", text=SAME)
    assert pairs(council) == [("C1", "B1")]  # of one matter, its latest sighting
    services.link_repeat(finding=latest, earlier=again, by=cast.improvement)
    assert recurrences_of(council)[latest.pk].said == "Third time since 2018"


def test_told_apart_is_not_asked_again_for_the_whole_matter(cast, council, drift, again, third):
    services.link_repeat(finding=again, earlier=drift, by=None)
    latest = make_finding(third, reference="C1", text=SAME)
    for _ in range(2):
        services.tell_apart(finding=latest, earlier=again, by=cast.improvement)
    assert NotARepeat.objects.count() == 1
    assert pairs(council) == []
    assert Event.objects.about(latest).first().verb == "told apart from B1"


def test_a_year_that_nobody_knows_is_not_told(council, drift, again):
    type(drift.inspection).objects.filter(pk=drift.inspection_id).update(
        date_precision=Precision.UNKNOWN
    )
    services.link_repeat(finding=again, earlier=drift, by=None)
    assert recurrences_of(council)[again.pk].said == "Second time since 2021"


@pytest.mark.parametrize("deed", [services.link_repeat, services.tell_apart])
def test_only_what_was_found_before_by_the_same_council_is_repeated(
    council, other_council, drift, again, second, deed
):
    foreign = make_finding(make_inspection(other_council, started=date(2010, 1, 4)))
    strength = make_finding(second, kind="strength")
    for finding, earlier in ((drift, again), (again, foreign), (again, again), (strength, drift)):
        with pytest.raises(ValidationError, match=r"earlier|not the same"):
            deed(finding=finding, earlier=earlier, by=None)


def test_the_second_to_link_is_refused(drift, again):
    services.link_repeat(finding=again, earlier=drift, by=None, version=1)
    with pytest.raises(EditConflict):
        services.link_repeat(finding=again, earlier=drift, by=None, version=1)


# --- In the browser -----------------------------------------------------------------------------


def answer(client, council, finding, earlier, /, **changes):
    href = reverse("inspections:repeat-answer", args=[council.slug, finding.pk])
    sent = {"earlier": earlier.pk, "version": finding.version, "answer": "same", "back": "list"}
    return client.post(href, {**sent, **changes}, follow=True)


def test_the_page_of_pairs_answers_both_ways(as_, council, drift, again, first):
    client = as_("improvement")
    page = client.get(reverse("inspections:repeat-list", args=[council.slug]))
    assert "1 pair to decide" in text_of(page)
    told = text_of(answer(client, council, again, drift))
    assert "B1 is linked to A1" in told
    assert "No finding reads like an earlier one" in told
    again.refresh_from_db()
    assert again.repeats == drift


def test_not_the_same_is_said_on_the_findings_own_page(as_, council, drift, again):
    client = as_("improvement")
    assert "Was this found before?" in text_of(client.get(again.get_absolute_url()))
    page = answer(client, council, again, drift, answer="different", back="finding")
    assert "B1 and A1 are told apart" in text_of(page)
    assert "Was this found before?" not in text_of(page)
    assert "Was this found before?" not in text_of(as_("board").get(again.get_absolute_url()))


def test_told_apart_is_taken_back_where_it_is_listed(as_, council, drift, again):
    told = services.tell_apart(finding=again, earlier=drift, by=None)
    undo = reverse("inspections:repeat-undo", args=[council.slug, again.pk, told.pk])
    assert undo not in as_("board").get(again.get_absolute_url()).content.decode()
    client = as_("improvement")
    assert undo in client.get(again.get_absolute_url()).content.decode()
    page = text_of(client.post(undo, follow=True))
    assert "A1 may be the same matter again" in page
    assert "Was this found before?" in page
    assert "Told apart from this" not in page
    assert "taken back already" in text_of(client.post(undo, follow=True))
    verbs = Event.objects.about(again).values_list("verb", flat=True)
    assert list(verbs[:2]) == ["no longer told apart from A1", "told apart from A1"]


def test_what_was_told_of_another_finding_is_not_taken_back_here(as_, council, drift, again):
    told = services.tell_apart(finding=again, earlier=drift, by=None)
    wrong = reverse("inspections:repeat-undo", args=[council.slug, drift.pk, told.pk])
    as_("improvement").post(wrong)
    assert NotARepeat.objects.filter(pk=told.pk).exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"answer": "perhaps"},
        {"earlier": ""},
        {"earlier": "9" * 40},
        {"version": "x"},
        {"version": 9},
    ],
)
def test_a_broken_or_stale_answer_changes_nothing_and_says_so(as_, council, drift, again, changes):
    page = answer(as_("improvement"), council, again, drift, **changes)
    assert "app-message--error" in page.content.decode()
    again.refresh_from_db()
    assert again.repeats is None


def test_another_councils_finding_cannot_be_linked(as_, council, other_council, again):
    foreign = make_finding(make_inspection(other_council, started=date(2010, 1, 4)))
    assert answer(as_("improvement"), council, again, foreign).status_code == 404


def test_adding_a_finding_that_returns_leads_to_the_question(as_, council, drift, second):
    sent = {"inspection": second.pk, "kind": "improvement", "text": SAME, "agencies": ""}
    href = reverse("inspections:finding-add", args=[council.slug])
    assert as_("improvement").post(href, sent)["Location"].endswith("#repeats")


def test_an_inspection_leads_to_what_has_returned_until_it_is_decided(
    as_, council, drift, again, second
):
    client, href = as_("improvement"), second.get_absolute_url()
    page = client.get(href)
    assert "1 finding reads like an earlier one." in text_of(page)
    assert reverse("inspections:repeat-list", args=[council.slug]) in page.content.decode()
    assert "like an earlier one" not in text_of(as_("board").get(href))
    assert "like an earlier one" not in text_of(client.get(drift.inspection.get_absolute_url()))
    services.tell_apart(finding=again, earlier=drift, by=None)
    assert "like an earlier one" not in text_of(client.get(href))


def test_recurrence_on_the_list_on_the_page_and_as_a_filter(as_, council, drift, again):
    services.link_repeat(finding=again, earlier=drift, by=None)
    client, href = as_("board"), reverse("inspections:finding-list", args=[council.slug])
    page = text_of(client.get(href, {"again": "yes"}))
    assert "Second time since 2018" in page
    assert "Showing 1 to 1 of 1" in page
    assert "Second time since 2018" in text_of(client.get(again.get_absolute_url()))
    file = client.get(href, {"again": "yes", "format": "csv"}).content.decode("utf-8-sig")
    assert "Second time since 2018" in file


# --- Cost ---------------------------------------------------------------------------------------


def many(council, count: int) -> None:
    """Findings straight into the database: half of them earlier, each like some of the others."""
    from inspections.models import Finding

    words = ("supervision", "records", "plans", "drift", "health", "homes", "schools", "delay")
    seen = [
        make_inspection(council, started=date(2015 + at, 3, 2), title=f"Look {at}") for at in (0, 5)
    ]
    Finding.objects.bulk_create(
        Finding(
            council=council, inspection=seen[at % 2], kind="improvement", reference=f"M{at}",
            text=" ".join(words[(at // 7**n) % len(words)] for n in range(5)) + f" word{at % 97}",
        )
        for at in range(count)
    )  # fmt: skip


def test_a_thousand_findings_are_compared_in_three_queries(council, django_assert_max_num_queries):
    many(council, 1_000)
    with django_assert_max_num_queries(3):
        page = repeats_page(council)
    assert page.total > len(page.proposals) == 40


def test_the_register_asks_no_more_of_a_thousand_findings(
    as_, council, django_assert_max_num_queries
):
    many(council, 1_000)
    client = as_("improvement")
    for name, most in (("finding-list", 13), ("repeat-list", 8), ("strength-list", 8)):
        with django_assert_max_num_queries(most):
            href = reverse(f"inspections:{name}", args=[council.slug])
            assert client.get(href).status_code == 200
