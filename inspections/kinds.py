"""Which kinds of inspection are there?

They are data (`fixtures/inspection_kinds.yaml`), so that a new framework needs no migration.
"""

from dataclasses import dataclass
from functools import cache

import yaml
from django.conf import settings
from django.core.exceptions import ValidationError


@dataclass(frozen=True, slots=True)
class InspectionKind:
    """A kind of inspection, review or audit: who usually makes it and how it behaves."""

    code: str
    name: str
    family: str
    inspectorates: tuple[str, ...]
    is_graded: bool
    is_numbered_series: bool


@cache
def inspection_kinds() -> dict[str, InspectionKind]:
    """Every kind by its code, in the order of the file; read once."""
    path = settings.BASE_DIR / "fixtures" / "inspection_kinds.yaml"
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    kinds = [
        InspectionKind(**{**row, "inspectorates": tuple(row["inspectorates"])}) for row in rows
    ]
    return {kind.code: kind for kind in kinds}


def kind_choices() -> list[tuple[str, str]]:
    """The kinds as a form offers them."""
    return [(kind.code, kind.name) for kind in inspection_kinds().values()]


def kind_name(code: str) -> str:
    """A kind's name; the code itself for a kind that is no longer on the list."""
    kind = inspection_kinds().get(code)
    return kind.name if kind else code


def validate_kind(code: str) -> None:
    """Only a kind on the list can be stored."""
    if code not in inspection_kinds():
        raise ValidationError(f"“{code[:60]}” is not a kind of inspection this service knows.")
