"""How do audit cycles, their results and their themes change? Only here, with an entry each.

Results and themes are parts of a cycle: their entries stand beside the cycle, whose page tells all.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from improvement.councils.locks import hold
from improvement.councils.models import Council, User
from improvement.history.services import claim_version, in_words, record, save, state_of
from improvement.practice import practice_name
from inspections.audits.answers import answers_to
from inspections.audits.counts import Cell, counts_of
from inspections.audits.words import cell_words
from inspections.confirmations import refuse_unfounded
from inspections.models import AuditCycle, AuditResult, AuditTheme, Inspection
from inspections.services import put

Cells = Mapping[Cell, int]


class CycleFields(TypedDict, total=False):
    """What may be said of a cycle; its results and themes are recorded apart."""

    name: str
    programme: str
    started: date
    ended: date
    audited_by: str
    auditors: str
    sample: str
    planned: int | None
    summary: str
    source: str
    inspection: Inspection | None


class ThemeFields(TypedDict, total=False):
    """What may be said of a theme."""

    kind: str
    area: str
    text: str


# --- Cycles -------------------------------------------------------------------------------------


@transaction.atomic
def add_cycle(*, council: Council, by: User | None, **fields: Unpack[CycleFields]) -> AuditCycle:
    """Record a cycle of audits."""
    hold(council)
    cycle = AuditCycle(council=council)
    put(cycle, fields, CycleFields)
    return save(cycle, by=by, verb="added")


@transaction.atomic
def change_cycle(
    *,
    cycle: AuditCycle,
    by: User | None,
    version: int | None = None,
    **fields: Unpack[CycleFields],
) -> AuditCycle:
    """Change what is said of a cycle."""
    hold(cycle.council)
    put(cycle, fields, CycleFields)
    confirmed = list(cycle.confirmed_findings.select_related("inspection", "confirmed_by"))
    for one in confirmed:
        one.confirmed_by_audit = cycle
    refuse_unfounded(confirmed, "ended")
    return save(cycle, by=by, verb="changed", version=version)


@transaction.atomic
def remove_cycle(*, cycle: AuditCycle, by: User | None, reason: str, version: int) -> Council:
    """Take back a cycle with its results and themes; its entry keeps all that it held.

    Refused while a finding rests on it, or an action answers one of its themes.
    """
    hold(cycle.council)
    claim_version(cycle, version)
    refuse_relied_on(cycle)
    state = in_words(cycle, state_of(cycle)) | parts_of(cycle)
    record(cycle, by=by, verb="removed", before=state, reason=given(reason))
    cycle.delete()
    return cycle.council


def refuse_relied_on(cycle: AuditCycle) -> None:
    """Name the findings that the cycle confirmed."""
    found = list(cycle.confirmed_findings.order_by("reference").values_list("reference", flat=True))
    if found:
        raise ValidationError(f"It cannot be removed: it confirmed {', '.join(found)}.")
    refuse_answered(cycle, cycle.themes.values_list("pk", flat=True))


def parts_of(cycle: AuditCycle) -> dict[str, str]:
    """The results and themes of a cycle, as its last entry keeps them."""
    cells: dict[str, dict[Cell, int]] = {}
    for one in cycle.results.all():
        cells.setdefault(one.area, {})[one.auditor_grade, one.moderated_grade] = one.cases
    told = {
        name: words for area in cells for name, words in results_words(area, cells[area]).items()
    }
    themes = "; ".join(theme_words(one) for one in cycle.themes.all())
    return told | ({"themes": themes} if themes else {})


def given(reason: str) -> str:
    """Why something is removed; never nothing."""
    if not reason.strip():
        raise ValidationError({"reason": "Say why it is removed."})
    return reason.strip()


# --- Results ------------------------------------------------------------------------------------


@transaction.atomic
def record_results(
    *, cycle: AuditCycle, area: str, cells: Cells, by: User | None, version: int | None = None
) -> AuditCycle:
    """Make an area's counts what was keyed, all of them or none; cells of 0 hold no cases."""
    hold(cycle.council)
    wanted = {cell: cases for cell, cases in cells.items() if cases}
    results = [result_of(cycle, area, cell, cases) for cell, cases in wanted.items()]
    if version is not None:
        claim_version(cycle, version)
    stored = {
        (one.auditor_grade, one.moderated_grade): one.cases
        for one in cycle.results.filter(area=area)
    }
    if stored != wanted:
        cycle.results.filter(area=area).delete()
        AuditResult.objects.bulk_create(results)
        tell(
            cycle, by, "recorded results", results_words(area, stored), results_words(area, wanted)
        )
    return cycle


