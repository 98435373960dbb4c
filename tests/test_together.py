"""Do costly files stay whole, and is one that was torn apart found out?"""

import pytest

from tests.together import TOGETHER, claim, unit_of

WHOLE = "tests/improvement/demo/test_loader.py"


def test_a_costly_file_is_one_piece_and_others_go_test_by_test():
    assert WHOLE in TOGETHER
    assert unit_of(f"{WHOLE}::test_one[a::b]") == unit_of(f"{WHOLE}::test_two") == WHOLE
    assert unit_of("tests/test_site.py::test_one[a]") == "tests/test_site.py::test_one[a]"


def test_a_file_on_two_workers_is_found_out(monkeypatch, tmp_path):
    monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw0")
    claim(WHOLE, tmp_path)
    claim(WHOLE, tmp_path)
    monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw1")
    with pytest.raises(AssertionError, match="torn apart"):
        claim(WHOLE, tmp_path)
