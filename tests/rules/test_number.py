"""The number parser: what it reads, what it refuses, and that it never fails otherwise."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from improvement.rules.number import MissingReason, NumberError, ParsedNumber, parse_number
from tests.fuzzing import examples


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234", "1234"),
        (" 12 % ", "12"),
        ("12%", "12"),
        ("£1,234", "1234"),
        ("12.5", "12.5"),
        ("0", "0"),
        ("-5", "-5"),
        ("1,234,567.25", "1234567.25"),
        ("\u00a07\u00a0", "7"),
        (12, "12"),
        (12.5, "12.5"),
        (Decimal("3.10"), "3.10"),
        ("999999999999", "999999999999"),
        ("0.123456", "0.123456"),
    ],
)
def test_reads(text, value):
    assert parse_number(text) == ParsedNumber(Decimal(value))


@pytest.mark.parametrize(
    "text",
    [
        "1_000",
        "1e3",
        "٣",
        "１２",
        "1e400",
        "NaN",
        "Infinity",
        "12,34",
        "1,2345",
        ",123",
        "1 234",
        "22/2/17",
        "2017-02-22",
        date(2017, 2, 22),
        True,
        False,
        float("nan"),
        1e-7,
        "twelve",
        "+5",
        "--5",
        ".5",
        "5.",
        "1.2.3",
        "£12%",
        "%",
        "£",
        "12%%",
        "1\x00",
        "1000000000000",
        "0.1234567",
        "9" * 5000,
        10**5000,
    ],
    ids=lambda text: repr(text)[:20] if not isinstance(text, int) else f"int-{text % 10}",
)
def test_refuses(text):
    with pytest.raises(NumberError):
        parse_number(text)


def test_refusal_names_what_was_typed():
    with pytest.raises(NumberError) as refusal:
        parse_number("12,34")
    assert refusal.value.message.startswith("“12,34” is not a number.")


def test_refusal_does_not_repeat_a_whole_page():
    with pytest.raises(NumberError) as refusal:
        parse_number("x" * 10_000)
    assert len(refusal.value.message) < 120


def test_a_short_refusal_is_shown_whole():
    for text, shown in [("x" * 30, "x" * 30), ("x" * 31, "x" * 30 + "…")]:
        with pytest.raises(NumberError, match=f"“{shown}”"):
            parse_number(text)


@pytest.mark.parametrize("text", ["", "   ", None])
def test_nothing_keyed_is_neither_a_number_nor_a_reason(text):
    assert parse_number(text) == ParsedNumber(None, None)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("-", MissingReason.NOT_AVAILABLE),
        ("—", MissingReason.NOT_AVAILABLE),
        ("n/a", MissingReason.NOT_APPLICABLE),
        (" N/A ", MissingReason.NOT_APPLICABLE),
        ("No cases", MissingReason.NO_CASES),
        ("not available", MissingReason.NOT_AVAILABLE),
    ],
)
def test_a_missing_figure_keeps_its_reason(text, reason):
    assert parse_number(text) == ParsedNumber(None, reason)


@pytest.mark.parametrize("text", ["-0", "-0.0"])
def test_nought_has_no_sign(text):
    assert not parse_number(text).value.is_signed()


@examples()
@given(
    st.text()
    | st.text("0123456789,.-£% eE_", max_size=20)
    | st.floats()
    | st.integers()
    | st.booleans()
    | st.decimals()
)
@example("−5")
def test_anything_at_all_gives_a_number_or_a_number_error(text):
    try:
        parsed = parse_number(text)
    except NumberError:
        return
    assert parsed.value is None or parsed.value.is_finite()


@examples()
@given(st.decimals(min_value=-(10**11), max_value=10**11, places=3))
def test_reads_back_what_is_printed_with_commas(number):
    assert parse_number(f"{number:,f}").value == number
