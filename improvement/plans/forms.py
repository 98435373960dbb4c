"""What may be keyed about plans and actions? Choices never reach beyond the council."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from improvement.councils.models import Council, User
from improvement.councils.roles import UPDATE_ACTIONS
from improvement.plans.models import STATUSES, Action, Evidence, Milestone, Plan, Priority
from improvement.plans.services import names_of
from improvement.ui.editing import EditForm, ManyRowsField
from improvement.ui.forms import GovukCheckboxes, GovukRadios
from inspections.models import AuditTheme, Finding
from inspections.validators import validate_day
from scorecard.models import AdoptedMeasure


class PlanForm(EditForm):
    """A plan's name, dates and summary."""

    class Meta:
        model = Plan
        fields = ("title", "starts", "ends", "summary")
        labels = {"starts": "Start date", "ends": "End date"}


class PriorityForm(EditForm):
    """One priority of a plan."""

    class Meta:
        model = Priority
        fields = ("number", "title", "sponsor_role")
        labels = {"sponsor_role": "Sponsor (role)"}


def possible_owners(council: Council, present: int | None = None) -> QuerySet:
    """Members who can update an action, and whoever owns it now."""
    member = Q(
        memberships__council=council,
        memberships__is_active=True,
        memberships__role__in=UPDATE_ACTIONS,
    )
    return User.objects.filter(member | Q(pk=present)).distinct().order_by("name", "pk")


class ActionForm(EditForm):
    """What an action says. Once it has a due date, moving it asks for a reason."""

    reason = forms.CharField(
        label="Reason for moving the due date",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Needed only when the due date changes. The original date stays on record.",
    )
    field_order = (
        "version",
        "priority",
        "reference",
        "title",
        "detail",
        "owner",
        "owner_role",
        "agency",
        "start",
        "due",
        "reason",
        "success_measure",
    )

    class Meta:
        model = Action
        fields = (
            "priority",
            "reference",
            "title",
            "detail",
            "owner",
            "owner_role",
            "agency",
            "start",
            "due",
            "success_measure",
        )
        labels = {
            "title": "What will be done",
            "owner_role": "Owner's role",
            "success_measure": "How we will know it worked",
        }

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_council = Priority.objects.filter(plan__council=council)
        mine = Q(plan__is_current=True) | Q(pk=self.instance.priority_id)
        self.fields["priority"].queryset = of_council.filter(mine).select_related("plan")
        self.fields["owner"].queryset = possible_owners(council, self.instance.owner_id)
        if self.instance.pk is None:
            del self.fields["reason"]
            self.fields["reference"].required = False
            self.fields["reference"].help_text = "Leave empty for the next free number."


class UpdateForm(EditForm):
    """The monthly update: a status, a few words, and only if need be a new date."""

    status = forms.ChoiceField(choices=STATUSES, widget=GovukRadios, label="How is it going?")
    text = forms.CharField(
        label="What has happened since the last update?",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    milestones_done = ManyRowsField(
        queryset=Milestone.objects.none(),
        required=False,
        widget=GovukCheckboxes,
        label="Milestones reached",
    )
    new_due = forms.DateField(label="New due date", required=False, validators=[validate_day])
    reason = forms.CharField(
        label="Reason for moving the due date",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    class Meta:
        model = Action
        fields = ("status",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waiting = self.instance.milestones.filter(done_on__isnull=True)
        self.fields["milestones_done"].queryset = waiting
        if not waiting:
            del self.fields["milestones_done"]
        self.fields["new_due"].help_text = self.due_hint()

    def due_hint(self) -> str:
        """What the date is now, so that nobody moves it by mistake."""
        due = self.instance.due
        if due is None:
            return "This action has no due date yet. For example, 27/3/2026"
        return f"Leave empty to keep {due.day} {due:%B %Y}. For example, 27/3/2026"


class MilestoneForm(EditForm):
    """One step on the way."""

    reason = forms.CharField(
        label="Reason for moving the date",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Needed only when the date changes.",
    )

    class Meta:
        model = Milestone
        fields = ("title", "due")
        labels = {"title": "What will have happened"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            del self.fields["reason"]


class EvidenceForm(EditForm):
    """Something that shows an action is done."""

    link = forms.URLField(
        label="Link to it",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="Where the document is kept. Never a link to a child's record.",
    )

    class Meta:
        model = Evidence
        fields = ("title", "description")
        labels = {"title": "What is the evidence?", "description": "What does it show?"}


class LinkForm(EditForm):
    """Which findings and audit themes an action answers, and which measures it should move."""

    findings = ManyRowsField(
        queryset=Finding.objects.none(),
        required=False,
        widget=GovukCheckboxes,
        label="Findings it answers",
    )
    measures = ManyRowsField(
        queryset=AdoptedMeasure.objects.none(),
        required=False,
        widget=GovukCheckboxes,
        label="Measures it should move",
    )
    audit_themes = ManyRowsField(
        queryset=AuditTheme.objects.none(),
        required=False,
        widget=GovukCheckboxes,
        label="Audit themes it answers",
    )

    class Meta:
        model = Action
        fields = ()

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        linked = {
            "findings": action.findings.all(),
            "measures": action.measures.all(),
            "audit_themes": action.audit_themes.all(),
        }
        super().__init__(*args, instance=action, initial=linked, **kwargs)
        council = action.council_id
        findings = Finding.objects.filter(council=council).order_by("reference", "id")
        measures = AdoptedMeasure.objects.filter(council=council).order_by("position", "code")
        self.fields["findings"].queryset = findings
        self.fields["measures"].queryset = measures
        self.offer_themes(AuditTheme.objects.filter(council=council))
        if self.is_bound:
            self.say_stored(linked)

    def offer_themes(self, themes: QuerySet) -> None:
        """Themes with their cycle, latest first; no field where no audit has left one."""
        self.fields["audit_themes"].queryset = themes.select_related("cycle").order_by(
            "-cycle__ended", "-cycle_id", "position", "id"
        )
        self.fields["audit_themes"].label_from_instance = lambda one: f"{one} ({one.cycle})"
        if not themes.exists():
            del self.fields["audit_themes"]

    def say_stored(self, linked: dict[str, QuerySet]) -> None:
        """What is linked now, beside what was ticked: another person may have saved meanwhile."""
        for name, rows in ((one, rows) for one, rows in linked.items() if one in self.fields):
            self.fields[name].help_text = f"Linked now: {', '.join(names_of(rows)) or 'nothing'}"
