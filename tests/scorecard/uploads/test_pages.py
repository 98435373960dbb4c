"""The pages of a file: the template, the preview, the confirmation, and everyone kept out."""

import io
import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from improvement.history.models import Event
from improvement.rules.month import Month
from scorecard.entry.sheet import Cells
from scorecard.models import Figure, Section
from scorecard.services import key_section, load_approved_figures, set_target, submit_section
from scorecard.uploads.matching import Given, Matched, match
from scorecard.uploads.outlook import with_outlook
from scorecard.uploads.preview import preview_of
from scorecard.uploads.reading import read_file
from tests.builders import make_area
from tests.scorecard.builders import OCTOBER, make_measure, make_return, pair
from tests.scorecard.uploads.files import HEAD, csv_of, xlsx_of

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def address(name: str = "return-upload", month: str = "2026-10") -> str:
    return reverse(f"scorecard:{name}", args=["testham", month])


def send(client, data: bytes, name: str = "october.csv"):
    return client.post(address(), {"file": SimpleUploadedFile(name, data)})


def carried(response) -> dict[str, str]:
    """What the preview's form would send back."""
    found = dict(HIDDEN.findall(response.content.decode()))
    return {name: unescape(text) for name, text in found.items() if name != "csrfmiddlewaretoken"}


def confirm(client, fields: dict[str, str]):
    return client.post(address("return-upload-confirm"), fields)


def text_of(response) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))


def rows(*given) -> bytes:
    return csv_of(["Code", "Numerator", "Denominator", "Reason", "Comment"], *given)


# The form


def test_the_form_offers_the_template_and_takes_a_file(office, as_):
    page = as_("officer").get(address())
    assert page.status_code == 200
    assert address("return-template") in page.content.decode()


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("october.pdf", b"%PDF-1.7", "is a PDF"),
        ("october.csv", b"", "is empty"),
        ("october.csv", b"a,b\n1,2", "No row of headings was found"),
        ("october.xlsx", b"PK\x03\x04broken", "damaged"),
        ("october.csv", b"Code,Numerator\n" + b"0" * 6_000_000, "larger than 5 MB"),
    ],
)
def test_a_file_that_is_refused_is_told_at_its_field(office, as_, name, data, told):
    page = send(as_("officer"), data, name)
    assert page.status_code == 200
    html = page.content.decode()
    assert 'href="#id_file"' in html
    assert "<title>Error: " in html
    assert told in text_of(page)
    assert not Figure.objects.exists()


def test_no_file_at_all_is_told(office, as_):
    page = as_("officer").post(address(), {})
    assert "Choose the file that holds your figures." in text_of(page)


def test_files_beyond_all_measure_are_stopped_on_the_way(office, as_, settings):
    settings.FILE_UPLOAD_MOST = 1_000
    page = send(as_("officer"), b"0" * 2_000)
    assert page.status_code == 413


def test_a_month_that_is_not_open_has_no_pages(office, as_):
    for name in ("return-upload", "return-template"):
        assert as_("officer").get(address(name, "2026-09")).status_code == 404


def test_a_person_without_an_open_section_is_told(office, as_, cast):
    at = dict.fromkeys(("submitted_at", "approved_at"), timezone.now())
    people = {"submitted_by": cast.officer, "approved_by": cast.lead}
    Section.objects.update(status="approved", **people, **at)
    assert "Nothing to upload" in text_of(as_("officer").get(address()))


# Preview and confirm


def test_nothing_is_saved_until_it_is_confirmed(office, as_):
    client = as_("officer")
    page = send(client, rows(["PA1", "23", "25"], ["CO1", "4", "", "", '"Two\nlines"']))
    assert "2 figures to save: 2 new." in text_of(page)
    assert office.told() == {}
    answer = confirm(client, carried(page))
    assert answer.url == reverse("scorecard:return-detail", args=["testham", "2026-10"])
    assert "2 figures saved from october.csv. 2 new." in text_of(client.get(answer.url))
    assert office.stored(office.pair).value == 92
    assert office.stored(office.count).comment == "Two\nlines"


