"""Which tests stay on one worker, where something costly is made once for all of them?

A file named here runs on one worker and begins early; every other test goes to whoever is free.
xdist marks groups in the names of tests, which this pytest no longer lets it change, so the
groups are read from where a test stands.
"""

import os
from pathlib import Path

import pytest
from django.db import connection
from xdist.scheduler import LoadScopeScheduling

BROWSER = "tests/e2e/"
TOGETHER = (
    BROWSER,
    "tests/improvement/demo/test_loader.py",
    "tests/improvement/demo/test_series.py",
    "tests/scorecard/benchmarks/test_published_files.py",
    "tests/scorecard/entry/test_racing.py",
)


def unit_of(test: str) -> str:
    """What goes to a worker in one piece: the file of a test, or the test alone.

    Of the browser tests so few run on PostgreSQL that one demo does for all of them.
    """
    file = test.partition("::")[0]
    if file.startswith(BROWSER) and connection.vendor != "sqlite":
        return BROWSER
    return file if file.startswith(TOGETHER) else test


class ByFile(LoadScopeScheduling):
    """Whole files first, the longer ones before the shorter, then test by test."""

    def _split_scope(self, nodeid: str) -> str:
        return unit_of(nodeid)


def shared_by_workers(factory: pytest.TempPathFactory) -> Path:
    """A directory of this run that all its workers see."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def claim(unit: str, directory: Path) -> None:
    """Write down who runs what stays together, and refuse it to anyone else."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    mark = directory / f"{unit.replace('/', '-')}.worker"
    try:
        with mark.open("x") as held:
            held.write(worker)
    except FileExistsError:
        assert mark.read_text() in ("", worker), f"{unit} was torn apart between workers"
