"""Whatever is changed, in whatever order: is every standing what a slow, obvious recount says?"""

import random
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from improvement.history.models import Event
from improvement.rules.direction import (
    BASELINE_TOLERANCE,
    Polarity,
    Tolerance,
    direction_of,
    improvement_of,
)
from improvement.rules.month import Month
from improvement.rules.number import MissingReason
from improvement.rules.rag import ExpectedChange, movement_of, rate_figure
from improvement.rules.spc import Rebase as Parted
from improvement.rules.spc import xmr
from improvement.rules.target import Target as Aim
from improvement.rules.target import plain
from improvement.rules.value import Unit, print_value
from scorecard.amendments.services import approve_amendment, propose_amendment
from scorecard.models import (
    AdoptedMeasure,
    CurrentStanding,
    Figure,
    MonthlyReturn,
    Rebase,
    ScorecardVersion,
    Target,
)
from scorecard.selectors import scorecard_page
from scorecard.services import (
    Entry,
    approve_section,
    key_section,
    load_approved_figures,
    set_target,
    submit_section,
)
from scorecard.services.adoption import edit_adopted, remove_target, retire_measure, return_to_use
from scorecard.services.rebases import rebase_measure, remove_rebase
from scorecard.services.standings import refresh_standings
from tests.builders import make_member
from tests.scorecard.builders import make_measure, make_return, section_of

pytestmark = pytest.mark.django_db
LAST = Month(2025, 3)
TARGETS = ("40%+", ">55", "<30", "35 to 60", "≤45", "20%+")
GAPS = (MissingReason.NOT_AVAILABLE, MissingReason.NOT_APPLICABLE)


class Service:
    """People who change one thing after another, at random but the same every time."""

    def __init__(self, council, area, cast, seed: int) -> None:
        self.council, self.area, self.cast = council, area, cast
        self.luck = random.Random(seed)
        self.deputy = make_member(council, "lead")
        for unit, basis, polarity in (
            (Unit.PERCENT, "month", "higher"), (Unit.COUNT, "month", "lower"),
            (Unit.COUNT, "snapshot", "range"), (Unit.PERCENT, "ytd", "lower"),
            (Unit.COUNT, "month", "context"),
        ):  # fmt: skip
            make_measure(area, unit=unit, basis=basis, polarity=polarity, baseline=Decimal(40))
        for number in range(14, 0, -1):
            self.load(LAST.plus(1 - number), refresh=False)
        refresh_standings(council=council)

    def measures(self, **which) -> list[AdoptedMeasure]:
        known = AdoptedMeasure.objects.filter(council=self.council, **which)
        return list(known.select_related("measure", "council", "area"))

    def any_measure(self) -> AdoptedMeasure:
        return self.luck.choice(self.measures())

    def entry(self, measure: AdoptedMeasure) -> Entry:
        if self.luck.random() < 0.15:
            return Entry(missing=self.luck.choice(GAPS), comment="The system was down")
        whole = Decimal(97) if measure.measure.takes_two_numbers else None
        return Entry(Decimal(self.luck.randint(0, 90)), whole, comment="As counted, and why")

    def load(self, month: Month, **told) -> None:
        rows = {one.code: self.entry(one) for one in self.measures() if self.luck.random() < 0.9}
        told |= {"submitted_by": self.cast.officer, "approved_by": self.cast.lead}
        load_approved_figures(council=self.council, month=month, rows=rows, **told)

    def approves_a_month(self) -> None:
        latest = MonthlyReturn.objects.filter(council=self.council).order_by("-month")[0]
        month = Month.of(latest.month).next
        make_return(self.council, month, today=month.next.last_day)
        section = section_of(self.council, self.area, month)
        entries = {one: self.entry(one) for one in self.measures(is_active=True)}
        key_section(section=section, entries=entries, by=self.cast.officer, version=section.version)
        submit_section(section=section, by=self.cast.officer)
        approve_section(section=section, by=self.cast.lead)

    def brings_an_earlier_month(self) -> None:
        earliest = MonthlyReturn.objects.filter(council=self.council).order_by("month")[0]
        self.load(Month.of(earliest.month).previous)

    def amends(self) -> None:
        figure = self.luck.choice(list(Figure.objects.order_by("-month", "pk")[:12]))
        amendment = propose_amendment(
            figure=figure, entry=self.entry(figure.measure), reason="Recounted",
            by=self.cast.lead, revision=figure.revision,
        )  # fmt: skip
        approve_amendment(amendment=amendment, by=self.deputy)

    def aims(self) -> None:
        start = LAST.plus(self.luck.randint(-9, 9))
        text = self.luck.choice(TARGETS)
        set_target(measure=self.any_measure(), effective_from=start, text=text, by=self.cast.lead)

    def aims_no_more(self) -> None:
        target = self.luck.choice(list(Target.objects.order_by("pk")))
        remove_target(target=target, by=self.cast.lead, reason="A slip")

    def rebases(self) -> None:
        month = LAST.plus(self.luck.randint(-12, 3))
        measure = self.any_measure()
        rebase_measure(measure=measure, month=month, reason="New system", by=self.cast.lead)

    def rebases_no_more(self) -> None:
        rebase = self.luck.choice(list(Rebase.objects.order_by("pk")))
        remove_rebase(rebase=rebase, by=self.cast.lead, reason="A slip")

    def retires_or_restores(self) -> None:
        measure = self.any_measure()
        told = {"by": self.cast.lead, "reason": "Decided", "version": measure.version}
        (retire_measure if measure.is_active else return_to_use)(measure=measure, **told)

    def settles(self) -> None:
        measure = self.any_measure()
        own = self.luck.choice(
            [
                {"baseline": self.luck.choice([None, Decimal(self.luck.randint(1, 90))])},
                {"decimals": self.luck.randint(0, 2)},
                {"rag_tolerance": Decimal(self.luck.randint(0, 30))},
                {"direction_tolerance": Decimal(9), "is_tolerance_relative": False},
                {"expected_change": self.luck.choice(["", *ExpectedChange])},
            ]
        )
        edit_adopted(measure=measure, by=self.cast.lead, version=measure.version, **own)


