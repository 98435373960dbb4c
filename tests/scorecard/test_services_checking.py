"""Are figures that contradict a linked measure refused, and odd ones held before a submit?"""

import pytest
from django.core.exceptions import ValidationError

from improvement.rules.value import Unit
from scorecard.models import AdoptedMeasure, Figure
from scorecard.services import (
    Entry,
    approve_section,
    key_section,
    load_approved_figures,
    publish_figures,
    submit_section,
)
from scorecard.services.checking import links_of_section
from scorecard.services.entries import FigureProblems
from tests.builders import make_area, make_council
from tests.scorecard.builders import (
    OCTOBER,
    make_desk,
    make_measure,
    make_return,
    pair,
    past,
    section_of,
)

pytestmark = pytest.mark.django_db


def key(measure: AdoptedMeasure, entry: Entry, by) -> int:
    held = section_of(measure.council, measure.area)
    return key_section(section=held, entries={measure: entry}, by=by, version=held.version)


def refused(measure: AdoptedMeasure, entry: Entry, by) -> list[tuple[str, str, str]]:
    """Which cell a save is refused at, and in what words."""
    with pytest.raises(FigureProblems) as refusal:
        key(measure, entry, by)
    return [(one.code, problem.field, problem.message) for one, problem in refusal.value.found]


# --- Linked measures ---------------------------------------------------------------------------
@pytest.fixture
def whole(area) -> AdoptedMeasure:
    return make_measure(area, unit=Unit.COUNT, name="On a plan", code="WH1")


@pytest.fixture
def part(area, whole, council) -> AdoptedMeasure:
    links = [{"denominator_not_above": "WH1"}]
    measure = make_measure(area, name="Reviewed", code="PA1", links=links)
    make_return(council)
    return measure


def test_part_over_a_stored_whole_is_refused_at_the_part(part, whole, cast):
    key(whole, pair(5), cast.officer)
    told = refused(part, pair(2, 6), cast.officer)
    assert told == [
        ("PA1", "denominator", "PA1 Reviewed: the denominator (6) is more than WH1 On a plan (5).")
    ]
    assert not Figure.objects.filter(measure=part).exists()


def test_whole_lowered_under_a_stored_part_is_refused_at_the_whole(part, whole, cast):
    key(whole, pair(6), cast.officer)
    key(part, pair(2, 6), cast.officer)
    told = refused(whole, pair(5), cast.officer)
    assert told == [
        (
            "WH1",
            "numerator",
            "WH1 On a plan: 5 is less than the denominator of PA1 Reviewed (6).",
        )
    ]
    assert Figure.objects.get(measure=whole).numerator == 6


def test_both_typed_at_once_are_refused_at_the_part(part, whole, cast):
    held = section_of(part.council, part.area)
    entries = {whole: pair(5), part: pair(2, 6)}
    with pytest.raises(FigureProblems) as refusal:
        key_section(section=held, entries=entries, by=cast.officer, version=held.version)
    assert [one.code for one, _ in refusal.value.found] == ["PA1"]


def test_both_put_right_at_once_are_kept(part, whole, cast):
    key(whole, pair(6), cast.officer)
    key(part, pair(2, 6), cast.officer)
    held = section_of(part.council, part.area)
    entries = {whole: pair(5), part: pair(2, 5)}
    assert key_section(section=held, entries=entries, by=cast.officer, version=held.version) == 2


@pytest.mark.parametrize(
    "entry", [pair(2, 5), pair(2, 4), pair(2), Entry(comment="Later")], ids=str
)
def test_part_within_or_without_its_number_is_kept(part, whole, cast, entry):
    key(whole, pair(5), cast.officer)
    assert key(part, entry, cast.officer) == 1


def test_part_without_its_whole_is_kept(part, cast):
    assert key(part, pair(2, 600), cast.officer) == 1


def test_whole_in_another_section_binds_and_follows_a_new_name(part, council, cast):
    other = make_area(council, "Care")
    AdoptedMeasure.objects.filter(code="WH1").update(area=other, code="OURS", name="Our plans")
    make_return(council)
    key(AdoptedMeasure.objects.get(code="OURS"), pair(5), cast.lead)
    ((code, _, message),) = refused(part, pair(2, 6), cast.officer)
    assert code == "PA1"
    assert message.endswith("is more than OURS Our plans (5).")


def test_another_councils_or_months_whole_binds_nobody(part, whole, council, cast):
    elsewhere = make_council()
    theirs = make_measure(make_area(elsewhere), unit=Unit.COUNT, code="WH1")
    make_return(elsewhere)
    key(theirs, pair(1), None)
    load_approved_figures(
        council=council,
        month=OCTOBER.previous,
        rows={"WH1": pair(1)},
        submitted_by=cast.officer,
        approved_by=cast.lead,
    )
    assert key(part, pair(2, 6), cast.officer) == 1


