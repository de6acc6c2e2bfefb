"""Signals during a crawl with workers: the first one stops it in order, a second Ctrl-C or SIGTERM at once."""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

# timeout(1) sends its signal twice, to the process and to its group.
_SAME_SIGNAL_SECONDS = 0.5


@contextmanager
def stopped_by_signals(stop: Callable[[int], None]) -> Iterator[None]:
    """Calls stop with the number of the first signal inside the block; a second one raises KeyboardInterrupt.

    Does nothing outside of the main thread, which no signal reaches.
    """
    stopped_at: float | None = None

    def on_signal(number: int, frame: FrameType | None) -> None:
        nonlocal stopped_at
        if stopped_at is None:
            stopped_at = time.monotonic()
            stop(number)
        # A closed terminal sends several SIGHUP.
        elif number != signal.SIGHUP and time.monotonic() - stopped_at > _SAME_SIGNAL_SECONDS:
            raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = [signal.SIGINT, signal.SIGTERM]
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        numbers.append(signal.SIGHUP)
    before = {number: signal.signal(number, on_signal) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
