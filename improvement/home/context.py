"""What does every page know about the person reading it?"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from improvement.councils.access import memberships_of
from improvement.councils.models import Council


def councils_of(request: HttpRequest) -> list[Council]:
    """The person's councils, each once, in order of name."""
    return list({one.council.pk: one.council for one in memberships_of(request)}.values())


def page(request: HttpRequest) -> dict[str, Any]:
    """For the header: councils to switch between (read only if the template asks), and mode."""
    return {
        "my_councils": SimpleLazyObject(lambda: councils_of(request)),
        "council": getattr(request, "council", None),
        "is_demo": settings.DEMO,
    }
