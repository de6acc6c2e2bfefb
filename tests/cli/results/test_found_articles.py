"""What a search prints beside its results; the command itself is tested in verbs/test_search.py."""

from datetime import UTC, datetime
from types import SimpleNamespace

from newsarchive.archive.search.results import END_FOUND, FOUND
from newsarchive.cli.results import found_articles


def test_words_found_are_set_off() -> None:
    shown = found_articles._marked(f"the {FOUND}ferry{END_FOUND} sails", "bold")
    assert shown.plain == "the ferry sails"
    assert [str(span.style) for span in shown.spans if span.style] == ["bold yellow"]


def test_an_earlier_version_says_when_it_was_replaced() -> None:
    earlier = SimpleNamespace(number=1, replaced_at=datetime(2026, 11, 19, tzinfo=UTC), matches_today=False)
    line = found_articles._earlier_line(SimpleNamespace(revision=3), earlier)
    assert line == "version 1 of 3, replaced 2026-11-19, not in today's text"
