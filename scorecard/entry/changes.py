"""What has changed in a figure since its section was sent back, and was it what was asked for?"""

from dataclasses import dataclass

from scorecard.models import Figure, Section
from scorecard.services.returning import said

NEW = "New since it was sent back."


@dataclass(frozen=True, slots=True)
class Since:
    """How one figure differs from what the approver saw last; sentences, empty for no change."""

    figure: str = ""
    comment: str = ""

    @property
    def is_changed(self) -> bool:
        return bool(self.figure or self.comment)


def since_sent_back(section: Section, figure: Figure | None) -> Since:
    """A figure beside what it said when the section was last sent back; nothing if it never was."""
    if figure is None or not section.as_sent_back:
        return Since()
    now, before = said(figure), section.as_sent_back.get(str(figure.measure_id))
    if before is None:
        return Since(figure=NEW)
    return Since(
        figure=changed(before["keyed"], now["keyed"]),
        comment=comment_changed(before["comment"], now["comment"]),
    )


def changed(before: str, now: str) -> str:
    """ "Changed: was 23 of 25." """
    return "" if before == now else f"Changed: was {before or 'empty'}."


def comment_changed(before: str, now: str) -> str:
    """What became of a comment, with its old words where it had any."""
    if before == now:
        return ""
    if not before:
        return "Comment added."
    return f"Comment {'changed' if now else 'taken away'}: was “{before}”."
