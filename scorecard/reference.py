"""Which measures does the shared catalogue hold? The data files say; this loads them.

The files are the truth and are reviewed like code, so a second load changes only what the
files have changed since, and leaves what councils have adopted alone.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from improvement.rules.target import Target, TargetError
from scorecard.models import Measure
from scorecard.services.standings import refresh_everywhere

FOLDER = Path(settings.BASE_DIR) / "fixtures" / "measures"
FILES = ("catalogue.yaml", "variants.yaml")
# Words of the files that name a field differently, and those that only explain.
RENAMED = {"numerator": "numerator_label", "denominator": "denominator_label"}
EXPLAINED = frozenset({"population", "example_target", "variant_of"})
STEP = 10


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: the codes it made, changed and found as they should be."""

    created: tuple[str, ...]
    updated: tuple[str, ...]
    unchanged: tuple[str, ...]


def catalogue_entries(folder: Path = FOLDER) -> list[dict[str, Any]]:
    """Every measure of the files, in catalogue order."""
    texts = [(folder / name).read_text(encoding="utf-8") for name in FILES]
    return [entry for text in texts for entry in yaml.safe_load(text)]


def measure_fields(entry: dict[str, Any], position: int) -> dict[str, Any]:
    """One entry of the files as the fields of a measure; an unknown word is refused."""
    known = {field.name for field in Measure._meta.concrete_fields}
    fields = {RENAMED.get(key, key): value for key, value in entry.items() if key not in EXPLAINED}
    if unknown := set(fields) - known:
        raise ValidationError(f"{entry.get('code')}: unknown words {sorted(unknown)}.")
    told = {name: value for name, value in fields.items() if value is not None}
    return {"position": position, **told}


def placed(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Entries as fields, a variant standing straight after the measure it varies."""
    positions: dict[str, int] = {}
    for n, entry in enumerate(entries, start=1):
        parent = entry.get("variant_of")
        positions[entry["code"]] = positions[parent] + 1 if parent else n * STEP
    return [measure_fields(entry, positions[entry["code"]]) for entry in entries]


def blank_fields() -> dict[str, Any]:
    """What an entry leaves out goes back to its default, so that the files stay the truth."""
    kept = {"id", "council", "code", "version"}
    return {
        field.name: field.get_default() if field.has_default() else ""
        for field in Measure._meta.concrete_fields
        if field.name not in kept
    }


def check_target(fields: dict[str, Any]) -> None:
    """A default target must be one that the parser reads."""
    if not (text := fields.get("default_target")):
        return
    try:
        Target.parse(text)
    except TargetError as error:
        raise ValidationError(f"{fields['code']}: {error.message}") from error


def store(measure: Measure, fields: dict[str, Any]) -> bool:
    """Bring one measure up to its entry; says whether that changed anything."""
    wanted = blank_fields() | fields
    if measure.pk and all(getattr(measure, name) == value for name, value in wanted.items()):
        return False
    for name, value in wanted.items():
        setattr(measure, name, value)
    measure.full_clean()
    measure.save()
    return True


@transaction.atomic
def load_catalogue(folder: Path = FOLDER) -> Loaded:
    """Bring the shared catalogue up to the data files. Safe to run at every start."""
    held = {measure.code: measure for measure in Measure.objects.filter(council=None)}
    done: dict[str, list[str]] = {"created": [], "updated": [], "unchanged": []}
    for fields in placed(catalogue_entries(folder)):
        check_target(fields)
        measure = held.get(fields["code"])
        changed = store(measure or Measure(), fields)
        outcome = "unchanged" if not changed else "updated" if measure else "created"
        done[outcome].append(fields["code"])
    if done["updated"]:
        refresh_everywhere()
    return Loaded(**{outcome: tuple(codes) for outcome, codes in done.items()})
