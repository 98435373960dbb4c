"""How do tests make a council with something to say of itself on every kind of record?"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from django.core.files.base import ContentFile

from improvement.councils.models import Council
from improvement.evaluation.models import Statement
from improvement.evaluation.services import write_statement
from improvement.plans.models import Action, Evidence
from improvement.rules.month import Month
from inspections.models import AuditCycle, AuditResult, AuditTheme, Finding, Inspection, Letter
from scorecard.models import AdoptedMeasure
from scorecard.services import Entry, load_approved_figures
from tests.improvement.plans.builders import days, make_action, make_plan, make_priority
from tests.inspections.builders import make_finding, make_inspection
from tests.scorecard.builders import make_measure

TODAY = date(2026, 11, 21)
SEPTEMBER = Month(2026, 9)
NOON = datetime(2026, 6, 9, 12, tzinfo=UTC)
FORMULA = '=HYPERLINK("http://bad.example","Click")'
PDF = b"%PDF-1.7 a letter of "


@dataclass
class Journey:
    """What the self-evaluation of one council is made from."""

    council: Council
    inspection: Inspection
    finding: Finding
    strength: Finding
    cycle: AuditCycle
    measure: AdoptedMeasure
    action: Action


def make_statement(council: Council, judgement: str = "help", **fields) -> Statement:
    """The council's words on one part, reviewed in September."""
    fields = {
        "knows": "Front door decisions are quick.\n\nPlans drift.",
        "sources": "Calls to referrers.",
        "doing": "Two more chairs.",
        "reviewed_on": date(2026, 9, 14),
        "today": TODAY,
        **fields,
    }
    return write_statement(council=council, judgement=judgement, by=None, **fields)


def make_journey(area, cast, word: str = "") -> Journey:
    """One of everything about child protection: found, strong, measured, audited, done, shown."""
    council = area.council
    inspection = make_inspection(council, title=f"Inspection {word}", started=date(2024, 9, 9))
    finding = make_finding(inspection, reference="F1", text=f"{FORMULA} {word}")
    place(finding, "child-protection")
    strength = make_finding(inspection, reference="S1", kind="strength", text=f"Named {word}")
    place(strength, "front-door")
    measure = make_figures(area, cast, word)
    action = make_action(
        make_priority(make_plan(council, title=f"Plan {word}")),
        reference="A1",
        title=f"Chair every conference {word}",
        findings=[finding],
        measures=[measure],
        due=days(40),
    )
    Evidence.objects.create(action=action, title=f"Rota {word}", given_by=cast.owner, given_at=NOON)
    cycle = make_cycle(council, word)
    return Journey(council, inspection, finding, strength, cycle, measure, action)


def place(finding: Finding, area: str) -> None:
    """Put a finding into an area of practice."""
    Finding.objects.filter(pk=finding.pk).update(area=area)
    finding.refresh_from_db()


def make_figures(area, cast, word: str = "") -> AdoptedMeasure:
    """A measure of child protection with one approved figure, at 86%."""
    measure = make_measure(
        area, code="CP6", name=f"Reviews in time {word}", target="95%+", target_from=SEPTEMBER,
        baseline=Decimal(80),
    )  # fmt: skip
    load_approved_figures(
        council=area.council,
        month=SEPTEMBER,
        rows={"CP6": Entry(value=Decimal(86))},
        submitted_by=cast.officer,
        approved_by=cast.lead,
        today=TODAY,
    )
    return measure


def make_cycle(council: Council, word: str = "", *, ended: date = date(2026, 7, 31)) -> AuditCycle:
    """Twenty cases of child protection, twelve of them good or better."""
    cycle = AuditCycle.objects.create(
        council=council, name=f"Summer {word} {ended}", started=date(ended.year, 1, 5), ended=ended
    )
    for grade, cases in (("good", 12), ("requires-improvement", 8)):
        AuditResult.objects.create(
            cycle=cycle, area="child-protection", moderated_grade=grade, cases=cases
        )
    AuditTheme.objects.create(council=council, cycle=cycle, kind="strength", text=f"Theme {word}")
    return cycle


def make_letter(inspection: Inspection, cast, word: str = "", **fields) -> Letter:
    """A confirmed letter, its file in the storage of the tests."""
    data = PDF + word.encode()
    digest = hashlib.sha256(data).hexdigest()
    letter = Letter(
        council=inspection.council, digest=digest, filename=f"../../{word}.pdf", pages_count=9,
        status=Letter.Status.CONFIRMED, inspection=inspection, uploaded_by=cast.improvement,
        uploaded_at=NOON, confirmed_by=cast.improvement, confirmed_at=NOON, **fields,
    )  # fmt: skip
    letter.file.save("letter.pdf", ContentFile(data), save=True)
    return letter
