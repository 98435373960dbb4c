"""Is what confirmed a finding surely later than what found it, whichever day is moved?"""

from collections.abc import Iterable

from django.core.exceptions import ValidationError

from improvement.rules.finding import is_later
from inspections.models import Finding, Inspection


def refuse_early_confirmation(finding: Finding) -> None:
    """Only what the same council saw later, on a day that is known, can confirm a finding."""
    found = finding.inspection.held_by
    inspection, audit = finding.confirmed_by, finding.confirmed_by_audit
    days = [(inspection, inspection.held_on)] if inspection else []
    days += [(audit, audit.ended)] if audit else []
    for one, day in days:
        if one.council_id != finding.council_id or not is_later(day, found):
            raise ValidationError(
                {"confirmed_by": f"“{one}” is not later than the inspection that found this."}
            )


def refuse_lost_confirmations(inspection: Inspection) -> None:
    """A day is not moved so that what confirmed a finding would not be later than it any more."""
    confirmed = list(inspection.confirmed_findings.select_related("inspection"))
    for one in confirmed:
        one.confirmed_by = inspection
    own = list(inspection.findings.select_related("confirmed_by", "confirmed_by_audit"))
    for one in own:
        one.inspection = inspection
    refuse_unfounded([*confirmed, *own], "started")


def refuse_unfounded(findings: Iterable[Finding], field: str) -> None:
    """Name the findings whose confirmation would not hold, beside the day that is to move."""
    lost = sorted(one.reference for one in findings if not is_founded(one))
    if lost:
        told = "With this day the confirmation of {} would not hold: it must be later."
        raise ValidationError({field: told.format(", ".join(lost))})


def is_founded(finding: Finding) -> bool:
    """Is what confirmed a finding, if anything did, later than the inspection that found it?"""
    try:
        refuse_early_confirmation(finding)
    except ValidationError:
        return False
    return True
