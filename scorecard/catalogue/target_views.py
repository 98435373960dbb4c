"""Which pages set a measure's targets, dated and with a reason, and take one back?"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from improvement.councils.access import council_role
from improvement.councils.models import Council
from improvement.councils.roles import EDIT_MEASURES
from improvement.rules.month import Month
from improvement.ui.editing import edit_page
from scorecard.catalogue import selectors
from scorecard.catalogue.forms import RemoveForm
from scorecard.catalogue.target_forms import TargetForm
from scorecard.catalogue.views import crumbs_to_settings, settings_href
from scorecard.models import AdoptedMeasure, Target
from scorecard.services.adoption import remove_target, set_target

INTRO = (
    "It holds from its month until a later target begins. Months that are approved already "
    "and fall under it are rated by it from now on."
)


@council_role(*EDIT_MEASURES)
def target_set(request: HttpRequest, council: Council, code: str) -> HttpResponse:
    """Aim for something from a month on."""
    measure = selectors.adopted_of(council, code)
    form = TargetForm(request.POST or None, measure=measure)

    def save(**typed: Any) -> str:
        set_target(measure=measure, by=request.user, **typed)
        return measure.get_absolute_url()

    return edit_page(
        request, form, save, done=done_words(measure, form), title=f"Set a target for {code}",
        template="scorecard/catalogue_target.html", measure=measure, intro=INTRO,
        submit="Set target", targets=selectors.targets_of(measure),
        crumbs=crumbs_to_settings(measure, "Set a target"),
        cancel_href=measure.get_absolute_url(),
    )  # fmt: skip


def done_words(measure: AdoptedMeasure, form: TargetForm) -> str:
    """What is said once it is set: also when a later target ends it, or it replaces one."""
    if not (form.is_bound and form.is_valid()):
        return ""
    start, text = form.cleaned_data["effective_from"], form.cleaned_data["text"]
    told = f"The target of {measure.code} is {text} from {start.label}"
    later = measure.targets.filter(effective_from__gt=start.first_day).first()
    ends = f", until {later.text} begins in {Month.of(later.effective_from).label}" if later else ""
    was = measure.targets.filter(effective_from=start.first_day).first()
    return f"{told}{ends}." + (f" It replaces {was.text}." if was else "")


@council_role(*EDIT_MEASURES)
def target_remove(request: HttpRequest, council: Council, code: str, month: Month) -> HttpResponse:
    """Take back a target that should not have been set."""
    measure = selectors.adopted_of(council, code)
    known = Target.objects.select_related("council", "measure__measure", "measure__council")
    target = get_object_or_404(known, measure=measure, effective_from=month.first_day)

    def save(reason: str) -> str:
        remove_target(target=target, by=request.user, reason=reason)
        return reverse("scorecard:target-set", args=[council.slug, code])

    title = f"Remove the target {target.text} from {month.label}"
    return edit_page(
        request, RemoveForm(request.POST or None), save, done="The target is removed.",
        title=title, submit="Remove target", cancel_href=settings_href(measure),
        intro="The target before it then holds on. Approved months are rated anew.",
        crumbs=crumbs_to_settings(measure, "Remove a target"),
    )  # fmt: skip
