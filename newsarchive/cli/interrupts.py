"""Ctrl-C while modules are loaded, and other signals that end a command in order: without a traceback.

Loading takes some tenths of a second, and nothing is written in this time. Imports only what Python has loaded anyway.
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

INTERRUPTED = 130


@contextmanager
def ends_at_once() -> Iterator[None]:
    """Ctrl-C inside the block ends the process at once, with exit status 130.

    An exception would not do: Python prints one that is raised inside its import system. A process that ignores Ctrl-C,
    such as one in the background of a shell script, still ignores it.
    """
    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return
    signal.signal(signal.SIGINT, lambda number, frame: os._exit(INTERRUPTED))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """Ends on SIGTERM, and on SIGHUP when a terminal is closed, as on Ctrl-C, so that nothing half written is left."""
    numbers = [signal.SIGTERM]
    # Under nohup, it is ignored.
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        numbers.append(signal.SIGHUP)
    before = {one: signal.signal(one, lambda number, frame: sys.exit(128 + number)) for one in numbers}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


@contextmanager
def sigterm_as_ctrl_c() -> Iterator[None]:
    """SIGTERM inside the block does what Ctrl-C does there; only the exit status is its own.

    timeout(1) and systemd may send it to a process and to its group, so that it comes twice: the second one is ignored.
    """
    has_come = False

    def on_sigterm(number: int, frame: FrameType | None) -> None:
        nonlocal has_come
        if has_come:
            return
        has_come = True
        if signal.getsignal(signal.SIGINT) in (signal.SIG_IGN, signal.SIG_DFL, None):
            # A process in the background of a shell script ignores Ctrl-C.
            raise KeyboardInterrupt
        signal.raise_signal(signal.SIGINT)

    before = signal.signal(signal.SIGTERM, on_sigterm)
    try:
        yield
    except (KeyboardInterrupt, SystemExit):
        if has_come:
            sys.exit(128 + signal.SIGTERM)
        raise
    finally:
        signal.signal(signal.SIGTERM, before)
