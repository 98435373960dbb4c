"""Is a council's own measure held against another as the catalogue's measures are?"""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from scorecard.models import AdoptedMeasure, Measure
from scorecard.services.adoption import edit_definition
from tests.builders import make_area
from tests.scorecard.builders import Desk, make_measure, make_return, pair
from tests.scorecard.catalogue.test_pages import OWN, WORDS, send, to

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("which", ["itself", "other way", "retired", "another council's"])
def test_a_bound_that_could_not_be_checked_is_refused(as_, area, cast, other_council, which):
    measure, other = make_measure(area), make_measure(area)
    if which == "itself":
        other = measure
    if which == "another council's":
        other = make_measure(make_area(other_council, "Care"))
    if which == "retired":
        AdoptedMeasure.objects.filter(pk=other.pk).update(is_active=False)
    if which == "other way":
        edit_definition(
            measure=other.measure, by=cast.lead, version=1, not_above=measure.measure.code
        )
    code, page = send(
        as_("lead"), to(measure, "measure-definition"),
        **WORDS | {"not_above": other.measure.code},
    )  # fmt: skip
    told = "always have to be the same" if which == "other way" else "There is a problem"
    assert (code, told in page, "Better said." in page) == (200, True, True)
    assert Measure.objects.get(pk=measure.measure_id).links == []


def test_an_own_measure_bound_when_it_is_defined_is_checked_when_it_is_keyed(
    as_, area, cast, council
):
    whole = make_measure(area, unit="count")
    address = reverse("scorecard:measure-define", args=[council.slug])
    typed = OWN | {"area": str(area.pk), "not_above": whole.measure.code}
    assert send(as_("lead"), address, **typed)[0] == 302
    part = AdoptedMeasure.objects.get(code="ZZ1")
    assert part.measure.links == [{"not_above": whole.measure.code}]
    make_return(council)
    desk = Desk(council, area, [part, whole])
    with pytest.raises(ValidationError, match="is more than"):
        desk.key(pair(6, 8), pair(5), by=cast.officer)
    assert desk.key(pair(5, 8), pair(5), by=cast.officer)
    page = as_("board").get(to(part, "measure-detail")).content.decode()
    assert f"at most that of {whole.measure.code}" in page


def test_words_are_changed_without_touching_a_bound_that_was_retired(as_, area, cast):
    measure, other = make_measure(area), make_measure(area)
    bound = other.measure.code
    edit_definition(measure=measure.measure, by=cast.lead, version=1, not_above=bound)
    AdoptedMeasure.objects.filter(pk=other.pk).update(is_active=False)
    address = to(measure, "measure-definition")
    assert f'value="{bound}" selected' in as_("lead").get(address).content.decode()
    assert send(as_("lead"), address, **WORDS | {"version": "2", "not_above": bound})[0] == 302
    assert Measure.objects.get(pk=measure.measure_id).not_above == bound
