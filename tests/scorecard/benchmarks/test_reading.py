"""Is every broken file refused whole, naming file, row and column, and every symbol kept?"""

import gzip
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from improvement.councils.published_files import FileFault
from improvement.rules.published import Published, Symbol
from scorecard.benchmarks.importing import import_benchmarks
from scorecard.benchmarks.places import ENGLAND, Level, Place
from scorecard.benchmarks.reading import LAYOUT as NEEDED
from scorecard.benchmarks.reading import Cell
from scorecard.benchmarks.soundness import out_of_scale
from scorecard.benchmarks.sources import Series
from scorecard.models import BenchmarkRelease, BenchmarkValue, Comparison
from tests.scorecard.benchmarks.builders import (
    CHILDREN,
    NEIGHBOURS,
    REFERRALS,
    WORKFORCE,
    child_population,
    comparison,
    csv_bytes,
    place_row,
    referral,
    taken_in,
    whole,
    workforce,
)

pytestmark = pytest.mark.django_db


def nothing_is_held() -> bool:
    tables = (BenchmarkRelease, BenchmarkValue, Comparison)
    return not any(table.objects.exists() for table in tables)


def refused(content: bytes, file_name: str = REFERRALS) -> list[str]:
    with pytest.raises(FileFault) as fault:
        import_benchmarks(file_name=file_name, content=content, by=None)
    assert nothing_is_held()
    assert all(told.startswith(f"{file_name}: ") for told in fault.value.faults)
    return [told.removeprefix(f"{file_name}: ") for told in fault.value.faults]


SYMBOLS = ["c", "x", "z", "low", "k", "u", ":", "~", ""]


def test_each_symbol_is_kept_as_its_meaning_and_never_as_nought(country):
    outcome = taken_in(whole(country, [*SYMBOLS, "0", "1.5", "3"]))
    kept = [comparison(council) for council in country[: len(SYMBOLS)]]
    meant = [*SYMBOLS[:-1], "blank"]
    assert [(one.value, one.symbol) for one in kept] == [(None, symbol) for symbol in meant]
    assert dict.fromkeys(meant, 1) == outcome.symbols
    nought = comparison(country[len(SYMBOLS)])
    assert (nought.value, nought.symbol, nought.rank) == (0, "", 1)
    assert {one.rank for one in kept} == {None}


def test_symbol_of_england_is_kept_too(country):
    taken_in(whole(country, [1] * 12, england="u", region="c"))
    row = comparison(country[0])
    told = (row.england, row.england_symbol, row.region, row.region_symbol)
    assert told == (None, Symbol.UNRELIABLE, None, Symbol.SUPPRESSED)


@pytest.mark.parametrize(
    ("changed", "row", "told"),
    [
        ({"rereferral_percent": "abc"}, 4, "column rereferral_percent: “abc” is neither"),
        ({"rereferral_percent": "-1"}, 4, "column rereferral_percent: “-1” is neither"),
        ({"referral_count": "1,234"}, 4, "column referral_count: “1,234” is neither"),
        ({"time_period": "20245"}, 4, "column time_period: “20245” is not a year"),
        ({"time_period": "1066"}, 4, "column time_period: 1066 is not between"),
        ({"time_period": "٢٠٢٥"}, 4, "column time_period: “٢٠٢٥” is not a year"),
        ({"time_identifier": "Week 4"}, 4, "column time_identifier: “week 4” is not"),
        (
            {"time_period": "202426", "time_identifier": "Financial year"},
            4,
            "column time_period: “202426” is not a year",
        ),
        ({"new_la_code": "E99000003"}, 4, "column new_la_code: E99000003 is Authority 03, but"),
        ({"old_la_code": "Q00 / Q01"}, 4, "column new_la_code: “E99000000” does not go with"),
        ({"time_period": "2098"}, 4, "column time_period: the period that 2098 names is not over"),
        ({"rereferral_percent": "226"}, 4, "column rereferral_percent: 226 is more than 100"),
        ({"referral_count": "99.5"}, 4, "column referral_count: 99.5 is not a whole number"),
        (
            {"region_code": "E12000009"},
            4,
            "column region_name: “North West” is not South West, whose code is E12000009",
        ),
        (
            {"region_code": "E12000002", "region_name": "Nort West"},
            4,
            "column region_name: “Nort West” is not North West, whose code is E12000002",
        ),
        (
            {"region_code": "E12000099"},
            4,
            "column region_code: “E12000099” is not the code of North West",
        ),
    ],
    ids=lambda value: str(value)[:40],
)
def test_wrong_cell_is_named_and_nothing_is_taken_in(country, changed, row, told):
    rows = whole(country, range(12))
    rows[3] = {**rows[3], **changed}
    (fault,) = refused(csv_bytes(rows))
    assert fault.startswith(f"row {row + 1}, {told}")


