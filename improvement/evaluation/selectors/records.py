"""What do the records hold on some areas of practice: found, measured, audited, done and shown?"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from improvement.councils.models import Council
from improvement.evaluation.selectors.actions import (
    ActionLine,
    EvidenceLine,
    actions_of,
    actions_within,
    evidence_of,
)
from improvement.evaluation.selectors.audits import AuditLine, audits_of
from improvement.evaluation.selectors.findings import (
    FindingLine,
    StrengthLine,
    finding_evidence,
    findings_in,
    strengths_in,
)
from improvement.evaluation.selectors.measures import MeasureLine, measures_of, within
from improvement.evaluation.words import counted
from improvement.rules.month import Month
from scorecard.selectors.signalled import Signal

Dated = FindingLine | StrengthLine | MeasureLine | AuditLine | EvidenceLine
WORST_FIRST = ("red", "amber", "green", "no_data", "not_rated", "awaiting")


@dataclass(frozen=True, slots=True)
class Records:
    """Everything on record about some areas on one day; `month` is that of the figures."""

    month: Month | None
    findings: tuple[FindingLine, ...]
    strengths: tuple[StrengthLine, ...]
    measures: tuple[MeasureLine, ...]
    audits: tuple[AuditLine, ...]
    actions: tuple[ActionLine, ...]
    evidence: tuple[EvidenceLine, ...]

    def within(self, areas: Collection[str]) -> "Records":
        """The part of it that belongs to these areas."""
        wanted = frozenset(areas)
        return replace(
            self,
            findings=tuple(one for one in self.findings if one.area in wanted),
            strengths=tuple(one for one in self.strengths if one.area in wanted),
            measures=within(self.measures, wanted),
            audits=tuple(one for one in self.audits if one.area in wanted),
            actions=actions_within(self.actions, wanted),
            evidence=tuple(one for one in self.evidence if one.areas & wanted),
        )

    @property
    def outstanding(self) -> tuple[FindingLine, ...]:
        """Findings that still ask something of the council."""
        return tuple(one for one in self.findings if one.is_outstanding)

    @property
    def addressed(self) -> tuple[FindingLine, ...]:
        """Findings with evidence that they are dealt with, confirmed or not."""
        return tuple(one for one in self.findings if one.is_addressed)

    @property
    def repeated(self) -> int:
        """How many of the outstanding findings had been found before."""
        return sum(bool(one.recurrence) for one in self.outstanding)

    @property
    def audited(self) -> dict[int, int]:
        """How many cases each cycle graded. A case has a grade in several areas, so that the area
        with most, not their sum, tells."""
        most: dict[int, int] = {}
        for one in self.audits:
            most[one.cycle] = max(most.get(one.cycle, 0), one.cases)
        return most

    @property
    def is_empty(self) -> bool:
        """Is nothing at all on record?"""
        held = (self.findings, self.strengths, self.measures, self.audits, self.actions)
        return not any(held)

    @property
    def marked(self) -> tuple[Dated, ...]:
        """The evidence that is old or of no known day."""
        held = (*self.outstanding, *self.strengths, *self.measures, *self.audits, *self.evidence)
        return tuple(one for one in held if one.aged.is_marked)

    @property
    def stale(self) -> int:
        """How many pieces of evidence are marked so."""
        return len(self.marked)

    @property
    def figures(self) -> str:
        """The measures by rating, worst first, and by whether their change is real."""
        if not self.measures:
            return "None"
        words = {one.row.standing: one.row.rag_word.lower() for one in self.measures}
        counts = Counter(one.row.standing for one in self.measures)
        rated = ", ".join(f"{counts[key]} {words[key]}" for key in WORST_FIRST if key in words)
        worse, better = self.signalled(Signal.CONCERN), self.signalled(Signal.IMPROVEMENT)
        real = [f"{worse} really worsening"] * bool(worse)
        real += [f"{better} really improving"] * bool(better)
        return "; ".join([f"{counted(len(self.measures), 'measure')}: {rated}", *real])

    def signalled(self, kind: Signal) -> int:
        """How many measures show a real change of this kind."""
        return sum(one.row.signal.kind is kind for one in self.measures)


def records_of(council: Council, today: date) -> Records:
    """Everything on record. Queries: about 20, whatever the history."""
    measured = measures_of(council, today)
    actions, findings = actions_of(council, today), findings_in(council, today)
    given = (*evidence_of(council, actions, today), *finding_evidence(findings))
    return Records(
        month=measured.month,
        findings=findings,
        strengths=strengths_in(council, today),
        measures=measured.lines,
        audits=audits_of(council, today),
        actions=actions,
        evidence=given,
    )
