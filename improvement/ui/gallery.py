"""What does every component look like? One list of examples, drawn on one page in debug mode."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from django import forms as django_forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import Context, Template
from django.views.decorators.http import require_safe
from django_tables2 import Column

from improvement.ui import forms, svg
from improvement.ui.drawing import HALF, Drawing, Field, Level
from improvement.ui.svg_process import pictures
from improvement.ui.tables import DayColumn, NumberColumn, RagColumn, Table
from improvement.ui.tasks import Task
from improvement.ui.views import open_to_all

VALUES = [71, 74, 73, None, 78, 82, 81, 85, 88, 86, 90, 92]
MONTHS = ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")
POINTS = list(zip(MONTHS, VALUES, strict=True))
DRAWING = Drawing(
    labels=MONTHS,
    values=VALUES,
    kinds=["common"] * 9 + ["improvement"] * 3,
    told=MONTHS,
    span=(65, 95),
    show=str,
    fields=[Field(-HALF, 12 - HALF, 85, None)],
    levels=[
        Level("Upper limit", 89, -HALF, 12 - HALF, "5 4"),
        Level("Mean", 82, -HALF, 12 - HALF),
        Level("Lower limit", 75, -HALF, 12 - HALF, "5 4"),
        Level("Baseline", 71, -HALF, 12 - HALF, "1 4"),
    ],
)


class ExampleForm(forms.Form):
    """Every kind of field, so that each can be seen right and wrong."""

    title = django_forms.CharField(max_length=80, help_text="Say what was found, in a few words.")
    held_on = django_forms.DateField(label="Held on")
    month = forms.MonthField()
    cases = django_forms.IntegerField(min_value=0, required=False)
    theme = django_forms.ChoiceField(
        choices=[("", "Choose a theme"), ("1", "Front door"), ("2", "Care leavers")]
    )
    status = django_forms.ChoiceField(
        choices=[("on", "On track"), ("risk", "At risk"), ("off", "Off track")],
        widget=forms.GovukRadios(inline=True),
    )
    agencies = django_forms.MultipleChoiceField(
        choices=[("nhs", "NHS"), ("police", "Police"), ("school", "Schools")],
        widget=forms.GovukCheckboxes,
        required=False,
        help_text="Choose all that apply.",
    )
    text = django_forms.CharField(label="Letter’s words", widget=django_forms.Textarea)
    letter = django_forms.FileField(label="The letter", required=False)
    confirmed = django_forms.BooleanField(label="I have checked this against the letter")


class ExampleTable(Table):
    """A few measures."""

    caption = "Measures of the front door"
    name = Column()
    value = NumberColumn()
    due = DayColumn()
    rag = RagColumn(verbose_name="Rating")


ROWS = [
    {"name": "Assessments in 45 days", "value": 92, "due": date(2026, 3, 27), "rag": "green"},
    {"name": "Visits in time", "value": 81, "due": date(2026, 4, 30), "rag": "amber"},
    {"name": "Repeat referrals", "value": 31, "due": date(2026, 5, 29), "rag": "red"},
    {"name": "Return interviews", "value": None, "due": None, "rag": "no_data"},
]


@dataclass(frozen=True)
class Example:
    """One component as a page would write it, and the words it is given."""

    title: str
    source: str
    words: dict[str, Any] = field(default_factory=dict)


def example_event() -> SimpleNamespace:
    change = SimpleNamespace(field="Due date", before="31 March 2026", after="30 June 2026")
    return SimpleNamespace(
        at=datetime(2026, 3, 27, 14, 5, tzinfo=UTC),
        by="Improvement lead",
        verb="changed",
        reason="The supplier asked for longer.",
        changes=(change,),
    )


def examples() -> Iterator[Example]:
    """The one list: add a component here when it is made."""
    yield Example(
        "Ratings",
        " ".join(
            f'{{% rag_tag "{rag}" %}}'
            for rag in ("green", "amber", "red", "blue", "grey", "no_data", "not_rated")
        ),
    )
    yield Example(
        "Directions",
        '{% direction_mark "Increasing" "Improving" %} &nbsp; '
        '{% direction_mark "Decreasing" "Worsening" %} &nbsp; '
        '{% direction_mark "Steady" "No change" %}',
    )
    yield Example(
        "Sparkline",
        '{% sparkline values "Assessments in time, twelve months" %}',
        {"values": VALUES},
    )
    yield Example(
        "Tiles",
        '<ul class="app-tiles">{% tile "Assessments in 45 days" "92%" '
        'rag="green" direction="Increasing" improvement="Improving" spark=spark '
        'href="#" %}{% tile "Repeat referrals" "31%" rag="red" '
        'note="9 points above 14% to 21%" %}{% tile "Children in care" "683" '
        'rag="not_rated" direction="Steady" %}{% tile "Return interviews" "—" '
        'rag="no_data" %}</ul>',
        {"spark": svg.sparkline(VALUES, "Twelve months")},
    )
    yield Example(
        "Chart with table",
        '{% chart_with_table "timely" "Assessments in 45 days" '
        'headers rows picture=picture summary="Inside its target since December." %}',
        {
            "headers": ("Month", "Value"),
            "rows": POINTS[-3:],
            "picture": pictures(DRAWING, "Inside its target since December."),
        },
    )
    yield Example(
        "Bars",
        '<div class="app-chart">{{ picture }}</div>',
        {
            "picture": svg.bars(
                [("Green", 12), ("Amber", 5), ("Red", 3), ("No data", None)],
                "Measures by rating",
                colours=("#0b6b45", "#b25400", "#b3261e"),
            )
        },
    )
    yield Example(
        "Summary list",
        "{% summary_list rows %}",
        {"rows": [("Inspectorate", "Ofsted"), ("Published", "27 March 2026", "#", "Change")]},
    )
    yield Example(
        "Task list",
        "{% task_list items %}",
        {
            "items": [
                Task("Front door", "#", "Draft", "4 of 7 figures keyed"),
                Task("Care leavers", "#", "Approved", rag="green"),
            ]
        },
    )
    yield Example(
        "Form",
        '<form method="get" novalidate>{{ form }}</form>',
        {"form": ExampleForm(auto_id="right_%s")},
    )
    yield Example(
        "Form with errors",
        '{% error_summary form %}<form method="get" novalidate>{{ form }}</form>',
        {"form": ExampleForm({"held_on": "31/2/2026", "cases": "many"}, auto_id="wrong_%s")},
    )
    yield Example(
        "Table",
        '{% include "components/table.html" %}',
        {"table": ExampleTable(ROWS, order_by="name")},
    )
    yield Example("Pager", "{% pager page %}", {"page": Paginator(range(600), 50).page(5)})
    yield Example(
        "Empty state",
        '{% empty_state "No findings yet" "Add the first from the letter." "#" "Add a finding" %}',
    )
    yield Example("Timeline", "{% timeline events %}", {"events": [example_event()]})
    yield Example("Notification", '{% notification "The section was sent back." %}')
    yield Example("Term", '<p class="govuk-body">The {% term "IRO" %} chairs the review.</p>')
    yield Example(
        "Buttons",
        '<div class="app-actions"><button class="govuk-button">Save</button>'
        '<button class="govuk-button govuk-button--secondary">Save draft</button>'
        '<button class="govuk-button govuk-button--warning">Remove</button></div>',
    )


def drawn(example: Example) -> dict[str, Any]:
    """The example with its markup made."""
    template = Template("{% load components %}" + example.source)
    return {
        "title": example.title,
        "source": example.source,
        "html": template.render(Context(example.words)),
    }


@require_safe
@open_to_all
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component on one page; not there outside debug mode."""
    if not settings.DEBUG:
        raise Http404("The gallery is for those who build the product.")
    return render(
        request, "components/gallery.html", {"examples": [drawn(example) for example in examples()]}
    )
