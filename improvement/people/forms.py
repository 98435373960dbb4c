"""What may an administrator say about a person?"""

from typing import Any

from django import forms

from improvement.councils.models import Council, ServiceArea
from improvement.councils.roles import Role
from improvement.ui.forms import Form


class PersonForm(Form):
    """Add a person, or another role for someone who is here already."""

    name = forms.CharField(max_length=120, help_text="As colleagues know them.")
    email = forms.EmailField(
        label="Work email address", max_length=150, help_text="They sign in with it."
    )
    role = forms.ChoiceField(choices=Role.choices, widget=forms.RadioSelect)
    areas = forms.ModelMultipleChoiceField(
        ServiceArea.objects.none(),
        label="Service areas",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="For a performance officer: the areas whose figures they key.",
    )

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["areas"].queryset = council.areas.all()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("role") == Role.OFFICER and not cleaned.get("areas"):
            self.add_error("areas", "Choose at least one service area for a performance officer.")
        return cleaned


class DeadlineForm(Form):
    """The working day of the next month on which a month's return is due."""

    due_working_day = forms.IntegerField(
        label="Working day",
        min_value=1,
        max_value=20,
        help_text="From 1 to 20, counted from the first of the next month. Weekends and England's "
        "bank holidays do not count.",
    )
