"""What may be keyed of a letter, and what is wrong with its draft as it stands?"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from improvement.councils.models import Council
from improvement.practice import practice_choices
from improvement.ui.errors import ErrorLink, form_links
from improvement.ui.forms import Form, read_day
from inspections.fields import NamesField, distinct
from inspections.forms import NOT_GRADED, NOT_RECORDED, ServiceForm, series_heads, stored_grade
from inspections.kinds import inspection_kinds, kind_choices
from inspections.letters.draft import Draft
from inspections.letters.limits import LARGEST_FILE, MEGABYTE
from inspections.models import FindingKind, Inspection, JudgementArea, JudgementSet, Letter
from inspections.models.inspections import NUMBER_AT_MOST
from inspections.models.words import PAGE_AT_MOST, TEXT_LENGTH
from inspections.services import set_for
from inspections.validators import validate_day, validate_names

MOST_MEGABYTES = LARGEST_FILE // MEGABYTE
NOT_PRINTED = "Not found in the letter. Grades of a published one go on the register of outcomes."
DAYS = ("started", "ended", "published", "statement_due")


class LetterUploadForm(Form):
    """One letter; what is in it is judged where it is read."""

    file = forms.FileField(
        label="The letter or report, as a PDF",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "application/pdf,.pdf"}),
        help_text=(
            "As the inspectorate published it: an ILACS report or letter, JTAI, Area SEND, a "
            f"focused or monitoring visit, or a report before 2018. Up to {MOST_MEGABYTES} MB."
        ),
        error_messages={"required": "Choose the PDF of the letter."},
    )


class DiscardForm(ServiceForm, Form):
    """Nothing but the version it began from."""

    def __init__(self, *args: Any, letter: Letter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.carry_version(letter.version)


class AgenciesField(forms.CharField):
    """Names with commas between them; cleaned to a list without repeats."""

    def clean(self, value: Any) -> list[str]:
        names = distinct(str(super().clean(value) or "").replace("\n", ",").split(","))
        validate_names(names)
        return names


def day_field(label: str, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, validators=[validate_day], **options)


class FactsForm(Form):
    """The facts of the inspection that the letter reports."""

    kind = forms.ChoiceField(choices=lambda: [("", "Choose a kind"), *kind_choices()])
    started = day_field("First day")
    ended = day_field("Last day", required=False)
    published = day_field("Published", required=False)
    theme = forms.CharField(label="Theme or subject", required=False, max_length=200)
    inspectorates = NamesField(label="Carried out by", required=False, validators=[validate_names])
    statement_due = day_field("Statement of action due", required=False)
    follows = forms.ModelChoiceField(
        Inspection.objects.none(),
        label="Follows the inspection",
        required=False,
        empty_label="None",
        help_text="For a monitoring visit: the inspection that began the series.",
    )
    number = forms.IntegerField(
        label="Number in the series",
        required=False,
        min_value=1,
        max_value=NUMBER_AT_MOST,
        help_text="Left empty: the next one.",
        error_messages={"invalid": "Enter the number in the series as a whole number."},
    )
    about = forms.BooleanField(required=False)

    hides_optional = True

    def __init__(self, *args: Any, council: Council, asks_about: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in DAYS:
            self.fields[name].help_text = ""
        if not (self.data or self.initial).get("published"):
            self.fields["published"].help_text = NOT_PRINTED
        self.fields["follows"].queryset = series_heads(council, Inspection(council=council))
        self.fields["inspectorates"].widget.attrs["rows"] = 3
        self.council = council
        self.fields["about"].label = f"This letter is about {council.name}"
        if not asks_about:
            del self.fields["about"]

    def clean(self) -> dict[str, Any]:
        keyed = super().clean() or self.cleaned_data
        begun = keyed.get("started")
        if begun and (keyed.get("ended") or begun) < begun:
            self.add_error("ended", "The last day cannot be before the first day.")
        if begun and (keyed.get("published") or begun) < begun:
            self.add_error("published", "It cannot be published before its first day.")
        if keyed.get("number") and not keyed.get("follows"):
            self.add_error("follows", "A number needs the inspection that the visit follows.")
        if "about" in self.fields and not keyed.get("about"):
            self.add_error("about", f"Say whether the letter is about {self.council.name}.")
        return keyed

    def said(self) -> dict[str, Any]:
        """What was keyed, as the services take it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "about"}


