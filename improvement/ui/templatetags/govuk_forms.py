"""What does the field template need to know about one field?"""

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from improvement.ui.forms import widget_attrs

register = template.Library()


@register.filter
def govuk_widget(field: BoundField) -> SafeString:
    """The box itself, with our classes."""
    return field.as_widget(attrs=widget_attrs(field))


@register.filter
def kind(field: BoundField) -> str:
    """Which of the templates' shapes the field has."""
    widget = field.field.widget
    if isinstance(widget, forms.CheckboxSelectMultiple):
        return "checkboxes"
    if isinstance(widget, forms.RadioSelect):
        return "radios"
    if isinstance(widget, forms.CheckboxInput):
        return "tick"
    return "password" if isinstance(widget, forms.PasswordInput) else "box"


@register.filter
def is_inline(field: BoundField) -> bool:
    """Do the radio buttons stand side by side?"""
    return getattr(field.field.widget, "inline", False)


@register.filter
def optional_mark(field: BoundField) -> str:
    """ "(optional)" after the label, unless the whole form is (`hides_optional`, as filters)."""
    inner = field.field
    if inner.required or inner.disabled or getattr(field.form, "hides_optional", False):
        return ""
    return " (optional)"
