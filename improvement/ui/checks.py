"""Is anything about the look missing that a person should be told before the first page?"""

from typing import Any

from django.core.checks import CheckMessage, Warning, register

from improvement.ui.assets import assets_are_stale


@register("ui")
def assets_built(**kwargs: Any) -> list[CheckMessage]:
    """Pages still work without their style sheet, but plainly: say how to build it."""
    if not assets_are_stale():
        return []
    return [
        Warning(
            "The page assets in static/dist are missing or out of date.",
            hint="Run `manage.py build_assets`.",
            id="ui.W001",
        )
    ]
