"""Who works at a council in the demo: its leaders, and the illustrative council's teams?"""

from collections.abc import Iterator
from decimal import Decimal
from random import Random

from improvement.councils.models import Council
from improvement.demo.facts import Facts, Row
from improvement.demo.figures import Months, areas_of
from improvement.rules.month import Month
from inspections.dates import Precision
from scorecard.services.entries import Entry
from workforce.entries import TeamEntry
from workforce.models import LeadershipPost, Team, Tenure
from workforce.rates import Rate, rate_of
from workforce.roles import Tier, WorkerRole
from workforce.scorecard_link import PUBLISHED, SOURCE
from workforce.selectors.reading import staffing_between
from workforce.services import add_post, add_team, add_tenure, key_team_months

TIERS = (
    ("Deputy", Tier.DEPUTY),
    ("Director", Tier.DIRECTOR),
    ("Service Director", Tier.DEPUTY),
    ("Strategic Director", Tier.DIRECTOR),
    ("Head", Tier.HEAD),
)
HALF = Decimal("0.5")
SICK_DAYS_EACH = 0.7


# --- Leaders -----------------------------------------------------------------------------------


def load_leadership(council: Council, facts: Facts) -> None:
    """Leadership posts and who held them on what terms; roles only."""
    for position, row in enumerate(facts.rows("leadership"), start=1):
        post = add_post(
            council=council,
            title=row["post"],
            tier=tier_of(row["post"]),
            is_statutory=row.get("statutory", False),
            position=position,
            source=facts.source(row),
            by=None,
        )
        for tenure in row["tenures"]:
            load_tenure(post, facts, tenure)


def tier_of(title: str) -> Tier:
    return next((tier for word, tier in TIERS if title.startswith(word)), Tier.MANAGER)


def load_tenure(post: LeadershipPost, facts: Facts, row: Row) -> Tenure:
    """A note on a date that was never published makes that date unknown."""
    exact = Precision.DAY if "/" in str(row["from"]) else Precision.MONTH
    return add_tenure(
        post=post,
        standing=row["holder"],
        starts=facts.day(row["from"]),
        starts_precision=Precision.UNKNOWN if "note" in row else exact,
        ends=facts.day(row.get("to"), at_end=True),
        ends_precision=exact,
        note=row.get("note", ""),
        by=None,
    )


# --- Teams -------------------------------------------------------------------------------------


def load_teams(council: Council, facts: Facts, months: list[Month]) -> Months:
    """The establishment of every month; returns the figures that follow from it."""
    rows = facts.data["workforce"]["teams"]
    teams = add_teams(council, rows)
    by_month: dict[Month, list[TeamEntry]] = {month: [] for month in months}
    for row in rows:
        for month, numbers in staffing(row, months, facts.data["seed"]):
            by_month[month].append(TeamEntry(team=teams[row["team"]], **numbers))
    for month, entries in by_month.items():
        key_team_months(council=council, month=month, entries=entries, by=None, today=facts.today)
    return worked_out(council, months)


def worked_out(council: Council, months: list[Month]) -> Months:
    """The figures that the workforce feeds into the scorecard, month by month."""
    return {
        month: {one.code: fed(rate_of(one, rows)) for one in PUBLISHED}
        for month, rows in staffing_between(council, months[0], months[-1]).items()
    }


def fed(rate: Rate) -> Entry:
    return Entry(numerator=rate.numerator, denominator=rate.denominator, source=SOURCE)


def add_teams(council: Council, rows: list[Row]) -> dict[str, Team]:
    areas, teams = areas_of(council), {}
    for row in rows:
        if row["team"] not in teams:
            teams[row["team"]] = add_team(
                council=council, name=row["team"], area=areas[row["area"]], by=None
            )
    return teams


def staffing(row: Row, months: list[Month], seed: int) -> Iterator[tuple[Month, Row]]:
    """One role of one team month by month: steady change with a little noise, the same always."""
    before = None
    for step, month in enumerate(months):
        random = Random(f"{seed}:{row['team']}:{row['role']}:{month}")  # noqa: S311 - no secret
        share = step / max(1, len(months) - 1)
        employed = min(Decimal(row["posts"]), halves(row["permanent"], share, random))
        agency = halves(row["agency"], share, random)
        leavers = HALF * random.choice((0, 0, 0, 1, 2))
        gained = Decimal(0) if before is None else employed - before
        yield (
            month,
            {
                "role": WorkerRole[row["role"].upper().replace(" ", "_")],
                "posts": Decimal(row["posts"]),
                "permanent": employed,
                "agency": agency,
                "vacancies": max(Decimal(0), row["posts"] - employed),
                "starters": max(Decimal(0), gained + leavers),
                "leavers": max(leavers, -gained),
                "days_lost": Decimal(
                    round(float(employed) * SICK_DAYS_EACH * random.uniform(0.4, 1.6))
                ),
                **work_held(row, share, random, employed + agency),
            },
        )
        before = employed


def work_held(row: Row, share: float, random: Random, workers: Decimal) -> Row:
    """Cases and who holds them; managers hold none."""
    if not any(row["cases_per"]):
        return {"asye": Decimal(0), "cases": 0, "case_holders": Decimal(0)}
    holders = max(Decimal(1), workers - HALF)
    each = between(row["cases_per"], share) * random.uniform(0.96, 1.04)
    asye = min(holders, Decimal(round(between(row["asye"], share))))
    return {"asye": asye, "cases": round(float(holders) * each), "case_holders": holders}


def between(ends: list[float], share: float) -> float:
    return ends[0] + (ends[1] - ends[0]) * share


def halves(ends: list[float], share: float, random: Random) -> Decimal:
    """Full-time equivalents in halves, near the line from the first month to the last."""
    near = between(ends, share) + random.choice((-0.5, 0, 0, 0, 0.5)) * bool(any(ends))
    return max(Decimal(0), HALF * round(near * 2))
