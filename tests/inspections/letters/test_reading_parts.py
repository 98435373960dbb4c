"""Lists that are parted, boxed or broken: does every finding come out whole, and under its kind?"""

import re
from datetime import date

import pytest

from tests.inspections.letters import layouts
from tests.inspections.letters.layouts import FILLER, Style, bullets, heading, paragraphs, setting
from tests.inspections.letters.reading_here import grades, read_here, texts

LONG = (
    "How well plans for children who wait for help are shared between schools, health visitors "
    "and the housing team, and acted on before a second worker has to ask."
)
SHORT = "Support for young carers"
AGED = "Recording of 16- and 17-year-olds’ own words in plans that they can read."
TITLE = "Inspection of Medway local authority children’s services"
ROWS = [("leaders", "Good"), ("help", "Good"), ("care", "Outstanding"), ("leavers", "Inadequate")]


def report(made: str, table: str = "") -> str:
    """A report that holds what is made, between its head and its evidence."""
    return (
        setting(Style(bullet="•"))
        + f"#text(26pt)[{layouts.said(TITLE)}]\n\n*Inspection dates:* 26 June to 7 July 2023\n"
        + table
        + paragraphs(FILLER)
        + made
        + heading("The experiences and progress of care leavers: good")
        + layouts.numbered([FILLER, FILLER])
    )


@pytest.mark.parametrize(
    "parts",
    [
        ("Council", "Health", "West Yorkshire Police"),
        ("Leadership, management and governance", "Care leavers", "Children looked after"),
        ("Identification and assessment", "Impact on children", "The work of many"),
    ],
)
@pytest.mark.parametrize("size", [11, 14])
def test_headings_that_part_a_list_do_not_end_it(parts, size):
    made = heading("Areas for improvement") + "".join(
        heading(part, size) + bullets([item])
        for part, item in zip(parts, (LONG, SHORT, AGED), strict=True)
    )
    assert texts(read_here(report(made)), "improvement") == [LONG, SHORT, AGED]


def test_a_sentence_that_wraps_to_the_words_of_a_heading_is_no_heading():
    leads = (
        "The local authority needs to take swift and decisive action to address the following "
        "areas for priority action:"
    )
    got = read_here(
        report(heading("Areas for priority action") + paragraphs(leads) + bullets([LONG, AGED]))
    )
    assert texts(got, "priority") == [LONG, AGED]


def test_the_study_of_a_case_in_a_box_does_not_end_the_list_it_stands_in():
    study = "#block(stroke: 1pt, inset: 8pt)[*Practice study: area for improvement*\n\n"
    box = f"\n{study}{layouts.said(FILLER)}\n{bullets([FILLER])}]\n"
    made = heading("Areas for improvement") + bullets([LONG]) + box + bullets([SHORT, AGED]) + box
    assert texts(read_here(report(made)), "improvement") == [LONG, SHORT, AGED]


def test_a_list_among_the_evidence_adds_nothing_to_the_lists_with_a_heading():
    aside = paragraphs("The council’s own audits find areas for improvement, which are:")
    got = read_here(
        report(
            heading("What needs to improve?")
            + bullets([LONG, AGED])
            + heading("The impact of leaders on social work practice with families: good")
            + paragraphs(FILLER)
            + aside
            + bullets([SHORT])
            + paragraphs("There are two areas for priority action:")
            + bullets([SHORT])
        )
    )
    assert texts(got, "improvement") == [LONG, AGED]
    assert texts(got, "priority") == [SHORT]


def test_strengths_that_a_local_authority_has_are_strengths():
    weak = heading("This local authority is not yet good because", 12) + bullets([LONG])
    strong = heading("The local authority has the following strengths:", 12) + bullets([AGED])
    got = read_here(report(weak + strong + heading("What needs to improve?") + bullets([SHORT])))
    assert (texts(got, "strength"), texts(got, "improvement")) == ([AGED], [SHORT])


