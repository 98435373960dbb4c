"""Does each person see exactly what to change, what has changed since, and where to answer?"""

import re
from html import unescape

import pytest

from improvement.councils.models import Population
from improvement.rules.value import Unit
from scorecard.models import Figure
from scorecard.services import load_approved_figures, send_back_section, submit_section
from tests.builders import make_area
from tests.scorecard.builders import OCTOBER, make_desk, make_measure, make_return, pair

pytestmark = pytest.mark.django_db
PAGE = "/councils/testham/returns/2026-10/front-door/"


@pytest.fixture
def submitted(desk, cast):
    desk.key(pair(9, 10), pair(8, 10, comment="As counted"), by=cast.officer)
    submit_section(section=desk.section, by=cast.officer)
    return desk


@pytest.fixture
def sent_back(submitted, cast):
    first = submitted.measures[0]
    send_back_section(
        section=submitted.section, reason="Two things", asked={first: "Recount <b>"}, by=cast.lead
    )
    return submitted


def text(response) -> str:
    return " ".join(unescape(response.content.decode()).split())


def words(response) -> str:
    """The page without its marks."""
    bare = unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))
    return re.sub(r" ([:.,])", r"\1", " ".join(bare.split()))


def told(desk, **more) -> dict[str, object]:
    return {"version": desk.section.version, **more}


