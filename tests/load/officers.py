"""What happens when many officers save at once, minutes before the deadline?

    uv run python -m tests.load.officers --officers 60 --rounds 5
    uv run python -m tests.load.officers --postgres postgres://root@127.0.0.1:5432/root

Each officer opens their sheet, keys every figure anew and saves, again and again, over one
kept connection to a production server. At the end every figure in the database has to be the
last one whose save was acknowledged. It prints one line for an engine and ends with 1 when a
request failed or an acknowledged save is not there.
"""

import argparse
import json
import re
import sys
import tempfile
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from tests.load.serving import fresh_environment, run, served

DESKS = "tests.load.desks"
DUE = 1_000
BOX = re.compile(r'<input id="n(\d+)"')
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
FOUND, OK = 302, 200


@dataclass
class Officer:
    """One person at their sheet: what the server said, how long it took, what it acknowledged."""

    area: str
    session: str
    path: str
    acknowledged: list[int] = field(default_factory=list)
    saves: int = 0
    seconds: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def work(self, port: int, rounds: int) -> None:
        """Open and save, round after round."""
        line = HTTPConnection("127.0.0.1", port, timeout=60)
        for number in range(1, rounds + 1):
            try:
                self.save_once(line, number)
            except OSError as fault:
                self.faults.append(repr(fault))
                line.close()
        line.close()

    def save_once(self, line: HTTPConnection, number: int) -> None:
        """One round: every figure of the sheet gets a number that tells the round."""
        status, page, cookie = self.ask(line, "GET", "", {})
        if status != OK:
            self.faults.append(f"{status} to open")
            return
        boxes = BOX.findall(page)
        keyed = [(number * 7 + n) % DUE for n in range(len(boxes))]
        sent = {name: unescape(text) for name, text in HIDDEN.findall(page)}
        for box, figure in zip(boxes, keyed, strict=True):
            sent |= {f"n{box}": figure, f"d{box}": DUE, f"m{box}": "", f"c{box}": ""}
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
        status, _, _ = self.ask(line, "POST", urlencode(sent), headers)
        if status == FOUND:
            self.acknowledged, self.saves = keyed, self.saves + 1
        else:
            self.faults.append(f"{status} to save")

    def ask(
        self, line: HTTPConnection, method: str, body: str, headers: dict[str, str]
    ) -> tuple[int, str, str]:
        """Send one request, timed; its status, its words and the cookies to bring next time."""
        signed_in = f"sessionid={self.session}"
        began = time.perf_counter()
        line.request(method, self.path, body or None, {"Cookie": signed_in} | headers)
        answer = line.getresponse()
        words = answer.read().decode()
        self.seconds.append(time.perf_counter() - began)
        token = (answer.getheader("Set-Cookie") or "").partition(";")[0]
        return answer.status, words, f"{signed_in}; {token}"


@dataclass(frozen=True)
class Outcome:
    """What one run came to."""

    engine: str
    officers: int
    requests: int
    seconds: float
    p95: float
    slowest: float
    faults: list[str]
    lost: list[str]
    unmatched: int

    @property
    def is_good(self) -> bool:
        """Nothing failed, nothing acknowledged is lost, nothing was saved twice."""
        return not (self.faults or self.lost or self.unmatched)

    def __str__(self) -> str:
        rate = self.requests / self.seconds
        return (
            f"{self.engine:<10} {self.officers} officers, {self.requests} requests,"
            f" {rate:.1f} requests/s, p95 {self.p95:.2f} s, slowest {self.slowest:.2f} s,"
            f" {len(self.faults)} faults, {len(self.lost)} lost"
        )


def measure(*, officers: int, measures: int, rounds: int, postgres: str = "") -> Outcome:
    """One run over a database of its own."""
    with (
        tempfile.TemporaryDirectory() as data,
        fresh_environment(Path(data), postgres) as env,
    ):
        told = run(DESKS, "seed", str(officers), str(measures), env=env)
        cast = [Officer(**json.loads(line)) for line in told.splitlines()]
        with served(env) as port:
            began = time.perf_counter()
            with ThreadPoolExecutor(officers) as room:
                list(room.map(lambda one: one.work(port, rounds), cast))
            seconds = time.perf_counter() - began
        stored = json.loads(run(DESKS, "stored", env=env))
    return outcome("PostgreSQL" if postgres else "SQLite", cast, seconds, stored)


def outcome(engine: str, cast: Iterable[Officer], seconds: float, stored: dict) -> Outcome:
    """What was asked and answered, held against what is stored."""
    cast = list(cast)
    times = sorted(one for officer in cast for one in officer.seconds)
    return Outcome(
        engine=engine,
        officers=len(cast),
        requests=len(times),
        seconds=seconds,
        p95=times[int(len(times) * 0.95)],
        slowest=times[-1],
        faults=[fault for officer in cast for fault in officer.faults],
        lost=[one.area for one in cast if stored["held"].get(one.area, []) != one.acknowledged],
        unmatched=abs(stored["saves"] - sum(officer.saves for officer in cast)),
    )


def main() -> int:
    """Run as asked; 1 when anything failed or was lost."""
    parser = argparse.ArgumentParser(description="Many officers save at once.")
    parser.add_argument("--officers", type=int, default=60)
    parser.add_argument("--measures", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--postgres", default="", help="the address of a database to work beside")
    asked = parser.parse_args()
    came_to = measure(**vars(asked))
    print(came_to)
    for fault in sorted(set(came_to.faults))[:10]:
        print(f"  {fault}")
    return 0 if came_to.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