def publish_september(office, cast, **values):
    load_approved_figures(
        council=office.council, month=OCTOBER.previous, rows=values,
        submitted_by=cast.officer, approved_by=cast.lead,
    )  # fmt: skip


def test_the_preview_says_what_will_be_asked_and_how_it_would_be_rated(office, as_, cast):
    publish_september(office, cast, PA1=pair(90, 100), CO1=pair(5))
    set_target(measure=office.pair, text="≥ 80%", effective_from=Month(2026, 4), by=cast.admin)
    page = send(as_("officer"), rows(["PA1", "20", "100"], ["CO1", "5"]))
    told = " ".join(text_of(page).split())
    assert "Red" in told
    assert "Will ask why before it is submitted." in told
    page = send(as_("officer"), rows(["PA1", "90", "100"]))
    told = " ".join(text_of(page).split())
    assert "Green" in told
    assert "Will ask why" not in told
    page = send(as_("officer"), rows(["PA1", "20", "100", "", "Recounted"]))
    assert "Will ask why" not in text_of(page)


def test_a_preview_of_more_sections_asks_the_database_no_more(office, cast):
    def asked_for(lines) -> int:
        with CaptureQueriesContext(connection) as asked:
            with_outlook(lines, office.council, OCTOBER)
        return len(asked)

    others = [make_measure(make_area(office.council, f"Area {n}")) for n in range(3)]
    make_return(office.council)
    given = [Given(one, "row 2", Cells("1", "2")) for one in (office.pair, *others)]
    lines = preview_of(office.desk(), Matched(given)).lines
    assert len({line.section.pk for line in lines}) == 4
    assert asked_for(lines) == asked_for(lines[:1]) == 2


def test_a_second_confirmation_of_the_same_changes_nothing(office, as_):
    client = as_("officer")
    fields = carried(send(client, rows(["CO1", "4"])))
    confirm(client, fields)
    version = office.section.version
    assert confirm(client, fields).status_code == 302
    assert office.section.version == version
    assert Event.objects.filter(verb="uploaded figures").count() == 1


def test_the_rest_is_saved_only_by_the_button_that_says_so(office, as_):
    client = as_("officer")
    page = send(client, rows(["PA1", "abc", "25"], ["CO1", "4"], ["DA1", "2.5"]))
    told = text_of(page)
    assert "C2" not in told
    assert "B2: “abc” is not a number. Write it like 1,234 or 12.5. (PA1 Visits in time)" in told
    assert "Save 2 figures and leave out the 1 refused" in told
    assert office.told() == {}
    confirm(client, carried(page))
    assert set(office.told()) == {"CO1", "DA1"}


def test_a_file_with_nothing_to_save_has_no_button(office, as_):
    page = send(as_("officer"), rows(["PA1", "abc", "25"]))
    assert "There is nothing to save" in text_of(page)
    assert carried(page) == {}


def test_someone_elses_save_meanwhile_is_shown_and_nothing_is_lost(office, as_, cast):
    client = as_("officer")
    page = send(client, rows(["CO1", "4"], ["DA1", "2.5"]))
    key_section(section=office.section, entries={office.count: pair(9)}, by=cast.lead, version=1)
    conflict = confirm(client, carried(page))
    assert conflict.status_code == 409
    told = text_of(conflict)
    assert "Figures were saved meanwhile by Lead." in told
    assert "saved meanwhile by Lead" in told
    assert set(office.told()) == {"CO1"}
    assert office.stored(office.count).numerator == 9
    confirm(client, carried(conflict))
    assert office.stored(office.count).numerator == 4
    assert office.stored(office.days).value == 2.5


def test_what_was_refused_is_told_again_after_a_conflict(office, as_, cast):
    client = as_("officer")
    page = send(client, rows(["PA1", "abc", "25"], ["ZZ9", "1"], ["CO1", "4"]))
    key_section(section=office.section, entries={office.count: pair(9)}, by=cast.lead, version=1)
    conflict = confirm(client, carried(page))
    told = text_of(conflict)
    assert "Figures were saved meanwhile by Lead." in told
    assert "B2: “abc” is not a number." in told
    assert "“ZZ9” is not the code of a measure in use." in told
    assert "Save 1 figure and leave out the 2 refused" in told
    assert confirm(client, carried(conflict)).status_code == 302
    assert set(office.told()) == {"CO1"}


