"""The states of the queue: every URL ever seen, its outcome, and when to request it again. The table urls.

Only this module writes `urls.outcome`; queued_urls.py reads it. A URL whose article is stored keeps its
outcome, whatever a later check finds. retry_at says when to request a URL again. A feed that announces a correction
sets it for stored articles too.
"""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self

from newsarchive.archive.database import Archive
from newsarchive.archive.queue.article_checks import PageRequest, checked_article, record_check
from newsarchive.archive.queue.outcome_groups import ABSENT, RETRIED, STORED
from newsarchive.archive.queue.sightings import HINTS, as_row, columns_seen_again
from newsarchive.archive.rows_by_name import rows_by_name
from newsarchive.dates import format_utc
from newsarchive.deciding.withdrawal import GONE_AFTER
from newsarchive.records import Outcome, Sighting
from newsarchive.urls import normalize_url, url_key

# How long to wait after the first failure, the second, and so on. After one more failure the URL is left alone.
RETRY_GAPS = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=3))
# The HTTP status of a request with that outcome, where the caller does not know it.
STATUS_OF = {Outcome.ARTICLE: 200, Outcome.NOT_FOUND: 404, Outcome.REFUSED: 403, Outcome.RATE_LIMITED: 429}


@dataclass(frozen=True, slots=True)
class Address:
    """One address of a page as a row of urls; known_from says how we know it."""

    key: int
    url: str
    known_from: str

    @classmethod
    def of(cls, url: str, known_from: str) -> Self:
        """The row for url, which is normalized."""
        normalized = normalize_url(url)
        return cls(url_key(normalized), normalized, known_from)


def add_sightings(archive: Archive, outlet_name: str, sightings: Iterable[Sighting], now: datetime) -> int:
    """How many of the URLs are new; all sightings are written in one transaction.

    A known URL is due again when a sighting has a later time, or another headline in the same feed: at once, or later
    where earlier hints were wrong.
    """
    rows, at = {url_key(normalize_url(one.url)): one for one in reversed(list(sightings))}, format_utc(now)
    with archive.transaction():
        known = _known(archive.conn, rows.keys())
        archive.conn.executemany(
            """INSERT INTO urls(key, url, outlet, known_from, found_in, hint_headline, hint_published_at,
                 hint_published_on, hint_modified_at, hint_modified_on, first_seen_at, last_seen_at)
               VALUES (:key, :url, :outlet, :known_from, :found_in, :hint_headline, :hint_published_at,
                 :hint_published_on, :hint_modified_at, :hint_modified_on, :now, :now)""",
            (
                {**as_row(one), "key": key, "outlet": outlet_name, "now": at}
                for key, one in rows.items()
                if key not in known
            ),
        )
        archive.conn.executemany(
            """UPDATE urls SET last_seen_at = :now, hint_headline = :hint_headline, found_in = :found_in,
                 hint_published_at = :hint_published_at, hint_published_on = :hint_published_on,
                 hint_modified_at = :hint_modified_at, hint_modified_on = :hint_modified_on,
                 retry_at = :retry_at, unmet_hints = :unmet_hints, hints_from = :hints_from,
                 attempts = iif(:is_news, 0, attempts),
                 known_from = iif(known_from = 'wayback', :known_from, known_from)
               WHERE key = :key""",
            (
                {
                    **columns_seen_again(row, rows[key], now),
                    "key": key,
                    "now": format_utc(now),
                    "known_from": rows[key].kind,
                }
                for key, row in known.items()
            ),
        )
    return len(rows) - len(known)


def new_among(conn: sqlite3.Connection, sightings: Iterable[Sighting]) -> list[Sighting]:
    """The sightings whose URLs are not in the queue."""
    keyed = [(url_key(normalize_url(one.url)), one) for one in sightings]
    known = _known(conn, (key for key, _ in keyed))
    return [one for key, one in keyed if key not in known]


