"""Which findings of a letter are seen to be recorded already?"""

from datetime import date

import pytest

from inspections.letters.draft import DraftFinding
from inspections.letters.matching import BY_PLACE, BY_WORDS, pair_findings, recorded_inspection
from inspections.models import JudgementSet
from tests.inspections.builders import make_finding, make_inspection

pytestmark = pytest.mark.django_db


def drafted(*texts: str, kind: str = "improvement") -> list[DraftFinding]:
    return [
        DraftFinding(f"f{number}", kind=kind, text=text)
        for number, text in enumerate(texts, start=1)
    ]


def test_the_same_words_pair_whatever_their_order(council):
    inspection = make_inspection(council)
    plans = make_finding(inspection, text="The timeliness of pathway plans for care leavers")
    make_finding(inspection, text="Oversight of private fostering arrangements")
    make_finding(inspection, text="Sufficiency of foster homes")
    pairs = pair_findings(
        drafted("Sufficient school places.", "Timeliness of pathway plans, for care leavers."),
        inspection.findings.all(),
    )
    assert {key: (pair.finding, pair.why) for key, pair in pairs.items()} == {
        "f2": (plans, BY_WORDS)
    }


def test_a_council_that_told_the_letter_in_its_own_words_is_paired_by_place(council):
    inspection = make_inspection(council)
    first = make_finding(inspection, text="Referrals are made in many different ways")
    second = make_finding(inspection, text="Voices of children go unheard")
    texts = ("A single route into services.", "Participation and what the young say.")
    pairs = pair_findings(drafted(*texts), inspection.findings.all())
    assert [(pairs[key].finding, pairs[key].why) for key in ("f1", "f2")] == [
        (first, BY_PLACE),
        (second, BY_PLACE),
    ]


def test_a_place_says_nothing_when_the_numbers_differ_or_the_kinds_do(council):
    inspection = make_inspection(council)
    make_finding(inspection, text="Voices of children go unheard")
    rows = inspection.findings.all()
    assert pair_findings(drafted("One route in.", "Rooms."), rows) == {}
    assert pair_findings(drafted("One route in.", kind="strength"), rows) == {}


def test_no_finding_is_paired_twice(council):
    inspection = make_inspection(council)
    make_finding(inspection, text="The quality of return interviews")
    pairs = pair_findings(
        drafted("The quality of return interviews.", "Quality of the return interviews."),
        inspection.findings.all(),
    )
    assert len(pairs) == 1


@pytest.mark.parametrize(
    ("day", "is_found"),
    [(date(2022, 1, 10), True), (date(2022, 2, 7), True), (date(2022, 2, 8), False)],
)
def test_an_inspection_is_the_same_within_a_fortnight(council, day, is_found):
    inspection = make_inspection(council, started=date(2022, 1, 24))
    own = JudgementSet.objects.get(code="ilacs-a")
    found = recorded_inspection(council, "ilacs-standard", day, own)
    assert (found == inspection) is is_found


def test_a_short_inspection_recorded_as_standard_is_the_same(council, other_council):
    inspection = make_inspection(council)
    own = JudgementSet.objects.get(code="ilacs-a")
    day = inspection.started
    assert recorded_inspection(council, "ilacs-short", day, own) == inspection
    assert recorded_inspection(council, "jtai", day, None) is None
    assert recorded_inspection(council, "ilacs-short", None, None) is None
    assert recorded_inspection(other_council, "ilacs-short", day, own) is None
