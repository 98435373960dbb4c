"""Who may open, and who may send to, each address? The rules' table, said once more by address.

Written apart from the code on purpose: a view whose guard drifts from this table fails.
`None` means the method is not offered there. A page for nobody in particular stands in OPEN.
"""

from dataclasses import dataclass

EVERYONE = frozenset(
    ["officer", "lead", "improvement", "owner", "board", "clerk", "viewer", "admin"]
)
JOURNEY = EVERYONE - {"viewer"}
DRAFTS = frozenset({"officer", "lead", "improvement", "admin"})
KEYERS = frozenset({"officer", "lead"})
LEAD = frozenset({"lead"})
IMPROVEMENT = frozenset({"improvement"})
BOARD_KEEPERS = frozenset({"improvement", "clerk"})
# A performance lead knows what changed in what is counted.
CHANGERS = BOARD_KEEPERS | LEAD
# The rules let these record a challenge or a question; the form offers them nothing else.
RECORDERS = BOARD_KEEPERS | {"lead", "owner", "board"}
PACKERS = frozenset({"improvement", "clerk"})
PACK_READERS = PACKERS | {"board"}
ADMIN = frozenset({"admin"})
MEASURERS = LEAD | ADMIN


@dataclass(frozen=True)
class Rule:
    """One address: whose object stands behind it, and who may GET and POST."""

    uses: str | None
    get: frozenset[str] | None
    post: frozenset[str] | None = None


def page(get: frozenset[str], uses: str | None = None) -> Rule:
    return Rule(uses, get)


def form(roles: frozenset[str], uses: str | None = None) -> Rule:
    return Rule(uses, roles, roles)


def deed(roles: frozenset[str], uses: str | None = None) -> Rule:
    """An address that is only ever posted to."""
    return Rule(uses, None, roles)


# Anyone may read these: they hold nothing of any council.
OPEN = {
    "account_login", "account_logout", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "account_reset_password_from_key_done", "account_inactive",
    "accessibility", "glossary", "gallery", "healthz",
}  # fmt: skip

# These show what a person may see of all their councils, and are not there for who has none.
ACROSS = {
    "compare:heat-map": None, "compare:measure-across": "shared-measure",
    "outcomes:outcome-list": None,
}  # fmt: skip

# These belong to the person, not to one council.
OWN = {
    "home", "account_change_password", "account_set_password", "account_reauthenticate", *ACROSS,
}  # fmt: skip

