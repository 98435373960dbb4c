"""What may be keyed about audit cycles, their results and their themes?"""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from improvement.councils.models import Council
from improvement.practice import practice_choices
from improvement.rules.number import NumberError, parse_number
from improvement.ui.forms import Form, GovukRadios, ModelForm
from inspections.audits.counts import GRADES, AreaCounts, Cell
from inspections.audits.services import CycleFields, ThemeFields
from inspections.audits.words import auditor_word, cell_words, moderated_word
from inspections.forms import ServiceForm, in_use
from inspections.models import AuditCycle, AuditTheme
from inspections.models.audits import CASES_AT_MOST

REASON_LENGTH = 200
UNKNOWN, NOT_MODERATED = "unknown", "unmoderated"
ALL_ROWS, ALL_COLUMNS = (*GRADES, ""), (*GRADES, "")
LONGEST_PASTE = 10_000
UNITS = frozenset("%£")


class CycleForm(ServiceForm, ModelForm):
    """A cycle of audits: when, of what, by whom."""

    audited_by = forms.ChoiceField(
        label="Who audited", choices=AuditCycle.AuditedBy.choices, widget=GovukRadios
    )

    class Meta:
        model = AuditCycle
        fields = [
            "name",
            "programme",
            "started",
            "ended",
            "audited_by",
            "auditors",
            "sample",
            "planned",
            "summary",
            "inspection",
            "source",
        ]
        labels = {"auditors": "Auditors, by role", "planned": "Audits planned"}
        help_texts = {
            "name": "For example, Practice audits, July to September 2026.",
            "auditors": "Never a person’s name. For example, team managers and heads of service.",
            "sample": "For example, two cases from each team, chosen at random.",
            "planned": "How many case files were to be audited.",
            "summary": "The main message, in a few sentences. Nothing that tells of one child.",
            "inspection": "Only where this is also kept under Inspections.",
            "source": "Where the report can be found.",
        }
        error_messages = {
            "planned": {"invalid": "Enter the audits planned as a whole number, for example 40."}
        }

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        kwargs["instance"] = copy(kwargs.get("instance") or AuditCycle(council=council))
        super().__init__(*args, **kwargs)
        self.fields["inspection"].queryset = council.inspections.latest_first()
        self.fields["inspection"].empty_label = "None"
        names = council.audit_cycles.order_by().values_list("programme", flat=True).distinct()
        hint = "Cycles of one programme are set against each other over time."
        self.fields["programme"].help_text = in_use(hint, names)
        if kwargs["instance"].pk:
            self.carry_version(kwargs["instance"].version)

    def said(self) -> CycleFields:
        """What was keyed, as the service takes it."""
        return CycleFields(**{name: self.cleaned_data[name] for name in self.Meta.fields})


class RemoveForm(ServiceForm, Form):
    """Why a cycle or a theme that should not be there is taken back."""

    reason = forms.CharField(
        label="Why it is removed",
        max_length=REASON_LENGTH,
        help_text="Kept with your name in the history.",
        error_messages={"required": "Say why it is removed."},
    )

    def __init__(self, *args: Any, version: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.carry_version(version)

    def differing(self, stored: ServiceForm) -> list[str]:
        """Nothing typed here is stored yet; the page shows anew what would go."""
        return []


class ThemeForm(ServiceForm, ModelForm):
    """Something a cycle saw across cases."""

    kind = forms.ChoiceField(
        label="What was seen", choices=AuditTheme.Kind.choices, widget=GovukRadios
    )
    area = forms.ChoiceField(label="Practice area", required=False)

    class Meta:
        model = AuditTheme
        fields = ["kind", "area", "text"]
        help_texts = {"text": "Seen in several cases. Nothing that tells of one child."}
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, cycle: AuditCycle, **kwargs: Any) -> None:
        own = kwargs.get("instance") or AuditTheme(council=cycle.council, cycle=cycle)
        kwargs["instance"] = copy(own)
        super().__init__(*args, **kwargs)
        self.fields["area"].choices = [("", "Across all practice"), *practice_choices()]
        if own.pk:
            self.carry_version(own.version)

    def said(self) -> ThemeFields:
        """What was keyed, as the service takes it."""
        return ThemeFields(**{name: self.cleaned_data[name] for name in self.Meta.fields})


