"""Which pages give out a month's template, take it back filled in, and save what it holds?"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from improvement.councils.access import council_role
from improvement.councils.models import Council, User
from improvement.councils.roles import KEY_FIGURES
from improvement.history.services import EditConflict
from improvement.rules.month import Month
from scorecard.entry.access import KEY_EVERY_AREA
from scorecard.exports import XLSX
from scorecard.uploads.desk import Desk, desk_of
from scorecard.uploads.forms import UploadForm
from scorecard.uploads.matching import match
from scorecard.uploads.pages import conflict_page, preview_page, saved_words
from scorecard.uploads.posted import Posted
from scorecard.uploads.preview import preview_of
from scorecard.uploads.reading import clean_name, read_file
from scorecard.uploads.saving import save_upload
from scorecard.uploads.table import FileRefused
from scorecard.uploads.template import template_name, template_of


@require_safe
@council_role(*KEY_FIGURES)
def return_template(request: HttpRequest, council: Council, month: Month) -> HttpResponse:
    """The workbook in which this person fills in the month."""
    desk = desk_for(request, council, month)
    response = HttpResponse(template_of(desk), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{template_name(desk)}"'
    return response


@council_role(*KEY_FIGURES)
def return_upload(request: HttpRequest, council: Council, month: Month) -> HttpResponse:
    """Take a file, and show what it would change; nothing is saved here."""
    desk = desk_for(request, council, month)
    is_sent = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if is_sent else UploadForm()
    if is_sent and form.is_valid() and (page := page_of_file(desk, form, request.user)):
        return render(request, "scorecard/upload_preview.html", page)
    return render(request, "scorecard/upload_form.html", {"form": form, "desk": desk})


def page_of_file(desk: Desk, form: UploadForm, reader: User) -> dict[str, Any] | None:
    """What the file would change; nothing, with the reason in the form, when it is refused."""
    sent = form.cleaned_data["file"]
    name = clean_name(sent.name)
    try:
        table = read_file(sent.file, name)
        matched = match(table, desk.measures, council=desk.council, month=desk.month)
    except FileRefused as refusal:
        form.add_error("file", refusal.message)
        return None
    return preview_page(desk, preview_of(desk, matched), name, reader)


@council_role(*KEY_FIGURES)
@require_POST
def return_upload_confirm(request: HttpRequest, council: Council, month: Month) -> HttpResponse:
    """Save what the preview showed: all of it, as long as every word of it still holds."""
    desk = desk_for(request, council, month)
    posted = Posted.read(desk, request.POST)
    preview = preview_of(desk, posted.matched)
    refusals: list[str] = []
    if not preview.refused:
        try:
            told = {"versions": posted.versions, "file_name": posted.file_name}
            save_upload(preview=preview, by=request.user, **told)
            messages.success(request, saved_words(preview, posted.file_name))
            return redirect("scorecard:return-detail", council.slug, month)
        except ValidationError as refusal:
            refusals = [] if isinstance(refusal, EditConflict) else refusal.messages
    page = conflict_page(desk_for(request, council, month), posted, refusals, request.user)
    return render(request, "scorecard/upload_preview.html", page, status=409)


def desk_for(request: HttpRequest, council: Council, month: Month) -> Desk:
    """The month as this person keys it; 404 when it has not been opened."""
    own = None if request.access.has(KEY_EVERY_AREA) else request.access.own_area_ids
    desk = desk_of(council, month, own)
    if desk is None:
        raise Http404("This month has no return.")
    return desk