POLICY = {
    "council-overview": page(EVERYONE),
    "scorecard:scorecard-latest": page(EVERYONE),
    "scorecard:scorecard-month": page(EVERYONE, "scorecard"),
    "scorecard:measure-detail": page(EVERYONE, "measure"),
    "scorecard:measure-forecast": page(EVERYONE, "measure"),
    "inspections:inspection-list": page(JOURNEY),
    "inspections:inspection-history": page(JOURNEY),
    "inspections:judgement-grid": page(JOURNEY),
    "inspections:outcome-import": form(ADMIN),
    "inspections:inspection-add": form(IMPROVEMENT),
    "inspections:inspection-detail": page(JOURNEY, "inspection"),
    "inspections:inspection-edit": form(IMPROVEMENT, "inspection"),
    "inspections:inspection-judgements": form(IMPROVEMENT, "inspection"),
    "inspections:finding-list": page(JOURNEY),
    "inspections:finding-add": form(IMPROVEMENT),
    "inspections:finding-detail": page(JOURNEY, "finding"),
    "inspections:finding-edit": form(IMPROVEMENT, "finding"),
    "inspections:finding-status": form(IMPROVEMENT, "finding"),
    "inspections:finding-bulk": form(IMPROVEMENT),
    "inspections:repeat-list": page(IMPROVEMENT),
    "inspections:repeat-answer": deed(IMPROVEMENT, "finding"),
    "inspections:repeat-undo": deed(IMPROVEMENT, "told-apart"),
    "inspections:strength-list": page(JOURNEY),
    "inspections:strength-standing": form(IMPROVEMENT, "strength"),
    "inspections:cycle-list": page(JOURNEY),
    "inspections:cycle-add": form(IMPROVEMENT),
    "inspections:cycle-trend": page(JOURNEY),
    "inspections:cycle-detail": page(JOURNEY, "cycle"),
    "inspections:cycle-edit": form(IMPROVEMENT, "cycle"),
    "inspections:cycle-remove": form(IMPROVEMENT, "cycle"),
    "inspections:cycle-results": page(IMPROVEMENT, "cycle"),
    "inspections:cycle-area": form(IMPROVEMENT, "cycle-area"),
    "inspections:theme-add": form(IMPROVEMENT, "cycle"),
    "inspections:theme-edit": form(IMPROVEMENT, "audit-theme"),
    "inspections:theme-remove": form(IMPROVEMENT, "audit-theme"),
    "inspections:letter-list": page(JOURNEY),
    "inspections:letter-search": page(JOURNEY),
    "inspections:letter-upload": form(IMPROVEMENT),
    "inspections:letter-detail": page(JOURNEY, "letter"),
    "inspections:letter-file": page(JOURNEY, "letter"),
    "inspections:letter-picture": page(JOURNEY, "letter-page"),
    "inspections:letter-check": form(IMPROVEMENT, "draft-letter"),
    "inspections:letter-confirm": form(IMPROVEMENT, "draft-letter"),
    "inspections:letter-discard": form(IMPROVEMENT, "draft-letter"),
    "plans:plan-detail": page(JOURNEY),
    "plans:plan-add": form(IMPROVEMENT),
    "plans:plan-edit": form(IMPROVEMENT, "plan"),
    "plans:priority-add": form(IMPROVEMENT, "plan"),
    "plans:priority-edit": form(IMPROVEMENT, "priority"),
    "plans:action-list": page(JOURNEY),
    "plans:action-add": form(IMPROVEMENT),
    "plans:action-detail": page(JOURNEY, "action"),
    "plans:action-edit": form(IMPROVEMENT, "action"),
    "plans:action-update": form(IMPROVEMENT | {"owner"}, "action"),
    "plans:action-link": form(IMPROVEMENT, "action"),
    "plans:milestone-add": form(IMPROVEMENT, "action"),
    "plans:milestone-edit": form(IMPROVEMENT, "milestone"),
    "plans:action-evidence-add": form(IMPROVEMENT | {"owner"}, "action"),
    "plans:evidence-accept": deed(IMPROVEMENT, "evidence"),
    "boards:board-list": page(JOURNEY),
    "boards:board-add": form(BOARD_KEEPERS),
    "boards:board-detail": page(JOURNEY, "board"),
    "boards:board-edit": form(BOARD_KEEPERS, "board"),
    "boards:meeting-add": form(BOARD_KEEPERS),
    "boards:meeting-detail": page(JOURNEY, "meeting"),
    "boards:meeting-edit": form(BOARD_KEEPERS, "meeting"),
    "boards:decision-list": page(JOURNEY),
    "boards:decision-add": form(RECORDERS),
    "boards:decision-detail": page(JOURNEY, "decision"),
    "boards:decision-edit": form(BOARD_KEEPERS, "decision"),
    "boards:intervention-list": page(JOURNEY),
    "boards:intervention-add": form(BOARD_KEEPERS),
    "boards:intervention-edit": form(BOARD_KEEPERS, "intervention"),
    "boards:change-list": page(JOURNEY),
    "boards:change-add": form(CHANGERS),
    "boards:change-detail": page(JOURNEY, "service-change"),
    "boards:change-edit": form(CHANGERS, "service-change"),
    "boards:change-remove": form(CHANGERS, "service-change"),
    "boards:partner-add": form(BOARD_KEEPERS),
    "boards:partner-edit": form(BOARD_KEEPERS, "partner"),
    "scorecard:benchmark-list": Rule(None, EVERYONE, ADMIN),
    "scorecard:measure-list": page(EVERYONE),
    "scorecard:measure-unused": page(EVERYONE),
    "scorecard:measure-define": form(MEASURERS),
    "scorecard:measure-card": page(EVERYONE, "unused-measure"),
    "scorecard:measure-adopt": form(MEASURERS, "unused-measure"),
    "scorecard:measure-settings": form(MEASURERS, "measure"),
    "scorecard:measure-definition": form(MEASURERS, "measure"),
    "scorecard:measure-retire": form(MEASURERS, "measure"),
    "scorecard:target-set": form(MEASURERS, "measure"),
    "scorecard:target-remove": form(MEASURERS, "dated-measure"),
    "scorecard:rebase-add": form(MEASURERS, "measure"),
    "scorecard:rebase-remove": form(MEASURERS, "dated-measure"),
    "scorecard:figure-amend": form(LEAD, "approved-figure"),
    "scorecard:amendment-list": page(DRAFTS),
    "scorecard:amendment-detail": page(EVERYONE, "amendment"),
    "scorecard:amendment-decide": deed(LEAD, "amendment"),
    "scorecard:return-list": Rule(None, DRAFTS, LEAD),
    "scorecard:return-late": page(DRAFTS),
    "scorecard:return-due": form(LEAD, "return"),
    "scorecard:return-detail": page(DRAFTS, "return"),
    "scorecard:return-upload": form(KEYERS, "return"),
    "scorecard:return-upload-confirm": deed(KEYERS, "return"),
    "scorecard:return-template": page(KEYERS, "return"),
    "scorecard:section-key": form(KEYERS, "section"),
    "scorecard:section-keep": deed(KEYERS, "section"),
    "scorecard:section-discard": deed(KEYERS, "section"),
    "scorecard:section-check": page(DRAFTS, "section"),
    "scorecard:section-submit": deed(KEYERS, "section"),
    "scorecard:section-decide": form(LEAD, "submitted-section"),
    "workforce:workforce-latest": page(JOURNEY),
    "workforce:workforce-month": page(JOURNEY, "month"),
    "workforce:workforce-key": form(KEYERS, "month"),
    "workforce:workforce-publish": deed(KEYERS, "month"),
    "workforce:team-list": page(JOURNEY),
    "workforce:team-add": form(KEYERS),
    "workforce:team-edit": form(KEYERS, "team"),
    "workforce:leadership-list": page(JOURNEY),
    "workforce:post-add": form(IMPROVEMENT),
    "workforce:post-detail": page(JOURNEY, "post"),
    "workforce:post-edit": form(IMPROVEMENT, "post"),
    "workforce:tenure-add": form(IMPROVEMENT, "post"),
    "workforce:tenure-edit": form(IMPROVEMENT, "tenure"),
    "thread:broken-list": page(JOURNEY),
    "evaluation:evaluation-detail": page(JOURNEY),
    "evaluation:evaluation-word": page(JOURNEY),
    "evaluation:area-detail": page(JOURNEY, "statement"),
    "evaluation:statement-edit": form(IMPROVEMENT, "statement"),
    "evaluation:bundle-list": page(JOURNEY),
    "evaluation:bundle-detail": page(JOURNEY, "theme"),
    "evaluation:bundle-download": page(PACKERS, "theme"),
    "packs:pack-list": page(PACK_READERS),
    "packs:pack-add": form(PACKERS),
    "packs:pack-detail": page(PACK_READERS, "pack"),
    "packs:pack-freeze": form(PACKERS, "pack"),
    "packs:pack-review": deed(PACKERS, "pack"),
    "packs:pack-approve": deed(IMPROVEMENT, "pack"),
    "packs:pack-issue": deed(IMPROVEMENT, "pack"),
    "packs:pack-download": page(PACK_READERS, "pack-file"),
    "people:people-list": page(ADMIN),
    "people:person-add": form(ADMIN),
    "people:deadline-edit": form(ADMIN),
    "people:role-end": deed(ADMIN, "membership"),
}
