"""What do many officers find at the deadline? Run as a program over an empty database.

`python -m tests.load.desks seed 60 60` makes a council with 60 areas of 60 measures each, an
open return, and an officer signed in for each area; it prints a line of JSON for each officer.
`python -m tests.load.desks stored` prints what stands in the database: numerators by area.
"""

import json
import sys
from collections import defaultdict
from datetime import date

import django

MONTH = (2026, 10)
COUNCIL = "loadshire"


def seed(areas: int, measures: int) -> None:
    """Fill the database and say who sits where."""
    from django.core.management import call_command
    from django.test import Client

    from improvement.councils.roles import Role
    from improvement.rules.month import Month
    from scorecard.services import open_return
    from tests.builders import make_area, make_council, make_member

    call_command("migrate", verbosity=0)
    council = make_council("Loadshire")
    for number in range(areas):
        area = make_area(council, f"Area {number}")
        add_measures(area, number, measures)
        client = Client()
        client.force_login(make_member(council, Role.OFFICER, areas=(area,)))
        told = {"area": area.slug, "session": client.cookies["sessionid"].value}
        print(json.dumps(told | {"path": f"/councils/{COUNCIL}/returns/2026-10/{area.slug}/"}))
    open_return(council=council, month=Month(*MONTH), by=None, today=date(2026, 11, 2))


def add_measures(area, number: int, measures: int) -> None:
    """An area's measures, written in two statements: how they are adopted is not the question."""
    from scorecard.models import AdoptedMeasure, Measure

    definitions = Measure.objects.bulk_create(
        Measure(
            council=area.council,
            code=f"LD{number:03}-{n:03}",
            name=f"Measure {n} of area {number}",
            what="How many of those that were due were done in time.",
            group=area.name,
            unit="percent",
            basis="month",
            polarity="higher",
            numerator_label="Done",
            denominator_label="Due",
            position=n,
        )
        for n in range(measures)
    )
    AdoptedMeasure.objects.bulk_create(
        AdoptedMeasure(
            council=area.council,
            measure=one,
            code=one.code,
            name=one.name,
            group=one.group,
            area=area,
            position=one.position,
        )
        for one in definitions
    )


def stored() -> None:
    """Every area's numerators in the order of its measures, and how often it was saved."""
    from improvement.history.models import Event
    from scorecard.models import Figure

    held: dict[str, list[int]] = defaultdict(list)
    rows = Figure.objects.order_by("measure__position").values_list(
        "section__area__slug", "numerator"
    )
    for area, numerator in rows:
        held[area].append(int(numerator))
    saves = Event.objects.filter(verb="keyed figures").count()
    print(json.dumps({"held": held, "saves": saves}))


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "seed":
        seed(int(sys.argv[2]), int(sys.argv[3]))
    else:
        stored()