def row_of(response, measure) -> str:
    """One line of the review, as it is read."""
    found = re.search(rf'<tr id="r{measure.pk}".*?</tr>', response.content.decode(), re.S)[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", found)).split())


# --- Asking ------------------------------------------------------------------------------------
def test_reason_is_asked_figure_by_figure(as_, submitted):
    first, second = submitted.measures
    boxes = {f"w{second.pk}": "  Say who counted\r\nthem  ", f"w{first.pk}": " "}
    data = told(submitted, decision="send_back", reason="", **boxes)
    assert as_("lead").post(f"{PAGE}decide/", data).status_code == 302
    assert submitted.section.status == "sent_back"
    reasons = Figure.objects.order_by("measure__position").values_list(
        "sent_back_reason", flat=True
    )
    assert list(reasons) == ["", "Say who counted\nthem"]


def test_officer_is_told_what_was_asked_and_not_changed_before_submitting(as_, sent_back, cast):
    first, second = sent_back.measures
    page = as_("officer").get(f"{PAGE}check/")
    assert "Asked for, not changed: 1 figure is as when the section was sent back" in text(page)
    inset = page.content.decode().partition("Asked for, not changed:")[2].partition("</ul>")[0]
    assert f'href="{PAGE}#n{first.pk}"' in inset
    assert "Recount &lt;b&gt;" in inset
    assert str(second) not in inset
    # It is told, and holds nothing up.
    assert "Submit for approval" in text(page)
    sent_back.key(pair(7, 10), by=cast.officer)
    assert "Asked for, not changed" not in text(as_("officer").get(f"{PAGE}check/"))


def test_refusals_lead_to_their_boxes_and_keep_everything_typed(as_, submitted):
    first, second = submitted.measures
    boxes = {f"w{first.pk}": "Recount", f"w{second.pk}": "x" * 2001}
    data = told(submitted, decision="send_back", reason="a\x00b", **boxes)
    response = as_("lead").post(f"{PAGE}decide/", data)
    page = response.content.decode()
    assert f'href="#w{second.pk}"' in page
    assert 'href="#reason"' in page
    assert f"{second}: Use at most 2,000 plain characters." in text(response)
    assert "Recount</textarea>" in page
    assert "x" * 2001 in page
    # A box that says something stands open.
    assert page.count('<details class="app-ask" open>') == 2
    assert submitted.section.status == "submitted"


def test_measure_the_section_does_not_hold_cannot_be_asked_about(as_, submitted, other_council):
    other = make_measure(make_area(other_council, "Elders"))
    data = told(submitted, decision="send_back", reason="", **{f"w{other.pk}": "Hello"})
    page = as_("lead").post(f"{PAGE}decide/", data)
    assert "Say what has to change" in text(page)
    assert submitted.section.status == "submitted"


@pytest.mark.parametrize("box", ["reason", "figure"])
def test_approval_with_a_change_asked_for_is_taken_for_a_slip(as_, submitted, box):
    first = submitted.measures[0]
    typed = {"reason" if box == "reason" else f"w{first.pk}": "Recount"}
    page = as_("lead").post(f"{PAGE}decide/", told(submitted, decision="approve", **typed))
    assert "You have written what has to change" in text(page)
    assert "Recount</textarea>" in page.content.decode()
    assert submitted.section.status == "submitted"


def test_late_decision_says_so_in_its_own_words_and_keeps_what_was_typed(as_, submitted, cast):
    first = submitted.measures[0]
    seen = told(submitted, decision="send_back", reason="Mine", **{f"w{first.pk}": "Recount"})
    send_back_section(section=submitted.section, reason="Theirs", by=cast.lead)
    submit_section(section=submitted.section, by=cast.officer)
    response = as_("lead").post(f"{PAGE}decide/", seen)
    assert response.status_code == 409
    assert "changed after you opened this page, so nothing was decided" in text(response)
    assert "Nothing you typed is lost" not in text(response)
    assert "Mine</textarea>" in response.content.decode()
    assert "Recount</textarea>" in response.content.decode()


def test_late_submit_says_so_in_its_own_words(as_, desk, cast):
    desk.key(pair(9, 10), pair(8, 10), by=cast.officer)
    seen = told(desk)
    desk.key(pair(7, 10), by=cast.lead)
    response = as_("officer").post(f"{PAGE}submit/", seen)
    assert response.status_code == 409
    assert "changed after you opened this page, so it was not submitted" in text(response)


# --- What to change ----------------------------------------------------------------------------
def test_officer_sees_what_to_change_on_the_check_page_and_on_the_sheet(as_, sent_back):
    first, second = sent_back.measures
    check, sheet = as_("officer").get(f"{PAGE}check/"), as_("officer").get(PAGE)
    for response, cell in ((check, f"{PAGE}#n{first.pk}"), (sheet, f"#n{first.pk}")):
        page = response.content.decode()
        assert "Two things" in page
        assert f'<a class="govuk-link" href="{cell}">{first}</a>' in page
        assert page.count("Recount &lt;b&gt;") >= 2
        assert f'{PAGE}#n{second.pk}">{second}' not in page
    assert "Asked for: Recount <b>" in words(sheet)


def test_figure_asked_about_alone_needs_no_reason_for_the_whole(as_, submitted, cast):
    first = submitted.measures[0]
    send_back_section(section=submitted.section, reason="", asked={first: "Recount"}, by=cast.lead)
    page = words(as_("officer").get(f"{PAGE}check/"))
    assert f"Sent back for changes {first}: Recount" in page


# --- What has changed since --------------------------------------------------------------------
def resubmit(desk, cast, *entries):
    desk.key(*entries, by=cast.officer)
    submit_section(section=desk.section, by=cast.officer)


def test_decision_page_marks_what_changed_in_words(as_, sent_back, cast):
    first, second = sent_back.measures
    resubmit(sent_back, cast, pair(7, 10), pair(8, 10, comment="Counted twice"))
    page = as_("lead").get(f"{PAGE}decide/")
    assert "Changed: was 9 of 10." in row_of(page, first)
    assert "Asked for: Recount <b>" in row_of(page, first)
    assert "Comment changed: was “As counted”." in row_of(page, second)
    assert f"{first}: Changed: was 9 of 10." in words(page)
    assert "not changed" not in text(page)


def test_decision_page_says_what_was_asked_for_and_is_as_it_was(as_, sent_back, cast):
    first, second = sent_back.measures
    resubmit(sent_back, cast, pair(9, 10), pair(6, 10, comment="As counted"))
    page = as_("lead").get(f"{PAGE}decide/")
    assert "Asked for, not changed" in row_of(page, first)
    assert "Changed: was 8 of 10." in row_of(page, second)
    assert f"{first}: asked for, not changed." in words(page)


def test_nothing_changed_is_said_too(as_, sent_back, cast):
    submit_section(section=sent_back.section, by=cast.officer)
    page = words(as_("lead").get(f"{PAGE}decide/"))
    assert "No figure and no comment has changed." in page


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (pair(8, 10), "Comment taken away: was “As counted”."),
        (pair(None, None, comment="As counted"), "Changed: was 8 of 10."),
    ],
    ids=["comment", "figure"],
)
def test_what_was_taken_away_is_told(as_, sent_back, cast, entry, expected):
    sent_back.key(pair(9, 10), entry, by=cast.officer)
    page = as_("officer").get(f"{PAGE}check/")
    assert expected in row_of(page, sent_back.measures[1])