def test_own_save_on_another_page_is_called_ones_own(office, as_, cast):
    client = as_("officer")
    page = send(client, rows(["CO1", "4"]))
    key_section(section=office.section, entries={office.count: pair(9)}, by=cast.officer, version=1)
    told = text_of(confirm(client, carried(page)))
    assert "Figures were saved meanwhile by you on another page." in told
    assert "someone else" not in told.casefold()


def test_without_the_version_check_the_others_save_would_be_lost(office, as_, cast):
    """Negative control: the same confirmation, carrying the version as it is by then."""
    client = as_("officer")
    fields = carried(send(client, rows(["CO1", "4"])))
    key_section(section=office.section, entries={office.count: pair(9)}, by=cast.lead, version=1)
    fields[f"v{office.section.pk}"] = str(office.section.version)
    assert confirm(client, fields).status_code == 302
    assert office.stored(office.count).numerator == 4


def test_a_section_closed_meanwhile_saves_nothing(office, as_, cast):
    entries = {office.pair: pair(1, 2)} | {one: pair(5) for one in office.measures[1:]}
    client = as_("officer")
    page = send(client, rows(["CO1", "4"]))
    key_section(section=office.section, entries=entries, by=cast.officer, version=1)
    submit_section(section=office.section, by=cast.officer)
    answer = confirm(client, carried(page))
    assert answer.status_code == 409
    assert "Front door is submitted, so its figures cannot be changed" in text_of(answer)
    assert office.stored(office.count).numerator == 5


def test_what_the_browser_sends_back_is_read_from_the_beginning(office, as_, other_council):
    """Numbers put into the form after the preview, measures of others, versions of nothing."""
    client = as_("officer")
    fields = carried(send(client, rows(["CO1", "4"])))
    care = make_measure(make_area(office.council, "Care"), name="Children")
    stranger = make_measure(make_area(other_council, "Far"), name="Far away")
    make_return(office.council)
    for changed in (
        {f"n{office.count.pk}": "-4"},
        {f"n{office.count.pk}": "1e3"},
        {f"n{care.pk}": "1", f"d{care.pk}": "2"},
        {f"n{office.pair.pk}": "9", f"d{office.pair.pk}": "2"},
        {f"m{office.count.pk}": "made_up"},
        {f"v{office.section.pk}": "x"},
    ):
        assert confirm(client, fields | changed).status_code == 409, changed
        assert not Figure.objects.exists()
    confirm(client, fields | {f"n{stranger.pk}": "1", "council": "elsewhere", "by": "1"})
    assert list(Figure.objects.values_list("measure__code", flat=True)) == ["CO1"]


def test_an_empty_confirmation_saves_nothing(office, as_):
    answer = confirm(as_("officer"), {})
    assert answer.status_code == 302
    assert not Figure.objects.exists()


def test_words_of_a_file_are_shown_as_words(office, as_):
    page = send(
        as_("officer"), rows(["<script>alert(1)</script>", "4"], ["CO1", "4", "", "", "<b>"])
    )
    html = page.content.decode()
    assert "<script>alert" not in html
    assert "<b>" not in html


@pytest.mark.parametrize("role", ["improvement", "owner", "board", "clerk", "viewer", "admin"])
def test_nobody_else_uploads(office, as_, role):
    client = as_(role)
    assert client.get(address()).status_code == 403
    assert send(client, rows(["CO1", "4"])).status_code == 403
    assert confirm(client, {f"n{office.count.pk}": "4"}).status_code == 403
    assert client.get(address("return-template")).status_code == 403


def test_a_stranger_finds_nothing(office, as_):
    assert as_("stranger").get(address()).status_code == 404


# The template


def template(client) -> bytes:
    response = client.get(address("return-template"))
    assert response["Content-Disposition"] == 'attachment; filename="return-testham-2026-10.xlsx"'
    return response.content


