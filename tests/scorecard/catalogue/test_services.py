"""What do settings, retirement and rebases change, and what do they leave alone?"""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from improvement.history.models import Event
from improvement.history.services import EditConflict
from improvement.rules.month import Month
from improvement.rules.section import SectionStatus
from improvement.rules.value import Unit
from scorecard.models import (
    AdoptedMeasure,
    CurrentStanding,
    Figure,
    Measure,
    Rebase,
    ScorecardVersion,
    Section,
    Target,
)
from scorecard.services import load_approved_figures
from scorecard.services.adoption import (
    adopt_measure,
    define_and_adopt,
    edit_adopted,
    remove_target,
    retire_measure,
    return_to_use,
    set_target,
)
from scorecard.services.rebases import rebase_measure, remove_rebase
from scorecard.services.sections import approve_section, submit_section
from tests.builders import make_area
from tests.scorecard.builders import make_desk, make_measure, make_return, pair, section_of

pytestmark = pytest.mark.django_db
AUGUST, SEPTEMBER = Month(2026, 8), Month(2026, 9)


def fresh(measure: AdoptedMeasure) -> AdoptedMeasure:
    return AdoptedMeasure.objects.get(pk=measure.pk)


def load(cast, measure: AdoptedMeasure, *months: Month, value: int = 80) -> None:
    for month in months:
        load_approved_figures(
            council=measure.council, month=month, rows={measure.code: pair(value, 100)},
            submitted_by=cast.officer, approved_by=cast.lead,
        )  # fmt: skip


def number(council) -> int:
    return ScorecardVersion.objects.get(council=council).number


# Settings


def test_settings_are_kept_told_and_seen_at_once(area, cast, council):
    measure = make_measure(area, target="90%+", target_from=AUGUST)
    load(cast, measure, AUGUST)
    assert CurrentStanding.objects.get(measure=measure).rag == "red"
    before = number(council)
    held = edit_adopted(
        measure=measure, by=cast.lead, version=1, reason="Board asked",
        rag_tolerance=Decimal(15), name="Ours",
    )  # fmt: skip
    assert (held.version, fresh(measure).name) == (2, "Ours")
    assert CurrentStanding.objects.get(measure=measure).rag == "amber"
    assert number(council) > before
    event = Event.objects.about(measure).first()
    assert (event.verb, event.reason, event.by) == (
        "changed the settings",
        "Board asked",
        cast.lead,
    )
    assert event.after == {"name": "Ours", "rag_tolerance": "15"}


def test_saving_what_stands_already_leaves_no_entry(area, cast):
    measure = make_measure(area)
    entries = Event.objects.about(measure).count()
    edit_adopted(measure=measure, by=cast.lead, version=1, name=measure.name)
    assert Event.objects.about(measure).count() == entries
    assert fresh(measure).version == 1


def test_two_at_once_do_not_overwrite_each_other(area, cast):
    measure = make_measure(area)
    edit_adopted(measure=measure, by=cast.lead, version=1, name="First")
    with pytest.raises(EditConflict):
        edit_adopted(measure=measure, by=cast.admin, version=1, name="Second")
    assert fresh(measure).name == "First"


