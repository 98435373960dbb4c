"""A lead decides what the council measures, in a browser: every page whole, nothing typed lost."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.looking import follow, look_at, look_wide_and_narrow, watch

COUNCIL, QUIET = "/councils/exampleshire", "/councils/blackburn-with-darwen"


def refused(page: Page, button: str, *told: str) -> None:
    """Send, and find the page whole with its faults named at the top, the first one at hand."""
    follow(page.get_by_role("button", name=button))
    summary = page.get_by_role("alert")
    for one in told:
        expect(summary).to_contain_text(one)
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    look_at(page)


def send(page: Page, button: str, told: str) -> None:
    follow(page.get_by_role("button", name=button))
    expect(page.locator("main")).to_contain_text(told)


def test_each_page_is_whole_wide_and_narrow(person):
    lead = person("lead")
    said = watch(lead)
    for address in (
        f"{COUNCIL}/catalogue/", f"{COUNCIL}/catalogue/unused/", f"{COUNCIL}/catalogue/ED4/",
        f"{COUNCIL}/catalogue/ED4/adopt/", f"{COUNCIL}/catalogue/add/",
        f"{COUNCIL}/measures/CP6/settings/", f"{COUNCIL}/measures/CP6/retire/",
        f"{COUNCIL}/measures/CP6/target/", f"{COUNCIL}/measures/CP6/limits/",
        f"{COUNCIL}/measures/FD5/limits/",
    ):  # fmt: skip
        assert lead.goto(address).status == 200, address
        look_wide_and_narrow(lead)
    assert said == []


def test_a_lead_adopts_a_measure_aims_and_retires_it(person):
    lead = person("lead")
    lead.goto(f"{QUIET}/")
    follow(lead.get_by_role("navigation").get_by_role("link", name="Measures"))
    follow(lead.get_by_role("link", name="Not in use"))
    follow(lead.get_by_role("link", name="Adopt FD2"))
    owner = lead.get_by_label("Owner, as a role")
    owner.fill("Head of Front Door")
    lead.get_by_label("Target (optional)").fill("TBC")
    refused(lead, "Adopt measure", "Choose a service area", "leave the measure without one")
    expect(owner).to_have_value("Head of Front Door")
    lead.get_by_label("Service area").select_option(index=1)
    lead.get_by_label("Target (optional)").fill("at least 90%")
    refused(lead, "Adopt measure", "Say why the council aims for this")
    lead.get_by_label("Why the council aims for this").fill("The plan’s first year")
    send(lead, "Adopt measure", "FD2 is in use.")
    expect(lead.get_by_role("table")).to_contain_text("90%+")

    follow(lead.get_by_role("link", name="Set a target"))
    lead.get_by_label("From month").fill("3/2098")
    lead.get_by_label("Target", exact=True).fill("95")
    lead.get_by_label("Reason").fill("The plan’s second year")
    refused(lead, "Set target", "write 95+")
    lead.get_by_label("Target", exact=True).fill("95+")
    refused(lead, "Set target", "nothing is agreed further ahead")
    expect(lead.get_by_label("Reason")).to_have_value("The plan’s second year")
    lead.get_by_label("From month").fill("11/2026")
    send(lead, "Set target", "The target of FD2 is 95%+ from November 2026.")

    lead.goto(f"{QUIET}/measures/FD2/settings/")
    lead.get_by_label("Baseline (optional)", exact=True).fill("about 60")
    lead.get_by_label("Why this changes").fill("Agreed by the board")
    refused(lead, "Save settings", "“about 60” is not a number")
    lead.get_by_label("Baseline (optional)", exact=True).fill("60")
    send(lead, "Save settings", "FD2 has been changed.")
    history = lead.locator(".app-timeline")
    expect(history).to_contain_text("Baseline: from nothing to 60")
    expect(history).to_contain_text("95%+ from November 2026")
    look_at(lead)

    follow(lead.get_by_role("link", name="Retire this measure"))
    refused(lead, "Retire measure", "Say why.")
    lead.get_by_label("Why").fill("Only to show how")
    send(lead, "Retire measure", "FD2 is retired.")


def test_a_second_lead_is_shown_what_the_first_one_saved(person):
    lead, deputy = person("lead"), person("deputy")
    for page in (lead, deputy):
        page.goto(f"{COUNCIL}/measures/YJ1/settings/")
    lead.get_by_label("Owner, as a role").fill("Head of Youth Justice")
    send(lead, "Save settings", "YJ1 has been changed.")
    deputy.get_by_label("Owner, as a role").fill("Director")
    refused(deputy, "Save settings", "meanwhile: Head of Youth Justice")
    expect(deputy.get_by_label("Owner, as a role")).to_have_value("Director")
    send(deputy, "Save settings", "YJ1 has been changed.")


def test_a_measure_of_our_own(person):
    lead = person("lead")
    lead.goto(f"{QUIET}/catalogue/")
    follow(lead.get_by_role("button", name="Add a measure of our own"))
    lead.get_by_label("Code").fill("ZZ9")
    refused(lead, "Add measure", "Enter name", "Choose unit", "Choose a service area")
    expect(lead.get_by_label("Code")).to_have_value("ZZ9")
    for label, words in (
        ("Name", "Letters answered in time"), ("Group", "Additional indicators"),
        ("What it is", "Share of letters that were answered within ten working days."),
        ("Why it matters", "Higher is better: families should not wait for an answer."),
        ("What is counted", "Letters answered within ten working days"),
    ):  # fmt: skip
        lead.get_by_role("textbox", name=label, exact=label == "Name").fill(words)
    lead.get_by_label("Theme").select_option("timeliness")
    lead.get_by_label("Unit").select_option("percent")
    lead.get_by_label("What stretch of time").select_option("month")
    lead.get_by_label("Which way is good", exact=True).select_option("higher")
    lead.get_by_label("Service area").select_option(index=1)
    refused(lead, "Add measure", "say what it is out of")
    lead.get_by_label("Out of what").fill("Letters received")
    send(lead, "Add measure", "The measure is defined and in use.")
    look_at(lead)
    follow(lead.get_by_role("link", name="Retire this measure"))
    lead.get_by_label("Why").fill("Only to show how")
    send(lead, "Retire measure", "ZZ9 is retired.")


def test_limits_are_worked_out_anew_and_run_on_again(person):
    lead = person("lead")
    lead.goto(f"{COUNCIL}/measures/CP6/settings/")
    follow(lead.get_by_role("link", name="Work limits out anew"))
    refused(lead, "Work limits out anew", "Enter a month", "Say what changed")
    lead.get_by_label("From month").fill("May 2026")
    lead.get_by_label("What changed").fill("A new recording system")
    send(lead, "Work limits out anew", "The limits of CP6 are worked out anew.")
    look_at(lead)
    follow(lead.get_by_role("link", name=re.compile("Remove.*May 2026")))
    refused(lead, "Remove rebase", "Say why it is removed.")
    lead.get_by_label("Why it is removed").fill("It went live in June")
    send(lead, "Remove rebase", "The rebase is removed.")
