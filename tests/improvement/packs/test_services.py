"""Can a pack be issued that nobody else has read, or be changed once it is frozen?"""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from improvement.councils.roles import Role
from improvement.history.models import Event
from improvement.history.selectors import timeline_of
from improvement.history.services import EditConflict
from improvement.packs.freezing import checksum
from improvement.packs.models import Pack, PackVersion
from improvement.packs.services import (
    approve_pack,
    freeze_version,
    issue_pack,
    send_for_review,
    start_pack,
)
from improvement.rules.month import Month
from scorecard.models import Figure
from tests.builders import make_area, make_member
from tests.improvement.packs.builders import make_material, make_pack
from tests.scorecard.nineteen import FEBRUARY

pytestmark = pytest.mark.django_db


def test_a_pack_goes_from_draft_to_issued(made, cast):
    pack = make_pack(made, cast, upto="issued")
    assert (pack.status, pack.issued_number, pack.approved_by) == ("issued", 1, cast.improvement)
    verbs = [one.verb for one in timeline_of(pack)]
    assert verbs == ["issued", "approved", "sent for review", "froze a version", "started"]


def test_a_pack_needs_an_approved_month(made, cast):
    with pytest.raises(ValidationError, match=r"Nothing is approved for March 2026 yet\."):
        start_pack(council=made.council, month=Month(2026, 3), meeting=None, by=cast.clerk)


def test_a_pack_is_not_for_another_councils_meeting(made, other_council, cast):
    elsewhere = make_material(make_area(other_council, "Care"))
    with pytest.raises(ValidationError, match="this council's meetings"):
        start_pack(council=made.council, month=FEBRUARY, meeting=elsewhere.meeting, by=cast.clerk)


@pytest.mark.parametrize(
    ("upto", "step"),
    [
        ("started", send_for_review),
        ("draft", approve_pack),
        ("draft", issue_pack),
        ("in_review", issue_pack),
        ("in_review", send_for_review),
        ("approved", approve_pack),
        ("issued", issue_pack),
        ("issued", send_for_review),
    ],
)
def test_no_step_can_be_skipped_or_repeated(made, cast, upto, step):
    pack = make_pack(made, cast, upto=upto)
    with pytest.raises(ValidationError):
        step(pack=pack, by=cast.improvement)


def test_whoever_started_it_never_approves_it(made, cast):
    pack = start_pack(council=made.council, month=FEBRUARY, meeting=None, by=cast.improvement)
    freeze_version(pack=pack, by=cast.clerk)
    send_for_review(pack=pack, by=cast.clerk)
    with pytest.raises(PermissionDenied):
        approve_pack(pack=pack, by=cast.improvement)


def test_whoever_froze_it_never_approves_it(made, cast):
    pack = start_pack(council=made.council, month=FEBRUARY, meeting=None, by=cast.clerk)
    freeze_version(pack=pack, by=cast.improvement)
    send_for_review(pack=pack, by=cast.clerk)
    with pytest.raises(PermissionDenied):
        approve_pack(pack=pack, by=cast.improvement)
    approve_pack(pack=pack, by=make_member(made.council, Role.IMPROVEMENT))


def test_the_database_refuses_self_approval_too(made, cast):
    pack = make_pack(made, cast, upto="in_review")
    with pytest.raises(IntegrityError), transaction.atomic():
        Pack.objects.filter(pk=pack.pk).update(
            status="approved", approved_by=cast.clerk, approved_at=pack.created_at
        )


def test_a_frozen_version_does_not_follow_later_changes(made, cast):
    pack = make_pack(made, cast)
    frozen = pack.versions.get()
    said = frozen.content["summary"]["sentence"]
    Figure.objects.filter(council=made.council, month=FEBRUARY.first_day).update(value=1)
    again = freeze_version(pack=pack, by=cast.clerk, amendment="Figures amended")
    frozen.refresh_from_db()
    assert frozen.content["summary"]["sentence"] == said != again.content["summary"]["sentence"]
    assert checksum(frozen.content) == frozen.content_sha256 != again.content_sha256


@pytest.mark.parametrize("deed", ["update", "delete"])
def test_the_database_refuses_to_change_a_version(made, cast, deed):
    version = make_pack(made, cast).versions.get()
    rows = PackVersion.objects.filter(pk=version.pk)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        rows.update(amendment="x") if deed == "update" else rows._raw_delete(rows.db)
    assert rows.get().amendment == ""


def test_a_change_is_a_new_version_with_an_amendment_line(made, cast):
    pack = make_pack(made, cast, upto="issued")
    with pytest.raises(ValidationError, match="Say what has changed since version 1"):
        freeze_version(pack=pack, by=cast.clerk, amendment="  ")
    second = freeze_version(pack=pack, by=cast.clerk, amendment="Review figure mended")
    pack.refresh_from_db()
    assert (second.number, second.content["version"]["amendment"]) == (2, "Review figure mended")
    assert (pack.status, pack.approved_by, pack.issued_number) == ("draft", None, 1)


def test_history_keeps_the_checksum_and_not_the_whole_content(made, cast):
    version = make_pack(made, cast).versions.get()
    event = Event.objects.get(kind="packs.packversion", verb="frozen")
    assert event.after == {"number": 1, "content_sha256": version.content_sha256}


def test_a_step_on_a_pack_that_has_moved_on_is_refused(made, cast):
    pack = make_pack(made, cast, upto="in_review")
    seen = pack.version
    freeze_version(pack=pack, by=cast.clerk, amendment="Mended")
    send_for_review(pack=pack, by=cast.clerk)
    with pytest.raises(EditConflict):
        approve_pack(pack=pack, by=cast.improvement, version=seen)
