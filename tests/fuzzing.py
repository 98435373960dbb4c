"""How many made-up examples does a property face: few at a desk, many in the continuous checks?

The many are tried once, on SQLite: what they try does not know which database it runs beside.
"""

import os

from django.db import connection
from hypothesis import HealthCheck, settings

AT_A_DESK, IN_CI = 100, 2_000


def is_thorough() -> bool:
    """Is this the continuous checks' run on SQLite?"""
    return bool(os.environ.get("CI")) and is_sqlite()


def is_sqlite() -> bool:
    """What a property says of values was shown there; another engine repeats the sense of it."""
    return connection.vendor == "sqlite"


def most(at_a_desk: int, in_ci: int) -> int:
    """How many examples this run looks at."""
    if is_thorough():
        return in_ci
    return at_a_desk if is_sqlite() else max(5, at_a_desk // 4)


def examples(at_a_desk: int = AT_A_DESK, in_ci: int = IN_CI) -> settings:
    """Settings for a property; a database or a child process may be slow, which is no fault."""
    return settings(
        max_examples=most(at_a_desk, in_ci),
        deadline=None,
        suppress_health_check=[
            HealthCheck.function_scoped_fixture,
            HealthCheck.too_slow,
            HealthCheck.filter_too_much,
        ],
    )
