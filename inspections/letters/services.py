"""How does a letter come in, get put right, and become an inspection or nothing?

Only here, each step with its entry. A letter is kept whole or not at all: its file leaves with
the transaction that would have stored it.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils import timezone

from improvement.councils.locks import hold
from improvement.councils.models import Council, User
from improvement.history.services import claim_version, record
from inspections import services
from inspections.letters.draft import Draft, differences, draft_of
from inspections.letters.forms import DraftForms, is_series_kind
from inspections.letters.letter import LetterReading, LetterRefused
from inspections.letters.reading import read_letter
from inspections.letters.telling import label_of, words_of
from inspections.models import Finding, Inspection, Letter, LetterPage, LetterParagraph
from inspections.outcomes.services import store_outcome

LONGEST_NAME = 120
CHUNK = 65_536
HEADING_LENGTH = 200
STORED_APART = {"pages": (), "paragraphs": ()}


# --- Coming in ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Kept:
    """A letter, and whether it has just come in or was here before."""

    letter: Letter
    is_new: bool


def keep_letter(*, council: Council, file: IO[bytes], filename: str, by: User) -> Kept:
    """Read a letter and keep it with its draft; the same letter again leads to the first one.

    Reading takes seconds, so it happens before anything is locked.
    """
    digest = digest_of(file)
    if known := council.letters.filter(digest=digest).first():
        return Kept(known, is_new=False)
    file.seek(0)
    reading = storable(read_letter(file, filename))
    refuse_other_council(reading, council)
    letter = letter_from(reading, council, digest=digest, filename=filename, by=by)
    return store_letter(letter, reading, file)


def storable(reading: LetterReading) -> LetterReading:
    """What was read, without the signs that a PDF may hold and no database does."""
    return LetterReading.from_json(cleaned(reading.to_json()))


def cleaned(value: Any) -> Any:
    """Texts, wherever they stand, without nulls and halves of signs."""
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-8", "ignore").decode()
    if isinstance(value, list):
        return [cleaned(one) for one in value]
    return {name: cleaned(one) for name, one in value.items()} if isinstance(value, dict) else value


def letter_from(
    reading: LetterReading, council: Council, *, digest: str, filename: str, by: User
) -> Letter:
    """The letter, not yet stored; its pages and paragraphs get tables of their own."""
    return Letter(
        council=council,
        digest=digest,
        filename=clean_name(filename),
        pages_count=len(reading.pages),
        reading=replace(reading, **STORED_APART).to_json(),
        draft=first_draft(reading, council).to_json(),
        uploaded_by=by,
        uploaded_at=timezone.now(),
    )


def digest_of(file: IO[bytes]) -> str:
    """SHA-256 of what the file holds."""
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def clean_name(name: str) -> str:
    """A file's own name, fit to show and to keep in the history."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(letter for letter in last if letter.isprintable()).strip()
    return shown[-LONGEST_NAME:] or "letter.pdf"


def refuse_other_council(reading: LetterReading, council: Council) -> None:
    """A letter belongs to the council it speaks of; one that names none is asked about later."""
    if reading.gss and reading.gss != council.gss_code:
        raise LetterRefused(
            f"This letter is about {reading.council}, not {council.name}. "
            f"Upload it at {reading.council}, or choose the letter of {council.name}."
        )


def first_draft(reading: LetterReading, council: Council) -> Draft:
    """What was read; a visit is proposed for the series that was open when it began."""
    draft = draft_of(reading)
    head = series_head(reading, council) if is_series_kind(reading.kind) else None
    return replace(draft, facts={**draft.facts, "follows": str(head.pk)}) if head else draft


def series_head(reading: LetterReading, council: Council) -> Inspection | None:
    """The latest graded inspection before the visit: what monitoring visits follow."""
    before = council.inspections.filter(follows=None, judgements__isnull=False)
    if reading.start:
        before = before.filter(started__lt=reading.start)
    return before.latest_first().first()


def store_letter(letter: Letter, reading: LetterReading, file: IO[bytes]) -> Kept:
    """The letter with its file, pages and paragraphs: all of it, or nothing."""
    try:
        return put_letter(letter, reading, file)
    except BaseException:
        if letter.file.name:
            letter.file.storage.delete(letter.file.name)
        raise


