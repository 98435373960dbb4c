"""Which council and month does a command mean, as somebody typed them?"""

from django.core.management.base import CommandError
from django.db import DatabaseError

from improvement.councils.models import Council
from improvement.rules.month import Month

NOT_READY = (
    "The database is not ready: run `manage.py migrate`, or `manage.py demo --no-server` to try "
    "the product."
)


def read_month(text: str) -> Month:
    """A month typed as 2026-10."""
    try:
        return Month.parse(text)
    except ValueError as error:
        raise CommandError(f"--month: {error}") from error


def read_council(slug: str) -> Council:
    """A council that uses the product; otherwise the slugs there are."""
    try:
        live = {council.slug: council for council in Council.objects.live()}
    except DatabaseError as error:
        raise CommandError(NOT_READY) from error
    if slug not in live:
        known = ", ".join(sorted(live)) or "none yet"
        raise CommandError(f"--council must be one of: {known}; it is {slug!r}.")
    return live[slug]
