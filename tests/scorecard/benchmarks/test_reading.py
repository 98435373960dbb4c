"""Is every broken file refused whole, naming file, row and column, and every symbol kept?"""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from improvement.rules.published import Symbol
from scorecard.benchmarks.importing import FileFault, import_benchmarks
from scorecard.benchmarks.reading import LAYOUT as NEEDED
from scorecard.models import BenchmarkRelease, BenchmarkValue, Comparison
from tests.scorecard.benchmarks.builders import (
    CHILDREN,
    NEIGHBOURS,
    REFERRALS,
    comparison,
    csv_bytes,
    place_row,
    referral,
    taken_in,
    whole,
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
    assert "Authority 02 is already given for 2025" in fault


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
    "a-workbook": (lambda content: b"PK\x03\x04\x14\x00\x06\x00", "holds a character"),
    "odd-utf-16": (lambda content: b"\xff\xfea", "not text"),
    "open-quote": (lambda content: content + b'"', "unexpected end of data"),
    "another-layout": (lambda content: b"council,value\nA,1\n", "no column “time_period”"),
    "semicolons": (lambda content: content.replace(b",", b";"), "no column “time_period”"),
    "column-twice": (
        lambda content: content.replace(b"category,", b"la_name,", 1),
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
