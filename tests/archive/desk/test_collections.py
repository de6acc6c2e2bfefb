"""Collections: named lists of articles."""

from datetime import timedelta

import pytest

from newsarchive.archive.desk.collections import (
    CollectionInfo,
    add_to_collection,
    collected_ids,
    delete_collection,
    find_collection,
    list_collections,
    remove_from_collection,
)
from newsarchive.archive.desk.desk_file import Desk
from newsarchive.errors import UsageError
from tests.archive.desk.rows import NOW

LATER = NOW + timedelta(hours=1)


def test_articles_are_added_once_and_the_last_one_is_first(open_desk: Desk):
    assert add_to_collection(open_desk, "flood", [1, 2], NOW) == 2
    assert add_to_collection(open_desk, "flood", [2, 3], LATER) == 1
    assert collected_ids(open_desk, "flood") == {3: LATER, 1: NOW, 2: NOW}
    assert list(collected_ids(open_desk, "flood")) == [3, 1, 2]
    assert find_collection(open_desk, "flood") == CollectionInfo("flood", NOW, 3, LATER)


def test_collections_are_listed_by_name_also_empty_ones(open_desk: Desk):
    add_to_collection(open_desk, "river", [1], NOW)
    add_to_collection(open_desk, "bridge", [], NOW)
    assert [(one.name, one.articles) for one in list_collections(open_desk)] == [("bridge", 0), ("river", 1)]
    assert find_collection(open_desk, "nothing") is None


def test_articles_are_taken_out(open_desk: Desk):
    add_to_collection(open_desk, "flood", [1, 2], NOW)
    assert remove_from_collection(open_desk, "flood", [2, 77]) == 1
    assert list(collected_ids(open_desk, "flood")) == [1]


def test_a_deleted_collection_is_gone_and_its_name_is_free(open_desk: Desk):
    add_to_collection(open_desk, "flood", [1, 2], NOW)
    assert delete_collection(open_desk, "flood") == 2
    assert list_collections(open_desk) == []
    add_to_collection(open_desk, "flood", [3], LATER)
    assert list(collected_ids(open_desk, "flood")) == [3]


@pytest.mark.parametrize(
    "change", [collected_ids, delete_collection, lambda open_desk, name: remove_from_collection(open_desk, name, [1])]
)
def test_an_unknown_collection_gets_one_line_with_a_similar_name(open_desk: Desk, change):
    add_to_collection(open_desk, "flood-2026", [1], NOW)
    with pytest.raises(UsageError, match=r"no collection flod-2026\. Did you mean flood-2026\?"):
        change(open_desk, "flod-2026")
    with pytest.raises(UsageError, match="`newsarchive collection list` shows all"):
        change(open_desk, "zebra")
