"""Signals inside and after the blocks in which modules are loaded and files are written."""

import os
import signal

import pytest

from newsarchive.cli.interrupts import ended_by_signals, ends_at_once


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
