"""Which inspections, judgement sets and findings?"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from improvement.rules.finding import FindingStatus
from inspections.dates import Precision

if TYPE_CHECKING:
    from inspections.models import JudgementSet

# Nothing more is expected of the council about a finding in one of these.
SETTLED = (FindingStatus.CONFIRMED, FindingStatus.NOT_RELEVANT)
# What was found well calls for no answer.
UNANSWERED_KINDS = ("strength",)


def names_hold(field: str, name: str) -> Q:
    """Rows whose JSON list of names holds `name`, on either engine.

    SQLite keeps letters outside ASCII escaped, PostgreSQL as they are; both spellings are asked.
    """
    spellings = {json.dumps(name), json.dumps(name, ensure_ascii=False)}
    return Q.create([(f"{field}__icontains", one) for one in sorted(spellings)], connector=Q.OR)


class JudgementSetQuerySet(models.QuerySet):
    def covering(self, kind: str, day: date | None) -> JudgementSet | None:
        """The set an inspection of this kind carries when its first day on site was `day`."""
        if day is None:
            return None
        begun = Q(first_day=None) | Q(first_day__lte=day)
        not_over = Q(last_day=None) | Q(last_day__gte=day)
        return next((one for one in self.filter(begun, not_over) if kind in one.kinds), None)


class InspectionQuerySet(models.QuerySet):
    def dated(self) -> InspectionQuerySet:
        """With `held`: the first day, or the day it was published where that is all we know."""
        return self.annotate(held=Coalesce("started", "published"))

    def latest_first(self) -> InspectionQuerySet:
        """Newest first; those without any date last."""
        return self.dated().order_by(models.F("held").desc(nulls_last=True), "-id")

    def for_list(self) -> InspectionQuerySet:
        """With what the list shows beside each: overall grade and findings outstanding."""
        return (
            self.latest_first()
            .select_related("judgement_set")
            .prefetch_related("judgement_set__areas")
            .annotate(overall_grade=overall_grade(), outstanding=outstanding_findings())
        )

    def by_inspectorate(self, name: str) -> InspectionQuerySet:
        """Carried out, alone or with others, by this inspectorate."""
        return self.filter(names_hold("inspectorates", name))


def overall_grade() -> Subquery:
    """The code of an inspection's overall grade; null while none is recorded."""
    judgements = apps.get_model("inspections", "Judgement").objects
    overall = judgements.filter(inspection=OuterRef("pk"), area__is_overall=True)
    return Subquery(overall.order_by().values("grade")[:1])


def outstanding_findings() -> Coalesce:
    """How many findings of an inspection still ask something of the council."""
    findings = apps.get_model("inspections", "Finding").objects.outstanding()
    counted = findings.filter(inspection=OuterRef("pk")).order_by().values("inspection")
    return Coalesce(Subquery(counted.annotate(n=Count("pk")).values("n")), 0)


class FindingQuerySet(models.QuerySet):
    def for_list(self) -> FindingQuerySet:
        """With the inspection each came from: newest inspection first, then as printed."""
        told = ("inspection", "repeats", "owner", "confirmed_by", "confirmed_by_audit")
        newest = models.F("inspection__started").desc(nulls_last=True)
        return self.select_related(*told).order_by(newest, "-inspection_id", "position", "id")

    def with_day(self) -> FindingQuerySet:
        """With `found_on`: the first day of the inspection, or else the day it was published."""
        return self.annotate(found_on=Coalesce("inspection__started", "inspection__published"))

    def with_told_day(self) -> FindingQuerySet:
        """With `told_on`: that day, unless it is kept for order only and nobody knows it."""
        unknown = models.When(
            inspection__date_precision=Precision.UNKNOWN, then=models.F("inspection__published")
        )
        known = Coalesce("inspection__started", "inspection__published")
        return self.annotate(told_on=models.Case(unknown, default=known))

    def to_answer(self) -> FindingQuerySet:
        """Findings that ask something of the council: all but strengths."""
        return self.exclude(kind__in=UNANSWERED_KINDS)

    def outstanding(self) -> FindingQuerySet:
        """Findings to answer that are neither confirmed nor set aside."""
        return self.to_answer().exclude(status__in=SETTLED)

    def about_agency(self, name: str) -> FindingQuerySet:
        """Findings that name this agency."""
        return self.filter(names_hold("agencies", name))

    def saying(self, words: str) -> FindingQuerySet:
        """Findings whose reference, text or theme holds these words."""
        return self.filter(
            Q(text__icontains=words) | Q(theme__icontains=words) | Q(reference__icontains=words)
        )
