"""What does the demo hold, and how is it loaded once?

Three real councils with the facts they published, and one illustrative council with three
generated years up to the day of loading.
"""

from datetime import date

from django.db import transaction

from improvement.councils.models import Council
from improvement.demo.audits import load_audits
from improvement.demo.cast import PEOPLE, Cast, add_cast, begin_council
from improvement.demo.corrections import load_amendments
from improvement.demo.facts import ILLUSTRATIVE, REAL, Facts, read_facts
from improvement.demo.figures import Measures, load_published
from improvement.demo.illustrative import Illustration, series_of
from improvement.demo.journey import PlanLoader, load_findings, load_inspections
from improvement.demo.oversight import load_oversight
from improvement.demo.papers import issue_last_pack
from improvement.demo.published import load_outcomes
from improvement.demo.staff import load_leadership, load_teams
from improvement.demo.words import load_statements
from improvement.people.setup import load_reference
from improvement.rules.month import Month
from scorecard.benchmarks.illustration import illustrate

__all__ = ["PEOPLE", "load_demo"]


@transaction.atomic
def load_demo(*, today: date) -> bool:
    """Load everything once, in one transaction; says whether there was anything to load."""
    if Council.objects.filter(slug=ILLUSTRATIVE).exists():
        return False
    load_reference()
    cast = add_cast()
    for slug in REAL:
        load_real(read_facts(slug, today), cast)
    load_illustrative(read_facts(ILLUSTRATIVE, today), cast)
    return True


def load_real(facts: Facts, cast: Cast) -> None:
    council = begin_council(facts, cast)
    load_journey(council, facts, cast, load_published(council, facts, cast))


def load_illustrative(facts: Facts, cast: Cast) -> None:
    council = begin_council(facts, cast)
    months = series_of(facts).all_months()[:-1]
    worked_out = load_teams(council, facts, months)
    measures = Illustration(council, facts, cast, worked_out).load()
    illustrate(council=council, today=facts.today, by=None)
    load_journey(council, facts, cast, measures)
    pack = issue_last_pack(council, cast, facts.today)
    if pack is not None:
        load_amendments(council, facts, cast, Month.of(pack.month))


def load_journey(council: Council, facts: Facts, cast: Cast, measures: Measures) -> None:
    """What was found, promised, decided and staffed."""
    inspections = load_inspections(council, facts)
    load_outcomes(inspections.values())
    findings = load_findings(facts, inspections, cast)
    PlanLoader(council, facts, cast, findings, measures).load()
    load_audits(council, facts)
    load_oversight(council, facts)
    load_leadership(council, facts)
    load_statements(council, facts)
