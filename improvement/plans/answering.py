"""Which actions answer the themes of an audit? Registered with the audits, which cannot ask."""

from collections.abc import Iterator

from django.urls import reverse

from improvement.plans.models import Action
from improvement.rules.brag import StatedStatus
from inspections.audits.answers import Answer
from inspections.models import AuditCycle


def actions_for_themes(cycle: AuditCycle) -> Iterator[Answer]:
    """The actions that answer a cycle's themes, with how their owners say they go. Queries: 1."""
    links = Action.audit_themes.through.objects.filter(
        audittheme__cycle=cycle, action__council=cycle.council_id
    )
    rows = links.order_by("action__reference", "action_id").values_list(
        "audittheme_id", "action_id", "action__reference", "action__title", "action__status"
    )
    for theme, pk, reference, title, status in rows:
        href = reverse("plans:action-detail", args=[cycle.council.slug, pk])
        label = StatedStatus(status).label.lower()
        yield Answer(theme, f"{reference} {title}", label, href)
