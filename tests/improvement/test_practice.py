"""Do the areas of practice hold together, and is an area guessed from a text's own words?"""

import pytest
from django.core.exceptions import ValidationError

from improvement.practice import (
    areas_under,
    guess_area,
    judgement_names,
    practice_areas,
    practice_choices,
    practice_name,
    validate_practice_area,
)
from scorecard.reference import catalogue_entries


def test_every_area_belongs_to_a_judgement_and_every_judgement_has_an_area():
    assert {area.judgement for area in practice_areas().values()} == set(judgement_names())
    assert all(areas_under(code) for code in judgement_names())


def test_every_measure_of_the_catalogue_speaks_of_one_area():
    for row in catalogue_entries():
        told = [code for code, area in practice_areas().items() if area.speaks(row["code"])]
        assert len(told) == 1, row["code"]


def test_no_word_tells_of_two_areas():
    words = [word for area in practice_areas().values() for word in area.words]
    assert len(words) == len(set(words))
    assert all(word == word.lower() for word in words)


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("The timeliness of child protection conferences.", "child-protection"),
        ("How well foster carers are supported.", "permanence"),
        ("The regularity of supervision and management oversight.", "leadership"),
        ("PERSONAL ADVISERS stay in touch.", "care-leavers"),
        ("How soon care orders are discharged.", "children-in-care"),
        ("Sendings and sendal.", ""),
        ("", ""),
    ],
)
def test_an_area_is_guessed_from_whole_words(text, area):
    assert guess_area(text) == area


def test_an_unknown_area_is_refused_and_one_no_longer_listed_keeps_its_code():
    with pytest.raises(ValidationError, match="not an area of practice"):
        validate_practice_area("astrology")
    assert practice_name("astrology") == "astrology"
    assert practice_name("") == ""
    assert ("front-door", "Front door and assessment") in practice_choices()
