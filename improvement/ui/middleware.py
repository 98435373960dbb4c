"""What must hold for every response, whatever the page?"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from improvement.ui.faults import answer_to

Handler = Callable[[HttpRequest], HttpResponse]


class PrivatePagesMiddleware:
    """Keeps every page out of shared caches: a council's figures are its own."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=()"
        )
        return response


class PlainFaultsMiddleware:
    """Turns the faults a person can do something about into a page that says what to do."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """Called for faults inside views; everything else goes on to Django's own answer."""
        return answer_to(request, fault)
