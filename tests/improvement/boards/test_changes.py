"""Is a change in the service recorded once, told where it shows, and taken back with a reason?"""

import csv
import io
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse

from improvement.boards.changes.services import add_change, edit_change, remove_change
from improvement.boards.models import ServiceChange
from improvement.councils.access import Access
from improvement.councils.models import Membership
from improvement.councils.roles import Role
from improvement.history.models import Event
from improvement.home.selectors.overview import overview_page
from inspections.dates import Precision
from scorecard.around import EventKind, around
from scorecard.models import Rebase
from tests.builders import make_area
from tests.scorecard.builders import make_measure, past

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
TYPED = {
    "kind": "system", "title": "New case system", "on": "2/3/2026", "precision": "day",
    "decided_by": "Director", "notes": "Over one weekend.", "source": "",
}  # fmt: skip


def where(name: str, council, *args) -> str:
    return reverse(f"boards:{name}", args=[council.slug, *args])


def make_change(council, **fields) -> ServiceChange:
    told = {"kind": "restructure", "title": "Teams become four", "on": DAY}
    return add_change(council=council, by=None, **told | fields)


def events_on(measure) -> list[tuple[str, str]]:
    happened, _ = around(measure, date(2026, 1, 1), date(2026, 12, 31), {Role.BOARD})
    return [(one.when, one.words) for one in happened if one.kind is EventKind.CHANGE]


def test_a_change_is_marked_on_the_charts_of_the_areas_it_touches(council, area):
    care = make_area(council, "Care")
    here, there = make_measure(area), make_measure(care)
    make_change(council, areas=[care], precision=Precision.MONTH)
    make_change(council, title="New case system", on=date(2026, 5, 4))
    assert events_on(here) == [("4 May 2026", "New case system")]
    assert events_on(there) == [
        ("March 2026", "Teams become four"), ("4 May 2026", "New case system"),
    ]  # fmt: skip


def test_a_change_of_two_areas_is_told_once_and_one_known_to_its_year_not_on_a_chart(council, area):
    measure = make_measure(area)
    make_change(council, areas=[area, make_area(council, "Care")])
    make_change(council, title="Some time that year", precision=Precision.YEAR)
    assert [words for _, words in events_on(measure)] == ["Teams become four"]


def test_another_councils_change_and_area_stay_away(council, other_council, area, cast):
    make_change(other_council)
    assert events_on(make_measure(area)) == []
    theirs = make_area(other_council, "Care")
    with pytest.raises(ValidationError, match="of this council"):
        make_change(council, areas=[theirs])
    assert not ServiceChange.objects.filter(council=council).exists()


def test_a_date_must_be_known_at_least_to_its_year(council):
    with pytest.raises((ValidationError, IntegrityError)):
        make_change(council, precision=Precision.UNKNOWN)


def test_it_stands_on_the_overview_with_the_rest_of_the_journey(council, cast):
    change = make_change(council)
    access = Access(council, list(Membership.objects.filter(user=cast.board, council=council)))
    told = overview_page(council, access, date(2026, 11, 20)).journey.happenings.shown
    assert [(one.kind, one.title, one.href) for one in told] == [
        ("Restructure", "Teams become four", change.get_absolute_url())
    ]


def test_everything_done_to_it_is_told(council, area, cast):
    change = make_change(council, areas=[area])
    edit_change(change=change, by=cast.lead, version=1, areas=[], title="Teams become five")
    verbs = [one.verb for one in Event.objects.about(change)]
    assert verbs == [
        "said which areas it touches", "changed", "said which areas it touches", "recorded",
    ]  # fmt: skip
    with pytest.raises(ValidationError, match="Say why"):
        remove_change(change=change, by=cast.lead, reason=" ", version=2)
    remove_change(change=change, by=cast.lead, reason="It stands twice", version=2)
    gone = Event.objects.filter(council=council).first()
    assert (gone.verb, gone.reason) == ("removed", "It stands twice")
    assert gone.before["title"] == "Teams become five"


