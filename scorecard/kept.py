"""When is a scorecard's page the same as before, so that it need not be made or sent again?

Everything that a page shows follows from the council's scorecard version, which grows in the
transaction of any change, and from what stands in the key beside it. The version is read from the
database for every page, so that several processes never disagree. What is made is kept in each
process's own memory: 90 kB out of the database's cache would cost a page more than it saves, and
would push out the counters of failed sign-ins that live there.
"""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.messages import get_messages
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils.cache import get_conditional_response
from django.utils.safestring import SafeString

from improvement.councils.access import memberships_of
from improvement.councils.models import Council
from scorecard.models import ScorecardVersion

CODE = (("improvement", "*.py"), ("scorecard", "*.py"), ("templates", "*.html"), ("fixtures", "*"))


class KeptPage:
    """One page for one reader: kept under its key, and known to the reader's browser by its tag.

    `about` is everything the page depends on beside the council's figures: month, choice, audience.
    """

    def __init__(self, request: HttpRequest, council: Council, *about: str) -> None:
        self.request = request
        version = ScorecardVersion.objects.filter(council=council).values_list("number", flat=True)
        known = (council.pk, council.slug, version.first() or 0, code_version(), *about)
        self.key = digest(*known)
        self.tag = "" if is_for_once(request) else f'W/"{digest(self.key, *reader(request))}"'

    def unchanged(self) -> HttpResponse | None:
        """An answer without a page, when the browser holds this very one."""
        if not self.tag:
            return None
        held = get_conditional_response(self.request, etag=self.tag)
        return self.marked(held) if held is not None else None

    def part(self, make: Callable[[], SafeString]) -> SafeString:
        """The page's own part, made when this process does not hold it."""
        if settings.DEBUG:  # whoever changes a template wants to see it
            return make()
        return caches["pages"].get_or_set(self.key, make, timeout=None)

    def marked(self, response: HttpResponse) -> HttpResponse:
        """Let the reader's own browser keep the page, but ask each time whether it still holds.

        Every other page is `no-store`. This one is what a board opens again and again, asking
        costs us a tenth of sending it, and no shared cache may keep it: it is still private.
        """
        if self.tag:
            response["ETag"] = self.tag
            response["Cache-Control"] = "private, no-cache"
        return response


def reader(request: HttpRequest) -> list[object]:
    """What stands around every page: who reads it, their councils, their sign-out button's key."""
    councils = [
        (one.role, one.council.slug, one.council.name, one.council.called)
        for one in memberships_of(request)
    ]
    sheets = [static(name) for name in ("app.css", "app.js")]
    told = [request.council.is_illustrative, request.META["CSRF_COOKIE"]]
    return [request.user.pk, str(request.user), *councils, *sheets, *told]


def is_for_once(request: HttpRequest) -> bool:
    """A page that tells of something just done, or hands out a first key, is never seen twice."""
    return bool(len(get_messages(request))) or not request.META.get("CSRF_COOKIE")


def digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()


@cache
def code_version() -> str:
    """One checksum over the code, templates and declared data that pages are made with."""
    told = hashlib.sha256()
    for folder, pattern in CODE:
        for path in sorted((Path(settings.BASE_DIR) / folder).rglob(pattern)):
            if path.is_file():
                told.update(str(path).encode() + b"\0" + path.read_bytes())
    return told.hexdigest()