def add_url(archive: Archive, outlet_name: str, url: str, now: datetime) -> None:
    """Adds a URL that no feed named, such as that of a page in a WARC file, so that its outcome is recorded."""
    add_address(archive, outlet_name, Address.of(url, "link"), now)


def add_address(archive: Archive, outlet_name: str, address: Address, now: datetime) -> None:
    """Adds an address as add_url() adds a URL."""
    add_addresses(archive, outlet_name, [address], now)


def add_addresses(
    archive: Archive,
    outlet_name: str,
    addresses: Iterable[Address],
    now: datetime,
    outcome: Outcome = Outcome.PENDING,
) -> None:
    """Adds addresses with an outcome, as add_url() adds a URL; those that the queue has stay as they are."""
    at = format_utc(now)
    with archive.transaction():
        archive.conn.executemany(
            """INSERT INTO urls(key, url, outlet, known_from, first_seen_at, last_seen_at, outcome)
               VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""",
            ((one.key, one.url, outlet_name, one.known_from, at, at, outcome) for one in addresses),
        )


def add_snapshots(
    archive: Archive,
    outlet_name: str,
    snapshots: Iterable[Sighting],
    now: datetime,
    outcome: Outcome = Outcome.PENDING,
) -> int:
    """How many snapshots, as another web archive lists them, are new in the queue, or replace a page that failed.

    Addresses that are stored or closed stay as they are. With outcome robots_forbids the snapshots are closed.
    """
    reason = "robots.txt forbids it" if outcome is Outcome.ROBOTS_FORBIDS else None
    facts = {"outlet": outlet_name, "now": format_utc(now), "outcome": outcome, "reason": reason}
    with archive.transaction():
        rows = ({**as_row(one), **facts, "key": url_key(one.url)} for one in snapshots)
        return archive.conn.executemany(_ADD_SNAPSHOT, rows).rowcount


def mark_shared_canonical(conn: sqlite3.Connection, key: int) -> None:
    """Takes an address from its article, because another article declares it too. Runs inside a transaction."""
    conn.execute(
        "UPDATE urls SET article_id = NULL, outcome = ?, reason = ? WHERE key = ?",
        [Outcome.NOT_ARTICLE, "several articles declare this address as their own", key],
    )


def mark_addresses(
    conn: sqlite3.Connection,
    outlet_name: str,
    addresses: Iterable[Address],
    outcome: Outcome,
    article_id: int | None,
    now: datetime,
    reason: str | None = None,
    *,
    is_past: bool = False,
) -> None:
    """Gives each address of a page its outcome and article; an address of another article keeps that article.

    is_past: the page is older than the last check of the article. Then it says nothing about why that check failed,
    nor about when to request the page again. Runs inside a transaction.
    """
    conn.executemany(
        """INSERT INTO urls(key, url, outlet, known_from, first_seen_at, last_seen_at, outcome, article_id, reason)
           VALUES (:key, :url, :outlet, iif(:outcome = 'same_article', 'alias', :known_from), :now, :now, :outcome,
             :article_id, :reason)
           ON CONFLICT(key) DO UPDATE SET last_seen_at = max(last_seen_at, excluded.last_seen_at),
             reason = iif(:is_past AND urls.article_id, urls.reason, excluded.reason),
             attempts = iif(:is_past AND urls.article_id, urls.attempts, 0),
             retry_at = iif(:is_past AND urls.article_id, urls.retry_at, NULL),
             article_id = coalesce(urls.article_id, excluded.article_id),
             known_from = iif(urls.article_id IS NULL AND :outcome = 'same_article', 'alias', urls.known_from),
             outcome = CASE WHEN :outcome = 'removed' THEN 'removed'
               WHEN urls.outcome = 'archived_elsewhere' THEN urls.outcome
               WHEN urls.article_id IS NULL THEN :outcome
               WHEN urls.known_from = 'alias' THEN 'same_article' ELSE 'article' END""",
        [
            {
                "key": address.key,
                "url": address.url,
                "outlet": outlet_name,
                "known_from": address.known_from,
                "outcome": outcome,
                "article_id": article_id,
                "reason": reason,
                "now": format_utc(now),
                "is_past": is_past,
            }
            for address in addresses
        ],
    )


