"""What counts as new in a watch, and what does not."""

from datetime import date, timedelta

import pytest

from newsarchive.archive.desk.collections import add_to_collection
from newsarchive.archive.watches import looking
from newsarchive.archive.watches.looking import look
from newsarchive.archive.watches.watch_rows import get_watch
from tests.archive.watches.town import STAR, Town


def test_a_watch_begins_with_what_is_stored_from_then_on(town: Town):
    town.save(1, "The harbour is closed.")
    town.watch()
    assert town.look() == {}
    second = town.save(2, "The harbour is open.")
    town.save(3, "The market is open.")
    assert town.look() == {"harbour": [(second, "new")]}
    assert town.look() == {}


def test_several_watches_are_looked_through_at_once(town: Town):
    town.watch()
    town.watch("ferries", "ferry OR ferries")
    town.watch("star", "", outlets=["star"])
    both, ferry = town.save(1, "The ferry is in the harbour."), town.save(2, "Two ferries.", outlet=STAR)
    assert town.look() == {
        "harbour": [(both, "new")],
        "ferries": [(both, "new"), (ferry, "new")],
        "star": [(ferry, "new")],
    }


def test_filters_narrow_a_watch(town: Town):
    town.watch("irish", "harbour", countries=["ie"])
    town.watch("reed", 'harbour author:"A. Reed"', since=date(2026, 11, 1))
    town.watch("mixed", "harbour collection:read")
    post, star = town.save(1, "The harbour."), town.save(2, "The harbour.", outlet=STAR)
    add_to_collection(town.desk, "read", [star], town.now)
    found = town.look()
    assert found["irish"] == [(star, "new")]
    assert found["reed"] == [(post, "new"), (star, "new")]
    assert found["mixed"] == [(star, "new")]


def test_a_revision_that_brings_the_words_in_is_new(town: Town):
    article = town.save(1, "The market is open.")
    town.watch()
    assert town.look() == {}
    assert town.save(1, "The harbour is open now, the council says, and the market too.") == article
    assert town.look() == {"harbour": [(article, "revised")]}
    town.save(1, "The harbour is open now, the council says, and the market too, as well as the bridge.")
    assert town.look() == {}


def test_an_article_that_matched_before_does_not_come_again(town: Town):
    article = town.save(1, "The harbour is closed.")
    town.watch()
    town.save(1, "The harbour is closed until spring, as the council says.")
    assert town.look() == {}
    town.save(1, "The market is closed until spring, as the council says today.")
    town.look()
    town.save(1, "The harbour is closed until spring, as the council says today again.")
    assert town.look() == {}
    assert article == 1


def test_an_article_that_was_told_does_not_come_again_when_the_words_return(town: Town):
    town.watch()
    article = town.save(1, "The harbour is closed.")
    assert town.look() == {"harbour": [(article, "new")]}
    town.save(1, "The market is closed, and nothing is said about the water.")
    town.look()
    town.save(1, "The harbour is closed again, and much is said about the water.")
    assert town.look() == {}


def test_words_that_came_and_went_and_came_between_two_looks_are_new(town: Town):
    article = town.save(1, "The market is open today.")
    town.watch()
    town.save(1, "The harbour is open today, and the sea is calm.")
    town.save(1, "The market is open today, and the sea is rough.")
    town.save(1, "The harbour is open today, and the sea is calm again.")
    assert town.look() == {"harbour": [(article, "revised")]}


def test_a_watch_of_an_author_is_not_told_each_revision(town: Town):
    town.save(1, "The market is open.")
    town.watch("reed", "author:reed")
    town.watch("reed-harbour", "author:reed harbour")
    town.save(1, "The harbour is open, as everybody can see from the square.")
    assert town.look() == {"reed-harbour": [(1, "revised")]}


def test_filters_alone_are_told_new_articles_only(town: Town):
    town.save(1, "The market is open.")
    town.watch("all-of-post", "", outlets=["post"])
    town.save(1, "The harbour is open, as everybody can see from the square.")
    assert town.look() == {}
    assert town.save(2, "Another.") == 2
    assert town.look() == {"all-of-post": [(2, "new")]}


def test_articles_of_a_backfill_are_marked_as_older(town: Town):
    town.watch()
    day = (town.now - timedelta(days=400)).date()
    old, recent = (
        town.save(1, "The harbour.", day=day),
        town.save(2, "A harbour.", day=(town.now - timedelta(days=20)).date()),
    )
    assert town.look() == {"harbour": [(old, "older"), (recent, "new")]}


def test_nothing_is_stored_by_looking_alone(town: Town):
    town.watch()
    town.save(1, "The harbour.")
    watch = get_watch(town.desk, "harbour")
    assert len(look(town.archive.conn, town.desk, watch).hits) == 1
    assert len(look(town.archive.conn, town.desk, watch).hits) == 1


def test_only_new_articles_are_tried(town: Town, monkeypatch: pytest.MonkeyPatch):
    for number in range(1, 8):
        town.save(number, "The harbour.")
    town.watch()
    tried: list[int] = []
    select_among = looking.select_among

    def watched(conn, selection, search_ids):
        ids = list(search_ids)
        tried.extend(ids)
        return select_among(conn, selection, ids)

    monkeypatch.setattr(looking, "select_among", watched)
    monkeypatch.setattr(looking, "BATCH", 2)
    for number in range(8, 13):
        town.save(number, "The harbour.")
    assert len(town.look()["harbour"]) == 5
    assert len(tried) == 5
    town.look()
    assert len(tried) == 5


def test_after_an_older_backup_was_restored_its_new_articles_are_found(town: Town):
    town.watch()
    for number in range(1, 4):
        town.save(number, "The harbour.")
    town.look()
    with town.archive.transaction():
        for table in ("bodies", "article_authors", "fingerprints"):
            town.archive.conn.execute(f"DELETE FROM {table} WHERE article_id > 1")
        town.archive.conn.execute("DELETE FROM urls WHERE article_id > 1")
        town.archive.conn.execute("DELETE FROM articles WHERE id > 1")
        town.archive.conn.execute("UPDATE sqlite_sequence SET seq = 1 WHERE name = 'articles'")
    assert town.look() == {}
    assert town.save(9, "The harbour again.") == 2
    assert town.look() == {"harbour": [(2, "new")]}
