"""The digest at the end of a crawl: everything that is new is told once, also when the process is killed in between."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from newsarchive import clock
from newsarchive.archive.lock import write_lock
from newsarchive.archive.maintenance.removal import remove_article
from newsarchive.archive.watches import digests
from newsarchive.archive.watches.watch_rows import get_watch
from newsarchive.errors import ArchiveBusy
from newsarchive.notifications import watching
from newsarchive.notifications.reporting import report_alerts
from newsarchive.notifications.watching import forget_article, queue_digest, trial_digest
from newsarchive.settings import Settings
from tests.archive.watches.town import POST, STAR, Town
from tests.notifications.webhook import Webhook


class Killed(BaseException):
    """Stands for kill -9: nothing after it runs."""


class Newsroom:
    """A town, and crawls of it that end with a report."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.town = Town(folder)
        self.settings = Settings(root=folder, db=folder / "archive.db")
        self.printed: list[str] = []
        monkeypatch.setattr(clock, "now", lambda: self.town.now)

    def end_crawl(self) -> list[str]:
        """What the end of a crawl prints."""
        before = len(self.printed)
        assert queue_digest(self.settings) == []
        report_alerts(self.settings, self.printed.append)
        return self.printed[before:]


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Newsroom]:
    one = Newsroom(tmp_path, monkeypatch)
    yield one
    one.town.close()


def test_one_digest_has_all_that_is_new(room: Newsroom):
    room.town.watch()
    room.town.watch("ferries", "ferry")
    room.town.save(1, "The harbour.")
    room.town.save(2, "The ferry in the harbour.", outlet=STAR)
    (text,) = room.end_crawl()
    assert (
        "ferries: 1 new article\n  Report 2 from the town\n    Hill Star, 2026-11-20\n    https://star.example/2\n"
        in text
    )
    assert "harbour: 2 new articles\n" in text
    assert room.end_crawl() == []


def test_addresses_are_those_of_the_pages_if_they_are_public(room: Newsroom):
    room.settings = replace(room.settings, public_url="https://archive.example/news")
    room.town.watch()
    room.town.save(1, "The harbour.")
    assert "    https://archive.example/news/article/1\n" in room.end_crawl()[0]


def test_messages_go_to_alert_urls_and_then_not_to_standard_error(room: Newsroom, hook: Webhook):
    room.settings = replace(room.settings, alert_urls=(hook.url,))
    room.town.watch()
    room.town.save(1, "The harbour.")
    assert room.end_crawl() == []
    assert hook.titles == ["newsarchive: 1 new article in harbour"]
    hook.statuses = [500, 200]
    room.town.save(2, "The harbour.")
    room.end_crawl()
    room.end_crawl()
    assert [title for title in hook.titles if "harbour" in title] == ["newsarchive: 1 new article in harbour"] * 3
    keys = [one.headers["Idempotency-Key"] for one in hook.posted if "harbour" in one.json["title"]]
    assert len(set(keys)) == 2


# Each place at which a process may be killed while a digest is on its way, and what is replaced to die there.
PLACES = [
    pytest.param(watching, "look_through", False, id="before the look"),
    pytest.param(digests, "_store_hits", True, id="in the transaction of the look"),
    pytest.param(watching, "queue_once", False, id="after the look"),
    pytest.param(watching, "queue_once", True, id="after the message was queued"),
    pytest.param(watching, "mark_queued", True, id="after the desk has noted it"),
]


@pytest.mark.parametrize(("module", "name", "after"), PLACES)
def test_a_kill_loses_nothing_and_doubles_nothing(room: Newsroom, monkeypatch, module, name: str, after: bool):
    room.town.watch()
    room.town.save(1, "The harbour.")
    real = getattr(module, name)

    def die(*args, **options):
        if after:
            real(*args, **options)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(module, name, die)
        with pytest.raises(Killed):
            queue_digest(room.settings)
    texts = room.end_crawl()
    assert [text.count("Report 1 from the town") for text in texts] == [1]
    assert room.end_crawl() == []


def test_texts_are_erased_when_they_were_delivered(room: Newsroom):
    room.town.watch()
    room.town.save(1, "The harbour.")
    room.end_crawl()
    room.end_crawl()
    (body,) = room.town.archive.conn.execute("SELECT body FROM alert_messages").fetchone()
    assert body == ""


def test_a_removed_article_leaves_the_messages(room: Newsroom):
    room.town.watch()
    room.town.save(1, "The harbour.")
    room.town.save(2, "The harbour.")
    queue_digest(room.settings)
    remove_article(room.town.archive, 1, "a court order", room.town.now)
    forget_article(room.town.archive, room.settings, 1)
    (text,) = room.end_crawl()
    assert "Report 1" not in text
    assert "harbour: 1 new article\n  Report 2 from the town\n" in text


def test_copies_of_one_text_are_one_entry(room: Newsroom):
    room.town.watch()
    room.town.save(1, "The harbour.", outlet=STAR)
    room.town.save(2, "The harbour.", outlet=POST)
    room.town.archive.conn.execute("UPDATE articles SET cluster_id = 1, copy_of = nullif(1, id)")
    (text,) = room.end_crawl()
    assert "harbour: 2 new articles\n" in text
    assert text.count("  Report ") == 1
    assert ", and 1 copy\n" in text


def test_without_watches_no_lock_is_needed(room: Newsroom, monkeypatch):
    monkeypatch.setattr(watching, "_WAIT_MINUTES", 0.001)
    with write_lock(room.settings.db):
        assert queue_digest(room.settings) == []
        room.town.watch()
        with pytest.raises(ArchiveBusy):
            queue_digest(room.settings)


def test_a_trial_is_about_the_newest_articles_and_stores_nothing(room: Newsroom):
    for number in range(1, 9):
        room.town.save(number, "The harbour.")
    room.town.watch()
    room.town.watch("nothing", "zeppelin")
    message = trial_digest(room.town.archive, get_watch(room.town.desk, "harbour"), room.settings)
    assert message is not None
    assert message.title == "newsarchive: test of 5 new articles in harbour"
    assert trial_digest(room.town.archive, get_watch(room.town.desk, "nothing"), room.settings) is None
    assert room.end_crawl() == []
