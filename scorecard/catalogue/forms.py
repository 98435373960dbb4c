"""What may a performance lead or an administrator key about a measure?"""

from decimal import Decimal
from typing import Any

from django import forms as plain
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from improvement.councils.models import Council
from improvement.rules.direction import BASELINE_TOLERANCE
from improvement.rules.target import plain as number_words
from improvement.rules.value import Unit
from improvement.ui.editing import EditForm
from improvement.ui.forms import Form, GovukRadios
from scorecard.catalogue.fields import REASON_LONGEST, FirstDayField, NumberField
from scorecard.catalogue.target_forms import FirstTarget, with_first_target
from scorecard.models import AdoptedMeasure, Measure
from scorecard.services.aims import HUNDRED, NOT_PERCENT, OVER_HUNDRED, aim_of
from scorecard.services.bounding import bounds_of

NO_BASELINE = "Enter the baseline that this source or month is of."
LAST_PLACE = 9999
BOUND_COLUMNS = ("measure__code", "code", "name")
RELATIVE = ((True, "% of the baseline"), (False, "In the measure’s own unit"))
Groups = tuple[tuple[str, tuple[str, ...]], ...]


class Grouped:
    """A long form in parts, each under a heading of its own."""

    parts: Groups = ()

    @property
    def groups(self) -> list[tuple[str, list[BoundField]]]:
        """Headings with the fields that the form has under them."""
        return [
            (heading, [self[name] for name in names if name in self.fields])
            for heading, names in self.parts
        ]

    def stand_as_shown(self) -> None:
        """Fields in the order of the page, so that its faults are listed from the top down."""
        self.order_fields([name for _, names in self.parts for name in names])


def area_field(council: Council) -> plain.ModelChoiceField:
    """The service areas of this council alone."""
    return plain.ModelChoiceField(
        queryset=council.areas.order_by("position", "name"),
        empty_label="Choose a service area",
        label="Service area",
        help_text="The part of the monthly return in which officers key it.",
        error_messages={"required": "Choose a service area."},
    )


def offer(field: plain.Field, nothing: str) -> None:
    """Say what choosing nothing means, rather than showing a row of dashes."""
    field.choices = [("", nothing), *(pair for pair in field.choices if pair[0])]


def bound_field(council: Council, own: Measure) -> plain.ChoiceField:
    """The measures in use that this one can be held against; one retired since stays held."""
    rows = bounds_of(council, held=own.not_above).values_list(*BOUND_COLUMNS)
    held = [(code, f"{shown} {name}") for code, shown, name in rows if code != own.code]
    return plain.ChoiceField(
        choices=[("", "No other measure"), *held],
        required=False,
        label="What is counted must not exceed what is counted in",
        help_text="For a part of something else that is returned: visits to children in care, for "
        "example, never exceed the visits to all. Keying, uploads and amendments check it.",
    )


def check_baseline(form: plain.BaseForm, typed: dict[str, Any], unit: Unit | None) -> None:
    """A baseline is a figure like any other; its source and its month are nothing without it."""
    number = typed.get("baseline")
    if number is None and (typed.get("baseline_label") or typed.get("baseline_month")):
        told = "" if "baseline" in form.errors else NO_BASELINE
    elif number is None or number == getattr(form.instance, "baseline", None):
        told = ""
    else:
        told = odd_baseline(number, form.data.get(form.add_prefix("baseline"), ""), unit)
    if told:
        form.add_error("baseline", told)


def odd_baseline(number: Decimal, typed: str, unit: Unit | None) -> str:
    """Why a number is no baseline of such a measure; nothing where it can be."""
    if number < 0:
        return "A baseline is never below nought."
    if unit is Unit.PERCENT:
        return OVER_HUNDRED if number > HUNDRED else ""
    return NOT_PERCENT.format("baseline") if unit and "%" in typed else ""


class OwnUse(Grouped, EditForm):
    """What every form about a council's own use of a measure holds."""

    baseline = NumberField(
        required=False,
        help_text="Where the council started from. Direction of travel is told against it.",
    )
    baseline_month = FirstDayField(required=False, label="Month of the baseline")

    class Meta:
        model = AdoptedMeasure
        fields = ("name", "group", "area", "owner_role", "baseline", "baseline_label",
                  "baseline_month")  # fmt: skip
        labels = {"owner_role": "Owner, as a role", "baseline_label": "Source of the baseline"}
        help_texts = {
            "name": "As this council calls it on its scorecard.",
            "group": "The heading it stands under. Use one that exists, or start a new one.",
            "owner_role": "Who answers for it: for example Head of Assessment.",
            "baseline_label": "For example: average of 2025/26, or the inspection report.",
        }

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"] = area_field(council)
        self.fields["baseline"].held = self.instance.baseline
        self.stand_as_shown()

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        check_baseline(self, typed, Unit(self.instance.measure.unit))
        return typed


