"""How do inspections, judgements and findings change? Only here, each change with its entry."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from improvement.councils.locks import hold
from improvement.councils.models import Council, User
from improvement.history.services import claim_version, record, save
from improvement.rules.finding import (
    FindingStatus,
    can_move,
    keeps_evidence,
    moves_from,
    needs_reason,
)
from inspections.confirmations import refuse_early_confirmation, refuse_lost_confirmations
from inspections.kinds import inspection_kinds
from inspections.models import (
    AuditCycle,
    Finding,
    Inspection,
    Judgement,
    JudgementArea,
    JudgementSet,
)
from inspections.register.people import refuse_stranger

# Grades as a page or a file gives them, by area code: "" is not graded, None not recorded.
Grades = Mapping[str, str | None]


class InspectionFields(TypedDict, total=False):
    """What may be said of an inspection."""

    kind: str
    title: str
    theme: str
    inspectorates: list[str]
    started: date | None
    ended: date | None
    published: date | None
    date_precision: str
    date_note: str
    judgement_set: JudgementSet | None
    follows: Inspection | None
    number: int | None
    outcome: str
    headline: str
    summary: str
    source: str
    statement_due: date | None


class FindingFields(TypedDict, total=False):
    """What may be said of a finding; its status moves by `move_finding` alone."""

    inspection: Inspection
    kind: str
    reference: str
    text: str
    theme: str
    area: str
    agencies: list[str]
    owner: User | None
    page: int | None
    paragraph: int | None
    repeats: Finding | None
    position: int


class Answer(TypedDict, total=False):
    """What a finding's new status rests on."""

    reason: str
    evidence: str
    confirmed_by: Inspection | None
    confirmed_by_audit: AuditCycle | None


def put(obj: Any, fields: Mapping[str, Any], known: type) -> None:
    """Set the fields that may be said of an object, and no others."""
    unknown = set(fields) - set(known.__annotations__)
    if unknown:
        raise TypeError(f"Unknown fields: {', '.join(sorted(unknown))}")
    for name, value in fields.items():
        setattr(obj, name, value)


# --- Inspections --------------------------------------------------------------------------------


def set_for(kind: str, started: date | None) -> JudgementSet | None:
    """The judgement set that covers an inspection of this kind begun on this day."""
    return JudgementSet.objects.covering(kind, started)


@transaction.atomic
def add_inspection(
    *, council: Council, by: User | None, **fields: Unpack[InspectionFields]
) -> Inspection:
    """Record an inspection. Its inspectorates and judgement set default by its kind and day."""
    hold(council)
    inspection = Inspection(council=council)
    put(inspection, fields, InspectionFields)
    kind = inspection_kinds().get(inspection.kind)
    if kind and not inspection.inspectorates:
        inspection.inspectorates = list(kind.inspectorates)
    if not inspection.judgement_set_id:
        inspection.judgement_set = set_for(inspection.kind, inspection.started)
    number_in_series(inspection)
    return save(inspection, by=by, verb="added")


def number_in_series(inspection: Inspection) -> None:
    """A visit of a numbered kind takes the next number of its series unless it was given one."""
    if inspection.is_in_series and inspection.follows and inspection.number is None:
        others = inspection.follows.visits.exclude(pk=inspection.pk)
        last = others.aggregate(last=Max("number"))["last"]
        inspection.number = (last or 0) + 1


@transaction.atomic
def change_inspection(
    *,
    inspection: Inspection,
    by: User | None,
    version: int | None = None,
    **fields: Unpack[InspectionFields],
) -> Inspection:
    """Change what is said of an inspection; a new kind or day may bring another judgement set."""
    hold(inspection.council)
    stored = Inspection.objects.get(pk=inspection.pk)
    put(inspection, fields, InspectionFields)
    if not fields.get("judgement_set") and moved(stored, inspection):
        inspection.judgement_set = set_for(inspection.kind, inspection.started)
    if inspection.judgement_set_id != stored.judgement_set_id:
        refuse_lost_judgements(stored)
    if (inspection.held_on, inspection.held_by) != (stored.held_on, stored.held_by):
        refuse_lost_confirmations(inspection)
    number_in_series(inspection)
    return save(inspection, by=by, verb="changed", version=version)


