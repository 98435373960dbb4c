"""What does an address ask a new action to answer? A finding or an audit theme of the council."""

from django.http import HttpRequest

from improvement.councils.models import Council
from inspections.models import AuditTheme, Finding


def finding_asked(request: HttpRequest, council: Council) -> list[Finding]:
    """The finding that `?finding=` names, if it is one of the council's."""
    return list(Finding.objects.filter(council=council, pk__in=key_asked(request, "finding")))


def themes_asked(request: HttpRequest, council: Council) -> list[AuditTheme]:
    """The audit theme that `?theme=` names, if it is one of the council's."""
    return list(AuditTheme.objects.filter(council=council, pk__in=key_asked(request, "theme")))


def key_asked(request: HttpRequest, name: str) -> list[int]:
    """The key that an address names; none for what is no key."""
    asked = request.GET.get(name, "")
    return [int(asked)] if asked.isascii() and asked.isdigit() and len(asked) < 19 else []