@pytest.mark.parametrize(
    ("own", "field"),
    [
        ({"decimals": 5}, "decimals"),
        ({"rag_tolerance": Decimal(101)}, "rag_tolerance"),
        ({"direction_tolerance": Decimal(-1)}, "direction_tolerance"),
        ({"name": ""}, "name"),
        ({"baseline": Decimal(10) ** 9}, "baseline"),
        ({"baseline_month": date(2098, 1, 1)}, "baseline_month"),
        ({"expected_change": "sideways"}, "expected_change"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_a_setting_that_makes_no_sense_is_named(area, cast, own, field):
    measure = make_measure(area)
    with pytest.raises(ValidationError) as refused:
        edit_adopted(measure=measure, by=cast.lead, version=1, **own)
    assert field in refused.value.message_dict
    assert fresh(measure).version == 1


def test_the_definition_is_no_setting(area, cast):
    with pytest.raises(ValueError, match="code"):
        edit_adopted(measure=make_measure(area), by=cast.lead, version=1, code="ZZ9")


# Its service area while a return is open


def test_a_draft_keeps_its_measure_where_it_is(area, cast, council):
    desk, care = make_desk(area), make_area(council, "Care")
    desk.key(pair(8, 10), by=cast.officer)
    version = desk.section.version
    with pytest.raises(ValidationError, match="October 2026 in the section Front door"):
        edit_adopted(measure=desk.measures[0], by=cast.lead, version=1, area=care)
    assert fresh(desk.measures[0]).area == area
    assert Figure.objects.get().section.area == area
    assert desk.section.version == version
    assert not Section.objects.filter(area=care).exists()


def test_a_measure_without_a_draft_moves_with_the_open_return(area, cast, council):
    desk, care = make_desk(area), make_area(council, "Care")
    version = desk.section.version
    edit_adopted(measure=desk.measures[0], by=cast.lead, version=1, area=care)
    moved = section_of(council, care)
    assert moved.status == SectionStatus.NOT_STARTED
    assert desk.section.version == version + 1, "whoever types there saves against fewer lines"
    assert Event.objects.filter(verb="added sections").exists()


def test_a_cleared_draft_keeps_nothing(area, cast, council):
    desk, care = make_desk(area), make_area(council, "Care")
    desk.key(pair(8, 10), by=cast.officer)
    desk.key(pair(None), by=cast.officer)
    edit_adopted(measure=desk.measures[0], by=cast.lead, version=1, area=care)
    assert fresh(desk.measures[0]).area == care


def test_moving_the_last_measure_takes_its_untouched_section_along(area, cast, council):
    desk, care = make_desk(area, count=1), make_area(council, "Care")
    edit_adopted(measure=desk.measures[0], by=cast.lead, version=1, area=care)
    assert [one.area for one in Section.objects.all()] == [care]
    assert Event.objects.filter(verb="removed", kind="scorecard.section").exists()


def test_a_section_that_is_handed_over_takes_no_further_measure(area, cast, council):
    care = make_area(council, "Care")
    moving, staying = make_measure(area), make_measure(care)
    make_return(council)
    Section.objects.filter(area=care).update(status=SectionStatus.SUBMITTED)
    with pytest.raises(ValidationError) as refused:
        edit_adopted(measure=moving, by=cast.lead, version=1, area=care)
    assert "October 2026" in refused.value.message_dict["area"][0]
    assert fresh(moving).area == area
    assert staying.area == care


def test_an_approved_figure_of_an_open_month_is_not_asked_for_twice(area, cast, council):
    care = make_area(council, "Care")
    desk = make_desk(area, count=1)
    make_measure(care)
    make_return(council)
    desk.key(pair(8, 10), by=cast.officer)
    submit_section(section=desk.section, by=cast.officer)
    approve_section(section=desk.section, by=cast.lead)
    with pytest.raises(ValidationError, match="settled already"):
        edit_adopted(measure=desk.measures[0], by=cast.lead, version=1, area=care)


def test_an_area_of_another_council_is_refused(area, cast, other_council):
    theirs = make_area(other_council, "Care")
    with pytest.raises(ValidationError, match="service areas"):
        edit_adopted(measure=make_measure(area), by=cast.lead, version=1, area=theirs)


# Retiring


def test_a_retired_measure_is_no_longer_asked_for_and_comes_back(area, cast, council):
    measure, other = make_measure(area), make_measure(area)
    load(cast, measure, AUGUST)
    retire_measure(measure=measure, by=cast.lead, reason="Merged", version=1)
    assert list(AdoptedMeasure.objects.in_use(council)) == [other]
    assert Figure.objects.approved().filter(measure=measure).exists()
    assert Event.objects.about(measure).first().verb == "retired"
    return_to_use(measure=measure, by=cast.lead, reason="Needed", version=2)
    assert list(AdoptedMeasure.objects.in_use(council)) == [measure, other]


def test_a_draft_keeps_its_measure_in_use(area, cast):
    desk = make_desk(area)
    desk.key(pair(8, 10), by=cast.officer)
    with pytest.raises(ValidationError, match=r"October 2026.*cleared"):
        retire_measure(measure=desk.measures[0], by=cast.lead, reason="Merged", version=1)
    assert fresh(desk.measures[0]).is_active
    retire_measure(measure=desk.measures[1], by=cast.lead, reason="Merged", version=1)


def test_retiring_the_last_open_line_lets_the_month_be_finished(area, cast, council):
    care = make_area(council, "Care")
    idle = make_measure(care)
    desk = make_desk(area, count=1)
    desk.key(pair(8, 10), by=cast.officer)
    submit_section(section=desk.section, by=cast.officer)
    approve_section(section=desk.section, by=cast.lead)
    assert not desk.section.monthly_return.is_locked
    retire_measure(measure=idle, by=cast.lead, reason="Merged", version=1)
    assert desk.section.monthly_return.is_locked


@pytest.mark.parametrize("change", [retire_measure, return_to_use])
def test_why_is_asked_and_doing_it_again_does_nothing(area, cast, change):
    measure = make_measure(area)
    AdoptedMeasure.objects.filter(pk=measure.pk).update(is_active=change is retire_measure)
    with pytest.raises(ValidationError) as refused:
        change(measure=measure, by=cast.lead, reason=" ", version=1)
    assert "reason" in refused.value.message_dict
    change(measure=measure, by=cast.lead, reason="Why", version=1)
    entries = Event.objects.about(measure).count()
    change(measure=measure, by=cast.lead, reason="Why", version=1)
    assert Event.objects.about(measure).count() == entries


# Own measures and targets


def definition(**changed) -> dict:
    return {
        "code": "ZZ1", "name": "Ours", "group": "Tests", "unit": "percent", "basis": "month",
        "polarity": "higher", "numerator_label": "Done", "denominator_label": "Due",
    } | changed  # fmt: skip


def test_an_own_measure_is_defined_and_used_at_once(area, cast, council, other_council):
    made = define_and_adopt(
        council=council, area=area, by=cast.lead, definition=definition(), target="90%+",
        target_from=AUGUST, target_reason="Plan", baseline=Decimal(50),
    )  # fmt: skip
    assert made.measure.council == council
    assert made.targets.get().reason == "Plan"
    assert made.baseline == 50
    assert not Measure.objects.filter(council=other_council).exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"denominator_label": ""}, "denominator_label"),
        ({"unit": "count"}, "denominator_label"),
        ({"code": "CC1"}, "code"),
        ({"code": "zz"}, "code"),
        ({"decimals": 9}, "decimals"),
    ],
    ids=["no-whole", "whole-of-a-count", "catalogue-code", "no-code", "decimals"],
)
def test_an_own_measure_that_makes_no_sense_is_named(area, cast, council, changed, field):
    Measure.objects.create(council=None, **definition(code="CC1"))
    with pytest.raises(ValidationError) as refused:
        define_and_adopt(council=council, area=area, by=cast.lead, definition=definition(**changed))
    assert field in refused.value.message_dict
    assert not Measure.objects.filter(council=council).exists()


