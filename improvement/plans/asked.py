"""What does an address ask a new action to answer? A finding or an audit theme of the council."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest

from improvement.councils.models import Council
from inspections.models import AuditTheme, Finding


def links_asked(request: HttpRequest, council: Council) -> dict[str, list[Any]]:
    """What `?finding=` and `?theme=` name, as far as it is the council's."""
    findings = Finding.objects.filter(council=council, pk__in=key_asked(request, "finding"))
    themes = AuditTheme.objects.filter(council=council, pk__in=key_asked(request, "theme"))
    return {"findings": list(findings), "audit_themes": list(themes)}


def asked_words(findings: Sequence[Finding], audit_themes: Sequence[AuditTheme]) -> str:
    """What the new action will answer, for its form."""
    if audit_themes:
        return f"It will answer the audit theme: {audit_themes[0]}"
    return f"It will be linked to finding {findings[0].reference}." if findings else ""


def key_asked(request: HttpRequest, name: str) -> list[int]:
    """The key that an address names; none for what is no key."""
    asked = request.GET.get(name, "")
    return [int(asked)] if asked.isascii() and asked.isdigit() and len(asked) < 19 else []
