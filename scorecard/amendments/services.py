"""How is an approved figure put right? One person proposes and says why, another decides.

The month stays locked throughout. What stood before stays in the amendment.
"""

from copy import copy
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from improvement.councils.models import User
from improvement.history.services import EditConflict, record, save
from scorecard.amendments.linked import refuse_broken_links
from scorecard.amendments.revised import (
    PARTS,
    entry_from,
    figure_words,
    parts_of,
    problems_in,
    revised,
)
from scorecard.models import Amendment, AmendmentStatus, Figure
from scorecard.services.entries import LONGEST_COMMENT, Entry
from scorecard.services.standings import refresh_standings

OWN_PROPOSAL = "You proposed this amendment, so another person has to approve or decline it."
NOT_YOURS = "Only the person who proposed an amendment can withdraw it."
UNCHANGED = "Nothing would change: this is what the figure says already."
WAITING = "An amendment of this figure is waiting for a decision. Only one can wait at a time."
NOT_APPROVED = "This figure is not approved yet: change it in its return."
# What an approved amendment writes into its figure.
WRITTEN = (*PARTS, "source", "printed_direction", "revision")


@transaction.atomic
def propose_amendment(
    *, figure: Figure, entry: Entry, reason: str, by: User, revision: int
) -> Amendment:
    """Ask for an approved figure to say something else. `revision` is the one the proposer saw.

    Proposing the same again while it waits does nothing, so that a double click makes one.
    """
    check_words(reason, "Say why the figure has to change.", "reason")
    held = hold_figure(figure)
    fresh = revised(held, entry)
    if waiting := held.amendments.filter(status=AmendmentStatus.PROPOSED).first():
        return same_again(waiting, fresh, reason=reason, by=by)
    refuse_change_of(held, revision)
    refuse_nonsense(held, entry, fresh)
    refuse_broken_links(held, entry)
    was = {f"was_{name}": value for name, value in parts_of(held).items()}
    draft = Amendment(
        council=held.council,
        figure=held,
        revision=held.revision + 1,
        reason=reason.strip(),
        proposed_by=by,
        proposed_at=timezone.now(),
        **parts_of(fresh),
        **was,
    )
    return save(draft, by=by, verb="proposed", reason=reason.strip())


@transaction.atomic
def approve_amendment(*, amendment: Amendment, by: User, version: int | None = None) -> Amendment:
    """Let the figure say what was proposed. Refuses whoever proposed it.

    A rate is worked out afresh, over the child population as it is known now. Approving again
    what one has just approved does nothing.
    """
    figure = hold_figure(amendment.figure)
    held = hold(amendment)
    if held.status == AmendmentStatus.APPROVED and held.decided_by_id == by.pk:
        return held
    refuse_undecidable(held, by=by, version=version)
    refuse_change_of(figure, held.revision - 1)
    entry = entry_from(held)
    refuse_broken_links(figure, entry)
    fresh = revised(figure, entry)
    held.value, held.missing = fresh.value, fresh.missing
    write(figure, fresh, held, by=by)
    return close(held, AmendmentStatus.APPROVED, by=by, verb="approved")


@transaction.atomic
def decline_amendment(
    *, amendment: Amendment, reason: str, by: User, version: int | None = None
) -> Amendment:
    """Leave the figure as it is, saying why. Refuses whoever proposed the amendment."""
    check_words(reason, "Say why the figure should stay as it is.", "decision_reason")
    held = hold(amendment)
    refuse_undecidable(held, by=by, version=version)
    told = {"decision_reason": reason.strip()}
    return close(held, AmendmentStatus.DECLINED, by=by, verb="declined", **told)


@transaction.atomic
def withdraw_amendment(*, amendment: Amendment, by: User, version: int | None = None) -> Amendment:
    """Take one's own proposal back before anyone has decided on it."""
    held = hold(amendment)
    refuse_closed(held)
    if held.proposed_by_id != by.pk:
        raise PermissionDenied(NOT_YOURS)
    refuse_stale(held, version)
    return close(held, AmendmentStatus.WITHDRAWN, by=by, verb="withdrawn")


def hold_figure(figure: Figure) -> Figure:
    """The figure as it is now, held until the transaction ends; only an approved one."""
    held = Figure.objects.select_for_update(of=("self",)).select_related(
        "council", "measure__measure", "section__area", "section__monthly_return"
    )
    found = held.get(pk=figure.pk)
    if not found.is_approved:
        raise ValidationError(NOT_APPROVED)
    return found


