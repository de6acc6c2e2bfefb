"""Messages from the outbox to standard error and to the channels; each is marked as soon as it is sent."""

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from newsarchive.alerts.wording import AlertMessage
from newsarchive.archive.alerts import outbox
from newsarchive.archive.database import Archive
from newsarchive.notifications.channels import Channel, check_installed
from newsarchive.notifications.sending import SENDING_SECONDS, send_all

# Standard error, which cron sends by mail.
OUTPUT = "output"
# After a long failure, a channel gets this many messages in one crawl, and the others in the next ones.
MOST_AT_ONCE = 10


class Delivery:
    """The deliveries of one command: to write, which prints a text, and to channels.

    A channel that does not take a message is not tried again by this command. All sending together takes at most
    seconds.
    """

    def __init__(
        self,
        archive: Archive,
        channels: Sequence[Channel],
        write: Callable[[str], None],
        now: datetime,
        seconds: float = SENDING_SECONDS,
    ):
        self._archive, self._write, self._now = archive, write, now
        self._until = time.monotonic() + seconds
        self._channels = tuple(channels)
        self._failed: set[Channel] = set()

    @property
    def names(self) -> list[str]:
        """The names under which a message waits for its delivery."""
        return [OUTPUT, *(channel.name for channel in self._channels)]

    def give_up_others(self) -> None:
        """Gives up what waits for an entry that is not in alert_urls any more."""
        outbox.drop_others(self._archive, self.names, self._now)

    def print_waiting(self) -> None:
        """Prints the messages that were not printed yet.

        Raises:
            OSError: standard error is closed.
        """
        for waiting in outbox.waiting_messages(self._archive.conn, OUTPUT):
            self._write(waiting.message.text)
            outbox.mark_sent(self._archive, waiting.id, OUTPUT, self._now)

    def send_waiting(self) -> None:
        """Sends the channels that are due the messages that they did not get yet.

        Raises:
            NotificationError: there are channels, but apprise is not installed.
        """
        if self._channels:
            check_installed()
        ids: dict[str, int] = {}
        waiting: dict[Channel, list[AlertMessage]] = {}
        for channel in self._channels:
            found = outbox.waiting_messages(self._archive.conn, channel.name)[:MOST_AT_ONCE]
            ids.update({one.message.key: one.id for one in found})
            is_due = outbox.is_due(self._archive.conn, channel.name, self._now)
            if found and is_due and channel not in self._failed:
                waiting[channel] = [one.message for one in found]
        send_all(waiting, lambda *result: self._note(ids, *result), max(self._until - time.monotonic(), 0))

    def _note(self, ids: Mapping[str, int], channel: Channel, message: AlertMessage, problem: str | None) -> None:
        if problem is None:
            outbox.mark_sent(self._archive, ids[message.key], channel.name, self._now)
        else:
            outbox.mark_failed(self._archive, ids[message.key], channel.name, problem, self._now)
            self._failed.add(channel)
