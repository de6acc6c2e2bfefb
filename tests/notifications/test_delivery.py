"""From the outbox to standard error and the channels."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from newsarchive.alerts.wording import AlertMessage
from newsarchive.archive.alerts import outbox
from newsarchive.archive.database import Archive
from newsarchive.notifications.channels import channels_of
from newsarchive.notifications.delivery import MOST_AT_ONCE, OUTPUT, Delivery
from tests.alerts.some_findings import NOW
from tests.notifications.webhook import Webhook

FIRST, SECOND = (AlertMessage(key, f"title {key}", f"text {key}\n") for key in ("k1", "k2"))


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        yield archive


def a_delivery(archive: Archive, hook: Webhook, printed: list[str]) -> Delivery:
    return Delivery(archive, channels_of([hook.url]), printed.append, NOW)


def test_a_message_is_printed_and_sent_once(archive: Archive, hook: Webhook):
    printed: list[str] = []
    delivery = a_delivery(archive, hook, printed)
    outbox.queue_message(archive, FIRST, delivery.names, NOW)
    for _ in range(2):
        delivery.print_waiting()
        delivery.send_waiting()
    assert printed == ["text k1\n"]
    assert hook.titles == ["title k1"]


def test_a_channel_that_fails_is_tried_once_by_a_command_and_again_by_the_next(archive: Archive, hook: Webhook):
    hook.statuses = [503, 200]
    delivery = a_delivery(archive, hook, [])
    outbox.queue_message(archive, FIRST, delivery.names, NOW)
    delivery.send_waiting()
    outbox.queue_message(archive, SECOND, delivery.names, NOW)
    delivery.send_waiting()
    assert hook.titles == ["title k1"]
    (failing,) = outbox.failing_channels(archive.conn)
    assert (failing.messages, failing.problem) == (2, "the server answered with status 503")
    a_delivery(archive, hook, []).send_waiting()
    assert hook.titles == ["title k1", "title k1", "title k2"]
    assert outbox.failing_channels(archive.conn) == []


def test_messages_that_waited_long_arrive_a_few_at_a_time(archive: Archive, hook: Webhook):
    delivery = a_delivery(archive, hook, [])
    for number in range(MOST_AT_ONCE + 1):
        outbox.queue_message(archive, AlertMessage(f"k{number}", "title", "text"), delivery.names, NOW)
    delivery.send_waiting()
    assert len(hook.posted) == MOST_AT_ONCE


def test_what_waits_for_an_entry_that_is_gone_is_given_up(archive: Archive, hook: Webhook):
    outbox.queue_message(archive, FIRST, [OUTPUT, "alert_urls, entry 7 (ntfy)"], NOW)
    delivery = a_delivery(archive, hook, [])
    delivery.give_up_others()
    assert outbox.waiting_messages(archive.conn, "alert_urls, entry 7 (ntfy)") == []
    assert len(outbox.waiting_messages(archive.conn, OUTPUT)) == 1
