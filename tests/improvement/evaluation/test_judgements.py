"""Which inspection spoke last of each part of the self-evaluation?"""

from datetime import date

import pytest

from improvement.evaluation.judgements import JUDGED_BY, framework_for, last_grades
from improvement.practice import judgement_names
from inspections.models import JudgementSet
from inspections.services import record_judgements
from tests.inspections.builders import make_inspection

pytestmark = pytest.mark.django_db


def judge(council, started, kind="ilacs-standard", **grades):
    inspection = make_inspection(council, started=started, kind=kind)
    return record_judgements(inspection=inspection, by=None, grades=grades)


def test_every_part_is_judged_by_a_kind_and_area_that_exist(db):
    assert set(JUDGED_BY) == set(judgement_names())
    for code, judged in JUDGED_BY.items():
        held = framework_for(code, date(2026, 11, 1))
        assert held.is_graded
        areas = set(held.areas.values_list("code", flat=True))
        assert areas & set(judged.areas), code
    kinds = {kind for one in JudgementSet.objects.all() for kind in one.kinds}
    assert {kind for one in JUDGED_BY.values() for kind in one.kinds} <= kinds


def test_the_latest_inspection_counts_whatever_its_framework(council, other_council):
    judge(council, date(2016, 6, 1), "sif", leaders="inadequate", care="requires-improvement")
    judge(council, date(2024, 9, 9), leaders="requires-improvement", care="good", leavers="good")
    judge(other_council, date(2026, 5, 4), leaders="outstanding")

    found = last_grades(council)
    assert found["leaders"].word == "Requires improvement to be good"
    assert found["leaders"].when == "9 September 2024"
    assert found["leavers"].area == "The experiences and progress of care leavers"
    assert "send" not in found


def test_an_inspection_whose_day_nobody_knows_is_not_the_latest(council):
    judge(council, date(2024, 9, 9), leaders="good")
    undated = judge(council, date(2019, 6, 3), leaders="inadequate")
    undated.started, undated.date_precision = None, "unknown"
    undated.save()

    assert last_grades(council)["leaders"].word == "Good"
    undated.published = date(2025, 3, 3)
    undated.save()
    assert last_grades(council)["leaders"].word == "Inadequate"


def test_care_leavers_were_once_judged_with_children_in_care(council):
    judge(council, date(2022, 1, 24), leaders="good", care="requires-improvement")

    found = last_grades(council)["leavers"]
    assert found.word == "Requires improvement to be good"
    assert found.area.endswith("children in care and care leavers")


def test_a_later_inspection_that_did_not_grade_a_part_says_so(council):
    judge(council, date(2022, 1, 24), help="good")
    judge(council, date(2024, 1, 24), help="")

    assert last_grades(council)["help"].word == "Not graded"


def test_send_and_youth_justice_have_inspections_of_their_own(council):
    judge(council, date(2024, 5, 6), "area-send", outcome="inconsistent")
    judge(council, date(2025, 1, 3), "youth-justice", overall="good")

    found = last_grades(council)
    assert found["send"].word == "Inconsistent experiences and outcomes"
    assert found["justice"].word == "Good"
