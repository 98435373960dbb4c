#!/usr/bin/env python
"""Which command runs, and in which environment?"""

import os
import sys

# As a shell tells it of any program whose reader has gone: 128 and the signal's number.
NOBODY_READS = 141
DATABASE_BUSY = (
    "The database is in use by another process: end that, or wait for it, then run this again."
)


def main() -> None:
    """Run one command; `demo` brings its own database and settings, others may borrow them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "improvement.settings")
    from improvement.demo.environment import borrow_environment, prepare_environment

    command = "".join(sys.argv[1:2])
    if command == "demo":
        prepare_environment(sys.argv[2:])
    else:
        borrow_environment(command)
    try:
        try:
            run()
        finally:
            sys.stdout.flush()
    except BrokenPipeError:  # who stops reading, as `head` does, has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(NOBODY_READS)


def run() -> None:
    """Run the command; what its surroundings forbid is said in a sentence."""
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"Improvement Journey cannot start: {error}")
    except OperationalError as error:
        if "database is locked" not in str(error):
            raise
        sys.exit(DATABASE_BUSY)


if __name__ == "__main__":
    main()
