"""Who leads the service, on what terms, and since when?"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse

from improvement.councils.models import Council
from improvement.rules.month import Month
from inspections.dates import Precision
from workforce.models import LeadershipPost, Tenure
from workforce.roles import Standing, Tier

NOT_RECORDED = "Not recorded"
CSV_HEADER = ("post", "tier", "statutory", "held", "from", "to", "note")


@dataclass(frozen=True, slots=True)
class TenureRow:
    """One stretch in which a post was held on one set of terms."""

    pk: int
    standing: Standing
    word: str
    since: str
    until: str
    note: str
    is_current: bool
    starts: date
    ends: date | None


@dataclass(frozen=True, slots=True)
class PostRow:
    """A leadership post: how it is held today, and how it was before.

    `word` is "Not recorded" where nobody has said; that is not the same as vacant.
    """

    pk: int
    title: str
    tier: str
    is_statutory: bool
    href: str
    source: str
    standing: Standing | None
    word: str
    since: str
    length: str
    note: str
    coming: str
    tenures: tuple[TenureRow, ...]

    @property
    def is_settled(self) -> bool:
        """Is it held permanently today?"""
        return self.standing == Standing.PERMANENT

    @property
    def summary(self) -> list[tuple[str, str]]:
        """The post in keys and values."""
        told = [
            ("Held now", self.word),
            ("Since", f"{self.since} ({self.length})" if self.length else self.since),
            ("To come", self.coming),
            ("Tier", self.tier),
            ("Required by law", "Yes" if self.is_statutory else "No"),
            ("Source", self.source),
        ]
        return [(key, value) for key, value in told if value]

    @property
    def changes(self) -> int:
        """How many times it has changed hands since records here begin."""
        return max(0, len(self.tenures) - 1)


@dataclass(frozen=True, slots=True)
class StandingCount:
    """How many posts are held on one set of terms today."""

    word: str
    number: int


@dataclass(frozen=True, slots=True)
class LeadershipPage:
    """Every leadership post of a council as it stands on a day."""

    council: Council
    today: date
    posts: tuple[PostRow, ...]
    counts: tuple[StandingCount, ...]

    def csv_rows(self) -> Iterator[tuple[str, ...]]:
        """Every stretch of every post; a post without any has one bare row."""
        for post in self.posts:
            head = (post.title, post.tier, "yes" if post.is_statutory else "no")
            for one in post.tenures:
                yield (*head, one.word, one.since, one.until, one.note)
            if not post.tenures:
                yield (*head, NOT_RECORDED, "", "", "")


def leadership_page(council: Council, today: date) -> LeadershipPage:
    """Every post in use with its holders, in the council's order. Queries: 2."""
    posts = LeadershipPost.objects.filter(council=council, is_active=True)
    tenures = tenures_by_post(council)
    rows = tuple(
        post_row(council, post, tenures.get(post.pk, []), today)
        for post in posts.order_by("position", "title", "pk")
    )
    return LeadershipPage(council, today, rows, counts_of(rows))


def post_of(post: LeadershipPost, today: date) -> PostRow:
    """One post with its holders. Queries: 1."""
    own = Tenure.objects.filter(council=post.council, post=post).order_by("-starts")
    return post_row(post.council, post, list(own), today)


def tenures_by_post(council: Council) -> dict[int, list[Tenure]]:
    """Every stretch of every post, latest first."""
    rows = Tenure.objects.filter(council=council).order_by("post_id", "-starts")
    return {post: list(own) for post, own in groupby(rows, key=lambda row: row.post_id)}


def post_row(
    council: Council, post: LeadershipPost, tenures: Sequence[Tenure], today: date
) -> PostRow:
    """One post ready to show."""
    current = next((one for one in tenures if one.is_held_on(today)), None)
    coming = [one for one in tenures if one.starts > today]
    return PostRow(
        pk=post.pk,
        title=post.title,
        tier=Tier(post.tier).label,
        is_statutory=post.is_statutory,
        href=reverse("workforce:post-detail", args=[council.slug, post.pk]),
        source=post.source,
        standing=Standing(current.standing) if current else None,
        word=current.get_standing_display() if current else NOT_RECORDED,
        since=current.since if current else "",
        length=length_of(current, today) if current else "",
        note=current.note if current else "",
        coming=in_sentence(coming[-1].told()) if coming else "",
        tenures=tuple(tenure_row(one, today) for one in tenures),
    )


def in_sentence(words: str) -> str:
    """With a capital, the rest as it stands."""
    return words[:1].upper() + words[1:]


def tenure_row(tenure: Tenure, today: date) -> TenureRow:
    """One stretch ready to show."""
    return TenureRow(
        pk=tenure.pk,
        standing=Standing(tenure.standing),
        word=tenure.get_standing_display(),
        since=tenure.since,
        until=tenure.until,
        note=tenure.note,
        is_current=tenure.is_held_on(today),
        starts=tenure.starts,
        ends=tenure.ends,
    )


def length_of(tenure: Tenure, today: date) -> str:
    """For how long, in words: "1 year 4 months"; silent where the start is not known enough."""
    if tenure.starts_precision not in (Precision.DAY, Precision.MONTH):
        return ""
    months = Month.of(today).months_since(Month.of(tenure.starts)) - (today.day < tenure.starts.day)
    return months_in_words(months)


def months_in_words(months: int) -> str:
    """A number of whole months as people say it.

    >>> months_in_words(16), months_in_words(0)
    ('1 year 4 months', 'less than a month')
    """
    years, rest = divmod(max(0, months), 12)
    parts = [counted(years, "year"), counted(rest, "month")]
    return " ".join(part for part in parts if part) or "less than a month"


def counted(number: int, noun: str) -> str:
    """A number with its noun; nothing for nought."""
    return f"{number} {noun}{'' if number == 1 else 's'}" if number else ""


def counts_of(rows: Iterable[PostRow]) -> tuple[StandingCount, ...]:
    """How many posts stand how: every standing, and those not recorded where there are any."""
    found = Counter(row.word for row in rows)
    words = [standing.label for standing in Standing]
    if found[NOT_RECORDED]:
        words.append(NOT_RECORDED)
    return tuple(StandingCount(word, found[word]) for word in words)
