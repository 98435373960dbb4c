"""What did an officer type, can it be read, and which cell is wrong?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple
from typing import Any

from django.core.exceptions import ValidationError

from improvement.rules.checks import Problem
from improvement.rules.month import Month
from improvement.rules.number import MissingReason, NumberError, ParsedNumber, parse_number
from improvement.rules.value import Unit
from improvement.ui.errors import ErrorLink
from scorecard.entry.sheet import Cells, Fault
from scorecard.models import AdoptedMeasure
from scorecard.services.entries import (
    Entry,
    FigureProblems,
    compute,
    label_of,
    problems_of,
    text_problems,
)

LARGEST_VERSION = 2**31 - 1


class SheetForm:
    """A posted sheet: what was typed, the entries it makes and every fault, in one pass.

    A line that the form did not carry is left alone.
    """

    def __init__(
        self, measures: Sequence[AdoptedMeasure], month: Month, data: Mapping[str, str]
    ) -> None:
        self.base = data.get("base", "")
        self.version = read_version(data.get("version", ""))
        # The boxes changed on this page; only its script can tell one that was changed back.
        self.touched = frozenset(data["touched"].split()) if "touched" in data else None
        self.typed: dict[int, Cells] = {}
        self.entries: dict[AdoptedMeasure, Entry] = {}
        self.faults: dict[int, list[Fault]] = {}
        self.refusals: tuple[ErrorLink, ...] = ()
        for measure in measures:
            if f"n{measure.pk}" in data:
                self.read_line(measure, month, typed_cells(measure.pk, data))

    def read_line(self, measure: AdoptedMeasure, month: Month, cells: Cells) -> None:
        """Read one line; keep it as typed whatever comes of it."""
        self.typed[measure.pk] = cells
        entry, faults = read_entry(measure, cells)
        if faults:
            faults += [at_cell(measure, one) for one in text_problems(label_of(measure), entry)]
        else:
            faults = nonsense(measure, entry, month)
        if faults:
            self.faults[measure.pk] = faults
        self.entries[measure] = entry

    @property
    def boxes(self) -> dict[AdoptedMeasure, tuple[str, ...]]:
        """Every box exactly as typed, line by line."""
        return {measure: astuple(self.typed[measure.pk]) for measure in self.entries}

    @property
    def as_typed(self) -> dict[str, Any]:
        """The whole sheet, as a service keeps it."""
        return {
            "cells": self.boxes,
            "base": self.base,
            "version": self.version,
            "touched": self.touched,
        }

    @property
    def is_valid(self) -> bool:
        return not self.faults

    @property
    def readable(self) -> dict[AdoptedMeasure, Entry]:
        """The lines in which nothing is wrong by themselves."""
        return {one: entry for one, entry in self.entries.items() if one.pk not in self.faults}

    def refuse(self, refusal: ValidationError) -> None:
        """Keep what the service found wrong, at its cell where it has one."""
        if isinstance(refusal, FigureProblems):
            self.mark(refusal.found)
        else:
            self.refusals = tuple(ErrorLink(message, "") for message in refusal.messages)

    def mark(self, found: Iterable[tuple[AdoptedMeasure, Problem]]) -> None:
        """Put problems at the cells they are about."""
        for measure, problem in found:
            self.faults.setdefault(measure.pk, []).append(at_cell(measure, problem))


def read_version(text: str) -> int:
    """The version the officer began from; nought, which no section has, for what is none."""
    digits = text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST_VERSION))
    return min(int(text), LARGEST_VERSION) if digits else 0


def typed_cells(pk: int, data: Mapping[str, str]) -> Cells:
    """One line's boxes as the browser sent them, line ends as people mean them."""
    comment = data.get(f"c{pk}", "").replace("\r\n", "\n").strip()
    return Cells(data[f"n{pk}"], data.get(f"d{pk}", ""), data.get(f"m{pk}", ""), comment)


def read_entry(measure: AdoptedMeasure, cells: Cells) -> tuple[Entry, list[Fault]]:
    """A line as an entry, and what in it cannot be read."""
    faults: list[Fault] = []
    top = read_number(measure, "numerator", cells.numerator, faults)
    whole = ParsedNumber()
    if measure.measure.takes_two_numbers:
        whole = read_number(measure, "denominator", cells.denominator, faults)
    reason = read_reason(measure, cells.missing, [top.missing, whole.missing], faults)
    return Entry(top.value, whole.value, reason, cells.comment), faults


def read_number(
    measure: AdoptedMeasure, field: str, text: str, faults: list[Fault]
) -> ParsedNumber:
    """One box as a number or a reason there is none; a fault when it is neither."""
    if "%" in text and not takes_percentage(measure):
        faults.append(fault(measure, field, f"{text.strip()} is a percentage: key how many."))
        return ParsedNumber()
    try:
        return parse_number(text)
    except NumberError as error:
        faults.append(fault(measure, field, error.message))
        return ParsedNumber()


def takes_percentage(measure: AdoptedMeasure) -> bool:
    """Is the box itself a percentage, rather than one of the two numbers of one?"""
    definition = measure.measure
    return definition.unit == Unit.PERCENT and not definition.takes_two_numbers


def read_reason(
    measure: AdoptedMeasure,
    chosen: str,
    typed: Sequence[MissingReason | None],
    faults: list[Fault],
) -> MissingReason | None:
    """The reason chosen, or typed in place of a number; two different ones are a fault."""
    if chosen and chosen not in set(MissingReason):
        faults.append(fault(measure, "missing", "Choose a reason from the list."))
        return None
    given = {reason for reason in (*typed, MissingReason(chosen) if chosen else None) if reason}
    if len(given) > 1:
        faults.append(fault(measure, "missing", "Two different reasons are given. Keep one."))
        return None
    return given.pop() if given else None


def nonsense(measure: AdoptedMeasure, entry: Entry, month: Month) -> list[Fault]:
    """What forbids storing a line that could be read."""
    computed = compute(measure, entry, month, children=None)
    return [at_cell(measure, problem) for problem in problems_of(measure, entry, computed)]


def at_cell(measure: AdoptedMeasure, problem: Problem) -> Fault:
    """A problem as it stands in its own line, and in full at the top of the page."""
    return Fault(problem.field, told_in_line(measure, problem), problem.message)


def told_in_line(measure: AdoptedMeasure, problem: Problem) -> str:
    """A message beside its measure does not name it again."""
    return sentence(problem.message.removeprefix(f"{label_of(measure)}: "))


def fault(measure: AdoptedMeasure, field: str, message: str) -> Fault:
    """A fault that names its cell: the measure, and which of its numbers."""
    definition = measure.measure
    labels = {"numerator": definition.numerator_label, "denominator": definition.denominator_label}
    label = labels.get(field, "") if definition.takes_two_numbers else ""
    if label.lower() == measure.name.lower():
        label = ""
    cell = f", {label[:1].lower()}{label[1:]}" if label else ""
    return Fault(field, message, f"{label_of(measure)}{cell}: {message}")


def sentence(text: str) -> str:
    """A message that stands alone begins with a capital."""
    return text[:1].upper() + text[1:]