def test_a_code_in_use_is_taken(area, cast, council):
    taken = make_measure(area)
    with pytest.raises(ValidationError, match="in use already"):
        define_and_adopt(
            council=council, area=area, by=cast.lead, definition=definition(code=taken.code)
        )
    with pytest.raises(ValidationError, match="in use already"):
        adopt_measure(council=council, measure=taken.measure, area=area, by=cast.lead)


def test_a_target_for_years_ahead_is_refused(area, cast):
    measure = make_measure(area)
    with pytest.raises(ValidationError) as refused:
        set_target(measure=measure, effective_from=Month(2097, 1), text="90%+", by=cast.lead)
    assert "effective_from" in refused.value.message_dict


def test_a_removed_target_lets_the_one_before_hold(area, cast):
    measure = make_measure(area, target="70%+", target_from=AUGUST)
    load(cast, measure, AUGUST, SEPTEMBER)
    wrong = set_target(measure=measure, effective_from=SEPTEMBER, text="99%+", by=cast.lead)
    assert CurrentStanding.objects.get(measure=measure).rag == "red"
    with pytest.raises(ValidationError, match="Say why"):
        remove_target(target=wrong, by=cast.lead, reason="")
    remove_target(target=wrong, by=cast.lead, reason="Typed wrongly")
    assert [one.text for one in Target.objects.all()] == ["70%+"]
    assert CurrentStanding.objects.get(measure=measure).rag == "green"
    event = Event.objects.filter(kind="scorecard.target").first()
    assert (event.verb, event.before["text"]) == ("removed the target", "99%+")


