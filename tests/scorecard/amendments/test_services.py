"""Can an approved figure be put right, by two people only, with the old one kept?"""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from improvement.history.models import Event
from improvement.history.services import EditConflict
from improvement.rules.number import MissingReason
from improvement.rules.value import Unit
from scorecard.amendments.pages import amendment_page, amendments_waiting_for
from scorecard.amendments.services import (
    approve_amendment,
    decline_amendment,
    withdraw_amendment,
)
from scorecard.models import Amendment, AmendmentStatus, CurrentStanding, Figure
from scorecard.services import Entry
from tests.scorecard.amendments.builders import (
    REASON,
    figure_of,
    make_approved,
    propose,
    set_children,
)
from tests.scorecard.builders import make_desk, make_measure, pair

pytestmark = pytest.mark.django_db


def told_by(refusal: pytest.ExceptionInfo) -> str:
    return " ".join(refusal.value.messages)


# --- Proposing ---------------------------------------------------------------------------------


def test_a_proposal_changes_nothing_yet_and_keeps_both_sides(measure, cast):
    made = propose(measure, cast.lead, pair(20, 23, comment="Recounted"))
    assert (made.status, made.revision, made.reason) == (AmendmentStatus.PROPOSED, 2, REASON)
    assert (made.was_numerator, made.was_comment) == (21, "As counted")
    assert (made.numerator, made.comment) == (20, "Recounted")
    assert made.value == Decimal("86.95652174")
    assert figure_of(measure).numerator == 21


def test_a_double_click_makes_one(measure, cast):
    first, second = propose(measure, cast.lead), propose(measure, cast.lead)
    assert first == second
    assert Amendment.objects.count() == 1
    assert Event.objects.about(first).count() == 1


def test_a_second_proposal_waits_for_the_first(measure, cast, deputy):
    propose(measure, cast.lead)
    for by, entry in ((cast.lead, pair(19, 23)), (deputy, pair(20, 23))):
        with pytest.raises(ValidationError) as refusal:
            propose(measure, by, entry)
        assert "Only one can wait" in told_by(refusal)


def test_the_database_keeps_a_second_open_one_out(measure, cast):
    made = propose(measure, cast.lead)
    made.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save(force_insert=True)


def test_after_a_decision_another_may_be_proposed(measure, cast, deputy):
    decline_amendment(amendment=propose(measure, cast.lead), reason="No.", by=deputy)
    assert propose(measure, cast.lead, pair(19, 23)).revision == 2


