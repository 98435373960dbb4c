"""Is what people key in the browser saved, and what is wrong with it named and kept?"""

from datetime import date

import pytest

from inspections import services
from inspections.dates import Precision
from inspections.models import Finding, Inspection
from tests.inspections.builders import make_finding, make_inspection, settle, text_of

pytestmark = pytest.mark.django_db


JTAI = {
    "kind": "jtai",
    "started": "22/5/2023",
    "ended": "26 May 2023",
    "published": "14/7/2023",
    "statement_due": "23/10/2023",
    "theme": "Initial need and risk",
}


def test_inspection_added_in_the_browser(as_, address, council):
    sent = as_("improvement").post(address("inspection-add"), JTAI, follow=True)
    made = Inspection.objects.get(council=council, kind="jtai")
    assert sent.redirect_chain[-1][0] == made.get_absolute_url()
    assert "The inspection has been added." in text_of(sent)
    assert (made.started, made.statement_due) == (date(2023, 5, 22), date(2023, 10, 23))
    assert "Care Quality Commission" in made.inspectorates


@pytest.mark.parametrize(
    ("typed", "day", "precision"),
    [
        ("24/1/2022", date(2022, 1, 24), Precision.DAY),
        ("June 2016", date(2016, 6, 1), Precision.MONTH),
        ("6/2016", date(2016, 6, 1), Precision.MONTH),
        ("2017", date(2017, 1, 1), Precision.YEAR),
        ("", None, Precision.UNKNOWN),
    ],
)
def test_first_day_typed_as_exactly_as_it_is_known(as_, address, council, typed, day, precision):
    sent = {"kind": "thematic", "started": typed}
    assert as_("improvement").post(address("inspection-add"), sent).status_code == 302
    made = Inspection.objects.get(council=council, kind="thematic")
    assert (made.started, made.date_precision) == (day, precision)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param({"started": "32/5/2023"}, "Enter a real day, month or year", id="no such day"),
        pytest.param({"ended": "1/5/2023"}, "last day cannot be before the first", id="ends first"),
        pytest.param({"published": "soon"}, "Enter a real date for published", id="no date"),
        pytest.param({"kind": "tea-party"}, "Select a valid choice", id="unknown kind"),
        pytest.param({"kind": ""}, "Choose kind", id="no kind"),
        pytest.param({"number": "two"}, "number in the series as a whole number", id="letters"),
        pytest.param({"number": "2"}, "needs the inspection that the visit", id="loose number"),
        pytest.param({"number": "9" * 30}, "less than or equal to 100", id="endless number"),
        pytest.param({"follows": "9" * 30}, "Select a valid choice", id="endless key"),
        pytest.param({"inspectorates": "Of\x00sted"}, "cannot be stored", id="a null character"),
        pytest.param({"started": "1/6/2016\x00"}, "Null characters", id="a null in a date"),
        pytest.param({"headline": "x" * 5_001}, "at most 5000 characters", id="oversized text"),
        pytest.param({"title": "x" * 201}, "at most 200 characters", id="oversized title"),
        pytest.param({"follows": "999"}, "Select a valid choice", id="follows nothing"),
        pytest.param({"inspectorates": "x" * 121}, "longer than 120", id="a name too long"),
        pytest.param({"statement_due": "1/1/0202"}, "year between 1980", id="a year too few"),
    ],
)
def test_bad_inspection_is_named_and_kept_on_the_page(as_, address, changes, sentence):
    page = as_("improvement").post(address("inspection-add"), {**JTAI, **changes})
    assert page.status_code == 200
    assert sentence in text_of(page)
    assert "Initial need and risk" in page.content.decode()
    assert not Inspection.objects.filter(kind="jtai").exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ended": "1/5/2023"}, "ended"),
        ({"published": "1/5/2023"}, "published"),
        ({"number": "2"}, "follows"),
    ],
)
def test_refusal_stands_beside_its_field(as_, address, changes, field):
    page = as_("improvement").post(address("inspection-add"), {**JTAI, **changes})
    assert list(page.context["form"].errors) == [field]


