"""What the tables and views of an archive hold and refuse."""

import sqlite3

import pytest
from sqlite_utils import Database

from newsarchive.archive.schema.migrations import (
    PAGE_BYTES,
    SCHEMA_VERSION,
    _correct_keys,
    _exchange_letters_in_views,
    _search_letters_as_typed,
    make_triggers,
    migrate,
)
from newsarchive.urls import url_key
from tests.archive.schema.rows import SEEN, add_article, add_version


def test_the_file_says_which_schema_it_has(db: Database) -> None:
    assert db.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    assert db.execute("PRAGMA application_id").fetchone() == (0x4E415243,)
    assert db.execute("PRAGMA page_size").fetchone() == (PAGE_BYTES,)


def test_ids_are_not_given_twice(db: Database) -> None:
    add_article(db, 7)
    db.table("bodies").delete(7)
    db.table("articles").delete(7)
    row = {"search_id": 1, "outlet": "post", "headline": "Next", "word_count": 1, "first_seen_at": SEEN}
    assert db.table("articles").insert(row).last_pk == 8


@pytest.mark.parametrize(
    ("hints", "newest"),
    [
        pytest.param({}, None, id="nothing is said"),
        pytest.param({"hint_published_on": "2026-11-20"}, "2026-11-20", id="a day alone"),
        pytest.param(
            {"hint_published_at": "2026-11-20T08:00:00Z", "hint_modified_at": "2026-11-21T08:00:00Z"},
            "2026-11-21T08:00:00Z",
            id="a correction is newer",
        ),
    ],
)
def test_newest_hint_orders_the_queue(db: Database, hints: dict[str, str], newest: str | None) -> None:
    row = {"key": 5, "url": "https://post.example/5", "outlet": "post", "known_from": "feed", **hints}
    db.table("urls").insert({**row, "first_seen_at": SEEN, "last_seen_at": SEEN})
    assert db.execute("SELECT newest_hint FROM urls").fetchone() == (newest,)


def test_a_time_that_is_not_utc_text_is_refused(db: Database) -> None:
    add_article(db, 1)
    with pytest.raises(sqlite3.IntegrityError):
        db.execute("UPDATE articles SET published_at = '2026-11-22 10:00:00+01:00'")
    with pytest.raises(sqlite3.IntegrityError):
        db.execute("UPDATE articles SET published_on = ''")


def test_documents_and_versions_show_what_is_stored(db: Database) -> None:
    add_article(db, 1)
    document = {
        "id": 1,
        "headline": "Bridge opens",
        "date": "2026-11-22",
        "source": None,
        "body": "The river was crossed.",
        "url": "https://post.example/1",
        "outlet": "post",
    }
    assert list(db.query("SELECT * FROM documents")) == [document]
    versions = db.execute("SELECT article_id, number, seen_at, cause FROM article_versions").fetchall()
    assert versions == [(1, 1, SEEN, None)]


def test_a_version_is_found_in_the_view_by_an_index(db: Database) -> None:
    plan = db.execute("EXPLAIN QUERY PLAN SELECT body FROM searchable_revisions WHERE version_id = 7000001").fetchall()
    assert "USING INDEX revisions_version" in plan[0][3]


def test_a_file_that_is_up_to_date_is_left_as_it_is(db: Database) -> None:
    before = db.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()
    migrate(db)
    assert db.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall() == before


def test_keys_of_addresses_in_other_encodings_are_corrected_and_a_taken_key_stays(db: Database) -> None:
    mill, ferry, utf8 = (f"https://post.example/{path}" for path in ("%EC%EB%FB%ED", "%EF%E0%F0%EE%EC", "%C3%A9"))
    seen = {"outlet": "post", "known_from": "feed", "first_seen_at": SEEN, "last_seen_at": SEEN}
    rows = ((1, mill), (2, ferry), (3, utf8), (4, "https://post.example/a"))
    db.table("urls").insert_all([{"key": key, "url": url, **seen} for key, url in rows])
    # Another row has the key that the first one should have.
    db.execute("UPDATE urls SET key = ? WHERE key = 4", [url_key(mill)])
    capture = {"fetched_at": SEEN, "status": 200, "file": "a", "offset": 0, "length": 1, "digest": "d"}
    db.table("captures").insert_all([{"id": n, "url": url, "url_key": n, **capture} for n, url in rows])
    _correct_keys(db)
    assert dict(db.execute("SELECT url, key FROM urls")) == {
        mill: 1,
        ferry: url_key(ferry),
        utf8: 3,
        "https://post.example/a": url_key(mill),
    }
    assert [key for (key,) in db.execute("SELECT url_key FROM captures ORDER BY id")] == [
        url_key(mill),
        url_key(ferry),
        3,
        4,
    ]


@pytest.mark.parametrize("has_triggers", [True, False])
def test_letters_of_stored_texts_are_found_as_typed_after_the_step(db: Database, has_triggers: bool) -> None:
    add_article(db, 1, "Łódź rebuilds", "The tram in Łódź runs again.")
    add_article(db, 2)
    add_version(db, 1, 1, "The tram in Łódź stood still.")
    if not has_triggers:
        db.execute("DROP TRIGGER version_changed")
        db.execute("DROP TRIGGER version_changes")
    _search_letters_as_typed(db)
    assert db.execute(
        "SELECT spaced_headline, spaced_standfirst, spaced_body FROM bodies ORDER BY 1 DESC"
    ).fetchall() == [
        ("Lódź rebuilds", None, "The tram in Lódź runs again."),
        (None, None, None),
    ]
    for index, rows in (("articles_fts", [1_001]), ("revisions_fts", [1_000_001])):
        found = db.execute(f"SELECT rowid FROM {index} WHERE {index} MATCH 'lodz'")
        assert [row[0] for row in found] == rows
        db.execute(f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)")


def test_texts_that_were_stored_twice_are_marked_and_found_as_before(db: Database) -> None:
    add_article(db, 1, "Łódź rebuilds", "The tram in Łódź runs again.")
    add_article(db, 2, "北京 und die Straße", "Plain words.")
    add_version(db, 1, 1, "The tram in Łódź stood still.")
    _search_letters_as_typed(db)
    _exchange_letters_in_views(db)
    make_triggers(db)
    assert db.execute("SELECT spaced_headline, spaced_body FROM bodies ORDER BY article_id").fetchall() == [
        ("\x1flatin", "\x1flatin"),
        ("北\x1f京 und die Strasse", None),
    ]
    assert db.execute("SELECT spaced_body FROM revisions").fetchall() == [("\x1flatin",)]
    db.execute("UPDATE bodies SET body = 'The tram in Łódź has stopped.' WHERE article_id = 1")
    for index, rows in (("articles_fts", [1_001]), ("revisions_fts", [1_000_001])):
        found = db.execute(f"SELECT rowid FROM {index} WHERE {index} MATCH 'lodz'")
        assert [row[0] for row in found] == rows
        db.execute(f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)")
