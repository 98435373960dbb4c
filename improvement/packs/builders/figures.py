"""What do the month's figures say in a pack: counts, exceptions, the table and the red pages?

Every text of a number is taken from the scorecard's own page object, so that a pack and a screen
cannot differ.
"""

from decimal import Decimal

from improvement.packs.builders.charts import SIZE, key_of, page_of
from improvement.packs.builders.words import Content, counted, is_or_are, number_text
from improvement.rules.month import Month, months_between
from improvement.rules.rag import Rag
from improvement.rules.value import print_value
from improvement.ui.svg_process import process_chart
from scorecard.models import AdoptedMeasure
from scorecard.selectors import ScorecardPage, ScorecardRow
from scorecard.selectors.changes import newly_red, recovered
from scorecard.selectors.comparing import Benchmark
from scorecard.selectors.measure_drawing import drawing_of
from scorecard.selectors.noticing import COMMENT, CONCERN, NEWLY_RED, RED, WORSENING

MISSING = ("no_data", "awaiting")
EXCEPTIONS = (NEWLY_RED, RED, CONCERN, WORSENING, COMMENT, *MISSING)
EXCEPTIONS_ARE = (
    "A measure that is red or worsening, a real change for the worse, a comment that is overdue, "
    "or a figure that is missing."
)
MONTHS_ON_CHART = 13


def row_content(row: ScorecardRow) -> Content:
    """One measure's line, every string as the screen prints it."""
    return {
        "code": row.code,
        "name": row.name,
        "group": row.group,
        "area": row.area,
        "owner": row.owner,
        "basis": row.basis,
        "unit": row.unit.value,
        "decimals": row.decimals,
        "baseline": number_text(row.baseline),
        "baseline_text": row.baseline_text,
        "baseline_label": row.baseline_label,
        "history": list(row.history),
        "history_values": [number_text(one) for one in earlier_of(row)],
        "value": number_text(row.value),
        "current": row.current,
        "missing": row.missing,
        "as_at": row.as_at_text,
        "is_as_at_month_end": row.is_as_at_month_end,
        "target": row.target or "None set",
        "rag": row.standing,
        "rag_word": row.rag_word,
        "reason": row.reason[:1].upper() + row.reason[1:],
        "direction": row.direction_text or "Not known",
        "improvement": str(row.improvement),
        "month_direction": str(row.month_direction or "Not known"),
        "month_improvement": str(row.month_improvement),
        "signal": row.signal.word,
        "reading": row.signal.said,
        **compared_content(row.benchmark),
        "comment": row.comment,
        "revision": row.revision,
    }


def compared_content(benchmark: Benchmark | None) -> Content:
    """What is published beside the figure, as the screen's row has it; of its own date."""
    if benchmark is None:
        return {"compared": "", "compared_place": "", "compared_period": ""}
    return {
        "compared": f"{benchmark.label} {benchmark.text}",
        "compared_place": benchmark.band,
        "compared_period": benchmark.period,
    }


def earlier_of(row: ScorecardRow) -> tuple[Decimal | None, ...]:
    """The numbers behind the earlier months' columns."""
    return row.spark[-1 - len(row.history) : -1]


def scorecard_content(page: ScorecardPage) -> Content:
    """The whole table, group by group."""
    return {
        "months": [month.short for month in (*page.earlier, page.month)],
        "total": page.total,
        "groups": [
            {"name": group.name, "rows": [row_content(row) for row in group.rows]}
            for group in page.groups
        ],
        "waiting": list(page.waiting_areas),
        "is_approved": page.is_approved,
    }


def summary_content(page: ScorecardPage) -> Content:
    """What the numbers say: how many stand how, what is exceptional, and what has changed."""
    before = page.month.previous
    return {
        "sentence": summary_sentence(page),
        "counts": [{"key": one.key, "word": one.word, "number": one.number} for one in page.counts],
        "exceptions": [exception_content(row) for row in exceptions(page)],
        "exceptions_are": EXCEPTIONS_ARE,
        "compared_with": before.label if before in page.approved_months else "",
        "newly_red": [short(row) for row in newly_red(page)],
        "recovered": [short(row) for row in recovered(page)],
    }


