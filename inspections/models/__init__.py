"""What do inspections, letters, findings and audits leave on record?"""

from inspections.models.audits import AuditCycle, AuditGrade, AuditResult, AuditTheme
from inspections.models.findings import Finding, FindingKind, NotARepeat, StrengthStanding
from inspections.models.inspections import Inspection, Judgement
from inspections.models.judging import JudgementArea, JudgementSet
from inspections.models.letters import Letter, LetterPage, LetterParagraph
from inspections.models.outcomes import PublishedGrade, PublishedOutcome

__all__ = [
    "AuditCycle",
    "AuditGrade",
    "AuditResult",
    "AuditTheme",
    "Finding",
    "FindingKind",
    "Inspection",
    "Judgement",
    "JudgementArea",
    "JudgementSet",
    "Letter",
    "LetterPage",
    "LetterParagraph",
    "NotARepeat",
    "PublishedGrade",
    "PublishedOutcome",
    "StrengthStanding",
]