class AdoptForm(FirstTarget, OwnUse):
    """A measure of the catalogue taken into use."""

    parts = (
        ("Where it belongs", ("name", "group", "area", "owner_role")),
        ("Target", ("text", "effective_from", "reason")),
        ("Baseline", ("baseline", "baseline_label", "baseline_month")),
    )

    @property
    def usual_target(self) -> str:
        return self.instance.measure.default_target

    def clean_text(self) -> str:
        text, defined = self.cleaned_data["text"], self.instance.measure
        return aim_of(text, Unit(defined.unit), defined.polarity) if text else ""


class SettingsForm(OwnUse):
    """How the council uses a measure that it has in use."""

    parts = (
        ("Where it stands", ("name", "group", "position", "area", "owner_role")),
        ("Baseline", ("baseline", "baseline_label", "baseline_month")),
        ("How it is judged", ("expected_change", "decimals", "rag_tolerance",
                              "direction_tolerance", "is_tolerance_relative")),
        ("For the history", ("reason",)),
    )  # fmt: skip
    position = plain.IntegerField(
        min_value=0, max_value=LAST_PLACE, label="Place in the list",
        help_text="Measures stand in this order, the lowest number first.",
    )  # fmt: skip
    rag_tolerance = NumberField(
        label="Closeness that earns amber, in %",
        help_text="A figure outside its target is still amber within this percentage of the "
        "nearest bound. 5 unless the council decides otherwise; 0 forgives nothing.",
    )
    direction_tolerance = NumberField(
        required=False,
        label="Change that still counts as steady",
        help_text=f"Leave it empty for {number_words(BASELINE_TOLERANCE.amount)}% of the baseline.",
    )
    is_tolerance_relative = plain.TypedChoiceField(
        choices=RELATIVE,
        coerce=lambda value: value == "True",
        widget=GovukRadios,
        label="That change is",
    )
    reason = plain.CharField(
        label="Why this changes", max_length=REASON_LONGEST, required=False,
        help_text="Kept with your name beside what changed.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["expected_change"], "As the measure is defined")

    class Meta(OwnUse.Meta):
        fields = (
            *OwnUse.Meta.fields, "position", "expected_change", "decimals", "rag_tolerance",
            "direction_tolerance", "is_tolerance_relative",
        )  # fmt: skip
        help_texts = OwnUse.Meta.help_texts | {
            "expected_change": "What the plan expects of it from the baseline. A figure outside "
            "its target that moves this way is amber.",
            "decimals": "How many places the board sees, 0 to 4. Figures are rated as shown.",
        }


class RetireForm(EditForm):
    """Why a measure goes out of use, or comes back."""

    reason = plain.CharField(
        label="Why", max_length=REASON_LONGEST, error_messages={"required": "Say why."}
    )

    class Meta:
        model = AdoptedMeasure
        fields: tuple[str, ...] = ()


class DefineForm(Grouped, FirstTarget, EditForm):
    """A measure that only this council has: what it counts, and how the council uses it."""

    parts = (
        ("The measure", ("code", "name", "group", "theme", "what", "why")),
        ("How it is counted", ("unit", "numerator_label", "denominator_label", "is_whole", "basis",
                             "decimals", "not_above")),
        ("How it is judged", ("polarity", "expected_change")),
        ("Where it belongs", ("area", "owner_role", "timescale", "source")),
        ("Target", ("text", "effective_from", "reason")),
        ("Baseline", ("baseline", "baseline_label", "baseline_month")),
    )  # fmt: skip
    owner_role = plain.CharField(
        max_length=80, required=False, label="Owner, as a role",
        help_text=OwnUse.Meta.help_texts["owner_role"],
    )  # fmt: skip
    baseline = NumberField(required=False, help_text="Where the council started from.")
    baseline_label = plain.CharField(
        max_length=120, required=False, label="Source of the baseline",
        help_text=OwnUse.Meta.help_texts["baseline_label"],
    )  # fmt: skip
    baseline_month = FirstDayField(required=False, label="Month of the baseline")

    class Meta:
        model = Measure
        fields = (
            "code", "name", "group", "theme", "what", "why", "unit", "numerator_label",
            "denominator_label", "is_whole", "basis", "decimals", "polarity", "expected_change",
            "timescale", "source",
        )  # fmt: skip
        labels = {
            "what": "What it is", "why": "Why it matters, and which way is good",
            "numerator_label": "What is counted", "denominator_label": "Out of what",
            "is_whole": "Only whole numbers are keyed", "basis": "What stretch of time it covers",
            "polarity": "Which way is good", "timescale": "Timescale",
            "source": "Collection it comes from",
        }  # fmt: skip
        help_texts = {
            "code": "Two capital letters, then letters or numbers: for example CL20 or WF6-AST.",
            "name": "A few words that a board member understands.",
            "group": OwnUse.Meta.help_texts["group"],
            "theme": "What it is about, whichever group it stands in. The scorecard can be read "
            "by theme.",
            "what": "One sentence in plain English, for someone who has never seen it.",
            "why": "For example: higher is better, since a slow decision leaves a child waiting.",
            "unit": "A percentage is worked out from two counted numbers; a rate per 10,000 from "
            "one and the council’s children aged 0 to 17.",
            "numerator_label": "The number an officer keys, for example: visits made in time.",
            "denominator_label": "The whole it is a part of, for example: visits due. Empty when "
            "one number is the whole figure.",
            "is_whole": "Leave it empty for full-time equivalents, averages and scores.",
            "basis": "Figures that grow from April or over a term have no process limits.",
            "decimals": "How many places the board sees, 0 to 4.",
            "polarity": "Best within a range: neither more nor less is good by itself.",
            "expected_change": "What the plan expects of it from the baseline.",
            "timescale": "The standard it tests, by law or agreed here: say 45 working days.",
            "source": "For example: children in need census, or local.",
        }

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"] = area_field(council)
        self.fields["not_above"] = bound_field(council, self.instance)
        for name in ("theme", "what", "why", "numerator_label"):
            self.fields[name].required = True
        for name in ("theme", "unit", "basis", "polarity"):
            offer(self.fields[name], "Choose")
        offer(self.fields["expected_change"], "Nothing in particular")
        self.stand_as_shown()

    def clean_code(self) -> str:
        return self.cleaned_data["code"].strip().upper()

    def clean(self) -> dict[str, Any]:
        """The target is read once it is known whether the measure is a percentage."""
        typed = super().clean()
        unit = Unit(typed["unit"]) if typed.get("unit") else None
        check_baseline(self, typed, unit)
        if typed.get("text"):
            try:
                typed["text"] = aim_of(typed["text"], unit, typed.get("polarity", ""))
            except ValidationError as error:
                self.add_error("text", error)
        return typed

    @property
    def definition(self) -> dict[str, Any]:
        """What was typed about the measure itself."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    @property
    def own(self) -> dict[str, Any]:
        """What was typed about the council's use of it."""
        names = (
            "owner_role", "baseline", "baseline_label", "baseline_month", "not_above",
            "text", "effective_from", "reason",
        )  # fmt: skip
        return with_first_target({name: self.cleaned_data[name] for name in names})


class DefinitionForm(EditForm):
    """The words of a council's own measure, and what it may not exceed; what it counts stays."""

    derived = ("not_above",)
    reason = plain.CharField(
        label="Why this changes", max_length=REASON_LONGEST, required=False,
        help_text="Kept with your name beside what changed.",
    )  # fmt: skip

    class Meta:
        model = Measure
        fields = (
            "theme", "what", "why", "numerator_label", "denominator_label", "timescale", "source",
        )  # fmt: skip
        labels = DefineForm.Meta.labels
        help_texts = DefineForm.Meta.help_texts

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.takes_two_numbers:
            del self.fields["denominator_label"]
        offer(self.fields["theme"], "Choose")
        self.fields["not_above"] = bound_field(self.instance.council, self.instance)
        self.initial["not_above"] = self.instance.not_above
        self.order_fields(("theme", "what", "why", "numerator_label", "not_above"))
        told = {"theme", "what", "why", "numerator_label", "denominator_label"}
        for name in told & set(self.fields):
            self.fields[name].required = True


class RemoveForm(Form):
    """Why something set by mistake is taken back."""

    reason = plain.CharField(
        label="Why it is removed",
        max_length=REASON_LONGEST,
        help_text="Kept with your name in the history of the measure.",
        error_messages={"required": "Say why it is removed."},
    )
