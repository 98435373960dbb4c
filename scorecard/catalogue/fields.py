"""How are a number, and a month that is stored as a day, typed about a measure?"""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from improvement.rules.number import NumberError, parse_number
from improvement.rules.target import plain
from improvement.rules.value import round_half_up
from improvement.ui.forms import MonthField

SHOWN_PLACES = 4
# The longest reason that a history entry, a target and a rebase hold.
REASON_LONGEST = 200
NO_WORDS = "Enter a number, or leave this empty."
NO_POUNDS = "No measure is counted in pounds: leave the £ sign out."


def shown(number: Decimal) -> str:
    """A stored number as it would be typed."""
    return plain(round_half_up(number, SHOWN_PLACES))


class NumberField(forms.Field):
    """A number as people write it, 1,803 or 12.5%, read by the one parser.

    A stored number that was worked out has more places than anybody types: it is shown with four,
    and stays as it is stored while what is shown stays.
    """

    held: Decimal | None = None

    def __init__(self, **kwargs: Any) -> None:
        box = forms.TextInput(
            attrs={"inputmode": "decimal", "class": "govuk-input--width-10", "autocomplete": "off"}
        )
        super().__init__(widget=box, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return shown(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:
        if self.held is not None and value == shown(self.held):
            return self.held
        if "£" in str(value):
            raise ValidationError(NO_POUNDS, code="invalid")
        try:
            read = parse_number(value)
        except NumberError as error:
            raise ValidationError(error.message, code="invalid") from error
        if read.missing:
            raise ValidationError(NO_WORDS, code="invalid")
        return read.value


class FirstDayField(MonthField):
    """A month, cleaned to its first day, as it is stored."""

    default_error_messages = {
        "invalid": "Enter a real month for the baseline, for example March 2026."
    }

    def clean(self, value: Any) -> date | None:
        month = super().clean(value)
        return month.first_day if month else None