@transaction.atomic
def put_letter(letter: Letter, reading: LetterReading, file: IO[bytes]) -> Kept:
    """Store everything; whoever sent the same letter a moment earlier was first."""
    hold(letter.council)
    if known := letter.council.letters.filter(digest=letter.digest).first():
        return Kept(known, is_new=False)
    file.seek(0)
    letter.file.save(f"{letter.digest}.pdf", File(file), save=False)
    letter.full_clean()
    letter.save()
    LetterPage.objects.bulk_create(pages_of(letter, reading))
    LetterParagraph.objects.bulk_create(paragraphs_of(letter, reading))
    told = {"filename": letter.filename, "pages_count": letter.pages_count}
    record(letter, by=letter.uploaded_by, verb="uploaded", after=told)
    return Kept(letter, is_new=True)


def pages_of(letter: Letter, reading: LetterReading) -> Iterable[LetterPage]:
    """The text of each page."""
    return [
        LetterPage(letter=letter, number=number, text=text)
        for number, text in enumerate(reading.pages, start=1)
    ]


def paragraphs_of(letter: Letter, reading: LetterReading) -> Iterable[LetterParagraph]:
    """Each paragraph at its place."""
    return [
        LetterParagraph(
            council=letter.council,
            letter=letter,
            position=position,
            number=one.number,
            heading=one.heading[:HEADING_LENGTH],
            page=one.page,
            text=one.text,
        )
        for position, one in enumerate(reading.paragraphs, start=1)
    ]


# --- Putting right ------------------------------------------------------------------------------


def reading_of(letter: Letter) -> LetterReading:
    """What was read of it; its pages and paragraphs stand in tables of their own."""
    return LetterReading.from_json(letter.reading)


def held_draft(letter: Letter) -> Draft:
    """The draft as it is saved now."""
    return Draft.from_json(letter.draft)


def forms_of(letter: Letter, draft: Draft, *, is_checked: bool) -> DraftForms:
    """The draft as forms; a letter that names no council is asked about."""
    asks = not letter.reading.get("gss")
    return DraftForms(letter.council, draft, is_checked=is_checked, asks_about=asks)


@transaction.atomic
def save_draft(*, letter: Letter, draft: Draft, version: int, by: User) -> Letter:
    """Keep the draft as it was typed, with faults and all; a save that changes nothing is none."""
    refuse_confirmed(letter)
    changed = list(differences(held_draft(letter), draft))
    if not changed:
        return letter
    claim_version(letter, version)
    letter.draft = draft.to_json()
    letter.save(update_fields=["draft"])
    before = {label_of(one): words_of(one, one.before) for one in changed}
    after = {label_of(one): words_of(one, one.after) for one in changed}
    record(letter, by=by, verb="corrected the draft", before=before, after=after)
    return letter


def refuse_confirmed(letter: Letter) -> None:
    """What stands behind an inspection is changed there."""
    if letter.is_confirmed:
        raise ValidationError("This letter has been confirmed. Change its inspection instead.")


@transaction.atomic
def discard_letter(*, letter: Letter, version: int, by: User) -> None:
    """Throw a draft away, its file with it."""
    refuse_confirmed(letter)
    claim_version(letter, version)
    record(letter, by=by, verb="discarded", before={"filename": letter.filename})
    storage, name = letter.file.storage, letter.file.name
    letter.delete()
    transaction.on_commit(lambda: storage.delete(name))


# --- Confirming ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Placing:
    """What somebody decided on the last page: where the draft goes, and what it changes there.

    `into` is None for a new inspection. `taken` are the areas whose recorded grade gives way to
    the letter's; `recorded` says which drafted findings stand there already.
    """

    into: Inspection | None = None
    taken: frozenset[str] = frozenset()
    recorded: Mapping[str, Finding] = field(default_factory=dict)
    takes_words: bool = False


