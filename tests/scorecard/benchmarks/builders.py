"""How do tests make a small country, and published files about it? Every number is made up."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache

from improvement.councils.models import Council, Neighbour
from scorecard.benchmarks.importing import Outcome, import_benchmarks
from scorecard.models import Comparison, Measure
from scorecard.reference import catalogue_entries, placed
from tests.builders import make_council

REGIONS = ("North West", "London")
REFERRALS = "c1_children_in_need_referrals_and_rereferrals_2024_to_2025.csv"
LENGTHS = "d5_cpps_at31march_by_duration_2024_to_2025.csv"
CHILDREN = "ons_mid-year_population_estimates_2023_to_2024.csv"
WORKFORCE = "csww_indicators_2024_to_2025.csv"
NEIGHBOURS = "sn_model_2025_wide.csv"
LAYOUT = (
    "time_period", "time_identifier", "geographic_level", "country_code", "country_name",
    "region_code", "region_name", "old_la_code", "new_la_code", "la_name",
)  # fmt: skip
SIZE = 12


@cache
def definitions() -> list[dict[str, object]]:
    """The catalogue as its files have it, read once."""
    return placed(catalogue_entries())


def make_country(size: int = SIZE) -> list[Council]:
    """Authorities in two regions by turns, each with the next ten as neighbours; one is live."""
    Measure.objects.bulk_create(Measure(**fields) for fields in definitions())
    councils = [
        make_council(
            f"Authority {n:02}",
            gss_code=f"E99{n:06}",
            dfe_number=f"Q{n:02}",
            region=REGIONS[n % 2],
            is_live=n == 0,
        )
        for n in range(size)
    ]
    Neighbour.objects.bulk_create(
        Neighbour(council=council, neighbour=councils[(n + rank) % size], rank=rank)
        for n, council in enumerate(councils)
        for rank in range(1, min(11, size))
    )
    return councils


Row = Mapping[str, str]


def place_row(place: Council | str, year: int | str, **cells: object) -> Row:
    """One row of the layout: for an authority, a region, or England."""
    told = dict.fromkeys(LAYOUT, "") | {
        "time_period": str(year),
        "time_identifier": "Reporting year",
        "country_code": "E92000001",
        "country_name": "England",
    }
    if isinstance(place, Council):
        told |= {
            "geographic_level": "Local authority",
            "region_name": place.region,
            "old_la_code": place.dfe_number,
            "new_la_code": place.gss_code,
            "la_name": place.name,
        }
    elif place == "England":
        told["geographic_level"] = "National"
    else:
        told |= {"geographic_level": "Regional", "region_name": place}
    return told | {name: str(cell) for name, cell in cells.items()}


def csv_bytes(rows: Sequence[Row], encoding: str = "utf-8") -> bytes:
    """Rows as a file; the columns are those of the first."""
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def referral(place: Council | str, year: int | str, percent: object, count: object = 100) -> Row:
    return place_row(
        place,
        year,
        category="Referrals and Re-referrals",
        referral_count=count,
        rereferral_percent=percent,
    )


def child_population(place: Council | str, year: int, children: object) -> Row:
    return place_row(
        place, year, age_group="Children aged 0 to 17 years", population_estimate=children
    )


def workforce(place: Council | str, year: int, agency: object) -> Row:
    rest = {"vacancy_rate_fte": "5.0", "turnover_rate_fte": "10.0", "caseload_fte": "15.0"}
    return place_row(place, year, agency_rate_fte=agency, **rest)


def whole(
    councils: Iterable[Council],
    percents: Sequence[object],
    *,
    england: object = 20,
    region: object = 21,
    year: int = 2025,
) -> list[Row]:
    """A year of re-referrals: England, both regions, and each authority in order."""
    rows = [referral("England", year, england, 9000)]
    rows += [referral(name, year, region, 4000) for name in REGIONS]
    return rows + [
        referral(council, year, percent)
        for council, percent in zip(councils, percents, strict=True)
    ]


def taken_in(rows: Sequence[Row], file_name: str = REFERRALS, **told: object) -> Outcome:
    """Import rows as a file."""
    return import_benchmarks(file_name=file_name, content=csv_bytes(rows), by=None, **told)


def measure(code: str) -> Measure:
    return Measure.objects.get(council=None, code=code)


def comparison(council: Council, code: str = "FD4", year: int = 2025) -> Comparison:
    return Comparison.objects.get(council=council, measure__code=code, period_end__year=year)


def percents(*values: object) -> list[Decimal]:
    return [Decimal(str(value)) for value in values]