def test_row_given_twice_is_a_fault(country):
    rows = whole(country, range(12))
    (*_, fault) = refused(csv_bytes([*rows, rows[5]]))
    assert fault.startswith(f"row {len(rows) + 2}, column")
    assert "Authority 02 is already given for 2025 by row 7" in fault


def test_every_fault_is_told_up_to_twenty(country):
    assert len(refused(csv_bytes(whole(country, ["?"] * 12)))) == 12
    many = [referral(country[0], year, "?") for year in range(2000, 2040)]
    assert len(refused(csv_bytes(many))) == 20


@pytest.mark.parametrize("column", [*NEEDED, "rereferral_percent", "category"])
def test_missing_column_is_named(country, column):
    rows = [{k: v for k, v in row.items() if k != column} for row in whole(country, range(12))]
    assert refused(csv_bytes(rows)) == [f"row 1: no column “{column}”"]


def truncated(content: bytes) -> bytes:
    return content[: content.rindex(b"Authority 11") + 5]


BREAKS = {
    "truncated": (truncated, "row 16: 10 cells where the header has 13"),
    "empty": (lambda content: b"", "empty"),
    "header-only": (lambda content: content.splitlines(keepends=True)[0], "no row has category"),
    "not-text": (lambda content: content + b"\x81\x8d\xff\n", "row 17: not text"),
    "nought-byte": (lambda content: content[:900] + b"\x00" + content[900:], "holds a char"),
    "a-workbook": (lambda content: b"PK\x03\x04\x14\x00\x06\x00", "an Excel workbook, not a"),
    "gzipped": (gzip.compress, "a packed file"),
    "header-lost": (lambda content: content.split(b"\n", 1)[1], "no column “time_period”"),
    "odd-utf-16": (lambda content: b"\xff\xfea", "not text"),
    "open-quote": (
        lambda content: content.replace(b"Authority 05", b'"Authority 05'),
        "rows 10 to 16: not parted into cells, look at the quotation marks",
    ),
    "another-layout": (lambda content: b"council,value\nA,1\n", "no column “time_period”"),
    "semicolons": (lambda content: content.replace(b",", b";"), "no column “time_period”"),
    "column-twice": (
        lambda content: content.replace(b"country_code,", b"la_name,", 1),
        "more than one column “la_name”",
    ),
    "other-rows": (
        lambda content: content.replace(b"Referrals and", b"Transfers and"),
        "no row has category = “Referrals and Re-referrals”",
    ),
    "huge-cell": (lambda content: content + b"x" * 200_000, "field larger than field limit"),
}  # fmt: skip


@pytest.mark.parametrize(("breaking", "told"), BREAKS.values(), ids=BREAKS)
def test_broken_file_is_refused_whole(country, breaking, told):
    faults = refused(breaking(csv_bytes(whole(country, range(12)))))
    assert told in faults[0]


def test_file_cut_short_at_the_end_of_a_row_is_refused(country):
    rows = [*whole(country, range(12), year=2025), *whole(country, range(12), year=2024)[:11]]
    assert refused(csv_bytes(rows))[0] == (
        "column referral_count: 8 authorities for 2024 where another year has 12, "
        "so the file seems to be cut short"
    )


def test_file_about_no_authority_that_is_known_is_refused(country):
    rows = whole(country, range(12))
    rows[3:] = [row | {"old_la_code": "Z", "new_la_code": "E0"} for row in rows[3:]]
    told = "column new_la_code: no row is of an authority on the register"
    assert refused(csv_bytes(rows)) == [told]


