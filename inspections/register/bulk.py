"""What will change when many findings are changed at once, and which refuse?"""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from improvement.history.selectors import field_label, told
from improvement.history.services import difference
from inspections.models import Finding
from inspections.register.services import BulkChange, put_change

KIND = "inspections.finding"


@dataclass(frozen=True, slots=True)
class Shift:
    """One field of one finding, before and after, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What would happen to one finding: its changes, or why it refuses."""

    finding: Finding
    changes: tuple[Shift, ...]
    refusal: str


@dataclass(frozen=True, slots=True)
class BulkSummary:
    """What a change would do, finding by finding."""

    changing: tuple[Outcome, ...]
    refused: tuple[Outcome, ...]
    unchanged: tuple[Outcome, ...]

    @property
    def submit(self) -> str:
        """The words of the button that confirms."""
        count = len(self.changing)
        return f"Confirm: change {count} finding{'s' if count != 1 else ''}"


def summary_of(findings: Sequence[Finding], change: BulkChange) -> BulkSummary:
    """Try a change on every finding without saving any. Queries: none but for a new status."""
    outcomes = [outcome(one, change) for one in findings]
    return BulkSummary(
        changing=tuple(one for one in outcomes if one.changes),
        refused=tuple(one for one in outcomes if one.refusal),
        unchanged=tuple(one for one in outcomes if not one.changes and not one.refusal),
    )


def outcome(finding: Finding, change: BulkChange) -> Outcome:
    """What one finding would become."""
    tried = copy(finding)
    tried._state = copy(finding._state)  # or what the copy is given would be the original's too
    tried._state.fields_cache = dict(finding._state.fields_cache)
    try:
        put_change(tried, change)
    except ValidationError as error:
        return Outcome(finding, (), " ".join(error.messages))
    before, after = difference(finding, tried)
    shifts = (
        Shift(field_label(KIND, name), told(before[name]), told(after[name])) for name in after
    )
    return Outcome(finding, tuple(shifts), "")
