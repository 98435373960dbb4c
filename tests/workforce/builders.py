"""How do tests make teams, a month of them, and measures that it feeds?"""

from datetime import date
from decimal import Decimal
from itertools import count

from improvement.councils.models import Council, ServiceArea, User
from improvement.rules.month import Month
from improvement.rules.value import Unit
from scorecard.models import AdoptedMeasure, Measure
from scorecard.services import adopt_measure, open_return
from workforce.entries import TeamEntry
from workforce.models import Establishment, LeadershipPost, Team, Tenure
from workforce.roles import WorkerRole
from workforce.scorecard_link import PUBLISHED
from workforce.services import add_post, add_team, add_tenure, key_team_months

SEPTEMBER, OCTOBER = Month(2026, 9), Month(2026, 10)
MID_NOVEMBER = date(2026, 11, 12)
numbers = count(1)

# A full row: 8 employed and 2 agency of 11 posts, 9 of them holding 135 cases.
FULL = {
    "posts": "11", "permanent": "8", "agency": "2", "vacancies": "3", "starters": "1",
    "leavers": "0.5", "asye": "1.5", "days_lost": "6", "cases": "135", "case_holders": "9",
}  # fmt: skip


def make_team(council: Council, name: str = "", **fields) -> Team:
    return add_team(council=council, name=name or f"Team {next(numbers)}", by=None, **fields)


def make_entry(
    team: Team, role: WorkerRole = WorkerRole.SOCIAL_WORKER, **changed: object
) -> TeamEntry:
    """A row with every number, but for those that are changed; None: not returned."""
    given = FULL | changed
    told = {name: None if text is None else Decimal(str(text)) for name, text in given.items()}
    return TeamEntry(team=team, role=role, **told)


def make_month(
    council: Council,
    *entries: TeamEntry,
    month: Month = OCTOBER,
    by: User | None = None,
    **fields,
) -> Establishment:
    """A keyed month; one full row of a new team when none is given."""
    return key_team_months(
        council=council,
        month=month,
        entries=entries or (make_entry(make_team(council)),),
        by=by,
        **{"today": MID_NOVEMBER, **fields},
    )


def make_fed_measures(area: ServiceArea, *codes: str) -> list[AdoptedMeasure]:
    """The catalogue's workforce measures in use in an area: all that are fed, or those named."""
    wanted = codes or tuple(one.code for one in PUBLISHED)
    return [adopt_from_catalogue(area, code) for code in wanted]


def adopt_from_catalogue(area: ServiceArea, code: str) -> AdoptedMeasure:
    definition = {
        "group": "Workforce",
        "name": f"Workforce {code}",
        "unit": Unit.CASES if code == "WF4" else Unit.PERCENT,
        "numerator_label": "Top",
        "denominator_label": "Bottom",
        "basis": "snapshot",
        "polarity": "lower",
        "is_whole": False,
    }
    measure, _ = Measure.objects.get_or_create(council=None, code=code, defaults=definition)
    return adopt_measure(council=area.council, measure=measure, area=area, by=None)


def open_month(council: Council, month: Month = OCTOBER):
    return open_return(council=council, month=month, today=MID_NOVEMBER)


def make_post(council: Council, title: str = "", **fields) -> LeadershipPost:
    return add_post(council=council, title=title or f"Post {next(numbers)}", by=None, **fields)


def make_tenure(post: LeadershipPost, standing: str = "permanent", **fields) -> Tenure:
    fields = {"starts": date(2025, 1, 6), **fields}
    return add_tenure(post=post, standing=standing, by=None, **fields)