# --- The matrix of an area ----------------------------------------------------------------------


class CountField(forms.CharField):
    """A number of cases, read by the one strict parser; nothing keyed is none."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(required=False, widget=widget, **kwargs)

    def clean(self, value: Any) -> int:
        try:
            number = parse_number(value).value
        except NumberError as error:
            raise self.refused(error.message) from error
        if number is None:
            return 0
        if not is_count(number) or UNITS & set(str(value)):
            raise self.refused(f"Enter whole cases from 0 to {CASES_AT_MOST:,}.")
        return int(number)

    def refused(self, message: str) -> forms.ValidationError:
        """A refusal that names the cell."""
        label = str(self.label)
        return forms.ValidationError(f"{label[:1].upper()}{label[1:]}: {message}", code="invalid")


def is_count(number: Decimal) -> bool:
    """Is it a whole number of cases, and no more than there can be?"""
    return number == int(number) and 0 <= number <= CASES_AT_MOST


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One row of the matrix as the page prints it."""

    label: str
    cells: tuple[BoundField | None, ...]
    total: str


class MatrixForm(ServiceForm, Form):
    """The cases of one practice area by auditor's grade (rows) and moderated grade (columns)."""

    def __init__(
        self,
        *args: Any,
        cycle: AuditCycle,
        counts: AreaCounts,
        is_simple: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.is_simple = is_simple
        self.rows = ("",) if is_simple else ALL_ROWS
        self.columns = GRADES if is_simple else ALL_COLUMNS
        for cell in self.cells():
            self.fields[name_of(cell)] = CountField(
                label=moderated_word(cell[1]) if is_simple else cell_words(cell),
                initial=str(counts.cells.get(cell, "")),
            )
        self.carry_version(cycle.version)

    def cells(self) -> list[Cell]:
        """Every cell; a case that nobody graded has none."""
        return [(own, mod) for own in self.rows for mod in self.columns if own or mod]

    def counts(self) -> dict[Cell, int]:
        """The counts as the service takes them."""
        return {cell: self.cleaned_data[name_of(cell)] for cell in self.cells()}

    def fill(self, text: str) -> None:
        """Put a block copied from a spreadsheet over the cells, from the first one on."""
        self.data = self.data.copy()
        for own, line in zip(self.rows, text[:LONGEST_PASTE].splitlines(), strict=False):
            for mod, typed in zip(self.columns, line.split("\t"), strict=False):
                if own or mod:
                    self.data[name_of((own, mod))] = typed.strip()

    @property
    def heads(self) -> list[str]:
        """The columns in words."""
        return [moderated_word(one) for one in self.columns]

    @property
    def matrix(self) -> list[MatrixRow]:
        """The rows as the page prints them."""
        return [
            MatrixRow(
                auditor_word(own),
                tuple(self[name_of((own, mod))] if own or mod else None for mod in self.columns),
                self.total_of((own, mod) for mod in self.columns),
            )
            for own in self.rows
        ]

    @property
    def column_totals(self) -> list[str]:
        """What each column holds as it is typed."""
        return [self.total_of((own, mod) for own in self.rows) for mod in self.columns]

    @property
    def total(self) -> str:
        """What all cells hold as they are typed."""
        return self.total_of(self.cells())

    def total_of(self, cells: Iterable[Cell]) -> str:
        """The sum of cells as typed; a dash while one of them is no count."""
        typed = [counted(self[name_of(cell)]) for cell in cells if any(cell)]
        known = [one for one in typed if one is not None]
        return f"{sum(known):,}" if len(known) == len(typed) else "–"


def counted(field: BoundField) -> int | None:
    """A cell as it is typed; None for what is no count."""
    try:
        return int(field.field.clean(field.value()))
    except forms.ValidationError:
        return None


def name_of(cell: Cell) -> str:
    """A cell's name in the page."""
    own, moderated = cell
    return f"{own or UNKNOWN}--{moderated or NOT_MODERATED}"
