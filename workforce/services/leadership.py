"""How is a leadership post added, and how does it change hands?"""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from improvement.councils.models import Council, User
from improvement.history.services import save
from inspections.dates import Precision
from workforce.models import LeadershipPost, Tenure
from workforce.roles import Standing


@transaction.atomic
def add_post(*, council: Council, by: User | None, **fields: Any) -> LeadershipPost:
    """Add a post; it stands last unless told where."""
    if "position" not in fields:
        fields["position"] = LeadershipPost.objects.filter(council=council).count() + 1
    return save(LeadershipPost(council=council, **fields), by=by, verb="added")


@transaction.atomic
def edit_post(
    *, post: LeadershipPost, by: User, version: int | None = None, **fields: Any
) -> LeadershipPost:
    """Rename a post, move it, or close it; who held it stays."""
    for name, value in fields.items():
        setattr(post, name, value)
    return save(post, by=by, verb="changed", version=version)


@transaction.atomic
def add_tenure(
    *,
    post: LeadershipPost,
    standing: Standing | str,
    starts: date,
    by: User | None,
    ends: date | None = None,
    starts_precision: Precision | str = Precision.DAY,
    ends_precision: Precision | str = Precision.DAY,
    note: str = "",
) -> Tenure:
    """Record that a post changed hands: whoever held it until now ends the day before.

    Nothing else moves: a stretch that would overlap another is refused.
    """
    held = LeadershipPost.objects.select_for_update(of=("self",)).select_related("council")
    post = held.get(pk=post.pk)
    end_current(post, starts, starts_precision, by=by)
    tenure = Tenure(
        council=post.council,
        post=post,
        standing=standing,
        starts=starts,
        starts_precision=starts_precision,
        ends=ends,
        ends_precision=ends_precision,
        note=note,
    )
    return save(tenure, by=by, verb="recorded")


def end_current(
    post: LeadershipPost, starts: date, precision: Precision | str, *, by: User | None
) -> None:
    """End the stretch that goes on, when the new one begins after it did."""
    current = Tenure.objects.filter(post=post, ends=None).select_related("post", "council").first()
    if current is None or current.starts >= starts:
        return
    current.ends, current.ends_precision = starts - timedelta(days=1), precision
    save(current, by=by, verb="ended", version=current.version)


@transaction.atomic
def edit_tenure(*, tenure: Tenure, by: User, version: int | None = None, **fields: Any) -> Tenure:
    """Put a stretch right; it may not come to overlap another."""
    if "post" in fields:
        raise ValidationError("A stretch stays with its post.")
    for name, value in fields.items():
        setattr(tenure, name, value)
    return save(tenure, by=by, verb="corrected", version=version)
