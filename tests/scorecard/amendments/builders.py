"""How do tests make an approved month, a second lead and an amendment, and read its pages?"""

import re
from datetime import UTC, date, datetime

from django.http import HttpResponse
from django.urls import reverse

from improvement.councils.models import Council, Population, ServiceArea, User
from improvement.councils.roles import Role
from improvement.rules.month import Month
from scorecard.amendments.services import propose_amendment
from scorecard.models import AdoptedMeasure, Amendment, Figure
from scorecard.services import Entry, load_approved_figures
from tests.builders import make_member, make_user
from tests.scorecard.builders import pair

OCTOBER = Month(2026, 10)
APPROVED_AT = datetime(2026, 11, 10, 9, 30, tzinfo=UTC)
REASON = "Two late returns were counted twice."
ROLES = [role.value for role in Role]
DRAFTS = {"officer", "lead", "improvement", "admin"}


def href(name: str, *args: object) -> str:
    return reverse(f"scorecard:{name}", args=["testham", *args])


def form_of(measure: AdoptedMeasure) -> str:
    return href("figure-amend", measure.code, OCTOBER)


def text_of(response: HttpResponse) -> str:
    """A page's words with the mark-up between them taken out."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def make_deputy(council: Council) -> User:
    """A second performance lead, who may decide on what the first proposed."""
    return make_member(council, Role.LEAD, make_user("deputy", name="Dee Deputy"))


def make_approved(
    council: Council, entries: dict[AdoptedMeasure, Entry], *, officer: User, lead: User
) -> None:
    """October, whole and locked."""
    load_approved_figures(
        council=council,
        month=OCTOBER,
        rows={measure.code: entry for measure, entry in entries.items()},
        submitted_by=officer,
        approved_by=lead,
        at=APPROVED_AT,
        today=date(2026, 11, 12),
    )


def set_children(area: ServiceArea, children: int) -> None:
    Population.objects.update_or_create(
        council=area.council, year=2026, defaults={"children": children}
    )


def figure_of(measure: AdoptedMeasure) -> Figure:
    return Figure.objects.select_related("section__monthly_return").get(
        measure=measure, month=OCTOBER.first_day
    )


def propose(measure: AdoptedMeasure, by: User, entry: Entry | None = None, **told) -> Amendment:
    """Ask for 20 of 23 in place of 21 of 23."""
    figure = figure_of(measure)
    given = {"entry": entry or pair(20, 23), "reason": REASON, "revision": figure.revision, **told}
    return propose_amendment(figure=figure, by=by, **given)
