"""Which addresses name a month or a row, and which are simply not there?"""

import pytest

from improvement.rules.month import Month
from improvement.ui.converters import KeyConverter, MonthConverter


def test_month_goes_there_and_back():
    converter = MonthConverter()
    assert converter.to_python("2016-11") == Month(2016, 11)
    assert converter.to_url(Month(2016, 11)) == "2016-11"


@pytest.mark.parametrize("text", ["2016-13", "2016-00", "0000-01"])
def test_month_that_does_not_exist_is_refused(text):
    with pytest.raises(ValueError, match=r"\w"):
        MonthConverter().to_python(text)


def test_key_no_database_holds_is_refused():
    assert KeyConverter().to_python("9223372036854775807") == 2**63 - 1
    with pytest.raises(ValueError, match="key"):
        KeyConverter().to_python("9223372036854775808")
