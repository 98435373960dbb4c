"""Letters made by the tests themselves, in each layout the inspectorates have used.

The words are our own. What a layout is told to hold, the reader must find again.
"""

import json
from dataclasses import dataclass, field
from functools import lru_cache

ILACS_AREAS = {
    "leaders": "The impact of leaders on social work practice with children and families",
    "help": "The experiences and progress of children who need help and protection",
    "care": "The experiences and progress of children in care",
    "care-a": "The experiences and progress of children in care and care leavers",
    "leavers": "The experiences and progress of care leavers",
    "overall": "Overall effectiveness",
}
SIF_AREAS = {
    "help": "1. Children who need help and protection",
    "care": "2. Children looked after and achieving permanence",
    "adoption": "2.1 Adoption performance",
    "leavers": "2.2 Experiences and progress of care leavers",
    "leaders": "3. Leadership, management and governance",
}
IMPRINT = (
    "The Office for Standards in Education, Children’s Services and Skills (Ofsted) regulates and "
    "inspects to achieve excellence in the care of children and young people."
)
FILLER = (
    "Most families in the borough meet a calm worker who explains what will happen next, and "
    "their plans are looked at again when something changes at home."
)


@dataclass(frozen=True)
class Style:
    """What varies between letters of one layout."""

    bullet: str = "■"
    font_size: int = 12
    narrow: bool = False  # a narrow page breaks every bullet over lines
    hyphenate: bool = False
    filler: int = 2  # paragraphs before the first list, to push it across a page
    spaced: bool = False
    page: str = field(default="")


def said(text: str) -> str:
    """A text as typst prints it, whatever signs are in it."""
    return f"#{json.dumps(text, ensure_ascii=False)}"


def setting(style: Style, foot: str = "") -> str:
    width = "120mm" if style.narrow else "210mm"
    footer = f"#align(left)[#text(8pt, weight: 700)[{said(foot)}]]" if foot else ""
    number = "#align(right)[#text(16pt)[#context counter(page).display()]]"
    return (
        f"#set page(width: {width}, height: 297mm, margin: 25mm, footer: [{footer}{number}])\n"
        f'#set text(size: {style.font_size}pt, lang: "en", hyphenate: '
        f"{'true' if style.hyphenate else 'false'})\n"
        f"#set list(marker: [{said(style.bullet)}], tight: {'false' if style.spaced else 'true'})\n"
    )


def heading(text: str, size: int = 14) -> str:
    return f"\n#block(above: 18pt, below: 12pt)[#text({size}pt, weight: 700)[{said(text)}]]\n"


def paragraphs(*texts: str) -> str:
    return "".join(f"\n{said(text)}\n" for text in texts)


def bullets(texts: list[str], nested: dict[int, list[str]] | None = None) -> str:
    """A list; `nested` are the dashes under the bullet with that place."""
    made = []
    for at, text in enumerate(texts):
        made.append(f"- {said(text)}")
        made += [f"  #list(marker: [–], {said(one)[1:]})" for one in (nested or {}).get(at, [])]
    return "\n" + "\n".join(made) + "\n"


def numbered(texts: list[str], start: int = 1) -> str:
    items = ", ".join(f"[{said(text)}]" for text in texts)
    return f"\n#enum(start: {start}, tight: false, {items})\n" if texts else ""


def table(
    rows: list[tuple[str, str]], *, left: str = "60%", head: bool = True, align: str = "top"
) -> str:
    cells = "".join(f"[{said(name)}], [{said(grade)}],\n" for name, grade in rows)
    top = "[*Judgement*], [*Grade*],\n" if head else ""
    return (
        f"\n#table(columns: ({left}, 1fr), inset: 6pt, align: (x, y) => {align},\n{top}{cells})\n"
    )


def imprint() -> str:
    return f"\n#pagebreak()\n{said(IMPRINT)}\n\n#{json.dumps('© Crown copyright 2024')}\n"


