"""Is a keyed figure worked out, stored and told exactly, and is nonsense refused?"""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from improvement.councils.models import Population
from improvement.history.models import Event
from improvement.history.services import EditConflict
from improvement.rules.month import Month
from improvement.rules.number import MissingReason
from improvement.rules.value import Unit
from scorecard.models import Figure
from scorecard.services import (
    Entry,
    approve_section,
    key_section,
    load_approved_figures,
    publish_figures,
    submit_section,
)
from tests.builders import make_area
from tests.scorecard.builders import (
    OCTOBER,
    make_desk,
    make_measure,
    make_return,
    pair,
    section_of,
)

pytestmark = pytest.mark.django_db


def only_figure() -> Figure:
    return Figure.objects.get()


def test_a_percentage_that_is_keyed_as_one_number_is_as_keyed(area, cast):
    desk = make_desk(area, count=1, unit=Unit.PERCENT, denominator_label="", is_whole=False)
    desk.key(pair("71.5"), by=cast.officer)
    assert Figure.objects.get().value == Decimal("71.5")
    submit_section(section=desk.section, by=cast.officer)


def test_percentage_follows_from_its_parts(desk, cast):
    assert desk.key(pair(2, 3), by=cast.officer) == 1
    assert only_figure().value == Decimal("66.66666667")


def test_half_a_pair_is_kept_without_a_value(desk, cast):
    desk.key(pair(2), by=cast.officer)
    assert (only_figure().numerator, only_figure().value, only_figure().missing) == (2, None, "")


def test_nought_of_nought_is_no_cases(desk, cast):
    desk.key(pair(0, 0), by=cast.officer)
    assert (only_figure().value, only_figure().missing) == (None, MissingReason.NO_CASES)


def test_reason_is_kept_without_a_value(desk, cast):
    desk.key(Entry(missing=MissingReason.NOT_AVAILABLE, comment="System down"), by=cast.officer)
    assert (only_figure().missing, only_figure().comment) == ("not_available", "System down")


def test_nothing_keyed_makes_no_row(desk, cast):
    assert desk.key(Entry(), Entry(), by=cast.officer) == 0
    assert not Figure.objects.exists()
    assert desk.section.status == "not_started"


@pytest.mark.parametrize(
    ("basis", "children", "expected"),
    [
        ("snapshot", {2024: 40_000}, "25.00000000"),
        ("ytd", {2024: 40_000}, "42.85714286"),
        ("calendar_ytd", {2024: 40_000}, "30.00000000"),
        ("snapshot", {2020: 10_000, 2024: 40_000, 2027: 5_000}, "25.00000000"),
        ("snapshot", {2030: 50_000}, "20.00000000"),
    ],
    ids=["snapshot", "April to date", "January to date", "latest by then", "only a later one"],
)
def test_rate_is_over_the_children_of_the_month(area, cast, basis, children, expected):
    for year, number in children.items():
        Population.objects.create(council=area.council, year=year, children=number)
    desk = make_desk(area, count=1, unit=Unit.RATE_10K, basis=basis)
    desk.key(pair(100), by=cast.officer)
    assert only_figure().value == Decimal(expected)


def test_rate_without_children_is_drafted_but_waits_for_them(area, council, cast):
    desk = make_desk(area, count=1, unit=Unit.RATE_10K)
    desk.key(pair(100), by=cast.officer)
    figure = only_figure()
    assert (figure.numerator, figure.value, figure.missing) == (100, None, "")
    with pytest.raises(ValidationError, match="child population of Testham is not known"):
        submit_section(section=desk.section, by=cast.officer)
    Population.objects.create(council=council, year=2026, children=40_000)
    with pytest.raises(ValidationError, match="Save the figures again to work this out"):
        submit_section(section=desk.section, by=cast.officer)
    desk.key(pair(100), by=cast.officer)
    assert only_figure().value == 25
    assert submit_section(section=desk.section, by=cast.officer).status == "submitted"


def test_rate_without_children_may_still_be_said_to_be_missing(area, cast):
    desk = make_desk(area, count=1, unit=Unit.RATE_10K)
    desk.key(Entry(missing=MissingReason.NOT_AVAILABLE), by=cast.officer)
    assert submit_section(section=desk.section, by=cast.officer).status == "submitted"


def test_half_a_pair_is_told_apart_from_a_whole_one(desk, cast):
    desk.key(pair(None, 5), by=cast.officer)
    desk.key(pair(3, 5), by=cast.officer)
    latest, code = Event.objects.about(desk.section).first(), desk.measures[0].code
    assert (latest.before[code], latest.after[code]) == ("denominator 5 alone", "3 of 5")


def test_a_verb_that_would_not_count_as_keying_is_refused(desk, cast):
    with pytest.raises(ValueError, match="would not count as keying"):
        key_section(
            section=desk.section,
            entries={desk.measures[0]: pair(1, 2)},
            by=cast.officer,
            version=1,
            verb="tidied",
        )


