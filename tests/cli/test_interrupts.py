"""Signals inside and after the blocks in which modules are loaded, files are written and pages are read."""

import os
import signal

import pytest

from newsarchive.cli.interrupts import ended_by_signals, ends_at_once, sigterm_as_ctrl_c


def test_afterwards_ctrl_c_is_an_exception_again():
    with ends_at_once():
        assert signal.getsignal(signal.SIGINT) is not signal.default_int_handler
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_ends_the_block_with_its_exit_status(number: signal.Signals, status: int):
    before = signal.getsignal(number)
    with pytest.raises(SystemExit) as ended, ended_by_signals():
        os.kill(os.getpid(), number)
    assert ended.value.code == status
    assert signal.getsignal(number) is before


def test_under_nohup_a_closed_terminal_ends_nothing():
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with ended_by_signals():
            os.kill(os.getpid(), signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)


@pytest.mark.parametrize("on_ctrl_c", [signal.default_int_handler, signal.SIG_IGN], ids=["a terminal", "ignored"])
def test_sigterm_is_a_ctrl_c_with_a_status_of_its_own(on_ctrl_c):
    before = signal.getsignal(signal.SIGTERM), signal.signal(signal.SIGINT, on_ctrl_c)
    cleaned_up = []

    def work() -> None:
        try:
            signal.raise_signal(signal.SIGTERM)
        except KeyboardInterrupt:
            # timeout(1) sends it to the process and to its group.
            signal.raise_signal(signal.SIGTERM)
            cleaned_up.append(True)
            raise

    try:
        with pytest.raises(SystemExit) as end, sigterm_as_ctrl_c():
            work()
    finally:
        signal.signal(signal.SIGINT, before[1])
    assert (end.value.code, cleaned_up) == (143, [True])
    assert signal.getsignal(signal.SIGTERM) == before[0]


def test_ctrl_c_stays_itself_there():
    with pytest.raises(KeyboardInterrupt), sigterm_as_ctrl_c():
        signal.raise_signal(signal.SIGINT)
