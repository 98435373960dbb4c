"""Is a row that is printed already used again, and only while it is the same row?"""

from dataclasses import replace

import pytest
from django.core.cache import caches

from improvement.rules.month import Month
from scorecard.models import Figure
from scorecard.printed import kept_row, print_row, printed_groups
from scorecard.selectors.scorecard import row_of, scorecard_page
from tests.scorecard.charted import adopt, give_all

pytestmark = pytest.mark.django_db
MONTH = Month(2026, 9)
PAGE = "/councils/testham/scorecard/2026-09/"


@pytest.fixture
def visits(area):
    """Two measures with a figure each."""
    measures = [adopt(area, f"PR-{one}", unit="count", target="40+") for one in (1, 2)]
    for measure in measures:
        give_all(measure, MONTH, [35, 45])
    return measures


@pytest.fixture(autouse=True)
def nothing_kept():
    caches["pages"].clear()
    for one in (kept_row, row_of):
        one.cache_clear()


def fresh(client):
    """The page, made anew from whatever rows are known."""
    caches["pages"].clear()
    return client.get(PAGE).content.decode()


def test_only_the_row_that_changed_is_printed_anew(as_, visits):
    client = as_("board")
    fresh(client)
    assert kept_row.cache_info().misses == 2
    Figure.objects.filter(measure=visits[0], month=MONTH.first_day).update(comment="Seen by all.")
    page = fresh(client)
    assert (kept_row.cache_info().misses, kept_row.cache_info().hits) == (3, 1)
    assert "Seen by all." in page


def test_a_page_of_kept_rows_is_the_page_of_new_ones(as_, visits):
    client = as_("board")
    client.get(PAGE)  # the first answer alone hands out a key
    kept_row.cache_clear()
    first = fresh(client)
    assert (kept_row.cache_info().misses, kept_row.cache_info().hits) == (2, 0)
    again = fresh(client)
    assert (kept_row.cache_info().misses, kept_row.cache_info().hits) == (2, 2)
    assert without_key(again) == without_key(first)


def without_key(page):
    """A page without the sign-out button's key, which is masked anew each time."""
    return [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line]


def test_a_row_says_whatever_stands_in_it(council, visits):
    page = scorecard_page(council, MONTH)
    row = page.rows[0]
    assert "Revised" not in print_row(row, is_compared=False, is_ungrouped=False, as_at="")
    revised = replace(row, revision=2)
    assert "Revised" in print_row(revised, is_compared=False, is_ungrouped=False, as_at="")
    printed = [text for group in printed_groups(page, "") for text in group.rows]
    assert len(printed) == 2
    assert all(text.startswith("<tr>") for text in printed)
