"""Which page takes a section's figures as an officer types them?"""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from improvement.councils.access import council_role
from improvement.councils.models import Council
from improvement.councils.roles import KEY_FIGURES
from improvement.history.services import EditConflict
from improvement.rules.month import Month
from improvement.rules.section import SectionStatus, may_key
from scorecard.entry.access import section_for, to_section
from scorecard.entry.forms import SheetForm
from scorecard.entry.keeping import keep_unsaved, opened_sheet, save_typing
from scorecard.entry.pages import keyed_page, saved_words
from scorecard.entry.sheet import measures_of
from scorecard.models import Section
from scorecard.services.checking import linked_problems, month_figures

SHEET = "scorecard/section_key.html"


@council_role(*KEY_FIGURES)
def section_key(request: HttpRequest, council: Council, month: Month, area: str) -> HttpResponse:
    """The sheet on which a section's figures are keyed."""
    section = section_for(request, council, month, area, to_key=True)
    if request.method == "POST":
        return save_sheet(request, section)
    if not may_key(SectionStatus(section.status)):
        return to_section("section-check", section)
    sheet = opened_sheet(section, request.user)
    return render(request, SHEET, {"sheet": sheet, "section": section})


def save_sheet(request: HttpRequest, section: Section) -> HttpResponse:
    """Save a draft and go on; or show the same sheet, every word still in its box."""
    measures = measures_of(section)
    form = SheetForm(measures, section.month, request.POST)
    status = 200
    try:
        if form.is_valid:
            changed = save_typing(section, form, request.user)
            messages.success(request, saved_words(changed))
            goes_on = request.POST.get("then") == "check"
            return to_section("section-check" if goes_on else "section-key", section)
        form.mark(linked_problems(form.readable, month_figures(section)))
    except EditConflict:
        status = 409
    except ValidationError as refusal:
        form.refuse(refusal)
        status = 200 if may_key(SectionStatus(section.status)) else 409
    keep_unsaved(section, form, request.user)
    sheet = keyed_page(section, measures, form, is_conflict=status == 409)
    return render(request, SHEET, {"sheet": sheet, "section": sheet.section}, status=status)