# Rebases


def test_a_rebase_is_made_told_and_taken_back(area, cast, council):
    measure = make_measure(area)
    load(cast, measure, AUGUST, SEPTEMBER)
    before = number(council)
    rebase = rebase_measure(measure=measure, month=SEPTEMBER, reason=" New system ", by=cast.lead)
    assert (rebase.reason, number(council)) == ("New system", before + 1)
    with pytest.raises(ValidationError, match="Say why"):
        remove_rebase(rebase=rebase, by=cast.lead, reason=" ")
    remove_rebase(rebase=rebase, by=cast.lead, reason="Wrong month")
    assert not Rebase.objects.exists()
    verbs = Event.objects.filter(kind="scorecard.rebase").values_list("verb", flat=True)
    assert list(verbs) == ["removed the rebase", "rebased"]


def test_a_rebase_moves_the_signal(area, cast):
    """Twelve low months and twelve high ones are a signal until the step between is named."""
    measure = make_measure(area)
    months = [Month(2024, 10).plus(n) for n in range(24)]
    for n, month in enumerate(months):
        load(cast, measure, month, value=(40 if n < 12 else 70) + n % 2)
    assert CurrentStanding.objects.get(measure=measure).variation == "improvement_high"
    rebase_measure(measure=measure, month=months[12], reason="New system", by=cast.lead)
    assert CurrentStanding.objects.get(measure=measure).variation == "common_cause"


@pytest.mark.parametrize(
    ("month", "reason", "field"),
    [
        (SEPTEMBER, " ", "reason"),
        (Month(2097, 1), "New system", "month"),
        (AUGUST, "New system", "month"),
    ],
    ids=["no-reason", "to-come", "nothing-before"],
)
def test_a_rebase_that_makes_no_sense_is_named(area, cast, month, reason, field):
    measure = make_measure(area)
    load(cast, measure, AUGUST, SEPTEMBER)
    with pytest.raises(ValidationError) as refused:
        rebase_measure(measure=measure, month=month, reason=reason, by=cast.lead)
    assert field in refused.value.message_dict
    assert not Rebase.objects.exists()


def test_a_month_is_rebased_once(area, cast):
    measure = make_measure(area)
    load(cast, measure, AUGUST, SEPTEMBER)
    rebase_measure(measure=measure, month=SEPTEMBER, reason="New system", by=cast.lead)
    with pytest.raises(ValidationError, match="already"):
        rebase_measure(measure=measure, month=SEPTEMBER, reason="Again", by=cast.lead)


def test_what_is_not_charted_has_no_limits_to_move(area, cast):
    measure = make_measure(area, unit=Unit.COUNT, basis="ytd")
    with pytest.raises(ValidationError, match="not charted"):
        rebase_measure(measure=measure, month=SEPTEMBER, reason="New system", by=cast.lead)
