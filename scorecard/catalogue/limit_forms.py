"""What may be keyed about limits that are worked out anew?"""

from collections.abc import Iterable
from typing import Any

from django import forms as plain

from improvement.ui.forms import Form, MonthField
from scorecard.around import Happening
from scorecard.catalogue.fields import REASON_LONGEST

NO_CHANGE_NAMED = "Say what changed: limits never move without a reason."


class RebaseForm(Form):
    """From which month limits are worked out anew, and what changed: by name, or in words."""

    month = MonthField(label="From month", help_text="The first month after the change.")
    change = plain.ChoiceField(
        label="Change in the service that explains it",
        required=False,
        help_text="Of those that are recorded and touch this measure. Choose one, say below what "
        "changed, or do both.",
    )
    reason = plain.CharField(
        label="What changed",
        max_length=REASON_LONGEST,
        required=False,
        help_text="A change that is known: for example, a new recording system went live. "
        "It is shown on the chart.",
        error_messages={"required": NO_CHANGE_NAMED},
    )

    def __init__(self, *args: Any, changes: Iterable[Happening], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [f"{one.words}, {one.when}" for one in changes]
        self.fields["change"].choices = [("", "None of them"), *((one, one) for one in named)]
        if not named:
            del self.fields["change"]
            self.fields["reason"].required = True

    def clean(self) -> dict[str, Any]:
        """The change by its name, and after it what is said in words."""
        typed = super().clean()
        told = [typed.pop("change", ""), typed.get("reason", "").strip()]
        reason = ": ".join(part for part in told if part)
        if not reason and "reason" not in self.errors:
            self.add_error("reason", NO_CHANGE_NAMED)
        if len(reason) > REASON_LONGEST:
            over = len(reason) - REASON_LONGEST
            self.add_error("reason", f"With the change named, it is {over} characters too long.")
        return typed | {"reason": reason}
