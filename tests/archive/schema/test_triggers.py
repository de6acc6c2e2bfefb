"""The indexes and the totals follow every way of writing to the tables."""

import sqlite3

import pytest
from sqlite_utils import Database

from newsarchive.archive.schema.migrations import make_triggers
from newsarchive.archive.schema.triggers import TRIGGERS
from tests.archive.schema.rows import SEEN, add_article, add_version


def found(db: Database, words: str) -> list[int]:
    rows = db.execute("SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? ORDER BY rowid", [words])
    return [row[0] - 1_000 for row in rows]


def found_earlier(db: Database, words: str) -> list[int]:
    return [row[0] for row in db.execute("SELECT rowid FROM revisions_fts WHERE revisions_fts MATCH ?", [words])]


def check_index(db: Database) -> None:
    """Only the form with rank = 1 compares the index with what the view says."""
    db.execute("INSERT INTO articles_fts(articles_fts, rank) VALUES ('integrity-check', 1)")


def totals(db: Database, dimension: str) -> dict[str, int]:
    return dict(db.execute("SELECT value, articles FROM totals WHERE dimension = ?", [dimension]).fetchall())


def test_index_follows_insert_update_upsert_and_delete(db: Database) -> None:
    add_article(db, 1)
    add_article(db, 2, headline="Harbour closes")
    assert found(db, "bridge") == [1]
    check_index(db)

    db.table("articles").update(1, {"headline": "Tunnel opens"})
    assert (found(db, "bridge"), found(db, "tunnel")) == ([], [1])
    check_index(db)

    db.table("bodies").update(1, {"body": "The mountain was crossed."})
    assert (found(db, "river"), found(db, "mountain")) == ([2], [1])
    check_index(db)

    db.table("bodies").upsert({"article_id": 2, "body": "The sea froze."}, pk="article_id")
    assert (found(db, "river"), found(db, "froze")) == ([], [2])
    check_index(db)

    db.table("bodies").delete(1)
    db.table("articles").delete(1)
    assert found(db, "tunnel") == []
    check_index(db)


def test_moving_an_article_in_time_moves_it_in_the_index(db: Database) -> None:
    add_article(db, 1)
    db.table("articles").update(1, {"search_id": 1_500})
    assert found(db, "bridge") == [500]
    check_index(db)


def test_a_check_of_the_page_does_not_touch_the_index(db: Database) -> None:
    add_article(db, 1)
    before = db.execute("SELECT id, block FROM articles_fts_data ORDER BY id").fetchall()
    db.table("articles").update(1, {"checked_at": "2026-11-23T10:00:00Z", "last_status": 304})
    assert db.execute("SELECT id, block FROM articles_fts_data ORDER BY id").fetchall() == before


def test_outlet_and_language_are_words_of_the_index(db: Database) -> None:
    add_article(db, 1)
    assert found(db, 'keys:"\ue000post" AND keys:"\ue001en"') == [1]
    db.table("articles").update(1, {"language": "pt-BR"})
    assert found(db, 'keys:"\ue001en"') == []
    assert found(db, 'keys:"\ue001pt\ue002BR"') == [1]
    check_index(db)


def test_headline_corrected_by_hand_is_not_found_by_its_old_spaced_words(db: Database) -> None:
    add_article(db, 1, headline="北京大会")
    db.table("bodies").update(1, {"spaced_headline": "北\x1f京\x1f大\x1f会"})
    assert found(db, '"北\x1f京"') == [1]
    db.table("articles").update(1, {"headline": "東京大会"})
    assert found(db, '"北\x1f京"') == []
    check_index(db)


def test_an_article_cannot_go_while_its_body_stays(db: Database) -> None:
    add_article(db, 1)
    with pytest.raises(sqlite3.IntegrityError, match="bodies first"):
        db.execute("DELETE FROM articles WHERE id = 1")
    with pytest.raises(sqlite3.IntegrityError, match="upsert"):
        db.execute("INSERT OR REPLACE INTO articles SELECT * FROM articles WHERE id = 1")
    assert found(db, "bridge") == [1]


def test_every_trigger_is_made_again_after_a_table_was_rebuilt(db: Database) -> None:
    db.table("articles").transform(defaults={"word_count": 0})
    make_triggers(db)
    names = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    assert names == set(TRIGGERS)


