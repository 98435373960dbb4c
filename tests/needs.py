"""What does a test need beyond Python, and what if it is not here?

On a person's machine such a test is skipped, saying why. In CI everything is present, so what is
missing there is a failure, not a skip.
"""

import os
from typing import NoReturn

import pytest


def missing(reason: str) -> NoReturn:
    """Skip with the reason; in CI, fail with it."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
