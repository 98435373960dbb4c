"""Who wins when four officers save one section at the same moment? Run as a program.

`python -m tests.scorecard.entry.racing 25` fills an empty database and lets four browsers, each a
thread with its own connection, send the same sheet at once: each has filled one box of its own and
left the others as it found them. It prints a line of JSON for each round with the version check,
and for each round without it, which is the negative control: what was acknowledged, and which of
those saves stands nowhere afterwards.
"""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from unittest import mock

import django

WRITERS = 4
PAGE = "/councils/testham/returns/2026-10/front-door/"
SAVED, REFUSED = 302, 409


def seed():
    """A section with a measure for each writer, and the writers signed in."""
    from django.core.management import call_command
    from django.test import Client

    from improvement.councils.roles import Role
    from tests.builders import make_area, make_council, make_member
    from tests.scorecard.builders import make_desk

    call_command("migrate", verbosity=0)
    area = make_area(make_council("Testham"), "Front door")
    desk = make_desk(area, count=WRITERS)
    browsers = [Client() for _ in range(WRITERS)]
    for browser in browsers:
        browser.force_login(make_member(area.council, Role.OFFICER, areas=(area,)))
    return desk, browsers


def rounds(desk, browsers, numbers: range, *, is_checked: bool) -> None:
    """Race again and again, each time from what the last round left."""
    for number in numbers:
        told = race(desk, browsers, number)
        sys.stdout.write(json.dumps(told | {"is_checked": is_checked}) + "\n")


def race(desk, browsers, number: int) -> dict:
    """One sheet, opened by all at once and sent by all at once."""
    start, version = stored(desk), desk.section.version
    together = Barrier(WRITERS)
    sheets = [filled(desk, start, version, writer, number) for writer in range(WRITERS)]
    with ThreadPoolExecutor(WRITERS) as room:
        codes = list(room.map(partial(send, together), browsers, sheets))
    after, moved = stored(desk), desk.section.version - version
    saved = [writer for writer, code in enumerate(codes) if code == SAVED]
    lost = [writer for writer in saved if after[writer] != number]
    return {"codes": codes, "saved": len(saved), "lost": len(lost), "moved": moved}


def filled(desk, start: list, version: int, writer: int, number: int) -> dict[str, str]:
    """The sheet as one writer sends it: their own box anew, the others as they were."""
    keyed = [number if n == writer else figure for n, figure in enumerate(start)]
    data = {"version": str(version), "base": "{}"}
    for measure, figure in zip(desk.measures, keyed, strict=True):
        words = "" if figure is None else str(int(figure))
        data |= {f"n{measure.pk}": words, f"d{measure.pk}": words and "1000"}
    return data


def send(together: Barrier, browser, data: dict[str, str]) -> int:
    """Send when all are ready."""
    from django.db import connection

    together.wait(timeout=60)
    try:
        return browser.post(PAGE, data).status_code
    finally:
        connection.close()


def stored(desk) -> list:
    """What stands in each writer's box."""
    from scorecard.models import Figure

    held = dict(Figure.objects.values_list("measure", "numerator"))
    return [held.get(measure.pk) for measure in desk.measures]


def claim_unseen(section, *, by, version: int) -> None:
    """How a section moves on where nobody asks which version the editor saw."""
    from django.db.models import F
    from django.utils import timezone

    from scorecard.models import Section

    seen = Section.objects.filter(pk=section.pk)
    seen.update(version=F("version") + 1, edited_by=by, edited_at=timezone.now())


def main(count: int) -> None:
    """With the check, then without it."""
    from django.test.utils import setup_test_environment

    setup_test_environment()
    desk, browsers = seed()
    rounds(desk, browsers, range(1, count + 1), is_checked=True)
    with mock.patch("scorecard.services.keying.claim", claim_unseen):
        rounds(desk, browsers, range(count + 1, 2 * count + 1), is_checked=False)


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
