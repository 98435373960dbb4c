"""Is each layout the inspectorates have used read whole, whatever its bullets and page breaks?"""

from datetime import date

import pytest

from inspections.letters.letter import LetterReading, LetterRefused, Sure
from tests.inspections.letters import layouts
from tests.inspections.letters.layouts import FILLER, Style, bullets, heading, paragraphs, setting
from tests.inspections.letters.reading_here import grades, read_here, texts

LONG = (
    "How well plans for children who wait for help are shared between schools, health visitors "
    "and the housing team, and acted on before a second worker has to ask; with decision-making "
    "that can be followed afterwards."
)
SHORT = "Support for young carers"
AGED = "Recording of 16- and 17-year-olds’ own words in plans that they can read."
IMPROVE = [LONG, SHORT, AGED]
SET_B = [
    ("leaders", "Good"),
    ("help", "Requires improvement to be good"),
    ("care", "Outstanding"),
    ("leavers", "Inadequate"),
    ("overall", "Good"),
]
SET_A = [
    ("leaders", "Good"),
    ("help", "Good"),
    ("care-a", "Requires improvement to be good"),
    ("overall", "Good"),
]
HULL = "Inspection of Kingston upon Hull City Council local authority children’s services"


def ilacs(**changes) -> LetterReading:
    held = {"title": HULL, "days": "27 November to 8 December 2023", "grades": SET_B}
    held |= {"improvements": IMPROVE} | changes
    return read_here(layouts.ilacs(**held))


STYLES = {
    "a square": Style(),
    "a dot": Style(bullet="•"),
    "a small square": Style(bullet="▪"),
    "a hollow square": Style(bullet="◼"),
    "a dash": Style(bullet="–"),
    "a letter o": Style(bullet="o"),
    "a hyphen": Style(bullet="-"),
    "spaced out": Style(spaced=True),
    "narrow": Style(narrow=True, bullet="•"),
    "small print": Style(font_size=10),
    "across a page": Style(filler=13),
    "over two pages": Style(filler=9, narrow=True, bullet="•"),
}


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
def test_bullets_are_whole_whatever_they_look_like(style):
    got = ilacs(style=style)
    assert texts(got, "improvement") == IMPROVE
    assert all(one.sure is Sure.CERTAIN for one in got.findings)
    assert grades(got) == dict(SET_B)


@pytest.mark.parametrize("filler", range(6, 10))
def test_a_bullet_that_crosses_a_page_is_one_and_is_on_the_page_it_begins(filler):
    many = [f"{LONG} ({number})" for number in range(12)]
    got = ilacs(improvements=many, style=Style(filler=filler))
    assert texts(got, "improvement") == many
    pages = [one.page for one in got.findings]
    assert pages == sorted(pages)
    assert set(pages) == {1, 2}


def test_bullets_that_are_drawn_and_not_written_are_parted_by_their_lines_and_marked():
    got = ilacs(style=Style(bullet="\uf0a7", narrow=True))  # no font here has this sign
    assert texts(got, "improvement") == IMPROVE
    assert {one.sure for one in got.findings} == {Sure.UNSURE}


def test_a_nested_list_belongs_to_its_bullet():
    got = ilacs(
        improvements=[LONG, "The response to children:", SHORT],
        nested={1: ["who miss school, and", "who are ill."]},
    )
    assert texts(got, "improvement") == [
        LONG,
        "The response to children:\n– who miss school, and\n– who are ill.",
        SHORT,
    ]


def test_words_broken_at_the_end_of_a_line_are_mended():
    got = ilacs(style=Style(hyphenate=True, narrow=True, bullet="•"))
    assert texts(got, "improvement") == IMPROVE


SETS = {
    "A": ("5 November 2018 to 9 November 2018", SET_A, "ilacs-short", "ilacs-a"),
    "A, printed in 2023": ("5 to 16 December 2022", SET_A, "ilacs-standard", "ilacs-a"),
    "B": ("30 January–10 February 2023", SET_B, "ilacs-standard", "ilacs-b"),
    "C": ("27 April to 8 May 2026", SET_B[:4], "ilacs-standard", "ilacs-c"),
    "C, short": ("11 to 15 May 2026", SET_B[:4], "ilacs-short", "ilacs-c"),
}


@pytest.mark.parametrize(("days", "given", "kind", "judged"), SETS.values(), ids=SETS)
def test_the_first_day_chooses_the_set_and_every_grade_is_read(days, given, kind, judged):
    got = ilacs(days=days, grades=given)
    assert (got.kind, got.judgement_set) == (kind, judged)
    assert grades(got) == {code.removesuffix("-a"): word for code, word in given}
    assert "overall" in grades(got) or judged == "ilacs-c"


