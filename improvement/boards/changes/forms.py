"""What may be keyed about a change in the service?"""

from typing import Any

from django import forms

from improvement.boards.models import ServiceChange
from improvement.councils.models import Council, ServiceArea
from improvement.ui.editing import EditForm, ManyRowsField
from improvement.ui.forms import GovukCheckboxes, GovukRadios
from inspections.dates import Precision

KNOWN = [pair for pair in Precision.choices if pair[0] != Precision.UNKNOWN]


class ChangeForm(EditForm):
    """What changed, when, for whom and by whose decision."""

    areas = ManyRowsField(
        queryset=ServiceArea.objects.none(),
        required=False,
        widget=GovukCheckboxes,
        label="Service areas it touches",
        help_text="It is marked on the charts of their measures. With none ticked, on all charts.",
    )

    class Meta:
        model = ServiceChange
        fields = ("kind", "title", "on", "precision", "decided_by", "notes", "source")
        widgets = {"kind": GovukRadios}
        help_texts = {
            "title": "As it is to stand on a chart, for example: assessment teams become four.",
            "on": "The first day it held. For a month or a year, its first day.",
        }

    field_order = ("kind", "title", "on", "precision", "areas")

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["areas"].queryset = council.areas.order_by("position", "name")
        self.fields["precision"].choices = KNOWN
        if self.instance.pk:
            self.initial["areas"] = list(self.instance.areas.all())


class RemoveChangeForm(EditForm):
    """Why a change is taken back."""

    reason = forms.CharField(
        label="Why it is removed",
        max_length=200,
        help_text="Kept with your name and with what it said.",
        error_messages={"required": "Say why it is removed."},
    )

    class Meta:
        model = ServiceChange
        fields: tuple[str, ...] = ()