def ilacs(
    title: str,
    days: str,
    grades: list[tuple[str, str]],
    improvements: list[str],
    *,
    style: Style | None = None,
    nested: dict[int, list[str]] | None = None,
    question: str = "What needs to improve?",
    priorities: list[str] | None = None,
) -> str:
    """A report of a standard or short inspection from 2018 on."""
    style = style or Style()
    rows = [(ILACS_AREAS[code], grade) for code, grade in grades]
    priority = heading("Areas for priority action") + bullets(priorities) if priorities else ""
    return (
        setting(style, f"{title} {days}")
        + f"\n#text(26pt)[{said(title)}]\n\n*Inspection dates:* {said(days)}\n"
        + "\n*Lead inspector:* A Person, His Majesty’s Inspector\n"
        + table(rows)
        + paragraphs(*[FILLER] * style.filler)
        + priority
        + heading(question)
        + bullets(improvements, nested)
        + heading("The experiences and progress of children who need help and protection: good")
        + numbered([FILLER, f"{FILLER} {FILLER}"])
        + heading("The impact of leaders on social work practice with children and families: good")
        + numbered([FILLER], start=3)
        + imprint()
    )


def sif(
    council: str,
    days: str,
    published: str,
    overall: str,
    grades: list[tuple[str, str]],
    priorities: list[str],
    improvements: list[str],
    *,
    board: list[str] | None = None,
    style: Style | None = None,
) -> str:
    """A report of the single inspection framework, with a table of contents."""
    style = style or Style()
    rows = [(SIF_AREAS[code], grade) for code, grade in grades]
    contents = [
        ("Summary of findings", "3"),
        ("What does the local authority need to improve?", "4"),
        ("Areas for improvement", "4"),
        ("The local authority’s strengths", "5"),
        ("Recommendations", "9"),
    ]
    toc = "".join(f"{said(name)} #h(1fr) {page}\n\n" for name, page in contents)
    ours = heading("Priority and immediate action", 12) + numbered(priorities) if priorities else ""
    return (
        setting(style)
        + f"\n#text(20pt)[{said(council)}]\n"
        + heading(
            "Inspection of services for children in need of help and protection, children "
            "looked after and care leavers",
            16,
        )
        + paragraphs("and")
        + heading("Review of the effectiveness of the Local Safeguarding Children Board", 16)
        + f"\n*Inspection date: {said(days)}*\n\n*Report published: {said(published)}*\n"
        + heading(overall, 12)
        + paragraphs(
            "It is Ofsted’s expectation that, as a minimum, all children and young people "
            "receive good help, care and protection."
        )
        + table(rows, head=False, left="75%")
        + "\n#pagebreak()\n"
        + heading("Contents")
        + toc
        + "\n#pagebreak()\n"
        + heading("Summary of findings")
        + paragraphs(*[FILLER] * style.filler)
        + heading("What does the local authority need to improve?")
        + ours
        + heading("Areas for improvement", 12)
        + numbered(improvements, start=len(priorities) + 1)
        + heading("Summary for children and young people")
        + bullets([FILLER, FILLER])
        + heading("Inspection judgements about the local authority", 16)
        + numbered([FILLER, FILLER], start=20)
        + heading("The Local Safeguarding Children Board (LSCB)", 16)
        + heading("What does the LSCB need to improve?")
        + heading("Areas for improvement", 12)
        + numbered(board or ["Publish a plan for the board’s own training."], start=60)
        + heading("What the inspection judgements mean")
        + paragraphs("An outstanding local authority leads highly effective services.")
        + imprint()
    )


def address(day: str) -> str:
    return f"\nPiccadilly Gate\\\nStore Street\\\nManchester\\\nM1 2WD\n\n{said(day)}\n"


def visit(
    council: str,
    kind: str,
    days: str,
    published: str,
    *,
    number: str = "",
    priorities: list[str] | None = None,
    improvements: list[str] | None = None,
    looked_at: str = "the front door",
    question: str = "What needs to improve in this area of social work practice?",
    style: Style | None = None,
) -> str:
    """The letter after a focused visit or a monitoring visit."""
    style = style or Style()
    which = (
        f" This was the {number} monitoring visit since the local authority was judged inadequate "
        "in July 2019."
        if number
        else ""
    )
    return (
        setting(style)
        + address(published)
        + f"\nThe Director of Children’s Services\\\n{said(council)}\\\nThe Castle\\\nHigh Street\n"
        + "\nDear Director\n"
        + heading(f"{kind.capitalize()} visit to {council} children’s services")
        + paragraphs(
            f"This letter summarises the findings of the {kind} visit to {council} children’s "
            f"services on {days}.{which} His Majesty’s Inspectors for this visit were two people.",
            f"Inspectors looked at the local authority’s arrangements for {looked_at}.",
        )
        + heading("Headline findings")
        + paragraphs(*[FILLER] * style.filler)
        + (heading("Areas for priority action") + bullets(priorities) if priorities else "")
        + (heading(question) + bullets(improvements) if improvements else "")
        + heading("Main findings")
        + paragraphs(FILLER, FILLER, "I am copying this letter to the Department for Education.")
        + "\nYours sincerely\n\nA Person\n\n*His Majesty’s Inspector*\n"
    )


