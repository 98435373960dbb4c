"""How is a country's worth of figures made? Run as a program over an empty database.

`python -m tests.load.generator --councils 153 --measures 60 --months 120` fills it with approved
figures of authorities on the register, what is published beside them, a board member of the first
of them and a viewer of all. The numbers are made up by a seeded generator: the same every time.
"""

import argparse
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import islice

import django

LAST = (2026, 9)
AREAS = 6
BATCH = 5_000
# Of so many years are child populations and national figures published.
PUBLISHED = range(2013, 2026)
BOARD, LEAD, VIEWER = "load-board", "load-lead", "load-viewer"


def fill(councils: int, measures: int, months: int) -> None:
    """Everything a scorecard reads, and who reads it."""
    from django.core.management import call_command

    from improvement.councils.models import Council
    from improvement.councils.reference import load_register
    from improvement.councils.roles import Role
    from scorecard.reference import load_catalogue
    from tests.builders import make_member, make_user

    call_command("migrate", verbosity=0)
    load_register()
    load_catalogue()
    viewer, approver = make_user(VIEWER), make_user(LEAD)
    chosen = list(Council.objects.order_by("gss_code")[:councils])
    for council in chosen:
        fill_council(council, measures, months, approver)
        make_member(council, Role.VIEWER, viewer)
    make_member(chosen[0], Role.BOARD, make_user(BOARD))
    make_member(chosen[0], Role.LEAD, approver)


def fill_council(council, measures: int, months: int, approver) -> None:
    """One council in use: areas, measures with targets, and every month approved."""
    from improvement.councils.models import Population
    from scorecard.services.standings import refresh_standings
    from tests.builders import make_area, make_user

    council.is_live = True
    council.save(update_fields=["is_live"])
    Population.objects.bulk_create(
        [Population(council=council, year=year, children=50_000) for year in PUBLISHED],
        ignore_conflicts=True,
    )
    areas = [make_area(council, f"Area {number}") for number in range(AREAS)]
    adopted = adopt(council, areas, measures)
    sections = open_months(council, areas, months, make_user(), approver)
    store(figures_of(council, adopted, sections))
    compare(council, adopted)
    refresh_standings(council=council)


def adopt(council, areas, measures: int) -> list:
    """The first measures of the catalogue, each with a target."""
    from scorecard.models import AdoptedMeasure, Measure, Target

    own = [
        AdoptedMeasure(
            council=council,
            measure=one,
            area=areas[n % AREAS],
            baseline=Decimal(60),
            **{name: getattr(one, name) for name in ("code", "name", "group", "position")},
            decimals=one.decimals,
            expected_change=one.expected_change,
        )
        for n, one in enumerate(Measure.objects.filter(council=None)[:measures])
    ]
    adopted = AdoptedMeasure.objects.bulk_create(own)
    Target.objects.bulk_create(
        Target(
            council=council,
            measure=one,
            effective_from=month(0).first_day.replace(year=2010),
            text=one.measure.default_target or "80+",
        )
        for one in adopted
    )
    return adopted


def month(back: int):
    """The month so many before the last."""
    from improvement.rules.month import Month

    return Month(*LAST).plus(-back)


def open_months(council, areas, months: int, submitter, approver) -> dict:
    """A locked return for every month with an approved section for each area."""
    from scorecard.models import MonthlyReturn, Section

    at = datetime(2026, 10, 9, 9, tzinfo=UTC)
    returns = MonthlyReturn.objects.bulk_create(
        MonthlyReturn(
            council=council, month=month(n).first_day, due_on=month(n).last_day, locked_at=at
        )
        for n in range(months)
    )
    people = {"edited_by": submitter, "submitted_by": submitter, "approved_by": approver}
    times = {"edited_at": at, "submitted_at": at, "approved_at": at}
    sections = Section.objects.bulk_create(
        Section(
            council=council, monthly_return=one, area=area, status="approved", **people, **times
        )
        for one in returns
        for area in areas
    )
    return {(section.monthly_return.month, section.area_id): section for section in sections}


def figures_of(council, adopted, sections: dict) -> Iterator:
    """An approved figure for every measure and month: a level, a slow drift and some noise."""
    from scorecard.models import Figure

    luck = random.Random(council.gss_code)
    for measure in adopted:
        level = luck.uniform(40, 90)
        for (day, area), section in sections.items():
            if area != measure.area_id:
                continue
            level = min(max(level + luck.gauss(0, 1), 5), 100)
            yield Figure(
                council=council,
                month=day,
                measure=measure,
                section=section,
                numerator=round(level),
                denominator=100,
                value=Decimal(round(level)),
                is_approved=True,
            )


def compare(council, adopted) -> None:
    """What is published of the council, year by year, where a measure has a national source."""
    from scorecard.benchmarks.sources import series_by_code
    from scorecard.models import Comparison

    luck, last = random.Random(council.gss_code), max(PUBLISHED)
    Comparison.objects.bulk_create(
        Comparison(
            council=council,
            measure=one.measure,
            source=series_by_code()[one.measure.code][0].key,
            period_end=date(year, 3, 31),
            until=date(year + 1, 3, 31) if year < last else None,
            value=round(luck.uniform(10, 90)),
            england=50,
            region=48,
            neighbours_median=51,
            neighbours_mean=52,
            neighbours_counted=10,
            quartile="B",
            rank=luck.randint(1, 153),
            ranked=153,
        )
        for one in adopted
        for year in PUBLISHED
        if one.measure.code in series_by_code()
    )


def store(figures: Iterator) -> None:
    """Write them in batches, never all in memory."""
    from scorecard.models import Figure

    while batch := list(islice(figures, BATCH)):
        Figure.objects.bulk_create(batch)


if __name__ == "__main__":
    django.setup()
    parser = argparse.ArgumentParser(description="Fill a database with made-up figures.")
    for name, number in (("councils", 153), ("measures", 60), ("months", 120)):
        parser.add_argument(f"--{name}", type=int, default=number)
    fill(**vars(parser.parse_args()))
