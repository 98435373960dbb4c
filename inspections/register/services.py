"""How are repeats linked or told apart, strengths looked at again, and many findings changed?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from improvement.councils.locks import hold
from improvement.councils.models import Council, User
from improvement.history.services import EditConflict, record, save
from improvement.rules.finding import FindingStatus, is_later
from inspections.models import Finding, NotARepeat, StrengthStanding
from inspections.register.people import refuse_stranger
from inspections.services import Answer, FindingFields, put, put_status

# --- Repeats ------------------------------------------------------------------------------------


@transaction.atomic
def link_repeat(
    *, finding: Finding, earlier: Finding, by: User | None, version: int | None = None
) -> Finding:
    """Say that a finding repeats an earlier one: the two are one matter from now on."""
    hold(finding.council)
    refuse_not_earlier(finding, earlier)
    finding.repeats = earlier
    return save(finding, by=by, verb=f"linked to {earlier.reference}", version=version)


@transaction.atomic
def tell_apart(*, finding: Finding, earlier: Finding, by: User | None) -> NotARepeat:
    """Say that two findings that read alike are not the same matter; nobody is asked again."""
    hold(finding.council)
    refuse_not_earlier(finding, earlier)
    told = NotARepeat.objects.filter(finding=finding, earlier=earlier).first()
    if told is None:
        told = NotARepeat(council=finding.council, finding=finding, earlier=earlier)
        told.full_clean()
        told.save()
        record(finding, by=by, verb=f"told apart from {earlier.reference}")
    return told


@transaction.atomic
def take_back(*, told: NotARepeat, by: User | None) -> Finding:
    """Let two findings that were told apart be proposed as one matter again."""
    finding, earlier = told.finding, told.earlier
    hold(finding.council)
    if NotARepeat.objects.filter(pk=told.pk).delete()[0]:
        record(finding, by=by, verb=f"no longer told apart from {earlier.reference}")
    return finding


def refuse_not_earlier(finding: Finding, earlier: Finding) -> None:
    """A finding can only repeat what the same council was told before."""
    same = finding.council_id == earlier.council_id
    if not same or not is_later(finding.inspection.held_on, earlier.inspection.held_by):
        raise ValidationError({"repeats": f"{earlier.reference} was not found earlier."})
    if finding.needs_answer != earlier.needs_answer:
        raise ValidationError({"repeats": "A strength and a weakness are not the same matter."})


# --- Strengths ----------------------------------------------------------------------------------


@transaction.atomic
def record_standing(
    *,
    finding: Finding,
    by: User | None,
    standing: str,
    reason: str,
    on: date | None,
    version: int | None = None,
) -> Finding:
    """Say whether a strength still holds, what shows it, and as seen on which day."""
    if finding.needs_answer:
        raise ValidationError({"standing": "Only a strength can still hold."})
    finding.standing, finding.standing_reason, finding.standing_on = standing, reason.strip(), on
    if is_later(finding.inspection.held_on, on):
        raise ValidationError({"standing_on": "Enter a day after the inspection that found it."})
    return save(
        finding, by=by, verb=f"looked at again: {standing_words(standing)}", version=version
    )


def standing_words(standing: str) -> str:
    """A standing as the history tells it."""
    return dict(StrengthStanding.choices).get(standing, standing).lower()


# --- Many at once -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BulkChange:
    """What is to change in every finding that was ticked: fields, and perhaps the status."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    status: str = ""
    answer: Answer = field(default_factory=Answer)

    def moves(self, finding: Finding) -> bool:
        """Does the finding get another status than it has?"""
        return self.status not in ("", finding.status)


class StaleFindings(ValidationError):
    """Some of the findings were changed by someone else since the summary was shown."""

    def __init__(self, references: Sequence[str]) -> None:
        self.references = tuple(references)
        super().__init__(
            f"Changed by someone else since you looked: {', '.join(references)}. Nothing has "
            "been saved. This is the summary as it would be now: check it and confirm again.",
            code="conflict",
        )


def put_change(finding: Finding, change: BulkChange) -> None:
    """Give one finding what is to change, or say why it cannot have it. Saves nothing."""
    put(finding, change.fields, FindingFields)
    if change.moves(finding):
        put_status(finding, change.status, change.answer)


@transaction.atomic
def change_findings(
    *, council: Council, by: User | None, change: BulkChange, versions: Mapping[Finding, int]
) -> list[Finding]:
    """Change many findings, all or none, each with its entry in the history.

    `versions` are the findings with the version that was looked at; a stale one stops them all
    and is named.
    """
    hold(council)
    refuse_stranger(council, change.fields.get("owner"))
    refuse_stale(council, versions)
    return [change_one(one, change, by, version) for one, version in versions.items()]


def refuse_stale(council: Council, versions: Mapping[Finding, int]) -> None:
    """Name every finding that has moved on, or that is not this council's."""
    keys = [one.pk for one in versions]
    held = dict(council.findings.filter(pk__in=keys).values_list("pk", "version"))
    stale = [one.reference for one, version in versions.items() if held.get(one.pk) != version]
    if stale:
        raise StaleFindings(stale)


def change_one(finding: Finding, change: BulkChange, by: User | None, version: int) -> Finding:
    """One of many; a refusal says which finding it is about."""
    verb, reason = "changed", ""
    if change.moves(finding):
        verb = f"moved to {FindingStatus(change.status).label}"
        reason = change.answer.get("reason", "").strip()
    try:
        put_change(finding, change)
        return save(finding, by=by, verb=verb, reason=reason, version=version)
    except EditConflict as error:
        raise StaleFindings([finding.reference]) from error
    except ValidationError as error:
        raise ValidationError(f"{finding.reference}: {' '.join(error.messages)}") from error
