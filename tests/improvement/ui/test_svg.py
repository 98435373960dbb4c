"""Are the small charts well-formed, free of style, and honest about gaps?"""

from decimal import Decimal
from xml.etree import ElementTree

import pytest
import typst

from improvement.ui.assets import FONT_DIR
from improvement.ui.svg import bars, sparkline

NS = "{http://www.w3.org/2000/svg}"


def parsed(markup):
    return ElementTree.fromstring(markup)  # noqa: S314 - our own markup


@pytest.mark.parametrize(
    "markup",
    [
        sparkline([1, Decimal("2.5"), None, 4], "Twelve months"),
        sparkline([], "None"),
        sparkline([None], "None"),
        sparkline([3], "One"),
        sparkline([2, 2, 2], "Flat"),
        bars([("A", 3), ("B", None), ("C", 0)], "Three"),
        bars([], "None"),
    ],
    ids=range(7),
)
def test_chart_is_titled_svg_with_plain_attributes(markup):
    root = parsed(markup)
    assert root.tag == f"{NS}svg"
    assert root.get("role") == "img"
    assert root.find(f"{NS}title").text
    for node in root.iter():
        assert not {"style", "class", "onload"} & set(node.attrib)
        assert "nan" not in " ".join(node.attrib.values())


def test_missing_value_breaks_the_line():
    root = parsed(sparkline([1, 2, None, 3, 4], "Gap"))
    assert len(root.findall(f"{NS}polyline")) == 2


def test_lone_value_is_a_dot():
    root = parsed(sparkline([1, None, 3, 4], "Lone"))
    assert len(root.findall(f"{NS}circle")) == 2


def test_missing_last_value_is_not_marked():
    assert not parsed(sparkline([1, 2, None], "Late")).findall(f"{NS}circle")


def test_title_is_escaped():
    assert "<script" not in sparkline([1], "<script>&")
    assert parsed(bars([("<b>", 1)], "A & B")).find(f"{NS}title").text == "A & B"


def test_bar_without_value_says_so():
    assert "no data" in bars([("A", None)], "One")


def test_typst_draws_the_same_markup(tmp_path):
    (tmp_path / "line.svg").write_text(sparkline([1, 2, None, 4], "Gap"))
    (tmp_path / "bars.svg").write_text(bars([("A", 1)], "One", reference=("England 2", 2)))
    page = tmp_path / "page.typ"
    page.write_text('#image("line.svg", alt: "Gap")\n#image("bars.svg", alt: "One")')
    assert typst.compile(
        str(page), ignore_system_fonts=True, font_paths=[str(FONT_DIR)]
    ).startswith(b"%PDF")


def test_bars_are_crossed_by_a_named_dashed_line_at_its_value():
    drawn = parsed(bars([("A", 50), ("B", 100)], "Two", reference=("England 50", 50)))
    line = drawn.findall(f"{NS}line")[-1]
    first = drawn.find(f"{NS}rect")
    assert float(line.get("x1")) == float(first.get("x")) + float(first.get("width"))
    assert line.get("stroke-dasharray")
    assert "England 50" in [text.text for text in drawn.iter(f"{NS}text")]
    assert parsed(bars([("A", 1)], "One")).find(f"{NS}line") is None


def test_the_value_at_a_bars_end_stands_upon_the_line_with_a_white_edge():
    parts = list(parsed(bars([("A", 20), ("B", 40)], "Two", reference=("England 22", 22))))
    last_line = max(place for place, one in enumerate(parts) if one.tag == f"{NS}line")
    values = [one for one in parts[last_line + 1 :] if one.tag == f"{NS}text"]
    assert [one.text for one in values] == ["20", "40"]
    assert {(one.get("stroke"), one.get("paint-order")) for one in values} == {
        ("#ffffff", "stroke")
    }
