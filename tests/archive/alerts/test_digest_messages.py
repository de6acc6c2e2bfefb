"""Messages about watches in the outbox of alerts."""

from pathlib import Path

import pytest

from newsarchive.alerts.wording import AlertMessage
from newsarchive.archive.alerts.digest_messages import erase_delivered, queue_once, rewrite
from newsarchive.archive.alerts.outbox import mark_sent, waiting_messages
from newsarchive.archive.database import Archive
from tests.alerts.some_findings import NOW

MESSAGE = AlertMessage("k", "title", "A headline")


@pytest.fixture
def archive(tmp_path: Path):
    with Archive.open(tmp_path / "archive.db", write=True) as opened:
        yield opened


def texts(archive: Archive) -> list[str]:
    return [row[0] for row in archive.conn.execute("SELECT body FROM alert_messages ORDER BY id")]


def test_a_message_is_queued_once_for_each_key(archive: Archive):
    queue_once(archive, MESSAGE, ["a", "b"], NOW)
    queue_once(archive, AlertMessage("k", "again", "again"), ["a"], NOW)
    queue_once(archive, AlertMessage("l", "other", "other"), ["a"], NOW)
    assert [one.message.title for one in waiting_messages(archive.conn, "a")] == ["title", "other"]
    assert [one.message.title for one in waiting_messages(archive.conn, "b")] == ["title"]


def test_a_text_is_erased_when_nobody_waits_for_it(archive: Archive):
    queue_once(archive, MESSAGE, ["a", "b"], NOW)
    assert not erase_delivered(archive, "k")
    (one,) = waiting_messages(archive.conn, "a")
    mark_sent(archive, one.id, "a", NOW)
    assert (erase_delivered(archive, "k"), texts(archive)) == (False, ["A headline"])
    mark_sent(archive, one.id, "b", NOW)
    assert (erase_delivered(archive, "k"), texts(archive)) == (True, [""])
    assert erase_delivered(archive, "unknown")


def test_a_text_is_written_anew(archive: Archive):
    queue_once(archive, MESSAGE, ["a"], NOW)
    rewrite(archive, AlertMessage("k", "title", "Without it"))
    assert texts(archive) == ["Without it"]
