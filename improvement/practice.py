"""Which areas of practice are there, and under which judgement of the self-evaluation?

Findings, audits, measures and visits all speak of the same few areas. They are data
(`fixtures/practice_areas.yaml`), so that a council's own words need no migration.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import ValidationError

SOURCE = Path(__file__).resolve().parent.parent / "fixtures" / "practice_areas.yaml"
LEADING_LETTERS = re.compile(r"[A-Z]+")


@dataclass(frozen=True, slots=True)
class PracticeArea:
    """A part of practice: the judgement it belongs to, and which measures and words tell of it."""

    code: str
    name: str
    judgement: str
    measures: tuple[str, ...]
    words: tuple[str, ...]

    def speaks(self, measure: str) -> bool:
        """Does the measure of this code tell of the area, by its code or by its group's letters?"""
        letters = LEADING_LETTERS.match(measure)
        return measure in self.measures or bool(letters and letters.group() in self.measures)


@cache
def _file() -> Mapping[str, Any]:
    """The file as reviewed; read once."""
    held: Mapping[str, Any] = yaml.safe_load(SOURCE.read_text(encoding="utf-8"))
    return held


@cache
def judgement_names() -> dict[str, str]:
    """The parts of the self-evaluation by their code, in its order."""
    return {one["code"]: one["name"] for one in _file()["judgements"]}


@cache
def practice_areas() -> dict[str, PracticeArea]:
    """Every area by its code, in the order of the file."""
    areas = [
        PracticeArea(**{**row, "measures": tuple(row["measures"]), "words": tuple(row["words"])})
        for row in _file()["areas"]
    ]
    return {area.code: area for area in areas}


def practice_choices() -> list[tuple[str, str]]:
    """The areas as a form offers them."""
    return [(area.code, area.name) for area in practice_areas().values()]


def practice_name(code: str) -> str:
    """An area's name; nothing for what has not been placed, the code for one no longer listed."""
    area = practice_areas().get(code)
    return area.name if area else code


def areas_under(judgement: str) -> list[PracticeArea]:
    """The areas that one part of the self-evaluation is made of."""
    return [area for area in practice_areas().values() if area.judgement == judgement]


def guess_area(text: str) -> str:
    """The code of the area whose words a text holds most of; "" where none tells.

    A person confirms it: words alone cannot know what a finding is about.

    >>> guess_area("The quality of pathway plans for care leavers.")
    'care-leavers'
    >>> guess_area("Nothing that tells.")
    ''
    """
    told = {code: told_times(area, text.lower()) for code, area in practice_areas().items()}
    best = max(told.values())
    return next(code for code, times in told.items() if times == best) if best else ""


def told_times(area: PracticeArea, text: str) -> int:
    """How many of an area's words a text in small letters holds; a phrase counts each word."""
    return sum(
        len(word.split())
        for word in area.words
        if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)
    )


def validate_practice_area(code: str) -> None:
    """Only an area on the list can be stored."""
    if code not in practice_areas():
        raise ValidationError(f"“{code[:60]}” is not an area of practice this service knows.")