def test_visit_cannot_be_hung_on_another_councils_inspection(as_, address, other_council):
    foreign = make_inspection(other_council)
    sent = {"kind": "monitoring-visit", "started": "1/6/2022", "follows": foreign.pk}
    page = as_("improvement").post(address("inspection-add"), sent)
    assert "Select a valid choice" in text_of(page)
    assert not Inspection.objects.filter(kind="monitoring-visit").exists()


def keyed_now(client, href: str) -> dict[str, str]:
    """What a browser would send back for a page as it opens."""
    form = client.get(href).context["form"]
    values = {one.html_name: one.value() for one in form}
    told = {name: form.fields[name].prepare_value(value) for name, value in values.items()}
    return {name: "" if value is None else value for name, value in told.items()}


def test_inspection_changed_in_the_browser(as_, address, inspection):
    client, href = as_("improvement"), address("inspection-edit")
    sent = {**keyed_now(client, href), "theme": "Leaders"}
    assert client.post(href, sent).status_code == 302
    inspection.refresh_from_db()
    assert (inspection.theme, inspection.version) == ("Leaders", 2)
    assert (inspection.started, inspection.date_precision) == (date(2022, 1, 24), Precision.DAY)


def test_day_kept_for_order_survives_an_edit(as_, address, inspection):
    services.change_inspection(inspection=inspection, by=None, date_precision=Precision.UNKNOWN)
    client, href = as_("improvement"), address("inspection-edit")
    sent = keyed_now(client, href)
    assert sent["started"] == ""
    assert client.post(href, sent).status_code == 302
    inspection.refresh_from_db()
    assert inspection.started == date(2022, 1, 24)


@pytest.mark.parametrize(
    ("name", "field", "typed"),
    [("inspection-edit", "theme", "Mine"), ("finding-edit", "theme", "Mine")],
)
def test_second_editor_keeps_what_was_typed_and_sees_what_is_saved(
    as_, address, name, field, typed
):
    client, href = as_("improvement"), address(name)
    sent = keyed_now(client, href)
    client.post(href, {**sent, field: "Theirs"})
    page = client.post(href, {**sent, field: typed})
    assert page.status_code == 409
    assert "is saved now as: Theirs" in text_of(page)
    assert f'value="{typed}"' in page.content.decode()
    again = {**sent, field: typed, "version": page.context["form"]["version"].value()}
    assert client.post(href, again).status_code == 302


def test_edit_without_its_version_is_refused(as_, address):
    client, href = as_("improvement"), address("finding-edit")
    sent = keyed_now(client, href)
    del sent["version"]
    assert client.post(href, sent).status_code == 200


def test_judgements_recorded_in_the_browser(as_, address, inspection):
    client, href = as_("improvement"), address("inspection-judgements")
    sent = {**keyed_now(client, href), "overall": "good", "help": "not-graded"}
    assert client.post(href, sent).status_code == 302
    held = dict(inspection.judgements.values_list("area__code", "grade"))
    assert held == {"overall": "good", "help": ""}


def test_judgement_that_is_no_grade_is_named(as_, address):
    client, href = as_("improvement"), address("inspection-judgements")
    page = client.post(href, {**keyed_now(client, href), "overall": "splendid"})
    assert "Choose a grade for “Overall effectiveness”." in text_of(page)


def test_ungraded_inspection_has_no_page_of_judgements(as_, address, council):
    letter = make_inspection(council, kind="jtai", started=date(2023, 5, 22))
    href = address("inspection-judgements", pk=letter.pk)
    assert as_("improvement").get(href).status_code == 404
    assert "gives no grades" in text_of(as_("board").get(letter.get_absolute_url()))


FINDING = {
    "kind": "improvement",
    "text": "Plans drift.",
    "agencies": "Council\n\n NHS \nCouncil",
    "page": "4",
}


