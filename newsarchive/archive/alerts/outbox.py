"""Messages that wait for their delivery, by channel: written in the transaction that makes them, marked when sent.

A process that is killed between sending and marking sends the message again. The key in its text is then the same.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from newsarchive.alerts.wording import AlertMessage
from newsarchive.archive.database import Archive
from newsarchive.archive.rows_by_name import rows_by_name
from newsarchive.archive.times import time_at
from newsarchive.dates import format_utc

MOST_HOURS_BETWEEN_TRIES = 24
# Crawls that cron starts at the same minute do not end at the same minute.
_SLACK = timedelta(minutes=30)
_WAITS = "sent_at IS NULL AND dropped_at IS NULL"


@dataclass(frozen=True, slots=True)
class WaitingMessage:
    """A message that one channel did not get yet."""

    id: int
    message: AlertMessage


@dataclass(frozen=True, slots=True)
class FailingChannel:
    """A channel that did not get messages: how many wait, since when it fails, and why it failed last."""

    channel: str
    messages: int
    since: datetime
    problem: str

    @property
    def words(self) -> str:
        """How many messages wait, and why."""
        return f"{self.messages} {'message waits' if self.messages == 1 else 'messages wait'}: {self.problem}"


def queue_message(archive: Archive, message: AlertMessage, channels: Iterable[str], now: datetime) -> int:
    """The id of the message, which from now on waits for each of channels."""
    row = {"key": message.key, "made_at": format_utc(now), "title": message.title, "body": message.text}
    with archive.transaction():
        message_id = cast(int, archive.db.table("alert_messages").insert(row).last_pk)
        archive.db.table("alert_deliveries").insert_all(
            {"message_id": message_id, "channel": channel} for channel in dict.fromkeys(channels)
        )
    return message_id


def waiting_messages(conn: sqlite3.Connection, channel: str) -> list[WaitingMessage]:
    """The messages that channel did not get yet, oldest first."""
    rows = conn.execute(
        f"""SELECT m.id, m.key, m.title, m.body FROM alert_deliveries JOIN alert_messages m ON m.id = message_id
            WHERE channel = ? AND {_WAITS} ORDER BY message_id""",  # noqa: S608
        [channel],
    )
    return [WaitingMessage(message_id, AlertMessage(*parts)) for message_id, *parts in map(tuple, rows)]


def is_due(conn: sqlite3.Connection, channel: str, now: datetime) -> bool:
    """Whether channel may be tried: after a second failure only after some hours, and at last once a day.

    An address can stand for several people. If one of them cannot be reached, the others get each try.
    """
    attempts, tried_at = conn.execute(
        f"SELECT max(attempts), max(tried_at) FROM alert_deliveries WHERE channel = ? AND {_WAITS}",  # noqa: S608
        [channel],
    ).fetchone()
    if tried_at is None or attempts < 2:
        return True
    hours = min(2 ** (attempts - 1), MOST_HOURS_BETWEEN_TRIES)
    return abs(now - time_at(tried_at)) >= timedelta(hours=hours) - _SLACK


def mark_sent(archive: Archive, message_id: int, channel: str, now: datetime) -> None:
    """The channel has the message."""
    _update(archive, "sent_at = ?, problem = NULL", [format_utc(now), message_id, channel])


def mark_failed(archive: Archive, message_id: int, channel: str, problem: str, now: datetime) -> None:
    """The channel did not take the message; it is tried again."""
    change = "attempts = attempts + 1, problem = ?, failed_at = coalesce(failed_at, ?), tried_at = ?"
    _update(archive, change, [problem, format_utc(now), format_utc(now), message_id, channel])


def drop_others(archive: Archive, channels: Iterable[str], now: datetime) -> int:
    """How many deliveries were given up, because their channel is none of channels any more."""
    kept = list(channels)
    marks = ", ".join("?" * len(kept))
    with archive.transaction():
        return archive.conn.execute(
            f"UPDATE alert_deliveries SET dropped_at = ? WHERE {_WAITS} AND channel NOT IN ({marks})",  # noqa: S608
            [format_utc(now), *kept],
        ).rowcount


def failing_channels(conn: sqlite3.Connection) -> list[FailingChannel]:
    """The channels with messages whose delivery failed, in order of their names."""
    cursor = conn.execute(
        f"""SELECT channel, count(*) AS messages, min(failed_at) AS since,
              (SELECT problem FROM alert_deliveries l WHERE l.channel = d.channel AND l.attempts > 0
                 AND l.sent_at IS NULL AND l.dropped_at IS NULL ORDER BY message_id LIMIT 1) AS problem
            FROM alert_deliveries d WHERE {_WAITS} GROUP BY channel HAVING max(attempts) > 0 ORDER BY channel"""  # noqa: S608
    )
    return [
        FailingChannel(row["channel"], row["messages"], time_at(row["since"]), row["problem"])
        for row in rows_by_name(cursor)
    ]


def _update(archive: Archive, change: str, values: list[object]) -> None:
    with archive.transaction():
        archive.conn.execute(
            f"UPDATE alert_deliveries SET {change} WHERE message_id = ? AND channel = ?",  # noqa: S608
            values,
        )
