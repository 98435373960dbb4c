"""What may be keyed about inspections and judgements, and how does a form take a refusal?"""

from collections.abc import Callable, Iterable
from copy import copy
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import escape

from improvement.councils.models import Council
from improvement.history.services import EditConflict
from improvement.ui.forms import Form, ModelForm
from inspections.dates import Precision
from inspections.fields import NAMES_HINT, NamesField, RoughDay, RoughDayField
from inspections.kinds import kind_choices
from inspections.models import Inspection, JudgementSet
from inspections.services import InspectionFields, set_for

M = TypeVar("M")

NOT_RECORDED = "-"
NOT_GRADED = "not-graded"


class ServiceForm:
    """A form whose answers a service may refuse, and that two people may edit at once.

    It carries the version it began from. A constraint's code names the field that its message
    belongs to.
    """

    fields: dict[str, forms.Field]
    is_conflict = False

    def carry_version(self, version: int) -> None:
        """Put the version into the page, out of sight."""
        self.fields["version"] = forms.IntegerField(
            min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput, initial=version
        )

    @property
    def version(self) -> int:
        """The version that was in the page."""
        return self.cleaned_data["version"]

    def add_error(self, field: str | None, error: Any) -> None:
        """Beside the field a refusal names, by key or by code; elsewhere as Django places it."""
        if field is not None or not isinstance(error, ValidationError):
            super().add_error(field, error)
            return
        for name, errors in by_field(error).items():
            for one in errors:
                super().add_error(self.place_of(name, one), one)

    def place_of(self, name: str | None, error: ValidationError) -> str | None:
        """The field a message belongs to; None for the top of the form."""
        return next((one for one in (name, error.code) if one in self.fields), None)

    def take_conflict(self, error: EditConflict, stored: "ServiceForm") -> None:
        """Keep what was typed, show beside it what is saved now, and let the next save pass."""
        self.is_conflict = True
        self.add_error(None, error)
        for name in self.differing(stored):
            label = self[name].label
            self.add_error(name, f"{label} is saved now as: {shown(stored[name])}")
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = str(stored.fields["version"].initial)

    def differing(self, stored: "ServiceForm") -> list[str]:
        """The fields where what was typed is not what is saved now."""
        return [
            name
            for name, field in self.fields.items()
            if not isinstance(field.widget, forms.HiddenInput)
            and field.has_changed(stored[name].initial, self[name].data)
        ]


def by_field(error: ValidationError) -> dict[str | None, list[ValidationError]]:
    """A refusal's messages by the field it names; under None when it names none."""
    return error.error_dict if hasattr(error, "error_dict") else {None: error.error_list}


def shown(field: forms.BoundField) -> str:
    """What a field holds, in the words of its choices."""
    value = field.field.prepare_value(field.initial)
    if value in (None, "", []):
        return "nothing"
    choices = getattr(field.field, "choices", ())
    words = {str(key): str(word) for key, word in choices}
    return words.get(str(value)) or str(field.field.widget.format_value(value))


def accepted(
    form: Any, save: Callable[[], M], fresh: Callable[[], ServiceForm] | None = None
) -> M | None:
    """What `save` made of a good form; None, with the reasons in the form, when it was refused.

    `fresh` builds the form as it would open now, to show what someone else has saved meanwhile.
    """
    if not form.is_valid():
        return None
    try:
        return save()
    except EditConflict as error:
        form.take_conflict(error, fresh())
    except ValidationError as error:
        form.add_error(None, error)
    return None


def in_use(hint: str, names: Iterable[str]) -> str:
    """A hint followed by the names already in use, so that they are spelt alike."""
    known = ", ".join(sorted({name for name in names if name})[:20])
    return f"{hint} In use here: {escape(known)}." if known else hint


def whole_number(name: str) -> dict[str, str]:
    """What to say when letters were typed for a number."""
    return {"invalid": f"Enter the {name} as a whole number, for example 4."}