def hold(amendment: Amendment) -> Amendment:
    """The amendment as it is now, held until the transaction ends."""
    held = Amendment.objects.select_for_update(of=("self",))
    return held.select_related("council", "figure__measure").get(pk=amendment.pk)


def check_words(words: str, missing: str, field: str) -> None:
    """A reason is needed, and has to be one that a database can hold."""
    if not words.strip():
        raise ValidationError({field: missing})
    if "\x00" in words or len(words) > LONGEST_COMMENT:
        raise ValidationError({field: f"Use at most {LONGEST_COMMENT:,} plain characters."})


def same_again(waiting: Amendment, fresh: Figure, *, reason: str, by: User) -> Amendment:
    """The waiting amendment, when it is this very one; a second one is refused."""
    is_same = waiting.proposed_by_id == by.pk and waiting.reason == reason.strip()
    if is_same and parts_of(waiting) == parts_of(fresh):
        return waiting
    raise ValidationError(WAITING, code="waiting")


def refuse_change_of(figure: Figure, revision: int) -> None:
    """Refuse someone who was looking at an earlier revision."""
    if figure.revision != revision:
        raise EditConflict


def refuse_nonsense(figure: Figure, entry: Entry, fresh: Figure) -> None:
    """Name every part that is wrong; a revision that changes nothing is none."""
    faults: dict[str, list[str]] = {}
    for problem in problems_in(figure.measure, entry, fresh):
        faults.setdefault(problem.field, []).append(problem.message)
    if faults:
        raise ValidationError(faults)
    if parts_of(fresh) == parts_of(figure):
        raise ValidationError(UNCHANGED, code="unchanged")


def refuse_undecidable(held: Amendment, *, by: User, version: int | None) -> None:
    """Only one that waits, only by a second person, only as it was shown."""
    refuse_closed(held)
    if held.proposed_by_id == by.pk:
        raise PermissionDenied(OWN_PROPOSAL)
    refuse_stale(held, version)


def refuse_closed(held: Amendment) -> None:
    """What is decided stays decided."""
    if held.status != AmendmentStatus.PROPOSED:
        status = held.get_status_display().lower()
        raise ValidationError(f"This amendment is {status}: there is nothing left to decide.")


def refuse_stale(held: Amendment, version: int | None) -> None:
    """Refuse someone who was shown an earlier state."""
    if version is not None and held.version != version:
        raise EditConflict


def write(figure: Figure, fresh: Figure, held: Amendment, *, by: User) -> None:
    """Put the revision into the figure; its section and its return tell what changed and why."""
    was = copy(figure)
    fresh.revision = held.revision
    for name in WRITTEN:
        setattr(figure, name, getattr(fresh, name))
    figure.full_clean(validate_unique=False)
    figure.save(update_fields=WRITTEN)
    before, after = told_of_revision(was, figure)
    for place in (figure.section, figure.section.monthly_return):
        place.council = figure.council
        told: dict[str, Any] = {"before": before, "after": after, "reason": held.reason}
        record(place, by=by, verb="amended a figure", **told)
    refresh_standings(council=figure.council, measures=[figure.measure])


def told_of_revision(was: Figure, now: Figure) -> tuple[dict[str, Any], dict[str, Any]]:
    """What changed, in words, under the measure's code."""
    before, after = told_of_figure(was), told_of_figure(now)
    changed = [name for name in after if before[name] != after[name]]
    return {name: before[name] for name in changed}, {name: after[name] for name in changed}


def told_of_figure(figure: Figure) -> dict[str, Any]:
    """A revision as the history tells it."""
    code = figure.measure.code
    return {
        code: figure_words(figure),
        f"{code} comment": figure.comment,
        f"{code} source": figure.source,
        f"{code} revision": figure.revision,
    }


def close(
    held: Amendment, status: AmendmentStatus, *, by: User, verb: str, decision_reason: str = ""
) -> Amendment:
    """Give a held amendment its last status, with who decided, when and why."""
    held.status, held.version = status, held.version + 1
    held.decided_by, held.decided_at = by, timezone.now()
    held.decision_reason = decision_reason
    return save(held, by=by, verb=verb, reason=decision_reason)
