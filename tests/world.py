"""A council with one of everything in it, every text field carrying a word of its own.

The sweeps over the whole site need an object behind every address, and a second council whose
words must never turn up in the first.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from improvement.boards.models import (
    Board,
    Decision,
    Intervention,
    Meeting,
    Partner,
    ServiceChange,
)
from improvement.councils.models import Council, ServiceArea, User
from improvement.councils.roles import Role
from improvement.evaluation.services import write_statement
from improvement.packs.models import Pack
from improvement.packs.services import (
    approve_pack,
    freeze_version,
    issue_pack,
    send_for_review,
    start_pack,
)
from improvement.plans.models import Action, Evidence, Milestone, Plan, Priority, Update
from improvement.rules.month import Month
from improvement.rules.section import SectionStatus
from inspections.letters.letter import LetterFinding, LetterParagraph, Sure
from inspections.letters.services import Placing, confirm_letter
from inspections.models import Finding, Inspection, Letter
from inspections.register.services import record_standing, tell_apart
from scorecard.amendments.services import approve_amendment, propose_amendment
from scorecard.models import (
    AdoptedMeasure,
    Figure,
    Measure,
    MonthlyReturn,
    Rebase,
    Section,
    Target,
)
from scorecard.services import Entry, keep_typing
from scorecard.services.standings import refresh_standings
from tests.builders import make_area, make_member, make_user
from tests.inspections.audits.builders import make_cycle, make_results, make_theme
from tests.inspections.builders import make_finding, make_inspection
from tests.inspections.letters.kept import drawn_page, make_reading, store
from tests.scorecard.builders import make_measure
from tests.workforce.builders import make_fed_measures
from workforce.models import Establishment, LeadershipPost, Team, TeamMonth, Tenure

MONTH = date(2026, 9, 1)
OPEN_MONTH = date(2026, 10, 1)
NOON = datetime(2026, 10, 14, 12, tzinfo=UTC)


@dataclass
class World:
    """One populated council and the keys of what is in it, by the name an address gives them."""

    council: Council
    word: str
    people: dict[str, User]
    keys: dict[str, dict[str, object]]


def make_world(council: Council, word: str) -> World:
    """Fill a council."""
    areas = [make_area(council, f"Front door {word}"), make_area(council, f"Care {word}")]
    people = {
        role.value: make_member(
            council,
            role,
            make_user(f"{role.value}-{word}", name=f"{role.label} {word}"),
            (areas[0],) if role is Role.OFFICER else (),
        )
        for role in Role
    }
    figures = make_figures(council, areas, people, word)
    journey = make_journey(council, people, word)
    letters = make_letters(council, people["improvement"], word)
    boards = make_boards(council, word)
    team = make_workforce(council, areas[0], word)
    pack = make_pack(council, people)
    amendment = make_amendment(council, people, word)
    decided = make_decided(council, word)
    shared = make_shared(council, areas[0], word)
    membership = people["owner"].memberships.get()
    said = make_statement(council, word)
    keys = (
        figures
        | journey
        | letters
        | boards
        | team
        | pack
        | amendment
        | decided
        | shared
        | said
        | {"membership": {"pk": membership.pk}}
    )
    return World(council, word, people, keys)


def make_figures(
    council: Council, areas: list[ServiceArea], people: dict[str, User], word: str
) -> dict[str, dict[str, object]]:
    """An approved month, and an open one with a draft section and a submitted one."""
    measures = [
        make_measure(area, name=f"Measure {word}", group=f"Group {word}", what=f"What {word}")
        for area in areas
    ]
    who = {"submitted_by": people["officer"], "submitted_at": NOON}
    done = who | {"approved_by": people["lead"], "approved_at": NOON}
    for month in (MONTH, OPEN_MONTH):
        held = MonthlyReturn.objects.create(
            council=council, month=month, due_on=date(2026, 11, 13),
            locked_at=NOON if month == MONTH else None,
        )  # fmt: skip
        statuses = (
            [(SectionStatus.APPROVED, done)] * 2
            if month == MONTH
            else [(SectionStatus.DRAFT, {}), (SectionStatus.SUBMITTED, who)]
        )
        for area, measure, (status, pair) in zip(areas, measures, statuses, strict=True):
            section = Section.objects.create(
                council=council, monthly_return=held, area=area, status=status, **pair
            )
            Figure.objects.create(
                council=council, month=month, measure=measure, section=section,
                numerator=Decimal(9), denominator=Decimal(10), value=Decimal(90),
                comment=f"Comment {word}", source=f"Source {word}",
                is_approved=month == MONTH, is_share=True,
            )  # fmt: skip
    keep_typing(
        section=Section.objects.get(area=areas[0], status=SectionStatus.DRAFT),
        cells={measures[0]: (f"8 {word}", "10", "", f"Typed {word}")}, base="{}", version=1,
        by=people["officer"],
    )  # fmt: skip
    return {
        "scorecard": {"month": "2026-09"},
        "measure": {"code": measures[0].code},
        "return": {"month": "2026-10"},
        "section": {"month": "2026-10", "area": areas[0].slug},
        "submitted-section": {"month": "2026-10", "area": areas[1].slug},
        "month": {"month": "2026-09"},
    }


def make_shared(council: Council, area: ServiceArea, word: str) -> dict[str, dict[str, object]]:
    """A measure of the catalogue, under the council's own name, with an approved figure."""
    shared, _ = Measure.objects.get_or_create(
        council=None, code="SH1",
        defaults={
            "name": "Shared", "group": "Shared", "unit": "percent", "basis": "month",
            "polarity": "higher",
        },
    )  # fmt: skip
    adopted = AdoptedMeasure.objects.create(
        council=council, measure=shared, code="SH1", name=f"Ours {word}", group="Shared", area=area
    )
    section = Section.objects.get(council=council, area=area, monthly_return__month=MONTH)
    Figure.objects.create(
        council=council, month=MONTH, measure=adopted, section=section, value=Decimal(80),
        is_approved=True,
    )  # fmt: skip
    refresh_standings(council=council)
    return {"shared-measure": {"code": "SH1"}}