def jtai(
    council: str,
    theme: str,
    days: str,
    published: str,
    improvements: list[str],
    strengths: list[str],
    *,
    due: str = "",
    priorities: list[str] | None = None,
    style: Style | None = None,
) -> str:
    """The letter after a joint targeted area inspection."""
    style = style or Style()
    statement = (
        f"{council} should send the written statement of action to "
        f"ProtectionOfChildren@ofsted.gov.uk by {due}. It will inform later activity."
    )
    return (
        setting(style)
        + f"\n{said(published)}\n\nA Person, Director of Children’s Services, {said(council)}\\\n"
        + "Chief Constable, Northern and Southern Constabulary\\\nChief Executive, Essex and Kent "
        + "Integrated Care Board\n"
        + f"\nDear {said(council)} Local Safeguarding Partnership\n"
        + heading(f"Joint targeted area inspection of {council}", 12)
        + paragraphs(
            "This letter summarises the findings of the joint targeted area inspection (JTAI) of "
            f"the multi-agency response to {theme} in {council}.",
            f"This inspection took place from {days}. It was carried out by inspectors from "
            "Ofsted, the Care Quality Commission (CQC), His Majesty’s Inspectorate of Constabulary "
            "and Fire & Rescue Services (HMICFRS) and His Majesty’s Inspectorate of Probation.",
        )
        + heading("Headline findings", 12)
        + paragraphs(*[FILLER] * style.filler)
        + (heading("Areas for priority action", 12) + bullets(priorities) if priorities else "")
        + heading("What needs to improve?", 12)
        + bullets(improvements)
        + heading("Strengths", 12)
        + bullets(strengths)
        + heading("Main findings", 12)
        + paragraphs(FILLER, FILLER)
        + heading("Practice study: areas for improvement", 12)
        + paragraphs(FILLER)
        + heading("Next steps", 12)
        + (paragraphs(statement) if due else paragraphs(FILLER))
        + "\nYours sincerely\n\nA Person\n"
    )


def area_send(
    council: str,
    days: str,
    outcome: str,
    effective: list[str],
    better: list[str],
    priorities: list[tuple[str, str]],
    improvements: list[str],
    *,
    style: Style | None = None,
) -> str:
    """A report on an area's arrangements for children with SEND, from 2023 on."""
    style = style or Style()
    cells = "".join(
        f"[{said(who)}], [{at}. {said(text)}],\n" for at, (who, text) in enumerate(priorities, 1)
    )
    urgent = (
        (
            heading("Areas for priority action")
            + f"\n#table(columns: (35%, 1fr), inset: 6pt, [*Responsible body*], "
            f"[*Areas for priority action*],\n{cells})\n"
        )
        if priorities
        else ""
    )
    boxed = "".join(f"[{at}. {said(text)}],\n" for at, text in enumerate(improvements, 1))
    return (
        setting(style, f"Area SEND inspection report: {council} Local Area Partnership {days}")
        + heading(f"Area SEND inspection of {council} Local Area Partnership", 22)
        + f"\nInspection dates: {said(days)}\n\nDates of previous inspection: 3 to 7 July 2017\n"
        + heading("Inspection outcome", 12)
        + paragraphs(outcome)
        + heading("Information about the local area partnership")
        + paragraphs(*[FILLER] * style.filler)
        + heading("What is it like to be a child or young person with SEND in this area?")
        + paragraphs(FILLER)
        + heading("What is the area partnership doing that is effective?")
        + bullets(effective)
        + heading("What does the area partnership need to do better?")
        + bullets(better)
        + urgent
        + heading("Areas for improvement")
        + f"\n#table(columns: (1fr), inset: 6pt, [*Areas for improvement*],\n{boxed})\n"
        + heading("Local area partnership details")
        + table(
            [("Local authority", "Integrated care board"), (council, "NHS Kent and Medway")],
            head=False,
            left="50%",
        )
        + imprint()
    )


@lru_cache(maxsize=64)
def pdf(markup: str) -> bytes:
    """The letter as a PDF."""
    import typst

    return bytes(typst.compile(markup.encode()))
