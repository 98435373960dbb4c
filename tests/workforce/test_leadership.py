"""Do posts change hands without overlap, and does everyone see how they stand?"""

import csv
import io
import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from improvement.councils.roles import EDIT_JOURNEY, SEE_JOURNEY, Role
from improvement.history.models import Event
from improvement.history.services import EditConflict
from tests.workforce.builders import make_post, make_tenure
from workforce.models import LeadershipPost, Tenure
from workforce.selectors import leadership_page
from workforce.selectors.leadership import months_in_words
from workforce.selectors.spans import span_chart
from workforce.services import edit_tenure

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 12)


@pytest.fixture
def post(council):
    return make_post(council, "Director of Children's Services", tier="director")


@pytest.fixture
def address(council, post):
    def of(name: str, slug: str = "", pk: int = 0) -> str:
        args = [slug or council.slug]
        if name not in ("leadership-list", "post-add"):
            args.append(pk or post.pk)
        return reverse(f"workforce:{name}", args=args)

    return of


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


# --- Services -----------------------------------------------------------------------------------
def test_change_of_hands_ends_the_one_before_the_day_before(post, cast):
    first = make_tenure(post, "interim")
    make_tenure(post, "permanent", starts=date(2026, 4, 1))
    first.refresh_from_db()
    assert first.ends == date(2026, 3, 31)
    verbs = list(Event.objects.filter(kind="workforce.tenure").values_list("verb", flat=True))
    assert sorted(verbs) == ["ended", "recorded", "recorded"]


def test_earlier_stretch_may_be_added_before_the_present_one(post):
    make_tenure(post, starts=date(2025, 1, 6))
    make_tenure(post, "agency", starts=date(2024, 1, 1), ends=date(2025, 1, 5))
    assert Tenure.objects.count() == 2


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        pytest.param(date(2024, 1, 1), None, id="open and earlier"),
        pytest.param(date(2024, 1, 1), date(2025, 1, 6), id="ends on its first day"),
        pytest.param(date(2025, 1, 6), None, id="same day"),
    ],
)
def test_overlap_is_refused_and_nothing_moves(post, starts, ends):
    held = make_tenure(post, starts=date(2025, 1, 6))
    with pytest.raises(ValidationError):
        make_tenure(post, "interim", starts=starts, ends=ends)
    held.refresh_from_db()
    assert held.ends is None
    assert Tenure.objects.count() == 1


def test_end_before_start_is_refused(post):
    with pytest.raises(ValidationError, match="before it starts"):
        make_tenure(post, starts=date(2025, 1, 6), ends=date(2025, 1, 5))


def test_correction_refuses_overlap_and_an_old_version(post, cast):
    first = make_tenure(post, "interim")
    make_tenure(post, starts=date(2026, 4, 1))
    first.refresh_from_db()
    with pytest.raises(ValidationError, match="already held then"):
        edit_tenure(tenure=first, by=cast.improvement, version=first.version,
                    ends=date(2026, 5, 1))  # fmt: skip
    first.refresh_from_db()
    edit_tenure(tenure=first, by=cast.improvement, version=first.version, note="Covered")
    with pytest.raises(EditConflict):
        edit_tenure(tenure=first, by=cast.improvement, version=1, note="Other")


def test_tenure_of_another_councils_post_is_refused(post, other_council):
    stray = Tenure(council=other_council, post=post, standing="interim", starts=TODAY)
    with pytest.raises(ValidationError, match="post of this council"):
        stray.full_clean()


# --- Selector -----------------------------------------------------------------------------------
def test_page_counts_and_describes_each_post_today(council, post):
    make_tenure(post, "interim", starts=date(2024, 5, 1))
    make_tenure(post, "permanent", starts=date(2025, 7, 1))
    vacant = make_post(council, "Head of service")
    make_tenure(vacant, "vacant", starts=date(2026, 10, 20))
    make_post(council, "Principal social worker")
    page = leadership_page(council, TODAY)
    assert {one.word: one.number for one in page.counts} == {
        "Permanent": 1, "Interim": 0, "Agency": 0, "Vacant": 1, "Not recorded": 1,
    }  # fmt: skip
    first, second, third = page.posts
    assert (first.word, first.length, first.changes) == ("Permanent", "1 year 4 months", 1)
    assert second.length == "less than a month"
    assert third.since == ""


def test_page_tells_what_is_to_come_apart_from_what_is(post, council):
    make_tenure(post, "interim", starts=date(2025, 7, 1))
    make_tenure(post, "permanent", starts=date(2027, 1, 4))
    row = leadership_page(council, TODAY).posts[0]
    assert (row.word, row.coming) == ("Interim", "Permanent from 4 January 2027")


def test_start_known_to_the_year_gives_no_length(post, council):
    make_tenure(post, starts=date(2023, 1, 1), starts_precision="year")
    row = leadership_page(council, TODAY).posts[0]
    assert (row.since, row.length) == ("2023", "")


@pytest.mark.parametrize(
    ("months", "words"),
    [(0, "less than a month"), (1, "1 month"), (12, "1 year"), (25, "2 years 1 month"),
     (-3, "less than a month")],
)  # fmt: skip
def test_months_in_words(months, words):
    assert months_in_words(months) == words