def sheet_of(data: bytes):
    import openpyxl

    return openpyxl.load_workbook(io.BytesIO(data))["Figures"]


def preview(office, data: bytes):
    desk = office.desk()
    table = read_file(io.BytesIO(data), "t.xlsx")
    return preview_of(desk, match(table, desk.measures, council=desk.council, month=OCTOBER))


def test_an_empty_template_comes_back_as_nothing(office, as_):
    found = preview(office, template(as_("officer")))
    assert (found.lines, found.unchanged, found.refused, found.notes) == ([], [], [], [])


def test_a_template_holds_what_is_saved_and_comes_back_unchanged(office, as_, cast):
    entries = {
        office.pair: pair(1234, 5678, comment="=SUM(1)\nline"),
        office.count: pair(None, missing="no_cases"),
        office.days: pair("12.3"),
    }
    key_section(section=office.section, entries=entries, by=cast.officer, version=1)
    data = template(as_("officer"))
    found = preview(office, data)
    assert (found.lines, found.refused, len(found.unchanged)) == ([], [], 3)
    assert data == template(as_("lead"))


def test_a_template_is_locked_but_for_what_is_asked(office, as_):
    sheet = sheet_of(template(as_("officer")))
    assert sheet.protection.sheet
    assert sheet.freeze_panes == "D5"
    row = next(row for row in sheet.iter_rows(min_row=5) if row[1].value == "CO1")
    assert [cell.protection.locked for cell in row] == [True] * 6 + [False, True, False, False]
    pair_row = next(row for row in sheet.iter_rows(min_row=5) if row[1].value == "PA1")
    assert not pair_row[7].protection.locked
    kinds = {str(one.sqref): one.type for one in sheet.data_validations.dataValidation}
    assert kinds[f"G{pair_row[0].row}:H{pair_row[0].row}"] == "whole"
    assert set(kinds.values()) == {"whole", "decimal", "list", "textLength"}


def test_a_template_never_holds_a_formula(office, as_, cast):
    measure = office.count
    measure.name = "=cmd|' /C calc'!A0"
    measure.save()
    entries = {office.pair: pair(1, 2, comment="=1+1"), office.days: pair(1, comment="+1 @x")}
    key_section(section=office.section, entries=entries, by=cast.officer, version=1)
    for row in sheet_of(template(as_("officer"))).iter_rows():
        assert all(cell.data_type != "f" for cell in row)


def test_a_template_has_only_what_its_officer_keys(office, as_):
    make_measure(make_area(office.council, "Care"), code="CA1", name="Children")
    make_return(office.council)
    officer, lead = (sheet_of(template(as_(who))) for who in ("officer", "lead"))
    assert "CA1" not in [row[1] for row in officer.values]
    assert "CA1" in [row[1] for row in lead.values]


def test_a_filled_template_is_read(office, as_):
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(template(as_("officer"))))
    for row in book["Figures"].iter_rows(min_row=5):
        if row[1].value == "PA1":
            row[6].value, row[7].value = 23, 25
        if row[1].value == "CO1":
            row[8].value = "Not available"
    out = io.BytesIO()
    book.save(out)
    lines = preview(office, out.getvalue()).lines
    assert [(line.measure.code, line.now) for line in lines] == [
        ("PA1", "23 of 25"), ("CO1", "Not available"),
    ]  # fmt: skip


def test_last_months_template_is_not_read_into_this_month(office, as_):
    data = xlsx_of(["Testham: monthly return for September 2026"], HEAD, ["CO1", "", 5])
    page = send(as_("officer"), data, "september.xlsx")
    assert "This is the template of Testham for September 2026" in text_of(page)


def test_the_months_page_leads_to_both(office, as_):
    month = reverse("scorecard:return-detail", args=["testham", "2026-10"])
    for who, leads in (("officer", True), ("lead", True), ("improvement", False)):
        html = as_(who).get(month).content.decode()
        for name in ("return-upload", "return-template"):
            assert (f'href="{address(name)}"' in html) is leads