def summary_sentence(page: ScorecardPage) -> str:
    """The month in one sentence."""
    if not page.total:
        return f"No measure stands on the scorecard for {page.month.label}."
    red = page.count(Rag.RED)
    return (
        f"Of {counted(page.total, 'measure')} on the scorecard for {page.month.label}, "
        f"{red or 'none'} {is_or_are(red or 2)} red, {page.count(Rag.AMBER)} amber "
        f"and {page.count(Rag.GREEN)} green."
    )


def exceptions(page: ScorecardPage) -> list[ScorecardRow]:
    """Those of the scorecard's own view, the gravest first, and after them what is missing."""
    rows = [row for row in page if row.notices or row.standing in MISSING]
    return sorted(rows, key=lambda row: EXCEPTIONS.index(gravest(row)))


def gravest(row: ScorecardRow) -> str:
    return row.notices[0].key if row.notices else row.standing


def exception_content(row: ScorecardRow) -> Content:
    """A measure's line with every reason why it is here."""
    told = row_content(row)
    why = " ".join(f"{one.word}. {one.said}" for one in row.notices)
    return told | {"noticed": why or told["reason"]}


def short(row: ScorecardRow) -> Content:
    """A change in a line: the measure, its figure then and now."""
    was = row.was or Rag.NOT_RATED
    return {
        "code": row.code,
        "name": row.name,
        "rag": row.standing,
        "rag_word": row.rag_word,
        "was_rag": was.value,
        "was_word": was.word,
        "was": row.was_text,
        "current": row.current,
        "target": row.target,
    }


def red_content(page: ScorecardPage) -> list[Content]:
    """A page for each red measure, in scorecard order. Queries: 2."""
    red = [row for row in page if row.standing == Rag.RED]
    known = (
        AdoptedMeasure.objects.filter(council=page.council, code__in=[row.code for row in red])
        .select_related("measure", "council")
        .prefetch_related("targets")
    )
    by_code = {one.code: one for one in known}
    return [measure_content(row, by_code[row.code], page.month) for row in red]


def measure_content(row: ScorecardRow, adopted: AdoptedMeasure, month: Month) -> Content:
    """All there is to say about one measure: definition, chart, its figures and its comment."""
    months = months_between(month.plus(1 - MONTHS_ON_CHART), month)
    texts = [print_value(value, row.unit, row.decimals) for value in row.spark]
    drawing, alt = drawing_of(page_of(row, adopted, months)), finding(row, month)
    return row_content(row) | {
        "what": adopted.measure.what,
        "why": adopted.measure.why,
        "counts": formula(adopted),
        "timescale": adopted.measure.timescale,
        "collection": adopted.measure.source,
        "chart": process_chart(drawing, alt, size=SIZE),
        "chart_key": key_of(drawing, row.signal.xmr),
        "alt": alt,
        "months": [
            {"month": one.short, "text": text, "value": number_text(value)}
            for one, text, value in zip(months, texts, row.spark, strict=True)
        ],
    }


def formula(adopted: AdoptedMeasure) -> str:
    """What is divided by what."""
    measure = adopted.measure
    parts = [part for part in (measure.numerator_label, measure.denominator_label) if part]
    return " ÷ ".join(parts)


def finding(row: ScorecardRow, month: Month) -> str:
    """What the chart shows, for those who do not see it: where it stands, and if that is real."""
    aim = f", against a target of {row.target}" if row.target else ""
    stands = f"{row.name}: {row.current} in {month.label}{aim}; {row.reason}."
    return f"{stands} {row.spark_title}. {row.signal.said}"
