"""What may be keyed about a pack: which meeting and month it is for, and what an amendment says?"""

from typing import Any

from django import forms

from improvement.boards.models import Meeting
from improvement.councils.models import Council
from improvement.packs.models import Pack, PackVersion
from improvement.rules.month import Month
from improvement.ui.forms import Form
from scorecard.selectors import approved_months


class PackForm(Form):
    """A new pack: for a meeting, about a month with approved figures."""

    month = forms.TypedChoiceField(
        label="Month",
        coerce=Month.parse,
        help_text="Only months with approved figures can be chosen.",
    )
    meeting = forms.ModelChoiceField(
        Meeting.objects.none(),
        label="Meeting",
        required=False,
        empty_label="No meeting yet",
        help_text="The meeting at which the pack will be read.",
    )

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = [
            (str(month), month.label) for month in approved_months(council)
        ]
        meetings = council.meetings.exclude(status=Meeting.Status.CANCELLED)
        self.fields["meeting"].queryset = meetings.select_related("board").order_by("-on", "-id")


class FreezeForm(Form):
    """Freeze what the pack says now; from the second version on with a reason."""

    amendment = forms.CharField(
        label="What has changed",
        max_length=PackVersion._meta.get_field("amendment").max_length,
        help_text="One line, printed on the cover of the new version.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def __init__(self, *args: Any, pack: Pack, is_first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = pack.version
        if is_first:
            del self.fields["amendment"]


class DeedForm(Form):
    """A button that moves a pack on: it carries the state of the pack that its presser saw."""

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1)
