"""Is the process chart well-formed, plain, and drawable by the typesetter?"""

from decimal import Decimal
from itertools import pairwise
from xml.etree import ElementTree

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from improvement.ui.assets import FONT_DIR
from improvement.ui.svg_process import (
    MARKERS,
    Drawing,
    Field,
    Level,
    Range,
    Reference,
    apart,
    process_chart,
)

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
    events=[(1.2, "1"), (1.9, "2")],
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
