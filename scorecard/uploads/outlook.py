"""How would each figure of a file be rated, and which of them will have to be explained?"""

from collections.abc import Sequence
from dataclasses import replace

from improvement.councils.models import Council
from improvement.rules.checks import Problem
from improvement.rules.month import Month
from scorecard.entry.forms import told_in_line
from scorecard.entry.review import rated
from scorecard.models import Target
from scorecard.services.checking import comment_fault, warnings_for
from scorecard.uploads.preview import Line

WILL_ASK = "Will ask why before it is submitted."


def with_outlook(lines: Sequence[Line], council: Council, month: Month) -> list[Line]:
    """The lines with the rating the board would see and what will be asked about them.

    Queries: 2, whatever the sections and figures.
    """
    if not lines:
        return []
    measures = [line.measure for line in lines]
    targets = targets_in(council, month, [one.pk for one in measures])
    for measure in measures:
        measure.target_text = targets.get(measure.pk)
    # Every section is of this council and month, and nothing else of a section is asked for.
    figures = {line.measure.pk: line.figure for line in lines}
    odd = warnings_for(lines[0].section, measures, figures)
    return [
        replace(
            line,
            rag=rated(line.measure, line.figure, None)[0],
            warnings=doubts_of(line, odd.get(line.measure.pk, [])),
        )
        for line in lines
    ]


def doubts_of(line: Line, odd: Sequence[Problem]) -> tuple[str, ...]:
    """What is odd about a figure, and what the submit will say of its comment: the same rule."""
    told = [told_in_line(line.measure, one) for one in odd]
    fault = comment_fault(line.section, line.measure, line.figure) if odd else None
    if fault is not None:
        told[-1] = " ".join(part for part in (told[-1], fault, WILL_ASK) if part)
    return tuple(told)


def targets_in(council: Council, month: Month, measures: Sequence[int]) -> dict[int, str]:
    """The target of each measure that holds in the month. Queries: 1."""
    rows = Target.objects.filter(
        council=council, measure__in=measures, effective_from__lte=month.first_day
    )
    return dict(rows.order_by("effective_from").values_list("measure", "text"))
