"""Which comments explain a figure that looks odd, and which only seem to?"""

import pytest
from django.core.exceptions import ValidationError

from scorecard.services import load_approved_figures, send_back_section, submit_section
from tests.scorecard.builders import OCTOBER, make_desk, pair

pytestmark = pytest.mark.django_db
CHECK = "/councils/testham/returns/2026-10/front-door/check/"


@pytest.fixture
def jumped(area, council, cast):
    """40% in September."""
    desk = make_desk(area, count=1)
    load_approved_figures(
        council=council,
        month=OCTOBER.previous,
        rows={desk.measures[0].code: pair(4, 10)},
        submitted_by=cast.officer,
        approved_by=cast.lead,
    )
    return desk


@pytest.mark.parametrize("comment", [".", "…", " - ", "?!"])
def test_comment_without_a_word_explains_nothing(jumped, cast, comment):
    jumped.key(pair(9, 10, comment=comment), by=cast.officer)
    with pytest.raises(ValidationError, match="The comment has no words"):
        submit_section(section=jumped.section, by=cast.officer)


@pytest.mark.parametrize("comment", ["Staff", "2 posts", "é"])
def test_comment_with_a_word_explains(jumped, cast, comment):
    jumped.key(pair(9, 10, comment=comment), by=cast.officer)
    assert submit_section(section=jumped.section, by=cast.officer).status == "submitted"


@pytest.fixture
def returned(jumped, cast):
    jumped.key(pair(9, 10, comment="A new team"), by=cast.officer)
    submit_section(section=jumped.section, by=cast.officer)
    send_back_section(section=jumped.section, reason="Recount", by=cast.lead)
    return jumped


def test_numbers_changed_after_sending_back_need_words_of_their_own(returned, cast):
    returned.key(pair(8, 10, comment="A new team"), by=cast.officer)
    with pytest.raises(ValidationError, match="written before this figure was sent back"):
        submit_section(section=returned.section, by=cast.officer)
    returned.key(pair(8, 10, comment="A new team, counted again"), by=cast.officer)
    assert submit_section(section=returned.section, by=cast.officer).status == "submitted"


def test_numbers_left_as_they_were_keep_their_explanation(returned, cast):
    assert submit_section(section=returned.section, by=cast.officer).status == "submitted"


def test_check_page_asks_again_before_a_submit(as_, returned, cast):
    page = as_("officer").get(CHECK).content.decode()
    assert "Submit for approval" in page
    returned.key(pair(8, 10, comment="A new team"), by=cast.officer)
    page = as_("officer").get(CHECK).content.decode()
    assert "The comment was written before this figure was sent back" in page
    assert "1 figure looks unusual and needs" in page
    assert "Submit for approval" not in page