def make_decided(council: Council, word: str) -> dict[str, dict[str, object]]:
    """A target and a rebase of the first measure, and a measure that is not in use."""
    measure = AdoptedMeasure.objects.filter(council=council).earliest("pk")
    Target.objects.create(
        council=council, measure=measure, effective_from=MONTH, text="80%+", reason=f"Aim {word}"
    )
    Rebase.objects.create(council=council, measure=measure, month=MONTH, reason=f"New {word}")
    unused = Measure.objects.create(
        council=council, code="TU1", name=f"Unused {word}", group=f"Group {word}",
        what=f"Unused what {word}", unit="count", basis="month", polarity="lower",
        numerator_label=f"Counted {word}",
    )  # fmt: skip
    return {
        "unused-measure": {"code": unused.code},
        "dated-measure": {"code": measure.code, "month": "2026-09"},
    }


def make_amendment(
    council: Council, people: dict[str, User], word: str
) -> dict[str, dict[str, object]]:
    """An approved figure of the locked month that was amended since a pack quoted it."""
    deputy = make_member(
        council, Role.LEAD, make_user(f"deputy-{word}", name=f"Second lead {word}")
    )
    figure = Figure.objects.filter(council=council, month=MONTH).earliest("pk")
    amendment = propose_amendment(
        figure=figure, entry=Entry(Decimal(8), Decimal(10), comment=f"Now {word}"),
        reason=f"Recounted {word}", by=people["lead"], revision=1,
    )  # fmt: skip
    approve_amendment(amendment=amendment, by=deputy)
    return {
        "amendment": {"pk": amendment.pk},
        "approved-figure": {"code": figure.measure.code, "month": "2026-09"},
    }


