"""Does a download hold no cell that a spreadsheet would run, and keep its numbers?"""

import csv
import io
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement.ui.csvout import csv_response, csv_text

TRUE_NUMBER = re.compile(r"[-+]?[0-9]+(,[0-9]{3})*(\.[0-9]+)?%?")


def read_back(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+44 20",
        "-cmd",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "\x00=1",
        "\x1b=1",
        "＝1+1",
        "%0A",
        "|calc",
        "=cmd|' /C calc'!A0",
        "-1+1",
        "+1+cmd",
    ],
)
def test_formula_is_disarmed(cell):
    [[got]] = read_back(csv_text([cell], []))
    assert got.startswith("'")


@pytest.mark.parametrize(
    ("cell", "want"),
    [
        (-5, "-5"),
        (Decimal("-0.5"), "-0.5"),
        ("-5", "-5"),
        ("-1,234.5", "-1,234.5"),
        (None, ""),
        ("£12", "£12"),
        ("575 to 695", "575 to 695"),
        ("a\r\nb", "a\nb"),
    ],
)
def test_true_value_is_kept(cell, want):
    [[got]] = read_back(csv_text([cell], [])) or [[""]]
    assert got == want


@given(st.lists(st.lists(st.text(max_size=20), min_size=2, max_size=2), max_size=5))
def test_no_cell_of_any_text_begins_like_a_formula(rows):
    for row in read_back(csv_text(["a", "b"], rows)):
        for cell in row:
            risky = cell[:1] in ("=", "+", "-", "@", "\t", "\r")
            assert not risky or TRUE_NUMBER.fullmatch(cell)


def test_download_is_named_plainly_and_marked_utf8():
    response = csv_response('findings "2026"\r\nX: y', ["£"], [["–"]])
    assert response["Content-Disposition"] == 'attachment; filename="findings-2026-X-y.csv"'
    assert response.content.decode("utf-8-sig") == "£\r\n–\r\n"
    assert response.content.startswith(b"\xef\xbb\xbf")
