"""How are a day that is only roughly known, and a list of names, typed into a form?"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from improvement.ui.forms import read_day, read_month
from inspections.dates import Precision, said_date

YEAR = re.compile(r"[12][0-9]{3}")
ROUGH_DAY_HINT = (
    "For example, 24/1/2022. If you know only the month or the year, type June 2016 or 2016. "
    "Leave it empty if the date is not known."
)
NAMES_HINT = "One on each line."


@dataclass(frozen=True, slots=True)
class RoughDay:
    """A day as exactly as someone knows it: June 2016 is its first day, known to the month."""

    day: date
    precision: Precision

    def __str__(self) -> str:
        if self.precision == Precision.DAY:
            return f"{self.day.day}/{self.day.month}/{self.day.year}"
        return said_date(self.day, self.precision)


def read_rough_day(text: str) -> RoughDay | None:
    """What was typed as a day, a month or a year; None when it is none of them."""
    if day := read_day(text):
        return RoughDay(day, Precision.DAY)
    if month := read_month(text):
        return RoughDay(month.first_day, Precision.MONTH)
    if YEAR.fullmatch(text.strip()):
        return RoughDay(date(int(text.strip()), 1, 1), Precision.YEAR)
    return None


class RoughDayField(forms.CharField):
    """A day, a month or a year in one box; cleaned to `RoughDay`."""

    default_error_messages = {
        "invalid": "Enter a real day, month or year, for example 24/1/2022, June 2016 or 2016."
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, help_text=ROUGH_DAY_HINT, **kwargs)
        self.widget.attrs["class"] = "govuk-input--width-20"

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        rough = read_rough_day(text) if text else None
        if text and rough is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return rough

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(initial or "") != str(data or "").strip()


class NamesField(forms.CharField):
    """Names, one on each line; cleaned to a list without repeats."""

    def __init__(self, *, help_text: str = NAMES_HINT, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 3})
        super().__init__(widget=widget, help_text=help_text, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> list[str]:
        return distinct(str(value or "").splitlines())


def distinct(lines: Iterable[str]) -> list[str]:
    """Lines without surrounding and doubled spaces, each once, in order."""
    names = (" ".join(line.split()) for line in lines)
    return list(dict.fromkeys(name for name in names if name))
