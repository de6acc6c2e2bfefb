"""Ctrl-C inside and after the block in which modules are loaded, and SIGTERM in its place."""

import signal

import pytest

from newsarchive.cli.interrupts import ends_at_once, sigterm_as_ctrl_c


def test_afterwards_ctrl_c_is_an_exception_again():
    with ends_at_once():
        assert signal.getsignal(signal.SIGINT) is not signal.default_int_handler
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


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
