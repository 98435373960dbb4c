"""Which promises do tables of several apps keep in the database itself?"""

from django.db.models import CheckConstraint, Q


def both_or_neither(one: str, other: str, name: str) -> CheckConstraint:
    """Two fields that only make sense together, such as who and when."""
    both = Q(**{f"{one}__isnull": False, f"{other}__isnull": False})
    neither = Q(**{f"{one}__isnull": True, f"{other}__isnull": True})
    return CheckConstraint(condition=both | neither, name=name)


def first_of_month(field: str, name: str) -> CheckConstraint:
    """A month is stored as its first day."""
    return CheckConstraint(condition=Q(**{f"{field}__day": 1}), name=name)
