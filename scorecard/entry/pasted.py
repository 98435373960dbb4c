"""Which words does the sheet's script need to know to read a block from a spreadsheet?

The headings are those that an upload knows: there is one list of them.
"""

from typing import Any

from improvement.rules.month import Month
from improvement.rules.number import MISSING_WORDS
from scorecard.uploads.headings import KNOWN, ROLES, normal

PASSED_OVER = "known"
HEADINGS = {**dict.fromkeys(sorted(KNOWN), PASSED_OVER), **ROLES}


def paste_words(month: Month) -> dict[str, Any]:
    """Headings and what each is of, what this return's month is called, and words for none."""
    return {
        "headings": HEADINGS,
        "months": month_words(month),
        "month": month.label,
        "missing": list(MISSING_WORDS),
    }


def month_words(month: Month) -> list[str]:
    """How spreadsheets write a month, without its punctuation; the longest first.

    >>> month_words(Month(2026, 10))[:3]
    ['october 2026', '01 10 2026', 'october 26']
    """
    name, year = normal(month.label).split()
    number = f"{month.number:02}"
    written = [f"{one} {part}" for one in (name, name[:3]) for part in (year, year[2:])]
    written += [f"{year} {number}", f"{number} {year}", f"01 {number} {year}"]
    return sorted({*written, name, name[:3]}, key=lambda one: (-len(one), one))