def mark_removed(conn: sqlite3.Connection, article_id: int, reason: str) -> None:
    """Closes every address of a removed article. What feeds said about it is erased: that is text of the article too.

    Runs inside a transaction.
    """
    conn.execute(
        """UPDATE urls SET outcome = 'removed', reason = ?, hint_headline = NULL, retry_at = NULL, etag = NULL,
             last_modified = NULL WHERE article_id = ?""",
        [reason, article_id],
    )


def mark_archived_elsewhere(conn: sqlite3.Connection, article_ids: Iterable[int], reason: str) -> None:
    """Closes every address of articles that another archive has from now on, with all that was said about them.

    Runs inside a transaction.
    """
    conn.execute(
        """UPDATE urls SET outcome = 'archived_elsewhere', reason = ?, hint_headline = NULL, attempts = 0,
             retry_at = NULL, etag = NULL, last_modified = NULL
           WHERE article_id IN (SELECT value FROM json_each(?))""",
        [reason, json.dumps(list(article_ids))],
    )


def free_addresses(conn: sqlite3.Connection, article_ids: Iterable[int]) -> int:
    """Forgets the addresses of articles that another archive had, as if they had never been seen; returns how many.

    Runs inside a transaction.
    """
    return conn.execute(
        """DELETE FROM urls WHERE outcome = 'archived_elsewhere'
             AND article_id IN (SELECT value FROM json_each(?))""",
        [json.dumps(list(article_ids))],
    ).rowcount


def record_outcome(
    archive: Archive,
    url: str,
    outcome: Outcome,
    reason: str | None,
    now: datetime,
    *,
    article_id: int | None = None,
    etag: str | None = None,
    last_modified: str | None = None,
    status: int | None = None,
    wait_seconds: float | None = None,
    shows_less: bool = False,
    has_changed: bool = False,
    look_again_at: datetime | None = None,
    key: int | None = None,
) -> None:
    """Records the outcome of requesting url; nothing happens where url is not in the queue.

    An outcome that is retried sets the time of the next attempt, at least wait_seconds from now. A stored article stays
    stored: only its last status is recorded, and since when it is gone (see deciding.withdrawal). status is the HTTP
    status where there was one. A page that shows less than is stored, shows_less, does not say whether the article is
    still there. The next check of a stored article is at look_again_at, or else at the next of RECHECKS. A page that is
    older than the last check of its article, such as one from an imported file, changes none of this. After a page that
    has_changed, what feeds announce about it is believed at once again. key is that of url, where the caller has it.
    """
    key = url_key(normalize_url(url)) if key is None else key
    request = PageRequest(outcome, status or STATUS_OF.get(outcome), now, wait_seconds or 0, shows_less)
    with archive.transaction():
        row = archive.conn.execute("SELECT outcome, attempts, article_id FROM urls WHERE key = ?", [key]).fetchone()
        if row is None or row[0] in ABSENT:
            return
        article = checked_article(archive.conn, article_id or row[2])
        if article is not None and format_utc(now) < article.last_checked_at:
            return
        before, attempts = Outcome(row[0]), row[1] + 1 if outcome.is_retried else 0
        is_gone = article is not None and record_check(archive.conn, before, article, request, look_again_at)
        # The address of an article stays its own, also while it redirects to another article's.
        article_id = row[2] or article_id
        archive.conn.execute(
            """UPDATE urls SET outcome = :outcome, reason = :reason, attempts = :attempts, retry_at = :retry_at,
                 article_id = :article_id, etag = coalesce(:etag, etag),
                 last_modified = coalesce(:last_modified, last_modified),
                 unmet_hints = iif(:has_changed, 0, unmet_hints), hints_from = iif(:has_changed, NULL, hints_from)
               WHERE key = :key""",
            {
                "key": key,
                # "Not modified" means of a page without an article that it still has none.
                "outcome": before if before in STORED or (outcome in STORED and article_id is None) else outcome,
                "reason": reason,
                "attempts": attempts,
                "retry_at": None if is_gone else _retry_at(before, attempts, request),
                "article_id": article_id,
                "etag": etag,
                "last_modified": last_modified,
                "has_changed": has_changed,
            },
        )


