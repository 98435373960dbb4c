"""How does the published result of an inspection come onto the register? Only here.

A result is known by its authority, kind and first day: stored twice, it stands once. Where a
letter has been read its grades stand, since the last word is always the letter's.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from improvement.councils.locks import hold
from improvement.councils.models import Council, User
from improvement.history.services import difference, record
from inspections.models import JudgementArea, JudgementSet, PublishedGrade, PublishedOutcome

# By area code: "" says that the area was not graded, None that no grade is recorded.
Grades = Mapping[str, str | None]
Told = dict[str, Any]
NOT_RECORDED, NOT_GRADED = "Not recorded", "Not graded"


@transaction.atomic
def store_outcome(
    *,
    council: Council,
    kind: str,
    started: date,
    ended: date | None,
    published: date | None,
    grades: Grades,
    by: User | None,
    from_letter: bool = False,
) -> PublishedOutcome:
    """Put one result on the register, or bring it up to date; the same again changes nothing.

    A day that is not given, and an area that is not named, stay as they are. What a letter said
    is changed by a letter alone.
    """
    hold(council)
    stored = PublishedOutcome.objects.filter(council=council, kind=kind, started=started).first()
    if stored and stored.is_from_letter and not from_letter:
        return stored
    outcome = stored or PublishedOutcome(council=council, kind=kind, started=started)
    before, was = said_grades(outcome), copy_of(stored)
    outcome.judgement_set = judging(kind, started)
    outcome.ended, outcome.published = ended or outcome.ended, published or outcome.published
    outcome.is_from_letter = from_letter
    outcome.full_clean()
    outcome.save()
    put_grades(outcome, grades)
    tell(outcome, was, before, by)
    return outcome


def judging(kind: str, started: date) -> JudgementSet:
    """The framework with grades that covers this kind and day."""
    own = JudgementSet.objects.covering(kind, started)
    if own is None or not own.is_graded:
        raise ValidationError(
            {"kind": f"No framework gives grades to this kind of inspection on {started:%d/%m/%Y}."}
        )
    return own


def copy_of(stored: PublishedOutcome | None) -> PublishedOutcome | None:
    """The row as it stood, to say what changed."""
    return PublishedOutcome.objects.get(pk=stored.pk) if stored else None


def put_grades(outcome: PublishedOutcome, grades: Grades) -> None:
    """Store, change or clear the grades that are named."""
    areas = areas_of(outcome.judgement_set)
    if unknown := sorted(set(grades) - set(areas)):
        raise ValidationError(f"{outcome} is not judged on: {', '.join(unknown)}.")
    given = [
        PublishedGrade(outcome=outcome, area=areas[code], grade=grade)
        for code, grade in grades.items()
        if grade is not None
    ]
    for one in given:
        one.clean_fields(exclude=["outcome", "area"])
        one.clean()
    outcome.grades.filter(area__code__in=grades).delete()
    PublishedGrade.objects.bulk_create(given)


def areas_of(judged: JudgementSet) -> dict[str, JudgementArea]:
    """What a framework judges, by code."""
    return {area.code: area for area in judged.areas.select_related("judgement_set")}


def said_grades(outcome: PublishedOutcome) -> Told:
    """Each grade on record in words, by the name of its area."""
    if not outcome.pk:
        return {}
    held = outcome.grades.select_related("area__judgement_set")
    return {
        one.area.name: one.area.judgement_set.grade_word(one.grade) if one.grade else NOT_GRADED
        for one in held
    }


def tell(
    outcome: PublishedOutcome, was: PublishedOutcome | None, before: Told, by: User | None
) -> None:
    """Leave an entry with what changed; none where nothing did."""
    after = said_grades(outcome)
    old, new = difference(was, outcome)
    names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    if was is None:
        new |= after
    else:
        old |= {name: before.get(name, NOT_RECORDED) for name in names}
        new |= {name: after.get(name, NOT_RECORDED) for name in names}
    if new:
        verb = "changed published outcome" if was else "added published outcome"
        record(outcome, by=by, verb=verb, before=old, after=new)