def make_journey(
    council: Council, people: dict[str, User], word: str
) -> dict[str, dict[str, object]]:
    """An inspection with a finding, and a plan with an action that answers it."""
    inspection = make_inspection(council, title=f"Inspection {word}", theme=f"Theme {word}")
    finding = make_finding(inspection, text=f"Finding {word}", theme=f"Theme {word}")
    strength = make_register(inspection, people["owner"], word)
    apart = tell_apart(finding=finding, earlier=inspection.confirmed_findings.get(), by=None)
    plan = Plan.objects.create(council=council, title=f"Plan {word}", number=1, starts=MONTH)
    priority = Priority.objects.create(plan=plan, number=1, title=f"Priority {word}")
    action = Action.objects.create(
        council=council, plan=plan, priority=priority, reference="A1", title=f"Action {word}",
        detail=f"Detail {word}", owner=people["owner"], due=date(2026, 12, 1),
        original_due=date(2026, 12, 1),
    )  # fmt: skip
    action.findings.add(finding)
    milestone = Milestone.objects.create(
        action=action, title=f"Milestone {word}", due=date(2026, 11, 1)
    )
    Update.objects.create(
        action=action, on=MONTH, status="on_track", text=f"Update {word}", by=people["owner"]
    )
    evidence = Evidence.objects.create(
        action=action, title=f"Evidence {word}", given_by=people["owner"], given_at=NOON
    )
    return {
        "inspection": {"pk": inspection.pk},
        "finding": {"pk": finding.pk},
        "strength": {"pk": strength.pk},
        "told-apart": {"pk": finding.pk, "apart": apart.pk},
        "plan": {"pk": plan.pk},
        "priority": {"pk": priority.pk},
        "action": {"pk": action.pk},
        **make_audits(council, action, word),
        "milestone": {"pk": action.pk, "milestone": milestone.pk},
        "evidence": {"pk": action.pk, "evidence": evidence.pk},
    }


def make_statement(council: Council, word: str) -> dict[str, dict[str, object]]:
    """What the council says of one part of its self-evaluation, and a theme to be visited."""
    write_statement(
        council=council, judgement="help", today=MONTH, by=None, knows=f"Knows {word}",
        sources=f"Sources {word}", doing=f"Doing {word}", reviewed_on=MONTH,
    )  # fmt: skip
    return {"statement": {"judgement": "help"}, "theme": {"theme": "everything"}}


def make_audits(council: Council, action: Action, word: str) -> dict[str, dict[str, object]]:
    """A cycle of audits with results, and a theme that the action answers."""
    cycle = make_cycle(
        council, name=f"Cycle {word}", programme=f"Programme {word}", auditors=f"Auditors {word}",
        sample=f"Sample {word}", summary=f"Summary {word}", source=f"Source {word}",
    )  # fmt: skip
    make_results(cycle)
    theme = make_theme(cycle, text=f"Theme {word}")
    action.audit_themes.add(theme)
    return {
        "cycle": {"pk": cycle.pk},
        "cycle-area": {"pk": cycle.pk, "practice": "front-door"},
        "audit-theme": {"pk": cycle.pk, "theme": theme.pk},
    }


def make_register(inspection: Inspection, owner: User, word: str) -> Finding:
    """An earlier finding that was confirmed and may have returned, and a strength at risk."""
    earlier = make_inspection(inspection.council, title=f"Earlier {word}", started=date(2020, 3, 2))
    make_finding(
        earlier, text=f"Supervision records drift {word}", owner=owner, status="confirmed",
        evidence=f"Evidence {word}", status_reason=f"Reason {word}", confirmed_by=inspection,
    )  # fmt: skip
    make_finding(inspection, text=f"Supervision records still drift {word}", owner=owner)
    strength = make_finding(inspection, kind="strength", text=f"Strength {word}")
    return record_standing(
        finding=strength, by=None, standing="at_risk", reason=f"Seen {word}", on=MONTH
    )


