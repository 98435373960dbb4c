"""Is a published cell read as what it says, and nothing else?"""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from improvement.rules.published import (
    ABSENT,
    Published,
    PublishedError,
    Symbol,
    parse_published,
    rate_of,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [("0", "0"), ("22.6", "22.6"), (" 21 ", "21"), ("81770", "81770"), ("0.0", "0.0")],
)
def test_number_is_kept_as_printed(text, value):
    read = parse_published(text)
    assert (str(read.value), read.symbol) == (value, None)


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("c", Symbol.SUPPRESSED),
        ("x", Symbol.NOT_AVAILABLE),
        ("z", Symbol.NOT_APPLICABLE),
        ("low", Symbol.LOW),
        ("k", Symbol.ROUNDS_TO_NOUGHT),
        ("u", Symbol.UNRELIABLE),
        (":", Symbol.OLDER_NOT_AVAILABLE),
        ("~", Symbol.OLDER_LOW),
        ("", Symbol.BLANK),
        ("  ", Symbol.BLANK),
        ("C", Symbol.SUPPRESSED),
        (" z ", Symbol.NOT_APPLICABLE),
    ],
)
def test_symbol_keeps_its_meaning(text, symbol):
    read = parse_published(text)
    assert (read.value, read.symbol) == (None, symbol)
    assert read.symbol.label


def test_every_symbol_means_something_of_its_own_to_a_reader():
    assert all(symbol.label for symbol in Symbol)
    assert "rounds to nought, but is not nought" in Symbol.OLDER_LOW.label
    assert Symbol.OLDER_LOW.label.startswith("Low")
    assert Symbol.OLDER_NOT_AVAILABLE.label.startswith(Symbol.NOT_AVAILABLE.label)
    assert Symbol.SUPPRESSED.label != Symbol.NOT_AVAILABLE.label != Symbol.NOT_APPLICABLE.label


@pytest.mark.parametrize(
    "text",
    ["-1", "+1", "1,234", "1e3", "٣", "１２", "1_000", "NaN", "inf", "12%", "1.", ".5", "1.1234567",
     "9" * 12, "blank", "absent", "n/a", "=1+1", "c c", "1 2"],
)  # fmt: skip
def test_anything_else_is_refused_and_shown(text):
    with pytest.raises(PublishedError) as refused:
        parse_published(text)
    assert text[:30] in refused.value.message


@given(st.text(max_size=60))
def test_no_text_is_ever_a_fault_of_ours(text):
    with suppress(PublishedError):
        read = parse_published(text)
        assert (read.value is None) != (read.symbol is None)


@given(st.decimals(min_value=0, max_value=10**10, places=2))
def test_what_is_printed_is_read_again(number):
    assert parse_published(f"{number:f}").value == number


@pytest.mark.parametrize(
    ("count", "children", "rate"),
    [("23", "4000", "57.5"), ("0", "4000", "0.0"), ("1", "3", "3333.3"), ("1", "8000", "1.3")],
)
def test_rate_is_rounded_half_up(count, children, rate):
    pair = Published(Decimal(count)), Published(Decimal(children))
    assert str(rate_of(*pair, per=10_000, decimals=1).value) == rate


def test_rate_of_a_symbol_is_that_symbol():
    number, suppressed = Published(Decimal(5)), Published(symbol=Symbol.SUPPRESSED)
    assert rate_of(suppressed, number, per=10_000, decimals=1) == suppressed
    assert rate_of(number, ABSENT, per=10_000, decimals=1) == ABSENT
    nobody = Published(Decimal(0))
    assert rate_of(number, nobody, per=10_000, decimals=1).symbol is Symbol.NOT_APPLICABLE


def test_a_cell_is_never_both_nor_neither():
    with pytest.raises(ValueError, match="number or a symbol"):
        Published()
    with pytest.raises(ValueError, match="number or a symbol"):
        Published(Decimal(1), Symbol.LOW)
