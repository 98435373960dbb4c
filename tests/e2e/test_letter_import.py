"""A letter in a real browser: uploaded, put right beside its pages, confirmed, found again."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.e2e.looking import follow, look_at, watch
from tests.inspections.letters.layouts import Style, ilacs, jtai, pdf

LETTERS = Path(settings.BASE_DIR).parent / "shared" / "data" / "letters"
COUNCIL = "/councils/blackpool"
GRADES = [
    ("leaders", "Good"),
    ("help", "Requires improvement to be good"),
    ("care", "Good"),
    ("leavers", "Outstanding"),
    ("overall", "Good"),
]
TO_IMPROVE = [
    "How soon assessments begin at the front door. The oversight of managers.",
    "The quality of pathway plans for care leavers.",
    "How well return interviews inform safety planning.",
]


def send(page: Page, name: str, data: bytes, council: str = COUNCIL) -> None:
    page.goto(f"{council}/letters/upload/")
    page.get_by_label("The letter or report").set_input_files(
        {"name": name, "mimeType": "application/pdf", "buffer": data}
    )
    follow(page.get_by_role("button", name="Upload and read"))


def press(page: Page, name: str) -> None:
    follow(page.get_by_role("button", name=name, exact=True))


def finding(page: Page, number: int):
    return page.get_by_label(f"Text of finding {number}", exact=True)


def test_a_letter_becomes_an_inspection_in_a_few_minutes(person):
    lead = person("improvement")
    said = watch(lead)
    lead.goto(f"{COUNCIL}/inspections/")
    follow(lead.get_by_role("button", name="Upload a letter"))
    look_at(lead)

    # A broken file is told at its field, and nothing is kept of it.
    send(lead, "broken.pdf", b"%PDF-1.7 and then nothing")
    expect(lead).to_have_title(re.compile("^Error: "))
    lead.get_by_role("alert").get_by_role("link").click()
    expect(lead.get_by_label("The letter or report")).to_be_focused()
    look_at(lead)

    letter = pdf(
        ilacs(
            "Inspection of Blackpool children’s services", "12 to 16 June 2023", GRADES, TO_IMPROVE
        )
    )
    send(lead, "blackpool.pdf", letter)
    look_at(lead)
    expect(lead.get_by_label("First day", exact=True)).to_have_value("12/6/2023")
    expect(lead.get_by_label(re.compile("^The impact of leaders"))).to_have_value("good")
    expect(finding(lead, 1)).to_have_value(TO_IMPROVE[0])
    drawn = "document.getElementById('letter-picture').naturalWidth"
    assert lead.evaluate(drawn) > 500

    # Another page comes beside what has been typed, without leaving.
    finding(lead, 2).fill("The quality of pathway plans, and when they are written.")
    lead.get_by_role("button", name="Page 2", exact=True).click()
    expect(lead.locator("#letter-picture")).to_have_attribute("src", re.compile("/pages/2.png$"))
    expect(finding(lead, 2)).to_have_value(re.compile("when they are written"))

    # Split where the cursor stands; leave one out and bring it back; merge; add one.
    at = TO_IMPROVE[0].index("The oversight")
    finding(lead, 1).evaluate(f"box => box.setSelectionRange({at}, {at})")
    press(lead, "Split finding 1")
    expect(finding(lead, 2)).to_have_value("The oversight of managers.")
    expect(finding(lead, 3)).to_have_value(re.compile("when they are written"))
    press(lead, "Leave out finding 2")
    look_at(lead)
    follow(lead.get_by_role("button", name=re.compile("^Bring it back")))
    press(lead, "Merge finding 1 with the next")
    expect(finding(lead, 1)).to_have_value(TO_IMPROVE[0])

    # What cannot be is named when it goes on, and each fault leads to its field.
    lead.get_by_label("First day", exact=True).fill("soon")
    press(lead, "Save and go on")
    look_at(lead)
    lead.get_by_role("alert").get_by_role("link").first.click()
    expect(lead.get_by_label("First day", exact=True)).to_be_focused()
    lead.get_by_label("First day", exact=True).fill("12 June 2023")
    press(lead, "Save and go on")
    look_at(lead)
    press(lead, "Confirm and record the inspection")

    # It stands, with its judgements and findings, and leads back to the letter's pages.
    expect(lead.locator("main")).to_contain_text("when they are written")
    expect(lead.get_by_role("row", name="Overall effectiveness Good", exact=True)).to_be_visible()
    look_at(lead)
    follow(lead.get_by_role("link", name="blackpool.pdf"))
    look_at(lead)
    lead.goto(f"{COUNCIL}/letters/search/?q=families+calm")
    expect(lead.get_by_role("table")).to_contain_text("calm worker")
    look_at(lead)

    # The same letter again leads to the first.
    send(lead, "again.pdf", letter)
    expect(lead.locator("main")).to_contain_text("This letter was uploaded before")
    lead.goto(f"{COUNCIL}/letters/")
    expect(lead.get_by_role("row")).to_have_count(2)
    look_at(lead)
    assert said == []


def test_a_letter_on_a_small_screen_and_without_script(person, browser, site):
    lead = person("improvement", width=375)
    letter = pdf(
        jtai(
            "Blackpool", "the response to neglect", "6 to 10 March 2023", "21 April 2023",
            TO_IMPROVE, ["Schools are part of every plan."], style=Style(filler=14),
        )
    )  # fmt: skip
    send(lead, "neglect.pdf", letter)
    look_at(lead)
    press(lead, "Save and go on")
    look_at(lead)
    lead.goto(f"{COUNCIL}/letters/")
    look_at(lead)
    follow(lead.get_by_role("link", name=re.compile("^Joint targeted")))
    address = lead.url

    state = lead.context.storage_state()
    plain = browser.new_context(base_url=site, java_script_enabled=False, storage_state=state)
    page = plain.new_page()
    page.goto(address)
    finding(page, 1).fill("How soon assessments begin.\n\nThe oversight of managers.")
    press(page, "Split finding 1")
    expect(finding(page, 2)).to_have_value("The oversight of managers.")
    press(page, "Page 2")
    expect(page.locator("#letter-picture")).to_have_attribute("src", re.compile("/pages/2.png$"))
    plain.close()

    lead.goto(address)
    follow(lead.get_by_role("link", name="Discard this letter"))
    look_at(lead)
    press(lead, "Discard the letter")
    expect(lead.locator("main")).to_contain_text("neglect.pdf has been discarded")


@pytest.mark.skipif(not LETTERS.exists(), reason=f"The published letters are not at {LETTERS}.")
def test_published_letters_join_what_is_recorded_already(person):
    lead, council = person("improvement"), "/councils/blackburn-with-darwen"
    said = watch(lead)
    name = "ilacs-blackburn-with-darwen-2022-03-18.pdf"
    send(lead, name, (LETTERS / name).read_bytes(), council)
    look_at(lead)
    expect(lead.locator(".app-lead")).to_contain_text("10 areas for improvement")
    press(lead, "Save and go on")
    look_at(lead)
    expect(lead.locator("main")).to_contain_text("To the inspection already recorded")
    press(lead, "Confirm the letter")
    expect(lead.locator("main")).to_contain_text("24 January 2022")
    look_at(lead)

    name = "jtai-blackburn-with-darwen-2023-07-14.pdf"
    send(lead, name, (LETTERS / name).read_bytes(), council)
    expect(lead.locator(".app-lead")).to_contain_text("8 areas for improvement and 7 strengths")
    finding(lead, 8).fill("Children and families have too small a part in shaping services.")
    press(lead, "Save and go on")
    look_at(lead)
    lead.get_by_label("Put the letter’s own words").check()
    press(lead, "Confirm the letter")
    expect(lead.locator("main")).to_contain_text("too small a part in shaping services")
    look_at(lead)
    for part in ("history", "judgements"):
        lead.goto(f"{council}/inspections/{part}/")
        look_at(lead)
    assert said == []
