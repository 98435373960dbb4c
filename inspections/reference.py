"""How do the judgement sets in `fixtures/judgement_sets.yaml` reach the database?"""

from typing import Any

import yaml
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from inspections.kinds import inspection_kinds
from inspections.models import JudgementArea, JudgementSet

FILE = "judgement_sets.yaml"

Row = dict[str, Any]


def judgement_set_rows() -> list[Row]:
    """The sets as the file states them."""
    path = settings.BASE_DIR / "fixtures" / FILE
    return list(yaml.safe_load(path.read_text(encoding="utf-8")))


@transaction.atomic
def load_judgement_sets() -> list[JudgementSet]:
    """Bring the stored sets in line with the file, however often it is called.

    Sets and areas are known by their codes and never removed: inspections point at them.
    """
    return [store_set(row) for row in judgement_set_rows()]


def store_set(row: Row) -> JudgementSet:
    """One set and its areas."""
    refuse_unknown_kinds(row)
    stored = JudgementSet.objects.filter(code=row["code"]).first()
    judgement_set = stored or JudgementSet(code=row["code"])
    for name in ("name", "kinds", "first_day", "last_day", "grades"):
        setattr(judgement_set, name, row[name])
    judgement_set.full_clean()
    judgement_set.save()
    store_areas(judgement_set, row["areas"])
    return judgement_set


def store_areas(judgement_set: JudgementSet, rows: list[Row]) -> None:
    """The areas of a set, in printed order; sub-judgements find their parent by its code."""
    stored = {area.code: area for area in judgement_set.areas.all()}
    for position, row in enumerate(rows, start=1):
        area = stored.get(row["code"]) or JudgementArea(
            judgement_set=judgement_set, code=row["code"]
        )
        area.name, area.position = row["name"], position
        area.is_overall = row["is_overall"]
        area.parent = stored[row["parent"]] if row["parent"] else None
        area.full_clean()
        area.save()
        stored[area.code] = area


def refuse_unknown_kinds(row: Row) -> None:
    """A set for a kind nobody can record would never be chosen: say so at once."""
    unknown = sorted(set(row["kinds"]) - set(inspection_kinds()))
    if unknown:
        raise ValidationError(f"{FILE}: {row['code']} names unknown kinds: {', '.join(unknown)}.")
