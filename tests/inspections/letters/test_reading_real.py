"""Published letters that are not part of this project: each is read as it is printed."""

import json
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings

from inspections.letters.letter import LetterReading
from inspections.letters.reading import read_letter
from tests.inspections.letters.reading_here import grades, of_kind, read_here
from tests.needs import missing

LETTERS = Path(settings.BASE_DIR).parent / "shared" / "data" / "letters"
FILES = sorted(path.name for path in LETTERS.glob("*.pdf"))
AREAS = ("overall", "leaders", "help", "care", "leavers")
# What stands in letters that the list of expected results leaves out: council, days, counts.
READ_BY_EYE = {
    "ilacs-blackburn-with-darwen-2022-03-18.pdf": {
        "gss": "E06000008",
        "start": "2022-01-24",
        "end": "2022-02-04",
        "framework": "standard",
        **dict.fromkeys(("overall", "leaders", "help", "care"), "Requires improvement to be good"),
        "improve": 10,
    },
    "ilacs-blackpool-2019-01-17.pdf": {
        "gss": "E06000009",
        "start": "2018-11-26",
        "end": "2018-12-07",
        "framework": "standard",
        **dict.fromkeys(("overall", "leaders", "help"), "Inadequate"),
        "care": "Requires improvement to be good",
        "improve": 12,
    },
    "ilacs-bournemouth-christchurch-poole-2022-02-11.pdf": {
        "gss": "E06000058",
        "start": "2021-12-06",
        "end": "2021-12-17",
        "framework": "standard",
        **dict.fromkeys(("overall", "leaders", "help"), "Inadequate"),
        "care": "Requires improvement to be good",
        "improve": 7,
    },
    "area-send-blackpool-2024-07-25.pdf": {
        "gss": "E06000009",
        "start": "2024-05-20",
        "end": "2024-05-24",
        "kind": "area-send",
        "improve": 4,
        "strengths": 12,
    },
}
DUE = {
    "jtai-bedford-2023-03-31.pdf": date(2023, 7, 6),
    "jtai-blackburn-with-darwen-2023-07-14.pdf": date(2023, 10, 23),
    "jtai-blackpool-2025-01-31.pdf": date(2025, 5, 9),
    "jtai-norfolk-2025-02-27.pdf": date(2025, 6, 11),
}


def test_the_letters_are_beside_this_checkout():
    if not FILES:
        missing("the published letters are not beside this checkout")
    assert len(FILES) >= 18


def expected(name: str) -> dict:
    """What somebody else read in a letter, or what we did."""
    held = json.loads((LETTERS / "expected.json").read_text(encoding="utf-8"))
    listed = {row["file"]: row for rows in held.values() for row in rows}
    return READ_BY_EYE.get(name) or listed[name]


def kind_of(name: str, want: dict) -> str:
    return want.get("kind") or (f"ilacs-{want['framework']}" if "framework" in want else "jtai")


@pytest.mark.parametrize("name", FILES)
def test_a_published_letter_is_read_as_it_is_printed(name):
    want = expected(name)
    got = read(name)
    assert got.kind == kind_of(name, want)
    assert got.gss == want.get("gss", got.gss)
    assert same_name(got.council, want.get("council", got.council))
    assert got.published == date.fromisoformat(want.get("published", name[-14:-4]))
    if "start" in want:
        assert (got.start, got.end) == tuple(map(date.fromisoformat, (want["start"], want["end"])))
    assert {area: grades(got).get(area) for area in AREAS} == {
        area: want.get(area) for area in AREAS
    }
    assert len(of_kind(got, "improvement")) == want["improve"]
    assert len(of_kind(got, "strength")) == want.get("strengths", 0)
    assert got.theme == want.get("theme", "")
    assert got.statement_due == DUE.get(name)
    if "dates" in want:
        assert f"{got.start.day} to {got.end.day} {got.end:%B %Y}" == want["dates"]


@cache
def read(name: str) -> LetterReading:
    """Each letter is read once."""
    return read_here((LETTERS / name).read_bytes(), name)


def same_name(got: str, want: str) -> bool:
    def words(name: str) -> list[str]:
        return re.findall(r"\w+", name.casefold().replace("&", "and"))

    return words(got) == words(want)


@pytest.mark.parametrize("name", FILES)
def test_every_bullet_stands_whole_on_the_page_it_names(name):
    """Each finding's words follow one another in the letter, from the page it is said to be on."""
    got = read(name)
    for finding in got.findings:
        from_here = squeezed(" ".join(got.pages[finding.page - 1 : finding.page + 1]))
        first = squeezed(finding.text)[:60]
        assert first in squeezed(got.pages[finding.page - 1]) or first[:20] in from_here
        assert finding.text[0].isupper()
        assert finding.text.rstrip()[-1] in ".)’”" or len(finding.text) < 60, finding.text
        assert not re.search(r"\w- (?!and )\w|Inspection of|SEND inspection report", finding.text)


def squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def test_a_letter_read_in_the_process_of_its_own_is_the_same_letter():
    if not FILES:
        missing("the published letters are not beside this checkout")
    path = LETTERS / FILES[0]
    with path.open("rb") as file:
        assert read_letter(file, path.name) == read(path.name)
