"""How do we know it: which inspections, audits, figures and evidence, and of which day is each?"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.safestring import SafeString

from improvement.councils.models import Council
from improvement.evaluation.marks import age_html
from improvement.evaluation.selectors.findings import Source
from improvement.evaluation.selectors.records import Records
from improvement.evaluation.words import counted, day_words
from improvement.rules.freshness import Aged, aged


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One thing that what we know rests on."""

    title: str
    href: str
    when: str
    gives: str
    aged: Aged
    day: date | None

    @property
    def age_html(self) -> SafeString:
        return age_html(self.aged)


def sources_of(council: Council, records: Records, today: date) -> tuple[SourceLine, ...]:
    """Every source of these records, the newest first, those without a day last."""
    found = [
        *inspected(records),
        *audited(records),
        *measured(council, records, today),
        *shown(council, records, today),
    ]
    return tuple(sorted(found, key=lambda one: (-(one.day or date.min).toordinal(), one.title)))


def inspected(records: Records) -> Iterator[SourceLine]:
    """The inspections that findings and strengths come from."""
    found: Counter[Source] = Counter(one.source for one in records.findings)
    strong: Counter[Source] = Counter(one.source for one in records.strengths)
    for source in {**found, **strong}:
        counts = [(found[source], "finding"), (strong[source], "strength")]
        gives = ", ".join(counted(number, noun) for number, noun in counts if number)
        yield SourceLine(source.called, source.href, source.when, gives, source.aged, source.day)


def audited(records: Records) -> Iterator[SourceLine]:
    """The audit cycles."""
    for one in {line.cycle: line for line in records.audits}.values():
        gives = counted(records.audited[one.cycle], "graded audit")
        yield SourceLine(one.name, one.href, one.when, gives, one.aged, one.day)


def measured(council: Council, records: Records, today: date) -> Iterator[SourceLine]:
    """The approved figures."""
    month = records.month
    if month is None or not records.measures:
        return
    yield SourceLine(
        title=f"Approved figures for {month.label}",
        href=reverse("scorecard:scorecard-month", args=[council.slug, month]),
        when=f"As at {day_words(month.last_day)}",
        gives=counted(len(records.measures), "measure"),
        aged=aged(month.last_day, today),
        day=month.last_day,
    )


def shown(council: Council, records: Records, today: date) -> Iterator[SourceLine]:
    """The evidence given for actions and findings, taken together."""
    if not records.evidence:
        return
    latest = max((one.day for one in records.evidence if one.day), default=None)
    yield SourceLine(
        title="Evidence given for actions and findings",
        href=reverse("plans:plan-detail", args=[council.slug]),
        when=f"Latest {day_words(latest)}" if latest else "Date not recorded",
        gives=counted(len(records.evidence), "piece", "pieces"),
        aged=aged(latest, today),
        day=latest,
    )
