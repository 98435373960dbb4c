"""A file beside what is stored: new, changed, unchanged, refused; and what saving it does."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from improvement.history.models import Event
from improvement.history.services import EditConflict
from improvement.rules.section import SectionStatus
from improvement.rules.value import Unit
from scorecard.entry.sheet import Cells
from scorecard.models import Section
from scorecard.services import approve_section, key_section, submit_section
from scorecard.uploads.matching import Given, Matched
from scorecard.uploads.preview import Preview, counted, moved_since, preview_of, stamp_of
from scorecard.uploads.saving import VERB, save_upload
from tests.builders import make_area
from tests.scorecard.builders import make_measure, make_return, pair


def given(measure, numerator="", denominator="", missing="", comment="", row=2) -> Given:
    at = {"numerator": f"Sheet 1, C{row}", "denominator": f"Sheet 1, D{row}"}
    cells = Cells(numerator, denominator, missing, comment)
    return Given(measure, f"Sheet 1, row {row}", cells, at)


@pytest.fixture
def shown(office):
    def of(*rows: Given, own=()) -> Preview:
        return preview_of(office.desk(*own), Matched(list(rows)))

    return of


@pytest.fixture
def key(office, cast):
    def of(entries, by=None) -> int:
        held = office.section
        return key_section(
            section=held, entries=entries, by=by or cast.officer, version=held.version
        )

    return of


def save(preview: Preview, by, **fields) -> int:
    versions = {one.pk: one.version for one in preview.sections}
    told = {"versions": versions, "file_name": "october.xlsx", **fields}
    return save_upload(preview=preview, by=by, **told)


def said(preview: Preview) -> list[str]:
    return [str(one) for one in preview.refused]


def test_a_figure_that_was_not_there_is_new(office, shown):
    (line,) = shown(given(office.pair, "23", "25", comment="So")).lines
    assert (line.state, line.was, line.now, line.value) == ("New", "", "23 of 25", "92%")
    assert line.comment == "So"


def test_a_figure_that_differs_is_changed(office, shown, key):
    key({office.count: pair(1234, comment="Old")})
    (line,) = shown(given(office.count, "2,345")).lines
    assert (line.state, line.was, line.now) == ("Changed", "1,234", "2,345")
    assert (line.entry.comment, line.comment) == ("Old", "")


@pytest.mark.parametrize("text", ["1234", "1,234", " 1234 ", "1234.0"])
def test_a_figure_said_another_way_is_unchanged(office, shown, key, text):
    key({office.count: pair(1234)})
    preview = shown(given(office.count, text))
    assert (preview.lines, len(preview.unchanged)) == ([], 1)


def test_what_the_file_leaves_empty_stays(office, shown, key):
    key({office.pair: pair(5, 10, comment="Kept")})
    (line,) = shown(given(office.pair, numerator="6")).lines
    assert (line.now, line.entry.comment) == ("6 of 10", "Kept")
    (line,) = shown(given(office.pair, comment="Other")).lines
    assert (line.now, line.comment) == ("5 of 10", "Other")


def test_a_comment_alone_keeps_a_value_without_parts(office, shown):
    office.section.figures.create(
        council=office.council, month=office.section.monthly_return.month, measure=office.share,
        value=Decimal("12.5"), is_share=True,
    )  # fmt: skip
    (line,) = shown(given(office.share, comment="Why")).lines
    assert (line.entry.value, line.value) == (Decimal("12.5"), "12.5%")


def test_a_number_takes_the_place_of_a_reason_and_the_other_way(office, shown, key):
    key({office.pair: pair(5, 10), office.count: pair(None, missing="not_available")})
    lines = shown(given(office.pair, missing="no_cases"), given(office.count, "7")).lines
    assert [line.now for line in lines] == ["No cases", "7"]
    assert lines[0].entry.numerator is None
    assert lines[1].entry.missing is None


def test_a_number_and_a_reason_together_are_refused(office, shown):
    (told,) = said(shown(given(office.count, "7", missing="no_cases")))
    assert "not both" in told


@pytest.mark.parametrize(
    ("numerator", "denominator", "told"),
    [
        ("abc", "5", "Sheet 1, C2: “abc” is not a number. Write it like 1,234 or 12.5."),
        ("4", "x", "Sheet 1, D2: “x” is not a number. Write it like 1,234 or 12.5."),
        ("92%", "100", "Sheet 1, C2: 92% is a percentage: key how many."),
        ("6", "5", "Sheet 1, C2: The numerator (6) is more than the denominator (5)."),
        ("-1", "5", "Sheet 1, C2: -1 is below nought."),
        ("1.5", "5", "Sheet 1, C2: 1.5 is not a whole number."),
        ("1e3", "5", "Sheet 1, C2: “1e3” is not a number. Write it like 1,234 or 12.5."),
        ("٣", "5", "Sheet 1, C2: “٣” is not a number. Write it like 1,234 or 12.5."),
    ],
)
def test_a_cell_is_read_as_strictly_as_the_sheet_reads_it(
    office, shown, numerator, denominator, told
):
    preview = shown(given(office.pair, numerator, denominator))
    assert said(preview) == [f"{told} (PA1 Visits in time)"]
    assert preview.lines == []


def test_a_share_keyed_as_one_number_takes_a_percentage(office, shown):
    (line,) = shown(given(office.share, "92.5%")).lines
    assert line.entry.numerator == Decimal("92.5")


def test_every_bad_cell_of_a_file_is_named_from_top_to_bottom(office, shown):
    preview = shown(given(office.pair, "x", "y", row=12), given(office.count, "z", row=3))
    assert [one.where for one in preview.refused] == [
        "Sheet 1, C3", "Sheet 1, C12", "Sheet 1, D12",
    ]  # fmt: skip


def test_an_area_that_is_not_ones_own_is_refused(office, shown):
    other = make_area(office.council, "Care")
    measure = make_measure(other, code="CA1", name="Children")
    make_return(office.council)
    (told,) = said(shown(given(measure, "1", "2"), own=(office.area,)))
    assert "CA1 belongs to Care, another service area than yours" in told
    assert shown(given(measure, "1", "2")).lines


def test_an_area_without_a_section_is_refused(office, shown):
    measure = make_measure(make_area(office.council, "Care"), name="Children")
    (told,) = said(shown(given(measure, "1", "2")))
    assert "Care has no section in this return yet" in told


def test_a_closed_section_is_told_unless_the_file_says_what_is_saved(office, shown, key, cast):
    key({one: pair(5, 10) if one == office.pair else pair(5) for one in office.measures})
    submit_section(section=office.section, by=cast.officer)
    preview = shown(given(office.pair, "6", "10"), given(office.count, "5"))
    assert len(preview.unchanged) == 1
    assert "Front door is submitted, so its figures cannot be changed" in said(preview)[0]


def linked(office):
    links = [{"not_above": "CO1"}]
    return make_measure(office.area, code="LI1", name="Part", unit=Unit.COUNT, links=links)


def test_linked_measures_have_to_agree_as_they_would_be_saved(office, shown, key):
    part = linked(office)
    key({office.count: pair(5), part: pair(5)})
    assert shown(given(part, "6"), given(office.count, "7")).refused == []
    preview = shown(given(part, "6", row=9))
    assert said(preview)[0].startswith("Sheet 1, C9: 6 is more than CO1 Referrals (5).")
    assert preview.lines == []


def test_what_leans_on_a_refused_figure_is_refused_too(office, shown, key):
    part = linked(office)
    key({office.count: pair(5), part: pair(5)})
    preview = shown(given(part, "6"), given(office.count, "seven"), given(office.days, "3"))
    assert len(preview.refused) == 2
    assert [line.measure for line in preview.lines] == [office.days]


def test_the_count_of_a_file(office, shown, key):
    key({office.count: pair(5), office.days: pair(3)})
    preview = shown(
        given(office.pair, "1", "2"), given(office.count, "6"), given(office.days, "3"),
        given(office.share, "x"),
    )  # fmt: skip
    assert counted(preview) == (
        "2 figures to save: 1 new, 1 changed. 1 as saved already. 1 refused."
    )
    assert counted(Preview()) == "No figure to save."


# Saving


def test_a_file_is_saved_with_one_entry_that_names_it(office, shown, cast):
    preview = shown(given(office.pair, "23", "25"), given(office.count, "4"))
    assert save(preview, cast.officer) == 2
    assert office.stored(office.pair).value == 92
    event = Event.objects.about(office.section).get()
    assert (event.verb, event.by, event.reason) == (
        VERB,
        cast.officer,
        "From the file october.xlsx",
    )
    assert event.after["PA1"] == "23 of 25"
    assert office.section.status == SectionStatus.DRAFT


def test_saving_the_same_file_twice_changes_nothing(office, shown, cast):
    rows = [given(office.count, "4")]
    assert save(shown(*rows), cast.officer) == 1
    before = office.section.version
    assert save(shown(*rows), cast.officer) == 0
    assert office.section.version == before


def test_every_section_or_none(office, shown, cast):
    """Somebody saved the second section meanwhile: the first is not saved either."""
    other = make_measure(make_area(office.council, "Care"), name="Children")
    make_return(office.council)
    preview = shown(given(office.count, "4"), given(other, "1", "2"))
    assert len(preview.sections) == 2
    Section.objects.filter(pk=preview.sections[1].pk).update(version=9)
    with pytest.raises(EditConflict):
        save(preview, cast.lead)
    assert office.stored(office.count) is None
    assert not Event.objects.filter(verb=VERB).exists()


def test_linked_measures_of_two_sections_are_saved_together(office, shown, cast):
    """The part is in the section that is saved first: it answers to the whole of the same file."""
    whole = make_measure(make_area(office.council, "Care"), name="All", unit=Unit.COUNT)
    part = make_measure(
        office.area, name="Some", unit=Unit.COUNT, links=[{"not_above": whole.measure.code}]
    )
    make_return(office.council)
    save(shown(given(part, "5"), given(whole, "5")), cast.lead)
    preview = shown(given(part, "8"), given(whole, "9"))
    assert preview.sections[0].area == office.area
    assert save(preview, cast.lead) == 2
    preview = shown(given(part, "2"), given(whole, "3"))
    assert save(preview, cast.lead) == 2


def test_what_is_wrong_is_refused_once_more_where_it_is_saved(office, shown, cast):
    """The service believes no preview."""
    preview = shown(given(office.pair, "5", "10"))
    object.__setattr__(preview.lines[0], "entry", pair(50, 10))
    with pytest.raises(ValidationError, match="more than the denominator"):
        save(preview, cast.officer)


def test_whoever_uploads_never_approves(office, shown, cast):
    rows = [given(office.pair, "5", "10"), *(given(one, "5") for one in office.measures[1:])]
    save(shown(*rows), cast.lead)
    submit_section(section=office.section, by=cast.officer)
    with pytest.raises(PermissionDenied):
        approve_section(section=office.section, by=cast.lead)


def test_the_system_may_save_without_a_person(office, shown):
    save(shown(given(office.count, "4")), None)
    assert office.section.edited_by is None
    assert Event.objects.about(office.section).get().by is None


def test_what_moved_since_it_was_shown_is_marked(office, shown, key):
    rows = [given(office.count, "4"), given(office.days, "2")]
    seen = {line.measure.pk: line.stamp for line in shown(*rows).lines}
    key({office.count: pair(3)})
    marked = moved_since(shown(*rows).lines, seen)
    assert [line.is_moved for line in marked] == [True, False]
    assert stamp_of(office.count, office.stored(office.count)) != seen[office.count.pk]


def test_reading_a_file_asks_the_database_little(office, shown, django_assert_num_queries):
    with django_assert_num_queries(3):
        desk = office.desk()
    with django_assert_num_queries(0):
        preview_of(desk, Matched([given(one, "1", "2") for one in office.measures]))
