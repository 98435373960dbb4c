"""How do the figures of a file come to be saved: all of them, or none?"""

from django.db import transaction

from improvement.councils.models import User
from scorecard.services import key_section
from scorecard.uploads.preview import Preview

VERB = "uploaded figures"


@transaction.atomic
def save_upload(
    *, preview: Preview, versions: dict[int, int], file_name: str, by: User | None
) -> int:
    """Save every line of a file, in every section; says how many figures changed.

    `versions` are those of the sections as the person saw them, by section. One refusal or
    conflict in any section, and nothing of the file is saved.
    """
    together = preview.entries
    return sum(
        key_section(
            section=section,
            entries=preview.entries_of(section),
            beside=together,
            by=by,
            version=versions.get(section.pk, 0),
            verb=VERB,
            reason=f"From the file {file_name}",
        )
        for section in preview.sections
    )
