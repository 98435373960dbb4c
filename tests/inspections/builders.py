"""How do tests make inspections and findings? Through the services, with sensible defaults."""

import re
from datetime import date
from itertools import count

from improvement.councils.models import Council
from inspections import services
from inspections.models import Finding, FindingKind, Inspection

numbers = count(1)


def make_inspection(council: Council, **fields) -> Inspection:
    """An ILACS standard inspection of January 2022, unless told otherwise."""
    fields = {"kind": "ilacs-standard", "started": date(2022, 1, 24), **fields}
    return services.add_inspection(council=council, by=None, **fields)


def make_finding(inspection: Inspection, **fields) -> Finding:
    """An open area for improvement, unless told otherwise."""
    fields = {
        "kind": FindingKind.IMPROVEMENT,
        "text": f"Plans drift in case {next(numbers)}.",
        **fields,
    }
    return services.add_finding(inspection=inspection, by=None, **fields)


def settle(finding: Finding) -> Inspection:
    """Bring an open finding to where a later visit confirmed it; the visit."""
    visit = make_inspection(finding.council, kind="focused-visit", started=date(2024, 5, 14))
    for status in ("action_planned", "in_progress"):
        services.move_finding(finding=finding, by=None, status=status)
    services.move_finding(
        finding=finding, by=None, status="addressed", evidence="An audit of 20 plans."
    )
    services.move_finding(finding=finding, by=None, status="confirmed", confirmed_by=visit)
    return visit


def text_of(response) -> str:
    """A page as its reader sees it: no mark-up, single spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())
