"""What may be keyed about what a measure aims for: with its first month, and the reason?"""

from typing import Any

from django import forms as plain

from improvement.rules.value import Unit
from improvement.ui.forms import Form, MonthField
from scorecard.catalogue.fields import REASON_LONGEST
from scorecard.models import AdoptedMeasure
from scorecard.services.aims import aim_of

AIM_HINT = "For example 95%+, ≤13, <10%, >90%, 14% to 21% or 1,050 to 1,150."
AIM_FROM_HINT = "The first month that is rated by it, for example March 2026."
# What the service calls the boxes of a first target.
AIM_TOLD = {"text": "target", "effective_from": "target_from", "reason": "target_reason"}
AIM_MONTH_WRONG = "Enter a real month for the target, for example March 2026."
NO_REASON = "Say why the council aims for this."
NO_AIM = "Enter the target that this is the reason for."


class FirstTarget(plain.Form):
    """The target that a measure starts with, if it starts with one."""

    # What may be kept without saying why: the catalogue's own suggestion.
    usual_target = ""

    text = plain.CharField(
        label="Target", max_length=30, required=False,
        help_text=f"{AIM_HINT} Leave it empty while none is agreed.",
    )  # fmt: skip
    effective_from = MonthField(
        label="Target from month", required=False, help_text=AIM_FROM_HINT,
        error_messages={"invalid": AIM_MONTH_WRONG},
    )  # fmt: skip
    reason = plain.CharField(
        label="Why the council aims for this", max_length=REASON_LONGEST, required=False,
        help_text="Needed with a target, unless it is the catalogue’s usual one.",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A target has a reason, and a reason has its target."""
        typed = super().clean()
        aims, reason = bool(self.data.get(self.add_prefix("text"), "").strip()), typed.get("reason")
        if reason and not aims:
            self.add_error("text", NO_AIM)
        if aims and reason == "" and typed.get("text") != self.usual_target:
            self.add_error("reason", NO_REASON)
        return typed


def with_first_target(typed: dict[str, Any]) -> dict[str, Any]:
    """What was typed, with the first target as the service takes it."""
    return {AIM_TOLD.get(name, name): given for name, given in typed.items()}


class TargetForm(Form):
    """A target from a month on; those of earlier months stay as they were."""

    effective_from = MonthField(label="From month", help_text=AIM_FROM_HINT)
    text = plain.CharField(label="Target", max_length=30, help_text=AIM_HINT)
    reason = plain.CharField(
        label="Reason", max_length=REASON_LONGEST, help_text="Why the council aims for this."
    )

    def __init__(self, *args: Any, measure: AdoptedMeasure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.measure = measure

    def clean_text(self) -> str:
        defined = self.measure.measure
        return aim_of(self.cleaned_data["text"], Unit(defined.unit), defined.polarity)

    def clean(self) -> dict[str, Any]:
        """The very target that holds in that month already is told, rather than set again."""
        typed = super().clean()
        start, text = typed.get("effective_from"), typed.get("text")
        if start and text:
            held = self.measure.targets.filter(effective_from__lte=start.first_day).last()
            if held and held.text == text:
                self.add_error("text", f"The target is {text} already in {start.label}.")
        return typed
