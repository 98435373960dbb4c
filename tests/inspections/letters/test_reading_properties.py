"""Whatever is written into a letter, in whatever style, is read back exactly."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from inspections.letters.days import days_in
from inspections.letters.markers import marker_of
from inspections.letters.reading import known
from tests.fuzzing import examples
from tests.inspections.letters import layouts
from tests.inspections.letters.layouts import Style
from tests.inspections.letters.reading_here import read_here, texts

WORDS = [
    *("children", "plans", "early help", "managers’ oversight", "decision-making"),
    "16- and 17-year-olds",
    *("the ‘front door’", "schools & nurseries", "(MASH)", "timely", "pre-birth", "visits;"),
    *("on 3 May 2021", "0 to 19", "50%", "and/or", "St Anne’s", "well-being", "supervision,"),
]
FIRST = ["The quality of", "How well", "Oversight of", "Work with", "Sufficient", "Timeliness of"]
sentences = st.builds(
    lambda first, words, end: " ".join([first, *words]) + end,
    st.sampled_from(FIRST),
    st.lists(st.sampled_from(WORDS), min_size=2, max_size=60),
    st.sampled_from([".", "", "."]),
)
styles = st.builds(
    Style,
    bullet=st.sampled_from("■•▪◼–o▫"),
    font_size=st.sampled_from([10, 11, 12]),
    filler=st.integers(0, 12),
    spaced=st.booleans(),
)
lists = st.lists(sentences, min_size=1, max_size=9, unique=True)
places = st.sampled_from([place for place in known().places if place.name != "City of London"])
DAYS = st.dates(date(2018, 1, 1), date(2026, 12, 31))


@examples(12, 16)
@given(places, lists, lists, styles, DAYS)
def test_a_joint_inspection_s_lists_are_read_back_exactly(place, improve, strengths, style, day):
    end = day + timedelta(days=4)
    got = read_here(
        layouts.jtai(
            place.name,
            "children at risk of exploitation",
            f"{day.day} {day:%B %Y} to {end.day} {end:%B %Y}",
            f"{end.day} {(end + timedelta(days=60)):%B %Y}" if end.day < 28 else "28 June 2027",
            improve,
            strengths,
            style=style,
        )
    )
    assert (got.council, got.gss) == (place.name, place.gss)
    assert (got.start, got.end) == (day, end)
    assert got.theme == "children at risk of exploitation"
    assert texts(got, "improvement") == improve
    assert texts(got, "strength") == strengths


@examples(12, 16)
@given(places, lists, styles, st.permutations(["Good", "Outstanding", "Inadequate", "Good"]))
def test_a_report_s_list_and_grades_are_read_back_exactly(place, improve, style, words):
    grades = list(zip(("leaders", "help", "care", "leavers"), words, strict=True))
    title = f"Inspection of {place.name} local authority children’s services"
    got = read_here(layouts.ilacs(title, "6 to 10 March 2023", grades, improve, style=style))
    assert got.gss == place.gss
    assert [(one.area, one.word) for one in got.judgements] == grades
    assert texts(got, "improvement") == improve


def told(first: date, last: date, form: int) -> str:
    """A range of days as letters print it, as short as it can be."""
    same_month = (first.year, first.month) == (last.year, last.month)
    begin = f"{first.day}"
    if not same_month:
        begin += f" {first:%B}"
    if first.year != last.year or form == 2:
        begin = f"{first.day} {first:%B %Y}"
    joint = (" to ", " – ", " and ", "–")[form]
    return f"{begin}{joint}{last.day} {last:%B %Y}"


@examples(100, 200)
@given(DAYS, st.integers(1, 40), st.integers(0, 3))
def test_days_are_read_as_they_are_told(first, length, form):
    last = first + timedelta(days=length)
    (found,) = days_in(f"took place from {told(first, last, form)} with 12 inspectors")
    assert (found.first, found.last) == (first, last)


@examples(100, 200)
@given(st.text(max_size=200))
def test_no_text_is_too_odd_for_days_and_markers(text):
    assert all(one.first <= one.last for one in days_in(text))
    marker = marker_of(text)
    assert marker is None or text.endswith(marker.rest)
