"""Is a page that is not whole found out? The negative control of every look at a page."""

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.looking import faults, look_at

ROWS = "".join(f"<tr><td>Row {number}</td></tr>" for number in range(20))
WHOLE = f"""
<!doctype html><html lang="en"><head><title>Rows</title>
<style>.pale {{ background: #fff }} .below {{ margin-top: 3000px }}</style></head>
<body><main><h1>Rows</h1><table><caption>All</caption>{ROWS}</table>
<p class="below">The end</p></main></body></html>"""


@pytest.fixture
def page(browser: Browser):
    page = browser.new_page()
    page.set_content(WHOLE)
    yield page
    page.close()


def test_a_whole_page_has_no_fault(page):
    look_at(page)


@pytest.mark.parametrize("deed", [
    "document.querySelectorAll('td')[11].style.color = '#bbb'",
    "document.querySelectorAll('td')[11].style.background = '#222'",
    "document.querySelectorAll('tr')[11].style.background = '#222'",
    "document.querySelectorAll('tr')[11].style.opacity = '0.3'",
    "document.querySelector('.below').style.color = '#bbb'",
])  # fmt: skip
def test_one_faint_word_among_many_that_look_alike_is_found(page: Page, deed):
    page.evaluate(deed)
    (fault,) = faults(page)
    assert fault.startswith("color-contrast: ")
    assert faults(page, colours=False) == []
    assert faults(page) == [fault], "after a look without colours, they are asked about again"


@pytest.mark.parametrize(("deed", "rule"), [
    ("document.querySelector('main').append(new Image())", "image-alt"),
    ("document.documentElement.removeAttribute('lang')", "html-has-lang"),
    ("document.querySelector('td').append(document.createElement('button'))", "button-name"),
])  # fmt: skip
def test_other_faults_are_found_with_and_without_colours(page: Page, deed, rule):
    page.evaluate(deed)
    for colours in (True, False):
        assert [one.split(":")[0] for one in faults(page, colours=colours)] == [rule]


@pytest.mark.parametrize("deed", [
    "document.querySelector('h1').remove()",
    "document.querySelector('.below').style.width = '5000px'",
])  # fmt: skip
def test_a_page_too_wide_or_without_its_heading_is_found(page: Page, deed):
    page.evaluate(deed)
    with pytest.raises(AssertionError):
        look_at(page, colours=False)
