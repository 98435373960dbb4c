"""What does the page to amend a figure show and refuse, to whom, and is nothing typed ever lost?"""

from decimal import Decimal

import pytest

from improvement.rules.value import Unit
from scorecard.amendments.services import (
    approve_amendment,
)
from scorecard.models import Amendment
from scorecard.services import Entry
from tests.scorecard.amendments.builders import (
    REASON,
    ROLES,
    figure_of,
    form_of,
    href,
    make_approved,
    propose,
    text_of,
)
from tests.scorecard.builders import make_measure, pair

pytestmark = pytest.mark.django_db


def typed(**changed) -> dict[str, str]:
    return {
        "numerator": "20", "denominator": "23", "missing": "", "comment": "As counted",
        "reason": REASON, "revision": "1",
    } | changed  # fmt: skip


# --- Proposing ---------------------------------------------------------------------------------


def test_the_form_shows_what_stands_and_who_approved_it(measure, as_):
    page = as_("lead").get(form_of(measure))
    words = text_of(page)
    assert "91%" in words
    assert "21 of 23" in words
    assert "Approved by Lead, 10 November 2026, 09:30" in words
    assert 'value="21"' in page.content.decode()
    assert "As counted</textarea>" in page.content.decode()


def test_a_lead_proposes_and_is_told_who_decides(measure, as_):
    page = as_("lead").post(form_of(measure), typed(), follow=True)
    assert "Another performance lead now decides" in text_of(page)
    made = Amendment.objects.get()
    assert page.redirect_chain[-1][0] == made.get_absolute_url()
    assert (made.numerator, made.was_numerator) == (20, 21)


@pytest.mark.parametrize(
    ("changed", "anchor", "told"),
    [
        ({"numerator": "abc"}, "numerator", "“abc” is not a number"),
        ({"numerator": "1_000"}, "numerator", "is not a number"),
        ({"numerator": "91%"}, "numerator", "91% is a percentage: key how many"),
        ({"numerator": "24"}, "numerator", "is more than the denominator"),
        ({"numerator": ""}, "numerator", "give a figure, or say why"),
        ({"denominator": ""}, "denominator", "give the denominator"),
        ({"missing": "no_cases"}, "missing", "not both"),
        ({"missing": "because"}, "missing", "valid choice"),
        ({"reason": " "}, "reason", "Say why the figure has to change"),
        ({"comment": "x" * 2001}, "comment", "2000"),
    ],
    ids=lambda one: str(one)[:24],
)
def test_a_fault_is_told_at_its_box_and_nothing_typed_is_lost(measure, as_, changed, anchor, told):
    sent = typed(**changed)
    page = as_("lead").post(form_of(measure), sent)
    body = page.content.decode()
    assert page.status_code == 200
    assert "<title>Error: " in body
    assert f'href="#id_{anchor}"' in body
    assert told in text_of(page)
    for name in ("numerator", "denominator"):
        assert not sent[name] or f'value="{sent[name]}"' in body
    assert f"{sent['comment']}</textarea>" in body
    assert not Amendment.objects.exists()


def test_nothing_changed_is_refused_with_a_sentence(measure, as_):
    page = as_("lead").post(form_of(measure), typed(numerator="21"))
    assert "Nothing would change: this is what the figure says already." in text_of(page)
    assert REASON in page.content.decode()


def test_a_stale_form_is_a_conflict_that_keeps_the_typing_and_can_be_sent_again(
    measure, cast, deputy, as_
):
    lead = as_("lead")
    approve_amendment(amendment=propose(measure, cast.lead, pair(22, 23)), by=deputy)
    page = lead.post(form_of(measure), typed())
    body = page.content.decode()
    assert page.status_code == 409
    assert "22 of 23" in text_of(page)
    assert 'value="20"' in body
    assert 'name="revision" value="2"' in body
    assert lead.post(form_of(measure), typed(revision="2")).status_code == 302


