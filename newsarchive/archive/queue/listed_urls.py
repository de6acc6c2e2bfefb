"""The queue as a list of addresses reads it: which have a result already, and which are to be requested now."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from newsarchive.archive.database import Archive
from newsarchive.archive.queue.outcome_groups import ABSENT
from newsarchive.archive.queue.queued_urls import COLUMNS, QueuedUrl, queued_url
from newsarchive.archive.queue.url_states import Address, add_addresses
from newsarchive.archive.rows_by_name import rows_by_name
from newsarchive.archive.times import time_or_none
from newsarchive.records import Outcome
from newsarchive.urls import normalize_url


@dataclass(frozen=True, slots=True)
class KnownAddress:
    """An address of the queue with the reason of its outcome, and when to request it again at the earliest."""

    queued: QueuedUrl
    reason: str | None
    retry_at: datetime | None

    def is_due(self, now: datetime, *, again: bool) -> bool:
        """Whether a list requests it: it has no result yet, or it failed and its next attempt is due.

        With again, also with a result, unless the article was removed or moved into another archive.
        """
        if self.queued.outcome in ABSENT:
            return False
        if again or self.queued.outcome is Outcome.PENDING:
            return True
        return self.queued.outcome.is_retried and self.retry_at is not None and self.retry_at <= now


def add_listed(archive: Archive, outlet_name: str, urls: Mapping[int, str], now: datetime) -> None:
    """Adds addresses, given by their keys, to the queue; those that it has stay as they are."""
    add_addresses(archive, outlet_name, (Address(key, normalize_url(url), "link") for key, url in urls.items()), now)


def known_addresses(conn: sqlite3.Connection, keys: Mapping[int, str]) -> dict[int, KnownAddress]:
    """The addresses with these keys that the queue has."""
    cursor = conn.execute(
        f"SELECT key, reason, retry_at, {COLUMNS} FROM urls WHERE key IN (SELECT value FROM json_each(?))",  # noqa: S608
        [json.dumps(list(keys))],
    )
    return {
        row["key"]: KnownAddress(queued_url(row), row["reason"], time_or_none(row["retry_at"]))
        for row in rows_by_name(cursor)
    }