def moved(stored: Inspection, inspection: Inspection) -> bool:
    """Does the change touch what a judgement set is chosen by, or leave the choice to the rule?"""
    return inspection.judgement_set_id is None or (stored.kind, stored.started) != (
        inspection.kind,
        inspection.started,
    )


def refuse_lost_judgements(stored: Inspection) -> None:
    """Grades belong to the set they were given in; they are never carried over in silence."""
    if stored.judgements.exists():
        raise ValidationError(
            f"Grades are recorded here under “{stored.judgement_set}”, which does not serve the "
            "new kind or first day. Clear the judgements first."
        )


# --- Judgements ---------------------------------------------------------------------------------


@transaction.atomic
def record_judgements(
    *, inspection: Inspection, by: User | None, grades: Grades, version: int | None = None
) -> Inspection:
    """Record the grades of an inspection, area by area; areas not named stay as they are."""
    areas = areas_of(inspection)
    refuse_unknown_areas(inspection, areas, grades)
    if version is not None:
        claim_version(inspection, version)
    stored = {one.area_id: one for one in inspection.judgements.select_related("area")}
    before, after = {}, {}
    for code, grade in grades.items():
        area = areas[code]
        old, new = told(stored.get(area.pk)), put_judgement(inspection, area, grade, stored)
        if old != new:
            before[area.name], after[area.name] = old, new
    if after:
        record(inspection, by=by, verb="recorded judgements", before=before, after=after)
    return inspection


def areas_of(inspection: Inspection) -> dict[str, JudgementArea]:
    """The areas an inspection is judged on, by code."""
    if not inspection.judgement_set_id:
        return {}
    areas = inspection.judgement_set.areas.select_related("judgement_set")
    return {area.code: area for area in areas}


def refuse_unknown_areas(
    inspection: Inspection, areas: Mapping[str, JudgementArea], grades: Grades
) -> None:
    """Only areas of the inspection's own set can be graded."""
    unknown = sorted(set(grades) - set(areas))
    if unknown:
        raise ValidationError(f"{inspection} is not judged on: {', '.join(unknown)}.")


def put_judgement(
    inspection: Inspection,
    area: JudgementArea,
    grade: str | None,
    stored: Mapping[int, Judgement],
) -> str:
    """Store, change or clear one judgement; say what stands now."""
    judgement = stored.get(area.pk) or Judgement(inspection=inspection, area=area)
    judgement.area = area
    if grade is None:
        if judgement.pk:
            judgement.delete()
        return told(None)
    judgement.grade = grade
    judgement.full_clean()
    judgement.save()
    return told(judgement)


def told(judgement: Judgement | None) -> str:
    """A judgement in words, for the history."""
    return judgement.word if judgement else "Not recorded"


# --- Findings -----------------------------------------------------------------------------------


@transaction.atomic
def add_finding(
    *,
    inspection: Inspection,
    by: User | None,
    status: str = FindingStatus.OPEN,
    status_reason: str = "",
    evidence: str = "",
    confirmed_by: Inspection | None = None,
    **fields: Unpack[FindingFields],
) -> Finding:
    """Record a finding of an inspection, last in its order and with the next free reference.

    One that is taken over from elsewhere may come with the status it had reached there.
    """
    hold(inspection.council)
    finding = Finding(council=inspection.council, inspection=inspection)
    finding.status, finding.status_reason = known_status(status).value, status_reason
    finding.evidence, finding.confirmed_by = evidence, confirmed_by
    put(finding, fields, FindingFields)
    finding.reference = finding.reference or next_reference(inspection.council)
    finding.position = finding.position or next_position(inspection)
    refuse_early_confirmation(finding)
    refuse_stranger(finding.council, finding.owner)
    return save(finding, by=by, verb="added")


