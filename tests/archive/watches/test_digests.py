"""Hits and digests, as they are stored by a look."""

import pytest

from newsarchive.archive.watches import digests
from newsarchive.archive.watches.digests import (
    digests_about,
    hits_of_digest,
    latest_hits,
    look_through,
    mark_erased,
    mark_queued,
    unerased_digests,
    waiting_digests,
)
from newsarchive.archive.watches.looking import WatchHit
from newsarchive.archive.watches.watch_rows import get_watch, remove_watch
from tests.archive.watches.town import Town


def test_a_look_without_hits_makes_no_digest_and_remembers_how_far_it_was(town: Town):
    town.watch()
    town.save(1, "The market.")
    assert town.look() == {}
    assert waiting_digests(town.desk) == []
    watch = get_watch(town.desk, "harbour")
    assert (watch.last_article_id, watch.looked_at) == (1, town.now)


def test_a_digest_waits_is_queued_and_erased(town: Town):
    town.watch()
    town.save(1, "The harbour.")
    town.look()
    (digest,) = waiting_digests(town.desk)
    assert hits_of_digest(town.desk, digest) == {"harbour": [WatchHit(1, "new")]}
    mark_queued(town.desk, digest, town.now)
    assert (waiting_digests(town.desk), unerased_digests(town.desk)) == ([], [digest])
    assert (digests_about(town.desk, 1), digests_about(town.desk, 2)) == ([digest], [])
    mark_erased(town.desk, digest, town.now)
    assert (unerased_digests(town.desk), digests_about(town.desk, 1)) == ([], [])


def test_the_digest_of_a_removed_watch_has_nothing_to_report(town: Town):
    town.watch()
    town.save(1, "The harbour.")
    town.look()
    remove_watch(town.desk, "harbour")
    (digest,) = waiting_digests(town.desk)
    assert hits_of_digest(town.desk, digest) == {}


def test_the_last_hits_come_first(town: Town):
    town.watch()
    for number in (1, 2, 3):
        town.save(number, "The harbour.")
        town.look()
    assert [hit.article_id for hit in latest_hits(town.desk, get_watch(town.desk, "harbour"), 2)] == [3, 2]


def test_a_watch_that_cannot_be_read_stops_no_other(town: Town):
    town.watch("broken")
    town.watch("whole")
    town.desk.conn.execute("UPDATE watches SET filters = '[1]' WHERE name = 'broken'")
    town.save(1, "The harbour.")
    (problem,) = look_through(town.desk, town.archive.conn, "k", town.now)
    assert problem.startswith("watch broken: its filters cannot be read")
    (digest,) = waiting_digests(town.desk)
    assert list(hits_of_digest(town.desk, digest)) == ["whole"]
    assert get_watch(town.desk, "broken").last_article_id == 0


def test_a_watch_that_was_removed_during_the_look_stores_nothing(town: Town, monkeypatch: pytest.MonkeyPatch):
    town.watch()
    town.watch("bridge", "bridge")
    town.save(1, "The harbour and the bridge.")
    real = digests.look

    def look_and_remove(conn, desk, watch, own_sets):
        found = real(conn, desk, watch)
        if watch.name == "harbour":
            remove_watch(desk, "harbour")
        return found

    monkeypatch.setattr(digests, "look", look_and_remove)
    assert town.look() == {"bridge": [(1, "new")]}
    assert town.desk.conn.execute("SELECT count(*) FROM watch_hits").fetchone() == (1,)