@pytest.mark.parametrize(
    ("entry", "field", "words"),
    [
        (pair(24, 23), "numerator", "more than the denominator"),
        (pair(-1, 23), "numerator", "below nought"),
        (pair("2.5", 23), "numerator", "not a whole number"),
        (pair(20), "denominator", "give the denominator"),
        (Entry(), "numerator", "give a figure, or say why"),
        (pair(20, 23, missing=MissingReason.NO_CASES), "missing", "not both"),
        (pair(20, 23, comment="x" * 2001), "comment", "longer"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_nonsense_is_refused_and_names_its_part(measure, cast, entry, field, words):
    with pytest.raises(ValidationError) as refusal:
        propose(measure, cast.lead, entry)
    assert words in " ".join(refusal.value.message_dict[field])
    assert not Amendment.objects.exists()


def test_nothing_changed_is_no_amendment(measure, cast):
    with pytest.raises(ValidationError, match="Nothing would change"):
        propose(measure, cast.lead, pair(21, 23, comment="As counted"))


@pytest.mark.parametrize("reason", ["", "  \n", "x" * 2001, "nul\x00"])
def test_a_reason_is_needed_and_fits(measure, cast, reason):
    with pytest.raises(ValidationError) as refusal:
        propose(measure, cast.lead, reason=reason)
    assert "reason" in refusal.value.message_dict


def test_a_figure_may_be_taken_back_with_a_reason_it_is_missing(measure, cast, deputy):
    made = propose(measure, cast.lead, Entry(missing=MissingReason.NOT_AVAILABLE))
    approve_amendment(amendment=made, by=deputy)
    figure = figure_of(measure)
    assert (figure.numerator, figure.denominator, figure.value) == (None, None, None)
    assert figure.missing == MissingReason.NOT_AVAILABLE
    assert (made.was_numerator, made.was_denominator) == (21, 23)


def test_nought_of_nought_is_no_cases(measure, cast, deputy):
    approve_amendment(amendment=propose(measure, cast.lead, pair(0, 0)), by=deputy)
    assert (figure_of(measure).value, figure_of(measure).missing) == (None, MissingReason.NO_CASES)


def test_a_figure_that_is_not_approved_is_changed_in_its_return(area, cast):
    desk = make_desk(area, 1)
    desk.key(pair(1, 2), by=cast.officer)
    with pytest.raises(ValidationError, match="not approved yet"):
        propose(desk.measures[0], cast.lead)


def test_whoever_saw_an_earlier_revision_is_told(measure, cast, deputy):
    approve_amendment(amendment=propose(measure, cast.lead), by=deputy)
    with pytest.raises(EditConflict):
        propose(measure, cast.lead, pair(19, 23), revision=1)


# --- Deciding ----------------------------------------------------------------------------------


def test_approval_writes_the_figure_and_keeps_the_month_locked(measure, cast, deputy):
    before = figure_of(measure)
    made = approve_amendment(amendment=propose(measure, cast.lead), by=deputy)
    after = figure_of(measure)
    assert (after.numerator, after.value) == (20, Decimal("86.95652174"))
    assert (after.revision, after.is_approved, after.as_at) == (2, True, before.as_at)
    assert after.section.monthly_return.is_locked
    assert after.section.status == before.section.status == "approved"
    assert (made.status, made.decided_by, made.was_numerator) == ("approved", deputy, 21)


def test_the_whole_of_it_is_told_beside_amendment_section_and_return(measure, cast, deputy):
    made = approve_amendment(amendment=propose(measure, cast.lead), by=deputy)
    assert [one.verb for one in Event.objects.about(made).order_by("pk")] == [
        "proposed", "approved",
    ]  # fmt: skip
    section = figure_of(measure).section
    for place in (section, section.monthly_return):
        entry = Event.objects.about(place).get(verb="amended a figure")
        assert (entry.by, entry.reason, entry.council) == (deputy, REASON, measure.council)
        assert entry.before[measure.code] == "21 of 23"
        assert entry.after[measure.code] == "20 of 23"
        assert entry.after[f"{measure.code} revision"] == 2


def test_revisions_count_on_and_every_old_one_stays(measure, cast, deputy):
    for number, by, other in ((20, cast.lead, deputy), (19, deputy, cast.lead)):
        approve_amendment(amendment=propose(measure, by, pair(number, 23)), by=other)
    assert figure_of(measure).revision == 3
    told = Amendment.objects.order_by("revision").values_list("was_numerator", "numerator")
    assert list(told) == [(21, 20), (20, 19)]


def test_the_proposer_never_decides(measure, cast):
    made = propose(measure, cast.lead)
    with pytest.raises(PermissionDenied):
        approve_amendment(amendment=made, by=cast.lead)
    with pytest.raises(PermissionDenied):
        decline_amendment(amendment=made, reason="No.", by=cast.lead)
    assert figure_of(measure).revision == 1


def test_nor_does_the_database_let_the_proposer_decide(measure, cast):
    made = propose(measure, cast.lead)
    rows = Amendment.objects.filter(pk=made.pk)
    told = {"decided_by": cast.lead, "decided_at": timezone.now()}
    for status in ("approved", "declined"):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(status=status, **told)


def test_the_same_constraint_lets_a_second_person_pass(measure, cast, deputy):
    """The negative control: it is the person that is refused, not the statement."""
    made = propose(measure, cast.lead)
    told = {"decided_by": deputy, "decided_at": timezone.now()}
    assert Amendment.objects.filter(pk=made.pk).update(status="approved", **told) == 1


def test_approving_twice_does_no_harm_and_after_others_nothing(measure, cast, deputy):
    made = propose(measure, cast.lead)
    approve_amendment(amendment=made, by=deputy)
    assert approve_amendment(amendment=made, by=deputy).status == "approved"
    assert figure_of(measure).revision == 2
    with pytest.raises(ValidationError, match="approved: there is nothing left"):
        decline_amendment(amendment=made, reason="No.", by=deputy)


@pytest.mark.parametrize("deed", [approve_amendment, withdraw_amendment])
def test_a_stale_page_decides_nothing(measure, cast, deputy, deed):
    made = propose(measure, cast.lead)
    by = cast.lead if deed is withdraw_amendment else deputy
    with pytest.raises(EditConflict):
        deed(amendment=made, by=by, version=made.version - 1)
    assert figure_of(measure).revision == 1


def test_without_the_version_check_the_stale_page_would_decide(measure, cast, deputy):
    """The negative control of the test above."""
    made = propose(measure, cast.lead)
    Amendment.objects.filter(pk=made.pk).update(version=5)
    assert approve_amendment(amendment=made, by=deputy, version=None).status == "approved"


def test_a_figure_that_moved_on_is_a_conflict(measure, cast, deputy):
    made = propose(measure, cast.lead)
    Figure.objects.filter(pk=made.figure_id).update(revision=7)
    with pytest.raises(EditConflict):
        approve_amendment(amendment=made, by=deputy)


def test_declining_needs_words_and_leaves_the_figure(measure, cast, deputy):
    made = propose(measure, cast.lead)
    with pytest.raises(ValidationError) as refusal:
        decline_amendment(amendment=made, reason=" ", by=deputy)
    assert "decision_reason" in refusal.value.message_dict
    held = decline_amendment(amendment=made, reason="The first count was right.", by=deputy)
    assert (held.status, held.decision_reason) == ("declined", "The first count was right.")
    assert figure_of(measure).numerator == 21


def test_only_the_proposer_withdraws(measure, cast, deputy):
    made = propose(measure, cast.lead)
    with pytest.raises(PermissionDenied):
        withdraw_amendment(amendment=made, by=deputy)
    assert withdraw_amendment(amendment=made, by=cast.lead).status == "withdrawn"
    with pytest.raises(ValidationError, match="withdrawn: there is nothing left"):
        approve_amendment(amendment=made, by=deputy)


def test_what_waits_for_a_person_is_never_their_own(measure, council, cast, deputy):
    made = propose(measure, cast.lead)
    assert list(amendments_waiting_for(deputy, [council.pk])) == [made]
    assert list(amendments_waiting_for(cast.lead, [council.pk])) == []
    assert list(amendments_waiting_for(deputy, [])) == []
    approve_amendment(amendment=made, by=deputy)
    assert list(amendments_waiting_for(deputy, [council.pk])) == []


# --- Rates and published values ----------------------------------------------------------------


@pytest.fixture
def rate(area, cast):
    set_children(area, 20_000)
    made = make_measure(area, unit=Unit.RATE_10K, denominator_label="")
    make_approved(area.council, {made: pair(40)}, officer=cast.officer, lead=cast.lead)
    return made


def test_a_rate_is_worked_out_over_the_children_known_at_approval(area, rate, cast, deputy):
    assert figure_of(rate).value == 20
    made = propose(rate, cast.lead, pair(30))
    assert made.value == 15
    set_children(area, 10_000)
    approve_amendment(amendment=made, by=deputy)
    assert figure_of(rate).value == 30
    made.refresh_from_db()
    assert (made.value, made.was_value) == (30, 20)


def test_a_rate_without_a_child_population_is_refused(area, rate, cast):
    area.council.populations.all().delete()
    with pytest.raises(ValidationError, match="child population"):
        propose(rate, cast.lead, pair(30))


@pytest.fixture
def printed(area, cast):
    """A percentage of which only the value was ever published."""
    made = make_measure(area)
    entry = Entry(value=Decimal(91), printed_direction="Steady", source="The report")
    make_approved(area.council, {made: entry}, officer=cast.officer, lead=cast.lead)
    return made


def test_a_published_value_may_be_put_right_as_it_was_given(printed, cast, deputy):
    approve_amendment(amendment=propose(printed, cast.lead, Entry(value=Decimal(89))), by=deputy)
    figure = figure_of(printed)
    assert (figure.value, figure.numerator, figure.source) == (89, None, "")
    assert figure.printed_direction == ""
    told = Event.objects.about(figure.section).get(verb="amended a figure")
    assert (told.before[printed.code], told.after[printed.code]) == ("91", "89")
    assert told.before[f"{printed.code} source"] == "The report"


def test_a_comment_alone_leaves_the_source_and_its_direction(printed, cast, deputy):
    entry = Entry(value=Decimal(91), comment="One team was not counted.")
    approve_amendment(amendment=propose(printed, cast.lead, entry), by=deputy)
    figure = figure_of(printed)
    assert (figure.source, figure.printed_direction) == ("The report", "Steady")
    assert (figure.comment, figure.revision) == ("One team was not counted.", 2)


@pytest.mark.parametrize("value", [-1, 101])
def test_a_value_that_cannot_be_is_refused(printed, cast, value):
    with pytest.raises(ValidationError) as refusal:
        propose(printed, cast.lead, Entry(value=Decimal(value)))
    assert "value" in refusal.value.message_dict


# --- Linked measures ---------------------------------------------------------------------------


@pytest.fixture
def linked(area, cast):
    """A part and the whole it is of, counted over the same number."""
    whole = make_measure(area, code="LW1")
    part = make_measure(area, code="LP1", links=[{"not_above": "LW1"}, {"same_denominator": "LW1"}])
    entries = {whole: pair(20, 50), part: pair(15, 50)}
    make_approved(area.council, entries, officer=cast.officer, lead=cast.lead)
    return part, whole


def test_a_part_may_not_outgrow_its_whole(linked, cast):
    part, whole = linked
    with pytest.raises(ValidationError) as refusal:
        propose(part, cast.lead, pair(21, 50))
    assert "LW1" in told_by(refusal)
    with pytest.raises(ValidationError):
        propose(whole, cast.lead, pair(14, 50))


def test_links_are_asked_again_when_it_is_approved(linked, cast, deputy):
    part, whole = linked
    late = propose(part, cast.lead, pair(19, 50))
    approve_amendment(amendment=propose(whole, cast.lead, pair(18, 50)), by=deputy)
    with pytest.raises(ValidationError):
        approve_amendment(amendment=late, by=deputy)
    assert figure_of(part).numerator == 15


def test_a_shared_denominator_is_amended_one_after_the_other(linked, cast, deputy):
    part, whole = linked
    first = approve_amendment(amendment=propose(part, cast.lead, pair(15, 40)), by=deputy)
    (told,) = amendment_page(first).to_amend
    assert told == f"LW1 {whole.name} has to have the same denominator, and has 50. Amend it too."
    approve_amendment(amendment=propose(whole, cast.lead, pair(20, 40)), by=deputy)
    assert amendment_page(first).to_amend == []


def test_how_the_measure_stands_now_follows_the_amendment(measure, cast, deputy):
    approve_amendment(amendment=propose(measure, cast.lead), by=deputy)
    assert CurrentStanding.objects.get(measure=measure).value == figure_of(measure).value
