"""Nothing vanishes from a collection: both desks know the articles that moved."""

from datetime import timedelta

from newsarchive.archive.database import Archive
from newsarchive.archive.desk.collected_articles import collection_rows, find_article
from newsarchive.archive.desk.collections import list_collections
from newsarchive.archive.desk.desk_file import Desk
from newsarchive.archive.desk.labels import labels_of, set_note
from newsarchive.archive.splitting.desk_copies import copy_desk
from tests.archive.splitting.new_year import MIDNIGHT, id_of, opened, problems, split, url_of


def test_collections_tags_and_notes_are_in_both_desks(archive: Archive) -> None:
    old, revised = id_of(archive, "old-1"), id_of(archive, "revised")
    with Desk.open(archive.path) as desk:
        before = labels_of(desk, [old, revised])
    split(archive)
    with opened(archive) as new, Desk.open(new.path) as desk, Desk.open(archive.path) as old_desk:
        assert labels_of(desk, [old, revised]) == labels_of(old_desk, [old, revised]) == before
        assert [(one.name, one.articles) for one in list_collections(desk)] == [("both", 1)]
        assert [row.state for row in collection_rows(new.conn, desk, "both")] == [""]
        removed = archive.conn.execute("SELECT article_id FROM removals").fetchone()[0]
        states = {row.article_id: row.state for row in collection_rows(archive.conn, old_desk, "both")}
        assert states == {old: "moved", id_of(archive, "new-1"): "", removed: "removed"}
        assert problems(new) == problems(archive) == []


def test_the_moved_article_is_found_by_its_address_and_by_its_id(archive: Archive) -> None:
    old = id_of(archive, "old-1")
    split(archive)
    assert find_article(archive.conn, old, "") == old
    assert find_article(archive.conn, None, url_of("post", "old-1")) == old


def test_the_later_note_stays(archive: Archive) -> None:
    revised = id_of(archive, "revised")
    split(archive)
    with opened(archive) as new:
        with Desk.open(new.path, write=True) as desk:
            set_note(desk, revised, "Asked.", MIDNIGHT + timedelta(days=1))
        copy_desk(archive, new)
        with Desk.open(new.path) as desk:
            assert labels_of(desk, [revised])[revised].note == "Asked."


def test_without_a_desk_none_is_made(archive: Archive) -> None:
    for file in archive.path.parent.glob("desk.db*"):
        file.unlink()
    split(archive)
    assert not Desk.is_made(archive.path.with_name("archive-2025.db"))
