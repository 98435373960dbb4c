"""How is a page of a letter drawn, without drawing the same page for everyone anew?"""

from functools import lru_cache

from django.core.files.storage import default_storage

from inspections.letters.reading import picture_of

# A letter or two, as people leaf through them: a few megabytes.
KEPT = 32


@lru_cache(maxsize=KEPT)
def page_picture(name: str, page: int) -> bytes:
    """A page of a stored letter as PNG; its name is made of what it holds, so it never changes."""
    with default_storage.open(name) as file:
        return picture_of(file, page)