def test_whole_out_of_use_binds_nobody(part, whole, cast):
    key(whole, pair(5), cast.officer)
    AdoptedMeasure.objects.filter(pk=whole.pk).update(is_active=False)
    assert key(part, pair(2, 6), cast.officer) == 1


def test_same_denominator_binds_both(area, council, cast):
    first = make_measure(area, code="SA1", name="First")
    second = make_measure(area, code="SA2", name="Second", links=[{"same_denominator": "SA1"}])
    make_return(council)
    key(first, pair(1, 8), cast.officer)
    ((code, field, message),) = refused(second, pair(1, 9), cast.officer)
    assert (code, field) == ("SA2", "denominator")
    assert "(9) has to be the same as the denominator of SA1 First (8)" in message
    key(second, pair(1, 8), cast.officer)
    assert refused(first, pair(1, 7), cast.officer)[0][:2] == ("SA1", "denominator")


def test_numerators_keep_their_order(area, council, cast):
    least = make_measure(area, unit=Unit.COUNT, code="NU1", name="Least")
    most = make_measure(area, unit=Unit.COUNT, code="NU2", links=[{"not_below": "NU1"}])
    middle = make_measure(area, unit=Unit.COUNT, code="NU3", links=[{"not_above": "NU2"}])
    make_return(council)
    key(least, pair(3), cast.officer)
    assert refused(most, pair(2), cast.officer)[0][:2] == ("NU2", "numerator")
    key(most, pair(5), cast.officer)
    assert refused(middle, pair(6), cast.officer)[0][:2] == ("NU3", "numerator")
    assert refused(least, pair(6), cast.officer)[0][:2] == ("NU1", "numerator")


def test_published_reading_that_contradicts_is_refused(part, whole, council, cast):
    key(whole, pair(5), cast.officer)
    with pytest.raises(FigureProblems, match="is more than WH1"):
        publish_figures(
            council=council, month=OCTOBER, readings={"PA1": (2, 6)}, source="System", by=cast.lead
        )
    assert not Figure.objects.filter(measure=part).exists()


def test_what_contradicts_already_does_not_stop_other_figures_but_stops_the_submit(
    part, whole, cast
):
    key(whole, pair(6), cast.officer)
    key(part, pair(2, 6), cast.officer)
    Figure.objects.filter(measure=whole).update(numerator=5, value=5)
    assert key(part, pair(2, 6, comment="A word"), cast.officer) == 1
    section = section_of(part.council, part.area)
    assert [one.code for one, _ in links_of_section(section)] == ["PA1"]
    with pytest.raises(FigureProblems, match="is more than WH1"):
        submit_section(section=section, by=cast.officer)


def test_checking_links_takes_one_query_whatever_their_number(
    area, council, cast, django_assert_max_num_queries
):
    desk = make_desk(area, count=40, links=[{"denominator_not_above": "WH1"}])
    make_measure(area, unit=Unit.COUNT, code="WH1")
    desk.key(*[pair(1, 2)] * 40, by=cast.officer)
    section = desk.section
    with django_assert_max_num_queries(1):
        assert links_of_section(section) == []


# --- Before a submit ---------------------------------------------------------------------------
def test_submit_names_every_odd_figure_until_each_has_a_comment(area, council, cast):
    desk = make_desk(area, count=3)
    first, second, third = desk.measures
    load_approved_figures(
        council=council,
        month=OCTOBER.previous,
        rows={first.code: pair(4, 10), second.code: pair(4, 10), third.code: pair(9, 10)},
        submitted_by=cast.officer,
        approved_by=cast.lead,
    )
    desk.key(pair(9, 10), pair(9, 10, comment="A new team"), pair(9, 10), by=cast.officer)
    with pytest.raises(FigureProblems) as refusal:
        submit_section(section=desk.section, by=cast.officer)
    assert [(one, problem.field) for one, problem in refusal.value.found] == [(first, "comment")]
    assert "changed by more than 25%" in refusal.value.messages[0]
    desk.key(pair(9, 10, comment="  \n"), by=cast.officer)
    with pytest.raises(ValidationError, match="Say why"):
        submit_section(section=desk.section, by=cast.officer)
    desk.key(pair(9, 10, comment="The same team"), by=cast.officer)
    submit_section(section=desk.section, by=cast.officer)
    assert approve_section(section=desk.section, by=cast.lead).status == "approved"


def test_submit_names_gaps_contradictions_and_odd_figures_at_once(part, whole, council, cast):
    make_measure(whole.area, unit=Unit.COUNT, code="GAP")
    past(council, cast, whole, [100])
    key(whole, pair(6), cast.officer)
    key(part, pair(2, 6), cast.officer)
    october = {"measure": whole, "month": OCTOBER.first_day}
    Figure.objects.filter(**october).update(numerator=5, value=5)
    with pytest.raises(FigureProblems) as refusal:
        submit_section(section=section_of(council, whole.area), by=cast.officer)
    told = {(one.code, problem.field) for one, problem in refusal.value.found}
    assert told == {("GAP", "numerator"), ("PA1", "denominator"), ("WH1", "comment")}
