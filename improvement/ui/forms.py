"""How does a form look, and how are dates and months typed into one?

`{{ form }}` gives GOV.UK groups (label, hint, error) through the renderer named in settings.
"""

import re
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

from improvement.rules.month import Month

DATE_HINT = "For example, 27/3/2026"
MONTH_HINT = "For example, March 2026 or 3/2026"
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
DAY_FIRST = re.compile(r"([0-9]{1,2})[\s/.\-]+([0-9]{1,2}|[A-Za-z]{3,9})[\s/.\-,]+([0-9]{4})")
ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
ISO_MONTH = re.compile(r"([0-9]{4})-([0-9]{1,2})(?:-01)?")
MONTH_FIRST = re.compile(r"([0-9]{1,2}|[A-Za-z]{3,9})[\s/.\-,]+([0-9]{4})")


class GovukRenderer(TemplatesSetting):
    """Django's own widgets inside our form and field templates."""

    form_template_name = "django/forms/govuk_form.html"
    field_template_name = "django/forms/govuk_field.html"
    formset_template_name = "django/forms/govuk_formset.html"


def month_number(text: str) -> int:
    """3 for "3", "Mar" and "March"; 0 for what is no month."""
    if text.isdigit():
        return int(text)
    wanted = text.lower()
    return next((i for i, name in enumerate(MONTHS, 1) if name.startswith(wanted)), 0)


def read_day(text: str) -> date | None:
    """A date as people here type it: 27/3/2026, 27 3 2026, 27 March 2026 or 2026-03-27."""
    text = text.strip()
    if found := ISO_DAY.fullmatch(text):
        year, month, day = int(found[1]), int(found[2]), int(found[3])
    elif found := DAY_FIRST.fullmatch(text):
        year, month, day = int(found[3]), month_number(found[2]), int(found[1])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_month(text: str) -> Month | None:
    """A month as people here type it: 3/2026, March 2026 or 2026-03."""
    text = text.strip()
    if found := ISO_MONTH.fullmatch(text):
        year, number = int(found[1]), int(found[2])
    elif found := MONTH_FIRST.fullmatch(text):
        year, number = int(found[2]), month_number(found[1])
    else:
        return None
    try:
        return Month.parse(f"{year:04}-{number:02}")
    except ValueError:
        return None


class DateInput(forms.TextInput):
    """A date in one box, typed with slashes, spaces, dots or the month's name."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        typed = super().value_from_datadict(data, files, name)
        day = read_day(typed) if isinstance(typed, str) else None
        return day.isoformat() if day else typed

    def format_value(self, value: Any) -> str | None:
        day = read_day(value) if isinstance(value, str) else value
        return f"{day.day}/{day.month}/{day.year}" if isinstance(day, date) else value


class MonthInput(forms.TextInput):
    """A month in one box, typed as 3/2026, March 2026 or 2026-03."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        typed = super().value_from_datadict(data, files, name)
        month = read_month(typed) if isinstance(typed, str) else None
        return str(month) if month else typed

    def format_value(self, value: Any) -> str | None:
        month = Month.of(value) if isinstance(value, date) else value
        month = read_month(month) or month if isinstance(month, str) else month
        return month.label if isinstance(month, Month) else month


class MonthField(forms.Field):
    """A month; cleaned to `Month`."""

    widget = MonthInput
    default_error_messages = {
        "required": "Enter a month, for example March 2026.",
        "invalid": "Enter a real month, for example March 2026.",
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", MONTH_HINT)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Month | None:
        if value in self.empty_values or isinstance(value, Month):
            return value or None
        month = read_month(str(value))
        if month is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return month


class GovukRadios(forms.RadioSelect):
    """Radio buttons; `inline` sets them side by side (two or three short words)."""

    def __init__(self, attrs: Any = None, choices: Any = (), *, inline: bool = False) -> None:
        super().__init__(attrs, choices)
        self.inline = inline


class GovukCheckboxes(forms.CheckboxSelectMultiple):
    """Tick boxes, any number of them."""


def name_of(field: forms.Field, key: str) -> str:
    """How a message names the field: its label without a capital, unless an abbreviation."""
    label = str(field.label or key.replace("_", " ")).rstrip("?:")
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def dress_date(field: forms.DateField, key: str) -> None:
    """One box, a hint, and messages that say what a date looks like."""
    if isinstance(field.widget, forms.HiddenInput):
        return
    field.widget = DateInput(attrs=field.widget.attrs)
    field.widget.is_required = field.required
    field.help_text = field.help_text or DATE_HINT
    field.error_messages["invalid"] = (
        f"Enter a real date for {name_of(field, key)}, for example 27/3/2026."
    )


def dress_number(field: forms.Field) -> None:
    """A text box with a number pad: a browser's number box drops what it cannot read."""
    kept = {k: v for k, v in field.widget.attrs.items() if k not in ("min", "max", "step")}
    field.widget = forms.TextInput(attrs={"inputmode": "decimal", **kept})
    field.widget.is_required = field.required


def required_words(field: forms.Field, key: str) -> str:
    """What to say when nothing was given: choose, tick or enter, and which field."""
    if isinstance(field, forms.BooleanField):
        return f"Tick “{field.label or key.replace('_', ' ').capitalize()}” to go on."
    choosing = isinstance(field, forms.ChoiceField | forms.ModelChoiceField)
    return f"{'Choose' if choosing else 'Enter'} {name_of(field, key)}."


def dress(form: forms.BaseForm) -> None:
    """Give every field of the form our dates and our words."""
    default = forms.Field.default_error_messages["required"]
    for key, field in form.fields.items():
        if isinstance(field, forms.DateField) and not isinstance(field, forms.DateTimeField):
            dress_date(field, key)
        if type(field.widget) is forms.NumberInput:
            dress_number(field)
        if field.error_messages.get("required") == default:
            field.error_messages["required"] = required_words(field, key)


class Form(forms.Form):
    """A plain form with our dates and messages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self)


class ModelForm(forms.ModelForm):
    """A form for one row with our dates and messages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dress(self)


UNSEEN_TYPING = "govuk-input govuk-password-input__input govuk-js-password-input-input"
WIDGET_CLASSES = (
    (forms.PasswordInput, UNSEEN_TYPING),
    (forms.Textarea, "govuk-textarea"),
    (forms.Select, "govuk-select"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.widgets.Input, "govuk-input"),
)


def width_class(field: forms.Field) -> str:
    """A box as wide as what goes into it."""
    if isinstance(field.widget, DateInput | MonthInput):
        return "govuk-input--width-10"
    if isinstance(field, forms.IntegerField | forms.DecimalField | forms.FloatField):
        return "govuk-input--width-10"
    longest = getattr(field, "max_length", None)
    return "govuk-input--width-10" if longest and longest <= 12 else ""


def widget_attrs(field: BoundField) -> dict[str, str]:
    """The classes and defaults of one box in our look."""
    widget = field.field.widget
    main = next((name for kind, name in WIDGET_CLASSES if isinstance(widget, kind)), "")
    wrong = f"{main.split()[0]}--error" if main and field.errors else ""
    width = width_class(field.field) if main == "govuk-input" else ""
    names = (widget.attrs.get("class", ""), main, width, wrong)
    attrs = {"class": " ".join(name for name in names if name)}
    if isinstance(widget, forms.Textarea) and widget.attrs.get("rows") == "10":
        attrs["rows"] = "5"
    return attrs
