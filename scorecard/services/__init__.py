"""Who may write measures, targets, returns and figures? Only the functions listed here."""

from scorecard.services.adoption import adopt_measure, define_own_measure, set_target
from scorecard.services.entries import Entry
from scorecard.services.historic import load_approved_figures
from scorecard.services.keying import key_section
from scorecard.services.publish import Published, publish_figures
from scorecard.services.returning import send_back_section
from scorecard.services.returns import move_due, open_return
from scorecard.services.sections import approve_section, submit_section
from scorecard.services.working import discard_typing, end_typing, keep_refused, keep_typing

__all__ = [
    "Entry",
    "Published",
    "adopt_measure",
    "approve_section",
    "define_own_measure",
    "discard_typing",
    "end_typing",
    "keep_refused",
    "keep_typing",
    "key_section",
    "load_approved_figures",
    "move_due",
    "open_return",
    "publish_figures",
    "send_back_section",
    "set_target",
    "submit_section",
]
