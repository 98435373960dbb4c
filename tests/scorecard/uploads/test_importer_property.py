"""Whatever a file holds: a preview or a refusal, never a fault; all of it saved, or nothing."""

import io
from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar
from unittest.mock import patch

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import event, given
from hypothesis import strategies as st

from scorecard.models import Figure
from scorecard.services import storing
from scorecard.uploads.child import READERS, answer
from scorecard.uploads.headings import ROLES
from scorecard.uploads.matching import match
from scorecard.uploads.preview import Preview, preview_of
from scorecard.uploads.reading import clean_name, kind_of
from scorecard.uploads.saving import save_upload
from scorecard.uploads.table import Cell, FileRefused, Grid, Kind, Table, from_json, to_json
from tests.fuzzing import examples
from tests.scorecard.builders import OCTOBER
from tests.scorecard.uploads.files import csv_of, raw_book, raw_sheet, xlsx_of

T = TypeVar("T")
CODES = ["PA1", "CO1", "SH1", "DA1", "pa1", "Visits in time", "ZZ9", ""]
NUMBERS = ["5", "1,234", " 12 % ", "12.5", "-", "n/a", "No cases", "1e3", "٣", "１２", "NaN", "-3",
           "abc", "99999999999", "0.123456789", "£5", "=1+1", "1_000", "", " ", "0"]  # fmt: skip
HEADINGS = [*ROLES, "Owner", "unit", "", "Figure", "Code"]
words = st.text(max_size=12) | st.sampled_from([*CODES, *NUMBERS, *HEADINGS])
cells = st.builds(Cell, words, st.sampled_from([Kind.PLAIN] * 5 + list(Kind)))
rows = st.dictionaries(st.integers(1, 6), cells, max_size=5)
grids = st.builds(
    Grid, st.sampled_from(["", "Figures"]), st.dictionaries(st.integers(1, 40), rows, max_size=5)
)
tables = st.builds(Table, st.lists(grids, max_size=2))
numbers = st.sampled_from(NUMBERS)
COLUMNS = ["Code", "Numerator", "Denominator", "Reason", "Comment"]
filled = st.tuples(st.sampled_from(CODES), numbers, numbers, numbers, words)


@st.composite
def likely_tables(draw: st.DrawFn) -> Table:
    """Tables with headings, so that most of them are read."""
    order = draw(st.permutations(range(len(COLUMNS))))
    lines = [COLUMNS, *draw(st.lists(filled, max_size=6))]
    return Table(
        [
            Grid(
                "Sheet 1",
                {
                    number: {n: Cell(line[at]) for n, at in enumerate(order, start=1)}
                    for number, line in enumerate(lines, start=1)
                },
            )
        ]
    )


def outcome(deed: Callable[[], T]) -> T | None:
    """What came of it; nothing for a refusal, which has to be a sentence."""
    try:
        return deed()
    except FileRefused as refusal:
        told = refusal.message
    assert told.endswith(".")
    event("refused whole")
    return None


def previewed(table: Table, desk) -> Preview | None:
    matched = outcome(lambda: match(table, desk.measures, council=desk.council, month=OCTOBER))
    return preview_of(desk, matched) if matched else None


@examples(in_ci=2_000)
@given(table=tables | likely_tables())
def test_any_table_gives_a_preview_or_a_refusal(office, table):
    desk = office_desk(office)
    preview = previewed(from_json(to_json(table)), desk)
    if preview is None:
        return
    event(f"lines {min(len(preview.lines), 2)}, refused {min(len(preview.refused), 2)}")
    assert all(str(one) for one in preview.refused)
    assert len({line.measure.pk for line in preview.lines}) == len(preview.lines)
    for entry in preview.entries.values():
        for number in (entry.numerator, entry.denominator):
            assert number is None or (isinstance(number, Decimal) and number >= 0)


def office_desk(office):
    """The month, read once a test: no example changes it."""
    if not hasattr(office, "_desk"):
        office._desk = office.desk()
    return office._desk


