"""A dead man's switch: each crawl tells a service that it began and how it ended, so that a missing crawl is noticed.

The protocol is that of healthchecks.io: URL/start at the beginning, URL/<exit status> at the end, where 0 is success,
with a short text, and the same `rid` for both. A ping never fails a command, and its address is never printed.
"""

import threading
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from newsarchive.errors import UsageError

# The longest that a command waits for a ping.
PING_SECONDS = 5.0
_MOST_BYTES = 1_000
_FAILED, _MISUSED, _INTERRUPTED = 1, 2, 130


class PingedCommand:
    """How a command that is pinged ended: its exit status and one line for people; set by the command."""

    def __init__(self) -> None:
        self.status = 0
        self.note = ""


@contextmanager
def pinged(url: str | None) -> Iterator[PingedCommand]:
    """Pings url before and after the block; a block that raises has failed. Does nothing if url is None.

    The first ping is sent beside the block and delays nothing. The last one delays the end by at most PING_SECONDS.
    """
    command = PingedCommand()
    if url is None:
        yield command
        return
    run_id = uuid.uuid4()
    first = _in_thread(f"{url}/start?rid={run_id}", "")
    try:
        yield command
    except BaseException as error:
        command.status, command.note = command.status or status_of(error), command.note or type(error).__name__
        raise
    finally:
        # A service that gets the beginning after the end thinks that the command still runs.
        first.join(PING_SECONDS / 2)
        _in_thread(f"{url}/{command.status}?rid={run_id}", command.note).join(PING_SECONDS / 2)


def status_of(error: BaseException) -> int:
    """The exit status of a command that ends with error, as the command line makes it."""
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else _FAILED if error.code else 0
    if isinstance(error, KeyboardInterrupt):
        return _INTERRUPTED
    return _MISUSED if isinstance(error, UsageError) else _FAILED


def _in_thread(url: str, text: str) -> threading.Thread:
    thread = threading.Thread(target=_post, args=(url, text.encode()[:_MOST_BYTES]), daemon=True)
    thread.start()
    return thread


def _post(url: str, body: bytes) -> None:
    request = urllib.request.Request(url, body, {"User-Agent": "newsarchive", "Content-Type": "text/plain"})  # noqa: S310
    try:
        # The setting is a web address, so no file is opened.
        with urllib.request.urlopen(request, timeout=PING_SECONDS) as answer:  # noqa: S310
            answer.read(_MOST_BYTES)
    except Exception:
        # Whatever went wrong, the service does not get the ping, and that is what it reports.
        return
