"""Who may open an account? Nobody by themselves: an administrator invites."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class InvitedOnlyAdapter(DefaultAccountAdapter):
    """Closes self-registration; people are added by an administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