def test_a_change_is_recorded_put_right_and_removed_in_the_browser(council, area, as_):
    client = as_("lead")
    answer = client.post(where("change-add", council), TYPED | {"areas": [str(area.pk)]})
    change = ServiceChange.objects.get()
    assert answer.headers["Location"] == change.get_absolute_url()
    page = client.get(change.get_absolute_url()).content.decode()
    for words in ("2 March 2026", "Front door", "Over one weekend.", "Recorded"):
        assert words in page
    sent = TYPED | {"title": "A new case system", "version": "1"}
    assert client.post(where("change-edit", council, change.pk), sent).status_code == 302
    late = client.post(where("change-edit", council, change.pk), sent | {"title": "Mine"})
    assert late.status_code == 409
    assert "Saved by someone else meanwhile: A new case system" in late.content.decode()
    assert 'value="Mine"' in late.content.decode()
    remove = where("change-remove", council, change.pk)
    assert "Say why it is removed" in client.post(remove, {"version": "2"}).content.decode()
    assert client.post(remove, {"version": "2", "reason": "No"}).status_code == 302
    assert not ServiceChange.objects.exists()


def test_what_is_missing_is_named_and_nothing_typed_is_lost(council, as_):
    answer = as_("clerk").post(where("change-add", council), TYPED | {"on": "32/3/2026"})
    page = answer.content.decode()
    assert "There is a problem" in page
    assert "New case system" in page
    assert not ServiceChange.objects.exists()


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Later", "Teams become four"]), ("kind=policy", ["Later"]),
        ("q=become", ["Teams become four"]), ("sort=title", ["Later", "Teams become four"]),
    ],
)  # fmt: skip
def test_the_list_narrows_sorts_and_leaves_as_a_file(council, as_, query, titles):
    make_change(council)
    make_change(council, kind="policy", title="Later", on=date(2026, 6, 1))
    body = as_("board").get(f"{where('change-list', council)}?{query}&format=csv").content
    rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))
    assert [row["What changed"] for row in rows] == titles
    assert rows[-1]["Service areas"] == "The whole service"


def test_the_list_narrows_to_an_area_with_what_touches_all(council, area, as_):
    make_change(council)
    make_change(council, title="Care alone", areas=[make_area(council, "Care")])
    page = as_("board").get(f"{where('change-list', council)}?area={area.pk}").content.decode()
    assert "Teams become four" in page
    assert "Care alone" not in page


def test_the_list_costs_the_same_however_long(council, area, as_, django_assert_max_num_queries):
    for number in range(12):
        make_change(council, title=f"Change {number}", areas=[area])
    client = as_("board")
    with django_assert_max_num_queries(9):
        client.get(where("change-list", council))


# A rebase names it


def test_limits_are_worked_out_anew_for_a_change_by_its_name(council, area, cast, as_):
    measure = make_measure(area)
    past(council, cast, measure, [50, 51, 52, 53])
    make_change(council)
    address = reverse("scorecard:rebase-add", args=[council.slug, measure.code])
    client = as_("lead")
    assert "Teams become four, 2 March 2026" in client.get(address).content.decode()
    sent = {"month": "September 2026", "change": "Teams become four, 2 March 2026", "reason": ""}
    page = client.post(address, sent | {"reason": "x" * 190}).content.decode()
    assert "characters too long" in page
    assert client.post(address, sent).status_code == 302
    assert Rebase.objects.get().reason == "Teams become four, 2 March 2026"


@pytest.mark.parametrize("with_change", [True, False], ids=["some", "none"])
def test_limits_never_move_without_a_reason(council, area, cast, as_, with_change):
    measure = make_measure(area)
    past(council, cast, measure, [50, 51, 52, 53])
    if with_change:
        make_change(council)
    address = reverse("scorecard:rebase-add", args=[council.slug, measure.code])
    client = as_("lead")
    page = client.post(address, {"month": "September 2026", "reason": " "}).content.decode()
    assert "limits never move without a reason" in page
    assert ("Change in the service that explains it" in page) is with_change
    assert client.post(address, {"month": "September 2026", "reason": "Moved"}).status_code == 302
    assert Rebase.objects.get().reason == "Moved"
