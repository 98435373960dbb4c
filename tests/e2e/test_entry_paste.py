"""Does a block from a spreadsheet land in its boxes, and is each cell that cannot be told?"""

from collections.abc import Sequence

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.looking import look_at, watch
from tests.e2e.sheets import boxes, cell, codes, kept, open_sheet, paste, value_of

SECTION = "help-and-protection"


@pytest.fixture
def sheet(one_officer) -> Page:
    open_sheet(one_officer, SECTION)
    return one_officer


def clipboard(rows: Sequence[Sequence[str]]) -> str:
    """Cells as Excel copies them: tabs, Windows line ends, quotes about a cell of two lines."""
    quoted = [
        ['"' + one.replace('"', '""') + '"' if "\n" in one else one for one in row] for row in rows
    ]
    return "".join("\t".join(row) + "\r\n" for row in quoted)


def takes_two(page: Page) -> list[bool]:
    return [
        bool(row.locator("input").count() == 2)
        for row in page.locator(".app-grid tbody tr[id]").all()
    ]


def told(page: Page) -> Locator:
    return page.get_by_role("region", name="filled")


def twelve_rows(page: Page) -> list[list[str]]:
    """What the sheet holds, as a spreadsheet would show it, with a comment on each line."""
    held = [
        [box.input_value() for box in row.locator("input").all()]
        for row in page.locator(".app-grid tbody tr[id]").all()
    ]
    rows = [[*[*one, ""][:2], f'Line {n}\n"checked"'] for n, one in enumerate(held[:12], 1)]
    for row in rows:
        row[0] = f" {int(row[0]):,} " if row[0].isdigit() else row[0]
    return rows


def test_twelve_rows_of_three_columns_with_a_bad_cell(sheet):
    said = watch(sheet)
    before = boxes(sheet)
    rows = twelve_rows(sheet)
    pairs = takes_two(sheet)
    bad, empty = codes(sheet)[2], codes(sheet)[11]
    rows[2][0], rows[11][0] = "abc", ""
    rows[1][1] = f"£{rows[1][1]}"
    held = cell(sheet, bad, "Numerator").input_value()
    paste(sheet, sheet.locator("tbody input").first, clipboard(rows))

    expect(told(sheet)).to_be_visible()
    expect(told(sheet).get_by_role("heading")).to_contain_text("1 refused")
    link = told(sheet).get_by_role("link")
    expect(link).to_contain_text(bad)
    expect(link).to_contain_text("“abc” is not a number")
    expect(sheet.locator("#said")).to_contain_text("1 refused")
    assert sheet.locator("tbody tr[id]").nth(2).locator("input").first.input_value() == held
    comments = [one.input_value() for one in sheet.locator("tbody textarea").all()[:12]]
    assert comments == [f'Line {n}\n"checked"' for n in range(1, 13)]
    assert cell(sheet, empty, "Numerator").input_value() == before_of(before, pairs, 11)
    look_at(sheet)
    link.click()
    expect(sheet.locator("tbody tr[id]").nth(2).locator("input").first).to_be_focused()

    sheet.get_by_role("button", name="Undo paste").click()
    expect(sheet.locator("#said")).to_contain_text("Paste undone")
    assert boxes(sheet) == before
    kept(sheet)
    assert said == []


def before_of(before: list[str], pairs: list[bool], row: int) -> str:
    """The first box of a row in the flat list of boxes."""
    return before[sum(4 if two else 3 for two in pairs[:row])]


def test_control_z_right_after_undoes_the_paste_and_only_then(sheet):
    first = sheet.locator("tbody textarea").first
    before = boxes(sheet)
    paste(sheet, first, "One\r\nTwo\tThree\r\n")
    expect(told(sheet).get_by_role("heading")).to_contain_text("2 boxes filled, 1 refused")
    sheet.keyboard.press("Control+Z")
    expect(sheet.locator("#pasted")).to_contain_text("Paste undone")
    assert boxes(sheet) == before

    paste(sheet, first, "One\tx\r\nTwo\r\n")
    expect(told(sheet).get_by_role("heading")).to_contain_text("2 boxes filled, 1 refused")
    first.press_sequentially("!")
    sheet.get_by_role("button", name="Undo paste").click()
    expect(sheet.locator("#pasted")).to_contain_text("1 box typed into since")
    expect(first).to_have_value("One!")
    first.fill("")
    kept(sheet)


