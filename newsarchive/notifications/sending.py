"""Messages sent to several channels at the same time, within a time limit.

Each channel has its own thread, so that a slow one delays no other. The threads end with the process: a channel that
never answers keeps no command from ending.
"""

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from queue import Empty, SimpleQueue

from newsarchive.alerts.wording import AlertMessage
from newsarchive.notifications.channels import Channel, send

# For all channels together. Apprise itself gives a server four seconds to connect and four for an answer.
SENDING_SECONDS = 20.0

_Result = tuple[Channel, AlertMessage, str | None]


def send_all(
    waiting: Mapping[Channel, Sequence[AlertMessage]],
    note: Callable[[Channel, AlertMessage, str | None], None],
    seconds: float = SENDING_SECONDS,
) -> None:
    """Sends each channel its messages in order, until one is not taken; note gets each result in the caller's thread.

    The last value that note gets is why a message was not taken, or None.
    """
    left = {channel: list(messages) for channel, messages in waiting.items() if messages}
    results: SimpleQueue[_Result] = SimpleQueue()
    for channel, messages in left.items():
        threading.Thread(target=_send_in_order, args=(channel, tuple(messages), results), daemon=True).start()
    for channel, message, problem in _arriving(results, left, time.monotonic() + seconds):
        left[channel].remove(message)
        if problem or not left[channel]:
            del left[channel]
        note(channel, message, problem)
    for channel, messages in left.items():
        if len(messages) == len(waiting[channel]):
            note(channel, messages[0], "no answer in time")


def _arriving(results: "SimpleQueue[_Result]", left: Mapping[Channel, object], deadline: float) -> Iterator[_Result]:
    while left:
        try:
            yield results.get(timeout=max(deadline - time.monotonic(), 0.001))
        except Empty:
            return


def _send_in_order(channel: Channel, messages: Sequence[AlertMessage], results: "SimpleQueue[_Result]") -> None:
    for message in messages:
        problem = send(channel, message)
        results.put((channel, message, problem))
        if problem:
            return
