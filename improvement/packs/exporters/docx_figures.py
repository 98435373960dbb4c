"""How do the month's figures stand in a pack's Word document?"""

from improvement.packs.builders.words import Content, compared_words, why_of
from improvement.ui.typesetting import pictures_of
from improvement.ui.word import (
    Bold,
    Cell,
    Column,
    Mark,
    Paper,
    Small,
    put,
)

RATED = ("Improving", "Worsening")
KEY_SIZE = 8


def write_summary(paper: Paper, content: Content) -> None:
    told = content["summary"]
    paper.new_page()
    paper.heading("What the numbers say", 1)
    paper.says(told["sentence"])
    paper.marks((Mark(one["key"], one["word"]), one["number"]) for one in told["counts"])
    paper.heading("Changed since the month before", 2)
    write_changes(paper, told)
    paper.heading("Exceptions", 2)
    if not told["exceptions"]:
        paper.says("No measure is an exception.")
        return
    if "exceptions_are" in told:  # packs frozen before have other rows
        paper.says(told["exceptions_are"])
    columns = (
        Column("Code", 16), Column("Measure", 45), Column("Figure", 18, is_number=True),
        Column("Target", 22), Column("Rating", 22), Column("Why", 47),
    )  # fmt: skip
    paper.table(columns, [exception_row(row) for row in told["exceptions"]])


def exception_row(row: Content) -> list[Cell]:
    why: list = [why_of(row), *([Small(row["comment"])] if row["comment"] else [])]
    return [
        row["code"], row["name"], Bold(row["current"]), row["target"],
        Mark(row["rag"], row["rag_word"]), why,
    ]  # fmt: skip


def write_changes(paper: Paper, told: Content) -> None:
    since = told["compared_with"]
    if not since:
        paper.says("Nothing is approved for the month before, so no change can be told.")
        return
    for heading, rows, none in (
        (f"Newly red since {since}", told["newly_red"], "No measure has become red."),
        (f"No longer red since {since}", told["recovered"], "No measure has left red."),
    ):
        paper.heading(heading, 3)
        if not rows:
            paper.says(none)
            continue
        columns = (
            Column("Code", 16), Column("Measure", 76), Column("Was", 20, is_number=True),
            Column("Now", 20, is_number=True), Column("Was rated", 19), Column("Rating", 19),
        )  # fmt: skip
        paper.table(
            columns,
            [
                [
                    row["code"], row["name"], row["was"], Bold(row["current"]), row["was_word"],
                    Mark(row["rag"], row["rag_word"]),
                ]
                for row in rows
            ],
        )  # fmt: skip


def write_scorecard(paper: Paper, content: Content) -> None:
    held = content["scorecard"]
    paper.turn(landscape=True)
    paper.heading("Scorecard", 1)
    if not held["groups"]:
        paper.says(f"No measure stands on the scorecard for {content['month']['label']}.")
    if held["waiting"]:
        paper.says(f"Not yet approved: {', '.join(held['waiting'])}.")
    months = [Column(month, 14, is_number=True) for month in held["months"]]
    columns = (
        Column("Code", 14), Column("Measure", 44), Column("Baseline", 16, is_number=True),
        *months, Column("Target", 19), Column("Rating", 18), Column("Why", 34),
        Column("On baseline", 20), Column("Real change?", 25), Column("On last month", 19),
    )  # fmt: skip
    for group in held["groups"]:
        paper.heading(group["name"], 2)
        paper.table(columns, [scorecard_row(row) for row in group["rows"]], size=8)
    paper.turn(landscape=False)


def scorecard_row(row: Content) -> list[Cell]:
    """A measure's line; packs that were frozen before signals were read have none."""
    at = "" if row["is_as_at_month_end"] else f", at {row['as_at']}"
    return [
        row["code"], [row["name"], Small(row["basis"] + at)], row["baseline_text"],
        *row["history"], Bold(row["current"]), row["target"], Mark(row["rag"], row["rag_word"]),
        row["reason"], moved(row["direction"], row["improvement"]), row.get("signal", ""),
        moved(row["month_direction"], row["month_improvement"]),
    ]  # fmt: skip


def moved(direction: str, improvement: str) -> Cell:
    """A direction, and whether it is for the better where that is known."""
    return [direction, Small(improvement)] if improvement in RATED else direction


def write_red(paper: Paper, content: Content) -> None:
    paper.heading("Red measures", 1)
    if not content["red"]:
        paper.says(f"No measure is red in {content['month']['label']}.")
    pictures = pictures_of([row["chart"] for row in content["red"]])
    for index, (row, picture) in enumerate(zip(content["red"], pictures, strict=True)):
        if index:
            paper.new_page()
        write_measure(paper, row, picture, content["month"]["label"])


def write_measure(paper: Paper, row: Content, picture: bytes, month: str) -> None:
    paper.heading(f"{row['code']} {row['name']}", 2)
    line = paper.says(f"{month}: ")
    line.add_run(row["current"]).bold = True
    line.add_run(f"    Target: {row['target']}    Baseline: {row['baseline_text']}    ")
    put(line, Mark(row["rag"], row["rag_word"]))
    paper.says(f"{row['reason']}. {row.get('reading', '')}".strip())
    paper.picture(picture, alt=row["alt"], title=row["name"])
    put(paper.says(""), row.get("chart_key", "The target is shaded."), KEY_SIZE)
    columns = [Column(one["month"], 13, is_number=True) for one in row["months"]]
    paper.table(columns, [[one["text"] for one in row["months"]]], size=7.5)
    paper.heading("Comment", 3)
    paper.says(row["comment"] or "No comment was given with the figure.")
    paper.heading("What it is", 3)
    paper.says(f"{row['what']} {row['why']}".strip())
    paper.pairs(definition_of(row))


def definition_of(row: Content) -> list[tuple[str, str]]:
    """How the measure is worked out, who returns it, and what else is known of its figure."""
    told = [
        ("Worked out as", row["counts"]),
        ("Period", row["basis"]),
        ("As at", row["as_at"]),
        ("Timescale", row["timescale"]),
        ("Owner", row["owner"]),
        ("Returned by", row["area"]),
        ("Published beside it", compared_words(row)),
    ]
    return [(key, value) for key, value in told if value]
