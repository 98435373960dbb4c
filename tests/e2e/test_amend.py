"""An approved figure is put right by two leads in a browser: nobody alone, nothing forgotten."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.looking import follow, look_at, look_wide_and_narrow, watch

COUNCIL = "/councils/exampleshire"
CODE = "YJ2"
WHY = "Three young people were counted in two cohorts."


def month_of(page: Page) -> str:
    """The latest month that is wholly approved: the one that the scorecard shows unasked."""
    page.goto(f"{COUNCIL}/scorecard/")
    return re.search(r"(\d{4}-\d{2})/?$", page.url)[1]


def value_on_scorecard(page: Page, month: str) -> str:
    page.goto(f"{COUNCIL}/scorecard/{month}/")
    row = page.get_by_role("row").filter(has=page.locator(f'a[href$="/measures/{CODE}/"]'))
    return row.locator("td.app-sc__now").inner_text().split()[0]


def test_each_page_is_whole_wide_and_narrow(person):
    lead = person("lead")
    month = month_of(lead)
    for address in (
        f"{COUNCIL}/amendments/", f"{COUNCIL}/amendments/?status=declined",
        f"{COUNCIL}/amendments/1/", f"{COUNCIL}/amendments/2/", f"{COUNCIL}/measures/LC4/",
        f"{COUNCIL}/measures/LC4/{month}/amend/", f"{COUNCIL}/measures/CP2/{month}/amend/",
        f"{COUNCIL}/returns/{month}/youth-justice/check/",
    ):  # fmt: skip
        assert lead.goto(address).status == 200, address
        look_wide_and_narrow(lead)


def test_one_lead_proposes_and_cannot_approve_another_does_and_the_board_sees_both(person):
    lead = person("lead")
    said = watch(lead)
    month = month_of(lead)
    was = value_on_scorecard(lead, month)

    # From the approved section to the form, which names what is wrong and keeps what was typed.
    lead.goto(f"{COUNCIL}/returns/{month}/youth-justice/check/")
    follow(lead.get_by_role("link", name=f"Amend {CODE}"))
    look_at(lead)
    top = lead.locator("#id_numerator")
    counted = int(top.input_value())
    top.fill("three")
    lead.get_by_label("Why it has to change").fill(WHY)
    follow(lead.get_by_role("button", name="Propose amendment"))
    summary = lead.get_by_role("alert")
    expect(summary).to_contain_text("“three” is not a number")
    look_at(lead)
    expect(lead.get_by_label("Why it has to change")).to_have_value(WHY)
    summary.get_by_role("link").first.click()
    expect(top).to_be_focused()

    # Proposed: nothing has changed yet, and the proposer is offered no approval.
    top.fill(str(counted - 3))
    follow(lead.get_by_role("button", name="Propose amendment"))
    look_at(lead)
    expect(
        lead.get_by_text("another performance lead has to approve or decline it")
    ).to_be_visible()
    expect(lead.get_by_role("button", name="Approve")).to_have_count(0)
    proposed = lead.url
    assert value_on_scorecard(lead, month) == was

    # Nor does a request made by hand get past: the same session, straight to the address.
    lead.goto(proposed)
    token = lead.locator("input[name=csrfmiddlewaretoken]").first.input_value()
    by_hand = lead.request.post(
        f"{proposed}decide/",
        form={"csrfmiddlewaretoken": token, "decision": "approve", "version": "1"},
        headers={"Referer": proposed},
    )
    assert by_hand.status == 403
    assert "You proposed this amendment" in by_hand.text()
    assert value_on_scorecard(lead, month) == was
    assert said == []

    # The second lead finds it among their tasks, sees both revisions, and approves.
    deputy = person("deputy")
    deputy.goto("/")
    follow(deputy.get_by_role("link", name=re.compile(f"amendment of {CODE}")).first)
    expect(deputy.locator("main")).to_contain_text(WHY)
    look_at(deputy)
    follow(deputy.get_by_role("button", name="Decline this amendment"))
    expect(deputy.get_by_role("alert")).to_contain_text("Say why")
    look_at(deputy)
    follow(deputy.get_by_role("button", name="Approve this amendment"))
    expect(deputy.locator("main")).to_contain_text("The amendment is approved")
    look_at(deputy)

    # The board reads the new value, and beside it the old one and why.
    board = person("board")
    now = value_on_scorecard(board, month)
    assert now != was
    look_at(board)
    board.goto(f"{COUNCIL}/measures/{CODE}/")
    expect(board.get_by_role("table").first).to_contain_text(f"was {was}; {WHY}")
    look_at(board)
    follow(board.get_by_role("link", name=re.compile("^Revised, ")).first)
    expect(board.locator("main")).to_contain_text(f"{was} became {now}")
    look_at(board)

    # The pack that the board was given says which of its figures were amended since.
    follow(board.get_by_role("link", name=re.compile("Improvement board pack")).first)
    expect(board.locator("main")).to_contain_text(f"was {was}, now {now}")
    look_at(board)


def test_a_proposer_takes_it_back(person):
    lead = person("lead")
    month = month_of(lead)
    lead.goto(f"{COUNCIL}/measures/PF3/")
    follow(lead.get_by_role("link", name=re.compile("^Amend the figure")).first)
    assert f"/{month}/" in lead.url
    lead.get_by_label("Comment").fill("One carer is counted twice.")
    lead.get_by_label("Why it has to change").fill("To be told.")
    follow(lead.get_by_role("button", name="Propose amendment"))
    follow(lead.get_by_role("button", name="Withdraw it"))
    expect(lead.locator("main")).to_contain_text("withdrawn")
    look_at(lead)
