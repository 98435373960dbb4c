"""How are measures listed: those in use, and those of the catalogue that are not?"""

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from improvement.rules.direction import Polarity
from improvement.rules.theme import theme_name
from improvement.rules.value import Unit, print_value
from improvement.ui.tables import NumberColumn, Table
from scorecard.models import AdoptedMeasure, Measure

LINK = '<a class="govuk-link" href="{}">{}</a>'
HIDDEN = '<a class="govuk-link" href="{}">{}<span class="govuk-visually-hidden"> {}</span></a>'


class Addresses:
    """One reverse for a list instead of one for each row."""

    def __init__(self, slug: str) -> None:
        self.measures = self.start("scorecard:measure-detail", slug)
        self.cards = self.start("scorecard:measure-card", slug)

    def start(self, name: str, slug: str) -> str:
        return reverse(name, args=[slug, "AA1"]).removesuffix("AA1/")


class InUseTable(Table):
    """What the council measures, in the order of its scorecard; the retired last."""

    caption = "Measures"
    wide = ("name", "owner_role")

    code = tables.Column(order_by=("code",))
    name = tables.Column(verbose_name="Measure", order_by=("name", "code"))
    group = tables.Column(order_by=("group", "position", "code"))
    theme = tables.Column(accessor="measure__theme", order_by=("measure__theme", "code"))
    target_text = tables.Column(
        verbose_name="Target", orderable=False, attrs={"td": {"class": "app-nowrap"}}
    )
    baseline = NumberColumn(order_by=("baseline", "code"))
    unit = tables.Column(accessor="measure__unit", order_by=("measure__unit", "code"))
    area = tables.Column(
        accessor="area__name", verbose_name="Service area", order_by=("area__name", "code")
    )
    owner_role = tables.Column(verbose_name="Owner", order_by=("owner_role", "code"))
    is_active = tables.Column(verbose_name="Status", order_by=("-is_active", "code"))
    settings = tables.Column(
        accessor="code", verbose_name="Change", orderable=False, exclude_from_export=True
    )

    class Meta(Table.Meta):
        model = AdoptedMeasure
        fields = ()

    def __init__(self, *args: object, slug: str, may_edit: bool, **kwargs: object) -> None:
        hidden = () if may_edit else ("settings",)
        super().__init__(*args, exclude=hidden, **kwargs)
        self.to = Addresses(slug)

    def render_name(self, record: AdoptedMeasure, value: str) -> SafeString:
        return format_html(LINK, f"{self.to.measures}{record.code}/", value)

    def render_theme(self, value: str) -> str:
        return theme_name(value)

    def render_unit(self, value: str) -> str:
        return Unit(value).label

    def render_baseline(self, record: AdoptedMeasure) -> str:
        return print_value(record.baseline, Unit(record.measure.unit), record.decimals)

    def render_is_active(self, value: bool) -> SafeString | str:
        if value:
            return "In use"
        return format_html('<strong class="govuk-tag govuk-tag--grey">{}</strong>', "Retired")

    def render_settings(self, record: AdoptedMeasure) -> SafeString:
        href = f"{self.to.measures}{record.code}/settings/"
        return format_html(HIDDEN, href, "Settings", f"of {record.code}")


class UnusedTable(Table):
    """Measures of the catalogue that the council could take into use."""

    caption = "Measures not in use"
    wide = ("name", "what")

    code = tables.Column(order_by=("code",))
    name = tables.Column(verbose_name="Measure", order_by=("name", "code"))
    group = tables.Column(order_by=("group", "position", "code"))
    theme = tables.Column(order_by=("theme", "code"))
    what = tables.Column(verbose_name="What it is", orderable=False)
    unit = tables.Column(order_by=("unit", "code"))
    polarity = tables.Column(verbose_name="Which way is good", order_by=("polarity", "code"))
    default_target = tables.Column(
        verbose_name="Usual target", orderable=False, attrs={"td": {"class": "app-nowrap"}}
    )
    adopt = tables.Column(
        accessor="code", verbose_name="Use", orderable=False, exclude_from_export=True
    )

    class Meta(Table.Meta):
        model = Measure
        fields = ()

    def __init__(self, *args: object, slug: str, may_edit: bool, **kwargs: object) -> None:
        hidden = () if may_edit else ("adopt",)
        super().__init__(*args, exclude=hidden, **kwargs)
        self.to = Addresses(slug)

    def render_name(self, record: Measure, value: str) -> SafeString:
        return format_html(LINK, f"{self.to.cards}{record.code}/", value)

    def render_theme(self, value: str) -> str:
        return theme_name(value)

    def render_unit(self, value: str) -> str:
        return Unit(value).label

    def render_polarity(self, value: str) -> str:
        return Polarity(value).label

    def render_adopt(self, record: Measure) -> SafeString:
        return format_html(HIDDEN, f"{self.to.cards}{record.code}/adopt/", "Adopt", record.code)
