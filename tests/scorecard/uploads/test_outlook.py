"""Does the preview of a file say what the submit will ask?"""

import pytest

from scorecard.entry.sheet import Cells
from scorecard.models import Section
from scorecard.uploads.matching import Given, Matched
from scorecard.uploads.outlook import with_outlook
from scorecard.uploads.preview import preview_of
from tests.scorecard.builders import OCTOBER, past

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("comment", "told"),
    [
        ("", ["Will ask why before it is submitted."]),
        (".", ["The comment has no words in it.", "Will ask why before it is submitted."]),
        ("Written before it was sent back", ["say what holds now.", "Will ask why"]),
        ("A new team counts its own", []),
    ],
    ids=["none", "a full stop", "before it was sent back", "one that explains"],
)
def test_a_comment_explains_in_a_file_what_it_would_explain_on_the_sheet(
    office, cast, comment, told
):
    past(office.council, cast, office.count, [100])
    before = {"keyed": "180", "comment": "Written before it was sent back"}
    Section.objects.update(as_sent_back={str(office.count.pk): before})
    given = Given(office.count, "Sheet 1, row 2", Cells("200", "", "", comment), {})
    preview = preview_of(office.desk(), Matched([given]))
    (line,) = with_outlook(preview.lines, office.council, OCTOBER)
    (warning,) = line.warnings
    assert warning.startswith("Changed by more than 25% since last month")
    assert all(words in warning for words in told)
    assert ("Will ask why" in warning) is bool(told)
