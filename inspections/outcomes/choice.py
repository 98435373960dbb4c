"""Which part of the register of outcomes did the reader ask for, and in what order?"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from improvement.councils.models import Council
from inspections.choosing import Options, Select
from inspections.grading import LINES, SHORT_AREAS, SHORT_GRADES

LONGEST = 80
SERVICE = "social-care"
SORTS = {
    "": "Name",
    "newest": "Newest inspection first",
    "oldest": "Oldest inspection first",
    "best": "Best grade first",
    "worst": "Lowest grade first",
}
GRADES = {
    "social-care": ("outstanding", "good", "requires-improvement", "adequate", "inadequate"),
    "send": ("typically-positive", "inconsistent", "systemic-failings"),
    "youth-justice": ("outstanding", "good", "requires-improvement", "inadequate"),
}
AREAS = {
    "social-care": ("overall", "leaders", "help", "care", "leavers"),
    "send": ("outcome",),
    "youth-justice": ("overall",),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What the reader chose; anything unknown counts as not chosen."""

    service: str = SERVICE
    region: str = ""
    near: str = ""
    area: str = ""
    grade: str = ""
    sort: str = ""

    @classmethod
    def read(
        cls, query: Mapping[str, str], regions: Iterable[str], own: Iterable[Council]
    ) -> "Choice":
        """From an address, forgiving whatever it holds."""
        asked = {name: query.get(name, "")[:LONGEST] for name in asdict(cls())}
        service = asked["service"] if asked["service"] in LINES else SERVICE
        offered = {
            "region": set(regions),
            "near": {one.slug for one in own},
            "area": set(AREAS[service]),
            "grade": set(GRADES[service]),
            "sort": set(SORTS),
        }
        kept = {name: asked[name] for name in offered if asked[name] in offered[name]}
        return cls(service=service, **kept)

    @property
    def is_made(self) -> bool:
        """Does it leave anything out, or order it otherwise?"""
        return bool(self.query)

    @property
    def judged(self) -> str:
        """The area that a grade or an order is about: the overall one unless another is chosen."""
        return self.area or AREAS[self.service][0]

    @property
    def query(self) -> str:
        """The choice as an address query."""
        held = {name: value for name, value in asdict(self).items() if value}
        if self.service == SERVICE:
            held.pop("service")
        return urlencode(held)

    def selects(self, regions: Iterable[str], own: Iterable[Council]) -> tuple[Select, ...]:
        """The lists to choose from."""
        areas = [(code, SHORT_AREAS.get(code, code)) for code in AREAS[self.service]]
        grades = [(code, grade_words(code)) for code in GRADES[self.service]]
        near = [(one.slug, f"Neighbours of {one.called}") for one in own]
        return (
            Select("service", "Service", services(), self.service),
            Select("region", "Region", every("All regions", same(regions)), self.region),
            Select("near", "Statistical neighbours", every("All authorities", near), self.near),
            Select("area", "Area judged", tuple(areas), self.judged),
            Select("grade", "Grade in that area", every("All grades", grades), self.grade),
            Select("sort", "Order", tuple(SORTS.items()), self.sort),
        )


def services() -> Options:
    """The lines of inspection."""
    return tuple((line.code, line.name) for line in LINES.values())


def every(words: str, options: Iterable[tuple[str, str]]) -> Options:
    """With a first choice that leaves nothing out."""
    return (("", words), *options)


def same(values: Iterable[str]) -> list[tuple[str, str]]:
    """Values that are their own words, in order."""
    return [(value, value) for value in sorted(values)]


def grade_words(code: str) -> str:
    """A grade as one says it."""
    return SHORT_GRADES.get(code, code.capitalize())
