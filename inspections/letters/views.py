"""Which pages take a letter in, put its draft right, confirm it, and show it afterwards?"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from improvement.councils.access import council_role
from improvement.councils.models import Council
from improvement.councils.roles import EDIT_JOURNEY, SEE_JOURNEY
from improvement.history.services import EditConflict
from improvement.ui.forms import Form
from improvement.ui.lists import render_list
from inspections.letters import services
from inspections.letters.deciding import ConfirmForm, beside, confirm_page
from inspections.letters.draft import differences
from inspections.letters.forms import DiscardForm, DraftForms, LetterUploadForm
from inspections.letters.letter import LetterRefused
from inspections.letters.lists import LetterFilter, LetterTable, ParagraphFilter, ParagraphTable
from inspections.letters.pages import check_page, letter_view
from inspections.letters.pictures import page_picture
from inspections.letters.posted import Sent, whole
from inspections.letters.querysets import for_list, letters_for, paragraphs_for
from inspections.models import Letter

Crumbs = list[tuple[str, str]]
PNG, PDF = "image/png", "application/pdf"


# --- What the views share -----------------------------------------------------------------------


def letter_of(request: HttpRequest, council: Council, pk: int) -> Letter:
    """A letter of this council that the reader may see, or 404."""
    letter = get_object_or_404(letters_for(request, council), pk=pk)
    letter.council = council
    return letter


def crumbs_to(council: Council, *steps: tuple[str, str]) -> Crumbs:
    """The way here: council, inspections, letters, and what lies between."""
    slug = [council.slug]
    return [
        (council.called, council.get_absolute_url()),
        ("Inspections", reverse("inspections:inspection-list", args=slug)),
        ("Letters", reverse("inspections:letter-list", args=slug)),
        *steps,
    ]


def href(name: str, letter: Letter) -> str:
    """The address of a page of this letter."""
    return reverse(f"inspections:letter-{name}", args=[letter.council.slug, letter.pk])


# --- Lists --------------------------------------------------------------------------------------


@require_safe
@council_role(*SEE_JOURNEY)
def letter_list(request: HttpRequest, council: Council) -> HttpResponse:
    may_edit = request.access.has(EDIT_JOURNEY)
    add = reverse("inspections:letter-upload", args=[council.slug]) if may_edit else ""
    return render_list(
        request,
        table_class=LetterTable,
        filterset=LetterFilter(request.GET, for_list(letters_for(request, council))),
        filename=f"{council.slug}-letters",
        template="inspections/letter_list.html",
        context={
            "title": "Letters",
            "crumbs": [*crumbs_to(council)[:-1], ("Letters", "")],
            "intro": "Inspectorates’ letters and reports, newest first.",
            "add_href": add,
            "add_text": "Upload a letter",
            "empty_title": "No letter has been uploaded yet",
            "empty_body": "Upload the PDF of the last inspection: its dates, judgements and "
            "findings are read from it, and you confirm them.",
        },
    )


@require_safe
@council_role(*SEE_JOURNEY)
def letter_search(request: HttpRequest, council: Council) -> HttpResponse:
    return render_list(
        request,
        table_class=ParagraphTable,
        filterset=ParagraphFilter(request.GET, paragraphs_for(request, council)),
        filename=f"{council.slug}-letters-search",
        context={
            "title": "Search the letters",
            "crumbs": crumbs_to(council, ("Search", "")),
            "intro": "Every paragraph that holds all of your words, newest letter first.",
            "empty_title": "What are you looking for?",
            "empty_body": "Enter a word or a few, such as supervision, or care leavers.",
        },
        per_page=25,
    )


# --- Coming in ----------------------------------------------------------------------------------


@council_role(*EDIT_JOURNEY)
def letter_upload(request: HttpRequest, council: Council) -> HttpResponse:
    """Take a letter and lead to its draft; nothing is kept of one that is refused."""
    is_sent = request.method == "POST"
    form = LetterUploadForm(request.POST, request.FILES) if is_sent else LetterUploadForm()
    if is_sent and form.is_valid() and (letter := kept(request, council, form)):
        return redirect(letter)
    context = {"form": form, "crumbs": crumbs_to(council, ("Upload", ""))}
    return render(request, "inspections/letter_upload.html", context)


def kept(request: HttpRequest, council: Council, form: Form) -> Letter | None:
    """The letter of the file; nothing, with the reason beside the field, when it is refused."""
    sent = form.cleaned_data["file"]
    try:
        told = services.keep_letter(
            council=council, file=sent.file, filename=sent.name, by=request.user
        )
    except LetterRefused as refusal:
        form.add_error("file", refusal.message)
        return None
    if not told.is_new:
        messages.info(request, "This letter was uploaded before. Here it is.")
    return told.letter


# --- Putting right ------------------------------------------------------------------------------


@council_role(*EDIT_JOURNEY)
def letter_check(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """The draft beside its letter; whatever is sent is kept as it was typed."""
    letter = letter_of(request, council, pk)
    if request.method == "POST":
        return draft_sent(request, letter, Sent.read(request.POST))
    if letter.is_confirmed:
        return redirect(letter)
    draft, is_checked = services.held_draft(letter), "faults" in request.GET
    forms = services.forms_of(letter, draft, is_checked=is_checked)
    page = check_page(letter, forms, whole(request.GET.get("page", "")), version=letter.version)
    return check_shown(request, letter, page)


def draft_sent(request: HttpRequest, letter: Letter, sent: Sent) -> HttpResponse:
    """Save what was typed and done, and go on; 409 with both when someone else saved first."""
    try:
        services.save_draft(
            letter=letter, draft=sent.changed(), version=sent.version, by=request.user
        )
    except ValidationError as refused:
        if not isinstance(refused, EditConflict):
            messages.warning(request, " ".join(refused.messages))
        return conflict_shown(request, letter, sent)
    if sent.warning:
        messages.warning(request, sent.warning)
    if sent.deed == "confirm":
        return redirect(href("confirm", letter))
    if sent.deed == "save":
        messages.success(request, "The draft has been saved.")
    return redirect(f"{href('check', letter)}?page={sent.page}{sent.anchor}")


def conflict_shown(request: HttpRequest, letter: Letter, sent: Sent) -> HttpResponse:
    """What was typed, with what is saved now told beside it; the next save goes ahead."""
    letter.refresh_from_db()
    forms = services.forms_of(letter, sent.typed, is_checked=False)
    told = list(differences(services.held_draft(letter), sent.typed))
    page = check_page(letter, forms, sent.page, version=letter.version, conflicts=told)
    return check_shown(request, letter, page, status=409)


def check_shown(
    request: HttpRequest, letter: Letter, page: Any, *, status: int = 200
) -> HttpResponse:
    crumbs = crumbs_to(letter.council, ("Check", ""))
    context = {"page": page, "letter": letter, "crumbs": crumbs}
    return render(request, "inspections/letter_check.html", context, status=status)


# --- Confirming and discarding ------------------------------------------------------------------


@council_role(*EDIT_JOURNEY)
def letter_confirm(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """The draft as it will be recorded; a draft with faults goes back to be put right."""
    letter = letter_of(request, council, pk)
    if letter.is_confirmed:
        return redirect(letter.inspection)
    checked = services.forms_of(letter, services.held_draft(letter), is_checked=True)
    if not checked.is_valid:
        return redirect(f"{href('check', letter)}?faults=1")
    form = confirm_form(request.POST if request.method == "POST" else None, letter, checked)
    if form.is_bound and form.is_valid() and (inspection := confirmed(request, letter, form)):
        messages.success(request, form.done_words())
        return redirect(inspection)
    crumbs = crumbs_to(council, ("Check", href("check", letter)), ("Confirm", ""))
    context = {"form": form, "page": confirm_page(form), "letter": letter, "crumbs": crumbs}
    status = 409 if form.is_conflict else 200
    return render(request, "inspections/letter_confirm.html", context, status=status)


def confirm_form(data: Any, letter: Letter, checked: DraftForms) -> ConfirmForm:
    """The choices of this draft beside what is recorded now."""
    return ConfirmForm(data, checked=checked, known=beside(checked), version=letter.version)


def confirmed(request: HttpRequest, letter: Letter, form: ConfirmForm) -> Any:
    """The inspection; nothing, with the reason in the form, when it was refused."""
    try:
        return services.confirm_letter(
            letter=letter, placing=form.placing(), version=form.version, by=request.user
        )
    except EditConflict as error:
        form.is_conflict = True
        form.add_error(None, error)
        form.data = {**form.data.dict(), "version": str(letter.version)}
    except ValidationError as error:
        form.add_error(None, error)
    return None


@council_role(*EDIT_JOURNEY)
def letter_discard(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """Ask once, then throw the draft away."""
    letter = letter_of(request, council, pk)
    if letter.is_confirmed:
        return redirect(letter)
    form = DiscardForm(request.POST if request.method == "POST" else None, letter=letter)
    if form.is_bound and form.is_valid() and discarded(request, letter, form):
        messages.success(request, f"{letter.filename} has been discarded.")
        return redirect("inspections:letter-list", council.slug)
    context = {
        "form": form,
        "title": "Discard this letter?",
        "intro": f"The draft of {letter.filename} and the file go for good. You can upload the "
        "letter again.",
        "submit": "Discard the letter",
        "crumbs": crumbs_to(council, ("Check", href("check", letter)), ("Discard", "")),
        "cancel_href": href("check", letter),
    }
    status = 409 if form.is_conflict else 200
    return render(request, "components/form_page.html", context, status=status)


def discarded(request: HttpRequest, letter: Letter, form: DiscardForm) -> bool:
    """Has it gone? Not when someone changed the draft meanwhile."""
    try:
        services.discard_letter(letter=letter, version=form.version, by=request.user)
    except EditConflict as error:
        form.is_conflict = True
        form.add_error(None, error)
        form.data = {**form.data.dict(), "version": str(letter.version)}
        return False
    return True


# --- Afterwards ---------------------------------------------------------------------------------


@require_safe
@council_role(*SEE_JOURNEY)
def letter_detail(request: HttpRequest, council: Council, pk: int) -> HttpResponse:
    """A confirmed letter, page by page; a draft is shown where it is put right."""
    letter = letter_of(request, council, pk)
    number = whole(request.GET.get("page", ""))
    if not letter.is_confirmed:
        return redirect(f"{href('check', letter)}?page={number or 1}")
    page = letter_view(letter, number)
    context = {"page": page, "letter": letter, "crumbs": crumbs_to(council, (page.title, ""))}
    return render(request, "inspections/letter_detail.html", context)


@require_safe
@council_role(*SEE_JOURNEY)
def letter_file(request: HttpRequest, council: Council, pk: int) -> FileResponse:
    """The PDF as it came, to be saved and never to be run here."""
    letter = letter_of(request, council, pk)
    try:
        file = letter.file.open("rb")
    except FileNotFoundError as lost:
        raise Http404("The file of this letter is not there.") from lost
    name = letter.filename if letter.filename.lower().endswith(".pdf") else f"{letter.filename}.pdf"
    return FileResponse(file, as_attachment=True, filename=name, content_type=PDF)


@require_safe
@council_role(*SEE_JOURNEY)
def letter_picture(request: HttpRequest, council: Council, pk: int, page: int) -> HttpResponse:
    """One page as a picture, drawn where the file can do no harm."""
    letter = letter_of(request, council, pk)
    if not 1 <= page <= letter.pages_count:
        raise Http404("This letter has no such page.")
    try:
        return HttpResponse(page_picture(letter.file.name, page), content_type=PNG)
    except (LetterRefused, FileNotFoundError) as refused:
        raise Http404("This page cannot be drawn.") from refused
