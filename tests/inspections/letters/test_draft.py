"""Does a draft keep every word, however it is split, merged and put right?"""

from datetime import date

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from inspections.letters.draft import (
    MOST_FINDINGS,
    Difference,
    Draft,
    DraftFinding,
    differences,
    draft_of,
    finding_mark,
    typed_draft,
)
from inspections.letters.letter import LetterFinding, LetterReading, Sure
from tests.fuzzing import examples

TEXTS = st.text(st.characters(exclude_characters="\x00\r", exclude_categories=["Cs"]), max_size=60)


def finding(key: str, text: str, **more) -> DraftFinding:
    return DraftFinding(key, text=text, **more)


def test_a_reading_becomes_text_as_somebody_would_type_it():
    reading = LetterReading(
        kind="jtai",
        theme="identification of need",
        start=date(2023, 5, 22),
        inspectorates=("Ofsted", "Care Quality Commission"),
        visit=2,
        findings=(LetterFinding("strength", "Referral decisions are prompt.", 3, Sure.LIKELY),),
    )
    draft = draft_of(reading)
    assert draft.facts["started"] == "22/5/2023"
    assert draft.facts["inspectorates"] == "Ofsted\nCare Quality Commission"
    assert draft.facts["theme"] == "Identification of need"
    assert (draft.facts["number"], draft.facts["ended"]) == ("2", "")
    (only,) = draft.findings
    assert (only.kind, only.page, only.area) == ("strength", "3", "front-door")
    assert finding_mark(only, draft, reading) == "likely"


def test_a_finding_splits_at_its_empty_lines_and_keeps_its_key():
    draft = Draft(findings=(finding("f1", "One.\n\n Two.\n \nThree.", page="4"),))
    keys = [(one.key, one.text, one.page) for one in draft.split("f1").findings]
    assert keys == [("f1", "One.", "4"), ("f2", "Two.", "4"), ("f3", "Three.", "4")]


def test_a_finding_without_an_empty_line_stays_whole():
    draft = Draft(findings=(finding("f1", "One.\nTwo."),))
    assert draft.split("f1") == draft


def test_a_split_makes_no_more_findings_than_a_draft_holds():
    many = "\n\n".join(f"Part {number}." for number in range(400))
    draft = Draft(findings=(finding("f1", many), finding("f2", "Two"))).split("f1")
    assert len(draft.findings) == MOST_FINDINGS
    assert draft.findings[-2].text.endswith("Part 399.")
    assert draft.split("f1") == draft.split(draft.findings[-2].key) == draft


def test_a_merge_passes_over_what_is_left_out():
    rows = (finding("f1", "One"), finding("f2", "Two", is_dropped=True), finding("f3", "three."))
    merged = Draft(findings=rows).merge("f1")
    assert [(one.key, one.text) for one in merged.findings] == [("f1", "One three."), ("f2", "Two")]
    assert merged.merge("f1") == merged


def test_what_is_left_out_can_be_brought_back():
    draft = Draft(findings=(finding("f1", "One"),))
    out = draft.drop("f1")
    assert (out.kept, out.drop("f1", is_dropped=False)) == ([], draft)


def test_a_new_finding_takes_a_key_that_nobody_had():
    draft = Draft(findings=(finding("f7", "Seven"),)).add()
    assert [one.key for one in draft.findings] == ["f7", "f8"]


@given(st.lists(TEXTS, min_size=1, max_size=5))
@examples(50, 80)
def test_splitting_loses_no_word(texts):
    draft = Draft(findings=(finding("f1", "\n\n".join(texts)),))
    words = [word for one in draft.split("f1").findings for word in one.text.split()]
    assert words == " ".join(texts).split()


@given(st.dictionaries(st.sampled_from(["kind", "started", "theme"]), TEXTS), st.lists(TEXTS))
@examples(50, 80)
def test_a_draft_comes_back_from_json_and_from_a_form_as_it_was(facts, texts):
    stripped = {name: text.strip() for name, text in facts.items()}
    rows = tuple(finding(f"f{n}", text.strip()) for n, text in enumerate(texts[:9], start=1))
    draft = Draft(stripped, {"help": "good"}, rows)
    assert Draft.from_json(draft.to_json()) == draft
    sent = QueryDict(mutable=True)
    sent.update({**stripped, "grade-help": "good"})
    sent.setlist("row", [one.key for one in rows])
    for one in rows:
        sent.update({f"{one.key}-kind": one.kind, f"{one.key}-text": one.text})
    assert list(differences(draft, typed_draft(sent))) == []


@pytest.mark.parametrize("key", ["", "f", "f1;drop", "g1", "f123456", "ｆ1"])
def test_a_row_with_a_strange_key_is_no_matter(key):
    assert typed_draft(QueryDict(f"row={key}")).findings == ()


def test_what_differs_is_told_with_both_sayings():
    before = Draft({"theme": "Neglect"}, {"help": "good"}, (finding("f1", "One"),))
    after = Draft({"theme": ""}, {"help": "good"}, (finding("f1", "Two"),))
    assert list(differences(before, after)) == [
        Difference("", "theme", "Neglect", ""),
        Difference("f1", "text", "One", "Two"),
    ]