def area_send(bodies: list[tuple[str, str]]) -> str:
    made = layouts.area_send(
        "Hampshire",
        "4 to 8 March 2024",
        "inconsistent experiences and outcomes",
        effective=[SHORT],
        better=[AGED],
        priorities=bodies,
        improvements=[],
    )
    return re.sub(r"\[\d\. #", "[#", made)


def test_a_box_with_a_list_in_it_is_one_finding():
    lead = "Leaders should act urgently to:"
    made = area_send([("The council", LONG), ("The council and the health board", lead)])
    listed = made.replace(
        layouts.said(lead), f"{layouts.said(lead)}\n{bullets(['cut waits; and'])}"
    )
    got = texts(read_here(listed), "priority")
    assert got == [LONG, f"{lead}\n– cut waits; and"]


@pytest.mark.parametrize("filler", [4, 5, 6])
def test_a_box_that_a_page_breaks_under_a_repeated_head_is_one_finding(filler):
    long = " ".join([LONG, FILLER, FILLER])
    made = area_send([("The council and the health board", long)] * 5)
    made = made.replace(heading("Areas for priority action"), paragraphs(*[FILLER] * filler), 1)
    made = made.replace(
        "[*Responsible body*], [*Areas for priority action*]",
        "table.header([*Responsible body*], [*Areas for priority action*])",
    )
    assert texts(read_here(made), "priority") == [long] * 5


@pytest.mark.parametrize("head", ["[*Areas for improvement*]", "table.header([*Areas*])"])
@pytest.mark.parametrize("filler", [11, 12])
def test_numbered_words_in_a_box_go_on_where_the_next_page_begins_with_a_sentence(head, filler):
    long = " ".join([LONG, FILLER, FILLER])
    head = head.replace("[*Areas*]", "[*Areas for improvement*]")
    items = "\n\n".join(layouts.said(f"{at}. {long}") for at in range(1, 7))
    box = f"\n#table(columns: (1fr), inset: 6pt, {head}, [{items}])\n"
    made = heading("Areas for improvement") + box
    got = read_here(report(paragraphs(*[FILLER] * filler) + made))
    assert texts(got, "improvement") == [long] * 6


def test_numbers_in_cells_of_their_own_number_the_words_beside_them():
    cells = "".join(
        f"[{at}], [{layouts.said(item)}], " for at, item in enumerate((LONG, SHORT, AGED), 1)
    )
    made = heading("Areas for improvement") + f"#table(columns: (8%, 1fr), {cells})\n"
    assert texts(read_here(report(made)), "improvement") == [LONG, SHORT, AGED]


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Date: 14 August 2023", date(2023, 8, 14)),
        ("Report published: 14 August 2023", date(2023, 8, 14)),
        ("Previous report published: 14 August 2017", None),
    ],
)
def test_a_date_alone_is_no_day_on_site_and_an_earlier_report_no_publication(line, published):
    got = read_here(paragraphs(line) + report(""))
    assert (got.start, got.end) == (date(2023, 6, 26), date(2023, 7, 7))
    assert got.published == published


def test_places_where_words_could_be_broken_are_no_part_of_them():
    soft = LONG.replace("visitors", "vis\xadi\xadtors").replace("housing", "hous\xading")
    got = read_here(report(heading("What needs to improve?") + bullets([soft])))
    assert texts(got, "improvement") == [LONG]


def test_a_grade_on_one_line_with_its_area_and_an_earlier_grade_beside_it_mislead_nobody():
    named = [(layouts.ILACS_AREAS[code], grade) for code, grade in ROWS]
    cells = "".join(
        f"[{layouts.said(name)}], [{layouts.said(grade)}], [Inadequate],\n" for name, grade in named
    )
    table = f"\n#table(columns: (1fr, 20%, 20%), [*Judgement*], [*Grade*], [*Before*],\n{cells})\n"
    assert grades(read_here(report("", table))) == dict(ROWS)


def test_a_title_is_no_line_of_an_address():
    kind = f'Manchester"]\n\n#text(18pt)[#"{TITLE.replace("Medway ", "")}'
    assert read_here(report("").replace(TITLE, kind)).council == "Manchester"