def result_of(cycle: AuditCycle, area: str, cell: Cell, cases: int) -> AuditResult:
    """One cell, checked: a known area, known grades, at least one of them, a count."""
    own, moderated = cell
    if not own and not moderated:
        raise ValidationError("A case needs the auditor's grade, the moderated grade or both.")
    result = AuditResult(
        cycle=cycle, area=area, auditor_grade=own, moderated_grade=moderated, cases=cases
    )
    result.clean_fields(exclude=["cycle"])
    return result


def results_words(area: str, cells: Cells) -> dict[str, str]:
    """An area's counts for the history: each cell in words, and how many cases in all."""
    if not cells:
        return {practice_name(area): "no cases"}
    told = "; ".join(f"{cell_words(cell)}: {cases}" for cell, cases in sorted(cells.items()))
    total = counts_of((*cell, cases) for cell, cases in cells.items()).cases
    return {practice_name(area): f"{total} audited. {told}"}


# --- Themes -------------------------------------------------------------------------------------


@transaction.atomic
def add_theme(*, cycle: AuditCycle, by: User | None, **fields: Unpack[ThemeFields]) -> AuditTheme:
    """Record what a cycle saw across cases, after its other themes."""
    hold(cycle.council)
    theme = AuditTheme(council=cycle.council, cycle=cycle)
    put(theme, fields, ThemeFields)
    last = cycle.themes.aggregate(last=Max("position"))["last"]
    theme.position = (last or 0) + 1
    return store_theme(theme, None, by=by, verb="added a theme")


@transaction.atomic
def change_theme(
    *,
    theme: AuditTheme,
    by: User | None,
    version: int | None = None,
    **fields: Unpack[ThemeFields],
) -> AuditTheme:
    """Change what a theme says."""
    hold(theme.council)
    stored = AuditTheme.objects.get(pk=theme.pk)
    put(theme, fields, ThemeFields)
    if version is not None:
        claim_version(theme, version)
    return store_theme(theme, stored, by=by, verb="changed a theme")


@transaction.atomic
def remove_theme(*, theme: AuditTheme, by: User | None, reason: str, version: int) -> AuditCycle:
    """Take back a theme that no action answers; its words stay in the cycle's history."""
    hold(theme.council)
    claim_version(theme, version)
    refuse_answered(theme.cycle, [theme.pk])
    words, cycle = theme_words(theme), theme.cycle
    record(
        cycle, by=by, verb="removed a theme", before={"theme": words}, after={"theme": ""},
        reason=given(reason),
    )  # fmt: skip
    theme.delete()
    return cycle


def refuse_answered(cycle: AuditCycle, themes: Iterable[int]) -> None:
    """Name the actions that answer these themes: they would lose what they are there for."""
    found = answers_to(cycle)
    names = dict.fromkeys(one.words for theme in themes for one in found.get(theme, ()))
    if names:
        told = "It cannot be removed while it is answered by: {}. Take the theme off them first."
        raise ValidationError(told.format("; ".join(names)))


def store_theme(
    theme: AuditTheme, stored: AuditTheme | None, *, by: User | None, verb: str
) -> AuditTheme:
    """Check and store a theme; its entry stands beside its cycle."""
    theme.full_clean()
    theme.save()
    before = theme_words(stored) if stored else ""
    tell(theme.cycle, by, verb, {"theme": before}, {"theme": theme_words(theme)})
    return theme


def theme_words(theme: AuditTheme) -> str:
    """A theme in one line: what it is, of which area, and its words."""
    place = practice_name(theme.area)
    kind = f"{theme.get_kind_display()}, {place}" if place else theme.get_kind_display()
    return f"{kind}: {theme.text}"


def tell(
    cycle: AuditCycle, by: User | None, verb: str, before: dict[str, Any], after: dict[str, Any]
) -> None:
    """An entry beside the cycle about one of its parts."""
    record(cycle, by=by, verb=verb, before=before, after=after)
