"""`manage.py benchmark`: how does one authority compare on one measure?"""

import json
from argparse import ArgumentParser
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from improvement.councils.models import Council
from scorecard.benchmarks.reading import EARLIEST, LATEST, ONE_YEAR
from scorecard.benchmarks.report import years_words
from scorecard.benchmarks.selectors import Compared, comparison_of, years_compared
from scorecard.benchmarks.sources import series_by_code


class Command(BaseCommand):
    help = "Print how an authority compares with England, its region and its neighbours."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--measure", required=True, metavar="CODE", help="such as FD4")
        parser.add_argument("--council", required=True, metavar="SLUG", help="such as blackpool")
        parser.add_argument("--year", required=True, help="the year in which the period ends")
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        code, slug = options["measure"].strip().upper(), options["council"].strip().lower()
        year = year_in(str(options["year"]))
        found = comparison_of(slug, code, year)
        if found is None:
            raise CommandError(why_none(code, slug, year))
        write = as_json if options["json"] else as_words
        self.stdout.write(write(found))


def year_in(text: str) -> int:
    """A year as it is typed."""
    if ONE_YEAR.fullmatch(text) and EARLIEST <= int(text) <= LATEST:
        return int(text)
    raise CommandError(f"--year: {text[:20]!r} is not a year between {EARLIEST} and {LATEST}.")


def why_none(code: str, slug: str, year: int) -> str:
    """What to put right, in the order in which it is typed."""
    if code not in series_by_code():
        known = ", ".join(series_by_code())
        return f"--measure: nothing published is declared for {code}; there is for {known}."
    slugs = list(Council.objects.values_list("slug", flat=True))
    if slug not in slugs:
        alike = get_close_matches(slug, slugs, n=1)
        meant = f"; did you mean {alike[0]}?" if alike else "."
        return f"--council: no authority on the register is called {slug[:80]!r}{meant}"
    held = years_compared(slug, code)
    if held:
        return f"--year: {code} is held for {slug} from {years_words(held)}, not for {year}."
    return f"Nothing is held of {code} for {slug}: take it in with manage.py import_benchmarks."


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