def test_chart_escapes_what_people_wrote_and_is_empty_without_posts(council, post):
    assert span_chart(leadership_page(council, TODAY)) == ""
    hostile = make_post(council, "<script>alert(1)</script>")
    make_tenure(hostile)
    chart = span_chart(leadership_page(council, TODAY))
    assert "<script" not in chart
    assert "&lt;script&gt;" in chart


def test_page_costs_two_queries(council, django_assert_num_queries):
    for _ in range(12):
        make_tenure(make_post(council))
    with django_assert_num_queries(2):
        leadership_page(council, TODAY)


# --- Pages --------------------------------------------------------------------------------------
SEEN = ["leadership-list", "post-detail"]
EDITED = ["post-add", "post-edit", "tenure-add"]


@pytest.mark.parametrize("role", list(Role))
def test_pages_open_as_the_cast(as_, post, address, role):
    for name in SEEN:
        assert as_(role.value).get(address(name)).status_code == (
            200 if role in SEE_JOURNEY else 403
        )
    for name in EDITED:
        assert as_(role.value).get(address(name)).status_code == (
            200 if role in EDIT_JOURNEY else 403
        )


@pytest.mark.parametrize("name", SEEN + EDITED)
def test_outsiders_find_nothing(as_, client, address, name):
    assert as_("stranger").get(address(name)).status_code == 404
    assert client.get(address(name)).status_code == 302


def test_post_of_another_council_is_not_found(as_, other_council, address):
    foreign = make_post(other_council, "Canary")
    for name in ("post-detail", "post-edit", "tenure-add"):
        assert as_("improvement").get(address(name, pk=foreign.pk)).status_code == 404


def test_post_is_added_and_its_holder_recorded(as_, council, address):
    browser = as_("improvement")
    browser.post(address("post-add"), {"title": "Head of front door", "tier": "head",
                                       "position": "2", "is_active": "on"})  # fmt: skip
    made = LeadershipPost.objects.get(title="Head of front door")
    data = {"standing": "interim", "starts": "1/9/2026", "starts_precision": "day",
            "ends_precision": "day"}  # fmt: skip
    page = browser.post(address("tenure-add", pk=made.pk), data, follow=True)
    assert "Interim Now 1 September 2026" in text_of(page)
    assert "Head of front door" in text_of(browser.get(address("leadership-list")))


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"starts": "31/2/2026"}, "Enter a real date for from"),
        ({"starts": ""}, "Enter from"),
        ({"starts": "1/1/0226"}, "The year must be between"),
        ({"standing": "emperor"}, "Select a valid choice"),
        ({"ends": "1/8/2026"}, "cannot end before it starts"),
        ({"note": "x" * 201}, "at most 200 characters"),
    ],
)
def test_bad_tenure_is_named_and_what_was_typed_stays(as_, address, changed, message):
    data = {"standing": "interim", "starts": "1/9/2026", "starts_precision": "day",
            "ends_precision": "day", "note": "Kept words"} | changed  # fmt: skip
    answer = as_("improvement").post(address("tenure-add"), data)
    assert answer.status_code == 200
    assert message in text_of(answer)
    assert changed.get("note", "Kept words") in answer.content.decode()
    assert not Tenure.objects.exists()


def test_tenure_is_corrected_through_its_own_post_only(as_, council, post, address):
    tenure = make_tenure(post)
    other = make_post(council)
    browser = as_("improvement")
    wrong = reverse("workforce:tenure-edit", args=[council.slug, other.pk, tenure.pk])
    assert browser.get(wrong).status_code == 404
    right = reverse("workforce:tenure-edit", args=[council.slug, post.pk, tenure.pk])
    assert browser.get(right).status_code == 200
    data = {"standing": "agency", "starts": "6/1/2025", "starts_precision": "month",
            "ends_precision": "day", "version": "1", "post": str(other.pk)}  # fmt: skip
    browser.post(right, data)
    tenure.refresh_from_db()
    assert (tenure.standing, tenure.since, tenure.post) == ("agency", "January 2025", post)


def test_second_save_of_a_post_is_a_conflict(as_, post, address):
    data = {"title": "Director", "tier": "director", "position": "1", "is_active": "on",
            "version": "1"}  # fmt: skip
    browser = as_("improvement")
    assert browser.post(address("post-edit"), data).status_code == 302
    again = browser.post(address("post-edit"), data | {"title": "DCS"})
    assert again.status_code == 409
    assert "DCS" in again.content.decode()
    assert LeadershipPost.objects.get().title == "Director"


def test_csv_holds_every_stretch(as_, council, post, address):
    make_tenure(post, "interim")
    make_tenure(post, starts=date(2026, 4, 1), note="=cmd()")
    answer = as_("board").get(address("leadership-list") + "?format=csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["held"] for row in rows] == ["Permanent", "Interim"]
    assert rows[0]["note"].startswith("'=")


def test_list_costs_the_same_however_many(as_, council, address, django_assert_max_num_queries):
    for _ in range(15):
        make_tenure(make_post(council))
    browser = as_("board")
    with django_assert_max_num_queries(8):
        assert browser.get(address("leadership-list")).status_code == 200
