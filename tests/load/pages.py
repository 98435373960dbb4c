"""What does each page cost, held against a page that says nothing?

    uv run python -m tests.load.pages
    uv run python -m tests.load.pages --postgres postgres://root@127.0.0.1:5432/root --full

Small is 3 councils × 60 measures × 24 months, full is 153 × 60 × 120. A page's ratio is its
processor time over that of the empty signed-in page, measured in turns in one process: best of
several in each round, median of the rounds. Prints one table; nothing here gates the suite.
"""

import argparse
import gzip
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.load.serving import ROOT, fresh_environment, run

GENERATOR = "tests.load.generator"
SIZES = {"small": (3, 60, 24), "full": (153, 60, 120)}
ROUNDS, TIMES = 5, 4
MONTH = "2026-09"


@dataclass(frozen=True)
class Cost:
    """What one page came to."""

    name: str
    ratio: float
    queries: int
    size: int
    zipped: int

    def __str__(self) -> str:
        return (
            f"{self.name:<28} {self.ratio:>6.1f} × {self.queries:>4} queries"
            f" {self.size / 1000:>8.1f} kB {self.zipped / 1000:>6.1f} kB gzipped"
        )


def pages(slug: str, code: str) -> dict[str, tuple[str, str]]:
    """Each page that is measured: who opens it, and where."""
    council = f"/councils/{slug}"
    return {
        "scorecard": ("load-board", f"{council}/scorecard/{MONTH}/"),
        "scorecard, first sight": ("load-board", f"{council}/scorecard/{MONTH}/"),
        "scorecard, warm": ("load-board", f"{council}/scorecard/{MONTH}/"),
        "scorecard, unchanged": ("load-board", f"{council}/scorecard/{MONTH}/"),
        "measure": ("load-board", f"{council}/measures/{code}/"),
        "overview": ("load-board", f"{council}/"),
        "compare": ("load-viewer", "/compare/"),
        "compare, every council": ("load-viewer", "/compare/?per_page=200"),
        "compare one measure": ("load-viewer", f"/compare/{code}/"),
        "returns": ("load-lead", f"{council}/returns/"),
        "month's tasks": ("load-lead", f"{council}/returns/{MONTH}/"),
    }


def measure() -> None:
    """Run inside the filled database's settings: print a line for each page."""
    import django

    django.setup()
    from django.conf import settings

    from scorecard.models import AdoptedMeasure

    settings.ROOT_URLCONF = "tests.load.hello_urls"
    first = AdoptedMeasure.objects.select_related("council").order_by("council__gss_code")[0]
    known = pages(first.council.slug, first.code)
    person, path = known["scorecard"]
    kept = {
        "scorecard": opener(person, path, before=stale()),
        "scorecard, first sight": opener(person, path, before=unseen()),
        "scorecard, warm": opener(person, path),
        "scorecard, unchanged": opener(person, path, tagged=True),
    }
    for name, (who, where) in known.items():
        page = kept.get(name) or opener(who, where)
        print(cost_of(name, page, opener(who, "/hello/")))


def opener(
    username: str,
    path: str,
    *,
    before: Callable[[], object] = lambda: None,
    tagged: bool = False,
) -> Callable[[], object]:
    """Open a page as someone who stays signed in; `tagged` asks whether it is still the same."""
    from django.test import Client

    from improvement.councils.models import User

    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(username=username))
    client.get(path)  # a browser comes back with the keys that its first page gave it
    told = {"if-none-match": client.get(path).headers["ETag"]} if tagged else {}
    wanted = 304 if tagged else 200

    def open_page() -> object:
        before()
        answer = client.get(path, headers=told)
        assert answer.status_code == wanted, f"{path}: {answer.status_code}"
        return answer

    return open_page


def stale() -> Callable[[], None]:
    """Forget the pages a process keeps, as when anything on the council's scorecard has changed.

    It goes on knowing the rows whose figures stayed the same, as it does in use.
    """
    from django.core.cache import caches

    return caches["pages"].clear


def unseen() -> Callable[[], None]:
    """Forget every row too, as in a process that has never shown this month."""
    from scorecard.printed import kept_row
    from scorecard.selectors.rows import drawn
    from scorecard.selectors.scorecard import row_of

    forget_pages, kept = stale(), (kept_row, row_of, drawn)

    def forget() -> None:
        forget_pages()
        for one in kept:
            one.cache_clear()

    return forget


def cost_of(name: str, page: Callable[[], object], hello: Callable[[], object]) -> Cost:
    """One page against the empty one, in turns."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        body = page().content
    queries = len(seen)
    ratios = [best(page) / best(hello) for _ in range(ROUNDS)]
    zipped = len(gzip.compress(body, 6))
    return Cost(name, statistics.median(ratios), queries, len(body), zipped)


def best(page: Callable[[], object]) -> float:
    """The least processor time of several turns."""
    times = []
    for _ in range(TIMES):
        began = time.process_time()
        page()
        times.append(time.process_time() - began)
    return min(times)


def main() -> int:
    """Fill a database of its own and measure the pages over it."""
    parser = argparse.ArgumentParser(description="What each page costs.")
    parser.add_argument("--full", action="store_true", help="153 councils, 120 months")
    parser.add_argument("--postgres", default="", help="the address of a database to work beside")
    asked = parser.parse_args()
    size = "full" if asked.full else "small"
    numbers = [str(one) for one in SIZES[size]]
    with (
        tempfile.TemporaryDirectory() as data,
        fresh_environment(Path(data), asked.postgres) as env,
    ):
        names = ("--councils", "--measures", "--months")
        told = [word for pair in zip(names, numbers, strict=True) for word in pair]
        run(GENERATOR, *told, env=env)
        print(f"{'PostgreSQL' if asked.postgres else 'SQLite'}, {' × '.join(numbers)}", flush=True)
        inside = [sys.executable, "-m", "tests.load.pages", "--inside"]
        return subprocess.run(inside, cwd=ROOT, env=env, check=False).returncode


if __name__ == "__main__":
    if sys.argv[1:] == ["--inside"]:
        measure()
    else:
        sys.exit(main())
