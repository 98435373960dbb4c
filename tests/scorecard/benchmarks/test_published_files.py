"""Are the real files read as published, and do they compare as the Department's own tool says?

They are kept beside the checkout, never in it: where they are not, these tests are skipped.
"""

import csv
import json
import time
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from improvement.councils.models import Council
from improvement.councils.reference import load_register
from scorecard.benchmarks.importing import import_benchmarks
from scorecard.benchmarks.sources import source_named
from scorecard.management.commands.import_benchmarks import order_of
from scorecard.models import BenchmarkValue, Comparison
from scorecard.reference import load_catalogue

DATA = Path(settings.BASE_DIR).parent / "shared" / "data"
# Rows read and numbers kept of each file; those of places that are gone are passed over.
EXPECTED = {
    "sn_model_2025_wide.csv": (153, 153, 0),
    "ons_mid-year_population_estimates_2012_to_2024.csv": (2132, 2065, 67),
    "c1_children_in_need_referrals_and_rereferrals_2013_to_2025.csv": (2132, 2 * 2065, 67),
    "cla_number_and_rate_per_10k_children.csv": (2505, 2 * 815, 1690),
    "csww_indicators_2017_to_2025.csv": (1463, 4 * 1443, 34),
    "d3_cpps_subsequent_plan_2013_to_2025.csv": (2132, 2065, 67),
    "d5_cpps_at31march_by_duration_2013_to_2025.csv": (2132, 3 * 2065, 67),
    "la_cla_placement_stability.csv": (5010, 2 * 815, 3380),
}
# The tool's own names for the measures of these files.
LAIT = {
    "CPP_Total_Rateper10,000": "FD3", "ReReferral": "FD4", "CPP_Num": "CP3", "CPP_rate": "CP4",
    "PrevRegCPR": "CP8", "CPPlans2yrsActive": "CP9", "LACnum": "CL1", "LAC": "CL2",
    "LACStable_2016on": "CL6", "LAC_LongStable%": "CL7", "Work_Force_Agecy_Rate": "WF1",
    "Work_Force_Vac_Rate": "WF2", "Work_Force_TO_Rate": "WF3", "Work_Force_AvgNumCase_SW": "WF4",
}  # fmt: skip
# It prints means to two places.
MEAN_TOLERANCE = Decimal("0.005")
# The tool counts a neighbour's "low" as nought; we never do, so these means are of nine, not ten.
COUNTED_AS_NOUGHT = {("WF1", "E06000009", year) for year in (2023, 2024, 2025)}

# One worker takes the files in, once (see tests/together.py).
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def files() -> list[Path]:
    found = sorted((DATA / "dfe").glob("*.csv"), key=order_of)
    if not found:
        pytest.skip("the published files are kept outside the repository")
    return found


@pytest.fixture(scope="module")
def outcomes(files, django_db_setup, django_db_blocker):
    """All eight files, taken in once for the tests of this module, then undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_register()
        load_catalogue()
        start = time.perf_counter()
        taken = {file.name: take(file) for file in files}
        print(f"all files in {time.perf_counter() - start:.1f} s")  # noqa: T201
        yield taken
        transaction.set_rollback(True)


def take(file: Path):
    return import_benchmarks(file_name=file.name, content=file.read_bytes(), by=None)


def test_every_row_is_read_or_passed_over_with_a_reason(outcomes):
    told = {
        name: (one.rows, one.added + one.changed + one.unchanged, sum(one.skipped.values()))
        for name, one in outcomes.items()
    }
    assert told == EXPECTED
    assert all(why for one in outcomes.values() for why in one.skipped)


def test_second_time_nothing_is_new(outcomes, files):
    again = [take(file) for file in files]
    assert {(one.added, one.changed, one.compared) for one in again} == {(0, 0, 0)}


def test_register_has_every_authority_of_the_latest_year(outcomes):
    for code in ("FD4", "CP8", "CL2", "WF1"):
        rows = Comparison.objects.filter(measure__code=code, period_end__year=2025)
        assert rows.count() == 153
        assert not rows.filter(symbol="absent").exists(), code


def test_suppressed_cells_are_kept_as_such(outcomes, files):
    source = source_named("d5_cpps_at31march_by_duration_2013_to_2025.csv")
    (file,) = [one for one in files if source.is_named(one.name)]
    with file.open(encoding="utf-8-sig", newline="") as lines:
        printed = Counter(
            row["2_years_or_more_percent"]
            for row in csv.DictReader(lines)
            if row["geographic_level"] == "Local authority" and row["time_period"] == "2025"
        )
    kept = BenchmarkValue.objects.filter(series="CP9", period_end__year=2025, level="authority")
    assert kept.filter(symbol="c").count() == printed["c"] > 0
    assert kept.filter(value=0).count() == printed["0"]


def lait_rows() -> list[dict[str, str]]:
    """What the tool publishes of our measures, for three councils."""
    path = DATA / "lait_benchmarks.csv"
    if not path.exists():
        pytest.skip("the tool's own results are kept outside the repository")
    with path.open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines) if row["lait_measure"] in LAIT]


def test_numbers_are_those_of_the_departments_own_tool(outcomes):
    held = {
        (row.measure.code, row.council.gss_code, row.period_end.year): row
        for row in Comparison.objects.select_related("measure", "council")
    }
    compared, wrong = 0, []
    for row in lait_rows():
        key = (LAIT[row["lait_measure"]], row["gss"], int(row["year"]))
        if key not in held:  # the files of children looked after begin later than the tool
            continue
        ours = held[key]
        told = [ours.value, ours.england, ours.region]
        theirs = [row["value"], row["england"], row["region_value"]]
        if told != [Decimal(cell) if cell else None for cell in theirs]:
            wrong.append((key, told, theirs))
        off = abs(ours.neighbours_mean - Decimal(row["sn_mean_2025model"]))
        if (off > MEAN_TOLERANCE) != (key in COUNTED_AS_NOUGHT):
            wrong.append((key, ours.neighbours_mean, row["sn_mean_2025model"]))
        compared += 1
    assert wrong == []
    assert compared == 348


def test_means_that_differ_are_those_with_a_low_neighbour(outcomes):
    """Counting "low" as nought gives the tool's own mean: that is all the difference."""
    for row in lait_rows():
        key = (LAIT[row["lait_measure"]], row["gss"], int(row["year"]))
        if key not in COUNTED_AS_NOUGHT:
            continue
        ours = Comparison.objects.get(
            measure__code="WF1", council__gss_code=key[1], period_end__year=key[2]
        )
        as_nought = ours.neighbours_mean * ours.neighbours_counted / 10
        assert abs(as_nought - Decimal(row["sn_mean_2025model"])) <= MEAN_TOLERANCE


def test_any_authority_can_be_asked_for(outcomes, capsys):
    for slug in Council.objects.filter(is_live=False).values_list("slug", flat=True)[::17]:
        call_command("benchmark", "--measure", "CL6", "--council", slug, "--year", "2025", "--json")
        told = json.loads(capsys.readouterr().out)
        assert told["england"] == 10
        assert (told["council"] is None) == (told["symbol"] is not None)
