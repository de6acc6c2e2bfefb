"""Watches as rows of the desk."""

from datetime import date

import pytest

from newsarchive.archive.search.selection import Selection
from newsarchive.archive.watches.watch_rows import get_watch, list_watches, remove_watch
from newsarchive.errors import DeskError, UsageError
from tests.archive.watches.town import Town


def test_a_watch_keeps_its_selection(town: Town):
    filters = {"outlets": ("post",), "near_duplicates": ("first",), "tags": ("to check",), "since": date(2026, 11, 1)}
    town.watch("all", 'harbour "new bridge"', **filters)
    town.watch("plain", "harbour")
    town.watch("exact", "harbour", exact_forms=True)
    assert get_watch(town.desk, "exact").selection == Selection("harbour", exact_forms=True)
    assert get_watch(town.desk, "all").selection == Selection('harbour "new bridge"', **filters)
    assert get_watch(town.desk, "plain").selection == Selection("harbour")


def test_watches_are_listed_with_their_hits(town: Town):
    town.watch("b", "harbour")
    town.watch("a", "ferry")
    town.save(1, "The harbour.")
    town.look()
    first, second = list_watches(town.desk)
    assert (first.name, first.hits, first.found_at) == ("a", 0, None)
    assert (second.name, second.hits, second.found_at) == ("b", 1, town.now)


def test_a_name_is_used_once_and_is_free_when_the_watch_is_removed(town: Town):
    town.watch()
    with pytest.raises(UsageError, match="there is a watch harbour already"):
        town.watch()
    town.save(1, "The harbour.")
    town.look()
    remove_watch(town.desk, "harbour")
    assert list_watches(town.desk) == []
    town.watch()
    assert get_watch(town.desk, "harbour").hits == 0


def test_an_unknown_watch_gets_one_line_with_a_similar_name(town: Town):
    town.watch()
    with pytest.raises(UsageError, match=r"no watch harbor\. Did you mean harbour"):
        get_watch(town.desk, "harbor")
    with pytest.raises(UsageError, match="`newsarchive watch list` shows all"):
        remove_watch(town.desk, "zebra")


@pytest.mark.parametrize("filters", ['{"colour": ["red"]}', "[1]", '{"since": "soon"}'])
def test_filters_of_a_newer_version_are_one_line(town: Town, filters: str):
    town.watch()
    town.desk.conn.execute("UPDATE watches SET filters = ?", [filters])
    with pytest.raises(DeskError, match="watch harbour: its filters cannot be read"):
        _ = get_watch(town.desk, "harbour").selection
