"""Several channels at the same time: in order, until one is not taken, and never longer than the limit."""

import threading

import pytest

from newsarchive.alerts.wording import AlertMessage
from newsarchive.notifications import sending
from newsarchive.notifications.channels import Channel

GOOD, BAD, SLOW = (Channel(name, f"json://{name}") for name in ("good", "bad", "slow"))
MESSAGES = [AlertMessage(key, key, key) for key in ("k1", "k2", "k3")]
Noted = list[tuple[str, str, str | None]]


@pytest.fixture
def release(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """bad refuses everything, slow waits for the event after its first message."""
    event = threading.Event()

    def send(channel: Channel, message: AlertMessage) -> str | None:
        if channel is SLOW and message is not MESSAGES[0]:
            event.wait(60)
        return "status 500" if channel is BAD else None

    monkeypatch.setattr(sending, "send", send)
    return event


def noted_for(waiting: dict[Channel, list[AlertMessage]], seconds: float = 60) -> Noted:
    noted: Noted = []
    threads: set[threading.Thread] = set()

    def note(channel: Channel, message: AlertMessage, problem: str | None) -> None:
        threads.add(threading.current_thread())
        noted.append((channel.name, message.key, problem))

    sending.send_all(waiting, note, seconds)
    assert threads <= {threading.current_thread()}
    return noted


def test_messages_are_sent_in_order_until_one_is_not_taken(release: threading.Event):
    noted = noted_for({GOOD: MESSAGES, BAD: MESSAGES})
    assert [one for one in noted if one[0] == "good"] == [("good", key, None) for key in ("k1", "k2", "k3")]
    assert [one for one in noted if one[0] == "bad"] == [("bad", "k1", "status 500")]


def test_a_channel_that_hangs_keeps_nobody_waiting_longer_than_the_limit(release: threading.Event):
    noted = noted_for({SLOW: MESSAGES[1:], GOOD: MESSAGES[:1]}, seconds=0.2)
    assert sorted(noted) == [("good", "k1", None), ("slow", "k2", "no answer in time")]
    release.set()


def test_a_channel_that_took_some_messages_before_the_limit_has_not_failed(release: threading.Event):
    assert noted_for({SLOW: MESSAGES}, seconds=0.2) == [("slow", "k1", None)]
    release.set()


def test_nothing_to_send_waits_for_nothing():
    assert noted_for({}) == noted_for({GOOD: []}) == []
