"""What does the database refuse, and how is a date told that is only roughly known?"""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from inspections.dates import Precision, said_date
from inspections.models import Finding, Inspection
from tests.inspections.builders import make_finding, make_inspection

pytestmark = pytest.mark.django_db


def refused(rows, **changes) -> bool:
    """Whether the database itself refuses the change, past every form and service."""
    try:
        with transaction.atomic():
            rows.update(**changes)
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"ended": date(2022, 1, 23)}, id="ends before it starts"),
        pytest.param({"published": date(2021, 12, 1)}, id="published before it starts"),
        pytest.param({"date_precision": "hour"}, id="unknown precision"),
        pytest.param({"started": None}, id="a day known to the day that is not given"),
        pytest.param({"number": 1}, id="a number outside a series"),
    ],
)
def test_inspection_refused_by_the_database(council, changes):
    inspection = make_inspection(council)
    assert refused(Inspection.objects.filter(pk=inspection.pk), **changes)


def test_visit_numbers_stand_once_in_a_series(council):
    head = make_inspection(council)
    for _ in range(2):
        make_inspection(council, kind="monitoring-visit", follows=head, started=date(2022, 6, 1))
    second = Inspection.objects.filter(follows=head, number=2)
    assert refused(second, number=1)


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"page": 0}, id="page nought"),
        pytest.param({"paragraph": 0}, id="paragraph nought"),
        pytest.param({"status": "done"}, id="unknown status"),
        pytest.param({"kind": "grumble"}, id="unknown kind"),
        pytest.param({"status": "not_relevant"}, id="set aside without a reason"),
        pytest.param({"reference": "A1"}, id="a reference in use"),
    ],
)
def test_finding_refused_by_the_database(council, changes):
    inspection = make_inspection(council)
    make_finding(inspection, reference="A1")
    finding = make_finding(inspection, reference="A2")
    assert refused(Finding.objects.filter(pk=finding.pk), **changes)


@pytest.mark.parametrize(
    ("precision", "told"),
    [
        (Precision.DAY, "1 June 2016"),
        (Precision.MONTH, "June 2016"),
        (Precision.YEAR, "2016"),
        (Precision.UNKNOWN, "Date not recorded"),
    ],
)
def test_date_told_as_exactly_as_it_is_known(precision, told):
    assert said_date(date(2016, 6, 1), precision) == told


def test_name_of_an_inspection_is_its_kind_unless_it_has_a_title(council):
    head = make_inspection(council)
    visit = make_inspection(
        council,
        kind="monitoring-visit",
        follows=head,
        started=date(2022, 6, 1),
        date_precision=Precision.MONTH,
    )
    titled = make_inspection(council, title="Care Practice Diagnostic")
    assert str(head) == "ILACS standard inspection, 24 January 2022"
    assert str(visit) == "Monitoring visit 1, June 2022"
    assert titled.called == "Care Practice Diagnostic"
    undated = make_inspection(
        council, kind="peer-challenge", started=None, date_precision=Precision.UNKNOWN
    )
    assert str(undated).endswith(", date not recorded")


def test_strengths_ask_for_no_answer(council):
    inspection = make_inspection(council)
    make_finding(inspection, kind="strength")
    noted = make_finding(inspection, kind="observation")
    make_finding(inspection, status="confirmed", status_reason="Seen again in 2023")
    assert list(Finding.objects.outstanding()) == [noted]


def test_agency_found_whatever_letters_it_is_written_with(council):
    inspection = make_inspection(council)
    finding = make_finding(inspection, agencies=["Council", "Children’s “hub” 50%"])
    make_finding(inspection, agencies=["Council"])
    found = Finding.objects.about_agency("Children’s “hub” 50%")
    assert list(found) == [finding]
    assert not Finding.objects.about_agency("Children").exists()
