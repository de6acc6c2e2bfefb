"""What a crawl does at its end: each problem is reported once when it begins, once a week, and when it is over."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from newsarchive import clock
from newsarchive.archive import runs
from newsarchive.archive.articles.saving import register_outlets
from newsarchive.archive.database import Archive
from newsarchive.archive.lock import write_lock
from newsarchive.errors import ArchiveBusy, NotificationError
from newsarchive.notifications import channels, reporting
from newsarchive.outlet import Outlet
from newsarchive.records import RunCounts
from newsarchive.settings import Settings
from tests.alerts.some_findings import NOW
from tests.notifications.webhook import Webhook

HOUR = timedelta(hours=1)
POST, STAR = (Outlet(name, name.title(), f"https://{name}.example/", "en", "UTC") for name in ("post", "star"))


class House:
    """An archive of two outlets, and hourly crawls of them, with a clock that is moved."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch):
        self.settings = Settings(root=folder, db=folder / "archive.db")
        self.now: datetime = NOW
        self.printed: list[str] = []
        monkeypatch.setattr(clock, "now", lambda: self.now)
        with Archive.open(self.settings.db, write=True) as archive:
            register_outlets(archive, [POST, STAR])

    def crawl(self, *, post_fails: bool | str = False, star_fails: bool | str = False, hours: int = 1) -> list[str]:
        """What is printed at the end of a crawl some hours later.

        An outlet that fails has a mistake in its file, or is "unreachable".
        """
        self.now += hours * HOUR
        with Archive.open(self.settings.db, write=True) as archive:
            crawl_id = runs.begin_crawl(archive, "newsarchive crawl --all", self.now)
            for outlet, fails in ((POST, post_fails), (STAR, star_fails)):
                run_id = runs.begin_run(archive, crawl_id, outlet.name, self.now)
                outcome, problem = ("failed", "feed: 404 not found") if fails else ("finished", None)
                errors = int(fails and fails != "unreachable")
                runs.end_run(archive, run_id, outcome, RunCounts(errors=errors), self.now, problem)
        return self.report()

    def report(self) -> list[str]:
        before = len(self.printed)
        reporting.report_alerts(self.settings, self.printed.append)
        return self.printed[before:]

    def use(self, *urls: str) -> None:
        self.settings = replace(self.settings, alert_urls=urls)

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.settings.db)) as conn:
            return conn.execute(sql).fetchall()


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    return House(tmp_path, monkeypatch)


def test_a_failing_outlet_is_reported_three_times_in_nine_days_not_216_times(house: House, hook: Webhook):
    house.use(hook.url)
    assert house.crawl() == []
    printed = [text for _ in range(24 * 8) for text in house.crawl(post_fails=True)]
    printed += [text for _ in range(24 * 2) for text in house.crawl()]
    assert [text.splitlines()[:2] for text in printed] == [
        ["New:", "  post: failed"],
        ["Still wrong (a reminder once a week):", "  post: failed"],
        ["Over:", "  post: failed"],
    ]
    assert hook.titles == [
        "newsarchive: post: failed",
        "newsarchive: post: failed, still",
        "newsarchive: post: failed, over",
    ]
    assert [posted.json["message"].split() for posted in hook.posted] == [text.split() for text in printed]


def test_a_network_that_fails_is_one_alert_and_the_outlets_are_not_blamed(house: House):
    house.crawl()
    printed = [text for _ in range(5) for text in house.crawl(post_fails="unreachable", star_fails="unreachable")]
    assert len(printed) == 1
    assert "archive: failed network" in printed[0]
    assert house.crawl() == []


def test_a_channel_that_fails_is_an_alert_and_gets_everything_later(house: House, hook: Webhook):
    house.use("json://127.0.0.1:1/hunter2", hook.url)
    house.crawl()
    (printed,) = house.crawl(post_fails=True)
    assert "post: failed" in printed
    (said,) = house.crawl(post_fails=True)
    assert "archive: delivery alert_urls, entry 1 (json)" in said
    assert "1 message waits: the server was not reached or refused it; later crawls try again." in said
    assert house.crawl(post_fails=True) == []
    assert hook.titles == ["newsarchive: post: failed", "newsarchive: archive: delivery alert_urls, entry 1 (json)"]
    assert "hunter2" not in "".join(house.printed)
    assert b"hunter2" not in b"".join(file.read_bytes() for file in house.settings.db.parent.glob("archive.db*"))


def test_a_process_that_dies_before_sending_loses_nothing(house: House, hook: Webhook, monkeypatch: pytest.MonkeyPatch):
    house.use(hook.url)
    house.crawl()
    with monkeypatch.context() as patched:
        patched.setattr(reporting.Delivery, "print_waiting", lambda self: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            house.crawl(post_fails=True)
    assert (house.printed, hook.posted) == ([], [])
    assert len(house.crawl(post_fails=True)) == 1
    assert len(hook.posted) == 1
    assert house.crawl(post_fails=True) == []


def test_a_message_that_is_sent_again_has_the_same_key(house: House, hook: Webhook, monkeypatch: pytest.MonkeyPatch):
    house.use(hook.url)
    house.crawl()
    with monkeypatch.context() as patched:
        patched.setattr("newsarchive.archive.alerts.outbox.mark_sent", lambda *_: None)
        house.crawl(post_fails=True)
    house.crawl(post_fails=True)
    first, second = hook.posted
    assert first.headers["Idempotency-Key"] == second.headers["Idempotency-Key"]
    assert first.body == second.body


def test_without_apprise_everything_else_is_done_and_the_error_says_what_to_install(
    house: House, monkeypatch: pytest.MonkeyPatch
):
    house.use("json://127.0.0.1:1")
    monkeypatch.setattr(channels, "find_spec", lambda name: None)
    with pytest.raises(NotificationError, match="pip install"):
        house.crawl()
    for _ in range(3):
        with pytest.raises(NotificationError):
            house.crawl(post_fails=True)
    assert len(house.printed) == 1


def test_a_closed_standard_error_does_not_stop_the_channels_and_the_text_waits(house: House, hook: Webhook):
    house.use(hook.url)
    house.crawl()

    def closed(text: str) -> None:
        raise OSError("closed")

    house.now += HOUR
    with Archive.open(house.settings.db, write=True) as archive:
        run_id = runs.begin_run(archive, None, "post", house.now)
        runs.end_run(archive, run_id, "failed", RunCounts(errors=1), house.now)
    reporting.report_alerts(house.settings, closed)
    assert hook.titles == ["newsarchive: post: failed"]
    assert len(house.report()) == 1


def test_an_archive_that_another_command_writes_is_said(house: House, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reporting, "_WAIT_MINUTES", 0)
    with write_lock(house.settings.db), pytest.raises(ArchiveBusy):
        house.report()


def test_what_was_said_stays_in_the_archive(house: House):
    house.crawl()
    for _ in range(4):
        house.crawl(post_fails=True)
    assert house.rows("SELECT outlet, kind, told_at FROM alerts") == [("post", "failed", "2026-11-20T08:00:00Z")]
    assert house.rows("SELECT channel, sent_at FROM alert_deliveries") == [("output", "2026-11-20T08:00:00Z")]
