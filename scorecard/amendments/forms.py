"""What did a performance lead type to amend a figure, and to decide on an amendment?"""

from dataclasses import replace
from typing import Any

from django import forms as plain
from django.core.exceptions import ValidationError

from improvement.rules.month import Month
from improvement.rules.number import MissingReason, NumberError, ParsedNumber, parse_number
from improvement.rules.target import plain as number_words
from improvement.rules.value import Unit
from improvement.ui.forms import Form
from scorecard.amendments.revised import is_given_whole, is_worked_out
from scorecard.entry.forms import LARGEST_VERSION, nonsense, read_entry
from scorecard.entry.sheet import Cells, Fault, cells_of
from scorecard.models import Figure
from scorecard.services.entries import LONGEST_COMMENT, Entry

LOST_PLACE = {"required": "Open this page again: it has lost its place."}
NO_REASON = [("", "There is a figure"), *((one.value, one.label) for one in MissingReason)]
TWO_WAYS = "Give the two numbers or the value alone, not both."


class AsTyped(plain.CharField):
    """A box read by the one number parser: what was typed stays, blanks and all."""

    def __init__(self, **kwargs: Any) -> None:
        box = plain.TextInput(
            attrs={
                "inputmode": "decimal",
                "autocomplete": "off",
                "class": "govuk-input--width-10",
            }
        )
        super().__init__(required=False, strip=False, max_length=40, widget=box, **kwargs)


class AmendForm(Form):
    """The new parts of one figure, and why. Reads numbers as the sheet does.

    A figure of which only the value is known may be given so again.
    """

    hides_optional = True

    numerator = AsTyped()
    denominator = AsTyped()
    value = AsTyped(label="Value")
    missing = plain.ChoiceField(
        label="If there is no figure, why", choices=NO_REASON, required=False
    )
    comment = plain.CharField(
        widget=plain.Textarea(attrs={"rows": 2}), required=False, max_length=LONGEST_COMMENT
    )
    reason = plain.CharField(
        label="Why it has to change",
        widget=plain.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_COMMENT,
        help_text="Whoever approves it reads this, and so does everyone who reads the figure.",
        error_messages={"required": "Say why the figure has to change."},
    )
    revision = plain.IntegerField(
        widget=plain.HiddenInput,
        min_value=1,
        max_value=LARGEST_VERSION,
        error_messages=LOST_PLACE | {"invalid": LOST_PLACE["required"]},
    )

    def __init__(self, data: Any = None, *, figure: Figure) -> None:
        super().__init__(data, initial=initial_of(figure))
        self.figure, self.entry = figure, Entry()
        self.label_boxes()

    def label_boxes(self) -> None:
        """Call the boxes what the measure counts, and leave out those it has no use for."""
        measure, definition = self.figure.measure, self.figure.measure.measure
        takes_two, given_whole = definition.takes_two_numbers, is_given_whole(self.figure)
        self.fields["numerator"].label = definition.numerator_label or "Figure"
        self.fields["denominator"].label = definition.denominator_label
        if given_whole:
            self.fields["value"].help_text = "For when only the value is known."
        else:
            del self.fields["value"]
        if not takes_two:
            del self.fields["denominator"]
        if given_whole and not is_worked_out(measure):
            del self.fields["numerator"]
            self.fields["value"].help_text = definition.numerator_label

    def clean(self) -> dict[str, Any]:
        """Read the boxes together: what cannot be read, or makes no sense, is told at its box."""
        typed = super().clean()
        if self.errors.keys() & {"numerator", "denominator", "value", "missing", "comment"}:
            return typed
        boxes = {name: typed.get(name) or "" for name in ("numerator", "denominator", "missing")}
        comment = (typed.get("comment") or "").replace("\r\n", "\n").strip()
        self.entry, faults = read_entry(self.figure.measure, Cells(**boxes, comment=comment))
        self.read_value(typed.get("value") or "", faults)
        faults = faults or nonsense(self.figure.measure, self.entry, Month.of(self.figure.month))
        for fault in faults:
            self.add_error(fault.field if fault.field in self.fields else None, fault.told)
        return typed

    def refuse(self, refusal: ValidationError) -> None:
        """Put what the service found wrong at the box it is about."""
        found = getattr(refusal, "error_dict", {None: refusal})
        for name, errors in found.items():
            self.add_error(name if name in self.fields else None, errors)

    def again(self, fresh: Figure, conflict: ValidationError) -> "AmendForm":
        """The same typing before the figure as it is now, to be sent knowingly or changed."""
        data = self.data.copy()
        data["revision"] = str(fresh.revision)
        form = AmendForm(data, figure=fresh)
        form.add_error(None, conflict)
        return form

    def read_value(self, text: str, faults: list[Fault]) -> None:
        """A value on its own, where one may be given; never beside the numbers it is made of."""
        if "value" not in self.fields:
            return
        if self.entry.numerator is not None or self.entry.denominator is not None:
            if text.strip() not in ("", self.initial["value"]):
                faults.append(fault_at("value", TWO_WAYS))
            return
        read = self.parsed(text, faults)
        missing = self.entry.missing or read.missing
        if read.value is not None and missing:
            told = f"Give a figure or say “{missing.label.lower()}”, not both."
            faults.append(fault_at("missing", told))
        self.entry = replace(self.entry, value=read.value, missing=missing)

    def parsed(self, text: str, faults: list[Fault]) -> ParsedNumber:
        """The value box as a number or a reason there is none; a fault when it is neither."""
        if "%" in text and self.figure.measure.measure.unit != Unit.PERCENT:
            faults.append(fault_at("value", "This measure is not a percentage."))
            return ParsedNumber()
        try:
            return parse_number(text)
        except NumberError as error:
            faults.append(fault_at("value", error.message))
            return ParsedNumber()


def fault_at(field: str, told: str) -> Fault:
    """A fault on a page about one figure needs no name of the figure."""
    return Fault(field, told, told)


def initial_of(figure: Figure) -> dict[str, Any]:
    """What the figure says, as it would be typed."""
    cells = cells_of(figure)
    return {
        "numerator": cells.numerator,
        "denominator": cells.denominator,
        "value": number_words(figure.value) if is_given_whole(figure) else "",
        "missing": cells.missing,
        "comment": cells.comment,
        "revision": figure.revision,
    }


class DecisionForm(Form):
    """What is done with a proposed amendment; only declining it needs words."""

    decision = plain.ChoiceField(
        choices=[(one, one) for one in ("approve", "decline", "withdraw")],
        error_messages={"required": "Choose what to do with this amendment."},
    )
    decision_reason = plain.CharField(required=False, max_length=LONGEST_COMMENT)
    version = plain.IntegerField(
        min_value=1,
        max_value=LARGEST_VERSION,
        error_messages=LOST_PLACE | {"invalid": LOST_PLACE["required"]},
    )
