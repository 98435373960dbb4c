"""Does a catalogue that is in use follow its files when the service is upgraded?"""

from decimal import Decimal
from importlib import import_module
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command

from improvement.rules.month import Month
from scorecard import upgrading
from scorecard.models import AdoptedMeasure, CurrentStanding, Measure, Target
from scorecard.reference import load_catalogue
from scorecard.services import adopt_measure
from scorecard.services.standings import refresh_standings
from tests.builders import make_area
from tests.scorecard.charted import adopt, give

pytestmark = pytest.mark.django_db


def migrated() -> str:
    out = StringIO()
    call_command("migrate", stdout=out)
    return out.getvalue()


def test_migrating_brings_a_catalogue_in_use_up_to_its_files(council):
    load_catalogue()
    shared = Measure.objects.get(code="FD2")
    adopt_measure(
        council=council, measure=shared, area=make_area(council), by=None, name="Our own words"
    )
    Measure.objects.update(theme="")  # as an earlier version stored them
    assert "Shared catalogue brought up to its files" in migrated()
    assert not Measure.objects.filter(council=None, theme="").exists()
    assert AdoptedMeasure.objects.get().name == "Our own words"
    assert "Shared catalogue" not in migrated()


def test_migrating_works_out_anew_how_measures_stand(area):
    load_catalogue()
    measure = adopt(area, target="90+")
    give(measure, Month(2026, 9), 95)
    refresh_standings(council=area.council)
    CurrentStanding.objects.update(rag="red", variation="concern_low")  # as another version judged
    migrated()
    standing = CurrentStanding.objects.get()
    assert (standing.rag, standing.variation) == ("green", "")


def test_targets_of_before_read_as_they_are_printed(area):
    """They are brought over whatever their measure is; what nobody can read is left alone."""
    typed = {">=90%": "90%+", "85": "85", " 60 or more": "60%+", "14 - 21": "14% to 21%"}
    for text in typed:
        adopt(area, target=text)
    adopt(area, target="≥2000", unit="count")
    print_targets = import_module("scorecard.migrations.0007_targets_as_they_are_printed")
    print_targets.print_targets(apps, None)
    held = Target.objects.order_by("pk").values_list("text", flat=True)
    assert list(held) == [*typed.values(), "2000+"]


def test_a_definition_that_is_judged_otherwise_changes_what_is_kept(council):
    load_catalogue()
    shared = Measure.objects.get(code="FD2")
    Measure.objects.filter(pk=shared.pk).update(polarity="lower")  # as an earlier version had it
    measure = adopt_measure(
        council=council, measure=shared, area=make_area(council), by=None, baseline=Decimal(50)
    )
    give(measure, Month(2026, 9), 90)
    refresh_standings(council=council)
    assert measure.standing.improvement == "Worsening"
    load_catalogue()
    measure.standing.refresh_from_db()
    assert measure.standing.improvement == "Improving"


def test_a_database_without_a_catalogue_is_left_alone():
    migrated()
    assert not Measure.objects.exists()


def test_nothing_is_loaded_into_the_tables_of_an_earlier_version(monkeypatch):
    load_catalogue()
    Measure.objects.update(theme="")
    monkeypatch.setattr(upgrading, "is_behind", lambda using: True)
    migrated()
    assert set(Measure.objects.values_list("theme", flat=True)) == {""}