def test_finding_added_in_the_browser(as_, address, inspection):
    sent = {**FINDING, "inspection": inspection.pk}
    page = as_("improvement").post(address("finding-add"), sent, follow=True)
    made = Finding.objects.get(text="Plans drift.")
    assert page.redirect_chain[-1][0] == inspection.get_absolute_url()
    assert (made.agencies, made.page, made.reference) == (["Council", "NHS"], 4, "F1")


def test_finding_page_opens_for_the_inspection_one_came_from(as_, address, inspection):
    page = as_("improvement").get(f"{address('finding-add')}?inspection={inspection.pk}")
    assert f'<option value="{inspection.pk}" selected>' in page.content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param({"page": "four"}, "Enter the page as a whole number", id="letters"),
        pytest.param({"page": "0"}, "greater than or equal to 1", id="page nought"),
        pytest.param({"paragraph": "9" * 30}, "less than or equal to", id="a number too long"),
        pytest.param({"text": ""}, "Enter finding", id="no text"),
        pytest.param({"text": "x" * 5_001}, "at most 5000 characters", id="oversized text"),
        pytest.param({"kind": "grumble"}, "Select a valid choice", id="unknown kind"),
        pytest.param({"reference": "A1"}, "Another finding has this reference", id="taken"),
        pytest.param({"inspection": ""}, "Choose inspection", id="no inspection"),
        pytest.param({"repeats": "999"}, "Select a valid choice", id="repeats nothing"),
    ],
)
def test_bad_finding_is_named_and_kept_on_the_page(as_, address, inspection, changes, sentence):
    sent = {**FINDING, "inspection": inspection.pk, **changes}
    page = as_("improvement").post(address("finding-add"), sent)
    assert page.status_code == 200
    assert sentence in text_of(page)
    assert set(page.context["form"].errors) <= set(changes)
    assert Finding.objects.count() == 1


@pytest.mark.parametrize("field", ["inspection", "repeats"])
def test_finding_cannot_be_hung_on_another_councils_rows(
    as_, address, inspection, other_council, field
):
    foreign = make_finding(make_inspection(other_council))
    pk = foreign.pk if field == "repeats" else foreign.inspection_id
    sent = {**FINDING, "inspection": inspection.pk, field: pk}
    page = as_("improvement").post(address("finding-add"), sent)
    assert "Select a valid choice" in text_of(page)
    assert not Finding.objects.filter(text="Plans drift.").exists()


def test_finding_changed_in_the_browser(as_, address, finding):
    client, href = as_("improvement"), address("finding-edit")
    sent = {**keyed_now(client, href), "text": "Plans still drift.", "status": "confirmed"}
    assert client.post(href, sent).status_code == 302
    finding.refresh_from_db()
    assert (finding.text, finding.status) == ("Plans still drift.", "open")


def test_finding_moved_in_the_browser(as_, address, finding):
    client, href = as_("improvement"), address("finding-status")
    sent = {"status": "action_planned", "reason": "", "version": finding.version}
    assert "is now" not in text_of(client.post(href, sent))
    finding.refresh_from_db()
    assert finding.status == "action_planned"


@pytest.mark.parametrize(
    ("status", "sentence"),
    [("not_relevant", "Say why it moves"), ("confirmed", "Select a valid choice")],
)
def test_bad_move_is_named(as_, address, finding, status, sentence):
    sent = {"status": status, "reason": "", "version": finding.version}
    page = as_("improvement").post(address("finding-status"), sent)
    assert sentence in text_of(page)
    finding.refresh_from_db()
    assert finding.status == "open"


def test_finding_that_can_move_no_further_says_so(as_, address, finding):
    settle(finding)
    client = as_("improvement")
    assert client.get(address("finding-status")).status_code == 302
    assert "record a new finding that repeats this one" in text_of(
        client.get(address("finding-detail"))
    )