def test_rate_over_a_keyed_number_needs_no_children(area, cast):
    desk = make_desk(area, count=1, unit=Unit.RATE_100K, denominator_label="Young people")
    desk.key(pair(12, 24_000), by=cast.officer)
    assert only_figure().value == 50


def test_average_is_as_keyed(area, cast):
    desk = make_desk(area, count=1, unit=Unit.DAYS)
    desk.key(pair("41.5"), by=cast.officer)
    assert only_figure().value == Decimal("41.5")


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (pair(11, 10), r"the numerator \(11\) is more than the denominator \(10\)"),
        (pair(-1, 10), "-1 is below nought"),
        (pair("1.5", 10), "1.5 is not a whole number"),
        (pair(1, 100_000_000), "too large"),
        (pair("0.00001", 1), "more than 4 decimal places"),
        (pair(1, 2, missing=MissingReason.NO_CASES), "not both"),
        (Entry(comment="x" * 2001), "longer than 2,000"),
        (Entry(comment="a\x00b"), "cannot be stored"),
    ],
    ids=["share over whole", "negative", "fraction", "large", "places", "both", "long", "null"],
)
def test_nonsense_is_refused_by_name(desk, cast, entry, message):
    with pytest.raises(ValidationError, match=message) as refused:
        desk.key(entry, pair(1, 2), by=cast.officer)
    assert str(desk.measures[0]) in refused.value.messages[0]
    assert not Figure.objects.exists()


def test_value_too_large_for_any_figure_is_refused(area, cast):
    desk = make_desk(area, count=1, unit=Unit.SCORE, denominator_label="Over", is_whole=False)
    with pytest.raises(ValidationError, match="more than any figure"):
        desk.key(pair(99_999_999, "0.0001"), by=cast.officer)


def test_database_refuses_a_share_over_its_whole(desk, cast):
    desk.key(pair(9, 10), by=cast.officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Figure.objects.update(numerator=11)


def test_one_entry_tells_every_changed_part(desk, cast):
    desk.key(pair(1, 2), pair(3, 4), by=cast.officer)
    desk.key(pair(1, 2), pair(4, 4, comment="Recounted"), by=cast.officer)
    _first, second = desk.measures
    latest = Event.objects.about(desk.section).first()
    assert latest.before == {second.code: "3 of 4", f"{second.code} comment": ""}
    assert latest.after == {second.code: "4 of 4", f"{second.code} comment": "Recounted"}
    assert Event.objects.about(desk.section).count() == 2


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (pair(0, 0), "0 of 0"),
        (pair(7), "numerator 7 alone"),
        (pair(None, 5), "denominator 5 alone"),
        (Entry(missing=MissingReason.NO_CASES), "No cases"),
    ],
    ids=["nought of nought", "first half", "second half", "reason"],
)
def test_every_kind_of_figure_is_told(desk, cast, entry, words):
    desk.key(entry, by=cast.officer)
    assert Event.objects.about(desk.section).get().after == {desk.measures[0].code: words}


def test_saving_the_same_again_changes_nothing(desk, cast):
    desk.key(pair(1, 2), by=cast.officer)
    held = desk.section
    entries = {desk.measures[0]: pair(1, 2)}
    assert key_section(section=held, entries=entries, by=cast.officer, version=1) == 0
    assert desk.section.version == held.version


def test_second_of_two_editors_is_refused(desk, cast):
    seen = desk.section
    desk.key(pair(1, 2), by=cast.officer)
    with pytest.raises(EditConflict):
        key_section(section=seen, entries={desk.measures[0]: pair(2, 2)}, by=cast.lead, version=1)
    assert only_figure().numerator == 1


def test_empty_entry_clears_a_figure_and_an_absent_one_leaves_it(desk, cast):
    desk.key(pair(1, 2), pair(3, 4), by=cast.officer)
    desk.key(Entry(), by=cast.officer)
    values = Figure.objects.order_by("measure__position").values_list("numerator", "value")
    assert list(values) == [(None, None), (3, 75)]


def test_submitted_section_cannot_be_keyed(desk, cast):
    stale = desk.section
    desk.key(pair(1, 2), pair(3, 4), by=cast.officer)
    submit_section(section=desk.section, by=cast.officer)
    with pytest.raises(ValidationError, match="is submitted"):
        desk.key(pair(2, 2), by=cast.officer)
    with pytest.raises(ValidationError, match="is submitted"):
        key_section(
            section=stale,
            entries={desk.measures[0]: pair(2, 2)},
            by=cast.officer,
            version=desk.section.version,
        )


def test_measure_of_another_area_is_refused(desk, council, cast):
    other = make_measure(make_area(council, "Care"))
    with pytest.raises(ValidationError, match="not one of the measures"):
        key_section(section=desk.section, entries={other: pair(1, 2)}, by=cast.officer, version=1)


