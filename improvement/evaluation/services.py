"""How does a statement of the self-evaluation change? Only here, each time with its entry."""

from datetime import date
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.db import transaction

from improvement.councils.locks import hold
from improvement.councils.models import Council, User
from improvement.evaluation.judgements import framework_for
from improvement.evaluation.models import Statement
from improvement.history.services import EditConflict, save


class StatementFields(TypedDict, total=False):
    """What may be said in a statement."""

    knows: str
    sources: str
    doing: str
    own_grade: str
    reviewed_on: date


@transaction.atomic
def write_statement(
    *,
    council: Council,
    judgement: str,
    today: date,
    by: User | None,
    version: int | None = None,
    **fields: Unpack[StatementFields],
) -> Statement:
    """Write what the council says of one part, for the first time or anew.

    `version` is the one the writer began from, 0 where there was none: whoever saves second is
    refused and shown what is saved now.
    """
    unknown = set(fields) - set(StatementFields.__annotations__)
    if unknown:
        raise TypeError(f"Unknown fields: {', '.join(sorted(unknown))}")
    hold(council)
    statement = stored(council, judgement)
    if version is not None and version != (statement.version if statement.pk else 0):
        raise EditConflict
    for name, value in fields.items():
        setattr(statement, name, value)
    refuse_ahead(statement.reviewed_on, today)
    grade_by_framework(statement)
    is_new = statement.pk is None
    return save(
        statement,
        by=by,
        verb="added" if is_new else "changed",
        version=None if is_new else statement.version,
    )


def stored(council: Council, judgement: str) -> Statement:
    """The council's statement as it is now, or one that is still to be written."""
    held = council.statements.select_related("judgement_set").filter(judgement=judgement).first()
    return held or Statement(council=council, judgement=judgement)


def refuse_ahead(day: date | None, today: date) -> None:
    """Nobody has reviewed anything on a day that is still to come."""
    if day is not None and day > today:
        raise ValidationError({"reviewed_on": "The review cannot lie in the future."})


def grade_by_framework(statement: Statement) -> None:
    """A grade is one of the framework in force on the day of the review; none needs no set."""
    day = statement.reviewed_on
    graded = bool(statement.own_grade and day)
    statement.judgement_set = framework_for(statement.judgement, day) if graded else None
    if graded and statement.judgement_set is None:
        raise ValidationError(
            {"own_grade": "No framework gave grades for this part on the day of the review."}
        )
