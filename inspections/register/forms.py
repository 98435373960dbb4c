"""What may be keyed about a finding, its status and a strength's standing?"""

from copy import copy
from typing import Any

from django import forms
from django.urls import reverse

from improvement.councils.models import Council
from improvement.practice import guess_area, practice_choices
from improvement.rules.finding import FindingStatus, moves_from, needs_reason
from improvement.ui.forms import Form, GovukRadios, ModelForm
from inspections.fields import NAMES_HINT, NamesField
from inspections.forms import ServiceForm, in_use, whole_number
from inspections.models import Finding, FindingKind, StrengthStanding
from inspections.models.words import TEXT_LENGTH
from inspections.register.confirming import NONE_LATER, ConfirmedByField
from inspections.register.people import members_of

REASON_LENGTH = 1_000
LARGEST_KEY = 2**63 - 1
SAME, DIFFERENT = "same", "different"


class FindingForm(ServiceForm, ModelForm):
    """A finding, in the report's words."""

    agencies = NamesField(required=False)
    area = forms.ChoiceField(
        label="Practice area",
        required=False,
        choices=lambda: [("", "Not placed"), *practice_choices()],
    )

    class Meta:
        model = Finding
        fields = [
            "inspection",
            "kind",
            "text",
            "reference",
            "theme",
            "area",
            "agencies",
            "owner",
            "page",
            "paragraph",
            "repeats",
        ]
        help_texts = {
            "text": "In the report’s own words.",
            "reference": "For example, JTAI-3. Left empty: the next free one.",
            "page": "Of the report or letter.",
            "repeats": "An earlier finding that says the same.",
        }
        widgets = {
            "text": forms.Textarea(attrs={"rows": 6}),
            "reference": forms.TextInput(attrs={"class": "govuk-input--width-20"}),
        }
        error_messages = {name: whole_number(name) for name in ("page", "paragraph")}

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        kwargs["instance"] = copy(kwargs.get("instance") or Finding(council=council))
        super().__init__(*args, **kwargs)
        own, others = kwargs["instance"], council.findings.order_by()
        self.propose_area(own)
        self.fields["owner"].queryset = members_of(council, own.owner_id)
        self.fields["owner"].empty_label = "Nobody yet"
        self.fields["kind"].choices = [("", "Choose a kind"), *FindingKind.choices]
        self.fields["reference"].required = False
        self.fields["inspection"].empty_label = "Choose an inspection"
        self.fields["inspection"].queryset = council.inspections.latest_first()
        self.fields["repeats"].queryset = others.exclude(pk=own.pk).order_by("reference")
        self.fields["repeats"].empty_label = "None"
        rows = list(others.values_list("theme", "agencies").distinct())
        self.fields["theme"].help_text = in_use("", (theme for theme, _ in rows)).strip()
        names = (name for _, agencies in rows for name in agencies)
        self.fields["agencies"].help_text = in_use(NAMES_HINT, names)
        if own.pk:
            self.carry_version(own.version)

    def propose_area(self, own: Finding) -> None:
        """What its words tell is chosen beforehand; for a new finding, when it is saved."""
        if not own.pk:
            self.fields["area"].choices = [("", "By its words"), *practice_choices()]
            self.fields["area"].help_text = "Left empty: proposed from its words."
        elif not own.area and (guessed := guess_area(f"{own.theme} {own.text}")):
            self.initial["area"] = guessed
            self.fields["area"].help_text = "Proposed from its words: check it."

    def said(self) -> dict[str, Any]:
        """What was keyed, as the service takes it; an emptied reference stays as it was."""
        keyed = {name: self.cleaned_data[name] for name in self.Meta.fields}
        if self.instance.pk and not keyed["reference"]:
            del keyed["reference"]
        if not self.instance.pk and not keyed["area"]:
            keyed["area"] = guess_area(f"{keyed['theme']} {keyed['text']}")
        return keyed


class FindingStatusForm(ServiceForm, Form):
    """Where a finding goes next, and what that rests on."""

    status = forms.ChoiceField(label="New status", widget=GovukRadios)
    reason = forms.CharField(
        required=False,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Needed to set a finding aside and to move it back. Otherwise, what has been "
        "done so far.",
    )

    def __init__(self, *args: Any, finding: Finding, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.finding, moves = finding, moves_from(finding.stage)
        self.fields["status"].choices = [(one.value, one.label) for one in moves]
        if FindingStatus.ADDRESSED in moves:
            self.fields["evidence"] = evidence_field(finding.evidence)
        if FindingStatus.CONFIRMED in moves:
            self.ask_what_confirmed()
        self.carry_version(finding.version)

    def ask_what_confirmed(self) -> None:
        """Offer what was seen later; say so where there is nothing."""
        found_on = self.finding.inspection.held_by
        field = ConfirmedByField(council=self.finding.council, later_than=found_on)
        if not field.inspections and not field.audits:
            field.help_text = NONE_LATER
        self.fields["confirmed_by"] = field

    def clean(self) -> dict[str, Any]:
        keyed = super().clean() or self.cleaned_data
        if not keyed.get("status"):
            return keyed
        new = FindingStatus(keyed["status"])
        if needs_reason(new, self.finding.stage) and not keyed.get("reason"):
            self.add_error("reason", f"Say why it moves to “{new.label}”.")
        return keyed

    def move(self) -> dict[str, Any]:
        """What was keyed, as the service takes it."""
        names = ("status", "reason", "evidence", "version")
        keyed = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        return keyed | dict(self.cleaned_data.get("confirmed_by") or {})


def evidence_field(initial: str = "", hint: str = "") -> forms.CharField:
    """What shows that a finding is addressed."""
    return forms.CharField(
        label="What shows that it is addressed",
        required=False,
        initial=initial,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=hint
        or "Needed to call it addressed: what was done, and where anyone can see that it worked.",
    )


class StandingForm(ServiceForm, Form):
    """Does a strength still hold?"""

    standing = forms.ChoiceField(
        label="Does the strength still hold?", choices=StrengthStanding.choices, widget=GovukRadios
    )
    standing_reason = forms.CharField(
        label="What shows it",
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Such as an audit, a figure or what children said.",
        error_messages={"required": "Say what shows it."},
    )
    standing_on = forms.DateField(label="As seen on")

    def __init__(self, *args: Any, finding: Finding, **kwargs: Any) -> None:
        held = {name: getattr(finding, name) for name in self.base_fields}
        super().__init__(*args, initial=held, **kwargs)
        self.carry_version(finding.version)

    def said(self) -> dict[str, Any]:
        """What was keyed, as the service takes it."""
        return {
            "standing": self.cleaned_data["standing"],
            "reason": self.cleaned_data["standing_reason"],
            "on": self.cleaned_data["standing_on"],
            "version": self.version,
        }


class RepeatAnswerForm(forms.Form):
    """Whether two findings are the same matter, as the button says that was pressed."""

    earlier = forms.IntegerField(min_value=1, max_value=LARGEST_KEY)
    version = forms.IntegerField(min_value=1, max_value=2**31 - 1)
    answer = forms.ChoiceField(choices=[(SAME, "Same matter"), (DIFFERENT, "Not the same")])
    back = forms.ChoiceField(choices=[("finding", ""), ("list", "")], required=False)

    def onward(self, council: Council, finding: Finding) -> str:
        """Back to the page where the button was."""
        if self.cleaned_data["back"] == "list":
            return reverse("inspections:repeat-list", args=[council.slug])
        return finding.get_absolute_url()
