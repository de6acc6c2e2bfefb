"""The texts that are compared, and when they count as different."""

from datetime import timedelta

import pytest

from newsarchive.deciding.withdrawal import Presence
from tests.deciding.versions import BODY, CORRECTED, NOW, SEEN_AT, a_stored_version, a_version


@pytest.mark.parametrize(
    ("facts", "differs", "is_same"),
    [
        pytest.param({}, False, True, id="the same text"),
        pytest.param({"headline": "Harbour  opens again"}, False, False, id="other white space"),
        pytest.param({"standfirst": None}, False, True, id="no standfirst on either side"),
        pytest.param({"headline": "Port opens again"}, True, False, id="another headline"),
        pytest.param({"standfirst": "Ships are back."}, True, False, id="a new standfirst"),
        pytest.param({"body": CORRECTED}, True, False, id="a corrected text"),
    ],
)
def test_a_version_differs_where_it_says_something_else(facts, differs, is_same):
    version = a_version(**facts)
    assert version.differs_from(a_stored_version()) is differs
    assert version.is_text_of(a_stored_version()) is is_same


def test_a_stub_is_one_on_both_sides():
    assert a_version(completeness="stub").is_stub
    assert a_stored_version(completeness="stub").is_stub
    assert not a_version(body=BODY).is_stub
    assert not a_stored_version().is_stub


def test_an_article_that_was_never_checked_counts_from_when_it_was_first_seen():
    assert a_stored_version(presence=Presence()).last_checked_at == SEEN_AT
    later = SEEN_AT + timedelta(days=1)
    assert a_stored_version(presence=Presence(later, 200)).last_checked_at == later
    assert later < NOW
