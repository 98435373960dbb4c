"""Which columns does the list of audit cycles show?"""

from typing import Any

import django_tables2

from improvement.ui.tables import DayColumn, NumberColumn, Table
from inspections.audits.marks import independent_tag
from inspections.models import AuditCycle


class CycleTable(Table):
    """Cycles, newest first, each with how many cases it audited."""

    caption = "Audit cycles"

    name = django_tables2.Column("Cycle", linkify=True)
    programme = django_tables2.Column("Programme")
    started = DayColumn(verbose_name="First day", visible=False)
    ended = DayColumn(verbose_name="Last day")
    audited_by = django_tables2.Column("Who audited")
    auditors = django_tables2.Column("Auditors", visible=False)
    sample = django_tables2.Column("How cases were chosen", visible=False)
    areas = NumberColumn("Practice areas")
    planned = NumberColumn("Planned")
    audited = NumberColumn("Cases audited")
    moderated = NumberColumn("Cases moderated")
    source = django_tables2.Column("Source", visible=False)

    def render_audited_by(self, record: AuditCycle) -> Any:
        return independent_tag() if record.is_independent else record.get_audited_by_display()

    def value_audited_by(self, record: AuditCycle) -> str:
        return record.get_audited_by_display()
