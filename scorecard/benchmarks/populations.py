"""How do published child populations reach the councils that work out rates with them?"""

from collections.abc import Mapping

from django.db import transaction

from improvement.councils.models import Council, Population, User
from improvement.history.services import entry, record_all
from scorecard.benchmarks.sources import CHILDREN
from scorecard.models import BenchmarkValue

# Children by year, for each council's key.
Children = Mapping[int, Mapping[int, int]]


@transaction.atomic
def set_populations(*, children: Children, by: User | None) -> int:
    """Give councils in use the published estimates, with an entry for each council that changes.

    Years that are not published stay as they are. Says how many councils changed.
    """
    held: dict[int, dict[int, int]] = {pk: {} for pk in children}
    rows = Population.objects.filter(council__in=children)
    for pk, year, number in rows.values_list("council_id", "year", "children"):
        held[pk][year] = number
    changed = {
        pk: fresh
        for pk, years in children.items()
        if (fresh := {year: n for year, n in years.items() if held[pk].get(year) != n})
    }
    Population.objects.bulk_create(
        [
            Population(council_id=pk, year=year, children=number)
            for pk, years in changed.items()
            for year, number in years.items()
        ],
        update_conflicts=True,
        unique_fields=["council", "year"],
        update_fields=["children"],
    )
    councils = Council.objects.in_bulk(changed)
    record_all(
        entry(
            councils[pk],
            by=by,
            verb="set child populations",
            before={str(year): held[pk][year] for year in years if year in held[pk]},
            after={str(year): number for year, number in years.items()},
        )
        for pk, years in changed.items()
    )
    return len(changed)


def held_children(council: Council) -> dict[int, int]:
    """The published estimates that are held for a council, by year. Queries: 1."""
    rows = BenchmarkValue.objects.filter(
        series=CHILDREN, place=council.dfe_number, value__isnull=False
    )
    return {end.year: int(value) for end, value in rows.values_list("period_end", "value") if value}


@transaction.atomic
def take_populations(*, council: Council, by: User | None) -> int:
    """Give a council that begins the estimates taken in before it did."""
    return set_populations(children={council.pk: held_children(council)}, by=by)
