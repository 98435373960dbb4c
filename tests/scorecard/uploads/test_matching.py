"""Rows as measures: found by code or name under the usual headings, refused by address."""

import pytest

from scorecard.uploads.headings import find_headings
from scorecard.uploads.matching import Matched, match
from scorecard.uploads.table import Area, Cell, FileRefused, Grid, Kind, Table
from tests.builders import make_area
from tests.scorecard.builders import OCTOBER, make_measure

HEAD = ["Code", "Numerator", "Denominator", "Reason", "Comment"]


def grid_of(*rows, name: str = "Sheet 1", merged: list[Area] | None = None) -> Grid:
    cells = {
        number: {
            column: cell if isinstance(cell, Cell) else Cell(str(cell))
            for column, cell in enumerate(row, start=1)
            if cell != ""
        }
        for number, row in enumerate(rows, start=1)
    }
    return Grid(name, {number: row for number, row in cells.items() if row}, merged or [])


@pytest.fixture
def matched(office):
    def of(*rows, **fields) -> Matched:
        table = Table([grid_of(*rows, **fields)])
        measures = office.desk().measures
        return match(table, measures, council=office.council, month=OCTOBER)

    return of


def said(matched: Matched) -> list[str]:
    return [str(one) for one in matched.refused]


@pytest.mark.parametrize(
    "head",
    [
        ["Code", "Numerator"],
        ["MEASURE CODE:", "figure"],
        ["Indicator ref.", "This month"],
        ["KPI", "Value"],
        ["measure_name", "Figure or numerator"],
        ["Indicator", " actual "],
    ],
)
def test_headings_are_known_by_their_usual_words(head):
    assert find_headings(grid_of(head)).row == 1


@pytest.mark.parametrize("head", [["Code", "Denominator"], ["Numerator", "Figure"], ["a", "b"]])
def test_a_row_without_a_measure_and_a_number_is_no_heading(head):
    assert find_headings(grid_of(head)) is None


def test_headings_may_stand_below_a_title():
    assert find_headings(grid_of(["Our figures"], [""], HEAD)).row == 3


def test_headings_that_never_come_refuse_the_file(matched):
    with pytest.raises(FileRefused, match="No row of headings"):
        matched(["PA1", 3, 4])


def test_a_row_becomes_cells_with_addresses(matched, office):
    found = matched(HEAD, [" pa1 ", "3", "4", "", "Said why"]).given[0]
    assert found.measure == office.pair
    assert found.where == "Sheet 1, row 2"
    assert (found.cells.numerator, found.cells.denominator) == ("3", "4")
    assert found.cells.comment == "Said why"
    assert found.address("denominator") == "Sheet 1, C2"
    assert found.address("nothing") == "Sheet 1, row 2"


def test_a_measure_is_found_by_its_name(matched, office):
    found = matched(["Measure", "Figure"], ["  REFERRALS ", 7]).given[0]
    assert (found.measure, found.cells.numerator) == (office.count, "7")


@pytest.mark.parametrize("heading", ["Code", "Measure"])
@pytest.mark.parametrize("words", ["CO1", "co1", "Referrals", "CO1 Referrals", " CO1: referrals "])
def test_a_measure_is_found_by_code_name_or_both_under_either_heading(
    matched, office, heading, words
):
    found = matched([heading, "Figure"], [words, 7])
    assert [one.measure for one in found.given] == [office.count]
    assert found.refused == []


def test_a_code_of_one_beside_the_name_of_another_is_no_measure(matched):
    assert (
        "CO1 Days to decide" in said(matched(["Measure", "Figure"], ["CO1 Days to decide", 7]))[0]
    )