CHANGES: dict[Callable[[Service], None], int] = {
    Service.approves_a_month: 2,
    Service.brings_an_earlier_month: 1,
    Service.amends: 4,
    Service.aims: 4,
    Service.aims_no_more: 2,
    Service.rebases: 3,
    Service.rebases_no_more: 2,
    Service.retires_or_restores: 2,
    Service.settles: 4,
}
KEPT = (
    "month", "as_at", "value", "missing", "printed", "target", "rag", "reason", "direction",
    "improvement", "variation", "assurance", "spark",
)  # fmt: skip


def recounted(measure: AdoptedMeasure) -> dict | None:
    """One measure as it stands, the long way; nothing without an approved figure."""
    own = {one.month: one for one in measure.figures.filter(is_approved=True)}
    if not own:
        return None
    last = max(own)
    figure, text = own[last], aimed_in(measure, last)
    aim, unit = Aim.parse(text) if text else None, Unit(measure.measure.unit)
    expected = measure.expected_change or measure.measure.expected_change
    tolerance = BASELINE_TOLERANCE
    if measure.direction_tolerance is not None:
        tolerance = Tolerance(measure.direction_tolerance, measure.is_tolerance_relative)
    wanted = ExpectedChange(expected) if expected else None
    missing = MissingReason(figure.missing) if figure.missing else None
    rating = rate_figure(
        figure.value,
        aim,
        movement_of(measure.baseline, figure.value, wanted, aim, tolerance),
        tolerance_percent=measure.rag_tolerance,
        unit=unit,
        decimals=measure.decimals,
        missing=missing,
    )
    moved = direction_of(measure.baseline, figure.value, tolerance)
    polarity = Polarity(measure.measure.polarity)
    variation, assurance = charted(measure, own, last, aim)
    days = [Month.of(last).plus(-ago).first_day for ago in range(12, -1, -1)]
    known = [own[day].value if day in own else None for day in days]
    return {
        "month": last,
        "as_at": figure.as_at or Month.of(last).last_day,
        "value": figure.value,
        "missing": figure.missing,
        "printed": missing.label if missing else print_value(figure.value, unit, measure.decimals),
        "target": text,
        "rag": rating.rag,
        "reason": rating.reason,
        "direction": moved or "",
        "improvement": improvement_of(polarity, measure.baseline, figure.value, moved, aim),
        "variation": variation,
        "assurance": assurance,
        "spark": [None if value is None else plain(value) for value in known],
    }


def aimed_in(measure: AdoptedMeasure, day: date) -> str:
    text = ""
    for target in measure.targets.order_by("effective_from"):
        if target.effective_from <= day:
            text = target.text
    return text


def charted(measure: AdoptedMeasure, own: dict, last: date, aim: Aim | None) -> tuple[str, str]:
    """The two icons over the latest 36 months, parted at every rebase."""
    if measure.measure.basis == "ytd" or own[last].value is None:
        return "", ""
    days = [Month.of(last).plus(-ago).first_day for ago in range(35, -1, -1)]
    while days[0] not in own or own[days[0]].value is None:
        days.pop(0)
    bound = None
    if aim and (aim.lower is None or aim.upper is None):
        bound = aim.upper if aim.lower is None else aim.lower
    chart = xmr(
        [own[day].value if day in own else None for day in days],
        improvement={"higher": "increase", "lower": "decrease"}.get(
            measure.measure.polarity, "neutral"
        ),
        target=bound,
        rebases=[
            Parted(days.index(one.month), one.reason)
            for one in measure.rebases.order_by("month")
            if one.month in days[1:]
        ],
    )
    return (chart.variation or "", chart.assurance or "") if chart.upper is not None else ("", "")


def version(council) -> int:
    return ScorecardVersion.objects.get(council=council).number


def test_every_standing_equals_a_slow_recount_after_any_change(council, area, cast):
    service, done = Service(council, area, cast, seed=1), set()
    deck = [change for change, times in CHANGES.items() for _ in range(times)]
    service.luck.shuffle(deck)
    for change in deck:
        before, told = version(council), Event.objects.count()
        try:
            change(service)
        except (ValidationError, IndexError):
            continue
        done.add(change)
        assert version(council) > before or Event.objects.count() == told, change.__name__
        check(service, change.__name__)
    assert done == set(CHANGES)
    check_scorecard(service)


def check(service: Service, change: str) -> None:
    """Each measure again by itself."""
    kept = {one.measure_id: one for one in CurrentStanding.objects.all()}
    for measure in service.measures():
        one = kept.pop(measure.pk, None)
        told = one and {name: getattr(one, name) for name in KEPT}
        assert told == recounted(measure), f"{measure.code} after {change}"
    assert not kept


def check_scorecard(service: Service) -> None:
    """A scorecard says of its month what is kept of it."""
    month = Month.of(Figure.objects.filter(is_approved=True).latest("month").month)
    kept = {one.measure_id: one for one in CurrentStanding.objects.all()}
    said = {row.pk: row for row in scorecard_page(service.council, month)}
    shared = [pk for pk, one in kept.items() if one.month == month.first_day and pk in said]
    assert len(shared) > 2
    for pk in shared:
        one, row = kept[pk], said[pk]
        assert (one.rag, one.reason, one.target) == (row.rag, row.reason, row.target)
        assert one.variation == (row.signal.variation or "")
        assert one.assurance == (row.signal.assurance or "")