@pytest.mark.parametrize("cell", ["0", "40000.5"])
def test_population_is_a_whole_number_of_children(country, cell):
    (fault,) = refused(csv_bytes([child_population(country[0], 2024, cell)]), CHILDREN)
    assert fault.startswith("row 2, column population_estimate: ")


def test_empty_columns_and_rows_that_a_spreadsheet_adds_are_no_fault(country):
    rows = [workforce(one, 2025, 5) for one in country]
    content = csv_bytes(rows).replace(b"\n", b",,\n")
    content += b"," * content.split(b"\n")[0].count(b",") + b"\n"
    assert import_benchmarks(file_name=WORKFORCE, content=content, by=None).rows == 12


def national(value: str, series: Series, numbers: range) -> list[str]:
    """What is said of England beside so many authorities."""
    places = [Place(Level.AUTHORITY, str(n), f"A{n}") for n in numbers]
    cells = {
        (series.code, 2025, place.key): Cell(place, Published(Decimal(n)), line=n)
        for n, place in zip(numbers, places, strict=True)
    }
    england = Place(Level.ENGLAND, ENGLAND, ENGLAND)
    cells[series.code, 2025, ENGLAND] = Cell(england, Published(Decimal(value)), line=2)
    return list(out_of_scale(series, cells))


def test_england_stands_on_the_scale_of_the_authorities():
    rate = Series("YJ1", "rate", {})
    told = "row 2, column rate: 1258 for England is outside every authority’s number, from 5 to 154"
    assert national("1258", rate, range(5, 155)) == [told]
    assert national("154", rate, range(5, 155)) == []
    assert national("1258", rate, range(5, 90)) == []


def test_undeclared_file_is_refused(country):
    assert refused(b"a,b\n", "mine.csv") == ["no published file of this name is declared"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_file_is_read_in_any_usual_encoding(country, encoding):
    rows = whole(country, range(12))
    rows[4] = {**rows[4], "la_name": "Ynys Môn"}
    content = csv_bytes(rows, encoding)
    outcome = import_benchmarks(file_name=REFERRALS, content=content, by=None)
    assert (outcome.rows, outcome.added) == (15, 30)


def test_windows_line_ends_and_a_last_empty_line_are_no_fault(country):
    content = csv_bytes(whole(country, range(12))).replace(b"\n", b"\r\n") + b"\r\n"
    assert import_benchmarks(file_name=REFERRALS, content=content, by=None).rows == 15


def test_split_year_ends_in_its_second(country):
    rows = [{**row, "time_period": "202425", "time_identifier": "Financial year"}
            for row in whole(country, range(12))]  # fmt: skip
    taken_in(rows)
    assert comparison(country[3]).period_end.isoformat() == "2025-03-31"


GOOD = [
    referral("England", 2025, "22.6", 1000),
    referral("London", 2025, "c", 300),
    place_row("Narnia", 2025, category="Referrals and Re-referrals"),
]
cells = st.sampled_from(
    ["", "1", "22.5", "c", "z", "2025", "National", "Regional", "Local authority", "England",
     "London", "E99000001", "Q01", "Q03 / Q04", "=1+1", "\x00", "£", '"', "\n", "٣"]
)  # fmt: skip


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.fixed_dictionaries(dict.fromkeys(GOOD[0], cells)), max_size=6),
    st.sampled_from([REFERRALS, CHILDREN, NEIGHBOURS]),
    st.binary(max_size=40),
    st.integers(0, 3000),
)
def test_no_file_is_ever_half_taken_in_or_a_fault_of_ours(country, rows, name, noise, at):
    content = csv_bytes([*GOOD[:2], *rows])
    content = content[:at] + noise + content[at:]
    before = BenchmarkValue.objects.count()
    try:
        outcome = import_benchmarks(file_name=name, content=content, by=None)
    except FileFault:
        assert BenchmarkValue.objects.count() == before
    else:
        assert BenchmarkValue.objects.count() == before + outcome.added
