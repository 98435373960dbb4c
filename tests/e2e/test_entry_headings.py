"""Does the heading row of a pasted block lead each column home, and is nothing guessed without?"""

import pytest
from playwright.sync_api import Page, expect

from improvement.rules.month import Month
from scorecard.uploads.template import HEADINGS
from tests.e2e.sheets import boxes, cell, codes, kept, open_month, open_sheet, paste

SECTION = "help-and-protection"


@pytest.fixture
def sheet(one_officer) -> Page:
    open_sheet(one_officer, SECTION)
    return one_officer


def pair_of(page: Page) -> str:
    """The code of a measure that takes two numbers, both of them keyed."""
    return next(one for one in codes(page) if cell(page, one, "Denominator").count())


def single_of(page: Page) -> str:
    """The code of a measure that takes one number."""
    return next(one for one in codes(page) if not cell(page, one, "Denominator").count())


def pasted(page: Page, *rows: str) -> None:
    """Paste rows, written with bars for tabs, into the first box."""
    block = "".join("\t".join(part.strip() for part in row.split("|")) + "\n" for row in rows)
    paste(page, page.locator("tbody input").first, block)


def title(page: Page):
    return page.locator("#paste-title")


def months() -> tuple[str, str, str]:
    """The month of the return, the one before and that of a year ago, as short as on the sheet."""
    month = Month.parse(open_month())
    return month.short, month.previous.short, month.same_month_last_year.short


NOW, LAST, YEAR_AGO = months()
SPOKEN = {
    "another month": f"Measure|{LAST}|Numerator|Denominator",
    "words nobody knows": "Measure|Previous|Num.|Den.",
    "the months in the headings": f"Measure|{LAST} num|{NOW.replace(' 20', '-')} num|{NOW} den",
    "a value first": "Measure|Value|Numerator|Denominator",
    "no word for the measure": f"What|{LAST}|Numerator|Denominator",
}


@pytest.mark.parametrize("headings", SPOKEN.values(), ids=SPOKEN)
def test_each_column_goes_where_its_heading_says(sheet, headings):
    code = pair_of(sheet)
    left, comment = headings.split("|")[1], cell(sheet, code, "Comment").input_value()
    pasted(sheet, headings, f"{code}|12.4|31|250")
    expect(title(sheet)).to_have_text("2 boxes filled, 1 refused")
    expect(cell(sheet, code, "Numerator")).to_have_value("31")
    expect(cell(sheet, code, "Denominator")).to_have_value("250")
    expect(cell(sheet, code, "Comment")).to_have_value(comment)
    expect(sheet.locator("#pasted")).to_contain_text(f"Column “{left}” was left out")
    sheet.keyboard.press("Control+Z")
    kept(sheet)


def test_the_grid_s_own_headings_are_headings(sheet):
    code = pair_of(sheet)
    own = sheet.locator("thead th").all_inner_texts()
    pasted(sheet, "|".join(own), f"{code}|11%|12%|31|250|12%||as counted")
    expect(title(sheet)).to_have_text("3 boxes filled, 3 refused")
    for left in (YEAR_AGO, LAST, "Value"):
        expect(sheet.locator("#pasted")).to_contain_text(f"Column “{left}” was left out")
    expect(cell(sheet, code, "Denominator")).to_have_value("250")
    expect(cell(sheet, code, "Comment")).to_have_value("as counted")
    sheet.keyboard.press("Control+Z")
    kept(sheet)


def test_the_template_s_own_headings_are_headings(sheet):
    code = pair_of(sheet)
    own = "|".join(heading for heading, _ in HEADINGS)
    pasted(sheet, own, f"Help|{code}||what|%|12%|31|250||from the template")
    expect(title(sheet)).to_have_text("3 boxes filled")
    expect(cell(sheet, code, "Numerator")).to_have_value("31")
    expect(cell(sheet, code, "Denominator")).to_have_value("250")
    expect(sheet.locator("#pasted")).to_contain_text("“Last month” passed over")
    sheet.keyboard.press("Control+Z")
    kept(sheet)


@pytest.mark.parametrize(
    "headings", [f"Measure|{LAST}|{YEAR_AGO}", "What|Before|After", "Measure|Before|Denominator"]
)
def test_headings_that_name_no_figure_are_asked_about(sheet, headings):
    before = boxes(sheet)
    pasted(sheet, headings, f"{pair_of(sheet)}|31|250")
    expect(title(sheet)).to_have_text("Nothing was filled in")
    expect(sheet.locator("#pasted")).to_contain_text("Which column holds the")
    assert boxes(sheet) == before


def test_a_value_fills_only_what_is_keyed_as_one_number(sheet):
    pair, single = pair_of(sheet), single_of(sheet)
    held = cell(sheet, pair, "Numerator").input_value()
    pasted(sheet, f"KPI|{NOW}", f"{pair}|12.4", f"{single}|7", "ZZ9|1")
    expect(title(sheet)).to_have_text("1 box filled, 2 refused")
    expect(cell(sheet, single, "Numerator")).to_have_value("7")
    expect(cell(sheet, pair, "Numerator")).to_have_value(held)
    expect(sheet.locator("#pasted")).to_contain_text("takes a numerator and a denominator")
    sheet.keyboard.press("Control+Z")
    kept(sheet)


def test_rows_are_counted_as_the_spreadsheet_counts_them(sheet):
    pasted(sheet, "Code|Comment", f"{pair_of(sheet)}|first", "|nobody's")
    expect(sheet.locator("#pasted")).to_contain_text("Row 3 of what you pasted, “nobody's”")
    sheet.keyboard.press("Control+Z")
    kept(sheet)


@pytest.mark.parametrize(
    ("top", "whole", "said"),
    [("abc", "300", "“abc” is not a number"), ("200", "60", "is more than the denominator (60)")],
)
def test_a_pair_is_filled_whole_or_not_at_all(sheet, top, whole, said):
    code = pair_of(sheet)
    first, second = cell(sheet, code, "Numerator"), cell(sheet, code, "Denominator")
    held = first.input_value(), second.input_value()
    paste(sheet, first, f"{top}\t{whole}\n")
    expect(title(sheet)).to_have_text("Nothing was filled in, 2 refused")
    expect(first).to_have_value(held[0])
    expect(second).to_have_value(held[1])
    listed = sheet.locator(".app-paste__list li")
    expect(listed).to_contain_text([said, f"“{whole}” was not filled in without the other"])
    kept(sheet)
    expect(first).not_to_have_attribute("aria-invalid", "true")