def reopen(archive: Archive, outlet_names: Iterable[str], outcome: Outcome) -> int:
    """How many URLs with that outcome are due again, as if they had never been requested.

    Stored articles stay stored. Removed articles, and those in another archive, are never requested again.
    """
    if outcome in ABSENT or outcome is Outcome.PENDING:
        return 0
    change = "retry_at = first_seen_at" if outcome in STORED else "outcome = 'pending', reason = NULL, retry_at = NULL"
    with archive.transaction():
        cursor = archive.conn.execute(
            f"""UPDATE urls SET attempts = 0, {change}
                WHERE outcome = ? AND outlet IN (SELECT value FROM json_each(?))""",  # noqa: S608
            [outcome, json.dumps(list(outlet_names))],
        )
    return cursor.rowcount


# A snapshot is of use where the outlet was not asked for the page, because it is old, or did not show it. A page that a
# feed named and that was not requested yet is left to the next crawl. A hint later than the snapshot is about a later
# version of the page.
_ADD_SNAPSHOT = f"""
INSERT INTO urls(key, url, outlet, known_from, found_in, hint_modified_at, hint_modified_on, first_seen_at,
  last_seen_at, outcome, reason)
VALUES (:key, :url, :outlet, :known_from, :found_in, :hint_modified_at, :hint_modified_on, :now, :now, :outcome,
  :reason)
ON CONFLICT(key) DO UPDATE SET known_from = excluded.known_from, found_in = excluded.found_in,
  hint_modified_at = excluded.hint_modified_at, hint_modified_on = excluded.hint_modified_on,
  hint_published_at = iif(hint_published_at > excluded.hint_modified_at, NULL, hint_published_at),
  hint_published_on = iif(hint_published_on > excluded.hint_modified_on, NULL, hint_published_on),
  last_seen_at = excluded.last_seen_at, outcome = excluded.outcome, reason = excluded.reason, attempts = 0,
  retry_at = NULL
WHERE urls.article_id IS NULL AND ((urls.outcome = 'pending' AND urls.known_from IN ('sitemap', 'wayback'))
  OR (urls.known_from <> 'wayback' AND urls.outcome IN ({RETRIED})))"""  # noqa: S608
# For `verify --repair`: addresses of articles that the archive does not have, and what makes them pending again.
LOST = "outcome IN ('article', 'same_article') AND (article_id IS NULL OR article_id NOT IN (SELECT id FROM articles))"
REOPEN_LOST = f"""UPDATE urls SET outcome = 'pending', reason = NULL, article_id = NULL, attempts = 0, retry_at = NULL
WHERE {LOST}"""  # noqa: S608


def _known(conn: sqlite3.Connection, keys: Iterable[int]) -> dict[int, dict[str, Any]]:
    """The rows of the keys that the archive has."""
    cursor = conn.execute(
        f"""SELECT key, outcome, retry_at, unmet_hints, hints_from, known_from, found_in, {", ".join(HINTS)},
              first_seen_at
            FROM urls WHERE key IN (SELECT value FROM json_each(?))""",  # noqa: S608
        [json.dumps(list(keys))],
    )
    return {row["key"]: row for row in rows_by_name(cursor)}


def _retry_at(before: Outcome, attempts: int, request: PageRequest) -> str | None:
    """When to request again after that many failures in a row; None after no failure, and after too many."""
    if not 1 <= attempts <= len(RETRY_GAPS):
        return None
    gap = max(RETRY_GAPS[attempts - 1], timedelta(seconds=request.wait_seconds))
    is_missed = before in STORED and request.outcome is Outcome.NOT_FOUND
    return format_utc(request.now + (max(gap, GONE_AFTER) if is_missed else gap))
