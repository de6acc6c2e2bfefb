"""A search in each of several archives: the newest matches of all, and where reading stops."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from newsarchive.archive.search.opened.opened_search import open_search
from newsarchive.archive.search.selection import SearchRequest, Selection
from newsarchive.archive.several.parts import (
    NOT_READ,
    connected,
    newest_together,
    open_parts,
    part_to_read,
    with_newest_together,
    with_words,
)
from tests.archive.search.invented import SMALL


@pytest.mark.parametrize("query", ["harbour", "zeppelin", "nowhere", ""])
def test_newest_matches_are_merged(split, query):
    parts = open_parts(split.parts, Selection(query), SMALL)
    with newest_together(parts, 300) as found:
        merged = [search_id for search_id, _ in found]
    whole = open_search(split.whole, Selection(query), SMALL, newest=300)
    assert merged[:300] == whole.newest.ids


def test_older_archive_is_not_read_when_a_newer_one_has_enough(split):
    early, late = split.parts[:2]
    found = with_newest_together(open_parts((early, late), Selection("harbour"), SMALL), 20)
    assert found[0].opened.newest is NOT_READ
    assert len(found[1].opened.newest.ids) == 20


def test_reading_stops_at_a_day_when_it_is_too_much(split):
    parts = open_parts(split.parts, SearchRequest("harbour"), SMALL)
    cost = sum(part.costs.least for part in parts)
    assert part_to_read(parts, cost) is None
    stop = part_to_read(parts, cost // 2)
    # There is an article a day, so half of the cost is half of the days.
    middle = datetime.fromtimestamp(stop, UTC).date()
    assert abs(middle - (date(2020, 1, 1) + timedelta(days=1_250))) <= timedelta(days=3)
    assert part_to_read(parts, cost // 2, is_oldest_first=True) % 86_400 == 86_399


def test_parts_can_be_read_with_other_connections(split):
    parts = open_parts(split.parts, Selection("harbour"), SMALL)
    others = [replace(archive, conn=object()) for archive in split.parts]
    assert [part.conn for part in connected(parts, others)] == [archive.conn for archive in others]


def test_part_without_anything_to_find_is_left_out(split):
    assert with_words(open_parts(split.parts, Selection('"'), SMALL)) == []
    assert len(with_words(open_parts(split.parts, Selection("x"), SMALL))) == 3
