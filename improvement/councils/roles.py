"""Who may do what? The table of the rules, as named sets of roles.

A view names the set it needs, never single roles, so that this file is the whole answer.
"""

from django.db import models


class Role(models.TextChoices):
    """What a person does for one council; a person may hold several."""

    OFFICER = "officer", "Performance officer"
    LEAD = "lead", "Performance lead"
    IMPROVEMENT = "improvement", "Improvement lead"
    OWNER = "owner", "Action owner"
    BOARD = "board", "Board member"
    CLERK = "clerk", "Scrutiny clerk"
    VIEWER = "viewer", "Regional or partner viewer"
    ADMIN = "admin", "Administrator"


SEE_APPROVED = frozenset(Role)
SEE_JOURNEY = SEE_APPROVED - {Role.VIEWER}
SEE_DRAFTS = frozenset({Role.OFFICER, Role.LEAD, Role.IMPROVEMENT, Role.ADMIN})
KEY_FIGURES = frozenset({Role.OFFICER, Role.LEAD})
APPROVE_FIGURES = frozenset({Role.LEAD})
EDIT_MEASURES = frozenset({Role.LEAD, Role.ADMIN})
EDIT_JOURNEY = frozenset({Role.IMPROVEMENT})
UPDATE_ACTIONS = frozenset({Role.IMPROVEMENT, Role.OWNER})
RECORD_CHALLENGE = SEE_JOURNEY - {Role.OFFICER, Role.ADMIN}
# The rules' table does not name boards: they belong to those who prepare and serve meetings.
EDIT_BOARDS = frozenset({Role.IMPROVEMENT, Role.CLERK})
# Who reorganises, and who counts, both know what changed under the figures.
RECORD_CHANGES = EDIT_BOARDS | {Role.LEAD}
BUILD_PACKS = frozenset({Role.IMPROVEMENT, Role.CLERK})
READ_PACKS = BUILD_PACKS | {Role.BOARD}
APPROVE_PACKS = frozenset({Role.IMPROVEMENT})
ADMINISTER = frozenset({Role.ADMIN})
