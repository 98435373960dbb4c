"""Is the process chart well-formed, plain, and drawable by the typesetter?"""

from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from improvement.ui.assets import FONT_DIR
from improvement.ui.drawing import (
    Drawing,
    Event,
    Field,
    Level,
    Range,
    Reference,
    Side,
    apart,
    lanes,
    round_marks,
    side_of,
)
from improvement.ui.svg_process import FOOT, HEAD, MARKERS, NARROW, WIDE, pictures, process_chart

NS = "{http://www.w3.org/2000/svg}"
KINDS = list(MARKERS)


def drawing(values, **fields) -> Drawing:
    size = len(values)
    kinds = [KINDS[n % len(KINDS)] for n in range(size)]
    labels = [f"Month {n}" for n in range(size)]
    return Drawing(labels, values, kinds, labels, fields.pop("span", (0.0, 100.0)), str, **fields)


FULL = drawing(
    [10, None, Decimal("20.5"), 30, 40, 35, 20, 60, 70],
    fields=[Field(-0.5, 3.5, 20, None), Field(3.5, 8.5, 10, 40)],
    levels=[Level("Mean", 30, -0.5, 8.5), Level("Upper limit", 140, -0.5, 8.5, "5 4")],
    events=[Event(1.2, "1", ["<Inspection>"]), Event(1.9, "2")],
    references=[Reference("England <b>", 33, 5.0, "33%"), Reference("Region", 33, 5.0, "33%")],
    ahead=[Range(9, 60, 50, 70), Range(10, 61, 48, 74)],
)


@pytest.mark.parametrize("one", [FULL, drawing([5]), drawing([None]), drawing([3, 3])])
def test_chart_is_titled_svg_with_plain_attributes(one):
    root = ElementTree.fromstring(process_chart(one, "What it <shows>"))  # noqa: S314 - our own
    assert root.get("role") == "img"
    assert root.find(f"{NS}title").text == "What it <shows>"
    for node in root.iter():
        assert not {"style", "class", "onload"} & set(node.attrib)
        assert "nan" not in " ".join(node.attrib.values())


def test_a_limit_outside_the_chart_is_not_drawn():
    assert "Upper limit" not in process_chart(FULL, "Told")
    assert "Mean 30" in process_chart(FULL, "Told")


def test_a_target_open_above_is_shaded_to_the_top():
    one = drawing([10, 20], fields=[Field(-0.5, 1.5, 75, None)])
    rect = ElementTree.fromstring(process_chart(one, "Told")).find(f"{NS}rect")  # noqa: S314
    assert float(rect.get("y")) == HEAD
    assert float(rect.get("height")) == pytest.approx((WIDE.height - HEAD - FOOT) / 4)


def test_a_picture_for_a_phone_has_words_of_a_readable_size_and_all_within_it():
    """340 wide on a screen 345 wide: what it writes is what is read."""
    root = ElementTree.fromstring(process_chart(FULL, "Told", size=NARROW))  # noqa: S314 - our own
    texts = list(root.iter(f"{NS}text"))
    assert root.get("width") == "340"
    assert {text.get("font-size") for text in texts} == {"13"}
    assert all(0 < float(text.get("x")) <= 340 for text in texts)
    assert not {text.text for text in texts} & {"Mean 30", "Region", "England <b>"}


def test_one_of_two_pictures_is_for_a_phone():
    both = pictures(FULL, "Told")
    assert both.count("<svg") == both.count("<title>Told</title>") == 2
    assert 'class="app-chart__narrow"' in both


def test_an_event_tells_the_pointer_what_happened():
    assert "<title>&lt;Inspection&gt;</title>" in process_chart(FULL, "Told")


def test_a_name_stands_where_it_hides_least_of_the_line():
    low_then_high = [10] * 20 + [90] * 20
    for value, place, side in (
        (10, 19.5, Side.RIGHT), (90, 19.5, Side.LEFT), (50, 38, Side.LEFT), (50, 39.4, Side.MARGIN),
        (50, 0, Side.RIGHT),
    ):  # fmt: skip
        told = drawing(low_then_high, references=[Reference("England", value, place, "x")])
        assert side_of(told, place) is side


def test_a_reference_at_the_charts_end_is_named_in_the_margin_with_its_number():
    one = drawing([10, 20, 30], references=[Reference("England", 33, 2.4, "33%")])
    assert "England 33%</text>" in process_chart(one, "Told")


@given(
    st.floats(-500, 500), st.floats(0.5, 5000), st.integers(0, 2)
)  # fmt: skip
def test_marks_beside_the_axis_are_round_and_within_it(low, height, decimals):
    told = drawing([0], span=(low, low + height), decimals=decimals)
    marks = round_marks(told)
    assert len(marks) <= 7
    assert all(low <= float(mark) <= low + height for mark in marks)
    assert all(mark == round(mark, decimals) for mark in marks)


@given(st.lists(st.floats(0, 60), max_size=40).map(sorted), st.floats(0.1, 5))
def test_numbers_in_one_row_never_touch(places, reach):
    rows = lanes(places, reach)
    for row in set(rows):
        own = [place for place, one in zip(places, rows, strict=True) if one == row]
        assert all(after - before >= reach for before, after in pairwise(own))


def test_names_near_the_end_of_the_axis_stay_within_it():
    assert apart([99, 99.5, 100, 100], 5, most=100) == [85, 90, 95, 100]


def test_marks_of_different_meaning_differ_in_shape_and_colour():
    drawn = [MARKERS[kind] for kind in ("common", "improvement", "concern", "neutral")]
    assert len({colour for colour, _ in drawn}) == 4
    assert len({shape for _, shape in drawn}) == 4


def test_the_typesetter_draws_it(tmp_path):
    (tmp_path / "chart.svg").write_text(process_chart(FULL, "Told"))
    (tmp_path / "page.typ").write_text('#image("chart.svg", alt: "Told")')
    pdf = typst.compile(str(tmp_path / "page.typ"), font_paths=[str(FONT_DIR)])
    assert pdf.startswith(b"%PDF")


@given(st.lists(st.floats(-1000, 1000), max_size=12), st.floats(1, 50))
def test_labels_keep_their_order_and_their_distance(heights, gap):
    placed = sorted(apart(heights, gap))
    assert all(after - before >= gap - 1e-6 for before, after in pairwise(placed))
    assert all(now >= then for now, then in zip(apart(heights, gap), heights, strict=True))
