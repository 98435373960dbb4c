"""Which inspection judges each part of the self-evaluation, and what did the last one say?

Frameworks name the same thing alike in every version of a set, so a part is found by its code;
where an older set judged two parts in one, that judgement is named as what it was.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import F
from django.db.models.functions import Coalesce

from improvement.councils.models import Council
from improvement.practice import judgement_names
from inspections.models import Inspection, Judgement, JudgementSet

ILACS = ("ilacs-standard", "ilacs-short", "sif")


@dataclass(frozen=True, slots=True)
class JudgedBy:
    """The kinds of inspection that judge a part, and under which of their areas, best fit first."""

    kinds: tuple[str, ...]
    areas: tuple[str, ...]


JUDGED_BY = {
    "leaders": JudgedBy(ILACS, ("leaders",)),
    "help": JudgedBy(ILACS, ("help",)),
    "care": JudgedBy(ILACS, ("care",)),
    # Until 2022 care leavers were judged together with children in care.
    "leavers": JudgedBy(ILACS, ("leavers", "care")),
    "send": JudgedBy(("area-send",), ("outcome",)),
    "justice": JudgedBy(("youth-justice",), ("overall",)),
}


def known_judgement(code: str) -> None:
    """Only a part on the list can be stored."""
    if code not in judgement_names():
        raise ValidationError(f"“{code[:60]}” is not a part of the self-evaluation.")


def framework_for(judgement: str, day: date) -> JudgementSet | None:
    """The judgement set that an inspection of this part would carry on a day. Queries: 1."""
    judged = JUDGED_BY.get(judgement)
    return JudgementSet.objects.covering(judged.kinds[0], day) if judged else None


@dataclass(frozen=True, slots=True)
class LastGrade:
    """What the last inspection that judged a part said of it."""

    word: str
    area: str
    inspection: str
    when: str
    held: date | None
    pk: int


def last_grades(council: Council) -> dict[str, LastGrade]:
    """For each part, the latest inspection that judged it, graded or not. Queries: 1."""
    kinds = {kind for one in JUDGED_BY.values() for kind in one.kinds}
    held = list(
        Judgement.objects.filter(inspection__council=council, inspection__kind__in=kinds)
        .annotate(held=Coalesce("inspection__started", "inspection__published"))
        .select_related("inspection", "area__judgement_set")
        .order_by(F("held").asc(nulls_first=True), "inspection_id")
    )
    found = {code: latest_of(held, by) for code, by in JUDGED_BY.items()}
    return {code: told(one) for code, one in found.items() if one is not None}


def latest_of(judgements: Sequence[Judgement], by: JudgedBy) -> Judgement | None:
    """The judgement of the latest inspection of these kinds, under its best fitting area."""
    own = [
        one for one in judgements if one.inspection.kind in by.kinds and one.area.code in by.areas
    ]
    if not own:
        return None
    last = own[-1].inspection_id
    of_last = [one for one in own if one.inspection_id == last]
    return min(of_last, key=lambda one: by.areas.index(one.area.code))


def told(one: Judgement) -> LastGrade:
    """A judgement in words."""
    inspection: Inspection = one.inspection
    return LastGrade(
        word=one.word,
        area=one.area.name,
        inspection=inspection.called,
        when=inspection.when,
        held=inspection.published or inspection.started,
        pk=inspection.pk,
    )