def test_totals_follow_insert_update_and_delete(db: Database) -> None:
    add_article(db, 1)
    add_article(db, 2)
    assert totals(db, "outlet") == {"post": 2}
    assert totals(db, "source") == {}
    db.table("articles").update(2, {"source": "Reuters", "published_on": "2026-11-23"})
    assert totals(db, "source") == {"Reuters": 1}
    assert totals(db, "published_on") == {"2026-11-22": 1, "2026-11-23": 1}
    assert db.execute("SELECT * FROM outlet_days").fetchall() == [("post", "2026-11-22", 1), ("post", "2026-11-23", 1)]
    db.table("bodies").delete(2)
    db.table("articles").delete(2)
    assert totals(db, "published_on") == {"2026-11-22": 1}
    assert totals(db, "source") == {}


def test_totals_of_addresses_follow_their_outcome(db: Database) -> None:
    row = {"key": 5, "url": "https://post.example/5", "outlet": "post", "known_from": "feed"}
    db.table("urls").insert({**row, "first_seen_at": SEEN, "last_seen_at": SEEN})
    assert db.execute("SELECT * FROM url_totals").fetchall() == [("post", "pending", 1)]
    db.table("urls").update(5, {"outcome": "article"})
    assert db.execute("SELECT * FROM url_totals").fetchall() == [("post", "article", 1)]
    db.table("urls").delete(5)
    assert db.execute("SELECT * FROM url_totals").fetchall() == []


def test_rows_of_large_tables_are_counted(db: Database) -> None:
    add_article(db, 1)
    add_article(db, 2)
    db.table("article_authors").insert({"article_id": 1, "position": 0, "name": "A. Reed", "kind": "person"})
    db.table("bodies").delete(2)
    db.table("articles").delete(2)
    counted = dict(db.execute("SELECT table_name, rows FROM row_totals").fetchall())
    assert counted == {"articles": 1, "article_authors": 1}


def test_the_index_of_earlier_versions_follows_insert_update_and_delete(db: Database) -> None:
    add_article(db, 7)
    add_version(db, 7, 1, "The ferry sank.")
    add_version(db, 7, 2, "The ferry leaked.")
    assert (found_earlier(db, "sank"), found_earlier(db, "ferry")) == ([7_000_001], [7_000_001, 7_000_002])
    db.execute("UPDATE revisions SET body = 'The barge sank.' WHERE number = 1")
    assert (found_earlier(db, "barge"), found_earlier(db, "ferry")) == ([7_000_001], [7_000_002])
    # As a version put between two others moves those after it.
    db.execute("UPDATE revisions SET number = -number - 1")
    db.execute("UPDATE revisions SET number = -number")
    assert (found_earlier(db, "barge"), found_earlier(db, "leaked")) == ([7_000_002], [7_000_003])
    db.execute("INSERT INTO revisions_fts(revisions_fts, rank) VALUES ('integrity-check', 1)")
    db.execute("DELETE FROM revisions WHERE number = 2")
    assert found_earlier(db, "barge") == []
    db.execute("INSERT INTO revisions_fts(revisions_fts, rank) VALUES ('integrity-check', 1)")


def test_a_version_that_only_our_extraction_changed_is_not_in_the_index(db: Database) -> None:
    add_article(db, 7)
    add_version(db, 7, 1, "The ferry sank.")
    db.execute("UPDATE revisions SET cause = 'ours'")
    assert found_earlier(db, "ferry") == []
    db.execute("UPDATE revisions SET body = 'The barge sank.'")
    db.execute("UPDATE revisions SET cause = 'unknown'")
    assert found_earlier(db, "barge") == [7_000_001]
    db.execute("INSERT INTO revisions_fts(revisions_fts, rank) VALUES ('integrity-check', 1)")


def test_a_change_of_other_columns_leaves_the_index_of_versions_alone(db: Database) -> None:
    add_article(db, 7)
    add_version(db, 7, 1, "The ferry sank.")
    before = db.execute("SELECT id, block FROM revisions_fts_data ORDER BY id").fetchall()
    db.execute("UPDATE revisions SET replaced_at = ?, read_by = '2'", [SEEN])
    assert db.execute("SELECT id, block FROM revisions_fts_data ORDER BY id").fetchall() == before
