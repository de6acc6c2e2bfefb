"""Ctrl-C for this process alone: in a terminal it reaches every process, but only one of them decides what to do."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker


@contextmanager
def no_interrupt() -> Iterator[None]:
    """Delays Ctrl-C in this process until the end of the block.

    Processes and threads that are started inside never get it, and neither do processes that such a thread starts
    later.
    """
    # multiprocessing starts it with the first process or queue, and then removes the signal mask of that thread.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
