"""How does a test work an entry sheet as an officer does?"""

from datetime import date

from playwright.sync_api import Locator, Page, expect

COUNCIL = "/councils/exampleshire"
KEPT = "Kept at"


def open_month() -> str:
    """The demo's open month: the last complete one."""
    today = date.today()  # noqa: DTZ011 - the demo is loaded by the same machine's clock
    return f"{today.year - (today.month == 1)}-{(today.month - 2) % 12 + 1:02}"


def open_sheet(page: Page, area: str) -> None:
    """To a section's sheet, when its script is there too."""
    page.goto(f"{COUNCIL}/returns/{open_month()}/{area}/")
    ready(page)


def ready(page: Page) -> None:
    """The sheet's script shows the help on keys once it runs."""
    expect(page.locator("#keys")).to_be_visible()


def cell(page: Page, code: str, column: str) -> Locator:
    """The box of a measure's line in a column, as a screen reader would name it."""
    row = page.locator("tbody tr").filter(has=page.get_by_text(code, exact=True))
    return row.get_by_label(column)


def value_of(page: Page, code: str) -> Locator:
    """What a line comes to."""
    row = page.locator("tbody tr").filter(has=page.get_by_text(code, exact=True))
    return row.locator(".app-grid__value")


def codes(page: Page) -> list[str]:
    """The measures of the sheet, from the top."""
    return page.locator(".app-grid__code").all_inner_texts()


def boxes(page: Page) -> list[str]:
    """What stands in every box, in order."""
    return page.evaluate(
        "[...document.querySelectorAll('.app-grid tbody :is(input, select, textarea)')]"
        ".map((box) => box.value)"
    )


def paste(page: Page, at: Locator, text: str) -> None:
    """Paste as a person does: the words are on the clipboard, the focus is in a box."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("(text) => navigator.clipboard.writeText(text)", text)
    at.focus()
    page.keyboard.press("Control+V")


def kept(page: Page) -> None:
    """Everything typed so far is on the server. Asked again and again: the page forbids eval."""
    for _ in range(200):
        held = page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('typed:'))")
        if not held:
            break
        page.wait_for_timeout(50)
    assert held == []
    expect(page.locator("#kept")).to_contain_text(KEPT)
