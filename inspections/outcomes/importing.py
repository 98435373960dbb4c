"""How does a file of published outcomes come onto the register: whole, once, and told?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from improvement.councils.models import User
from improvement.councils.published_files import FileFault
from inspections.models import PublishedGrade, PublishedOutcome
from inspections.outcomes.reading import Key, PublishedRow, Read, read_outcomes
from inspections.outcomes.services import store_outcome

# What someone may restate through the page: one part in ten of what is held.
MOST_RESTATED = 10
ILACS = ("ilacs-standard", "ilacs-short")


@dataclass(frozen=True, slots=True)
class Held:
    """A result on the register."""

    ended: date | None
    published: date | None
    is_from_letter: bool
    grades: Mapping[str, str]

    def differs_from(self, row: PublishedRow) -> bool:
        """Does a row say anything else? What it leaves empty says nothing."""
        days = ((row.ended, self.ended), (row.published, self.published))
        return any(told and told != held for told, held in days) or any(
            self.grades.get(code) != grade for code, grade in row.grades.items()
        )


@dataclass(frozen=True, slots=True)
class Import:
    """What came of one file."""

    file_name: str
    lines: int
    added: int
    changed: int
    unchanged: int
    kept: int
    passed_over: int
    unread: tuple[str, ...]


@transaction.atomic
def import_outcomes(
    *, file_name: str, content: bytes, by: User | None, careful: bool = False
) -> Import:
    """Take in one file, or refuse it whole with a FileFault; a second time changes nothing.

    `careful` refuses a file that would restate a tenth of what is held, for whoever imports
    through the page: these results are every council's.
    """
    read, held = read_outcomes(content, file_name), held_outcomes()
    refuse_other_kind(read, held, file_name)
    added = [row for row in read.rows if row.key not in held]
    differing = [row for row in read.rows if row.key in held and held[row.key].differs_from(row)]
    changed = [row for row in differing if not held[row.key].is_from_letter]
    if careful:
        refuse_restating(len(changed), len(held), file_name)
    store([*added, *changed], file_name, by)
    return Import(
        file_name=file_name,
        lines=read.lines,
        added=len(added),
        changed=len(changed),
        unchanged=len(read.rows) - len(added) - len(differing),
        kept=len(differing) - len(changed),
        passed_over=read.passed_over.total(),
        unread=tuple(read.unread),
    )


def held_outcomes() -> dict[Key, Held]:
    """Everything on the register. Queries: 2."""
    grades: dict[int, dict[str, str]] = {}
    for outcome, code, grade in PublishedGrade.objects.order_by().values_list(
        "outcome", "area__code", "grade"
    ):
        grades.setdefault(outcome, {})[code] = grade
    columns = ("pk", "council", "kind", "started", "ended", "published", "is_from_letter")
    return {
        (council, kind, started): Held(*rest, grades.get(pk, {}))
        for pk, council, kind, started, *rest in PublishedOutcome.objects.order_by().values_list(
            *columns
        )
    }


def refuse_other_kind(read: Read, held: Mapping[Key, Held], file_name: str) -> None:
    """One inspection is never held twice, once as short and once as standard."""
    faults = []
    for row in read.rows:
        others = {(row.council.pk, kind, row.started) for kind in ILACS} - {row.key}
        if row.kind in ILACS and others & set(held):
            name = "standard" if row.kind == "ilacs-short" else "short"
            faults.append(f"row {row.line}, kind: it is held as an ILACS {name} inspection")
    if faults:
        raise FileFault(file_name, faults[:20])


def refuse_restating(changed: int, held: int, file_name: str) -> None:
    """Through the page nobody turns the register over at one stroke."""
    if changed * MOST_RESTATED > held:
        told = (
            f"this would change {changed:,} of the {held:,} results held. If it is right, whoever "
            "runs the service takes it in with manage.py import_outcomes"
        )
        raise FileFault(file_name, [told])


def store(rows: Iterable[PublishedRow], file_name: str, by: User | None) -> None:
    """Every new or changed result with its entry; councils in one order, for the locks."""
    for row in sorted(rows, key=lambda one: (one.council.pk, one.started)):
        try:
            store_outcome(
                council=row.council,
                kind=row.kind,
                started=row.started,
                ended=row.ended,
                published=row.published,
                grades=row.grades,
                by=by,
            )
        except ValidationError as error:
            told = " ".join(error.messages)
            raise FileFault(file_name, [f"row {row.line}: {told}"]) from error


# --- The report ---------------------------------------------------------------------------------


def report_lines(one: Import) -> list[str]:
    """What came of a file, in sentences."""
    lines = [
        f"{counted(one.lines, 'row')} read: {one.added:,} new, {one.changed:,} changed, "
        f"{one.unchanged:,} as before."
    ]
    if one.kept:
        lines.append(f"{counted(one.kept, 'result')} kept as a letter gives it, not as the file.")
    if one.passed_over:
        lines.append(
            f"{counted(one.passed_over, 'row')} passed over: not on the register of today’s "
            "authorities."
        )
    if one.unread:
        lines.append(f"Columns not read: {', '.join(one.unread[:10])}.")
    return lines


def counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
