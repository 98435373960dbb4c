"""What went wrong in a form, and which field does each message lead to?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.forms import BaseForm, BaseFormSet
from django.forms.boundfield import BoundField
from django.forms.widgets import CheckboxSelectMultiple, RadioSelect

# How messages begin that stand beside their field and leave its name out: Django's own, and those
# of our numbers and months. One that says of what it speaks ("… for the baseline") is left alone.
NAMELESS = re.compile(
    r"This field|This value|Select a valid choice|Ensure this|Ensure that|Null characters"
    r"|Enter a (?:whole |valid )?number\b|Enter a valid (?!email)|Enter a list of values"
    r"|Enter a (?:real )?(?:month|day)\b(?! for)"
    r"|That number |No measure is counted in pounds"
    r"|“[^”]*” (?:is not a number|has too many digits|is not a valid value)"
)


@dataclass(frozen=True, slots=True)
class ErrorLink:
    """One message and the address of its field on the page (empty: of the form itself)."""

    message: str
    href: str


def field_anchor(field: BoundField) -> str:
    """The id that takes the focus: of the box, or of the first option of a group."""
    if isinstance(field.field.widget, RadioSelect | CheckboxSelectMultiple):
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id


def naming(field: BoundField, message: str) -> str:
    """A message that says of which field it speaks, read away from the field itself."""
    return f"{field.label}: {message}" if NAMELESS.match(message) else message


def form_links(form: BaseForm) -> Iterator[ErrorLink]:
    """The form's own messages first, then its fields' in the order of the page."""
    for message in form.non_field_errors():
        yield ErrorLink(str(message), f"#{form.prefix or 'form'}-errors")
    for field in form:
        anchor = "" if field.is_hidden else f"#{field_anchor(field)}"
        for message in field.errors:
            yield ErrorLink(naming(field, str(message)), anchor)


def error_links(form: BaseForm | BaseFormSet) -> list[ErrorLink]:
    """Every error of a form or of a whole set of forms."""
    if not form.is_bound:
        return []
    if isinstance(form, BaseFormSet):
        own = [ErrorLink(str(message), "") for message in form.non_form_errors()]
        return own + [link for one in form.forms for link in form_links(one)]
    return list(form_links(form))
