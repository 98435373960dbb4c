"""What is decided when a draft is confirmed, and what stands beside it for that?"""

from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from improvement.practice import practice_name
from improvement.ui.forms import Form, GovukRadios
from inspections.forms import ServiceForm
from inspections.letters.forms import DraftForms
from inspections.letters.matching import Pair, pair_findings, recorded_inspection
from inspections.letters.services import Placing
from inspections.models import Finding, FindingKind, Inspection, JudgementSet
from inspections.selectors import day_words

Row = tuple[str, Any]
RECORDED, NEW = "recorded", "new"
KEEP, TAKE = "keep", "take"
FACT_LABELS = (
    ("kind", "Kind"),
    ("started", "First day"),
    ("ended", "Last day"),
    ("published", "Published"),
    ("theme", "Theme or subject"),
    ("inspectorates", "Carried out by"),
    ("statement_due", "Statement of action due"),
    ("follows", "Follows the inspection"),
    ("number", "Number in the series"),
)
FILLED, KEPT, SAME = "Filled in", "Kept as recorded", "The same"


@dataclass(frozen=True, slots=True)
class Beside:
    """What is recorded already that the letter seems to report, with what it holds."""

    inspection: Inspection
    grades: dict[str, str]
    findings: dict[int, Finding]
    pairs: dict[str, Pair]


def beside(checked: DraftForms) -> Beside | None:
    """The recorded inspection nearest to the draft; none where nothing is near. Queries: 1 or 3."""
    facts = checked.facts.said()
    own = recorded_inspection(
        checked.council, facts["kind"], facts["started"], checked.judgement_set
    )
    if own is None:
        return None
    findings = list(own.findings.order_by("position", "id"))
    return Beside(
        inspection=own,
        grades=dict(own.judgements.values_list("area__code", "grade")),
        findings={one.pk: one for one in findings},
        pairs=pair_findings(checked.draft.kept, findings),
    )