def next_reference(council: Council) -> str:
    """F1, F2…: the lowest above every reference of that shape in use."""
    used = council.findings.filter(reference__regex=r"^F[0-9]{1,6}$")
    numbers = [int(one[1:]) for one in used.values_list("reference", flat=True)]
    return f"F{max(numbers, default=0) + 1}"


def next_position(inspection: Inspection) -> int:
    """Behind every finding the inspection has."""
    last = inspection.findings.aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


@transaction.atomic
def change_finding(
    *,
    finding: Finding,
    by: User | None,
    version: int | None = None,
    **fields: Unpack[FindingFields],
) -> Finding:
    """Change what is said of a finding."""
    hold(finding.council)
    if fields.get("owner") != finding.owner:
        refuse_stranger(finding.council, fields.get("owner"))
    put(finding, fields, FindingFields)
    if "inspection" in fields:
        refuse_early_confirmation(finding)
    return save(finding, by=by, verb="changed", version=version)


@transaction.atomic
def move_finding(
    *,
    finding: Finding,
    by: User | None,
    status: str,
    version: int | None = None,
    **answer: Unpack[Answer],
) -> Finding:
    """Move a finding on, or back with a reason, as the rules allow.

    Addressed rests on evidence in words; confirmed on a later inspection or audit.
    """
    put_status(finding, status, answer)
    return save(
        finding,
        by=by,
        verb=f"moved to {finding.stage.label}",
        reason=finding.status_reason,
        version=version,
    )


def put_status(finding: Finding, status: str, answer: Answer) -> None:
    """Give a finding its new status and what that rests on, or say why it cannot have it."""
    new, reason = known_status(status), answer.get("reason", "").strip()
    refuse_move(finding, new, reason)
    if new is FindingStatus.ADDRESSED:
        finding.evidence = shown_by(answer.get("evidence", ""))
    elif not keeps_evidence(new):
        finding.evidence = ""
    if new is FindingStatus.CONFIRMED:
        confirm(finding, answer)
    finding.status, finding.status_reason = new.value, reason


def shown_by(evidence: str) -> str:
    """What shows that a finding is addressed; never nothing."""
    if not evidence.strip():
        raise ValidationError({"evidence": "Say what shows that it is addressed."})
    return evidence.strip()


def confirm(finding: Finding, answer: Answer) -> None:
    """Name the inspection or the audit that confirmed a finding."""
    finding.confirmed_by = answer.get("confirmed_by")
    finding.confirmed_by_audit = answer.get("confirmed_by_audit")
    if not finding.confirmed_by and not finding.confirmed_by_audit:
        raise ValidationError(
            {"confirmed_by": "Choose the later inspection or audit that confirmed it."}
        )
    refuse_early_confirmation(finding)


def known_status(status: str) -> FindingStatus:
    """The status of that name, or a sentence."""
    try:
        return FindingStatus(status)
    except ValueError as error:
        raise ValidationError(
            {"status": f"“{status[:40]}” is not a status of a finding."}
        ) from error


def next_in_words(status: FindingStatus) -> str:
    """Where it may go instead.

    >>> next_in_words(FindingStatus.OPEN)
    'It can become: Action planned, No longer relevant.'
    """
    names = ", ".join(one.label for one in moves_from(status))
    return f"It can become: {names}." if names else "It stays as it is."


def refuse_move(finding: Finding, new: FindingStatus, reason: str) -> None:
    """Strengths need no answer; the rest moves step by step, and back only with a reason."""
    if not finding.needs_answer:
        raise ValidationError({"status": "A strength has no status to move."})
    if not can_move(finding.stage, new):
        told = f"A finding cannot move from {finding.stage.label} to {new.label}."
        raise ValidationError({"status": f"{told} {next_in_words(finding.stage)}"})
    if needs_reason(new, finding.stage) and not reason:
        raise ValidationError({"reason": f"Say why it moves to {new.label}."})
