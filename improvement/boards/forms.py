"""What may be keyed about boards, meetings, decisions and interventions?"""

from __future__ import annotations

from typing import Any

from django import forms

from improvement.boards.models import Board, Decision, Intervention, Meeting, Partner
from improvement.boards.services import CHALLENGES
from improvement.councils.models import Council
from improvement.ui.editing import EditForm
from improvement.ui.forms import GovukRadios


class BoardForm(EditForm):
    """What a board is."""

    class Meta:
        model = Board
        fields = ("name", "chair_role", "cadence", "purpose", "is_statutory")
        labels = {"chair_role": "Chair (role)"}
        help_texts = {"cadence": "For example, monthly"}


class MeetingForm(EditForm):
    """When and where a board meets, and what was noted."""

    class Meta:
        model = Meeting
        fields = ("on", "starts_at", "place", "papers_due", "status", "notes")
        widgets = {"status": GovukRadios(inline=True)}
        help_texts = {"starts_at": "On the 24-hour clock, for example 14:00"}


class NewMeetingForm(MeetingForm):
    """A new meeting also chooses its board."""

    board = forms.ModelChoiceField(queryset=Board.objects.none())
    field_order = ("board",)

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["board"].queryset = Board.objects.filter(council=council)


class DecisionForm(EditForm):
    """What was decided, asked or challenged, and what came of it."""

    class Meta:
        model = Decision
        fields = (
            "meeting",
            "reference",
            "kind",
            "text",
            "raised_by",
            "owner_role",
            "due",
            "status",
            "answer",
            "answered_on",
        )
        widgets = {"kind": GovukRadios(inline=True), "status": GovukRadios(inline=True)}
        help_texts = {"answered_on": "Leave empty for today, or while it is outstanding."}

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        meetings = Meeting.objects.filter(council=council).select_related("board")
        self.fields["meeting"].queryset = meetings.order_by("-on", "-id")
        if self.instance.pk is None and "reference" in self.fields:
            self.fields["reference"].required = False
            self.fields["reference"].help_text = "Leave empty for the next free number."


class ChallengeForm(DecisionForm):
    """What those who do not serve the board may record: a challenge or a question."""

    class Meta(DecisionForm.Meta):
        fields = ("meeting", "kind", "text", "raised_by", "owner_role", "due")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [choice for choice in Decision.Kind.choices if choice[0] in CHALLENGES]
        self.fields["kind"].choices = kinds
        self.initial["kind"] = Decision.Kind.CHALLENGE


class InterventionForm(EditForm):
    """A power used or help required, in one dated version."""

    class Meta:
        model = Intervention
        fields = (
            "kind",
            "title",
            "service",
            "number",
            "legal_power",
            "issued",
            "issued_precision",
            "date_note",
            "revoked_on",
            "duties",
            "source",
        )


class PartnerForm(EditForm):
    """Who helps, with what, from when to when."""

    class Meta:
        model = Partner
        fields = (
            "name",
            "programme",
            "phase",
            "scope",
            "starts",
            "starts_precision",
            "starts_note",
            "ends",
            "ends_precision",
            "ends_note",
            "source",
        )
