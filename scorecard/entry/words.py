"""How are the days, distances and progress of a return said?"""

from datetime import date

from improvement.rules.section import SectionStatus

TAGS = {
    SectionStatus.NOT_STARTED: "grey",
    SectionStatus.DRAFT: "blue",
    SectionStatus.SUBMITTED: "purple",
    SectionStatus.SENT_BACK: "orange",
    SectionStatus.APPROVED: "green",
}


def uk(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def days_left(due: date, today: date) -> str:
    """How long there is, or how late it is, in words."""
    days = (due - today).days
    if days == 0:
        return "due today"
    unit = "day" if abs(days) == 1 else "days"
    return f"{days} {unit} left" if days > 0 else f"{-days} {unit} late"


def asked_words(reason: str, figures: int) -> str:
    """Why a section was sent back: of the whole, and how many figures have a reason of their own.

    >>> asked_words("Seven children are missing.", 1)
    'Seven children are missing. 1 figure to change'
    >>> asked_words("", 2)
    'Sent back: 2 figures to change'
    """
    if not figures:
        return reason
    number = f"{figures} {'figure' if figures == 1 else 'figures'} to change"
    return f"{reason} {number}" if reason else f"Sent back: {number}"


def progress(done: int, total: int) -> str:
    """How many sections are approved."""
    return f"{done} of {total} {'section' if total == 1 else 'sections'} approved"