class InspectionForm(ServiceForm, ModelForm):
    """An inspection, as a report's first page tells it."""

    kind = forms.ChoiceField(choices=lambda: [("", "Choose a kind"), *kind_choices()])
    started = RoughDayField(label="First day", required=False)
    inspectorates = NamesField(
        label="Carried out by",
        required=False,
        help_text=f"{NAMES_HINT} Left empty: those who usually carry out this kind.",
    )

    class Meta:
        model = Inspection
        fields = [
            "kind",
            "title",
            "theme",
            "inspectorates",
            "started",
            "ended",
            "published",
            "date_note",
            "follows",
            "number",
            "judgement_set",
            "outcome",
            "headline",
            "summary",
            "statement_due",
            "source",
        ]
        help_texts = {
            "title": "Only where the kind does not say it.",
            "theme": "What it looked at, for example initial need and risk.",
            "follows": "For a monitoring visit: the inspection that began the series.",
            "number": "Its place in the series. Left empty: the next one.",
            "judgement_set": "Left empty: the set in use for this kind on the first day.",
            "date_note": "Where the day is not known: what is known of it.",
            "headline": "The main message, in a sentence or two.",
            "outcome": "In a few words, where there is no overall grade.",
            "statement_due": "The date printed in the letter. For example, 23/10/2023",
            "source": "Where the report can be found.",
        }
        error_messages = {"number": whole_number("number in the series")}

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        kwargs["instance"] = copy(kwargs.get("instance") or Inspection(council=council))
        super().__init__(*args, **kwargs)
        own = kwargs["instance"]
        self.fields["follows"].queryset = series_heads(council, own)
        self.fields["follows"].empty_label = "None"
        self.fields["judgement_set"].empty_label = "By kind and first day"
        self.initial["started"] = known_day(own)
        if own.judgement_set_id and own.judgement_set == set_for(own.kind, own.started):
            self.initial["judgement_set"] = None
        if own.pk:
            self.carry_version(own.version)

    def clean_started(self) -> Any:
        """A day, and how exactly it is known; a day kept for order only stays when left empty."""
        rough: RoughDay | None = self.cleaned_data["started"]
        if rough is None:
            kept = self.instance.date_precision == Precision.UNKNOWN
            self.instance.date_precision = Precision.UNKNOWN
            return self.instance.started if kept else None
        self.instance.date_precision = rough.precision
        return rough.day

    def said(self) -> InspectionFields:
        """What was keyed, as the service takes it."""
        keyed = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return InspectionFields(**keyed, date_precision=self.instance.date_precision)


def series_heads(council: Council, own: Inspection) -> Any:
    """Inspections that a visit may follow: this council's, not follow-ups, not itself."""
    return council.inspections.filter(follows=None).exclude(pk=own.pk).latest_first()


def known_day(inspection: Inspection) -> RoughDay | None:
    """The first day as it was typed."""
    if inspection.started is None or inspection.date_precision == Precision.UNKNOWN:
        return None
    return RoughDay(inspection.started, Precision(inspection.date_precision))


class JudgementsForm(ServiceForm, Form):
    """One grade for each area of the inspection's own set."""

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own: JudgementSet = inspection.judgement_set
        choices = [
            (NOT_RECORDED, "Not recorded yet"),
            *own.grade_choices(),
            (NOT_GRADED, "Not graded by the inspectors"),
        ]
        held = dict(inspection.judgements.values_list("area__code", "grade"))
        for area in own.areas.all():
            self.fields[area.code] = forms.ChoiceField(
                label=area.name,
                choices=choices,
                initial=keyed_grade(held.get(area.code)),
                error_messages={"invalid_choice": f"Choose a grade for “{area.name}”."},
            )
        self.carry_version(inspection.version)

    def grades(self) -> dict[str, str | None]:
        """The grades as the service takes them."""
        return {
            code: stored_grade(value)
            for code, value in self.cleaned_data.items()
            if code != "version"
        }


def keyed_grade(grade: str | None) -> str:
    """A stored grade as the form offers it."""
    return NOT_RECORDED if grade is None else grade or NOT_GRADED


def stored_grade(value: str) -> str | None:
    """A choice of the form as it is stored."""
    return {NOT_RECORDED: None, NOT_GRADED: ""}.get(value, value)
