"""Which letters, and which of their paragraphs, may somebody see?"""

from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.fields.json import KT
from django.http import HttpRequest

from improvement.councils.models import Council
from improvement.councils.roles import EDIT_JOURNEY
from inspections.models import Letter, LetterParagraph

WORDS_AT_MOST = 10


def letters_for(request: HttpRequest, council: Council) -> QuerySet[Letter]:
    """The council's letters; drafts are for those alone who keep its inspections."""
    letters = council.letters.select_related("inspection", "uploaded_by", "confirmed_by")
    if request.access.has(EDIT_JOURNEY):
        return letters
    return letters.filter(status=Letter.Status.CONFIRMED)


def for_list(letters: QuerySet[Letter]) -> QuerySet[Letter]:
    """Newest first, with the kind and first day as drafted, and nothing that fills a letter."""
    told = letters.annotate(kind=KT("draft__facts__kind"), day=KT("draft__facts__started"))
    return told.defer("reading", "draft").order_by("-uploaded_at", "-id")


def paragraphs_for(request: HttpRequest, council: Council) -> QuerySet[LetterParagraph]:
    """The paragraphs of those letters, newest letter first, as printed."""
    seen = council.letter_paragraphs.select_related("letter", "letter__inspection")
    if not request.access.has(EDIT_JOURNEY):
        seen = seen.filter(letter__status=Letter.Status.CONFIRMED)
    return seen.defer("letter__reading", "letter__draft").order_by(
        "-letter__uploaded_at", "-letter_id", "position"
    )


def saying(paragraphs: QuerySet[LetterParagraph], words: str) -> QuerySet[Any]:
    """Those that hold every one of these words, in text or heading; none where none is asked."""
    asked = words.split()[:WORDS_AT_MOST]
    if not asked:
        return paragraphs.none()
    for word in asked:
        paragraphs = paragraphs.filter(Q(text__icontains=word) | Q(heading__icontains=word))
    return paragraphs
