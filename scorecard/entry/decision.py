"""What did an approver type about a section, and where does each refusal lead?"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.core.exceptions import ValidationError

from improvement.history.services import EditConflict
from improvement.ui.errors import ErrorLink
from scorecard.entry.forms import read_version
from scorecard.entry.review import Review, ReviewLine, sheet_href
from scorecard.models import AdoptedMeasure, Section
from scorecard.services.entries import FigureProblems
from scorecard.services.returning import reason_field

MOVED_ON = "This section changed after you opened this page, so {}. It is shown here as it is now."
DOUBT = "You have written what has to change. Send the section back, or clear that to approve it."


@dataclass
class Decision:
    """A posted decision: approve, or send back with reasons; and what was wrong with it."""

    is_approval: bool = False
    reason: str = ""
    asked: Mapping[AdoptedMeasure, str] = field(default_factory=dict)
    version: int = 0
    faults: dict[str, str] = field(default_factory=dict)
    links: list[ErrorLink] = field(default_factory=list)

    @classmethod
    def read(cls, section: Section, data: Mapping[str, str]) -> "Decision":
        """What was typed, figure by figure. Queries: 1."""
        measures = [figure.measure for figure in section.figures.select_related("measure")]
        typed = {one: typed_words(data, reason_field(one.pk)) for one in measures}
        return cls(
            is_approval=data.get("decision") == "approve",
            reason=typed_words(data, "reason"),
            asked={measure: words for measure, words in typed.items() if words},
            version=read_version(data.get("version", "")),
        )

    @property
    def reason_fault(self) -> str:
        return self.faults.get("reason", "")

    def refuse_doubt(self) -> None:
        """Approving while asking for changes is one click wrong: nothing that was typed is lost."""
        if self.reason or self.asked:
            raise ValidationError({"reason": DOUBT})

    def refuse(self, refusal: ValidationError) -> None:
        """Keep what forbids it, each message leading to its box."""
        if isinstance(refusal, EditConflict):
            self.links = [ErrorLink(MOVED_ON.format("nothing was decided"), "")]
        elif hasattr(refusal, "error_dict"):
            self.faults = {name: told[0] for name, told in refusal.message_dict.items()}
            self.links = [ErrorLink(told, f"#{name}") for name, told in self.faults.items()]
        else:
            self.links = [ErrorLink(told, "") for told in refusal.messages]

    def on(self, page: Review) -> Review:
        """The page with what was typed in its boxes."""
        typed = {measure.pk: words for measure, words in self.asked.items()}
        return replace(page, lines=tuple(self.in_line(line, typed) for line in page.lines))

    def in_line(self, line: ReviewLine, typed: Mapping[int, str]) -> ReviewLine:
        fault = self.faults.get(reason_field(line.pk), "")
        return replace(line, asking=typed.get(line.pk, ""), asking_fault=fault)


def typed_words(data: Mapping[str, str], name: str) -> str:
    """A box as it was typed, line ends as people mean them."""
    return data.get(name, "").replace("\r\n", "\n").strip()


def refusal_links(section: Section, refusal: ValidationError) -> list[ErrorLink]:
    """Why a section cannot be submitted, each figure leading to the box that answers it."""
    if isinstance(refusal, EditConflict):
        return [ErrorLink(MOVED_ON.format("it was not submitted"), "")]
    if not isinstance(refusal, FigureProblems):
        return [ErrorLink(message, "") for message in refusal.messages]
    sheet = sheet_href(section)
    return [
        ErrorLink(problem.message, f"{sheet}#{problem.field[0]}{measure.pk}")
        for measure, problem in refusal.found
    ]
