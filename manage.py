#!/usr/bin/env python
"""Which command runs, and in which environment?"""

import os
import sys


def main() -> None:
    """Run one command; `demo` brings its own database and settings, others may borrow them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "improvement.settings")
    from improvement.demo.environment import borrow_environment, prepare_environment

    command = "".join(sys.argv[1:2])
    if command == "demo":
        prepare_environment(sys.argv[2:])
    else:
        borrow_environment(command)
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"Improvement Journey cannot start: {error}")


if __name__ == "__main__":
    main()