@transaction.atomic
def confirm_letter(*, letter: Letter, placing: Placing, version: int, by: User) -> Inspection:
    """Make an inspection of the draft, or add it to the one recorded; a second time is the same.

    The letter is read afresh under the council's lock, so that two confirmations make one.
    """
    hold(letter.council)
    letter = Letter.objects.select_related("inspection", "council").get(pk=letter.pk)
    if letter.is_confirmed:
        return letter.inspection
    claim_version(letter, version)
    checked = forms_of(letter, held_draft(letter), is_checked=True)
    checked.refuse()
    inspection = inspection_from(checked, placing, letter.council, by)
    for key, form in checked.findings.items():
        put_finding(inspection, form.cleaned_data, placing.recorded.get(key), placing, by)
    publish_outcome(checked, inspection, by)
    letter.status, letter.inspection = Letter.Status.CONFIRMED, inspection
    letter.confirmed_by, letter.confirmed_at = by, timezone.now()
    letter.full_clean()
    letter.save()
    record(letter, by=by, verb="confirmed", after={"inspection": str(inspection)})
    told = {"before": {"letter": ""}, "after": {"letter": letter.filename}}
    record(inspection, by=by, verb="took in a letter", **told)
    return inspection


def inspection_from(
    checked: DraftForms, placing: Placing, council: Council, by: User
) -> Inspection:
    """The inspection with its facts and grades: a new one, or the recorded one filled in."""
    facts, grades = checked.facts.said(), checked.grades.said()
    if placing.into is None:
        inspection = services.add_inspection(council=council, by=by, **facts)
    else:
        inspection = fill_inspection(fresh(placing.into), facts, by)
        grades = grades_to_record(inspection, grades, placing.taken)
    known = {code: grade for code, grade in grades.items() if grade is not None}
    if known:
        services.record_judgements(
            inspection=inspection, by=by, grades=known, version=inspection.version
        )
    return inspection


def fresh(inspection: Inspection) -> Inspection:
    """The inspection as it is stored under the lock."""
    return Inspection.objects.select_related("council", "judgement_set").get(pk=inspection.pk)


def fill_inspection(inspection: Inspection, facts: Mapping[str, Any], by: User) -> Inspection:
    """What the record leaves empty, the letter fills; nothing recorded is overwritten."""
    told = [(name, value) for name, value in facts.items() if value]
    empty = {name: value for name, value in told if not getattr(inspection, name)}
    if not inspection.judgement_set_id and not inspection.judgements.exists():
        empty["judgement_set"] = services.set_for(inspection.kind, inspection.started)
    if not any(empty.values()):
        return inspection
    return services.change_inspection(
        inspection=inspection, by=by, version=inspection.version, **empty
    )


def grades_to_record(
    inspection: Inspection, grades: Mapping[str, str | None], taken: frozenset[str]
) -> dict[str, str | None]:
    """The grades that are not recorded yet, and those that somebody chose to take."""
    held = dict(inspection.judgements.values_list("area__code", "grade"))
    areas = services.areas_of(inspection)
    return {
        code: grade
        for code, grade in grades.items()
        if code in areas and (code not in held or code in taken)
    }


def publish_outcome(checked: DraftForms, inspection: Inspection, by: User) -> None:
    """What the inspectorate has published, with grades, belongs on everyone's register.

    A letter that is not out yet stays the council's own.
    """
    facts, grades = checked.facts.said(), checked.grades.said()
    published = facts["published"] or inspection.published
    is_out = published is not None and published <= timezone.localdate()
    if not is_out or not any(grades.values()):
        return
    store_outcome(
        council=inspection.council,
        kind=facts["kind"],
        started=facts["started"],
        ended=facts["ended"],
        published=published,
        grades=grades,
        by=by,
        from_letter=True,
    )


def put_finding(
    inspection: Inspection,
    said: Mapping[str, Any],
    recorded: Finding | None,
    placing: Placing,
    by: User,
) -> None:
    """Add a finding, or fill in the one that is recorded already."""
    if recorded is None:
        services.add_finding(inspection=inspection, by=by, **said)
        return
    empty = {name: said[name] for name in ("page", "area", "agencies") if said[name]}
    filled = {name: value for name, value in empty.items() if not getattr(recorded, name)}
    if placing.takes_words and recorded.text != said["text"]:
        filled["text"] = said["text"]
    if filled:
        services.change_finding(finding=recorded, by=by, version=recorded.version, **filled)
