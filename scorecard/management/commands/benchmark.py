"""`manage.py benchmark`: how does one authority compare on one measure?"""

import json
from argparse import ArgumentParser
from decimal import Decimal
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from improvement.councils.models import Council
from scorecard.benchmarks.selectors import Compared, comparison_of
from scorecard.benchmarks.sources import series_by_code


class Command(BaseCommand):
    help = "Print how an authority compares with England, its region and its neighbours."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--measure", required=True, metavar="CODE", help="such as FD4")
        parser.add_argument("--council", required=True, metavar="SLUG", help="such as blackpool")
        parser.add_argument(
            "--year", required=True, type=int, help="the year in which the period ends"
        )
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        code, slug, year = options["measure"].upper(), options["council"], options["year"]
        found = comparison_of(slug, code, year)
        if found is None:
            raise CommandError(why_none(code, slug, year))
        write = as_json if options["json"] else as_words
        self.stdout.write(write(found))


def why_none(code: str, slug: str, year: int) -> str:
    """What to put right, in the order in which it is typed."""
    if code not in series_by_code():
        known = ", ".join(series_by_code())
        return f"--measure: nothing published is declared for {code}; there is for {known}."
    if not Council.objects.filter(slug=slug).exists():
        return f"--council: no authority on the register is called {slug!r}."
    return f"Nothing is held for {code} in {year}: take it in with manage.py import_benchmarks."


def exact(value: Decimal | None) -> int | float | None:
    """A number that JSON prints as published: shortest digits that say it, none of them noise."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def as_json(one: Compared) -> str:
    """One object; a number that is not published is null, with its symbol beside it."""
    return json.dumps(
        {
            "measure": one.code,
            "slug": one.slug,
            "period": one.period,
            "council": exact(one.own.value),
            "symbol": one.own.symbol or None,
            "england": exact(one.england.value),
            "england_symbol": one.england.symbol or None,
            "region": exact(one.region.value),
            "region_symbol": one.region.symbol or None,
            "neighbours_median": exact(one.neighbours_median.value),
            "neighbours_mean": exact(one.neighbours_mean.value),
            "neighbours_counted": one.neighbours_counted,
            "quartile": one.band,
            "rank": one.rank,
            "ranked": one.ranked,
            "source": one.source,
        },
        ensure_ascii=False,
    )


def as_words(one: Compared) -> str:
    """A few lines to read."""
    numbers = {
        one.council: one.own,
        one.england_label: one.england,
        one.region_label: one.region,
        one.neighbours_label: one.neighbours_median,
        "Their mean": one.neighbours_mean,
    }
    lines = [f"{one.code}, {one.period} ({one.source})"]
    for label, number in numbers.items():
        told = number.why_not if number.value is None else number.text
        lines.append(f"  {label}: {told}")
    if one.rank:
        lines.append(f"  Rank {one.rank_text}; quarter {one.band_text or 'not known'}")
    return "\n".join([*lines, f"  {one.difference}"])
