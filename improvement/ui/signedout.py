"""What becomes of a form that was sent after its sender's session ended?

It is held in the page that answers, so that nothing typed is lost: sign in elsewhere, then send
it again. Signing in changes the token against forged forms, so that the first try after it meets
the check of the form's origin, which holds the form once more.

A forged form must not become one click of a person who is signed in. Without a valid token, only
a form that a page of this very site sent is held (browsers name the site in `Origin`, which no
other site can set); and whatever is held, the person presses the button and can read what it will
send. Forms of signing in are never held, nor is any form with a password in it.
"""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render, resolve_url
from django.utils.http import urlencode

from improvement.ui.faults import sent_again

# What a view is marked with when only people who are signed in come to it.
GUARDED = frozenset({"council_role", "signed_in"})
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
# A form whose names say nothing to a person sends what they were called: "n58=FD1, figure", a line
# each. Only its own sender's words are believed for that: nobody is signed in to be shown more.
LABELS = "labels"
UNTOLD = frozenset({TOKEN, LABELS, "version", "base", "then"})


def signed_out(request: HttpRequest) -> HttpResponse:
    """Nobody is signed in: to the sign-in page, unless something was sent that would be lost."""
    if wants_json(request):
        return told_in_json(request)
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    return held_page(request, HTTPStatus.UNAUTHORIZED)


def refused_origin(request: HttpRequest) -> HttpResponse:
    """The check of a form's origin failed: hold what was sent when it was sent from here."""
    is_ours = is_guarded(request) and is_from_here(request)
    if is_ours and wants_json(request):
        words = "You have signed in again since this page was opened. Nothing was saved."
        told = {"message": words, "token": get_token(request)}
        return JsonResponse(told, status=HTTPStatus.FORBIDDEN)
    if is_ours and sent_again(request):
        return held_page(request, HTTPStatus.FORBIDDEN)
    return render(request, "403_csrf.html", status=HTTPStatus.FORBIDDEN)


def wants_json(request: HttpRequest) -> bool:
    """Was it a script of ours that asked, rather than a person's browser?"""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def told_in_json(request: HttpRequest) -> JsonResponse:
    """401 for a script, with the way to sign in and come back to the page it runs in."""
    words = "You are signed out. Sign in again: what you typed is still in this page."
    sign_in = f"{resolve_url('account_login')}?{urlencode({'next': page_of(request)})}"
    return JsonResponse({"message": words, "sign_in": sign_in}, status=HTTPStatus.UNAUTHORIZED)


def held_page(request: HttpRequest, status: HTTPStatus) -> HttpResponse:
    """Every field that was sent, to be read and sent again to the same address."""
    sent = sent_again(request)
    context: dict[str, Any] = {
        "address": request.get_full_path(),
        "sent": [(name, value) for name, value in sent if name != TOKEN],
        "told": list(told_by_label(sent)),
        "may_resend": bool(sent) or not request.POST,
        "has_files": bool(request.FILES),
        "is_signed_in": request.user.is_authenticated,
    }
    return render(request, "form_held.html", context, status=status)


def told_by_label(sent: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """What a person keyed or chose, under the name that each box had."""
    lines = (line for name, value in sent if name == LABELS for line in value.splitlines())
    labels = dict(line.split("=", 1) for line in lines if "=" in line)
    for name, value in sent:
        if value and name not in UNTOLD:
            yield labels.get(name) or in_words(name), value


def in_words(name: str) -> str:
    """A field's name as people read it: "Owner role" of owner_role."""
    words = name.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:]


def is_guarded(request: HttpRequest) -> bool:
    """Is the address one of those that only people who are signed in come to?"""
    match = request.resolver_match
    return match is not None and getattr(match.func, "guard", "") in GUARDED


def is_from_here(request: HttpRequest) -> bool:
    """Did a page of this very site send it? Only what browsers say themselves counts."""
    sender = request.headers.get("Origin") or request.headers.get("Referer", "")
    return site_of(sender) == (request.scheme, request.get_host())


def site_of(address: str) -> tuple[str, str]:
    """The scheme and host of an address; nothing of what is none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "", ""
    return parts.scheme, parts.netloc


def page_of(request: HttpRequest) -> str:
    """The page of ours that a script runs in; for want of one, the address it asked."""
    referer = request.headers.get("Referer", "")
    if site_of(referer) != (request.scheme, request.get_host()):
        return request.get_full_path()
    return urlsplit(referer).path
