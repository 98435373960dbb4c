"""A section of a return: who may key, submit and decide, in each of its states."""

import pytest

from improvement.rules.section import (
    SectionStatus,
    is_return_approved,
    may_decide,
    may_key,
    may_submit,
)

NOT_STARTED, DRAFT, SUBMITTED, SENT_BACK, APPROVED = SectionStatus


@pytest.mark.parametrize(
    ("status", "key", "submit", "decide"),
    [
        pytest.param(NOT_STARTED, True, False, False, id="not-started"),
        pytest.param(DRAFT, True, True, False, id="draft"),
        pytest.param(SUBMITTED, False, False, True, id="submitted"),
        pytest.param(SENT_BACK, True, True, False, id="sent-back"),
        pytest.param(APPROVED, False, False, False, id="approved"),
    ],
)
def test_what_each_state_allows(status, key, submit, decide):
    assert may_key(status) is key
    assert may_submit(status) is submit
    assert may_decide(status, submitted_by_id=1, by_id=2) is decide


@pytest.mark.parametrize("status", SectionStatus)
@pytest.mark.parametrize("submitter", [2, None])
def test_the_submitter_never_decides(status, submitter):
    assert not may_decide(status, submitted_by_id=submitter, by_id=2)


@pytest.mark.parametrize(
    ("sections", "approved"),
    [
        pytest.param([], False, id="no-sections"),
        pytest.param([APPROVED], True, id="one"),
        pytest.param([APPROVED, APPROVED], True, id="all"),
        pytest.param([APPROVED, SUBMITTED], False, id="one-to-go"),
    ],
)
def test_a_return_is_approved_with_its_last_section(sections, approved):
    assert is_return_approved(iter(sections)) is approved


def test_labels():
    assert SENT_BACK.label == "Sent back"
    assert NOT_STARTED.label == "Not started"
