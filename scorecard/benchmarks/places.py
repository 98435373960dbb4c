"""Which place of today's is a published row of?

Authorities merge, divide and change codes. A row is of an authority when its GSS code or its DfE
number stands on the register: a new GSS code for the same area leaves the number as it was, and
an authority that is gone has neither.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from improvement.councils.models import Council
from scorecard.models import BenchmarkValue

Level = BenchmarkValue.Level
ENGLAND = "England"
# London's two halves are published as regions beside the whole.
HALVES = frozenset({"inner london", "outer london"})
TOGETHER = " / "
# The codes of the regions of England, which have not changed since they were given out in 2011.
REGION_CODES = {
    "E12000001": "North East",
    "E12000002": "North West",
    "E12000003": "Yorkshire and The Humber",
    "E12000004": "East Midlands",
    "E12000005": "West Midlands",
    "E12000006": "East of England",
    "E12000007": "London",
    "E12000008": "South East",
    "E12000009": "South West",
    "E13000001": "Inner London",
    "E13000002": "Outer London",
}
REGION_NAMES = frozenset(name.lower() for name in REGION_CODES.values())


def region_fault(code: str, name: str) -> str:
    """How a row's region contradicts itself, naming the column; nothing where it does not.

    >>> region_fault("E12000009", "North West")
    'column region_name: “North West” is not South West, whose code is E12000009'
    """
    known = REGION_CODES.get(code)
    if known and known.lower() != name.lower():
        return f"column region_name: “{name[:40]}” is not {known}, whose code is {code}"
    if code and not known and name.lower() in REGION_NAMES:
        return f"column region_code: “{code[:20]}” is not the code of {name}"
    return ""


@dataclass(frozen=True, slots=True)
class Place:
    """England, a region or an authority, by the key under which its numbers are kept."""

    level: str
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Authority:
    """What the register says of one authority, for comparing it."""

    pk: int
    number: str
    region: str
    is_live: bool
    name: str


Found = tuple[list[Place], str]


class Register:
    """Today's authorities, read once an import. Illustrative councils are not among them."""

    def __init__(self) -> None:
        held = Council.objects.filter(is_illustrative=False)
        columns = ("gss_code", "pk", "dfe_number", "region", "is_live", "name")
        self.by_code = {code: Authority(*told) for code, *told in held.values_list(*columns)}
        self.by_number = {one.number: one for one in self.by_code.values()}
        self.regions = {one.region.lower(): one.region for one in self.by_code.values()}

    def __iter__(self) -> Iterator[Authority]:
        return iter(self.by_code.values())

    def country(self, name: str) -> Found:
        """England; a table may hold other countries beside it."""
        if name.lower() != ENGLAND.lower():
            return [], f"of {name[:40]}, which is not England"
        return [Place(Level.ENGLAND, ENGLAND, ENGLAND)], ""

    def region(self, name: str) -> Found:
        """One of the regions on the register."""
        if name.lower() in HALVES:
            return [], f"{name} is a part of the region London"
        known = self.regions.get(name.lower())
        if known is None:
            return [], f"“{name[:40]}” is not a region of an authority on the register"
        return [Place(Level.REGION, known, known)], ""

    def authorities(self, numbers: str, codes: str, name: str) -> Found:
        """The authority of a row, or the two that made one return between them."""
        pairs = list(self.pairs(numbers, codes))
        found = [self.authority(number, code) for number, code in pairs]
        if not all(found):
            shown = f"{name[:60]} ({numbers[:12]}, {codes[:22]})"
            return [], f"{shown} is not on the register of today's authorities"
        return [Place(Level.AUTHORITY, one.number, one.name) for one in found if one], ""

    @staticmethod
    def pairs(numbers: str, codes: str) -> Iterable[tuple[str, str]]:
        """Number and code of each authority in a row, which may name several with a stroke."""
        left, right = numbers.split(TOGETHER), codes.split(TOGETHER)
        if len(left) != len(right):
            raise ValueError(f"“{codes[:30]}” does not go with old_la_code “{numbers[:20]}”")
        return zip(left, right, strict=True)

    def authority(self, number: str, code: str) -> Authority | None:
        """By code, then by number; two different authorities in one row are a fault."""
        by_code, by_number = self.by_code.get(code), self.by_number.get(number)
        if by_code and by_number and by_code != by_number:
            raise ValueError(
                f"{code} is {by_code.name}, but old_la_code {number} is {by_number.name}"
            )
        return by_code or by_number
