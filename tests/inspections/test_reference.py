"""Do the judgement sets and kinds load, and is the right set chosen for a kind and a day?"""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from inspections import reference
from inspections.kinds import inspection_kinds, kind_choices, validate_kind
from inspections.models import Inspection, JudgementArea, JudgementSet
from inspections.reference import load_judgement_sets
from inspections.services import set_for

pytestmark = pytest.mark.django_db


def test_loading_twice_changes_nothing():
    JudgementSet.objects.all().delete()
    load_judgement_sets()
    before = list(JudgementArea.objects.values_list("pk", "code", "name", "parent_id"))
    load_judgement_sets()
    assert list(JudgementArea.objects.values_list("pk", "code", "name", "parent_id")) == before


def test_every_set_passes_its_own_checks():
    for one in load_judgement_sets():
        one.full_clean()
        assert all(
            area.parent is None or area.parent.judgement_set == one for area in one.areas.all()
        )


def test_renamed_area_keeps_its_row(monkeypatch):
    before = JudgementArea.objects.get(judgement_set__code="sif", code="adoption").pk
    rows = reference.judgement_set_rows()
    sif = next(row for row in rows if row["code"] == "sif")
    sif["areas"][2]["name"] = "Adoption"
    monkeypatch.setattr(reference, "judgement_set_rows", lambda: rows)
    load_judgement_sets()
    assert JudgementArea.objects.get(pk=before).name == "Adoption"


def test_set_for_an_unknown_kind_is_refused(monkeypatch):
    rows = reference.judgement_set_rows()
    rows[0]["kinds"] = ["tea-party"]
    monkeypatch.setattr(reference, "judgement_set_rows", lambda: rows)
    with pytest.raises(ValidationError, match="tea-party"):
        load_judgement_sets()


@pytest.mark.parametrize(
    ("kind", "started", "code"),
    [
        pytest.param("sif", date(2017, 9, 25), "sif", id="single inspection framework"),
        pytest.param("ilacs-standard", date(2022, 12, 5), "ilacs-a", id="the first day counts"),
        pytest.param("ilacs-short", date(2023, 1, 1), "ilacs-b", id="care leavers split out"),
        pytest.param("ilacs-standard", date(2026, 3, 31), "ilacs-b", id="the last day of B"),
        pytest.param("ilacs-standard", date(2026, 4, 27), "ilacs-c", id="no overall grade"),
        pytest.param("jtai", date(2023, 5, 22), "jtai", id="an ungraded letter"),
        pytest.param("area-send", date(2024, 2, 5), "area-send", id="outcomes"),
        pytest.param("youth-justice", date(2022, 11, 7), "youth-justice-2018", id="13 standards"),
        pytest.param("youth-justice", date(2025, 6, 2), "youth-justice-2025", id="with victims"),
        pytest.param("monitoring-visit", date(2022, 6, 1), None, id="ungraded visit"),
        pytest.param("ilacs-standard", None, None, id="day not known"),
    ],
)
def test_set_chosen_by_kind_and_first_day(kind, started, code):
    chosen = set_for(kind, started)
    assert (chosen.code if chosen else None) == code


def test_set_c_has_no_overall_area():
    own = JudgementSet.objects.get(code="ilacs-c")
    assert not own.areas.filter(is_overall=True).exists()


def test_kinds_are_those_a_form_offers():
    assert [code for code, _ in kind_choices()] == list(inspection_kinds())
    longest = Inspection._meta.get_field("kind").max_length
    assert all(len(code) <= longest for code in inspection_kinds())
    with pytest.raises(ValidationError, match="tea-party"):
        validate_kind("tea-party")
