"""Can a lead see what is late, whose move it is, and move a month's due day, wide and narrow?"""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from improvement.holidays import bank_holidays
from improvement.rules.month import Month
from improvement.rules.workingdays import return_due
from tests.e2e.looking import follow, look_at, watch

RETURNS = "/councils/exampleshire/returns/"


@pytest.mark.parametrize("width", [1280, 375])
def test_a_due_day_is_moved_and_the_calendar_follows(person, width):
    month = Month.of(timezone.localdate()).previous
    nth = 1 if width == 1280 else 2
    due = return_due(month, nth, bank_holidays())
    page = person("lead", width=width)
    said = watch(page)
    page.goto(RETURNS)
    steps = page.locator("details.app-steps[open]").first
    expect(steps.get_by_role("link").first).to_be_visible()
    expect(steps).to_contain_text("With ")
    follow(page.get_by_role("link", name=month.label, exact=True))
    look_at(page, colours=width == 1280)
    follow(page.get_by_role("link", name="Move the due day"))
    look_at(page, colours=width == 1280)
    follow(page.get_by_role("button", name="Move the due day"))
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    look_at(page, colours=width == 1280)
    page.get_by_label("New due day").fill(f"{due.day}/{due.month}/{due.year}")
    page.get_by_label("Why it moves").fill("The board meets early this month.")
    follow(page.get_by_role("button", name="Move the due day"))
    expect(page.locator("main")).to_contain_text(f"Due {due.day} {due:%B %Y}")
    look_at(page, colours=width == 1280)
    for address in (RETURNS, f"{RETURNS}late/", "/"):
        page.goto(address)
        look_at(page, colours=width == 1280)
    assert said == []
