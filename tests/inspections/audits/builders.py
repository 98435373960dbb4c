"""How do tests make audit cycles? Through the services, with sensible defaults."""

from datetime import date

from improvement.councils.models import Council
from inspections.audits import services
from inspections.models import AuditCycle, AuditTheme

G, RI, INADEQUATE, OUTSTANDING = "good", "requires-improvement", "inadequate", "outstanding"
# 20 cases: 17 alike, two moderated down, one up; 12 Good or better after moderation.
TWENTY = {(G, G): 11, (G, RI): 2, (RI, RI): 5, (RI, G): 1, (INADEQUATE, INADEQUATE): 1}


def make_cycle(council: Council, **fields) -> AuditCycle:
    """A quarterly cycle of the council's own, ended in September 2026, unless told otherwise."""
    fields = {
        "name": "Practice audits, September 2026",
        "programme": "Practice audits",
        "started": date(2026, 7, 1),
        "ended": date(2026, 9, 30),
        **fields,
    }
    return services.add_cycle(council=council, by=None, **fields)


def make_results(cycle: AuditCycle, area: str = "front-door", cells=None) -> AuditCycle:
    """Twenty cases of the front door, unless told otherwise."""
    return services.record_results(cycle=cycle, area=area, cells=cells or TWENTY, by=None)


def make_theme(cycle: AuditCycle, **fields) -> AuditTheme:
    """Something to improve at the front door, unless told otherwise."""
    fields = {
        "kind": AuditTheme.Kind.IMPROVEMENT,
        "area": "front-door",
        "text": "Decisions do not say why.",
        **fields,
    }
    return services.add_theme(cycle=cycle, by=None, **fields)


def cells_of(cycle: AuditCycle) -> dict[tuple[str, str], int]:
    """How many cases are held at each auditor's and moderated grade."""
    return {(one.auditor_grade, one.moderated_grade): one.cases for one in cycle.results.all()}
