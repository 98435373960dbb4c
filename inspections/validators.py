"""Is a list of names, or a list of grades, one that can be stored?"""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

NAMES_AT_MOST = 20
NAME_LENGTH = 120
YEARS = range(1980, 2101)
GRADE_KEYS = frozenset({"code", "word", "rank"})


def validate_names(value: Any) -> None:
    """A list of short, distinct, non-empty names: inspectorates, agencies."""
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ValidationError("Give a list of names.")
    if len(value) > NAMES_AT_MOST:
        raise ValidationError(f"Give at most {NAMES_AT_MOST} names.")
    for name in value:
        validate_name(name)
    if len(set(value)) < len(value):
        raise ValidationError("Give each name once.")


def validate_name(name: str) -> None:
    """One name of such a list."""
    if not name.strip():
        raise ValidationError("A name in the list is empty.")
    if not name.isprintable():
        raise ValidationError("A name in the list holds a character that cannot be stored.")
    if len(name) > NAME_LENGTH:
        raise ValidationError(f"“{name[:30]}…” is longer than {NAME_LENGTH} characters.")


def validate_grades(value: Any) -> None:
    """The grades of a judgement set: code, word and rank (1 the best), each code once."""
    if not isinstance(value, list) or not all(
        isinstance(one, dict) and set(one) >= GRADE_KEYS for one in value
    ):
        raise ValidationError("Give a list of grades, each with a code, a word and a rank.")
    codes = [one["code"] for one in value]
    if len(set(codes)) < len(codes):
        raise ValidationError("Give each grade code once.")


def validate_codes(value: Any) -> None:
    """A list of codes: the kinds of inspection a set of judgements serves."""
    if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
        raise ValidationError("Give a list of codes.")


def validate_day(value: date) -> None:
    """A day in living memory or the near future: 0202 is a slip, not a year."""
    if value.year not in YEARS:
        raise ValidationError(
            f"Enter a year between {YEARS.start} and {YEARS.stop - 1}, not {value.year}."
        )
