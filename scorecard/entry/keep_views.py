"""Which addresses keep what is being typed into a sheet, and throw it away again?"""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from improvement.councils.access import council_role
from improvement.councils.models import Council
from improvement.councils.roles import KEY_FIGURES
from improvement.rules.month import Month
from scorecard.entry.access import section_for, to_section
from scorecard.entry.forms import SheetForm
from scorecard.entry.keeping import kept_answer, rated_measures, stale_words
from scorecard.services import discard_typing, keep_typing


@council_role(*KEY_FIGURES)
@require_POST
def section_keep(request: HttpRequest, council: Council, month: Month, area: str) -> HttpResponse:
    """Keep the sheet as typed, and answer with what each line comes to. Never saves a figure."""
    section = section_for(request, council, month, area, to_key=True)
    form = SheetForm(rated_measures(section), section.month, request.POST)
    try:
        copy = keep_typing(section=section, by=request.user, **form.as_typed)
    except ValidationError as refusal:
        return JsonResponse({"message": " ".join(refusal.messages)}, status=422)
    if words := stale_words(section, copy, request.user):
        return JsonResponse({"message": words, "is_kept": copy is not None}, status=409)
    return JsonResponse(kept_answer(section, copy, form))


@council_role(*KEY_FIGURES)
@require_POST
def section_discard(
    request: HttpRequest, council: Council, month: Month, area: str
) -> HttpResponse:
    """Throw away what was typed and never saved."""
    section = section_for(request, council, month, area, to_key=True)
    discard_typing(section=section, by=request.user)
    messages.success(request, "What you had typed and not saved is gone.")
    return to_section("section-key", section)
