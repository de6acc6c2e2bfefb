"""The groups of outcomes do not contradict what each outcome says about itself."""

from newsarchive.archive.queue.outcome_groups import ABSENT, CLOSED, RETRIED, STORED
from newsarchive.records import Outcome


def test_what_is_stored_or_closed_is_not_retried():
    assert [one for one in STORED | CLOSED if one.is_retried] == []
    assert [one for one in STORED | CLOSED if f"'{one}'" in RETRIED] == []


def test_an_absent_article_is_closed_and_a_stored_one_is_not():
    assert ABSENT < CLOSED
    assert not STORED & CLOSED


def test_outcomes_for_sql_are_written_as_texts():
    assert "'server_error'" in RETRIED.split(", ")
    assert {one.strip("'") for one in RETRIED.split(", ")} == {one for one in Outcome if one.is_retried}