class ConfirmForm(ServiceForm, Form):
    """Where the draft goes, which grades it changes there, and which findings it holds already."""

    takes_words = forms.BooleanField(
        required=False, label="Put the letter’s own words into the findings that are recorded"
    )

    def __init__(
        self, *args: Any, checked: DraftForms, known: Beside | None, version: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.checked, self.known = checked, known
        self.carry_version(version)
        if known is None or not known.pairs:
            del self.fields["takes_words"]
        if known is None:
            return
        self.fields["into"] = into_field(known.inspection)
        for code in self.differing_grades():
            self.fields[f"grade-{code}"] = self.grade_field(code)
        for number, one in enumerate(checked.draft.kept if known.findings else [], start=1):
            self.fields[f"as-{one.key}"] = as_field(number, known, known.pairs.get(one.key))

    def differing_grades(self) -> list[str]:
        """The areas whose recorded grade is not the letter's."""
        said = self.checked.grades.said()
        held = self.known.grades
        return [
            code
            for code, grade in said.items()
            if grade is not None and code in held and held[code] != grade
        ]

    def grade_field(self, code: str) -> forms.ChoiceField:
        own = self.checked.judgement_set
        letter, held = self.checked.grades.said()[code], self.known.grades[code]
        return forms.ChoiceField(
            label=self.checked.grades.fields[code].label,
            widget=GovukRadios(inline=True),
            initial=KEEP,
            choices=[
                (KEEP, f"Keep “{graded_word(own, held)}”, as recorded"),
                (TAKE, f"Take “{graded_word(own, letter)}”, as in the letter"),
            ],
        )

    def clean(self) -> dict[str, Any]:
        keyed = super().clean() or self.cleaned_data
        if keyed.get("into") == NEW:
            return keyed
        seen: dict[str, str] = {}
        for name in [name for name in keyed if name.startswith("as-") and keyed[name]]:
            if seen.setdefault(keyed[name], name) != name:
                self.add_error(name, "Another finding of the letter is recorded as the same.")
        return keyed

    def placing(self) -> Placing:
        """What was chosen, as the service takes it."""
        keyed = self.cleaned_data
        if self.known is None or keyed["into"] == NEW:
            return Placing()
        taken = {name[6:] for name, value in keyed.items() if value == TAKE}
        chosen = {name[3:]: value for name, value in keyed.items() if name.startswith("as-")}
        recorded = {key: self.known.findings[int(pk)] for key, pk in chosen.items() if pk}
        return Placing(
            self.known.inspection,
            frozenset(taken),
            recorded,
            takes_words=keyed.get("takes_words", False),
        )

    def done_words(self) -> str:
        """What came of it."""
        known = len(self.placing().recorded)
        added = len(self.checked.findings) - known
        told = f"{added} {'finding' if added == 1 else 'findings'} added"
        there = f", {known} recorded already" if known else ""
        return f"The letter has been confirmed: {told}{there}."


def graded_word(own: JudgementSet, grade: str) -> str:
    """A grade as printed."""
    return own.grade_word(grade) if grade else "Not graded"


def into_field(inspection: Inspection) -> forms.ChoiceField:
    """The recorded inspection, or a new one."""
    return forms.ChoiceField(
        label="Where does this letter go?",
        widget=GovukRadios,
        initial=RECORDED,
        choices=[
            (RECORDED, f"To the inspection already recorded: {inspection}"),
            (NEW, "To a new inspection of its own"),
        ],
    )


def as_field(number: int, known: Beside, pair: Pair | None) -> forms.ChoiceField:
    """A new finding, or one that is recorded already."""
    told = [
        (str(pk), f"Recorded as {one.reference}: {shorten(one.text, 60, placeholder='…')}")
        for pk, one in known.findings.items()
    ]
    return forms.ChoiceField(
        label=f"Finding {number}",
        required=False,
        choices=[("", "Add as a new finding"), *told],
        initial=str(pair.finding.pk) if pair else "",
    )


# --- The page -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact of the letter beside what is recorded, and what becomes of it."""

    label: str
    letter: str
    recorded: str
    fate: str


@dataclass(frozen=True, slots=True)
class GradeLine:
    """One judgement area: the letter's grade, the recorded one, and a choice if they differ."""

    area: str
    letter: str
    recorded: str
    choice: BoundField | None


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding of the letter, and the one that seems to be recorded already."""

    number: int
    kind: str
    text: str
    about: str
    choice: BoundField | None
    recorded: str
    why: str


@dataclass(frozen=True, slots=True)
class ConfirmPage:
    """Everything the page shows on which a letter becomes an inspection."""

    title: str
    recorded: str
    recorded_href: str
    facts: tuple[FactLine, ...]
    grades: tuple[GradeLine, ...]
    findings: tuple[FindingLine, ...]
    ungraded: str
    left_out: int
    pairs: int
    submit: str


def confirm_page(form: ConfirmForm) -> ConfirmPage:
    """The draft as it will be recorded, beside what is recorded now. Queries: none."""
    checked, known = form.checked, form.known
    findings = tuple(finding_lines(form))
    return ConfirmPage(
        title=str(dict(checked.facts.fields["kind"].choices)[checked.facts.said()["kind"]]),
        recorded=str(known.inspection) if known else "",
        recorded_href=known.inspection.get_absolute_url() if known else "",
        facts=tuple(fact_lines(checked, known)),
        grades=tuple(grade_lines(form)),
        findings=findings,
        ungraded="" if checked.areas else "This kind of inspection gives no grades.",
        left_out=len(checked.draft.findings) - len(checked.draft.kept),
        pairs=len(known.pairs) if known else 0,
        submit="Confirm the letter" if known else "Confirm and record the inspection",
    )


def fact_lines(checked: DraftForms, known: Beside | None) -> Iterable[FactLine]:
    """The facts the letter gives."""
    said = checked.facts.said()
    for name, label in FACT_LABELS:
        if said[name]:
            letter = told_fact(name, said[name], checked)
            held = getattr(known.inspection, name) if known else None
            recorded = told_fact(name, held, checked) if held else ""
            yield FactLine(label, letter, recorded, fate_of(letter, recorded) if known else "")


def fate_of(letter: str, recorded: str) -> str:
    """What becomes of a fact of the letter in the inspection that is recorded."""
    if not recorded:
        return FILLED
    return SAME if recorded == letter else KEPT


def told_fact(name: str, value: Any, checked: DraftForms) -> str:
    """A fact in words."""
    if name == "kind":
        return str(dict(checked.facts.fields["kind"].choices).get(value, value))
    if name in ("started", "ended", "published", "statement_due"):
        return day_words(value)
    return ", ".join(value) if isinstance(value, list) else str(value)


def grade_lines(form: ConfirmForm) -> Iterable[GradeLine]:
    """The areas with the letter's grade and the recorded one."""
    own, said = form.checked.judgement_set, form.checked.grades.said()
    held = form.known.grades if form.known else {}
    for area in form.checked.areas:
        name, letter = f"grade-{area.code}", said[area.code]
        yield GradeLine(
            area=area.name,
            letter="Not recorded" if letter is None else graded_word(own, letter),
            recorded=graded_word(own, held[area.code]) if area.code in held else "",
            choice=form[name] if name in form.fields else None,
        )


def finding_lines(form: ConfirmForm) -> Iterable[FindingLine]:
    """The findings that are kept, each beside the one it seems to be."""
    pairs = form.known.pairs if form.known else {}
    for number, (key, one) in enumerate(form.checked.findings.items(), start=1):
        said, pair = one.cleaned_data, pairs.get(key)
        yield FindingLine(
            number=number,
            kind=str(FindingKind(said["kind"]).label),
            text=said["text"],
            about=about_words(said),
            choice=form[f"as-{key}"] if f"as-{key}" in form.fields else None,
            recorded=f"{pair.finding.reference}: {pair.finding.text}" if pair else "",
            why=pair.why if pair else "",
        )


def about_words(said: dict[str, Any]) -> str:
    """Page, area of practice and agencies, as far as they are given."""
    page = f"Page {said['page']}" if said["page"] else ""
    told = (page, practice_name(said["area"]), ", ".join(said["agencies"]))
    return " · ".join(one for one in told if one)
