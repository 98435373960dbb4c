"""How is a pack started, frozen, reviewed, approved and issued? The only writers of packs.

A version never changes once it is frozen. A change is a new version with an amendment line, which
goes the whole way again; readers keep the version issued before until the new one is issued.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from improvement.boards.models import Meeting
from improvement.councils.models import Council, User
from improvement.history.services import record, save
from improvement.packs.builders import BUILDERS
from improvement.packs.freezing import checksum, code_version, stamped, template_version
from improvement.packs.models import Pack, PackVersion
from improvement.rules.month import Month
from scorecard.selectors import approved_months


def check_month(council: Council, month: Month) -> None:
    """A pack needs something that a second person has approved."""
    if month not in approved_months(council):
        raise ValidationError(
            {"month": f"Nothing is approved for {month.label} yet. Choose a month that has "
             "approved figures."},
            code="nothing_approved",
        )  # fmt: skip


@transaction.atomic
def start_pack(
    *, council: Council, month: Month, meeting: Meeting | None, by: User, kind: str = "board"
) -> Pack:
    """Begin a pack for a meeting and a month; nothing is frozen yet."""
    check_month(council, month)
    pack = Pack(
        council=council,
        kind=kind,
        title=Pack.Kind(kind).label,
        month=month.first_day,
        meeting=meeting,
        created_by=by,
        created_at=timezone.now(),
    )
    return save(pack, by=by, verb="started")


def held(pack: Pack) -> Pack:
    """The pack as stored now, kept from others until this is done."""
    locked = Pack.objects.select_for_update(of=("self",))
    return locked.select_related("council", "meeting__board").get(pk=pack.pk)


def newest(pack: Pack) -> PackVersion | None:
    """Its latest version."""
    return pack.versions.order_by("-number").first()


def refuse_unless(condition: bool, sentence: str) -> None:
    """Stop with a sentence for the person who asked."""
    if not condition:
        raise ValidationError(sentence)


@transaction.atomic
def freeze_version(
    *, pack: Pack, by: User, amendment: str = "", version: int | None = None
) -> PackVersion:
    """Freeze what the pack says now as its next version, and make the pack a draft again."""
    stored, amendment = held(pack), " ".join(amendment.split())
    last = newest(stored)
    if last is not None and not amendment:
        raise ValidationError({"amendment": f"Say what has changed since version {last.number}."})
    frozen = next_version(stored, number=last.number + 1 if last else 1, by=by, amendment=amendment)
    frozen.full_clean()
    frozen.save(force_insert=True)
    back_to_draft(stored, by=by, version=version, reason=amendment)
    tell_frozen(frozen, by)
    return frozen


def next_version(pack: Pack, *, number: int, by: User, amendment: str) -> PackVersion:
    """A version of what the pack says at this moment, not yet stored."""
    now = timezone.now()
    build = BUILDERS[pack.kind]
    said = build(pack.council, Month.of(pack.month), pack.meeting, timezone.localdate(now))
    content = stamped(said, number=number, by=str(by), at=now, amendment=amendment)
    return PackVersion(
        council=pack.council,
        pack=pack,
        number=number,
        content=content,
        content_sha256=checksum(content),
        template_version=template_version(),
        code_version=code_version(),
        amendment=amendment,
        frozen_by=by,
        frozen_at=now,
    )


def back_to_draft(pack: Pack, *, by: User, version: int | None, reason: str) -> None:
    """What was approved was another version: this one goes the whole way again."""
    pack.status, pack.approved_by, pack.approved_at = Pack.Status.DRAFT, None, None
    save(pack, by=by, verb="froze a version", reason=reason, version=version or pack.version)


def tell_frozen(frozen: PackVersion, by: User) -> None:
    """The entry for a version holds its checksum, not its whole content."""
    told = {"number": frozen.number, "content_sha256": frozen.content_sha256}
    record(frozen, by=by, verb="frozen", after=told, reason=frozen.amendment)


@transaction.atomic
def send_for_review(*, pack: Pack, by: User, version: int | None = None) -> Pack:
    """Ask an improvement lead to read the newest version."""
    stored = held(pack)
    refuse_unless(stored.status == Pack.Status.DRAFT, "Only a draft can be sent for review.")
    refuse_unless(newest(stored) is not None, "Freeze a version first: there is nothing to review.")
    stored.status = Pack.Status.IN_REVIEW
    return save(stored, by=by, verb="sent for review", version=version or stored.version)


def may_approve(pack: Pack, by: User) -> bool:
    """Nobody approves what they started or froze themselves."""
    last = newest(pack)
    return by.pk not in (pack.created_by_id, last.frozen_by_id if last else None)


@transaction.atomic
def approve_pack(*, pack: Pack, by: User, version: int | None = None) -> Pack:
    """Stand behind the newest version by name. Refuses whoever started or froze it."""
    stored = held(pack)
    refuse_unless(stored.status == Pack.Status.IN_REVIEW, "Only a pack in review can be approved.")
    if not may_approve(stored, by):
        raise PermissionDenied("You prepared this pack, so someone else must approve it.")
    stored.status = Pack.Status.APPROVED
    stored.approved_by, stored.approved_at = by, timezone.now()
    return save(stored, by=by, verb="approved", version=version or stored.version)


@transaction.atomic
def issue_pack(*, pack: Pack, by: User, version: int | None = None) -> Pack:
    """Give the approved version to its readers."""
    stored, last = held(pack), newest(pack)
    refuse_unless(stored.status == Pack.Status.APPROVED, "Only an approved pack can be issued.")
    if not may_approve(stored, by):
        raise PermissionDenied("You prepared this pack, so someone else must issue it.")
    stored.status, stored.issued_number = Pack.Status.ISSUED, last.number
    stored.issued_by, stored.issued_at = by, timezone.now()
    return save(stored, by=by, verb="issued", version=version or stored.version)
