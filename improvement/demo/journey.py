"""How do a council's inspections, findings, plans and actions come in from its facts?"""

from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from improvement.councils.models import Council, User
from improvement.demo.cast import Cast
from improvement.demo.facts import Facts, Row
from improvement.plans.models import Action, Evidence, Plan, Priority, Update
from improvement.plans.services import add_action, add_milestone, add_plan, add_priority
from improvement.practice import guess_area
from improvement.rules.brag import StatedStatus
from inspections.models import Finding, FindingKind, Inspection
from inspections.register.services import record_standing
from inspections.services import add_finding, add_inspection, record_judgements
from scorecard.models import AdoptedMeasure

NOON = time(12)


def at_noon(day: date) -> datetime:
    """A moment on a day, for what is stored with a time."""
    return timezone.make_aware(datetime.combine(day, NOON))


# --- Inspections and findings ------------------------------------------------------------------


def load_inspections(council: Council, facts: Facts) -> dict[str, Inspection]:
    """Every inspection with its judgements, by its short name in the file."""
    loaded: dict[str, Inspection] = {}
    for row in facts.rows("inspections"):
        loaded[row["ref"]] = load_inspection(council, facts, row, loaded)
    return loaded


def load_inspection(
    council: Council, facts: Facts, row: Row, loaded: dict[str, Inspection]
) -> Inspection:
    """One inspection; grades its judgement set does not know (no overall since 2026) are left."""
    inspection = add_inspection(
        council=council,
        by=None,
        kind=row["kind"],
        title=row["title"],
        theme=row.get("theme", ""),
        inspectorates=row.get("inspectorates", []),
        date_precision=row["precision"],
        date_note=row.get("date_note", ""),
        follows=loaded.get(row.get("follows", "")),
        number=row.get("number"),
        summary=row.get("notes", ""),
        source=facts.source(row),
        **days_of(facts, row),
    )
    known = set_codes(inspection)
    grades = {code: grade for code, grade in row.get("judgements", {}).items() if code in known}
    if grades:
        record_judgements(inspection=inspection, by=None, grades=grades)
    return inspection


def days_of(facts: Facts, row: Row) -> dict[str, Any]:
    """The days of an inspection that are known."""
    names = ("started", "ended", "published", "statement_due")
    return {name: facts.working_day(row.get(name)) for name in names}


def set_codes(inspection: Inspection) -> set[str]:
    """What its framework judges."""
    judged = inspection.judgement_set
    return {area.code for area in judged.areas.all()} if judged else set()


def load_findings(
    facts: Facts, inspections: dict[str, Inspection], cast: Cast
) -> dict[str, Finding]:
    """Every finding, then the published changes that have no figure to stand in a series."""
    loaded: dict[str, Finding] = {}
    positions: dict[str, int] = {}
    for row in [*facts.rows("findings"), *noted(facts)]:
        positions[row["of"]] = positions.get(row["of"], 0) + 1
        finding = add_finding(
            inspection=inspections[row["of"]],
            by=None,
            reference=row["ref"],
            repeats=loaded.get(row.get("repeats", "")),
            position=positions[row["of"]],
            confirmed_by=inspections.get(row.get("confirmed_by", "")),
            owner=cast[row["owner"]] if "owner" in row else None,
            **told_of(row),
        )
        loaded[row["ref"]] = stood(finding, row.get("standing"), facts)
    return loaded


def told_of(row: Row) -> dict[str, Any]:
    """What the file says of a finding; its practice area by its words where none is given."""
    words = f"{row.get('theme', '')} {row['text']}"
    return {
        "kind": row["kind"],
        "text": row["text"],
        "theme": row.get("theme", ""),
        "area": row.get("area") or guess_area(words),
        "agencies": row.get("agencies", []),
        "page": row.get("page"),
        "paragraph": int(row["paragraph"]) if "paragraph" in row else None,
        "status": row.get("status", "open"),
        "status_reason": row.get("status_reason", ""),
        "evidence": row.get("evidence", ""),
    }


def stood(finding: Finding, standing: Row | None, facts: Facts) -> Finding:
    """A strength with what has been seen of it since, where the file says so."""
    if standing is None:
        return finding
    return record_standing(
        finding=finding,
        by=None,
        standing=standing["is"],
        reason=standing["reason"],
        on=facts.day(standing["day"]),
    )


def noted(facts: Facts) -> list[Row]:
    """What a council reported as better without a figure: a strength in its own account."""
    accounts = facts.data.get("notes_of", {})
    return [
        {**row, "of": accounts[row["source"]], "kind": FindingKind.STRENGTH, "theme": row["topic"]}
        for row in facts.rows("notes")
    ]


# --- Plans and actions -------------------------------------------------------------------------


