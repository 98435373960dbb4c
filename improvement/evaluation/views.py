"""Which pages show and change the self-evaluation, and put a visit's bundle together?"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from improvement.councils.access import council_role
from improvement.councils.models import Council
from improvement.councils.roles import BUILD_PACKS, EDIT_JOURNEY, SEE_JOURNEY
from improvement.evaluation import services
from improvement.evaluation.forms import StatementForm
from improvement.evaluation.models import Statement
from improvement.evaluation.selectors.bundle import bundle_choices, bundle_page, known_theme
from improvement.evaluation.selectors.pages import evaluation_page
from improvement.history.selectors import timeline_of
from improvement.practice import judgement_names
from inspections.forms import accepted

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Crumbs = list[tuple[str, str]]


def crumbs_to(council: Council, *steps: tuple[str, str]) -> Crumbs:
    """The way here: council, self-evaluation, and what lies between."""
    start = ("Self-evaluation", reverse("evaluation:evaluation-detail", args=[council.slug]))
    return [(council.called, council.get_absolute_url()), start, *steps]


def named(judgement: str) -> str:
    """The name of a part of the self-evaluation, or 404."""
    if judgement not in judgement_names():
        raise Http404("The self-evaluation has no such part.")
    return judgement_names()[judgement]


# --- The self-evaluation --------------------------------------------------------------------------


@require_safe
@council_role(*SEE_JOURNEY)
def evaluation_detail(request: HttpRequest, council: Council) -> HttpResponse:
    context = {
        "page": evaluation_page(council, timezone.localdate()),
        "can_edit": request.access.has(EDIT_JOURNEY),
    }
    return render(request, "evaluation/evaluation_detail.html", context)


@require_safe
@council_role(*SEE_JOURNEY)
def evaluation_word(request: HttpRequest, council: Council) -> HttpResponse:
    from improvement.evaluation.exporters.statement import write_word

    page = evaluation_page(council, timezone.localdate())
    response = HttpResponse(write_word(page), content_type=WORD)
    name = f"{council.slug}-self-evaluation-{page.today:%Y-%m-%d}.docx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
@council_role(*SEE_JOURNEY)
def area_detail(request: HttpRequest, council: Council, judgement: str) -> HttpResponse:
    name = named(judgement)
    area = evaluation_page(council, timezone.localdate()).area(judgement)
    statement = services.stored(council, judgement)
    context = {
        "area": area,
        "crumbs": crumbs_to(council, (name, "")),
        "can_edit": request.access.has(EDIT_JOURNEY),
        "timeline": timeline_of(statement) if statement.pk else [],
    }
    return render(request, "evaluation/area_detail.html", context)


@council_role(*EDIT_JOURNEY)
def statement_edit(request: HttpRequest, council: Council, judgement: str) -> HttpResponse:
    name = named(judgement)
    form = form_for(council, judgement, request.POST if request.method == "POST" else None)
    if form.is_bound and (saved := saved_by(request, form, council, judgement)):
        messages.success(request, f"What you say of “{name}” has been saved.")
        return redirect(saved)
    here = reverse("evaluation:area-detail", args=[council.slug, judgement])
    context = {
        "form": form,
        "title": f"What we say: {name}",
        "intro": "The evidence stands on the page itself; here you say what it means.",
        "crumbs": crumbs_to(council, (name, here), ("Write", "")),
        "cancel_href": here,
    }
    status = 409 if form.is_conflict else 200
    return render(request, "components/form_page.html", context, status=status)


def form_for(council: Council, judgement: str, posted: Any = None) -> StatementForm:
    """The form of one part as it would open now, or with what was sent."""
    statement = services.stored(council, judgement)
    return StatementForm(posted, statement=statement, today=timezone.localdate())


def saved_by(
    request: HttpRequest, form: StatementForm, council: Council, judgement: str
) -> Statement | None:
    """The statement once it is saved; None, with the reasons in the form, when it was refused."""
    return accepted(
        form,
        lambda: services.write_statement(
            council=council,
            judgement=judgement,
            today=timezone.localdate(),
            by=request.user,
            version=form.version,
            **form.said(),
        ),
        lambda: form_for(council, judgement),
    )


# --- Bundles for a visit --------------------------------------------------------------------------


@require_safe
@council_role(*SEE_JOURNEY)
def bundle_list(request: HttpRequest, council: Council) -> HttpResponse:
    context = {
        "themes": bundle_choices(council, timezone.localdate()),
        "crumbs": [*crumbs_to(council)[:1], ("Visit bundles", "")],
    }
    return render(request, "evaluation/bundle_list.html", context)


@require_safe
@council_role(*SEE_JOURNEY)
def bundle_detail(request: HttpRequest, council: Council, theme: str) -> HttpResponse:
    page = bundle_page(council, theme_or_404(theme), timezone.localdate())
    bundles = ("Visit bundles", reverse("evaluation:bundle-list", args=[council.slug]))
    context = {
        "page": page,
        "crumbs": [*crumbs_to(council)[:1], bundles, (page.theme, "")],
        "may_download": request.access.has(BUILD_PACKS),
    }
    return render(request, "evaluation/bundle_detail.html", context)


@require_safe
@council_role(*BUILD_PACKS)
def bundle_download(request: HttpRequest, council: Council, theme: str) -> StreamingHttpResponse:
    from improvement.evaluation.exporters.bundle import bundle_name, bundle_pieces

    page = bundle_page(council, theme_or_404(theme), timezone.localdate())
    response = StreamingHttpResponse(bundle_pieces(page), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{bundle_name(page)}"'
    return response


def theme_or_404(theme: str) -> str:
    """A theme that bundles are made for."""
    if not known_theme(theme):
        raise Http404("There is no bundle for such a theme.")
    return theme
