"""What letter is each test about, and where does its file go?"""

import pytest
from django.urls import reverse

from inspections.models import Letter
from tests.inspections.letters.kept import make_letter


@pytest.fixture(autouse=True)
def _own_files(in_memory_files):
    """No test leaves a file behind."""


@pytest.fixture
def letter(council, cast) -> Letter:
    return make_letter(council, cast.improvement)


@pytest.fixture
def at(council, letter):
    """The address of a page by its verb: about the letter of this test."""

    def of(verb: str, *args) -> str:
        if verb in ("list", "upload", "search"):
            return reverse(f"inspections:letter-{verb}", args=[council.slug])
        return reverse(f"inspections:letter-{verb}", args=[council.slug, letter.pk, *args])

    return of
