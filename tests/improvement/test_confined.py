"""Is what reads uploaded files kept within its limits, and its silence a plain answer?"""

import io

import pytest

from improvement.confined import Limits, Stopped, TooLarge, copied, run_confined
from tests.growth import Growth

LIMITS = Limits(memory=256 * 2**20, seconds=5, answer=1_000)


@pytest.fixture
def given(tmp_path):
    with (tmp_path / "given").open("w+b") as file:
        yield file


def test_a_module_answers_to_what_it_is_given(given):
    given.write(b'{"a": 1}')
    given.seek(0)
    said = run_confined("json.tool", "--compact", given=given, limits=LIMITS, patience=9)
    assert said == b'{"a":1}\n'


def test_a_module_that_fails_or_takes_too_long_has_no_answer(given):
    with pytest.raises(Stopped):
        run_confined("json.tool", given=given, limits=LIMITS, patience=9)
    with pytest.raises(Stopped):
        run_confined("json.tool", given=given, limits=LIMITS, patience=0.001)


def test_a_copy_knows_its_size_and_stops_at_the_limit():
    copy = io.BytesIO()
    assert copied(io.BytesIO(b"abc"), copy, most=3) == 3
    assert copy.getvalue() == b"abc"
    with pytest.raises(TooLarge):
        copied(io.BytesIO(b"abcd"), io.BytesIO(), most=3)


def test_growth_is_seen():
    """Negative control: a process that did read a harmful file itself would be found out."""
    with Growth() as growth:
        bytearray(80 * 2**20)
    assert growth.bytes > 64 * 2**20
