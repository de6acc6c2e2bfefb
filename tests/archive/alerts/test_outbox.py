"""Messages that wait for their delivery, by channel."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from newsarchive.alerts.wording import AlertMessage
from newsarchive.archive.alerts import outbox
from newsarchive.archive.database import Archive
from tests.alerts.some_findings import NOW

FIRST, SECOND = (AlertMessage(key, f"title {key}", f"text {key}\n") for key in ("k1", "k2"))
MAIL, HOOK = "alert_urls, entry 1 (mailto)", "alert_urls, entry 2 (json)"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        yield archive


def waiting(archive: Archive, channel: str) -> list[AlertMessage]:
    return [one.message for one in outbox.waiting_messages(archive.conn, channel)]


def test_a_message_waits_for_each_channel_until_it_is_sent_there(archive: Archive):
    first = outbox.queue_message(archive, FIRST, [MAIL, HOOK, MAIL], NOW)
    outbox.queue_message(archive, SECOND, [MAIL], NOW)
    assert waiting(archive, MAIL) == [FIRST, SECOND]
    assert waiting(archive, HOOK) == [FIRST]
    outbox.mark_sent(archive, first, MAIL, NOW)
    assert (waiting(archive, MAIL), waiting(archive, HOOK)) == ([SECOND], [FIRST])


def test_a_channel_that_fails_is_said_to_fail_until_it_has_everything(archive: Archive):
    first = outbox.queue_message(archive, FIRST, [MAIL, HOOK], NOW)
    outbox.queue_message(archive, SECOND, [MAIL, HOOK], NOW)
    assert outbox.failing_channels(archive.conn) == []
    outbox.mark_failed(archive, first, MAIL, "the server was not reached", NOW)
    outbox.mark_failed(archive, first, MAIL, "status 503", NOW + timedelta(hours=1))
    assert outbox.failing_channels(archive.conn) == [outbox.FailingChannel(MAIL, 2, NOW, "status 503")]
    assert outbox.failing_channels(archive.conn)[0].words == "2 messages wait: status 503"
    outbox.mark_sent(archive, first, MAIL, NOW)
    assert outbox.failing_channels(archive.conn) == []


def test_a_channel_that_goes_on_failing_is_tried_ever_more_rarely_and_at_last_once_a_day(archive: Archive):
    first = outbox.queue_message(archive, FIRST, [MAIL], NOW)
    tried = []
    for hour in range(24 * 5):
        now = NOW + timedelta(hours=hour)
        if outbox.is_due(archive.conn, MAIL, now):
            outbox.mark_failed(archive, first, MAIL, "status 503", now)
            tried.append(hour)
    assert tried == [0, 1, 3, 7, 15, 31, 55, 79, 103]
    assert outbox.is_due(archive.conn, HOOK, NOW)


def test_messages_for_channels_that_are_gone_are_given_up(archive: Archive):
    message = outbox.queue_message(archive, FIRST, [MAIL, HOOK], NOW)
    outbox.mark_failed(archive, message, MAIL, "status 401", NOW)
    assert outbox.drop_others(archive, [HOOK], NOW) == 1
    assert outbox.drop_others(archive, [HOOK], NOW) == 0
    assert (waiting(archive, MAIL), waiting(archive, HOOK)) == ([], [FIRST])
    assert outbox.failing_channels(archive.conn) == []
    assert outbox.drop_others(archive, [], NOW) == 1
