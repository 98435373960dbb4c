"""Which other measure may a council's own never exceed?

The same link that the catalogue's measures have, so that every desk checks it: the sheet, the
upload, the submit and the amendment.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from improvement.councils.models import Council
from improvement.rules.checks import Link
from scorecard.models import AdoptedMeasure, Measure

UNKNOWN = "Choose a measure that the council has in use."
ITSELF = "A measure cannot be held against itself."
BOTH_WAYS = "{} is held against this measure already, so the two would always have to be the same."


def bounded(council: Council, code: str, links: list[dict[str, str]], by: str) -> list[Any]:
    """The links of a measure once it may not exceed another, or nothing any more."""
    if by:
        refuse_bound(council, code, by)
    kept = [link for link in links if Link.NOT_ABOVE not in link]
    return [*kept, {Link.NOT_ABOVE.value: by}] if by else kept


def refuse_bound(council: Council, code: str, by: str) -> None:
    """A bound is another measure in use here, which is not bound by this one in its turn."""
    if by == code:
        raise ValidationError({"not_above": ITSELF})
    other = Measure.objects.filter(code=by, adoptions__in=bounds_of(council)).first()
    if other is None:
        raise ValidationError({"not_above": UNKNOWN})
    if other.not_above == code:
        raise ValidationError({"not_above": BOTH_WAYS.format(by)})


def bounds_of(council: Council, held: str = "") -> QuerySet[AdoptedMeasure]:
    """The measures that another could be held against, in scorecard order: those in use, and the
    one that is `held` so already."""
    offered = Q(is_active=True) | Q(measure__code=held)
    return AdoptedMeasure.objects.filter(offered, council=council).order_by("position", "code")