def test_published_reading_is_an_ordinary_draft(desk, council, cast):
    first, second = desk.measures
    desk.key(pair(1, 2, comment="Mine"), by=cast.officer)
    done = publish_figures(
        council=council,
        month=OCTOBER,
        source="Workforce",
        by=cast.improvement,
        readings={first.code: (3, 4), second.code: (5, 5), "ZZ9": (1, 1)},
    )
    assert done.written == (first.code, second.code)
    assert done.refused == {"ZZ9": "not a measure this council uses"}
    figure = Figure.objects.get(measure=first)
    assert (figure.value, figure.comment, figure.source) == (75, "Mine", "Workforce")
    assert not figure.is_approved
    assert Event.objects.about(desk.section).first().verb == "published figures"


def test_publishing_the_same_again_leaves_no_entry(desk, council, cast):
    told = {"council": council, "month": OCTOBER, "source": "Workforce", "by": cast.lead}
    code = desk.measures[0].code
    publish_figures(readings={code: (3, 4)}, **told)
    done = publish_figures(readings={code: (Decimal("3.0"), 4)}, **told)
    assert (done.written, done.unchanged) == ((), (code,))
    assert Event.objects.about(desk.section).count() == 1


def test_reading_that_is_gone_takes_back_only_what_was_published(desk, council, cast):
    first, second = desk.measures
    told = {"council": council, "month": OCTOBER, "source": "Workforce", "by": cast.lead}
    desk.key(pair(1, 2), by=cast.officer)
    publish_figures(readings={second.code: (5, 5)}, **told)
    done = publish_figures(readings={first.code: (None, None), second.code: (None, None)}, **told)
    assert done.written == (second.code,)
    assert Figure.objects.get(measure=first).value == 50


def test_publishing_into_a_closed_section_says_why(desk, council, cast):
    desk.key(pair(1, 2), pair(3, 4), by=cast.officer)
    submit_section(section=desk.section, by=cast.officer)
    approve_section(section=desk.section, by=cast.lead)
    code = desk.measures[0].code
    done = publish_figures(
        council=council, month=OCTOBER, readings={code: (2, 2)}, source="Workforce", by=cast.lead
    )
    assert "is approved" in done.refused[code]
    assert Figure.objects.get(measure=desk.measures[0]).value == 50


def test_publishing_into_a_month_without_a_return_says_why(area, council, cast):
    code = make_measure(area).code
    done = publish_figures(
        council=council, month=OCTOBER, readings={code: (2, 2)}, source="Workforce", by=None
    )
    assert done.refused == {code: "the return for October 2026 is not open"}


def test_history_comes_in_approved_and_locked(area, council, cast):
    measures = [make_measure(area), make_measure(make_area(council, "Care"))]
    month = Month(2017, 2)
    rows = {measures[0].code: pair(9, 10), measures[1].code: Entry(value=Decimal(72))}
    opened = load_approved_figures(
        council=council, month=month, rows=rows, submitted_by=cast.officer, approved_by=cast.lead
    )
    assert opened.is_locked
    assert opened.sections.count() == 2
    assert set(Figure.objects.values_list("value", "is_approved")) == {(90, True), (72, True)}
    section = section_of(council, area, month)
    assert Event.objects.about(section).get().after == {"figures": 1}


def test_history_is_refused_twice_by_one_person_and_of_unknown_codes(area, council, cast):
    rows = {make_measure(area).code: pair(9, 10)}
    month = Month(2017, 2)
    people = {"submitted_by": cast.officer, "approved_by": cast.lead}
    with pytest.raises(ValidationError, match="cannot approve"):
        load_approved_figures(
            council=council, month=month, rows=rows, submitted_by=cast.lead, approved_by=cast.lead
        )
    with pytest.raises(ValidationError, match="does not use ZZ9"):
        load_approved_figures(council=council, month=month, rows={"ZZ9": pair(1, 1)}, **people)
    load_approved_figures(council=council, month=month, rows=rows, **people)
    with pytest.raises(ValidationError, match="already has a return"):
        load_approved_figures(council=council, month=month, rows=rows, **people)


def test_a_month_of_history_takes_few_queries_whatever_it_holds(
    area, council, cast, django_assert_max_num_queries
):
    rows = {make_measure(area).code: pair(9, 10) for _ in range(60)}
    # Nine to bring the month in, eight to keep how its measures stand now.
    with django_assert_max_num_queries(9 + 8):
        load_approved_figures(
            council=council,
            month=Month(2017, 2),
            rows=rows,
            submitted_by=cast.officer,
            approved_by=cast.lead,
        )


def test_a_month_opens_once_for_each_council(council, other_council, area):
    make_return(council)
    assert make_return(other_council).council == other_council
