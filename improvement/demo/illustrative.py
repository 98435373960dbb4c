"""How do three generated years, and the open month, come into the illustrative council?"""

from dataclasses import fields, replace
from datetime import date

from improvement.councils.models import Council
from improvement.demo.cast import Cast
from improvement.demo.facts import Facts, Row
from improvement.demo.figures import Measures, Months, areas_of, catalogue, load_months
from improvement.demo.series import Point, Series, Shape
from improvement.holidays import bank_holidays
from improvement.rules.month import Month
from improvement.rules.number import MissingReason
from improvement.rules.section import SectionStatus
from improvement.rules.value import Basis, Unit
from improvement.rules.workingdays import add_working_days
from scorecard.models import AdoptedMeasure, Measure, MonthlyReturn, Section
from scorecard.services.adoption import adopt_measure
from scorecard.services.checking import unexplained
from scorecard.services.entries import Children, Entry, compute
from scorecard.services.keying import key_section
from scorecard.services.returning import send_back_section
from scorecard.services.returns import open_return
from scorecard.services.sections import submit_section

WHY = "Checked against the case system: the figure is right."
SHAPED = {field.name for field in fields(Shape)}


def last_complete_month(today: date) -> Month:
    return Month.of(today).previous


def series_of(facts: Facts) -> Series:
    """The generator, set up from the file and the catalogue's units, bases and links."""
    known = catalogue()
    shapes = [
        shape_of(row, known[row["code"]])
        for row in facts.rows("measures")
        if not row.get("from_workforce")
    ]
    return Series(
        shapes,
        seed=facts.data["seed"],
        last=last_complete_month(facts.today),
        months=facts.data["months"],
    )


def shape_of(row: Row, measure: Measure) -> Shape:
    """A row's shape; what must hold between measures is the catalogue's to say."""
    links = {name: code for link in measure.links for name, code in link.items()}
    linked = {name: links[name] for name in ("not_above", "not_below") if name in links}
    own = {name: value for name, value in row.items() if name in SHAPED}
    decimals = 0 if measure.is_whole else measure.decimals
    told = {"unit": Unit(measure.unit), "basis": Basis(measure.basis), "decimals": decimals}
    return Shape(**told | linked | own)


def entry_from(point: Point) -> Entry:
    return Entry(
        numerator=point.numerator,
        denominator=point.denominator,
        missing=point.missing,
        comment=point.comment,
    )


class Illustration:
    """The illustrative council's figures: adopted measures, past months and the open one."""

    def __init__(self, council: Council, facts: Facts, cast: Cast, worked_out: Months) -> None:
        self.council, self.facts, self.cast = council, facts, cast
        self.series = series_of(facts)
        self.worked_out = worked_out
        self.measures: Measures = {}

    def load(self) -> Measures:
        self.adopt_all()
        past = self.series.all_months()[:-1]
        months = {month: self.entries(month) for month in past}
        load_months(self.council, months, self.cast, self.facts.today)
        self.load_open_month()
        return self.measures

    def entries(self, month: Month) -> dict[str, Entry]:
        """Everything returned for a month: drawn, and worked out from the establishment."""
        drawn = {code: entry_from(self.series.point(code, month)) for code in self.series.shapes}
        return drawn | self.worked_out.get(month, {})

    # --- Measures --------------------------------------------------------------------------
    def adopt_all(self) -> None:
        known, areas = catalogue(), areas_of(self.council)
        children = Children(self.council)
        first = self.series.all_months()[0]
        start = self.series.last.plus(-self.facts.data["baseline_months_ago"])
        entries = self.entries(start)
        owners = {code: role for role, codes in self.facts.data["owners"].items() for code in codes}
        reasons = self.facts.data["target_reasons"]
        for row in self.facts.rows("measures"):
            measure = known[row["code"]]
            draft, entry = AdoptedMeasure(measure=measure), entries[row["code"]]
            baseline = compute(draft, entry, start, children.in_month(start)).value
            self.measures[row["code"]] = adopt_measure(
                council=self.council,
                measure=measure,
                area=areas[row["area"]],
                by=None,
                target=row.get("target"),
                target_from=first,
                target_reason=reasons.get(row["code"], ""),
                owner_role=owners[row["code"]],
                baseline=baseline,
                baseline_label=f"{start.label}, just before the plan began",
                baseline_month=start.first_day,
            )

    # --- The open month --------------------------------------------------------------------
    def load_open_month(self) -> None:
        """The last complete month, at the stage that the file gives each section."""
        told = self.facts.data["open_month"]
        due = add_working_days(self.facts.today, told["due_in_working_days"], bank_holidays())
        month = self.series.last
        opened = open_return(
            council=self.council, month=month, by=None, due_on=due, today=self.facts.today
        )
        entries = self.entries(month)
        for section in self.sections(opened):
            stage = told["sections"].get(section.area.slug)
            if stage:
                self.load_section(section, stage, entries)

    @staticmethod
    def sections(opened: MonthlyReturn) -> list[Section]:
        held = Section.objects.filter(monthly_return=opened)
        return list(held.select_related("council", "area", "monthly_return"))

    def load_section(self, section: Section, stage: Row, entries: dict[str, Entry]) -> None:
        """Key, hand over and send back as people would: through the same services."""
        own = [one for one in self.measures.values() if one.area_id == section.area_id]
        keyed = own[: stage.get("filled", len(own))]
        key_section(
            section=section,
            entries={measure: explained(entries[measure.code]) for measure in keyed},
            by=self.cast["officer"],
            version=section.version,
        )
        if stage["status"] == SectionStatus.DRAFT:
            return
        self.explain(section, keyed, entries)
        held = submit_section(section=section, by=self.cast["officer"])
        if stage["status"] == SectionStatus.SENT_BACK:
            send_back_section(section=held, reason=stage["reason"], by=self.cast["lead"])

    def explain(
        self, section: Section, keyed: list[AdoptedMeasure], entries: dict[str, Entry]
    ) -> None:
        """Say why of each figure that looks odd, as an officer has to before submitting."""
        figures = {figure.measure_id: figure for figure in section.figures.all()}
        odd = dict.fromkeys(one for one, _ in unexplained(section, keyed, figures))
        key_section(
            section=section,
            entries={one: replace(explained(entries[one.code]), comment=WHY) for one in odd},
            by=self.cast["officer"],
            version=section.version,
        )


def explained(entry: Entry) -> Entry:
    """A figure with nothing to say for itself is one that could not be had."""
    if entry.numerator is None and entry.missing is None:
        return Entry(missing=MissingReason.NOT_AVAILABLE)
    return entry
