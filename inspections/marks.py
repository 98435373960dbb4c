"""How is a finding's status shown? As a GOV.UK tag: always its words, the colour only helps."""

from functools import cache

from django.utils.html import format_html
from django.utils.safestring import SafeString

from improvement.rules.finding import FindingStatus

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
