"""Tags and notes of articles."""

from newsarchive.archive.desk.collections import add_to_collection
from newsarchive.archive.desk.desk_file import Desk
from newsarchive.archive.desk.labels import (
    ArticleLabels,
    add_tags,
    labels_of,
    list_tags,
    remove_note,
    remove_tags,
    set_note,
)
from tests.archive.desk.rows import NOW


def test_what_the_desk_has_about_articles(open_desk: Desk):
    add_to_collection(open_desk, "flood", [1, 2], NOW)
    add_to_collection(open_desk, "bridge", [1], NOW)
    add_tags(open_desk, 1, ["to check", "eyewitness"], NOW)
    set_note(open_desk, 3, "First.", NOW)
    set_note(open_desk, 3, "Second.", NOW)
    assert labels_of(open_desk, [1, 2, 3, 77]) == {
        1: ArticleLabels(("bridge", "flood"), ("eyewitness", "to check")),
        2: ArticleLabels(("flood",)),
        3: ArticleLabels(note="Second."),
    }
    assert ArticleLabels().is_empty
    assert not ArticleLabels(note="x").is_empty


def test_a_tag_is_written_as_it_was_the_first_time(open_desk: Desk):
    add_tags(open_desk, 1, ["NATO"], NOW)
    add_tags(open_desk, 2, ["nato"], NOW)
    add_tags(open_desk, 2, ["Nato"], NOW)
    assert list_tags(open_desk) == [("NATO", 2)]


def test_tags_and_notes_are_taken_away(open_desk: Desk):
    add_tags(open_desk, 1, ["one", "two"], NOW)
    assert remove_tags(open_desk, 1, ["ONE", "three"]) == 1
    assert list_tags(open_desk) == [("two", 1)]
    set_note(open_desk, 1, "A note.", NOW)
    assert remove_note(open_desk, 1)
    assert not remove_note(open_desk, 1)