@examples(at_a_desk=40, in_ci=150)
@given(table=likely_tables())
def test_what_is_previewed_without_a_refusal_is_saved_whole(office, cast, table):
    Figure.objects.all().delete()
    desk = office.desk()
    preview = previewed(table, desk)
    if preview is None or preview.refused:
        return
    versions = {one.pk: one.version for one in preview.sections}
    told = {"preview": preview, "versions": versions, "file_name": "a.csv", "by": cast.officer}
    assert save_upload(**told) == len(preview.lines)
    assert set(office.told()) == {line.measure.code for line in preview.lines}


@examples(at_a_desk=20, in_ci=100)
@given(table=likely_tables(), at=st.integers(0, 3))
def test_a_fault_on_the_way_leaves_nothing_half_saved(office, cast, table, at):
    """The database fails after some of the figures: none of them is there."""
    Figure.objects.all().delete()
    desk = office.desk()
    preview = previewed(table, desk)
    if preview is None or not preview.lines:
        return
    versions = {one.pk: one.version for one in preview.sections}
    store = storing.store_figures

    def failing(figures):
        store(figures[: at % (len(figures) + 1)] or figures)
        raise ValidationError("Stopped half way.")

    with patch("scorecard.services.keying.store_figures", failing), pytest.raises(ValidationError):
        save_upload(preview=preview, versions=versions, file_name="a.csv", by=cast.officer)
    assert office.told() == {}


SEEDS = [
    csv_of(["Code", "Numerator"], ["PA1", "5"]),
    csv_of(["Code", "Numerator"], ["PA1", "5"], separator=";", encoding="utf-16"),
    xlsx_of(["Code", "Numerator"], ["PA1", 5], ["CO1", 0.5]),
    raw_book(raw_sheet('<row r="1"><c r="A1" t="b"><f>1</f><v>1</v></c></row>')),
]


@st.composite
def broken_files(draw: st.DrawFn) -> bytes:
    """A real file with bytes changed, cut out or put in."""
    data = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(data)))
        data[at : at + draw(st.integers(0, 3))] = draw(st.binary(max_size=4))
    return bytes(data)


def in_this_process(data: bytes, kind: str) -> Table:
    """What the reading process would answer, without the wait for one."""
    return from_json(answer(kind, io.BytesIO(data)))


@examples(in_ci=2_000)
@given(data=broken_files() | st.binary(max_size=400), kind=st.sampled_from(sorted(READERS)))
def test_any_bytes_are_a_table_or_a_refusal(data, kind):
    table = outcome(lambda: in_this_process(data, kind))
    if table is not None:
        event(f"{len(table.grids)} sheets")
        assert from_json(to_json(table)) == table


@st.composite
def broken_sheets(draw: st.DrawFn) -> bytes:
    """A whole workbook around a sheet whose XML is changed: past the zip, into the cells."""
    seed = raw_sheet(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Code</t></is></c>'
        '<c r="B1" t="str"><v>Figure</v></c></row><row r="2"><c r="A2" s="1"><v>5</v></c>'
        '<c r="B2"><f>1+1</f><v>2</v></c></row>',
        before='<dimension ref="A1:B2"/>',
    )
    text = list(seed)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(100, len(text) - 1))
        text[at] = draw(st.sampled_from("0123456789ABZaz<>/\"'= -&;.Ee\n"))
    return raw_book("".join(text))


@examples(in_ci=250)
@given(data=broken_sheets())
def test_any_sheet_is_a_table_or_a_refusal(data):
    outcome(lambda: in_this_process(data, "xlsx"))


@examples(at_a_desk=15, in_ci=150)
@given(data=broken_files(), name=st.sampled_from(["a.csv", "a.xlsx", "a", "a.xls"]))
def test_any_file_through_the_whole_way_is_answered(office, as_, data, name):
    """The page itself: never a fault, never anything saved."""
    client = as_("officer")
    page = client.post(
        "/councils/testham/uploads/2026-10/", {"file": SimpleUploadedFile(name, data)}
    )
    assert page.status_code == 200
    assert not Figure.objects.exists()


@examples(in_ci=250)
@given(head=st.binary(max_size=64), size=st.integers(0, 10), name=st.text(max_size=30))
def test_any_beginning_is_a_kind_or_a_refusal(head, size, name):
    kind = outcome(lambda: kind_of(head, size, clean_name(name)))
    assert kind is None or kind in READERS