@pytest.mark.parametrize("align", ["top", "horizon", "bottom"])
def test_a_grade_belongs_to_its_row_wherever_it_stands_in_it(align):
    rows = [(layouts.ILACS_AREAS[code], word) for code, word in SET_B]
    made = layouts.ilacs(
        HULL, "6 to 10 March 2023", SET_B, IMPROVE, style=Style(narrow=True, bullet="•")
    )
    made = made.replace(layouts.table(rows), layouts.table(rows, align=align, left="55%"))
    assert grades(read_here(made)) == dict(SET_B)


def test_a_heading_that_contradicts_the_table_makes_its_grade_unsure():
    marks = {one.area: one.sure for one in ilacs().judgements}
    assert marks["help"] is Sure.UNSURE  # the layout's heading says good
    assert marks["leaders"] is Sure.CERTAIN


def test_priorities_stand_apart_from_improvements():
    got = ilacs(priorities=["The safety of very young children."])
    assert texts(got, "priority") == ["The safety of very young children."]
    assert texts(got, "improvement") == IMPROVE


def test_a_report_of_the_single_framework():
    got = read_here(
        layouts.sif(
            "Windsor and Maidenhead",
            "3 March 2015 – 25 March 2015",
            "13 May 2015",
            "The overall judgement is that children’s services require improvement",
            [
                ("help", "Requires Improvement"),
                ("care", "Requires improvement"),
                ("adoption", "Good"),
                ("leavers", "Good"),
                ("leaders", "Inadequate"),
            ],
            ["Ensure that every referral is read on the day it comes."],
            [LONG, "Improve the recording of supervision."],
        )
    )
    assert (got.kind, got.council, got.judgement_set) == ("sif", "Windsor and Maidenhead", "sif")
    assert (got.start, got.end, got.published) == (
        date(2015, 3, 3),
        date(2015, 3, 25),
        date(2015, 5, 13),
    )
    assert grades(got) == {
        "help": "Requires improvement",
        "care": "Requires improvement",
        "adoption": "Good",
        "leavers": "Good",
        "leaders": "Inadequate",
        "overall": "Requires improvement",
    }
    assert texts(got, "priority") == ["Ensure that every referral is read on the day it comes."]
    assert texts(got, "improvement") == [LONG, "Improve the recording of supervision."]


def test_a_focused_visit():
    got = read_here(
        layouts.visit(
            "Herefordshire",
            "focused",
            "5 and 6 June 2024",
            "17 July 2024",
            priorities=["The response to very young children."],
            improvements=IMPROVE,
        )
    )
    assert (got.kind, got.gss, got.judgements) == ("focused-visit", "E06000019", ())
    assert (got.start, got.end, got.published) == (
        date(2024, 6, 5),
        date(2024, 6, 6),
        date(2024, 7, 17),
    )
    assert (got.theme, got.lead_role) == ("the front door", "His Majesty’s Inspector")
    assert texts(got, "priority") == ["The response to very young children."]
    assert texts(got, "improvement") == IMPROVE


def test_a_monitoring_visit_knows_its_number_and_finds_nothing_that_is_not_said():
    got = read_here(
        layouts.visit(
            "Durham County Council",
            "monitoring",
            "30 January to 1 February 2024",
            "12 March 2024",
            number="third",
            looked_at="children in care",
        )
    )
    assert (got.kind, got.council, got.visit) == ("monitoring-visit", "County Durham", 3)
    assert (got.start, got.end) == (date(2024, 1, 30), date(2024, 2, 1))
    assert (got.findings, got.theme) == ((), "children in care")


def test_a_joint_targeted_inspection():
    got = read_here(
        layouts.jtai(
            "Bournemouth, Christchurch & Poole",
            "child sexual abuse in the family environment",
            "29 January to 2 February 2024",
            "15 March 2024",
            IMPROVE,
            [LONG, "Leaders listen to children."],
            due="24 June 2024",
            priorities=["The sharing of what is known."],
        )
    )
    assert (got.kind, got.gss, got.judgement_set) == ("jtai", "E06000058", "jtai")
    assert got.theme == "child sexual abuse in the family environment"
    assert (got.published, got.statement_due) == (date(2024, 3, 15), date(2024, 6, 24))
    assert got.inspectorates == (
        "Ofsted",
        "Care Quality Commission",
        "HM Inspectorate of Constabulary and Fire & Rescue Services",
        "HM Inspectorate of Probation",
    )
    assert texts(got, "priority") == ["The sharing of what is known."]
    assert texts(got, "improvement") == IMPROVE
    assert texts(got, "strength") == [LONG, "Leaders listen to children."]


