"""Does `manage.py spc` print what the reference prints, and name the entry that it cannot read?"""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from improvement.demo import environment
from tests.needs import missing

REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "data" / "spc_examples.json"
KEYS = ["mean", "lower", "upper", "labels", "points", "assurance"]


def printed(path: Path) -> list[dict]:
    out = StringIO()
    call_command("spc", str(path), stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.fixture
def held(tmp_path):
    def write(content) -> Path:
        path = tmp_path / "series.json"
        path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
        return path

    return write


def test_every_series_of_the_reference_is_printed_as_the_reference_has_it():
    if not REFERENCE.exists():
        missing("the reference implementation's output is not beside this checkout")
    expected = json.loads(REFERENCE.read_text(encoding="utf-8"))
    for got, want in zip(printed(REFERENCE), expected, strict=True):
        assert list(got) == KEYS
        assert got["labels"] == want["special_cause"]
        assert got["points"] == want["point"]
        assert got["assurance"] == want["assurance"]
        for name in ("mean", "lower", "upper"):
            assert got[name] == pytest.approx(want[name], abs=1e-6)


def test_gaps_and_absent_parts_are_null(held):
    (one,) = printed(held([{"y": [1, None, 3.5], "improvement": "increase"}]))
    assert one["labels"] == ["Common Cause", None, "Common Cause"]
    assert one["points"][1] is None
    assert (one["mean"], one["assurance"]) == (2.25, None)


def test_a_series_without_figures_has_no_mean(held):
    (one,) = printed(held([{"y": [None], "improvement": "neutral", "target": 3}]))
    assert (one["mean"], one["lower"], one["upper"], one["labels"]) == (None, None, None, [None])


@pytest.mark.parametrize("wrapper", ["examples", "series"])
def test_a_list_may_stand_in_an_object(held, wrapper):
    assert len(printed(held({wrapper: [{"y": [1, 2], "improvement": "increase"}] * 2}))) == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "is not JSON"),
        ({"other": 1}, "must hold a list"),
        ([{"y": [1], "improvement": "increase"}, 7], "Entry 2: it must be an object."),
        ([{"id": "A", "y": 3, "improvement": "increase"}], 'Entry 1 (id A): "y" must be a list'),
        ([{"y": [1, "2"], "improvement": "increase"}], 'Entry 1: value 2 of "y"'),
        ([{"y": [True], "improvement": "increase"}], 'Entry 1: value 1 of "y"'),
        ('[{"y": [1, NaN], "improvement": "increase"}]', 'value 2 of "y" must be a number or null'),
        ('[{"y": [1], "improvement": "neutral", "target": NaN}]', '"target" must be a number'),
        (f'[{{"y": [1{"0" * 400}], "improvement": "increase"}}]', 'Entry 1: value 1 of "y"'),
        ([{"y": [1e308, -1e308], "improvement": "increase"}], "Entry 1: its numbers are too large"),
        ("[" * 20_000, "lists within lists"),
        ([{"y": [1], "improvement": "up"}], 'not "up"'),
        ([{"y": [1]}], '"improvement" must be one of increase, decrease, neutral'),
        ([{"y": [1], "improvement": "increase", "target": "90+"}], '"target" must be a number'),
    ],
)
def test_what_cannot_be_charted_is_named_and_nothing_is_printed(held, content, words):
    out = StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("spc", str(held(content)), stdout=out)
    assert words in str(refused.value)
    assert len(str(refused.value)) < 300
    assert out.getvalue() == ""


def test_an_absent_file_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"none\.json cannot be read: No such file"):
        call_command("spc", str(tmp_path / "none.json"))


def test_it_starts_where_nothing_is_set_up(monkeypatch, tmp_path):
    monkeypatch.setattr(environment, "DEFAULT_DATA_DIR", tmp_path)
    for name in environment.OWN_SET_UP:
        monkeypatch.delenv(name, raising=False)
    prepared = []
    monkeypatch.setattr(environment, "prepare_environment", prepared.append)
    environment.borrow_environment("spc")
    environment.borrow_environment("migrate")
    assert prepared == [[]]
