"""What is a measure about, whichever group of the scorecard it stands in?"""

from enum import StrEnum


class Theme(StrEnum):
    """A question that cuts across groups: visits are made in child protection and in care alike."""

    DEMAND = "demand"
    TIMELINESS = "timeliness"
    OVERSIGHT = "oversight"
    QUALITY = "quality"
    SAFETY = "safety"
    STABILITY = "stability"
    HEALTH = "health"
    EDUCATION = "education"
    WORKFORCE = "workforce"

    @property
    def label(self) -> str:
        return THEME_LABELS[self]


THEME_LABELS = {
    Theme.DEMAND: "Demand",
    Theme.TIMELINESS: "Timeliness",
    Theme.OVERSIGHT: "Visits and oversight",
    Theme.QUALITY: "Quality of practice",
    Theme.SAFETY: "Safety",
    Theme.STABILITY: "Stability and permanence",
    Theme.HEALTH: "Health",
    Theme.EDUCATION: "Education and work",
    Theme.WORKFORCE: "Workforce",
}


def theme_name(theme: str) -> str:
    """A stored theme as it is read; nothing where a measure has none.

    >>> theme_name("oversight"), theme_name("")
    ('Visits and oversight', '')
    """
    return Theme(theme).label if theme else ""
