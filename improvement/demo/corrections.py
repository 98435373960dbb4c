"""Which approved figures of the illustrative council were put right, or wait to be?"""

from dataclasses import replace

from improvement.councils.models import Council
from improvement.demo.cast import DEPUTY, Cast
from improvement.demo.facts import Facts, Row
from improvement.rules.month import Month
from scorecard.amendments.services import approve_amendment, propose_amendment
from scorecard.models import Amendment, Figure
from scorecard.services.entries import entry_of


def load_amendments(council: Council, facts: Facts, cast: Cast, month: Month) -> None:
    """What the lead proposed for a month long locked; the deputy has decided on some of it."""
    figures = {
        figure.measure.code: figure
        for figure in Figure.objects.approved()
        .between(council, month, month)
        .select_related("measure__measure")
    }
    for row in facts.rows("amendments"):
        proposed = propose(figures[row["code"]], row, cast)
        if row.get("is_approved"):
            approve_amendment(amendment=proposed, by=cast[DEPUTY])


def propose(figure: Figure, row: Row, cast: Cast) -> Amendment:
    """The figure with so many more or fewer counted, within what is possible."""
    was = entry_of(figure)
    counted = was.numerator + row["change"]
    if figure.denominator is not None:
        counted = min(counted, figure.denominator)
    return propose_amendment(
        figure=figure,
        entry=replace(was, numerator=max(counted, 0), comment=row["comment"]),
        reason=row["reason"],
        by=cast["lead"],
        revision=figure.revision,
    )
