"""`manage.py spc`: what does the process chart say of series that came from elsewhere?"""

import json
from argparse import ArgumentParser
from decimal import Decimal
from math import isfinite
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from improvement.rules.spc import Better, xmr

WAYS = tuple(Better)
WRAPPERS = ("examples", "series")
LONGEST_TOLD = 60


class Command(BaseCommand):
    help = "Chart each series of a JSON file: mean, limits, labels, meanings, assurance."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", metavar="FILE.json", help='a list of {"y": […], "improvement": …, "target": …}'
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Every entry is read before anything is printed: a bad file prints nothing."""
        entries = entries_in(read(Path(options["file"])))
        lines = [charted(entry, number) for number, entry in enumerate(entries, start=1)]
        for line in lines:
            self.stdout.write(json.dumps(line, ensure_ascii=False))


def read(path: Path) -> Any:
    """What the file holds."""
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise CommandError(f"{path} is not UTF-8 text.") from None
    except ValueError as error:
        raise CommandError(f"{path} is not JSON: {error}.") from None
    except RecursionError:
        raise CommandError(f"{path} holds lists within lists too deep to be series.") from None


def entries_in(held: Any) -> list[Any]:
    """The list itself, or the one that an object holds under "examples" or "series"."""
    if isinstance(held, dict):
        held = next((held[name] for name in WRAPPERS if name in held), held)
    if not isinstance(held, list):
        raise CommandError('The file must hold a list of {"y": […], "improvement": …}.')
    return held


def charted(entry: Any, number: int) -> dict[str, Any]:
    """One series as its chart reads it; an entry that cannot be charted is named."""
    try:
        return chart(entry)
    except ValueError as error:
        called = f" (id {entry['id']})" if isinstance(entry, dict) and "id" in entry else ""
        raise CommandError(f"Entry {number}{called}: {error}") from None


def chart(entry: Any) -> dict[str, Any]:
    if not isinstance(entry, dict):
        raise ValueError("it must be an object.")
    way = entry.get("improvement")
    if way not in WAYS:
        raise ValueError(f'"improvement" must be one of {", ".join(WAYS)}, not {told(way)}.')
    target = entry.get("target")
    if not (target is None or is_number(target)):
        raise ValueError(f'"target" must be a number or null, not {told(target)}.')
    read = xmr(series_in(entry), improvement=way, target=target)
    return {
        "mean": exact(read.mean),
        "lower": exact(read.lower),
        "upper": exact(read.upper),
        "labels": list(read.labels),
        "points": list(read.points),
        "assurance": read.assurance,
    }


def series_in(entry: dict[str, Any]) -> list[int | float | None]:
    """The series: numbers, and null where there is a gap."""
    values = entry.get("y")
    if not isinstance(values, list):
        raise ValueError(f'"y" must be a list of numbers, not {told(values)}.')
    for place, value in enumerate(values, start=1):
        if not (value is None or is_number(value)):
            raise ValueError(f'value {place} of "y" must be a number or null, not {told(value)}.')
    return values


def is_number(value: Any) -> bool:
    """JSON's true and false are no numbers; nor is what is too large to be written as one."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        return isfinite(value)
    except OverflowError:
        return False


def told(value: Any) -> str:
    """What stands in the file, shortened: an entry may hold a book."""
    words = json.dumps(value, ensure_ascii=False)
    return words if len(words) <= LONGEST_TOLD else f"{words[:LONGEST_TOLD]}…"


def exact(number: Decimal | None) -> float | None:
    """The number as JSON writes it; a limit that lies beyond what it can write is refused."""
    if number is None:
        return None
    if not isfinite(written := float(number)):
        raise ValueError("its numbers are too large for limits to be written.")
    return written
