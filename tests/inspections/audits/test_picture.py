"""Does the picture that the self-evaluation reads rest on the latest moderated cases?"""

from datetime import date

from inspections.audits.selectors import audit_picture
from tests.inspections.audits.builders import INADEQUATE, RI, G, make_cycle, make_results


def test_shares_come_with_their_cases(council):
    make_results(make_cycle(council))
    (row,) = audit_picture(council)
    assert (row.area, row.n, row.cycle) == ("front-door", 20, "Practice audits, September 2026")
    assert row.good.words == "12 of 20 (60%), likely between 39% and 78%"
    assert row.inadequate.counted == "1 of 20 (5%)"
    assert row.agreement.counted == "17 of 20 (85%)"
    assert (row.as_at, row.is_independent) == (date(2026, 9, 30), False)


def test_each_area_has_its_own_latest_cycle(council):
    old = make_cycle(council, name="Old", ended=date(2026, 7, 31))
    make_results(old, "front-door", {(G, G): 5})
    make_results(old, "permanence", {("", RI): 4})
    make_results(make_cycle(council), "front-door", {("", G): 6})
    rows = {row.area: row for row in audit_picture(council)}
    assert rows["front-door"].n == 6
    assert (rows["permanence"].cycle, rows["permanence"].n) == ("Old", 4)
    assert rows["permanence"].agreement is None


def test_an_independent_audit_stands_beside_the_councils_own_and_replaces_nothing(council):
    theirs = {"audited_by": "independent", "started": date(2026, 1, 1)}
    make_results(make_cycle(council, name="Ours"), cells={(G, G): 20})
    small = make_cycle(council, name="Theirs", ended=date(2026, 10, 31), **theirs)
    make_results(small, cells={("", RI): 5})
    before = make_cycle(council, name="Before", ended=date(2026, 3, 31), **theirs)
    make_results(before, cells={("", G): 7})
    rows = audit_picture(council)
    assert [(row.cycle, row.n, row.is_independent) for row in rows] == [
        ("Ours", 20, False),
        ("Theirs", 5, True),
    ]


def test_a_cycle_that_moderated_nothing_of_an_area_does_not_count_for_it(council):
    make_results(make_cycle(council, name="Old", ended=date(2026, 7, 31)), cells={(G, RI): 5})
    make_results(make_cycle(council), cells={(G, ""): 9})
    (row,) = audit_picture(council)
    assert (row.cycle, row.n) == ("Old", 5)


def test_only_the_areas_asked_for_in_the_order_of_the_list(council):
    cycle = make_cycle(council, audited_by="independent")
    for area in ("leadership", "front-door", "permanence"):
        make_results(cycle, area, {("", INADEQUATE): 2})
    rows = audit_picture(council, {"leadership", "front-door"})
    assert [row.area for row in rows] == ["front-door", "leadership"]
    assert all(row.is_independent for row in rows)


def test_another_councils_audits_are_never_read(council, other_council):
    make_results(make_cycle(other_council))
    assert audit_picture(council) == ()


def test_the_picture_costs_two_queries_however_much_is_held(council, django_assert_num_queries):
    for month in range(1, 10):
        cycle = make_cycle(council, name=f"Cycle {month}", ended=date(2027, month, 1))
        for area in ("front-door", "permanence", "workforce"):
            make_results(cycle, area)
    with django_assert_num_queries(2):
        assert len(audit_picture(council)) == 3
