"""Who may open, prepare, approve and download packs in a browser?"""

import pytest
from django.urls import reverse

from improvement.packs.models import Pack
from improvement.packs.services import approve_pack, freeze_version, send_for_review
from tests.improvement.packs.builders import make_pack

pytestmark = pytest.mark.django_db
READERS = {"improvement", "clerk", "board"}
ROLES = ("officer", "lead", "improvement", "owner", "board", "clerk", "viewer", "admin")


def href(name: str, *args, council: str = "testham") -> str:
    return reverse(f"packs:pack-{name}", args=[council, *args])


@pytest.mark.parametrize("role", ROLES)
def test_only_readers_open_an_issued_pack(made, cast, as_, role):
    pack = make_pack(made, cast, upto="issued")
    expected = 200 if role in READERS else 403
    for address in (href("list"), href("detail", pack.pk), href("download", pack.pk, "xlsx")):
        assert as_(role).get(address).status_code == expected


@pytest.mark.parametrize("upto", ["started", "draft", "in_review", "approved"])
def test_board_members_cannot_tell_that_an_unissued_pack_exists(made, cast, as_, upto):
    pack = make_pack(made, cast, upto=upto)
    board = as_("board")
    assert board.get(href("detail", pack.pk)).status_code == 404
    assert board.get(href("download", pack.pk, "pdf")).status_code == 404
    assert b"No pack has been issued yet" in board.get(href("list")).content


def test_readers_keep_the_issued_version_while_the_next_is_prepared(made, cast, as_):
    pack = make_pack(made, cast, upto="issued")
    freeze_version(pack=pack, by=cast.clerk, amendment="Not for readers yet")
    send_for_review(pack=pack, by=cast.clerk)
    approve_pack(pack=pack, by=cast.improvement)
    board = as_("board")
    page = board.get(href("detail", pack.pk)).content
    assert b"Not for readers yet" not in page
    assert b"Draft" not in page
    assert b">Approved<" not in page
    assert board.get(href("download", pack.pk, "xlsx") + "?version=2").status_code == 404
    assert "v1" in board.get(href("download", pack.pk, "xlsx"))["Content-Disposition"]
    assert "v2" in as_("clerk").get(href("download", pack.pk, "xlsx"))["Content-Disposition"]


def test_outsiders_find_nothing(made, cast, as_):
    pack = make_pack(made, cast, upto="issued")
    assert as_("stranger").get(href("detail", pack.pk)).status_code == 404


def test_another_councils_pack_is_not_found(made, cast, as_):
    pack = make_pack(made, cast, upto="issued")
    assert as_("stranger").get(href("detail", pack.pk, council="elsewhere")).status_code == 403
    assert as_("clerk").get(href("detail", pack.pk + 1)).status_code == 404


@pytest.mark.parametrize(
    ("ending", "kind"),
    [("pdf", "application/pdf"), ("docx", "wordprocessingml"), ("xlsx", "spreadsheetml")],
)
def test_downloads_are_attachments_that_browsers_do_not_guess(made, cast, as_, ending, kind):
    pack = make_pack(made, cast, upto="issued")
    response = as_("clerk").get(href("download", pack.pk, ending))
    assert kind in response["Content-Type"]
    assert response["Content-Disposition"] == (
        f'attachment; filename="testham-board-pack-2017-02-v1.{ending}"'
    )
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("query", ["?version=9", "?version=x", "?version=-1", "?version=99999999"])
def test_a_version_that_is_not_there_is_not_found(made, cast, as_, query):
    pack = make_pack(made, cast)
    assert as_("clerk").get(href("download", pack.pk, "pdf") + query).status_code == 404
    assert as_("clerk").get(href("download", pack.pk, "exe")).status_code == 404


def test_a_clerk_starts_freezes_and_sends_and_a_lead_approves_and_issues(made, cast, as_):
    clerk, lead = as_("clerk"), as_("improvement")
    started = clerk.post(href("add"), {"month": "2017-02", "meeting": made.meeting.pk})
    pack = Pack.objects.get()
    assert started.url == pack.get_absolute_url()
    assert b"what a version frozen now would say" in clerk.get(started.url).content
    for client, deed in (
        (clerk, "freeze"), (clerk, "review"), (lead, "approve"), (lead, "issue"),
    ):  # fmt: skip
        pack.refresh_from_db()
        answer = client.post(href(deed, pack.pk), {"version": pack.version}, follow=True)
        assert answer.status_code == 200
    pack.refresh_from_db()
    assert pack.status == "issued"


def test_a_month_without_approved_figures_cannot_be_chosen(made, as_):
    answer = as_("clerk").post(href("add"), {"month": "2026-05", "meeting": ""})
    assert answer.status_code == 200
    assert b"Error" in answer.content
    assert not Pack.objects.exists()


def test_a_second_version_needs_its_amendment_line(made, cast, as_):
    pack = make_pack(made, cast)
    answer = as_("clerk").post(href("freeze", pack.pk), {"version": pack.version})
    assert "Enter what has changed" in answer.content.decode()
    assert pack.versions.count() == 1


@pytest.mark.parametrize("role", ["clerk", "board", "lead", "admin"])
def test_only_improvement_leads_approve(made, cast, as_, role):
    pack = make_pack(made, cast, upto="in_review")
    answer = as_(role).post(href("approve", pack.pk), {"version": pack.version})
    assert answer.status_code == 403


def test_the_author_is_offered_no_approval_and_refused_it(made, cast, as_):
    pack = make_pack(made, cast)
    freeze_version(pack=pack, by=cast.improvement, amendment="Mine now")
    lead = as_("improvement")
    for deed in ("review", "approve"):
        pack.refresh_from_db()
        answer = lead.post(href(deed, pack.pk), {"version": pack.version})
    assert answer.status_code == 403
    assert b"Approve version" not in lead.get(href("detail", pack.pk)).content


def test_a_deed_on_an_old_page_is_told_and_not_done(made, cast, as_):
    pack = make_pack(made, cast, upto="in_review")
    answer = as_("improvement").post(
        href("approve", pack.pk), {"version": pack.version - 1}, follow=True
    )
    assert "Someone else changed this" in answer.content.decode()
    pack.refresh_from_db()
    assert pack.status == "in_review"


def test_deeds_are_only_posted(made, cast, as_):
    pack = make_pack(made, cast)
    for deed in ("review", "approve", "issue"):
        assert as_("improvement").get(href(deed, pack.pk)).status_code == 405


def test_pages_stay_within_their_queries(made, cast, as_, django_assert_max_num_queries):
    pack, fresh = make_pack(made, cast, upto="issued"), make_pack(made, cast, upto="started")
    clerk = as_("clerk")
    for address, most in (
        (href("list"), 6), (href("detail", pack.pk), 8), (href("detail", fresh.pk), 34),
        (href("add"), 9), (href("download", pack.pk, "xlsx"), 6),
    ):  # fmt: skip
        with django_assert_max_num_queries(most):
            clerk.get(address)


def test_the_page_shows_what_the_file_says(made, cast, as_):
    pack = make_pack(made, cast, upto="issued")
    content = pack.versions.get().content
    page = as_("board").get(href("detail", pack.pk)).content.decode()
    for row in content["summary"]["exceptions"]:
        assert row["name"] in page
        assert row["current"] in page
    assert content["plan"]["sentence"] in page


@pytest.mark.parametrize("role", ROLES)
def test_navigation_offers_packs_to_those_who_may_open_them(made, as_, role):
    page = as_(role).get(reverse("council-overview", args=["testham"])).content.decode()
    assert (href("list") in page) == (role in READERS)
