"""Which councils and measures did the reader ask to see side by side, and in what order?"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from improvement.councils.models import Council
from improvement.ui.lists import whole_number

PER_PAGE, MOST_PER_PAGE, LONGEST = 50, 200, 80
SORTS = {"": "Name", "region": "Region, then name", "reds": "Most red measures first"}


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
