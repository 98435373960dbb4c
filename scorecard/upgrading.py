"""How does a running service's catalogue follow its files when the service is upgraded?

`migrate` brings it up to them, so that what a new version says of a shared measure, such as its
theme, is there without another command; and it works out anew how measures stand, since a new
version may judge the same figures otherwise. A database that has no catalogue yet is left alone:
it is loaded with the first council, or by the first import.
"""

import sys
from typing import Any, TextIO

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from scorecard.models import Measure
from scorecard.reference import load_catalogue
from scorecard.services.standings import refresh_everywhere


def follow_files(
    sender: AppConfig,
    *,
    using: str,
    verbosity: int = 1,
    stdout: TextIO = sys.stdout,
    **signal: Any,
) -> tuple[str, ...]:
    """After `migrate`: load what the files have changed, and say of which measures."""
    if using != DEFAULT_DB_ALIAS or not Measure.objects.filter(council=None).exists():
        return ()
    if is_behind(using):
        return ()
    done = load_catalogue()
    if not done.updated:  # loading has done it otherwise
        refresh_everywhere()
    changed = (*done.created, *done.updated)
    if changed and verbosity:
        stdout.write(f"  Shared catalogue brought up to its files: {len(changed)} measures.\n")
    return changed


def is_behind(using: str) -> bool:
    """Has the database been brought to an earlier version only, whose tables are others?"""
    executor = MigrationExecutor(connections[using])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
