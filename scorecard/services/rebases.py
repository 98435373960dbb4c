"""From when are a measure's process limits worked out anew, and why?"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from improvement.councils.locks import hold
from improvement.councils.models import User
from improvement.history.services import remove, save
from improvement.rules.month import Month
from improvement.rules.value import Basis
from scorecard.models import AdoptedMeasure, Figure, Rebase
from scorecard.selectors.signals import NOT_CHARTED
from scorecard.services.standings import refresh_standings


@transaction.atomic
def rebase_measure(*, measure: AdoptedMeasure, month: Month, reason: str, by: User) -> Rebase:
    """Work limits out anew from a month on, because of a change that is known and named."""
    check_reason(reason, "Say what changed: limits are never worked out anew without a reason.")
    hold(measure.council)
    refuse_uncharted(measure)
    refuse_month(measure, month)
    rebase = Rebase(council=measure.council, measure=measure, month=month.first_day)
    rebase.reason = reason.strip()
    save(rebase, by=by, verb="rebased", reason=rebase.reason)
    refresh_standings(council=measure.council, measures=[measure])
    return rebase


@transaction.atomic
def remove_rebase(*, rebase: Rebase, by: User, reason: str) -> None:
    """Let the limits run on through the month again."""
    check_reason(reason, "Say why the rebase is removed.")
    hold(rebase.council)
    measure = rebase.measure
    remove(rebase, by=by, verb="removed the rebase", reason=reason.strip())
    refresh_standings(council=rebase.council, measures=[measure])


def check_reason(reason: str, told: str) -> None:
    if not reason.strip():
        raise ValidationError({"reason": told})


def refuse_uncharted(measure: AdoptedMeasure) -> None:
    """Where nothing is charted there are no limits to move."""
    basis = Basis(measure.measure.basis)
    if basis in NOT_CHARTED:
        raise ValidationError(
            f"{measure.code} has no process limits to rebase: figures that cover "
            f"“{basis.label.lower()}” are not charted."
        )


def refuse_month(measure: AdoptedMeasure, month: Month) -> None:
    """A month past, once, with approved figures before it to part from."""
    if month > Month.of(timezone.localdate()):
        raise ValidationError({"month": f"{month.label} has not begun: choose a month past."})
    if Rebase.objects.filter(measure=measure, month=month.first_day).exists():
        raise ValidationError({"month": f"Limits are worked out anew from {month.label} already."})
    before = Figure.objects.approved().filter(measure=measure, month__lt=month.first_day)
    if not before.filter(value__isnull=False).exists():
        told = f"No figure before {month.label} is approved, so there is nothing to part from."
        raise ValidationError({"month": told})
