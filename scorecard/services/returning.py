"""How does a submitted section go back to its officer, saying exactly what has to change?"""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction

from improvement.councils.models import User
from improvement.rules.section import SectionStatus
from scorecard.models import AdoptedMeasure, Figure, Section
from scorecard.services.entries import LONGEST_COMMENT, label_of
from scorecard.services.sections import hold, move, refuse_undecidable
from scorecard.services.storing import keyed_words

Asked = Mapping[AdoptedMeasure, str]


@transaction.atomic
def send_back_section(
    *,
    section: Section,
    reason: str,
    by: User,
    version: int | None = None,
    asked: Asked | None = None,
) -> Section:
    """Return a submitted section, with a reason for the whole or for single figures (`asked`).

    What every figure said is kept, so that the next decision sees what has changed since.
    """
    reason = reason.strip()
    wanted = {measure: text.strip() for measure, text in (asked or {}).items() if text.strip()}
    check_reasons(reason, wanted)
    held = hold(section)
    refuse_undecidable(held, by=by, version=version)
    figures = list(held.figures.select_related("measure__measure"))
    mark_figures(figures, wanted)
    told = {"sent_back_reason": reason, "as_sent_back": as_said(figures)}
    full = all_reasons(reason, wanted)
    return move(held, SectionStatus.SENT_BACK, by=by, verb="sent back", reason=full, **told)


def reason_field(measure_id: int) -> str:
    """What the reason for one measure's figure is called, in forms and in refusals."""
    return f"w{measure_id}"


def check_reasons(reason: str, wanted: Asked) -> None:
    """One reason at least, and each one that a database can hold."""
    if not reason and not wanted:
        message = "Say what has to change: in the section as a whole, or at a figure."
        raise ValidationError({"reason": message})
    faults = {"reason": text_fault(reason)} if text_fault(reason) else {}
    for measure, text in wanted.items():
        if fault := text_fault(text):
            faults[reason_field(measure.pk)] = f"{label_of(measure)}: {fault}"
    if faults:
        raise ValidationError(faults)


def text_fault(text: str) -> str:
    """Why a reason cannot be kept, or nothing."""
    if "\x00" in text or len(text) > LONGEST_COMMENT:
        return f"Use at most {LONGEST_COMMENT:,} plain characters."
    return ""


def mark_figures(figures: list[Figure], wanted: Asked) -> None:
    """Put each reason on its figure; what was asked for another time is settled."""
    reasons = {measure.pk: text for measure, text in wanted.items()}
    if strangers := set(reasons) - {figure.measure_id for figure in figures}:
        codes = sorted(measure.code for measure in wanted if measure.pk in strangers)
        raise ValidationError({"reason": f"This section holds no figure of {', '.join(codes)}."})
    for figure in figures:
        figure.sent_back_reason = reasons.get(figure.measure_id, "")
    Figure.objects.bulk_update(figures, ["sent_back_reason"])


def as_said(figures: list[Figure]) -> dict[str, dict[str, str]]:
    """What each figure says now, by measure."""
    return {str(figure.measure_id): said(figure) for figure in figures}


def said(figure: Figure) -> dict[str, str]:
    """A figure as an officer gave it, to be compared with what it says later."""
    is_pair = figure.measure.measure.takes_two_numbers
    return {"keyed": keyed_words(figure, is_pair=is_pair), "comment": figure.comment}


def all_reasons(reason: str, wanted: Asked) -> str:
    """The reasons as the history tells them: the whole first, then figure by figure."""
    if not wanted:
        return reason
    parts = [reason] if reason else []
    parts += [f"{measure.code}: {text}" for measure, text in wanted.items()]
    return " ".join(part if part.endswith((".", "!", "?")) else f"{part}." for part in parts)
