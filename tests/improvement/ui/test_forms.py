"""Does `{{ form }}` give labelled, explained fields, and are dates read as people type them?"""

from datetime import date

import pytest
from django import forms as django_forms
from django.template import Context, Template

from improvement.rules.month import Month
from improvement.ui import forms
from improvement.ui.errors import error_links
from improvement.ui.gallery import ExampleForm
from scorecard.catalogue.fields import NumberField
from scorecard.catalogue.target_forms import AIM_MONTH_WRONG


class DayForm(forms.Form):
    day = django_forms.DateField(label="Due date")
    month = forms.MonthField(required=False)


def page(form, source="{{ form }}"):
    return Template("{% load components %}" + source).render(Context({"form": form}))


@pytest.mark.parametrize(
    "typed",
    [
        "27/3/2026",
        "27 3 2026",
        "27.03.2026",
        "27-3-2026",
        "2026-03-27",
        " 27 March 2026 ",
        "27 mar 2026",
        "27/03/2026",
        "27 March, 2026",
    ],
)
def test_date_is_read_as_typed(typed):
    form = DayForm({"day": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["day"] == date(2026, 3, 27)
    assert 'value="27/3/2026"' in page(form)


@pytest.mark.parametrize(
    "typed",
    [
        "31/2/2026",
        "27/13/2026",
        "soon",
        "٢٧/٣/٢٠٢٦",
        "27/3/26000",
        "0/1/2026",
        "27/3",
        "1/1/0000",
        "9" * 400,
    ],
)
def test_date_that_is_none_is_named_and_kept(typed):
    form = DayForm({"day": typed})
    assert not form.is_valid()
    assert "for example 27/3/2026" in form.errors["day"][0]
    assert f'value="{typed}"' in page(form)


@pytest.mark.parametrize(
    "typed", ["2026-03", "3/2026", "03/2026", "March 2026", "mar 2026", "2026-03-01"]
)
def test_month_is_read_as_typed(typed):
    form = DayForm({"day": "1/1/2026", "month": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["month"] == Month(2026, 3)
    assert 'value="March 2026"' in page(form)


@pytest.mark.parametrize("typed", ["13/2026", "2026-00", "Smarch 2026", "2026", "0/2026", "٣/٢٠٢٦"])
def test_month_that_is_none_is_refused(typed):
    form = DayForm({"day": "1/1/2026", "month": typed})
    assert "real month" in form.errors["month"][0]


def test_field_is_labelled_and_described():
    html = page(DayForm())
    assert '<label class="govuk-label" for="id_day">Due date</label>' in html
    assert 'id="id_day_helptext">For example, 27/3/2026' in html
    assert 'aria-describedby="id_day_helptext"' in html
    assert "(optional)" in html


def test_error_is_said_beside_the_field_and_linked_from_the_top():
    form = DayForm({"day": ""})
    html = page(form, "{% error_summary form %}{{ form }}")
    assert 'role="alert"' in html
    assert '<a href="#id_day">Enter due date.</a>' in html
    assert '<span class="govuk-visually-hidden">Error:</span> Enter due date.' in html
    assert 'aria-describedby="id_day_helptext id_day_error"' in html
    assert 'aria-invalid="true"' in html
    assert "govuk-input--error" in html


def test_an_error_told_away_from_its_field_says_of_which():
    class Doubtful(forms.Form):
        place = django_forms.IntegerField(label="Place in the list")
        baseline = NumberField()
        since = forms.MonthField(label="From month")
        until = forms.MonthField(label="Until", error_messages={"invalid": AIM_MONTH_WRONG})
        name = django_forms.CharField()
        note = django_forms.CharField(required=False)

    typed = {"place": "x", "baseline": "1e9", "since": "Smarch", "until": "x", "note": "a\0"}
    assert [link.message for link in error_links(Doubtful(typed))] == [
        "Place in the list: Enter a whole number.",
        "Baseline: “1e9” is not a number. Write it like 1,234 or 12.5.",
        "From month: Enter a real month, for example March 2026.",
        AIM_MONTH_WRONG,
        "Enter name.",
        "Note: Null characters are not allowed.",
    ]


def test_group_of_options_has_a_legend_and_its_error_leads_to_the_first():
    form = ExampleForm({})
    html = page(form)
    assert html.count("<fieldset") == 2
    assert '<legend class="govuk-fieldset__legend">Status</legend>' in html
    links = {link.href for link in error_links(form)}
    assert "#id_status_0" in links
    assert 'id="id_status_0"' in html


def test_error_of_the_whole_form_is_shown_and_linked():
    form = DayForm({"day": "1/1/2026"})
    form.add_error(None, "Someone else changed this since you opened it.")
    html = page(form, "{% error_summary form %}{{ form }}")
    assert '<a href="#form-errors">Someone else changed this' in html
    assert 'id="form-errors"' in html


def test_what_was_typed_in_a_number_box_is_kept():
    html = page(ExampleForm({"cases": "many"}))
    assert 'value="many"' in html
    assert 'type="number"' not in html


def test_typed_markup_is_escaped():
    assert "<script>" not in page(ExampleForm({"title": "<script>", "text": "<script>"}))


def test_hidden_field_stays_out_of_sight():
    class Versioned(forms.Form):
        version = django_forms.IntegerField(widget=django_forms.HiddenInput)

    html = page(Versioned(initial={"version": 3}))
    assert 'type="hidden" name="version" value="3"' in html
    assert "govuk-form-group" not in html
