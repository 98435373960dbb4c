"""How are a status and a standing shown? As a GOV.UK tag: always words, the colour only helps."""

from functools import cache

from django.utils.html import format_html
from django.utils.safestring import SafeString

from improvement.rules.finding import FindingStatus
from inspections.models import StrengthStanding

TONES = {
    FindingStatus.OPEN: " govuk-tag--yellow",
    FindingStatus.ACTION_PLANNED: " govuk-tag--purple",
    FindingStatus.IN_PROGRESS: "",
    FindingStatus.ADDRESSED: " govuk-tag--teal",
    FindingStatus.CONFIRMED: " govuk-tag--green",
    FindingStatus.NOT_RELEVANT: " govuk-tag--grey",
}


@cache
def status_tag(status: FindingStatus) -> SafeString:
    """The status as a tag, made once."""
    return format_html('<strong class="govuk-tag{}">{}</strong>', TONES[status], status.label)


STANDING_TONES = {
    StrengthStanding.HOLDS: " govuk-tag--green",
    StrengthStanding.AT_RISK: " govuk-tag--yellow",
    StrengthStanding.LOST: " govuk-tag--grey",
}


@cache
def standing_tag(standing: str) -> SafeString:
    """Whether a strength still holds, as a tag, made once."""
    known = StrengthStanding(standing)
    return format_html(
        '<strong class="govuk-tag{}">{}</strong>', STANDING_TONES[known], known.label
    )
