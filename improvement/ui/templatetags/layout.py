"""What stands around every page: masthead, council navigation, notices?"""

from typing import Any

from django import template
from django.template.context import Context

from improvement.ui.assets import assets_are_served
from improvement.ui.navigation import council_navigation

register = template.Library()


@register.inclusion_tag("components/masthead.html", takes_context=True)
def masthead(context: Context) -> dict[str, Any]:
    """Service name, the councils the person may switch between, their name, sign out."""
    user = getattr(context.get("request"), "user", None)
    known = user is not None and user.is_authenticated
    return {
        "name": str(user) if known else "",
        "councils": context.get("my_councils", []) if known else [],
        "council": context.get("council"),
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("components/council_navigation.html", takes_context=True)
def council_nav(context: Context) -> dict[str, Any]:
    """The council's own navigation, on its pages only."""
    request, council = context.get("request"), context.get("council")
    if request is None or council is None:
        return {"entries": [], "council": None}
    roles = getattr(request, "roles", ())
    has_others = len(context.get("my_councils", ())) > 1
    entries = council_navigation(council.slug, request.path, roles, has_others=has_others)
    return {"entries": entries, "council": council}


@register.simple_tag
def assets_missing() -> bool:
    """True while no style sheet has been built, so that the page can say so in words."""
    return not assets_are_served()
