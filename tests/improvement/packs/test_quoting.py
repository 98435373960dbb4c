"""Does an amended figure name the issued packs that quoted it, and the pack the figure?"""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from improvement.councils.roles import Role
from improvement.packs.quoting import quoted_in, quotes_of
from improvement.packs.services import (
    approve_pack,
    freeze_version,
    issue_pack,
    send_for_review,
)
from improvement.rules.month import Month
from scorecard.amendments.services import approve_amendment, propose_amendment
from scorecard.models import Figure
from scorecard.services import Entry
from tests.builders import make_member, make_user
from tests.improvement.packs.builders import make_pack
from tests.scorecard.nineteen import FEBRUARY

pytestmark = pytest.mark.django_db


@pytest.fixture
def deputy(council):
    return make_member(council, Role.LEAD, make_user("deputy", name="Dee Deputy"))


@pytest.fixture
def amend(council, cast, deputy):
    """Put a figure right: proposed by one lead, approved by the other."""

    def done(code: str, month: Month, value: object, comment: str = ""):
        figure = Figure.objects.get(
            council=council, measure__code=code, month=month.first_day, is_approved=True
        )
        made = propose_amendment(
            figure=figure, entry=Entry(value=Decimal(str(value)), comment=comment),
            reason="Counted again.", by=cast.lead, revision=figure.revision,
        )  # fmt: skip
        return approve_amendment(amendment=made, by=deputy)

    return done


def issue_another(pack, cast):
    pack.refresh_from_db()
    freeze_version(pack=pack, by=cast.clerk, amendment="As amended")
    for step, by in (
        (send_for_review, cast.clerk),
        (approve_pack, cast.improvement),
        (issue_pack, cast.improvement),
    ):
        pack.refresh_from_db()
        step(pack=pack, by=by)


def told(quotes) -> list[tuple]:
    return [(one.version, one.said, one.is_current) for one in quotes]


def test_a_pack_quotes_its_month_and_the_earlier_columns(made, cast, council):
    make_pack(made, cast, upto="issued")
    content = council.packs.get().versions.get().content
    rows = [row for group in content["scorecard"]["groups"] for row in group["rows"]]
    row = next(one for one in rows if one["code"] == "FD5")
    printed = [row["current"], *reversed(row["history"])]
    assert printed[0] == "92%"
    for back, said in enumerate(printed):
        found = quotes_of(council, "FD5", FEBRUARY.plus(-back))
        assert [one.said for one in found] == [said]


@pytest.mark.parametrize("back", [-1, 4, 13])
def test_months_that_a_pack_does_not_show_are_not_quoted(made, cast, council, back):
    make_pack(made, cast, upto="issued")
    assert quotes_of(council, "FD5", FEBRUARY.plus(-back)) == []


def test_only_issued_versions_are_listed(made, cast, council):
    make_pack(made, cast, upto="approved")
    assert quotes_of(council, "FD5", FEBRUARY) == []


def test_a_version_that_was_replaced_was_issued_too(made, cast, council, amend):
    pack = make_pack(made, cast, upto="issued")
    was = quotes_of(council, "FD5", FEBRUARY)[0].said
    amend("FD5", FEBRUARY, 89)
    issue_another(pack, cast)
    freeze_version(pack=pack, by=cast.clerk, amendment="Nobody has this one")
    assert told(quotes_of(council, "FD5", FEBRUARY)) == [(2, "89%", True), (1, was, False)]


def test_a_version_that_was_never_issued_is_not_listed(made, cast, council):
    pack = make_pack(made, cast)
    issue_another(pack, cast)
    assert [one.version for one in quotes_of(council, "FD5", FEBRUARY)] == [2]


def test_another_councils_pack_is_no_quote(made, cast, other_council):
    make_pack(made, cast, upto="issued")
    assert quotes_of(other_council, "FD5", FEBRUARY) == []


def test_red_measures_reach_further_back_than_the_table(made, cast, council):
    make_pack(made, cast, upto="issued")
    content = council.packs.get().versions.get().content
    code = content["red"][0]["code"]
    content["red"][0]["months"][-9]["text"] = "17%"
    assert quoted_in(content, FEBRUARY.plus(-8), code) == "17%"
    assert quoted_in(content, FEBRUARY.plus(-13), code) == ""


def test_a_dash_is_told_in_words_and_what_waited_is_no_quote(made, cast, council):
    make_pack(made, cast, upto="issued")
    content = council.packs.get().versions.get().content
    row = content["scorecard"]["groups"][0]["rows"][0]
    row["history"][-1] = "—"
    assert quoted_in(content, FEBRUARY.previous, row["code"]) == "no figure"
    row["missing"] = "No cases"
    assert quoted_in(content, FEBRUARY, row["code"]) == "No cases"
    row["rag"] = "awaiting"
    content["red"] = []
    assert quoted_in(content, FEBRUARY, row["code"]) == ""


def test_two_queries_however_many_packs(made, cast, council, django_assert_num_queries):
    for _ in range(3):
        make_pack(made, cast, upto="issued")
    with django_assert_num_queries(2):
        assert len(quotes_of(council, "FD5", FEBRUARY)) == 3


# --- The pack's own page -----------------------------------------------------------------------


def page_of(pack, client) -> str:
    address = reverse("packs:pack-detail", args=[pack.council.slug, pack.pk])
    return client.get(address).content.decode()


def test_the_pack_says_what_was_amended_since(made, cast, as_, amend):
    pack = make_pack(made, cast, upto="issued")
    assert "amended since" not in page_of(pack, as_("board"))
    was = quotes_of(pack.council, "FD5", FEBRUARY)[0].said
    amendment = amend("FD5", FEBRUARY, 89)
    page = page_of(pack, as_("board"))
    assert "1 figure quoted in version 1 was amended since" in page
    assert f"FD5 February 2017 was {was}, now 89%" in page
    assert amendment.get_absolute_url() in page


def test_a_figure_amended_twice_is_told_once_as_it_is_now(made, cast, as_, amend):
    pack = make_pack(made, cast, upto="issued")
    for value in (89, 88):
        amend("FD5", FEBRUARY, value)
    page = page_of(pack, as_("clerk"))
    assert page.count("FD5 February 2017 was") == 1
    assert ", now 88%" in page


def test_a_comment_alone_is_told_as_that(made, cast, as_, amend):
    pack = make_pack(made, cast, upto="issued")
    figure = Figure.objects.get(measure__code="FD5", month=FEBRUARY.first_day)
    amend("FD5", FEBRUARY, figure.value, comment="One team was left out.")
    assert "its comment or the numbers behind it changed" in page_of(pack, as_("board"))


def test_the_pack_frozen_after_the_amendment_has_nothing_to_tell(made, cast, as_, amend):
    amend("FD5", FEBRUARY, 89)
    pack = make_pack(made, cast, upto="issued")
    assert "amended since" not in page_of(pack, as_("board"))


def test_what_was_decided_before_the_freeze_is_not_told(made, cast, as_, amend):
    pack = make_pack(made, cast, upto="issued")
    frozen = pack.versions.get().frozen_at
    amendment = amend("FD5", FEBRUARY, 89)
    type(amendment).objects.update(decided_at=frozen - timedelta(seconds=1))
    assert "amended since" not in page_of(pack, as_("board"))
