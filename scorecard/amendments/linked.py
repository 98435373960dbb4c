"""Does a revision agree with the other figures of its month, and which must be amended after it?

The same links hold as on the sheet, with one difference: figures that must share a denominator
can only be amended one after the other, so those that do not agree yet are told, not refused.
"""

from collections.abc import Iterable
from copy import copy
from decimal import Decimal

from django.core.exceptions import ValidationError

from improvement.rules.checks import Link
from improvement.rules.target import plain
from scorecard.models import Figure
from scorecard.services.checking import linked_problems, month_figures
from scorecard.services.entries import Entry, label_of


def refuse_broken_links(figure: Figure, entry: Entry) -> None:
    """What is counted of something else may not come to more than that. Queries: 1."""
    stored = month_figures(figure.section)
    sharing = {one.pk for one in sharing_denominator(figure, stored)}
    agreeing = [with_denominator(one, entry) if one.pk in sharing else one for one in stored]
    if found := linked_problems({figure.measure: entry}, agreeing):
        raise ValidationError({"numerator": [problem.message for _, problem in found]})


def with_denominator(figure: Figure, entry: Entry) -> Figure:
    """The figure as it has to be amended in its turn."""
    after = copy(figure)
    after.denominator = entry.denominator
    return after


def sharing_denominator(figure: Figure, stored: Iterable[Figure]) -> list[Figure]:
    """The figures of the month that have to share its denominator, whichever of them says so."""
    own = figure.measure.measure
    return [
        one
        for one in stored
        if one.pk != figure.pk
        and (
            names(own.links, one.measure.measure.code) or names(one.measure.measure.links, own.code)
        )
    ]


def names(links: Iterable[dict[str, str]], code: str) -> bool:
    """Do a measure's links say that it shares its denominator with this one?"""
    return any(link.get(Link.SAME_DENOMINATOR) == code for link in links)


def still_to_amend(figure: Figure, denominator: Decimal | None) -> list[str]:
    """A sentence for each figure that must share the denominator and does not yet. Queries: 1."""
    if denominator is None:
        return []
    sharing = sharing_denominator(figure, month_figures(figure.section))
    return [
        f"{label_of(one.measure)} has to have the same denominator, and has "
        f"{plain(one.denominator)}. Amend it too."
        for one in sharing
        if one.denominator not in (None, denominator)
    ]