def test_a_joint_targeted_inspection_of_the_first_years():
    opening = (
        "Between 5 and 9 December 2016, Ofsted, the Care Quality Commission (CQC), HMI "
        "Constabulary (HMIC) and HMI Probation (HMI Prob) undertook a joint inspection of the "
        "multi-agency response to abuse and neglect in Salford. This inspection included a ‘deep "
        "dive’ focus on the response to children living with domestic abuse."
    )
    response = "the multi-agency response to abuse and neglect"
    got = read_here(
        setting(Style())
        + "\n9 February 2017\n\nDirector of Children’s Services, Salford City Council\n"
        + "\nDear local partnership\n"
        + heading(f"Joint targeted area inspection of {response} in Salford")
        + paragraphs(opening, FILLER)
        + heading("Key strengths")
        + bullets(IMPROVE)
        + paragraphs("Case study: effective practice", FILLER)
        + heading("Areas for improvement")
        + bullets([LONG, LONG])
        + heading("Next steps")
        + paragraphs(FILLER)
    )
    assert (got.kind, got.council) == ("jtai", "Salford")
    assert (got.start, got.end) == (date(2016, 12, 5), date(2016, 12, 9))
    assert got.theme == "children living with domestic abuse"
    assert texts(got, "strength") == IMPROVE
    assert texts(got, "improvement") == [LONG, LONG]


OUTCOMES = {
    "typically positive experiences and outcomes": "Typically positive experiences and outcomes",
    "inconsistent experiences and outcomes": "Inconsistent experiences and outcomes",
    "widespread and/or systemic failings": "Widespread and/or systemic failings",
}


@pytest.mark.parametrize("said", OUTCOMES)
def test_an_area_send_inspection(said):
    got = read_here(
        layouts.area_send(
            "East Riding of Yorkshire",
            "4 to 8 March 2024",
            f"The local area partnership’s arrangements lead to {said} for children.",
            IMPROVE,
            ["Waiting times are long."],
            [
                ("The council and NHS Kent and Medway Integrated Care Board", LONG),
                ("The council", "Leaders should write plans in time."),
            ],
            [LONG, "Leaders should read what parents write."],
        )
    )
    assert (got.kind, got.council) == ("area-send", "East Riding of Yorkshire")
    assert (got.start, got.end) == (date(2024, 3, 4), date(2024, 3, 8))
    assert grades(got) == {"outcome": OUTCOMES[said]}
    assert texts(got, "strength") == IMPROVE
    assert texts(got, "priority") == [LONG, "Leaders should write plans in time."]
    assert texts(got, "improvement") == [LONG, "Leaders should read what parents write."]


def test_an_area_send_letter_before_2023():
    got = read_here(
        setting(Style())
        + layouts.address("4 May 2018")
        + "\nDear Director\n"
        + heading("Joint local area SEND inspection in Stoke-on-Trent")
        + paragraphs(
            "Between 5 March 2018 and 9 March 2018, Ofsted and the Care Quality Commission "
            "(CQC) conducted a joint inspection of the local area of Stoke-on-Trent."
        )
        + heading("Main findings")
        + bullets([FILLER])
        + heading("Strengths")
        + bullets(IMPROVE)
        + heading("Areas for development")
        + bullets([SHORT])
        + paragraphs(
            "The local area is required to produce a statement of action that explains how "
            "it will tackle the following areas of significant weakness:"
        )
        + bullets(["the lack of a joint plan", "the quality of plans"])
    )
    assert (got.kind, got.council, got.judgement_set) == ("area-send", "Stoke-on-Trent", "")
    assert texts(got, "strength") == IMPROVE
    assert texts(got, "improvement") == [SHORT]
    assert texts(got, "priority") == ["the lack of a joint plan", "the quality of plans"]


def test_paragraphs_are_evidence_with_number_heading_and_page():
    got = ilacs(style=Style(filler=3))
    numbered = [one for one in got.paragraphs if one.number]
    assert [one.number for one in numbered] == [1, 2, 3]
    assert numbered[1].text == f"{FILLER} {FILLER}"
    assert numbered[2].heading.startswith("The impact of leaders")
    assert not any("A Person" in one.text for one in got.paragraphs)
    assert len(got.pages) == 3


def test_the_file_s_own_name_tells_the_day_that_the_letter_does_not():
    made = layouts.ilacs(HULL, "6 to 10 March 2023", SET_B, IMPROVE)
    assert read_here(made).published is None
    named = read_here(made, "hull-2023-04-28.pdf")
    assert (named.published, named.sure["published"]) == (date(2023, 4, 28), Sure.LIKELY)
    assert read_here(made, "hull-2021-04-28.pdf").published is None  # before the inspection


STRANGERS = {
    "a school’s report": "Inspection of a good school: Anytown Primary School. Inspection dates: "
    "5 and 6 June 2024. Outcome: this school continues to be good. ",
    "a council’s own plan": "Blackpool Council improvement plan. Our priorities for children. ",
}


@pytest.mark.parametrize("words", STRANGERS.values(), ids=STRANGERS)
def test_what_is_no_letter_about_a_council_s_children_is_refused(words):
    with pytest.raises(LetterRefused, match="does not read like a letter"):
        read_here(setting(Style()) + heading(words[:40]) + paragraphs(*[words * 4] * 3))


def test_a_scan_is_refused_as_a_scan():
    with pytest.raises(LetterRefused, match="a scan"):
        read_here("#rect(width: 100%, height: 80%)")