class PlanLoader:
    """Loads a council's plans, the last of them current, with what they point at."""

    def __init__(
        self,
        council: Council,
        facts: Facts,
        cast: Cast,
        findings: dict[str, Finding],
        measures: dict[str, AdoptedMeasure],
    ) -> None:
        self.council, self.facts, self.cast = council, facts, cast
        self.findings, self.measures = findings, measures

    def load(self) -> None:
        for row in self.facts.rows("plans"):
            self.load_plan(row)

    def load_plan(self, row: Row) -> None:
        plan = add_plan(
            council=self.council,
            title=row["title"],
            starts=self.facts.day(row["starts"]),
            as_at=self.facts.day(row.get("as_at")),
            summary=summary_of(row, self.facts),
            source=self.facts.source(row),
            by=None,
        )
        priorities = self.load_priorities(plan, row)
        for action in row["actions"]:
            self.load_action(row, action, priorities[action["priority"]])

    @staticmethod
    def load_priorities(plan: Plan, row: Row) -> dict[str, Priority]:
        return {
            one["ref"]: add_priority(plan=plan, title=one["title"], number=number, by=None)
            for number, one in enumerate(row["priorities"], start=1)
        }

    def load_action(self, plan: Row, row: Row, priority: Priority) -> None:
        due = self.facts.day(row.get("due"), at_end=True)
        action = add_action(
            council=self.council,
            priority=priority,
            title=row["title"],
            reference=row["ref"],
            detail=detail_of(row, self.facts.source(plan)),
            owner=self.person(row.get("owner")),
            owner_role=row.get("owner_role", ""),
            agency=row.get("agency", "Council"),
            start=self.facts.day(row.get("start")),
            due=due,
            original_due=self.facts.day(row.get("original_due"), at_end=True) or due,
            status=row["status"],
            completed_on=self.completed_on(plan, row),
            findings=[self.findings[ref] for ref in row.get("findings", [])],
            measures=[self.measures[code] for code in row.get("measures", [])],
            source=self.facts.source(plan),
            by=None,
        )
        self.load_parts(action, plan, row)

    def person(self, username: str | None) -> User | None:
        return self.cast[username] if username else None

    def completed_on(self, plan: Row, row: Row) -> date | None:
        """The day it was done, or else the day by which the source says it was."""
        if row["status"] != StatedStatus.COMPLETE:
            return None
        return self.facts.day(row.get("completed") or plan.get("as_at"))

    def load_parts(self, action: Action, plan: Row, row: Row) -> None:
        """Milestones, updates and evidence."""
        for one in row.get("milestones", []):
            due, done = self.facts.day(one["due"]), self.facts.day(one.get("done"))
            add_milestone(action=action, title=one["title"], due=due, done_on=done, by=None)
        for one in [*row.get("updates", []), *reported(plan, row, self.facts)]:
            self.load_update(action, one)
        for one in row.get("evidence", []):
            self.load_evidence(action, one)

    def load_update(self, action: Action, row: Row) -> None:
        update = Update(
            action=action, on=self.facts.day(row["day"]), status=row["status"], text=row["text"],
            by=action.owner,
        )  # fmt: skip
        update.full_clean()
        update.save()

    def load_evidence(self, action: Action, row: Row) -> None:
        """Evidence of past months, so its moments are the file's and not the clock's."""
        evidence = Evidence(action=action, title=row["title"])
        evidence.given_by = action.owner or self.cast["owner"]
        evidence.given_at = at_noon(self.facts.day(row["day"]) or self.facts.today)
        if accepted := self.facts.day(row["accepted_on"]):
            evidence.accepted_by, evidence.accepted_at = self.cast["improvement"], at_noon(accepted)
        evidence.full_clean()
        evidence.save()


def summary_of(plan: Row, facts: Facts) -> str:
    """What the plan is, and where what was published about it disagrees with itself."""
    conflicts = [
        one["text"] for one in facts.rows("discrepancies") if one["source"] == plan.get("source")
    ]
    told = ["Published facts that disagree, kept as printed:", *conflicts] if conflicts else []
    return "\n".join([plan.get("notes", ""), *told]).strip()


def detail_of(row: Row, source: str) -> str:
    """What a reader must know about dates that the source does not give."""
    notes = [row[name] for name in ("note", "due_reason") if name in row]
    if row["status"] == StatedStatus.COMPLETE and not {"completed", "due"} & set(row):
        notes.append(f"Reported as done in: {source}. The day is not published.")
    return ". ".join(notes)


def reported(plan: Row, row: Row, facts: Facts) -> list[Row]:
    """For a published plan: what its source said, on the day it said it."""
    if "as_at" not in plan:
        return []
    text = f"As reported in: {facts.source(plan)}."
    return [{"day": plan["as_at"], "status": row["status"], "text": text}]
