"""Which later inspections and audits can confirm a finding?"""

from datetime import date

from django import forms

from improvement.councils.models import Council
from improvement.rules.finding import is_later
from inspections.models import AuditCycle, Inspection
from inspections.services import Answer

INSPECTION, AUDIT = "inspection", "audit"
NONE_LATER = (
    "Nothing later than the inspection that found this has been recorded yet, so it cannot be "
    "confirmed. Record the inspection or the audit first."
)


class ConfirmedByField(forms.ChoiceField):
    """One later inspection or audit; cleaned to what the service takes."""

    def __init__(self, *, council: Council, later_than: date | None, **kwargs: object) -> None:
        self.inspections = {str(one.pk): one for one in later_inspections(council, later_than)}
        self.audits = {str(one.pk): one for one in later_audits(council, later_than)}
        super().__init__(
            label="Confirmed by",
            required=False,
            choices=[("", "Choose what confirmed it"), *self.offered()],
            help_text="Needed to confirm: what was seen later than the inspection that found it.",
            **kwargs,
        )

    def offered(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The choices in two groups; a group without any is left out."""
        groups = [
            (
                "Inspections",
                [(f"{INSPECTION}-{pk}", str(one)) for pk, one in self.inspections.items()],
            ),
            ("Audits", [(f"{AUDIT}-{pk}", audit_words(one)) for pk, one in self.audits.items()]),
        ]
        return [group for group in groups if group[1]]

    def clean(self, value: str) -> Answer:
        kind, _, pk = super().clean(value).partition("-")
        if kind == INSPECTION:
            return Answer(confirmed_by=self.inspections[pk])
        return Answer(confirmed_by_audit=self.audits[pk]) if kind == AUDIT else Answer()


def audit_words(cycle: AuditCycle) -> str:
    """An audit by name and last day."""
    return f"{cycle}, ended {cycle.ended.day} {cycle.ended:%B %Y}"


def later_inspections(council: Council, day: date | None) -> list[Inspection]:
    """Inspections begun on a later day, newest first."""
    rows = council.inspections.latest_first()
    return [one for one in rows if is_later(one.held_on, day)]


def later_audits(council: Council, day: date | None) -> list[AuditCycle]:
    """Audit cycles that ended on a later day, newest first."""
    rows = council.audit_cycles.order_by("-ended", "-id")
    return [one for one in rows if is_later(one.ended, day)]
