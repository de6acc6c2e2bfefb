"""Messages about watches among those about alerts: queued once for each key, and erased when they were delivered.

Their texts contain headlines. So they do not stay in the archive, where a removed article must leave no trace.
"""

from collections.abc import Iterable
from datetime import datetime

from newsarchive.alerts.wording import AlertMessage
from newsarchive.archive.alerts.outbox import queue_message
from newsarchive.archive.database import Archive


def queue_once(archive: Archive, message: AlertMessage, channels: Iterable[str], now: datetime) -> None:
    """Queues the message for channels, unless a message with its key is there."""
    with archive.transaction():
        if not archive.conn.execute("SELECT 1 FROM alert_messages WHERE key = ?", [message.key]).fetchone():
            queue_message(archive, message, channels, now)


def rewrite(archive: Archive, message: AlertMessage) -> None:
    """Gives the stored message with the same key this text, also if it was delivered."""
    with archive.transaction():
        archive.conn.execute("UPDATE alert_messages SET body = ? WHERE key = ?", [message.text, message.key])


def erase_delivered(archive: Archive, key: str) -> bool:
    """Whether no channel waits for the message with that key any more; then its text is erased."""
    with archive.transaction():
        waits = archive.conn.execute(
            """SELECT 1 FROM alert_messages m JOIN alert_deliveries d ON d.message_id = m.id
               WHERE m.key = ? AND d.sent_at IS NULL AND d.dropped_at IS NULL LIMIT 1""",
            [key],
        ).fetchone()
        if waits is None:
            archive.conn.execute("UPDATE alert_messages SET body = '' WHERE key = ?", [key])
    return waits is None
