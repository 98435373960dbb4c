"""Files made to do harm: each is refused, quickly, by a process that cannot hurt this one."""

import io
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from scorecard.uploads import limits, reading
from scorecard.uploads.child import answer
from scorecard.uploads.package import Package
from scorecard.uploads.table import Cell, FileRefused, from_json
from tests.growth import Growth
from tests.scorecard.uploads.files import (
    csv_of,
    first,
    raw_book,
    raw_heading,
    raw_row,
    raw_sheet,
    refused,
    text_cell,
    xlsx_of,
    zeros,
)

ROWS = (["Code", "Numerator"], ["FD1", 5])


def million_rows() -> bytes:
    rows = (f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>'.encode() for n in range(1, 1_000_001))
    parts = [b'<worksheet xmlns="x"><sheetData>', *rows, b"</sheetData></worksheet>"]
    return raw_book([b"".join(parts)])


def entities() -> bytes:
    bomb = '<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d "&b;&b;">]>'
    return raw_book(bomb + raw_sheet(raw_row(1, text_cell("A1", "&d;"))))


HOSTILE = {
    "one cell of 800 MB": lambda: raw_book(zeros(800)),
    "one cell of 40 MB": lambda: raw_book(zeros(40)),
    "one far cell": lambda: xlsx_of(
        *ROWS, change=lambda book, sheet: sheet.write(1_048_575, 16_383, 1)
    ),
    "a far cell that is not declared": lambda: raw_book(
        raw_sheet(raw_heading() + raw_row(1_048_576, '<c r="XFD1048576"><v>1</v></c>'))
    ),
    "a far column": lambda: raw_book(raw_sheet(raw_row(1, '<c r="XFD1"><v>1</v></c>'))),
    "a million rows": million_rows,
    "a million rows of text": lambda: b"a,1\n" * 1_000_000,
    "one row of a million cells": lambda: b"," * 1_000_000 + b"1",
    "a wall of text": lambda: b"a" * 4_000_000,
    "entities": entities,
    "500 parts": lambda: raw_book("", extra={f"x{n}": b"" for n in range(500)}),
    "a file of 6 MB": lambda: b"Code,Numerator\n" + os.urandom(6_000_000),
    "ten thousand sheets": lambda: raw_book(
        raw_sheet(""), book="<sheets>" + '<sheet name="a" r:id="s1"/>' * 10_000 + "</sheets>"
    ),
    "an unknown compression": lambda: raw_book(raw_sheet(""), compression=zipfile.ZIP_BZIP2),
    "parts within parts": lambda: raw_book(raw_sheet("<row>" * 200_000)),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_refused_quickly_and_costs_this_process_little(kind):
    data = HOSTILE[kind]()
    name = "figures.xlsx" if data.startswith(b"PK") else "figures.csv"
    began = time.monotonic()
    with Growth() as growth:
        message = refused(data, name)
    assert time.monotonic() - began <= 10
    assert growth.bytes <= 64 * limits.MEGABYTE
    assert message.endswith(".")


LARGEST = {
    "the most cells": [["x" * 40] * 10] * 4_999,
    "the longest cells": [["x" * limits.LONGEST_CELL] * 5] * 100,
}


@pytest.mark.parametrize("kind", LARGEST)
@pytest.mark.parametrize("make", [xlsx_of, csv_of])
def test_the_largest_table_that_is_read_costs_this_process_little(kind, make):
    data = make(["Code", "Numerator"], *LARGEST[kind])
    with Growth() as growth:
        grid = first(data, "figures.xlsx" if make is xlsx_of else "figures.csv")
    assert len(grid.rows) == len(LARGEST[kind]) + 1
    assert growth.bytes <= 64 * limits.MEGABYTE


def test_an_answer_beyond_its_room_is_a_refusal():
    rows = [["x" * limits.LONGEST_CELL] * 10] * 100
    assert "more time or memory" in refused(csv_of(["Code", "Numerator"], *rows), "figures.csv")


def test_the_limits_hold_in_the_process_that_reads():
    """Whatever the readers let through: memory, time and the answer are bounded from outside."""
    asked = (
        "import resource; from scorecard.uploads.child import confine; confine();"
        "print([resource.getrlimit(one) for one in"
        " (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE)])"
    )
    told = subprocess.run(
        [sys.executable, "-S", "-c", asked], cwd=reading.ROOT, capture_output=True, check=True
    )
    bounds = (limits.MOST_MEMORY, limits.MOST_SECONDS, limits.MOST_ANSWER)
    assert eval(told.stdout) == [(bound, bound) for bound in bounds]  # noqa: S307 - our own words
    assert reading.PATIENCE <= 10


def run_confined(deed: str) -> int:
    code = f"from scorecard.uploads.child import confine; confine(); {deed}"
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], cwd=reading.ROOT, capture_output=True, check=False
    )
    return done.returncode


def test_a_reader_that_wants_more_is_stopped(tmp_path):
    assert run_confined("pass") == 0
    assert run_confined("x = bytearray(512 * 1024 * 1024)") != 0
    too_long = f"open({str(tmp_path / 'long')!r}, 'wb').write(b'0' * 9_000_000)"
    assert run_confined(too_long) != 0


def test_a_reader_that_stops_or_hangs_is_a_refusal(monkeypatch):
    monkeypatch.setattr(reading, "PATIENCE", 0.001)
    assert "more time or memory" in refused(xlsx_of(*ROWS))
    monkeypatch.setattr(reading, "PATIENCE", 9)
    monkeypatch.setattr(reading, "ROOT", Path("/"))
    assert "more time or memory" in refused(xlsx_of(*ROWS))


def test_without_its_guards_a_bomb_would_be_unpacked(monkeypatch):
    """Negative control: the same file, at a size that does no harm, is read once they are off."""
    bomb = io.BytesIO(raw_book(zeros(8)))
    with pytest.raises(FileRefused):
        Package(bomb)
    monkeypatch.setattr("scorecard.uploads.package.MOST_RATIO", 10**9)
    seen = []
    monkeypatch.setattr(
        "scorecard.uploads.workbook.Collected.add", lambda _, text: seen.append(len(text))
    )
    from_json(answer("xlsx", bomb))
    assert sum(seen) > 8_000_000


def test_without_its_guards_a_far_cell_would_be_read(monkeypatch):
    """Negative control: what refuses the far cell is the limit, and nothing else."""
    data = io.BytesIO(HOSTILE["one far cell"]())
    with pytest.raises(FileRefused, match="XFD1048576"):
        from_json(answer("xlsx", data))
    for module in ("workbook", "delimited"):
        monkeypatch.setattr(f"scorecard.uploads.{module}.MOST_ROWS", 10**7)
        monkeypatch.setattr(f"scorecard.uploads.{module}.MOST_COLUMNS", 10**5)
    data.seek(0)
    grid = from_json(answer("xlsx", data)).grids[0]
    assert grid.rows[1_048_576][16_384] == Cell("1")
