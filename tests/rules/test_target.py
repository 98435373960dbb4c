"""Targets: every printed form, its edges, and the round trip."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement.rules.target import Target, TargetError, plain

bounds = st.decimals(min_value=0, max_value=10**6, places=2)


@st.composite
def targets(draw):
    low, high = sorted([draw(bounds), draw(bounds)])
    shape = draw(st.sampled_from(["lower", "upper", "both"]))
    is_one_point = shape == "both" and low == high
    strict = st.booleans().map(lambda flag: flag and not is_one_point)
    return Target(
        lower=None if shape == "upper" else low,
        lower_strict=shape != "upper" and draw(strict),
        upper=None if shape == "lower" else high,
        upper_strict=shape != "lower" and draw(strict),
        is_percent=draw(st.booleans()),
        is_grouped=draw(st.booleans()),
    )


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("575 to 695", Target(Decimal(575), upper=Decimal(695))),
        ("1050 to 1150", Target(Decimal(1050), upper=Decimal(1150))),
        ("14% to 21%", Target(Decimal(14), upper=Decimal(21), is_percent=True)),
        (">90%", Target(Decimal(90), lower_strict=True, is_percent=True)),
        ("<10%", Target(upper=Decimal(10), upper_strict=True, is_percent=True)),
        ("85%+", Target(Decimal(85), is_percent=True)),
        ("≤13", Target(upper=Decimal(13))),
        ("5+", Target(Decimal(5))),
        (
            ">5 to <10.5",
            Target(Decimal(5), lower_strict=True, upper=Decimal("10.5"), upper_strict=True),
        ),
        ("≤0", Target(upper=Decimal(0))),
        ("1,050 to 1,150", Target(Decimal(1050), upper=Decimal(1150))),
        ("≤1,803", Target(upper=Decimal(1803))),
        ("12,500.5+", Target(Decimal("12500.5"))),
    ],
)
def test_printed_forms_read_and_print_alike(text, target):
    assert Target.parse(text) == target
    assert str(Target.parse(text)) == text


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("575–695", "575 to 695"),
        ("575-695", "575 to 695"),
        (" 575  to  695 ", "575 to 695"),
        ("950-1,150", "950 to 1,150"),
        ("1050 to 1,150", "1,050 to 1,150"),
        ("1,803 or fewer", "≤1,803"),
        ("13% or less", "≤13%"),
        ("80 % or More", "80%+"),
        ("1803 or above", "1803+"),
        ("1803 or under", "≤1803"),
        ("14 to 21%", "14% to 21%"),
        ("≥5", "5+"),
        (">= 5", "5+"),
        ("<=13%", "≤13%"),
        ("> 90 %", ">90%"),
        ("85.50%+", "85.5%+"),
        ("100%+", "100%+"),
        ("575 TO 695", "575 to 695"),
        ("575\u2011695", "575 to 695"),
        ("14%\u221221%", "14% to 21%"),
        ("At least 85%", "85%+"),
        ("no less than  85", "85+"),
        ("Over 90%", ">90%"),
        ("more than 1,000", ">1,000"),
        ("below 10%", "<10%"),
        ("fewer than 5", "<5"),
        ("up to 13", "≤13"),
        ("No more than 1,803", "≤1,803"),
        ("between 14% and 21%", "14% to 21%"),
        ("from 575 to 695", "575 to 695"),
        ("between >5 and <10", ">5 to <10"),
    ],
)
def test_other_ways_of_typing_are_printed_one_way(text, printed):
    assert str(Target.parse(text)) == printed


@pytest.mark.parametrize(
    "text",
    [
        "",
        "90",
        "90%",
        "to 10",
        "10 to",
        "695 to 575",
        ">5 to 5",
        "5 to <5",
        ">90+",
        "<>5",
        "-5+",
        "1_000+",
        "1e3+",
        "٣+",
        "NaN+",
        "12,34+",
        "10 to 20 to 30",
        "from 10 to 20 to 30",
        "10 and 20",
        "over 90+",
        "at least >90",
        "up to 10 to 20",
        "overt 90",
        "at least",
        "9" * 500 + "+",
        "≤" + "1" * 13,
        "Steady",
    ],
    ids=lambda text: text[:15],
)
def test_refuses(text):
    with pytest.raises(TargetError) as refusal:
        Target.parse(text)
    assert refusal.value.message.endswith(".")
    assert len(refusal.value.message) < 200


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("TBC", "Until one is agreed, leave the measure without one"),
        ("n/a", "Until one is agreed"),
        ("None", "Until one is agreed"),
        ("—", "Until one is agreed"),
        ("26", "write 26+ (at least) or ≤26 (at most)"),
        ("1,803", "write 1,803+"),
        ("95 %", "write 95 %+"),
        ("lots", "Write it like 575 to 695"),
        ("90 or so", "Write it like"),
        ("or fewer", "Write it like"),
        ("12,34 or fewer", "Write it like"),
    ],
)
def test_what_cannot_be_a_target_is_told_with_what_can(text, told):
    with pytest.raises(TargetError, match=re.escape(told)):
        Target.parse(text)


def test_commas_change_how_a_target_looks_and_not_what_it_asks():
    bare, grouped = Target.parse("1050 to 1150"), Target.parse("1,050 to 1,150")
    assert bare == grouped
    assert hash(bare) == hash(grouped)
    assert str(bare) != str(grouped)


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({}, id="no-bound"),
        pytest.param({"upper": Decimal(5), "lower_strict": True}, id="strict-but-absent"),
        pytest.param({"lower": Decimal(6), "upper": Decimal(5)}, id="reversed"),
    ],
)
def test_a_target_nothing_can_meet_cannot_be_built(fields):
    with pytest.raises(TargetError):
        Target(**fields)


@pytest.mark.parametrize(
    ("text", "value", "inside"),
    [
        ("575 to 695", "575", True),
        ("575 to 695", "695", True),
        ("575 to 695", "574.9", False),
        ("575 to 695", "695.1", False),
        (">90%", "90", False),
        (">90%", "90.1", True),
        ("<10%", "10", False),
        ("<10%", "9.9", True),
        ("85%+", "85", True),
        ("85%+", "84.9", False),
        ("≤13", "13", True),
        ("≤13", "13.1", False),
    ],
)
def test_contains_at_the_edges(text, value, inside):
    assert Target.parse(text).contains(Decimal(value)) is inside


@pytest.mark.parametrize(
    ("text", "value", "nearest", "distance"),
    [
        ("575 to 695", "500", 575, 75),
        ("575 to 695", "700", 695, 5),
        ("575 to 695", "690", 695, 0),
        ("575 to 695", "635", 575, 0),
        ("85%+", "62", 85, 23),
        ("85%+", "99", 85, 0),
        ("<5%", "19", 5, 14),
        (">90%", "90", 90, 0),
    ],
)
def test_distance_and_nearest_bound(text, value, nearest, distance):
    target = Target.parse(text)
    assert target.nearest_bound(Decimal(value)) == nearest
    assert target.distance(Decimal(value)) == distance


@given(targets())
def test_parse_reads_what_is_printed(target):
    assert Target.parse(str(target)) == target
    assert str(Target.parse(str(target))) == str(target)


# Every shape that councils' papers print, with numbers of our own.
SHAPES = ("{0} to {1}", "{0}% to {1}%", ">{0}", ">{0}%", "<{0}", "<{0}%", "{0}+", "{0}%+", "≤{0}")


@given(st.sampled_from(SHAPES), bounds, bounds)
def test_what_councils_print_is_read_and_printed_as_it_was(shape, one, other):
    low, high = sorted([one, other])
    for write in (plain, plain_grouped):
        text = shape.format(write(low), write(high))
        assert str(Target.parse(text)) == text


def plain_grouped(number: Decimal) -> str:
    """With commas, and without idle noughts; a range has both ends alike."""
    return f"{number.normalize():,f}"


@given(st.text("0123456789<>≤≥=+-–,.% to", max_size=20) | st.text())
def test_any_text_gives_a_target_or_a_target_error(text):
    try:
        target = Target.parse(text)
    except TargetError:
        return
    assert Target.parse(str(target)) == target


@given(targets(), bounds)
def test_a_value_is_below_inside_or_above_and_only_one(target, value):
    sides = [target.is_below(value), target.contains(value), target.is_above(value)]
    assert sides.count(True) == 1


@given(targets(), bounds)
def test_moving_by_the_distance_reaches_a_bound(target, value):
    distance = target.distance(value)
    step = distance if target.is_below(value) else -distance
    assert target.contains(value) or value + step in {target.lower, target.upper}
