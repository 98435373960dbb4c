"""Which faults can a person do something about, and what are they told?

Asked from two places: by the middleware, for faults inside views, and by the error handlers, for
faults in what stands around them (sessions, the check of a form's origin).
"""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def answer_to(request: HttpRequest, fault: BaseException | None) -> HttpResponse | None:
    """A page that says what to do; None for every fault that is ours alone."""
    if isinstance(fault, OperationalError | InterfaceError):
        return unavailable(request)
    if isinstance(fault, RequestDataTooBig | TooManyFieldsSent):
        return too_big(request)
    return None


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: the database did not answer, nothing of this request was saved."""
    context = {"address": request.get_full_path(), "sent": sent_again(request)}
    response = render(request, "503.html", context, status=503)
    response["Retry-After"] = "10"
    return response


def too_big(request: HttpRequest) -> HttpResponse:
    """413: more was sent than any form of ours holds."""
    limits = {
        "limit_kb": settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024,
        "limit_mb": settings.FILE_UPLOAD_MOST // 1_048_576,
    }
    return render(request, "413.html", limits, status=413)


def sent_again(request: HttpRequest) -> list[tuple[str, str]]:
    """What a form sent, so that the page can offer to send it again; never a password."""
    if request.method != "POST" or any("password" in name for name in request.POST):
        return []
    return [(name, value) for name, values in request.POST.lists() for value in values]
