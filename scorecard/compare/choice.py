"""Which councils and measures did the reader ask to see side by side, and in what order?"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from improvement.councils.models import Council
from improvement.ui.lists import whole_number

PER_PAGE, MOST_PER_PAGE, LONGEST = 50, 200, 80
SORTS = {"": "Name", "region": "Region, then name", "reds": "Most red measures first"}


@dataclass(frozen=True, slots=True)
class Select:
    """One choice of the filter form."""

    name: str
    label: str
    chosen: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What the reader chose; anything unknown counts as not chosen."""

    group: str = ""
    region: str = ""
    kind: str = ""
    sort: str = ""
    page: int = 1
    per_page: int = PER_PAGE

    @classmethod
    def read(cls, query: Mapping[str, str], councils: Iterable[Council]) -> "Choice":
        """From an address, forgiving whatever it holds."""
        councils = list(councils)
        asked = {name: query.get(name, "")[:LONGEST] for name in ("region", "kind", "sort")}
        return cls(
            group=query.get("group", "").replace("\x00", "")[:LONGEST],
            region=asked["region"] if asked["region"] in {one.region for one in councils} else "",
            kind=asked["kind"] if asked["kind"] in {one.kind for one in councils} else "",
            sort=asked["sort"] if asked["sort"] in SORTS else "",
            page=whole_number(query.get("page"), 1),
            per_page=min(whole_number(query.get("per_page"), PER_PAGE), MOST_PER_PAGE),
        )

    @property
    def is_made(self) -> bool:
        """Does it leave anything out, or order it otherwise?"""
        return bool(self.group or self.region or self.kind or self.sort)

    @property
    def is_of_councils(self) -> bool:
        """Does it leave councils out?"""
        return bool(self.region or self.kind)

    def takes(self, council: Council) -> bool:
        """Is this council among those asked for?"""
        return (not self.region or council.region == self.region) and (
            not self.kind or council.kind == self.kind
        )

    def query(self, **changed: str) -> str:
        """The choice as an address query, with some of it changed and the page left out."""
        held = {name: value for name, value in asdict(self).items() if name != "page"}
        if self.per_page == PER_PAGE:
            held.pop("per_page")
        return urlencode({name: value for name, value in (held | changed).items() if value})

    @property
    def councils_query(self) -> str:
        """Which councils, for a page that has no other choice."""
        return urlencode({k: v for k, v in (("region", self.region), ("kind", self.kind)) if v})


def council_selects(councils: Iterable[Council], choice: Choice) -> tuple[Select, ...]:
    """Which councils: the filters that have something to choose from."""
    councils = list(councils)
    told = (
        ("region", "Region", choice.region, "Every region", {one.region for one in councils}),
        ("kind", "Kind of council", choice.kind, "Every kind", {one.kind for one in councils}),
    )
    return tuple(
        select_of(name, label, chosen, every, sorted(values))
        for name, label, chosen, every, values in told
        if len(values) > 1
    )


def select_of(name: str, label: str, chosen: str, every: str, values: Iterable[str]) -> Select:
    """A filter of one value or all of them."""
    return Select(name, label, chosen, (("", every), *((one, one) for one in values)))
