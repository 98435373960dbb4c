"""What may a performance lead key about a measure?"""

from django import forms as plain

from improvement.ui.forms import Form, MonthField


class TargetForm(Form):
    """A target from a month on; those of earlier months stay as they were."""

    effective_from = MonthField(label="From month")
    text = plain.CharField(
        label="Target",
        max_length=30,
        help_text="For example 95%+, ≤13, <10%, >90% or 575 to 695",
    )
    reason = plain.CharField(max_length=200, help_text="Why the council aims for this.")
