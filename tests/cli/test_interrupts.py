"""Ctrl-C inside and after the block in which modules are loaded."""

import signal

from newsarchive.cli.interrupts import ends_at_once


def test_afterwards_ctrl_c_is_an_exception_again():
    with ends_at_once():
        assert signal.getsignal(signal.SIGINT) is not signal.default_int_handler
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
