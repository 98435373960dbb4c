"""What may be changed in many findings at once, and which were ticked?"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from improvement.councils.models import Council
from improvement.practice import practice_choices
from improvement.rules.finding import FindingStatus
from improvement.ui.forms import Form
from inspections.forms import ServiceForm
from inspections.models import Finding
from inspections.register.confirming import ConfirmedByField
from inspections.register.forms import REASON_LENGTH, evidence_field
from inspections.register.people import members_of
from inspections.register.services import BulkChange
from inspections.services import Answer

AT_MOST = 100
KEY = re.compile(r"[0-9]{1,18}", re.ASCII)
LEAVE, NONE = "", "none"
CHANGING = ("owner", "area", "theme", "status")
AS_IT_IS = "Leave as it is"


def ticked(council: Council, sent: QueryDict) -> list[Finding]:
    """The findings of this council that were ticked, a hundred at most, in the register's order."""
    keys = [int(one) for one in sent.getlist("finding") if KEY.fullmatch(one)]
    return list(council.findings.filter(pk__in=keys[:AT_MOST]).for_list())


def looked_at(findings: Iterable[Finding], sent: Mapping[str, str]) -> dict[Finding, int]:
    """The findings that the summary would change, with the version that stood in it."""
    versions = ((one, sent.get(f"version-{one.pk}", "")) for one in findings)
    return {one: int(text) for one, text in versions if KEY.fullmatch(text)}


class BulkForm(ServiceForm, Form):
    """What is to become of every finding that was ticked; what is left alone stays."""

    owner = forms.ChoiceField(label="Who answers for them", required=False)
    area = forms.ChoiceField(label="Practice area", required=False)
    theme = forms.CharField(
        label="Theme", required=False, max_length=120, help_text="Left empty: stays as it is."
    )
    status = forms.ChoiceField(
        label="New status",
        required=False,
        choices=[(LEAVE, AS_IT_IS), *((one.value, one.label) for one in FindingStatus)],
    )
    reason = forms.CharField(
        label="Reason",
        required=False,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Needed to set findings aside and to move them back.",
    )

    def __init__(
        self, *args: Any, council: Council, findings: Iterable[Finding], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in members_of(council)}
        names = [(pk, one.name) for pk, one in self.people.items()]
        self.fields["owner"].choices = [(LEAVE, AS_IT_IS), (NONE, "Nobody"), *names]
        self.fields["area"].choices = [(LEAVE, AS_IT_IS), (NONE, "Not placed"), *practice_choices()]
        self.fields["evidence"] = evidence_field(hint="Needed to call findings addressed.")
        # What confirms one of them at least; the summary names those it is too early for.
        found = [one.inspection.held_by for one in findings]
        known = [day for day in found if day]
        self.fields["confirmed_by"] = ConfirmedByField(
            council=council, later_than=min(known, default=date.max)
        )

    def clean(self) -> dict[str, Any]:
        keyed = super().clean() or self.cleaned_data
        if not self.errors and not any(keyed[name] for name in CHANGING):
            raise forms.ValidationError("Choose something to change.")
        return keyed

    def change(self) -> BulkChange:
        """What was keyed, as the service takes it."""
        keyed = self.cleaned_data
        fields: dict[str, Any] = {"theme": keyed["theme"]} if keyed["theme"] else {}
        if keyed["owner"]:
            fields["owner"] = self.people.get(keyed["owner"])
        if keyed["area"]:
            fields["area"] = "" if keyed["area"] == NONE else keyed["area"]
        answer = Answer(reason=keyed["reason"], evidence=keyed["evidence"])
        return BulkChange(fields, keyed["status"], answer | keyed["confirmed_by"])

    def sent(self) -> list[tuple[str, str]]:
        """What was keyed, to travel with the summary out of sight."""
        return [(name, self[name].value() or "") for name in self.fields]
