"""What stands in a list to choose from? Printed once: a page may offer ten years of months."""

from collections.abc import Iterable
from functools import lru_cache

from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

SELECTED = mark_safe(" selected")


def options_html(choices: Iterable[tuple[str, str]], chosen: str) -> SafeString:
    """The options of a select: each value with its words, the chosen one marked."""
    return _options(tuple(choices), chosen)


@lru_cache(maxsize=1024)
def _options(choices: tuple[tuple[str, str], ...], chosen: str) -> SafeString:
    marked = ((value, SELECTED if value == chosen else "", words) for value, words in choices)
    return format_html_join("", '<option value="{}"{}>{}</option>', marked)
