"""How do the grades of the demo's councils reach the register of outcomes?"""

from collections.abc import Iterable

from inspections.models import Inspection
from inspections.outcomes.services import store_outcome


def load_outcomes(inspections: Iterable[Inspection]) -> None:
    """The published result of every inspection that was graded and whose first day is known."""
    for one in inspections:
        if one.started and one.is_graded and (grades := grades_of(one)):
            store_outcome(
                council=one.council,
                kind=one.kind,
                started=one.started,
                ended=one.ended,
                published=one.published,
                grades=grades,
                by=None,
            )


def grades_of(inspection: Inspection) -> dict[str, str]:
    """The grades on record, by area."""
    return dict(inspection.judgements.values_list("area__code", "grade"))
