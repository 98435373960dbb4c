"""What does a reminder say? Plain text, and no figure and no reason: mail leaves the product."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse

from improvement.councils.models import Council
from scorecard.entry.words import days_left, uk
from scorecard.models import Section
from scorecard.reminders.selectors import Letter


def subject_of(letter: Letter) -> str:
    """The council, and how much of what: "Testham returns: 1 sent back, 2 overdue"."""
    late = len(letter.overdue) + len(letter.late_elsewhere)
    counts = {
        "sent back": len(letter.sent_back),
        "overdue": late,
        "due soon": len(letter.due_soon),
        "to approve": len(letter.to_approve) + len(letter.to_amend),
    }
    told = ", ".join(f"{number} {words}" for words, number in counts.items() if number)
    return f"{letter.council.called} returns: {told}"


def text_of(letter: Letter) -> str:
    """The whole mail."""
    council = letter.council
    parts = [
        f"Hello {letter.person},",
        f"This waits for you in the monthly returns of {council.name}.",
        block(
            "Sent back: read why, put it right and submit again", "key", letter.sent_back, letter
        ),
        block("Overdue", "key", letter.overdue, letter),
        block("Due soon", "key", letter.due_soon, letter),
        block("Waiting for your approval", "decide", letter.to_approve, letter),
        amendments_block(letter),
        block("Not submitted in time by others", "check", letter.late_elsewhere, letter),
        f"Everything that is late: {address('return-late', council)}"
        if letter.late_elsewhere
        else "",
        f"All months: {address('return-list', council)}",
        "You are sent this at most once a day, while something waits.",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def block(title: str, deed: str, sections: Sequence[Section], letter: Letter) -> str:
    """One kind of work: each section with its day and the page where it is done."""
    if not sections:
        return ""
    lines = [line for section in sections for line in lines_of(section, deed, letter)]
    return "\n".join([title, *lines])


def amendments_block(letter: Letter) -> str:
    """The amendments that wait for a decision, each with its page."""
    if not letter.to_amend:
        return ""
    lines = [
        f"- {one.figure}\n  {settings.SITE_URL}{one.get_absolute_url()}" for one in letter.to_amend
    ]
    return "\n".join(["Amendments waiting for your decision", *lines])


def lines_of(section: Section, deed: str, letter: Letter) -> tuple[str, str]:
    """A section in a line, and its page in the next."""
    due = section.monthly_return.due_on
    page = address(f"section-{deed}", letter.council, section.month, section.area.slug)
    when = f"due {uk(due)}, {days_left(due, letter.day)}"
    return f"- {section.area.name}, {section.month.label}: {when}", f"  {page}"


def address(name: str, council: Council, *place: object) -> str:
    """The full address of a page."""
    return settings.SITE_URL + reverse(f"scorecard:{name}", args=[council.slug, *place])
