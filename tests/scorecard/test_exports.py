"""Does a download hold the rows on screen, in words a spreadsheet cannot run?"""

import csv
import io

import openpyxl
import pytest

from improvement.rules.month import Month
from scorecard.exports import scorecard_csv, workbook_of
from scorecard.selectors import Choice, narrow, scorecard_page
from tests.scorecard.charted import adopt, give, give_all
from tests.scorecard.nineteen import FEBRUARY, ROWS, make_nineteen

pytestmark = pytest.mark.django_db
MONTH = Month(2026, 9)


def read_csv(response) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def read_sheet(page) -> list[dict]:
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(page)))
    head, *rows = book.worksheets[0].iter_rows()
    return [{name.value: cell for name, cell in zip(head, row, strict=True)} for row in rows]


def test_csv_holds_the_published_table(council, area):
    make_nineteen(area)
    rows = read_csv(scorecard_csv(scorecard_page(council, FEBRUARY)))
    assert [row["code"] for row in rows] == [row[0] for row in ROWS]
    wanted = {
        "measure", "baseline", "current", "target", "rag", "reason", "direction",
        "previous_direction", "printed_direction", "code", "group", "unit", "as_at", "source",
        "month", "2016-11", "2016-12", "2017-01",
    }  # fmt: skip
    assert wanted <= set(rows[0])
    cases = next(row for row in rows if row["code"] == "WF6-ALL")
    assert (cases["baseline"], cases["current"], cases["2016-12"]) == ("1,803", "1,809", "1,876")
    assert (cases["direction"], cases["printed_direction"]) == ("Steady", "Decreasing")
    assert (cases["target"], cases["rag"]) == ("1600 to 1700", "Red")
    agreeing = [row for row in rows if row["direction"] == row["printed_direction"]]
    assert len(agreeing) == 18


def test_csv_says_why_a_figure_is_absent(council, area):
    give(adopt(area), MONTH, None, missing="no_cases")
    (row,) = read_csv(scorecard_csv(scorecard_page(council, MONTH)))
    assert (row["current"], row["rag"], row["reason"]) == ("", "No data", "no cases")


def test_csv_cannot_be_run(council, area):
    give(adopt(area, name="=HYPERLINK(1)"), MONTH, 5, comment="@SUM(A1)")
    (row,) = read_csv(scorecard_csv(scorecard_page(council, MONTH)))
    assert row["measure"].startswith("'=")
    assert row["comment"].startswith("'@")


def test_downloads_hold_only_the_rows_asked_for(council, area):
    make_nineteen(area)
    page = narrow(scorecard_page(council, FEBRUARY), Choice(rag="red"))
    codes = ["CP5", "CP3", "CP6", "WF6-ALL", "CL5-1M"]
    assert [row["code"] for row in read_csv(scorecard_csv(page))] == codes
    assert [row["code"].value for row in read_sheet(page)] == codes


def test_workbook_holds_numbers_as_shown_and_text_as_text(council, area):
    give(adopt(area, baseline="40.123", decimals=1, name="=1+1"), MONTH, "71.25")
    give(adopt(area, unit="count"), MONTH, 1809, comment="http://example.com")
    share, count = read_sheet(scorecard_page(council, MONTH))
    assert (share["current"].value, share["current"].number_format) == (71.3, '#,##0.0"%"')
    assert (share["baseline"].value, share["measure"].data_type) == (40.1, "s")
    assert (count["current"].value, count["current"].number_format) == (1809, "#,##0")
    assert count["baseline"].value is None
    assert count["comment"].hyperlink is None


def test_workbook_reckons_with_every_month_and_is_tall_enough_for_its_words(council, area):
    measure = adopt(area, unit="count")
    give_all(measure, MONTH, [1620, 0, None, 1556])
    give(adopt(area), MONTH, 50, comment="\n".join(["Six lines, each of them told."] * 6))
    counts, words = read_sheet(scorecard_page(council, MONTH))
    months = [counts[name].value for name in ("2026-06", "2026-07", "2026-08", "current")]
    assert months == [1620, 0, None, 1556]
    assert {counts[name].number_format for name in ("2026-06", "current")} == {"#,##0"}
    heights = [row["code"].parent.row_dimensions[row["code"].row].height for row in (counts, words)]
    assert heights[1] >= 6 * 15
    assert heights[0] < 6 * 15


def test_files_tell_what_a_figure_was_worked_out_from_and_who_returned_it(council, area):
    give(adopt(area, denominator_label="Visits due"), MONTH, 50)
    (row,) = read_csv(scorecard_csv(scorecard_page(council, MONTH)))
    assert (row["worked_out_as"], row["returned_by"]) == ("Visits due", "Front door")


def test_an_empty_scorecard_is_a_sheet_with_headings(council):
    assert read_sheet(scorecard_page(council, MONTH)) == []
