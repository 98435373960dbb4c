"""Who are the demo's people, and how do its councils begin?"""

from collections.abc import Iterable

from improvement.councils.demo_backend import DEMO_DOMAIN
from improvement.councils.models import Council, ServiceArea, User
from improvement.councils.roles import Role
from improvement.demo.facts import Facts
from improvement.history.services import save
from improvement.people.services import add_person, give_role, set_population, start_council

STRANGER = "stranger"
DEPUTY = "deputy"
PEOPLE = {
    "officer": "keys the month's figures",
    "lead": "checks, sends back and approves figures",
    DEPUTY: "a second lead, who approves what the first proposes",
    "improvement": "keeps inspections, findings, the plan and packs",
    "owner": "owns actions and updates them",
    "board": "reads the dashboard and challenges",
    "clerk": "prepares meetings and board packs",
    "viewer": "sees approved figures only",
    "admin": "looks after people and areas",
    STRANGER: "belongs to no council",
}
NAMES = {
    "officer": "Olive Officer",
    "lead": "Lee Lead",
    DEPUTY: "Dee Deputy",
    "improvement": "Imran Improvement",
    "owner": "Owen Owner",
    "board": "Bea Board",
    "clerk": "Clare Clerk",
    "viewer": "Vic Viewer",
    "admin": "Ada Admin",
    STRANGER: "Sam Stranger",
}

Cast = dict[str, User]


def add_cast() -> Cast:
    """The made-up people; none has a stored password."""
    return {
        username: add_person(
            username=username, email=f"{username}@{DEMO_DOMAIN}", name=NAMES[username], by=None
        )
        for username in PEOPLE
    }


def begin_council(facts: Facts, cast: Cast) -> Council:
    """A council in use: brand, areas, child population and everyone in their role."""
    council = started(facts)
    areas = [
        add_area(council, position, row) for position, row in enumerate(facts.council["areas"])
    ]
    for year, children in populations(facts):
        set_population(council=council, year=year, children=children, by=None)
    for role in Role:
        own = areas if role is Role.OFFICER else ()
        give_role(council=council, user=cast[role.value], role=role, areas=own, by=None)
    give_role(council=council, user=cast[DEPUTY], role=Role.LEAD, by=None)
    return council


def started(facts: Facts) -> Council:
    """A council of the register, or the illustrative one, which is on no register."""
    told = facts.council
    if told.get("is_illustrative"):
        names = ("slug", "name", "gss_code", "dfe_number", "region", "kind", "is_illustrative")
        council = Council(is_live=True, **{name: told[name] for name in names})
    else:
        council = start_council(gss_code=told["gss_code"], by=None)
    for name in ("short_name", "brand_colour", "due_working_day"):
        setattr(council, name, told[name])
    return save(council, by=None, verb="branded")


def add_area(council: Council, position: int, row: dict[str, str]) -> ServiceArea:
    """A service area under the short name that the file uses."""
    return save(ServiceArea(council=council, position=position, **row), by=None, verb="added")


def populations(facts: Facts) -> Iterable[tuple[int, int]]:
    """Children by year; the illustrative council's years are counted from this one."""
    told = facts.council
    if "populations" in told:
        return told["populations"].items()
    return [(facts.today.year + ago, n) for ago, n in told["population_years"].items()]
