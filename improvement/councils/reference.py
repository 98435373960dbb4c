"""How does the register of English children's-services authorities reach the database?"""

import csv
from collections.abc import Iterator

from django.conf import settings
from django.db import transaction

from improvement.councils.models import Council, Neighbour

REGISTER = settings.BASE_DIR / "fixtures" / "councils" / "register.csv"
KEPT = ["slug", "name", "gss_code", "region", "kind", "other_names"]


def register_rows() -> Iterator[dict[str, str]]:
    """The register as reviewed, one authority a row."""
    with REGISTER.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def council_from(row: dict[str, str]) -> Council:
    """One authority of the register."""
    names = [name for name in row["other_names"].split(";") if name]
    plain = {
        name: row[name] for name in ("slug", "name", "gss_code", "dfe_number", "region", "kind")
    }
    return Council(**plain, other_names=names)


@transaction.atomic
def load_register() -> int:
    """Add or refresh all authorities; what councils set stays. Idempotent.

    Neighbours are only given to those that have none: a newer published model, once taken in, is
    not undone by the register.
    """
    rows = list(register_rows())
    Council.objects.bulk_create(
        [council_from(row) for row in rows],
        update_conflicts=True,
        unique_fields=["dfe_number"],
        update_fields=KEPT,
    )
    by_number = dict(Council.objects.values_list("dfe_number", "pk"))
    settled = set(Neighbour.objects.values_list("council__dfe_number", flat=True))
    Neighbour.objects.bulk_create(
        Neighbour(
            council_id=by_number[row["dfe_number"]], neighbour_id=by_number[number], rank=rank
        )
        for row in rows
        if row["dfe_number"] not in settled
        for rank, number in enumerate(row["neighbours"].split(), start=1)
    )
    return len(rows)
