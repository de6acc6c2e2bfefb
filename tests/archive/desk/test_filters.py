"""Collections and tags as filters: what is typed, and which articles they name."""

import pytest

from newsarchive.archive.database import Archive
from newsarchive.archive.desk.collections import add_to_collection
from newsarchive.archive.desk.desk_file import Desk, desk_file
from newsarchive.archive.desk.filters import TypedFilters, read_desk_selection, split_typed_filters
from newsarchive.archive.desk.labels import add_tags
from newsarchive.errors import DeskError
from tests.archive.desk.rows import NOW


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param("flood  wall", TypedFilters("flood  wall"), id="no filter"),
        pytest.param("collection:flood", TypedFilters("", ("flood",)), id="alone"),
        pytest.param(
            'dam Collection:a "new bridge" tag:"to  check" tag:x collection:a -ferry',
            TypedFilters('dam "new bridge" -ferry', ("a",), ("to check", "x")),
            id="several",
        ),
        pytest.param('"in collection:a" b', TypedFilters('"in collection:a" b'), id="in quotes"),
        pytest.param('"unclosed collection:a', TypedFilters('"unclosed collection:a'), id="unclosed quotes"),
        pytest.param("recollection:a", TypedFilters("recollection:a"), id="end of another word"),
        pytest.param("a -tag:b", TypedFilters("a", excluded_tags=("b",)), id="excluded"),
        pytest.param(
            'NOT collection:a b −tag:"c d"',
            TypedFilters("b", excluded_collections=("a",), excluded_tags=("c d",)),
            id="excluded in other ways",
        ),
        pytest.param("not tag:b", TypedFilters("not", tags=("b",)), id="not in lower case is a word"),
        pytest.param("a tag:", TypedFilters("a"), id="without a value"),
        pytest.param('tag:"unclosed one', TypedFilters("", (), ("unclosed one",)), id="value without its end"),
    ],
)
def test_filters_are_split_from_the_words(query: str, found: TypedFilters):
    assert split_typed_filters(query) == found


def test_filters_are_restated_as_they_would_be_typed():
    typed = 'collection:a tag:x tag:"to check" -collection:b -tag:"not yet"'
    assert split_typed_filters(typed).restated == typed


@pytest.mark.parametrize(
    "query",
    [
        "NOT " * 50_000 + "tag:a",
        "NOT" + " " * 200_000 + "x tag:a",
        "tag:" * 50_000,
        'tag:"' * 50_000,
        "-" * 200_000 + "tag:a",
        '"' * 200_000 + " tag:a",
    ],
)
def test_hostile_queries_take_time_in_proportion(query: str):
    split_typed_filters(query)


def test_articles_have_one_of_the_collections_and_one_of_the_tags(archive: Archive, open_desk: Desk):
    add_to_collection(open_desk, "flood", [1, 2], NOW)
    add_to_collection(open_desk, "bridge", [3], NOW)
    add_tags(open_desk, 2, ["Seen"], NOW)
    add_tags(open_desk, 3, ["new"], NOW)
    read = read_desk_selection
    assert read(archive.conn, ["flood"], []).article_ids == [1, 2]
    assert read(archive.conn, ["Flood", "bridge"], []).article_ids == [1, 2, 3]
    assert read(archive.conn, ["flood", "bridge"], ["seen", "new"]).article_ids == [2, 3]
    assert read(archive.conn, ["bridge"], ["seen"]).article_ids == []
    excluded = read(archive.conn, [], [], ["Flood"], ["new"])
    assert (excluded.article_ids, excluded.excluded_ids, excluded.notes) == (None, [1, 2, 3], ())
    assert read(archive.conn, [], ["seen"]).notes == ()


def test_unknown_names_are_said_and_name_no_article(archive: Archive, open_desk: Desk):
    add_to_collection(open_desk, "flood", [1], NOW)
    add_tags(open_desk, 1, ["eyewitness"], NOW)
    found = read_desk_selection(archive.conn, ["flod"], ["eyewitnes"])
    assert found.article_ids == []
    assert found.notes == (
        "There is no collection flod. Did you mean flood?",
        "There is no tag eyewitnes. Did you mean eyewitness?",
    )


def test_a_missing_desk_has_no_collections(archive: Archive):
    assert "There is no collection flood" in read_desk_selection(archive.conn, ["flood"], []).notes[0]
    assert not desk_file(archive.path).exists()


def test_a_damaged_desk_is_an_error_and_not_an_empty_result(archive: Archive):
    desk_file(archive.path).write_bytes(b"damaged " * 1000)
    with pytest.raises(DeskError):
        read_desk_selection(archive.conn, ["flood"], [])
