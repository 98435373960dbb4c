"""Do the commands say what they did, and end as they should?"""

import json

import pytest
from django.core.management import CommandError, call_command

from improvement.councils.models import Council
from improvement.councils.reference import load_register
from scorecard.benchmarks.selectors import Compared
from scorecard.management.commands.import_benchmarks import Bar
from scorecard.models import BenchmarkValue, Measure
from tests.scorecard.benchmarks.builders import (
    CHILDREN,
    REFERRALS,
    child_population,
    comparison,
    csv_bytes,
    referral,
    taken_in,
    whole,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def written(tmp_path):
    """Rows as a file on disk."""

    def write(rows, name=REFERRALS):
        path = tmp_path / name
        path.write_bytes(csv_bytes(rows))
        return str(path)

    return write


def benchmark(capsys, *options: str) -> str:
    call_command("benchmark", *options)
    return capsys.readouterr().out


def test_import_reports_what_was_read_and_passed_over(country, written, capsys):
    rows = whole(country, ["c", *range(11)])
    gone = referral(country[0], 2025, 1) | {
        "new_la_code": "E10000006", "old_la_code": "Q99", "la_name": "Cumbria",
    }  # fmt: skip
    call_command("import_benchmarks", written([*rows, gone]))
    told = capsys.readouterr()
    assert f"{REFERRALS}: Children in need (Department for Education)" in told.out
    assert (
        "16 rows read, 1 of them passed over, 30 numbers for 2025: 30 new, 0 changed, 0 as before."
        in told.out
    )
    assert "1 row passed over: Cumbria (Q99, E10000006) is not on the register" in told.out
    assert "1 cell “c”, kept as: suppressed" in told.out
    assert told.err == ""


def test_populations_come_before_the_rates_that_need_them(country, written):
    rates = written([referral(country[0], 2025, 20, 230)])
    children = written([child_population(country[0], 2024, 40_000)], CHILDREN)
    call_command("import_benchmarks", rates, children)
    assert str(comparison(country[0], "FD3").value) == "57.500000"


def test_broken_file_fails_and_the_others_come_in(country, written, capsys):
    broken = written(whole(country, [*range(11), "?"]))
    good = written([child_population(country[0], 2024, 40_000)], CHILDREN)
    with pytest.raises(CommandError) as failed:
        call_command("import_benchmarks", broken, good, "/nowhere/mine.csv")
    told = str(failed.value)
    assert failed.value.returncode == 1
    assert f"{REFERRALS}: row 16, column rereferral_percent: “?” is neither" in told
    assert f"{REFERRALS}: nothing of this file was taken in" in told
    assert "mine.csv: cannot be read: No such file or directory" in told
    assert set(BenchmarkValue.objects.values_list("series", flat=True)) == {"children"}
    assert "1 row read, 1 population" in capsys.readouterr().out


def test_dry_run_changes_nothing_and_says_so(country, written, capsys):
    call_command("import_benchmarks", "--dry-run", written(whole(country, range(12))))
    told = capsys.readouterr().out
    assert "30 new" in told
    assert "Nothing was changed: this was a dry run." in told
    assert not BenchmarkValue.objects.exists()
    call_command("import_benchmarks", written(whole(country, range(12))))
    assert capsys.readouterr().out == told.replace("Nothing was changed: this was a dry run.\n", "")


def test_dry_run_on_a_new_database_leaves_it_empty(written, capsys):
    call_command("import_benchmarks", "--dry-run", written([referral("England", 2025, "20")]))
    assert "1 row read, 2 numbers" in capsys.readouterr().out
    assert not Council.objects.exists()
    assert not Measure.objects.exists()


def test_dry_run_of_a_broken_file_fails_as_well(country, written):
    with pytest.raises(CommandError, match="nothing of this file"):
        call_command("import_benchmarks", "--dry-run", written(whole(country, ["?"] * 12)))


def test_new_database_gets_the_register_and_the_catalogue_first(written, capsys):
    row = {"old_la_code": "890", "new_la_code": "E06000009", "la_name": "Blackpool"}
    rows = [referral("England", 2025, "20"), referral("North West", 2025, "21") | row]
    rows[1]["geographic_level"] = "Local authority"
    call_command("import_benchmarks", written(rows))
    assert (Council.objects.count(), Measure.objects.filter(code="FD4").count()) == (153, 1)
    capsys.readouterr()
    told = json.loads(benchmark(capsys, "--measure", "fd4", "--council", "blackpool",
                                "--year", "2025", "--json"))  # fmt: skip
    assert (told["council"], told["rank"], told["ranked"]) == (21, 1, 1)


def test_council_that_begins_later_has_its_children_already(written):
    load_register()
    blackpool = Council.objects.get(slug="blackpool")
    call_command(
        "import_benchmarks",
        written(
            [child_population(blackpool, year, 28_000 + year) for year in (2023, 2024)], CHILDREN
        ),
    )
    assert not blackpool.populations.exists()
    call_command(
        "new_council", "--name", "Blackpool", "--gss", "E06000009", "--area", "Workforce=WF1",
        "--admin-email", "first@council.example", "--population", "2024=29000",
    )  # fmt: skip
    held = dict(blackpool.populations.values_list("year", "children"))
    assert held == {2023: 30_023, 2024: 29_000}


def test_progress_is_drawn_only_where_somebody_watches(monkeypatch, capsys):
    bar = Bar(2)
    bar.step(0.5)
    bar.clear()
    assert capsys.readouterr().err == ""
    bar.is_watched, bar.name = True, REFERRALS
    bar.step(0.5)
    drawn = capsys.readouterr().err
    assert " 25% " in drawn
    assert drawn.count("█") == 8


def test_benchmark_prints_plain_numbers(country, capsys):
    taken_in(whole(country, ["21.5", "22.6", *range(10, 20)], england="22.6", region=21))
    line = benchmark(capsys, "--measure", "FD4", "--council", country[0].slug, "--year", "2025",
                     "--json")  # fmt: skip
    told = json.loads(line)
    expected = {
        "measure": "FD4", "slug": "authority-00", "period": "Year to 31 March 2025",
        "council": 21.5, "symbol": None, "england": 22.6, "england_symbol": None, "region": 21,
        "region_symbol": None, "neighbours_median": 14.5, "neighbours_mean": 14.86,
        "neighbours_counted": 10, "quartile": "D", "rank": 11, "ranked": 12,
        "source": "Department for Education, Children in need",
    }  # fmt: skip
    assert told == expected
    assert '"region": 21,' in line
    assert '"council": 21.5,' in line


def test_benchmark_prints_null_and_the_symbol_where_nothing_is_published(country, capsys):
    taken_in(whole(country, ["c", *range(11)]))
    told = json.loads(benchmark(capsys, "--measure", "FD4", "--council", country[0].slug,
                                "--year", "2025", "--json"))  # fmt: skip
    assert [told[name] for name in ("council", "symbol", "quartile", "rank")] == [
        None, "c", None, None,
    ]  # fmt: skip
    assert told["neighbours_median"] == 4.5


def test_benchmark_in_words(country, capsys):
    taken_in(whole(country, ["c", *range(11)]))
    told = benchmark(capsys, "--measure", "FD4", "--council", country[1].slug, "--year", "2025")
    assert "Authority 01: 0.0%" in told
    assert "Rank 1 of 11; quarter A, best quarter" in told
    told = benchmark(capsys, "--measure", "FD4", "--council", country[0].slug, "--year", "2025")
    assert "Authority 00: Suppressed, so that no child can be recognised" in told


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("FD1", "blackpool", "2025"), "--measure: nothing published is declared for FD1"),
        (("FD4", "atlantis", "2025"), "is called 'atlantis'\\.$"),
        (("FD4", "Black pool", "2025"), "is called 'black pool'; did you mean blackpool\\?$"),
        (("FD4", "blackpool", "1999"), "Nothing is held of FD4 for blackpool: take it in"),
        (("FD4", "blackpool", "abc"), "--year: 'abc' is not a year between 1990 and 2099"),
        (("FD4", "blackpool", "9" * 30), "--year: '9{20}' is not a year"),
        (("FD4", "blackpool", "-1"), "--year: '-1' is not a year"),
    ],
    ids=["measure", "council", "slip", "nothing", "word", "huge", "negative"],
)
def test_benchmark_says_what_to_put_right(options, told):
    load_register()
    code, slug, year = options
    with pytest.raises(CommandError, match=told):
        call_command("benchmark", f"--measure={code}", f"--council={slug}", f"--year={year}")


def test_benchmark_says_which_years_are_held(country):
    for year in (2023, 2024):
        taken_in([referral(country[0], year, 20)])
    asked = ("--measure", "FD4", "--council", country[0].slug, "--year", "2025")
    with pytest.raises(CommandError, match="is held for authority-00 from 2023 to 2024, not for"):
        call_command("benchmark", *asked)


def test_compared_has_no_place_for_a_float(country):
    taken_in(whole(country, range(12)))
    assert "float" not in str(Compared.__annotations__)