def make_letters(council: Council, by: User, word: str) -> dict[str, dict[str, object]]:
    """A letter that has been confirmed, and one whose draft waits to be checked."""
    told = {"theme": f"Theme {word}", "pages": (f"Page {word}",), "published": None}
    told["findings"] = (LetterFinding("improvement", f"Bullet {word}", 1, Sure.UNSURE),)
    told["paragraphs"] = (LetterParagraph(1, f"Heading {word}", 1, f"Paragraph {word}"),)
    first, draft = (
        store(make_reading(council, start=date(year, 3, 4), end=None, **told), council, by,
              drawn_page(f"{word} {year}"))
        for year in (2018, 2019)
    )  # fmt: skip
    Letter.objects.filter(council=council).update(filename=f"letter {word}.pdf")
    confirm_letter(letter=first, placing=Placing(), version=first.version, by=by)
    return {
        "letter": {"pk": first.pk},
        "letter-page": {"pk": first.pk, "page": 1},
        "draft-letter": {"pk": draft.pk},
    }


def make_boards(council: Council, word: str) -> dict[str, dict[str, object]]:
    """A board with a meeting and a decision, an intervention, a partner and a change."""
    board = Board.objects.create(council=council, name=f"Board {word}", purpose=f"Purpose {word}")
    meeting = Meeting.objects.create(council=council, board=board, on=date(2026, 12, 3))
    decision = Decision.objects.create(
        council=council, meeting=meeting, reference="D1", text=f"Decision {word}"
    )
    intervention = Intervention.objects.create(
        council=council, kind="direction", service=f"Service {word}", issued=MONTH
    )
    partner = Partner.objects.create(council=council, name=f"Partner {word}")
    change = ServiceChange.objects.create(
        council=council, kind="system", title=f"Change {word}", on=MONTH,
        decided_by=f"Decider {word}", notes=f"Notes {word}", source=f"Source {word}",
    )  # fmt: skip
    return {
        "board": {"pk": board.pk},
        "meeting": {"pk": meeting.pk},
        "decision": {"pk": decision.pk},
        "intervention": {"pk": intervention.pk},
        "partner": {"pk": partner.pk},
        "service-change": {"pk": change.pk},
    }


def make_workforce(council: Council, area: ServiceArea, word: str) -> dict[str, dict[str, object]]:
    """A team's month behind an approved section, and a leadership post with its holder."""
    make_fed_measures(area, "WF1")
    team = Team.objects.create(council=council, name=f"Team {word}", area=area)
    Establishment.objects.create(council=council, month=MONTH)
    TeamMonth.objects.create(
        council=council, month=MONTH, team=team, role="social_worker", posts=Decimal(10),
        permanent=Decimal(8), agency=Decimal(1), vacancies=Decimal(2),
    )  # fmt: skip
    post = LeadershipPost.objects.create(council=council, title=f"Director {word}")
    tenure = Tenure.objects.create(
        council=council, post=post, standing="interim", starts=MONTH, note=f"Note {word}"
    )
    held = {"post": post.pk, "pk": tenure.pk}
    return {"team": {"pk": team.pk}, "post": {"pk": post.pk}, "tenure": held}


def make_pack(council: Council, people: dict[str, User]) -> dict[str, dict[str, object]]:
    """A pack that has been issued."""
    clerk, improvement = people["clerk"], people["improvement"]
    pack = start_pack(
        council=council, kind=Pack.Kind.BOARD, month=Month(2026, 9), meeting=None, by=clerk
    )
    freeze_version(pack=pack, by=clerk)
    send_for_review(pack=pack, by=clerk)
    approve_pack(pack=pack, by=improvement)
    issue_pack(pack=pack, by=improvement)
    return {"pack": {"pk": pack.pk}, "pack-file": {"pk": pack.pk, "format": "xlsx"}}
