"""What may be said about teams, posts and who holds them? Choices stay within the council."""

from datetime import date
from typing import Any

from django import forms

from improvement.ui.editing import EditForm
from improvement.ui.forms import GovukRadios
from workforce.models import LeadershipPost, Team, Tenure
from workforce.roles import Standing, Tier

EARLIEST_YEAR, LATEST_YEAR = 1970, 2099
PLACE_HINT = "Lower numbers come first."


class TeamForm(EditForm):
    """A team: its name, area and place."""

    class Meta:
        model = Team
        fields = ("name", "area", "position", "is_active")
        help_texts = {
            "position": PLACE_HINT,
            "is_active": "Untick when the team has closed. Its past months stay.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = self.instance.council.areas.all()


class PostForm(EditForm):
    """A leadership post, by its title; never by a person's name."""

    class Meta:
        model = LeadershipPost
        fields = ("title", "tier", "is_statutory", "position", "is_active", "source")
        widgets = {"tier": GovukRadios(choices=Tier.choices)}
        help_texts = {
            "title": "The title of the post. Do not enter a person's name.",
            "position": PLACE_HINT,
            "is_active": "Untick when the post has been abolished. Its history stays.",
        }


class TenureForm(EditForm):
    """How a post came to be held, from when and until when."""

    standing = forms.ChoiceField(
        label="How the post is held", choices=Standing.choices, widget=GovukRadios
    )

    class Meta:
        model = Tenure
        fields = ("standing", "starts", "starts_precision", "ends", "ends_precision", "note")
        help_texts = {
            "ends": "Leave empty while it goes on.",
            "note": "Do not enter a person's name.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.fields[
                "starts"
            ].help_text = (
                "For example, 27/3/2026. Whoever held the post until now ends the day before."
            )

    def clean_starts(self) -> date:
        return self.real_day("starts")

    def clean_ends(self) -> date | None:
        return self.real_day("ends")

    def real_day(self, name: str) -> date | None:
        """A day in living memory: a slip such as the year 0226 is refused."""
        day = self.cleaned_data[name]
        if day and not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            raise forms.ValidationError(
                f"The year must be between {EARLIEST_YEAR} and {LATEST_YEAR}."
            )
        return day