@pytest.mark.parametrize(
    "heading", ["October 2026", "Oct 2026", "Oct-26", "2026-10", Cell("1 Oct 2026", Kind.DATE)]
)
def test_a_column_headed_with_the_month_holds_its_figures(matched, office, heading):
    found = matched(["Code", "September 2026", heading], ["CO1", 5, 7])
    assert [one.cells.numerator for one in found.given] == ["7"]
    assert found.given[0].address("numerator") == "Sheet 1, C2"
    words = "These columns of the sheet “Sheet 1” were not read: B “September 2026”."
    assert found.notes == [words]
    beside = matched(["Code", heading, "Denominator"], ["PA1", 3, 4])
    cells = beside.given[0].cells
    assert (cells.numerator, cells.denominator) == ("3", "4")


def test_a_month_beside_a_column_of_figures_is_passed_over_by_name(matched):
    found = matched(["Code", "October 2026", "Figure"], ["CO1", 5, 7])
    assert [one.cells.numerator for one in found.given] == ["7"]
    assert "B “October 2026”" in found.notes[0]


def test_two_columns_for_the_month_refuse_the_file(matched):
    with pytest.raises(FileRefused, match="Columns B and C of row 1 are both headed"):
        matched(["Code", "Oct 2026", "October 2026"], ["CO1", 5, 6])


@pytest.mark.parametrize("other", ["September 2026", "Total", "Octopus 2026", "2026-13"])
def test_headings_that_were_seen_are_told(matched, other):
    with pytest.raises(FileRefused) as refused:
        matched(["Our figures"], ["Code", other, "Denominator"], ["CO1", 5, 6])
    assert f"row 2 has A “Code”; B “{other}”; C “Denominator”." in refused.value.message


def test_rows_without_figures_are_passed_over(matched):
    found = matched(HEAD, ["Front door"], ["PA1", "", "", ""], ["ZZ9"], ["", "", ""])
    assert (found.given, found.refused) == ([], [])


@pytest.mark.parametrize(
    ("head", "row", "told"),
    [
        (HEAD, ["ZZ9", 1], "Sheet 1, A2: “ZZ9” is not the code of a measure in use."),
        (HEAD, ["", 1], "Sheet 1, row 2: this row has figures but names no measure."),
        (["Measure", "Figure"], ["Nothing", 1], "Sheet 1, A2: “Nothing” is not a measure in use."),
        (
            ["Code", "Measure", "Figure"],
            ["CO1", "Days to decide", 1],
            "Sheet 1, A2: the code says CO1, but the name is that of DA1.",
        ),
    ],
)
def test_a_row_of_no_measure_is_refused(matched, head, row, told):
    assert said(matched(head, row)) == [told]


def test_a_name_that_two_measures_share_needs_a_code(office, matched):
    make_measure(office.area, name="Referrals")
    (told,) = said(matched(["Measure", "Figure"], ["Referrals", 1]))
    assert "more than one measure" in told


def test_a_name_of_a_councils_own_beside_a_code_does_no_harm(matched, office):
    found = matched(["Code", "Measure", "Figure"], ["CO1", "Contacts, as we call them", 1])
    assert found.given[0].measure == office.count


def test_another_councils_measure_is_unknown(matched, other_council):
    make_measure(make_area(other_council, "Elsewhere"), code="OT1")
    assert "OT1" in said(matched(HEAD, ["OT1", 1]))[0]


def test_a_measure_given_twice_is_taken_from_neither_row(matched):
    found = matched(HEAD, ["CO1", 1], ["PA1", 1, 2], ["co1", 2])
    assert [one.measure.code for one in found.given] == ["PA1"]
    (told,) = said(found)
    assert told.startswith("Sheet 1, row 4: CO1 is given in Sheet 1, row 2 as well.")


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (Cell("12 Mar 2026", Kind.DATE), "12 Mar 2026 is a date, not a number."),
        (Cell("#N/A", Kind.ERROR), "#N/A is an error, not a number."),
        (Cell("TRUE", Kind.TRUTH), "TRUE is not a number."),
        (Cell("", Kind.FORMULA), "this formula has not been worked out."),
        (Cell("1234000", Kind.SCALED), "this cell is shown in thousands"),
    ],
)
def test_a_cell_that_is_no_number_is_refused_by_address(matched, cell, told):
    found = matched(HEAD, ["PA1", cell, 5])
    assert found.given == []
    assert said(found)[0].startswith(f"Sheet 1, B2: {told}"[:30])
    assert told.rstrip(".") in said(found)[0]