class GradesForm(Form):
    """One grade for each area of the set in use for the kind and first day."""

    hides_optional = True

    def __init__(
        self, *args: Any, own: JudgementSet | None, areas: Iterable[JudgementArea], **kwargs: Any
    ) -> None:
        super().__init__(*args, prefix="grade", **kwargs)
        graded = own.grade_choices() if own else []
        choices = [
            (NOT_RECORDED, "Not recorded yet"),
            *graded,
            (NOT_GRADED, "Not graded by the inspectors"),
        ]
        for area in areas:
            self.fields[area.code] = forms.ChoiceField(label=area.name, choices=choices)

    def said(self) -> dict[str, str | None]:
        """The grades as the services take them."""
        return {code: stored_grade(value) for code, value in self.cleaned_data.items()}


class FindingDraftForm(Form):
    """One finding of the draft."""

    hides_optional = True

    text = forms.CharField(label="Finding", max_length=TEXT_LENGTH, widget=forms.Textarea)
    kind = forms.ChoiceField(choices=[("", "Choose a kind"), *FindingKind.choices])
    area = forms.ChoiceField(
        label="Area of practice",
        required=False,
        choices=lambda: [("", "Not placed"), *practice_choices()],
    )
    page = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=PAGE_AT_MOST,
        error_messages={"invalid": "Enter the page as a whole number, for example 4."},
    )
    agencies = AgenciesField(label="Agencies, with commas", required=False, max_length=2_000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = self.initial.get("text", "") or self.data.get(self.add_prefix("text"), "")
        self.fields["text"].widget.attrs["rows"] = min(12, max(3, len(words) // 62 + 1))
        self.fields["page"].widget.attrs["inputmode"] = "numeric"


@dataclass(frozen=True)
class DraftForms:
    """A draft as forms: as it stands, or with what is wrong with it."""

    council: Council
    draft: Draft
    is_checked: bool = False
    asks_about: bool = False

    @cached_property
    def facts(self) -> FactsForm:
        told = dict(self.draft.facts)
        held = {"data": told} if self.is_checked else {"initial": told}
        return FactsForm(**held, council=self.council, asks_about=self.asks_about)

    @cached_property
    def grades(self) -> GradesForm:
        told = {area.code: self.draft.grades.get(area.code, NOT_RECORDED) for area in self.areas}
        held = self.held(told, "grade")
        return GradesForm(**held, own=self.judgement_set, areas=self.areas)

    @cached_property
    def judgement_set(self) -> JudgementSet | None:
        """The set in use for the kind and first day that the draft tells."""
        return set_for(self.draft.facts.get("kind", ""), drafted_day(self.draft))

    @cached_property
    def areas(self) -> list[JudgementArea]:
        """What that set grades; nothing where it gives no grades."""
        own = self.judgement_set
        return list(own.areas.all()) if own and own.is_graded else []

    @cached_property
    def findings(self) -> dict[str, FindingDraftForm]:
        """A form for each finding that is kept, by its key."""
        return {
            one.key: FindingDraftForm(
                **self.held(
                    {name: getattr(one, name) for name in FindingDraftForm.base_fields}, one.key
                ),
                prefix=one.key,
            )
            for one in self.draft.kept
        }

    def held(self, told: dict[str, str], prefix: str) -> dict[str, Any]:
        """The values as a form takes them: to be judged, or only shown."""
        if not self.is_checked:
            return {"initial": told}
        return {"data": {f"{prefix}-{name}": value for name, value in told.items()}}

    @cached_property
    def is_valid(self) -> bool:
        """Could an inspection be made of it? Every form is asked, so that every fault is told."""
        every = [self.facts, self.grades, *self.findings.values()]
        wrong = [form for form in every if not form.is_valid()]
        return not wrong

    def faults(self) -> Iterator[ErrorLink]:
        """What is wrong, each leading to its field; a finding's by its place."""
        if not self.is_checked or self.is_valid:
            return
        yield from form_links(self.facts)
        yield from form_links(self.grades)
        for number, form in enumerate(self.findings.values(), start=1):
            for link in form_links(form):
                yield replace(link, message=f"Finding {number}: {link.message}")

    def refuse(self) -> None:
        """Nothing can be made of a draft with faults."""
        if not self.is_valid:
            raise ValidationError([link.message for link in self.faults()])


def drafted_day(draft: Draft) -> date | None:
    """The first day as far as it can be read."""
    return read_day(draft.facts.get("started", ""))


def is_series_kind(code: str) -> bool:
    """Are inspections of this kind numbered in a series?"""
    kind = inspection_kinds().get(code)
    return bool(kind and kind.is_numbered_series)
