"""Which pages list the measures, take them into use, set them up and retire them?"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from improvement.councils.access import council_role
from improvement.councils.models import Council
from improvement.councils.roles import EDIT_MEASURES, SEE_APPROVED
from improvement.rules.month import Month
from improvement.ui.editing import edit_page
from improvement.ui.lists import render_list
from scorecard.catalogue import selectors
from scorecard.catalogue.filters import InUseFilter, UnusedFilter
from scorecard.catalogue.forms import (
    AdoptForm,
    DefineForm,
    DefinitionForm,
    RetireForm,
    SettingsForm,
)
from scorecard.catalogue.tables import InUseTable, UnusedTable
from scorecard.catalogue.target_forms import with_first_target
from scorecard.models import AdoptedMeasure, Measure
from scorecard.services.adoption import (
    adopt_measure,
    define_and_adopt,
    edit_adopted,
    edit_definition,
    retire_measure,
    return_to_use,
)

Crumbs = list[tuple[str, str]]
LIST_PAGE, FORM_PAGE = "scorecard/catalogue_list.html", "scorecard/catalogue_form.html"
IN_USE = "What the council returns every month and reads on its scorecard."
UNUSED = "Measures of the shared catalogue that the council could take into use."
REFUSED_EMPTY = "Every measure of the catalogue is in use"
DEFINE_INTRO = (
    "For what the shared catalogue does not have. Only this council uses it, so no other "
    "council and no national figure is compared with it."
)
DEFINITION_INTRO = (
    "Its unit, its stretch of time and which way is good stay as they are, since figures were "
    "counted by them. For another count, retire this measure and define a new one."
)
RETIRE_INTRO = (
    "It is no longer asked for in monthly returns and leaves the scorecard of later months. Its "
    "approved figures, its targets and its history stay. It can come back at any time."
)
RETURN_INTRO = "It is asked for again in the open returns of its service area, and in later ones."

SWITCH_WORDS = {
    True: {"intro": RETIRE_INTRO, "submit": "Retire measure"},
    False: {"intro": RETURN_INTRO, "submit": "Return to use"},
}


def crumbs_to(council: Council, *rest: tuple[str, str]) -> Crumbs:
    """The way to the list of measures and on."""
    here = reverse("scorecard:measure-list", args=[council.slug])
    return [(council.called, council.get_absolute_url()), ("Measures", here), *rest]


def settings_href(measure: AdoptedMeasure) -> str:
    return reverse("scorecard:measure-settings", args=[measure.council.slug, measure.code])


def crumbs_to_settings(measure: AdoptedMeasure, here: str) -> Crumbs:
    """The way to a page about one measure in use."""
    return crumbs_to(measure.council, (measure.code, settings_href(measure)), (here, ""))


@require_safe
@council_role(*SEE_APPROVED)
def measure_list(request: HttpRequest, council: Council) -> HttpResponse:
    """What the council measures, in use or retired."""
    return render_list(
        request,
        table_class=InUseTable,
        filterset=InUseFilter(request.GET, selectors.in_use(council), council=council),
        context=list_context(request, council, "Measures", IN_USE, "No measure is in use yet"),
        filename=f"{council.slug}-measures",
        **list_options(request, council),
    )


@require_safe
@council_role(*SEE_APPROVED)
def measure_unused(request: HttpRequest, council: Council) -> HttpResponse:
    """What the council could measure."""
    return render_list(
        request,
        table_class=UnusedTable,
        filterset=UnusedFilter(request.GET, selectors.unused(council)),
        context=list_context(request, council, "Measures not in use", UNUSED, REFUSED_EMPTY),
        filename=f"{council.slug}-measures-not-in-use",
        **list_options(request, council),
    )


def list_options(request: HttpRequest, council: Council) -> dict[str, Any]:
    """How both lists are shown: whole, on a page with tabs."""
    options = {"slug": council.slug, "may_edit": request.access.has(EDIT_MEASURES)}
    return {"template": LIST_PAGE, "per_page": 100, "table_options": options}


def list_context(
    request: HttpRequest, council: Council, title: str, intro: str, empty: str
) -> dict[str, Any]:
    """The words around a list."""
    may_edit = request.access.has(EDIT_MEASURES)
    define = reverse("scorecard:measure-define", args=[council.slug])
    return {
        "title": title,
        "intro": intro,
        "crumbs": crumbs_to(council, (title, ""))[: 2 if title == "Measures" else None],
        "add_href": define if may_edit else "",
        "add_text": "Add a measure of our own" if may_edit else "",
        "empty_title": empty,
        "empty_body": "A performance lead or an administrator takes measures into use.",
    }


@require_safe
@council_role(*SEE_APPROVED)
def measure_card(request: HttpRequest, council: Council, code: str) -> HttpResponse:
    """What a measure is and why it matters; one in use has a page of its own."""
    measure = selectors.measure_of(council, code)
    adopted = measure.adoptions.filter(council=council).select_related("council").first()
    if adopted:
        return redirect(adopted)
    unused = reverse("scorecard:measure-unused", args=[council.slug])
    context = {
        "measure": measure,
        "card": selectors.card_of(measure),
        "crumbs": crumbs_to(council, ("Not in use", unused), (measure.code, "")),
        "may_edit": request.access.has(EDIT_MEASURES),
    }
    return render(request, "scorecard/catalogue_card.html", context)


@council_role(*EDIT_MEASURES)
def measure_adopt(request: HttpRequest, council: Council, code: str) -> HttpResponse:
    """Take a measure into use."""
    measure = selectors.measure_of(council, code)
    held = measure.adoptions.filter(council=council).select_related("council").first()
    if held and request.method != "POST":
        return redirect(settings_href(held))
    form = adopt_form(request, council, measure)

    def save(**typed: Any) -> str:
        told = with_first_target(typed)
        adopted = adopt_measure(council=council, measure=measure, by=request.user, **told)
        return settings_href(adopted)

    return edit_page(
        request, form, save, done=f"{measure.code} is in use.", template=FORM_PAGE,
        title=f"Adopt {measure.code}", caption=measure.name, intro="", submit="Adopt measure",
        card=selectors.card_of(measure), crumbs=crumbs_to(council, (f"Adopt {measure.code}", "")),
        cancel_href=reverse("scorecard:measure-unused", args=[council.slug]),
    )  # fmt: skip


def adopt_form(request: HttpRequest, council: Council, measure: Measure) -> AdoptForm:
    """The form with what a measure starts with unless the council says otherwise."""
    fresh = AdoptedMeasure(council=council, measure=measure, name=measure.name, group=measure.group)
    last_month = Month.of(timezone.localdate()).previous
    start = {"text": measure.default_target, "effective_from": last_month}
    return AdoptForm(request.POST or None, instance=fresh, council=council, initial=start)


@council_role(*EDIT_MEASURES)
def measure_define(request: HttpRequest, council: Council) -> HttpResponse:
    """Define a measure that only this council has, and take it into use."""
    start = {"effective_from": Month.of(timezone.localdate()).previous}
    form = DefineForm(
        request.POST or None, instance=Measure(council=council), council=council, initial=start
    )

    def save(*, area: Any, **typed: Any) -> str:
        told = {"definition": form.definition, **form.own}
        made = define_and_adopt(council=council, area=area, by=request.user, **told)
        return settings_href(made)

    return edit_page(
        request, form, save, done="The measure is defined and in use.", template=FORM_PAGE,
        title="Add a measure of our own", caption="", intro=DEFINE_INTRO, submit="Add measure",
        card=(), crumbs=crumbs_to(council, ("Add a measure of our own", "")),
        cancel_href=reverse("scorecard:measure-list", args=[council.slug]),
    )  # fmt: skip


@council_role(*EDIT_MEASURES)
def measure_settings(request: HttpRequest, council: Council, code: str) -> HttpResponse:
    """How the council uses one measure: its settings, targets, limits and history."""
    measure = selectors.adopted_of(council, code)
    form = SettingsForm(request.POST or None, instance=measure, council=council)

    def save(**typed: Any) -> str:
        return settings_href(edit_adopted(measure=measure, by=request.user, **typed))

    return edit_page(
        request, form, save, done=f"{measure.code} has been changed.",
        template="scorecard/catalogue_settings.html", measure=measure,
        targets=selectors.targets_of(measure), rebases=selectors.rebases_of(measure),
        card=selectors.card_of(measure.measure), timeline=selectors.history_of(measure),
        draft=selectors.draft_month(measure), is_charted=selectors.is_charted(measure),
        crumbs=crumbs_to(council, (measure.code, ""))
    )  # fmt: skip


@council_role(*EDIT_MEASURES)
def measure_definition(request: HttpRequest, council: Council, code: str) -> HttpResponse:
    """Say better what a measure of the council's own is; the catalogue's words are no council's."""
    measure = selectors.adopted_of(council, code)
    if measure.measure.council_id is None:
        raise Http404("The catalogue's definitions belong to every council.")
    form = DefinitionForm(request.POST or None, instance=measure.measure)

    def save(**typed: Any) -> str:
        edit_definition(measure=measure.measure, by=request.user, **typed)
        return settings_href(measure)

    return edit_page(
        request, form, save, done=f"The definition of {code} has been changed.",
        title=f"Definition of {code}", intro=DEFINITION_INTRO,
        crumbs=crumbs_to_settings(measure, "Definition"), cancel_href=settings_href(measure),
    )  # fmt: skip


@council_role(*EDIT_MEASURES)
def measure_retire(request: HttpRequest, council: Council, code: str) -> HttpResponse:
    """Retire a measure, or return a retired one to use."""
    measure = selectors.adopted_of(council, code)
    form = RetireForm(request.POST or None, instance=measure)
    change = retire_measure if measure.is_active else return_to_use
    title = f"Retire {code}" if measure.is_active else f"Return {code} to use"

    def save(**typed: Any) -> str:
        return settings_href(change(measure=measure, by=request.user, **typed))

    return edit_page(
        request, form, save, template="scorecard/catalogue_retire.html", title=title,
        done=f"{code} is retired." if measure.is_active else f"{code} is in use again.",
        measure=measure, is_warning=measure.is_active, **SWITCH_WORDS[measure.is_active],
        draft=selectors.draft_month(measure) if measure.is_active else None,
        crumbs=crumbs_to_settings(measure, title), cancel_href=settings_href(measure),
    )  # fmt: skip
