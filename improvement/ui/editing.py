"""How does an add or edit page answer: shown, refused with the reason, or saved?

What was typed is never lost: a refusal puts its reason beside the field and keeps every value,
and a conflict shows what is stored now beside what was typed.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format

from improvement.ui.forms import ModelForm

LARGEST_VERSION = 2**31 - 1
LONGEST_KEY = 18


class EditForm(ModelForm):
    """What may be keyed about one row. A service checks and stores it: the form changes nothing.

    The version the editor started from travels with the form, so that a second save can be told.
    `derived` names the fields that are no column, yet stand on the row as a property.
    """

    derived: tuple[str, ...] = ()

    version = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=1,
        max_value=LARGEST_VERSION,
        error_messages={"required": "Open this page again: it has lost its place."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None or not hasattr(self.instance, "version"):
            del self.fields["version"]
        else:
            self.initial["version"] = self.instance.version

    def _post_clean(self) -> None:
        """Run the columns' own checks, but leave the instance alone: the service compares it
        with what is stored."""
        for name in stored_names(self):
            try:
                self.instance._meta.get_field(name).run_validators(self.cleaned_data.get(name))
            except ValidationError as error:
                self.add_error(name, error)


class ManyRowsField(forms.ModelMultipleChoiceField):
    """Any number of rows; a key too large for a database is no choice, rather than a fault."""

    def _check_values(self, value: Any) -> Any:
        for key in value:
            if len(str(key)) > LONGEST_KEY:
                raise ValidationError(
                    self.error_messages["invalid_choice"],
                    code="invalid_choice",
                    params={"value": f"{str(key)[:LONGEST_KEY]}…"},
                )
        return super()._check_values(value)


def edit_page(
    request: HttpRequest,
    form: forms.BaseForm,
    save: Callable[..., Any],
    *,
    done: str,
    template: str = "components/form_page.html",
    **context: Any,
) -> HttpResponse:
    """Show a form, or save it: `save` takes the cleaned values and returns where to go."""
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            saved = save(**form.cleaned_data)
        except ValidationError as error:
            status = refuse(form, error)
        else:
            messages.success(request, done)
            return redirect(saved)
    return render(request, template, {"form": form, **context}, status=status)


def refuse(form: forms.BaseForm, error: ValidationError) -> int:
    """Put a service's refusal into the form; the status to answer with."""
    if getattr(error, "code", "") == "conflict" and isinstance(form, ModelForm):
        show_conflict(form)
        form.add_error(None, error)
        return 409
    found = error.error_dict if hasattr(error, "error_dict") else {None: error}
    for name, errors in found.items():
        form.add_error(name if name in form.fields else None, errors)
    return 200


def show_conflict(form: ModelForm) -> None:
    """Say beside each field what is stored now, and let the next save go ahead knowingly."""
    fresh = type(form.instance)._default_manager.get(pk=form.instance.pk)
    form.data = form.data.copy()
    form.data[form.add_prefix("version")] = str(fresh.version)
    typed = dict(form.cleaned_data)
    for name in (*stored_names(form), *getattr(form, "derived", ())):
        stored = getattr(fresh, name)
        if typed.get(name) != stored:
            form.add_error(name, f"Saved by someone else meanwhile: {in_words(form, name, stored)}")


def stored_names(form: ModelForm) -> list[str]:
    """The form's fields that are columns of the row."""
    columns = {field.name for field in form.instance._meta.concrete_fields}
    return [name for name in form.fields if name in columns and name != "version"]


def in_words(form: forms.BaseForm, name: str, value: Any) -> str:
    """A stored value as the form would show it."""
    field = form.fields[name]
    if value is None or value == "":
        return "nothing"
    if isinstance(value, models.Model) and isinstance(field, forms.ModelChoiceField):
        return str(field.label_from_instance(value))
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return date_format(value, "j F Y") if isinstance(value, date) else str(value)
