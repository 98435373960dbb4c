"""What do the pages say that belong to no council, and those for when something is wrong?"""

import sys
from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from improvement.glossary import all_terms
from improvement.ui.faults import answer_to
from improvement.ui.signedout import refused_origin

View = Callable[..., HttpResponse]


def open_to_all(view: View) -> View:
    """Mark a page that anyone may read (the mark that the access sweep looks for)."""
    view.guard = "public"  # type: ignore[attr-defined]
    return view


@require_safe
@open_to_all
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "accessibility.html")


@require_safe
@open_to_all
def glossary(request: HttpRequest) -> HttpResponse:
    """Every term with its meaning."""
    return render(request, "glossary.html", {"terms": list(all_terms().values())})


@open_to_all
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the address or what was sent cannot be read."""
    if plain := answer_to(request, exception):
        return plain
    return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)


@open_to_all
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: a member without the role; the view's own sentence if it gave one."""
    why = str(exception) if str(exception).endswith(".") else ""
    return render(request, "403.html", {"why": why}, status=HTTPStatus.FORBIDDEN)


@open_to_all
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was open too long, or cookies are off."""
    return refused_origin(request)


@open_to_all
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such page, or none of yours."""
    return render(request, "404.html", status=HTTPStatus.NOT_FOUND)


@open_to_all
def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault; drawn without the database, which may be what failed."""
    if plain := answer_to(request, sys.exc_info()[1]):
        return plain
    return HttpResponse(render_to_string("500.html"), status=HTTPStatus.INTERNAL_SERVER_ERROR)
