"""The first signal stops in order, a second one at once, and timeout(1), which sends its own twice, counts as one."""

import os
import signal
import threading
from collections.abc import Iterator

import pytest

from newsarchive.crawl.fleet import stop_signals
from newsarchive.crawl.fleet.stop_signals import stopped_by_signals


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    """The handlers of the signals, which must be the same after the test."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.getsignal(number) for number in numbers]
    yield
    assert [signal.getsignal(number) for number in numbers] == before


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_first_signal_is_told_and_the_second_one_ends_the_block(number: signal.Signals, monkeypatch):
    monkeypatch.setattr(stop_signals, "_SAME_SIGNAL_SECONDS", 0)
    told: list[int] = []

    def work() -> None:
        with stopped_by_signals(told.append):
            os.kill(os.getpid(), number)
            assert told == [number]
            os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        work()
    assert told == [number]


def test_the_same_signal_that_comes_twice_at_once_counts_as_one(monkeypatch):
    monkeypatch.setattr(stop_signals, "_SAME_SIGNAL_SECONDS", 1000)
    told: list[int] = []
    with stopped_by_signals(told.append):
        os.kill(os.getpid(), signal.SIGTERM)
        os.kill(os.getpid(), signal.SIGTERM)
    assert told == [signal.SIGTERM]


def test_a_closed_terminal_counts_once_however_often_it_is_reported(monkeypatch):
    monkeypatch.setattr(stop_signals, "_SAME_SIGNAL_SECONDS", 0)
    told: list[int] = []
    with stopped_by_signals(told.append):
        os.kill(os.getpid(), signal.SIGHUP)
        os.kill(os.getpid(), signal.SIGHUP)
    assert told == [signal.SIGHUP]


def test_another_thread_leaves_signals_alone():
    found: list[object] = []

    def work() -> None:
        with stopped_by_signals(found.append):
            found.append(signal.getsignal(signal.SIGINT))

    before = signal.getsignal(signal.SIGINT)
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found == [before]
