"""What does a lead say to move the day on which a month is due?"""

from django import forms

from improvement.ui.forms import DATE_HINT, Form
from scorecard.services.entries import LONGEST_COMMENT


class DueForm(Form):
    """A new due day, and why."""

    due_on = forms.DateField(
        label="New due day", help_text=f"A working day in England. {DATE_HINT}"
    )
    reason = forms.CharField(
        label="Why it moves",
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Everyone who keeps figures here can read it in the month's history.",
    )