def test_while_one_waits_the_form_leads_to_it(measure, cast, as_):
    made = propose(measure, cast.lead)
    body = as_("lead").get(form_of(measure)).content.decode()
    assert made.get_absolute_url() in body
    assert "<textarea" not in body
    refused = as_("lead").post(form_of(measure), typed(numerator="19"))
    assert "Only one can wait at a time" in text_of(refused)
    assert 'value="19"' in refused.content.decode()


def test_two_clicks_make_one(measure, as_):
    lead = as_("lead")
    first, second = (lead.post(form_of(measure), typed()) for _ in range(2))
    assert first.url == second.url
    assert Amendment.objects.count() == 1


@pytest.mark.parametrize("field", ["council", "status", "proposed_by", "decided_by", "value"])
def test_no_other_field_of_the_form_counts(measure, cast, as_, field):
    as_("lead").post(form_of(measure), typed(**{field: "999"}))
    made = Amendment.objects.get()
    assert (made.status, made.proposed_by, made.decided_by) == ("proposed", cast.lead, None)
    assert round(made.value) == 87


@pytest.mark.parametrize("revision", ["", "x", "-1", "9" * 30])
def test_a_form_that_lost_its_place_says_so(measure, as_, revision):
    page = as_("lead").post(form_of(measure), typed(revision=revision))
    assert page.status_code == 200
    assert not Amendment.objects.exists()


def test_a_figure_that_is_not_there_or_not_approved_is_not_found(measure, as_):
    lead = as_("lead")
    for code, month in ((measure.code, "2026-09"), ("ZZ9", "2026-10")):
        assert lead.get(href("figure-amend", code, month)).status_code == 404
    figure = figure_of(measure)
    figure.is_approved = False
    figure.save()
    assert lead.get(form_of(measure)).status_code == 404


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"lead"}))
def test_only_leads_propose(measure, as_, role):
    assert as_(role).get(form_of(measure)).status_code == 403
    assert as_(role).post(form_of(measure), typed()).status_code == 403
    assert not Amendment.objects.exists()


@pytest.mark.parametrize(
    ("unit", "sent", "value"),
    [
        (Unit.PERCENT, {"value": " 89 % "}, 89),
        (Unit.PERCENT, {"numerator": "8", "denominator": "10"}, 80),
        (Unit.COUNT, {"value": "1,234"}, 1234),
    ],
    ids=["value", "parts", "count"],
)
def test_a_value_published_alone_may_be_given_alone_or_with_its_parts(
    area, cast, as_, unit, sent, value
):
    made = make_measure(area, unit=unit)
    entry = Entry(value=Decimal(91), source="The report")
    make_approved(area.council, {made: entry}, officer=cast.officer, lead=cast.lead)
    boxes = {"value": "91", "missing": "", "comment": "", "reason": REASON, "revision": "1"}
    as_("lead").post(form_of(made), boxes | sent)
    assert Amendment.objects.get().value == value


@pytest.fixture
def printed(area, cast):
    made = make_measure(area)
    make_approved(
        area.council, {made: Entry(value=Decimal(91))}, officer=cast.officer, lead=cast.lead
    )
    return made


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"value": "abc"}, "“abc” is not a number"),
        ({"value": "89", "numerator": "8", "denominator": "10"}, "Give the two numbers or"),
        ({"missing": "no_cases"}, "Give a figure or say “no cases”, not both."),
        ({"value": "101"}, "more than 100%"),
        ({"value": ""}, "give a figure, or say why"),
    ],
    ids=["no number", "both", "figure and reason", "too much", "nothing"],
)
def test_a_value_alone_is_checked_too(printed, as_, sent, told):
    boxes = {"value": "91", "missing": "", "comment": "", "reason": REASON, "revision": "1"}
    page = as_("lead").post(form_of(printed), boxes | sent)
    assert told in text_of(page)
    assert not Amendment.objects.exists()