def test_names_and_headings_lead_each_figure_to_its_line(sheet):
    third, first = codes(sheet)[2], codes(sheet)[0]
    block = f"Code\tNote\tStatus\n{third}\tfor the third\tx\n{first}\tfor the first\ty\nZZ9\tz\n"
    paste(sheet, sheet.locator("tbody input").nth(5), block)
    expect(told(sheet).get_by_role("heading")).to_contain_text("2 boxes filled, 2 refused")
    expect(cell(sheet, third, "Comment")).to_have_value("for the third")
    expect(cell(sheet, first, "Comment")).to_have_value("for the first")
    expect(told(sheet)).to_contain_text("Column “Status” was left out")
    expect(told(sheet)).to_contain_text("“ZZ9” is not a measure on this sheet")
    sheet.keyboard.press("Control+Z")
    kept(sheet)


def test_a_block_too_long_and_too_wide_is_refused_by_name(sheet):
    last = sheet.locator("tbody textarea").last
    paste(sheet, last, "Fits\tover the edge\r\nbelow the edge\r\n")
    expect(told(sheet).get_by_role("heading")).to_contain_text("1 box filled, 2 refused")
    expect(told(sheet)).to_contain_text("“over the edge”")
    expect(told(sheet)).to_contain_text("“below the edge”: left out, since the sheet has no more")
    sheet.keyboard.press("Control+Z")
    kept(sheet)


def test_a_word_for_none_becomes_the_reason(sheet):
    row = next(n for n, two in enumerate(takes_two(sheet)) if not two and n != 2)
    code = codes(sheet)[row]
    paste(sheet, cell(sheet, code, "Numerator"), "n/a\t\r\n")
    expect(cell(sheet, code, "If there is none, why")).to_have_value("not_applicable")
    expect(cell(sheet, code, "Numerator")).to_have_value("")
    expect(value_of(sheet, code)).to_contain_text("Not applicable")
    expect(told(sheet).get_by_role("heading")).to_have_text("1 box filled")
    sheet.keyboard.press("Control+Z")
    expect(cell(sheet, code, "If there is none, why")).to_have_value("")
    kept(sheet)


def test_words_of_several_lines_stay_in_the_comment_they_are_pasted_into(sheet):
    comment, below = sheet.locator("tbody textarea").nth(3), sheet.locator("tbody textarea").nth(4)
    others = below.input_value()
    comment.fill("")
    paste(sheet, comment, "first line\nsecond line")
    expect(comment).to_have_value("first line\nsecond line")
    assert below.input_value() == others
    expect(sheet.locator("#pasted")).to_be_hidden()
    kept(sheet)


SPLITS = {
    "windows": ("1\t2\r\n3\t4\r\n", [["1", "2"], ["3", "4"]]),
    "quoted": ('"a\nb"\t"say ""so"""\n', [["a\nb", 'say "so"']]),
    "loose quote": ('"a\tb\n', [['"a', "b"]]),
    "spaces": (" 1 \t\u00a012\u00a0%\n\n\n", [["1", "12\u00a0%"]]),
    "gaps": ("\t\t3\n1\n", [["", "", "3"], ["1"]]),
    "nothing": ("\r\n", []),
}


def test_clipboard_text_splits_into_cells(sheet):
    source = sheet.locator("script[src*='entry/main']").get_attribute("src")
    split = "async ([source, text]) => (await import(source)).splitCells(text)"
    source = source.replace("main", "splitting")
    for name, (text, cells) in SPLITS.items():
        assert sheet.evaluate(split, [source, text]) == cells, name