def test_measure_taken_up_since_is_marked_as_new(as_, sent_back, area, cast):
    fresh = make_measure(area)
    sent_back.measures.append(fresh)
    resubmit(sent_back, cast, pair(9, 10), pair(8, 10), pair(1, 2))
    assert "New since it was sent back." in row_of(as_("lead").get(f"{PAGE}decide/"), fresh)


def test_section_never_sent_back_marks_nothing(as_, submitted):
    page = words(as_("lead").get(f"{PAGE}decide/"))
    assert "Since it was sent back" not in page
    assert "Changed: was" not in page


def test_approval_settles_what_was_asked(as_, sent_back, cast):
    resubmit(sent_back, cast, pair(7, 10))
    as_("lead").post(f"{PAGE}decide/", told(sent_back, decision="approve"))
    page = words(as_("officer").get(f"{PAGE}check/"))
    assert "Asked for" not in page
    assert "Changed: was" not in page
    assert "Reason: Two things." in page


# --- Where to answer ---------------------------------------------------------------------------
def test_refused_submit_leads_to_the_box_of_each_answer(as_, desk, cast, council):
    first, second = desk.measures
    load_approved_figures(
        council=council,
        month=OCTOBER.previous,
        rows={first.code: pair(4, 10)},
        submitted_by=cast.officer,
        approved_by=cast.lead,
    )
    desk.key(pair(9, 10), pair(3), by=cast.officer)
    page = as_("officer").post(f"{PAGE}submit/", told(desk)).content.decode()
    assert f'<a href="{PAGE}#c{first.pk}">{first}: changed by more than 25%' in page
    assert f'<a href="{PAGE}#d{second.pk}">{second}: give the denominator.' in page


def test_contradiction_is_shown_at_its_cell_with_everything_else_that_is_wrong(
    as_, area, council, cast
):
    whole = make_measure(area, unit=Unit.COUNT, code="WH1", name="On a plan")
    part = make_measure(area, code="PA1", links=[{"denominator_not_above": "WH1"}])
    other = make_measure(area)
    make_return(council)
    boxes = {f"n{whole.pk}": "5", f"n{part.pk}": "1", f"d{part.pk}": "6"}
    version = {"version": "1", "base": "{}"}
    page = as_("officer").post(PAGE, boxes | version).content.decode()
    assert f'<a href="#d{part.pk}">{part}: the denominator (6) is more than' in page
    assert f'aria-describedby="e{part.pk}"' in page
    spoilt = boxes | version | {f"n{other.pk}": "abc", f"d{other.pk}": "1"}
    page = as_("officer").post(PAGE, spoilt).content.decode()
    assert f'href="#d{part.pk}"' in page
    assert f'href="#n{other.pk}"' in page
    assert not Figure.objects.exists()


def test_rate_without_children_says_whose_population_is_missing(as_, area, council, cast):
    desk = make_desk(area, count=1, unit=Unit.RATE_10K)
    desk.key(pair(100), by=cast.officer)
    page = text(as_("officer").get(f"{PAGE}check/"))
    assert "The child population of Testham is not known. Ask an administrator to add it." in page
    assert "Not available" not in page
    Population.objects.create(council=council, year=2026, children=40_000)
    page = text(as_("officer").get(f"{PAGE}check/"))
    assert "Save the figures again to work this out." in page


def test_measure_out_of_use_asks_for_nothing(as_, desk, cast):
    desk.key(pair(9), pair(8, 10), by=cast.officer)
    first = desk.measures[0]
    first.is_active = False
    first.save()
    page = text(as_("officer").get(f"{PAGE}check/"))
    assert "Submit for approval" in page
    assert as_("officer").post(f"{PAGE}submit/", told(desk)).status_code == 302
