"""How do the demo's made-up people sign in, and why only there?

Their password is public, so it is never stored: this backend exists only in demo mode, and the
rows themselves hold an unusable password. The same database outside demo mode lets none in.
"""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from improvement.councils.models import User

DEMO_PASSWORD = "journey-demo"  # noqa: S105 - public, and no key to anything real
DEMO_DOMAIN = "demo.example"


class DemoBackend(ModelBackend):
    """Accepts the demo's password for the demo's people."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        name = username or kwargs.get("email") or ""
        if not constant_time_compare(password or "", DEMO_PASSWORD):
            return None
        people = User.objects.filter(email__iendswith=f"@{DEMO_DOMAIN}", is_active=True)
        return people.filter(username=name).first() or people.filter(email__iexact=name).first()
