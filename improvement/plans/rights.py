"""Who may own an action, update it, and accept that it is done?"""

from django.core.exceptions import PermissionDenied, ValidationError

from improvement.councils.models import Council, Membership, User
from improvement.councils.roles import Role
from improvement.plans.models import Action, Evidence

ACCEPTED_BY_THEM = (
    "This person has accepted evidence of the action. Choose an owner other than the one who "
    "accepted it."
)


def has_role(user: User, council: Council, role: Role) -> bool:
    """Does the person hold the role here, now?"""
    held = Membership.objects.of(user).filter(council=council)
    return any(one.role == role for one in held)


def check_owner(action: Action) -> None:
    """A new owner can open the action, and has not accepted evidence of it.

    Without the second, someone could hand an action on, accept its evidence and take it back.
    """
    owner = action.owner
    if not owner:
        return
    if not Membership.objects.of(owner).filter(council=action.council).exists():
        raise ValidationError({"owner": "Choose an owner who is a member of this council."})
    if action.pk and action.evidence.filter(accepted_by=owner).exists():
        raise ValidationError({"owner": ACCEPTED_BY_THEM})


def check_may_update(action: Action, by: User | None) -> None:
    """Only the improvement lead, or the action's own owner."""
    if by is None or has_role(by, action.council, Role.IMPROVEMENT):
        return
    if action.owner_id != by.pk or not has_role(by, action.council, Role.OWNER):
        raise PermissionDenied("You can update only the actions that you own.")


def check_may_accept(evidence: Evidence, by: User) -> None:
    """The improvement lead, unless it is their own action or their own evidence."""
    if not has_role(by, evidence.action.council, Role.IMPROVEMENT):
        raise PermissionDenied("Only the improvement lead accepts evidence.")
    if by.pk in (evidence.action.owner_id, evidence.given_by_id):
        raise PermissionDenied(
            "Evidence is accepted by someone other than the action's owner and its giver."
        )
