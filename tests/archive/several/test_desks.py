"""Collections and tags of several archives: each archive has its own, and a name is wrong if none has it."""

from datetime import UTC, datetime

import pytest

from newsarchive.archive.desk.collections import add_to_collection
from newsarchive.archive.desk.desk_file import Desk
from newsarchive.archive.search.selection import SearchRequest, Selection
from newsarchive.archive.several.archives import open_archives
from newsarchive.archive.several.desks import check_joint_desk_filters
from newsarchive.archive.several.joint_search import search
from newsarchive.errors import UsageError
from tests.archive.search.invented import an_article
from tests.archive.several.split_archive import make_split

MADE = [an_article(n) for n in range(1_380, 1_420)]
AT = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def archives(tmp_path):
    folder = make_split(tmp_path, MADE)
    paths = early, late = folder / "early.db", folder / "late.db"
    for path, collection, ids in ((early, "bridges", [1_390]), (late, "bridges", [1_412]), (late, "new", [1_415])):
        with Desk.open(path, write=True) as desk:
            add_to_collection(desk, collection, ids, AT)
    with open_archives(paths) as opened:
        yield opened


def test_collections_of_one_name_are_searched_together(archives):
    found = search(archives, SearchRequest(collections=("bridges",)))
    assert [(hit.archive, hit.id) for hit in found.hits] == [("late", 1_412), ("early", 1_390)]
    assert found.notes == ()


def test_name_that_one_desk_has_is_right(archives):
    check_joint_desk_filters(archives, Selection(collections=("new",)))
    found = search(archives, SearchRequest("collection:new"))
    assert [hit.id for hit in found.hits] == [1_415]
    assert found.notes == ()


def test_name_that_no_desk_has_is_reported_once(archives):
    with pytest.raises(UsageError, match="no collection bridge") as error:
        check_joint_desk_filters(archives, Selection(collections=("bridge",)))
    assert str(error.value).count("bridge.") <= 1
    assert len(search(archives, SearchRequest(collections=("bridge",))).notes) >= 1
