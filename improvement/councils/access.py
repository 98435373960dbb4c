"""May this person open this page?

One decorator stands before every council page. Someone with no membership gets 404, so that
the answer is the same whether or not the council uses the product; a member without the role
gets 403. Memberships are read afresh for every request: a right that ends, ends at once.
"""

from collections.abc import Callable, Iterable
from functools import cached_property, wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from improvement.councils.models import Council, Membership, ServiceArea
from improvement.councils.roles import Role
from improvement.ui.signedout import signed_out

View = Callable[..., HttpResponse]


class Access:
    """What one signed-in person may do at one council, for the length of a request."""

    def __init__(self, council: Council, memberships: list[Membership]) -> None:
        self.council = council
        self.memberships = memberships
        self.roles = frozenset(Role(membership.role) for membership in memberships)

    def has(self, roles: Iterable[Role]) -> bool:
        """Does the person hold any of these roles here?"""
        return not self.roles.isdisjoint(roles)

    @cached_property
    def own_area_ids(self) -> frozenset[int]:
        """The service areas an officer keys; everyone else who may key, keys every area."""
        officer = [one for one in self.memberships if one.role == Role.OFFICER]
        through = Membership.areas.through.objects
        return frozenset(
            through.filter(membership__in=officer).values_list("servicearea_id", flat=True)
        )

    def covers(self, area: ServiceArea, *, freely: Iterable[Role]) -> bool:
        """Is the area within reach: any area for `freely` roles, own areas for an officer?"""
        if self.has(freely):
            return True
        return Role.OFFICER in self.roles and area.pk in self.own_area_ids


def memberships_of(request: HttpRequest) -> list[Membership]:
    """The person's memberships, read once a request."""
    if not hasattr(request, "memberships"):
        user = request.user
        request.memberships = list(Membership.objects.of(user)) if user.is_authenticated else []
    return request.memberships


def access_to(request: HttpRequest, slug: str) -> Access:
    """Enter a council, or 404 for everyone who is not one of its people."""
    own = [one for one in memberships_of(request) if one.council.slug == slug]
    if not own:
        raise Http404("No such council among yours.")
    return Access(own[0].council, own)


def once_signed_in(view: View) -> View:
    """Let nobody through who is not signed in, and lose nothing that they sent."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return signed_out(request)
        return view(request, *args, **kwargs)

    return checked


def council_role(*roles: Role, post: Iterable[Role] | None = None) -> Callable[[View], View]:
    """Guard a council page: `roles` may open it, `post` (when given) may send to it."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, council: str, *args: Any, **kwargs: Any) -> HttpResponse:
            access = access_to(request, council)
            needed = roles if request.method in ("GET", "HEAD") or post is None else post
            if not access.has(needed):
                raise PermissionDenied
            request.access, request.council = access, access.council
            request.roles = access.roles
            return view(request, access.council, *args, **kwargs)

        guarded.guard = "council_role"
        return once_signed_in(guarded)

    return guard


def signed_in(view: View) -> View:
    """Guard a page that belongs to the person, not to one council."""
    guarded = once_signed_in(view)
    guarded.guard = "signed_in"
    return guarded


def public(view: View) -> View:
    """Mark a page that anyone may read; the list of them is short and reasoned."""
    view.guard = "public"
    return view
