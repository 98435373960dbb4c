"""The register of findings in a browser: narrowed, changed together, linked, by keys alone."""

from playwright.sync_api import Page, expect

from tests.e2e.looking import follow, look_at, look_wide_and_narrow, watch

COUNCIL = "/councils/exampleshire"
FINDINGS = f"{COUNCIL}/findings/"


def press_on(page: Page, name: str, role: str = "button") -> None:
    """Reach a button or link and press Enter on it: no pointer."""
    target = page.get_by_role(role, name=name).first
    target.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_each_page_is_whole_wide_and_narrow(person):
    lead = person("improvement")
    said = watch(lead)
    lead.goto(f"{FINDINGS}?status=confirmed")
    finding = lead.get_by_role("table").get_by_role("link").first.get_attribute("href")
    lead.goto(f"{FINDINGS}?kind=strength")
    strength = lead.get_by_role("table").get_by_role("link").first.get_attribute("href")
    for address in (
        FINDINGS, f"{FINDINGS}?again=yes", f"{FINDINGS}repeats/", f"{FINDINGS}strengths/",
        f"{FINDINGS}change-many/", finding, f"{finding}edit/", strength, f"{strength}standing/",
    ):  # fmt: skip
        assert lead.goto(address).status == 200, address
        look_wide_and_narrow(lead)
    assert said == []


def test_findings_are_narrowed_ticked_and_changed_together(person):
    lead = person("improvement")
    lead.goto(FINDINGS)
    lead.get_by_label("Theme").select_option("SEND")
    press_on(lead, "Apply filters")
    every = lead.get_by_label("Tick every finding on this page")
    every.focus()
    lead.keyboard.press("Space")
    expect(lead.get_by_role("status")).to_have_text("2 ticked")
    lead.get_by_label("Tick EX-10").focus()
    lead.keyboard.press("Space")
    expect(lead.get_by_role("status")).to_have_text("1 ticked")
    lead.keyboard.press("Space")
    press_on(lead, "Change ticked findings")

    press_on(lead, "See what will change")
    expect(lead.get_by_role("alert")).to_contain_text("Choose something to change")
    look_at(lead)
    lead.get_by_label("Who answers for them").select_option(label="Owen Owner")
    lead.get_by_label("New status").select_option(label="Action planned")
    lead.get_by_label("Reason").fill("Agreed with health partners")
    press_on(lead, "See what will change")
    table = lead.get_by_role("table")
    expect(table).to_contain_text("EX-11")
    expect(table).to_contain_text("Owen Owner")
    look_at(lead)

    press_on(lead, "Confirm: change")
    expect(lead.locator("main, [role=alert]").first).to_be_visible()
    expect(lead.get_by_role("alert")).to_contain_text("have been changed")
    lead.goto(f"{FINDINGS}?theme=SEND")
    expect(lead.get_by_role("table").get_by_text("Owen Owner")).to_have_count(2)
    follow(lead.get_by_role("link", name="EX-11"))
    expect(lead.locator("main")).to_contain_text("Moved to Action planned by Imran Improvement")


def test_a_matter_that_returned_is_linked_and_another_told_apart(person):
    lead = person("improvement")
    lead.goto(FINDINGS)
    press_on(lead, "Possible repeats", "link")
    look_at(lead)
    press_on(lead, "Same matter: link EX-24 to EX-05")
    expect(lead.get_by_role("alert")).to_contain_text("EX-24 is linked to EX-05")
    while lead.get_by_role("button", name="Not the same").count():
        press_on(lead, "Not the same")
    expect(lead.locator("main")).to_contain_text("No finding reads like an earlier one")
    look_at(lead)
    lead.goto(f"{FINDINGS}?again=yes&search=EX-24")
    expect(lead.get_by_role("table")).to_contain_text("Second time since")


def test_a_board_member_reads_the_register_and_changes_nothing(person):
    board = person("board", width=375)
    board.goto(FINDINGS)
    look_at(board)
    expect(board.get_by_role("button", name="Change ticked findings")).to_have_count(0)
    follow(board.get_by_role("link", name="Strengths"))
    look_at(board)
    expect(board.get_by_text("Look again")).to_have_count(0)
