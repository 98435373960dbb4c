"""Letters that are set unlike most: are their findings found all the same, and marked?"""

import re
from datetime import date

import pytest

from inspections.letters.letter import Sure
from tests.inspections.letters import layouts
from tests.inspections.letters.layouts import FILLER, Style, bullets, paragraphs, setting
from tests.inspections.letters.reading_here import of_kind, read_here, texts

LONG = (
    "How well plans for children who wait for help are shared between schools, health visitors "
    "and the housing team, and acted on before a second worker has to ask."
)
SHORT = "Support for young carers"
AGED = "Recording of 16- and 17-year-olds’ own words in plans that they can read."
IMPROVE = [LONG, SHORT, AGED]
HULL = "Inspection of Kingston upon Hull City Council local authority children’s services"
SET_A = [("leaders", "Good"), ("help", "Good"), ("care-a", "Good"), ("overall", "Good")]


def unsigned(made: str) -> str:
    """The same layout, the boxes' numbers left out."""
    return re.sub(r"\[\d\. #", "[#", made)


def area_send(**changes) -> str:
    return layouts.area_send(
        "Cheshire West and Chester",
        "4 to 8 March 2024",
        "inconsistent experiences and outcomes",
        **(
            {"effective": [SHORT], "better": [AGED], "priorities": [], "improvements": []} | changes
        ),
    )


def test_boxes_without_numbers_are_parted_and_marked():
    bodies = [("The council and the NHS Integrated Care Board", LONG), ("The council", AGED)]
    got = read_here(unsigned(area_send(priorities=bodies, improvements=[LONG, AGED])))
    assert texts(got, "priority") == [LONG, AGED]
    assert texts(got, "improvement") == [LONG, AGED]
    assert {one.sure for one in of_kind(got, "priority")} == {Sure.UNSURE}


def test_what_to_do_better_is_what_to_improve_where_no_formal_areas_follow():
    got = read_here(area_send().replace("Areas for improvement", "Thanks"))
    assert texts(got, "improvement") == [AGED]


@pytest.mark.parametrize("filler", [3, 9, 15])
def test_a_box_in_small_print_at_the_foot_of_a_page_is_no_footnote(filler):
    made = area_send(improvements=[LONG] * 8, style=Style(filler=filler))
    made = made.replace("#table(columns: (1fr)", "#set text(9pt)\n#table(columns: (1fr)")
    assert texts(read_here(made), "improvement") == [LONG] * 8


def test_a_heading_that_is_not_bold_and_a_footnote_do_not_mislead():
    opening = (
        "This letter summarises the findings of the focused visit to Slough children’s services "
        "on Tuesday 30 January and Wednesday 31 January 2024."
    )
    got = read_here(
        setting(Style(bullet="•"))
        + "#set list(body-indent: 30pt, indent: 18pt)\n"
        + paragraphs("Focused visit to Slough children’s services", opening)
        + "\nThe board meets.#footnote[Working Together, 2023; www.gov.uk/x.] It reads reports.\n"
        + paragraphs("What needs to improve in this area of social work practice?")
        + bullets(IMPROVE)
        + paragraphs("Main findings", FILLER)
    )
    assert (got.start, got.end) == (date(2024, 1, 30), date(2024, 1, 31))
    assert texts(got, "improvement") == IMPROVE
    assert "The board meets. It reads reports." in [one.text for one in got.paragraphs]


def test_days_in_a_cell_beside_their_label_are_found():
    made = layouts.ilacs(HULL, "27 September to 8 October 2021", SET_A, IMPROVE)
    label, days = "*Inspection dates:*", layouts.said("27 September to 8 October 2021")
    grid = f"#grid(columns: (40%, 1fr), [*Inspection dates*], [{days}])"
    got = read_here(made.replace(f"{label} {days}", grid))
    assert (got.start, got.end) == (date(2021, 9, 27), date(2021, 10, 8))


def begun(days: str) -> str:
    """The head of a report whose table is missing."""
    return (
        setting(Style(bullet="•"))
        + "#text(26pt)[Inspection of Somerset local authority children’s services]\n\n"
        + f"*Inspection dates:* {days}\n"
        + paragraphs(FILLER)
    )


def test_grades_that_stand_in_headings_alone_are_read_and_marked():
    said = {"help": "good", "care": "good", "leavers": "inadequate", "leaders": "Outstanding"}
    heads = "".join(
        layouts.heading(f"{layouts.ILACS_AREAS[code]}: {word}") + paragraphs(FILLER)
        for code, word in said.items()
    )
    got = read_here(begun("27 April to 8 May 2026") + heads)
    assert got.judgement_set == "ilacs-c"
    assert {one.area: one.word.casefold() for one in got.judgements} == {
        code: word.casefold() for code, word in said.items()
    }
    assert Sure.LIKELY in {one.sure for one in got.judgements}


LISTS = {
    "dots under dots": (
        f"- The response to:\n  - children who wait\n  - others\n- {layouts.said(LONG)}\n",
        ["The response to:\n– children who wait\n– others", LONG],
    ),
    "letters": (
        f'#enum(numbering: "a)", [The pace.], [{layouts.said(LONG)}])',
        ["The pace.", LONG],
    ),
    "numbers in brackets": (
        f'#enum(numbering: "(1)", [The pace.], [{layouts.said(LONG)}])',
        ["The pace.", LONG],
    ),
    "a sentence before": (
        paragraphs("The local authority needs to improve:") + bullets([LONG, SHORT]),
        [LONG, SHORT],
    ),
}


@pytest.mark.parametrize(("made", "items"), LISTS.values(), ids=LISTS)
def test_lists_of_other_kinds(made, items):
    end = layouts.heading("The experiences and progress of care leavers: good")
    head = begun("9–13 May 2022") + layouts.heading("What needs to improve") + made
    got = read_here(head + end + layouts.numbered([FILLER, FILLER]))
    assert texts(got, "improvement") == items