def test_a_date_in_a_comment_is_a_word(matched):
    found = matched(HEAD, ["CO1", 5, "", "", Cell("12 Mar 2026", Kind.DATE)])
    assert found.given[0].cells.comment == "12 Mar 2026"


@pytest.mark.parametrize(
    ("word", "reason"),
    [("Not available", "not_available"), ("N/A", "not_applicable"), ("no cases", "no_cases")],
)
def test_a_reason_is_read_by_its_word(matched, word, reason):
    assert matched(HEAD, ["CO1", "", "", word]).given[0].cells.missing == reason


def test_one_number_has_no_denominator(matched):
    (told,) = said(matched(HEAD, ["CO1", 5, 9]))
    assert told.startswith("Sheet 1, C2: this measure takes one number")
    assert matched(HEAD, ["CO1", 5, "n/a"]).given[0].cells.denominator == ""


def test_a_worked_out_percentage_is_no_pair(matched):
    head = ["Code", "Numerator", "Denominator", "Value"]
    assert "worked out from two numbers" in said(matched(head, ["PA1", "", "", "92%"]))[0]
    kept = matched(head, ["PA1", 23, 25, "92%"], ["SH1", "", "", "92%"])
    assert [one.cells.numerator for one in kept.given] == ["23", "92%"]


def test_two_numbers_for_one_figure_have_to_agree(matched):
    head = ["Code", "Numerator", "Value"]
    assert said(matched(head, ["CO1", 5, 6])) == [
        "Sheet 1, C2: 6 here, but 5 in Sheet 1, B2. Keep one. (CO1 Referrals)"
    ]
    assert matched(head, ["CO1", 5, 5]).given[0].cells.numerator == "5"


@pytest.mark.parametrize("block", [Area(2, 2, 3, 2), Area(2, 2, 2, 3)])
def test_a_number_over_several_cells_belongs_to_none(matched, block):
    found = matched(HEAD, ["PA1", 3, ""], ["CO1", "", ""], merged=[block])
    assert found.given == []
    assert f"{block} is one merged cell" in said(found)[0]


def test_a_merged_title_does_no_harm(matched):
    found = matched(["Our figures"], HEAD, ["CO1", 5], merged=[Area(1, 1, 1, 5)])
    assert len(found.given) == 1


def test_columns_nobody_asked_for_are_named(matched):
    found = matched([*HEAD, "Owner", "Service area"], ["CO1", 5])
    assert found.notes == ["These columns of the sheet “Sheet 1” were not read: F “Owner”."]


def test_two_columns_for_one_thing_refuse_the_file(matched):
    with pytest.raises(FileRefused, match="Columns B and C of row 1 are both headed"):
        matched(["Code", "Figure", "Value"], ["CO1", 5, 6])


@pytest.mark.parametrize(
    "title",
    ["Testham: monthly return for September 2026", "Elsewhere: monthly return for October 2026"],
)
def test_a_template_of_another_return_is_not_read(matched, title):
    with pytest.raises(FileRefused, match="This is the template of"):
        matched([title], HEAD, ["CO1", 5])
    assert matched(["Testham: monthly return for October 2026"], HEAD, ["CO1", 5]).given


def test_every_sheet_with_headings_is_read(office):
    table = Table([grid_of(HEAD, ["CO1", 5]), grid_of(HEAD, ["PA1", 1, 2], name="More")])
    found = match(table, office.desk().measures, council=office.council, month=OCTOBER)
    assert [one.where for one in found.given] == ["Sheet 1, row 2", "More, row 2"]
