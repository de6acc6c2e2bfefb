"""The queue: every URL ever seen, what became of it, and which of them to ask for now. The table urls.

A URL whose article is stored keeps its outcome whatever a later look brings. retry_at says when to ask again, of
stored articles too: a feed that says a story was corrected sets it.
"""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from newsarchive.archive.articles.history import is_earlier
from newsarchive.archive.database import Archive
from newsarchive.archive.queue.sightings import HINTS, as_row, changes_of, sighting_of
from newsarchive.archive.rows_by_name import rows_by_name
from newsarchive.dates import format_utc
from newsarchive.records import Outcome, Sighting
from newsarchive.urls import normalize_url, url_key

# How long to wait after the first failure, the second …; after one more the URL is left alone.
RETRY_GAPS = (timedelta(minutes=15), timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=3))
# An article that is not found twice, so far apart, is gone; a server's bad hour is not.
GONE_AFTER = timedelta(days=1)
# When a stored article is looked at again, counted from its publication: most corrections come on the first day, the
# rest within the week; after a month hardly any, and what is withdrawn later feeds and readers tell.
RECHECKS = tuple(timedelta(hours=hours) for hours in (1, 3, 8, 24, 72, 168, 720))
# A look so soon after another tells nothing new.
RECHECK_PAUSE = timedelta(minutes=30)
STORED = frozenset({Outcome.ARTICLE, Outcome.SAME_ARTICLE})
# Never asked for again, whatever a feed says.
CLOSED = frozenset({Outcome.REMOVED, Outcome.ROBOTS_FORBIDS})
# The HTTP status of a look that ended so, where the caller knows no better.
STATUS_OF = {Outcome.ARTICLE: 200, Outcome.NOT_FOUND: 404, Outcome.REFUSED: 403, Outcome.RATE_LIMITED: 429}


@dataclass(frozen=True, slots=True)
class QueuedUrl:
    """A URL that is to be asked for, with what was last said of it and the validators of its last answer."""

    url: str
    outlet: str
    outcome: Outcome
    attempts: int
    sighting: Sighting | None
    etag: str | None = None
    last_modified: str | None = None
    article_id: int | None = None


def sight(archive: Archive, outlet_name: str, sightings: Iterable[Sighting], now: datetime) -> int:
    """How many of the URLs were never seen before; all are written in one transaction.

    A URL that was seen is due again when a later time, or in the same feed another headline, is claimed for it.
    """
    rows = {url_key(normalize_url(one.url)): one for one in reversed(list(sightings))}
    with archive.transaction():
        known = _known(archive.conn, rows.keys())
        archive.conn.executemany(
            """INSERT INTO urls(key, url, outlet, known_from, found_in, hint_headline, hint_published_at,
                 hint_published_on, hint_modified_at, hint_modified_on, first_seen_at, last_seen_at)
               VALUES (:key, :url, :outlet, :known_from, :found_in, :hint_headline, :hint_published_at,
                 :hint_published_on, :hint_modified_at, :hint_modified_on, :now, :now)""",
            (
                {**as_row(one), "key": key, "outlet": outlet_name, "now": format_utc(now)}
                for key, one in rows.items()
                if key not in known
            ),
        )
        archive.conn.executemany(
            """UPDATE urls SET last_seen_at = :now, hint_headline = :hint_headline, found_in = :found_in,
                 hint_published_at = :hint_published_at, hint_published_on = :hint_published_on,
                 hint_modified_at = :hint_modified_at, hint_modified_on = :hint_modified_on,
                 retry_at = iif(:is_news, :now, retry_at), attempts = iif(:is_news, 0, attempts),
                 known_from = iif(known_from = 'wayback', :known_from, known_from)
               WHERE key = :key""",
            (
                {**_seen_again(row, rows[key]), "key": key, "now": format_utc(now), "known_from": rows[key].kind}
                for key, row in known.items()
            ),
        )
    return len(rows) - len(known)


def due(
    conn: sqlite3.Connection,
    outlet_name: str,
    now: datetime,
    limit: int,
    *,
    since: date | None = None,
    sitemap_days: int | None = None,
) -> list[QueuedUrl]:
    """At most limit URLs of the outlet to ask for now, newest first: pending ones, and those whose retry has come.

    With since, or else sitemap_days, addresses from plain sitemaps that are older or undated stay pending; those of
    which only another archive has told (wayback) always do.
    """
    oldest = since or (now.date() - timedelta(days=sitemap_days) if sitemap_days is not None else None)
    params = {
        "outlet": outlet_name,
        "now": format_utc(now),
        "limit": limit,
        "oldest": oldest.isoformat() if oldest else "",
    }
    return listed(conn, _DUE, params)


def meet(archive: Archive, outlet_name: str, url: str, now: datetime) -> None:
    """Makes the row of a URL that no feed named, such as of a page in a file, so that its outcome is kept."""
    with archive.transaction():
        archive.conn.execute(
            """INSERT INTO urls(key, url, outlet, known_from, first_seen_at, last_seen_at)
               VALUES (?, ?, ?, 'link', ?, ?) ON CONFLICT DO NOTHING""",
            [url_key(normalize_url(url)), normalize_url(url), outlet_name, format_utc(now), format_utc(now)],
        )


def rechecks(conn: sqlite3.Connection, outlet_name: str, now: datetime, limit: int) -> list[QueuedUrl]:
    """At most limit addresses of stored articles of the outlet that are to be looked at again, longest due first.

    One address an article, with validators where one has them; never one that is due in the queue anyway.
    """
    return listed(conn, _RECHECKS, {"outlet": outlet_name, "now": format_utc(now), "limit": limit})


def next_recheck(published_at: datetime, now: datetime) -> datetime | None:
    """When to look again at an article of that time of publication; None when it is too old to change."""
    return next((published_at + gap for gap in RECHECKS if published_at + gap > now + RECHECK_PAUSE), None)


def settle(
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
    is_worse: bool = False,
    look_again_at: datetime | None = None,
) -> None:
    """Records what became of asking for url; one that was never sighted is no matter of the queue.

    An outcome that is retried sets the time of the next try, not before wait_seconds have passed. A stored article
    stays one: its last status is noted, and after a second "not found" a day later, since when it has been gone.
    status is the HTTP status, where there was one. A page that shows less than is stored, is_worse, tells nothing of
    whether the article is still there. When a stored article is to be looked at again is set anew:
    look_again_at, or the next of RECHECKS. A page older than the last look at its article, as an imported file has
    it, changes nothing of all that.
    """
    key = url_key(normalize_url(url))
    look = _Look(outcome, status or STATUS_OF.get(outcome), now, wait_seconds or 0, is_worse)
    with archive.transaction():
        row = archive.conn.execute("SELECT outcome, attempts, article_id FROM urls WHERE key = ?", [key]).fetchone()
        if row is None or row[0] == Outcome.REMOVED or _has_looked_since(archive.conn, article_id or row[2], now):
            return
        before, attempts = Outcome(row[0]), row[1] + 1 if outcome.is_retried else 0
        is_gone = _note_look(archive.conn, before, article_id or row[2], look)
        _plan_recheck(archive.conn, article_id or row[2], now, look_again_at)
        # An article's address stays its own, also while it redirects to another article's.
        article_id = row[2] or article_id
        archive.conn.execute(
            """UPDATE urls SET outcome = :outcome, reason = :reason, attempts = :attempts, retry_at = :retry_at,
                 article_id = :article_id, etag = coalesce(:etag, etag),
                 last_modified = coalesce(:last_modified, last_modified) WHERE key = :key""",
            {
                "key": key,
                # "Not modified" says of a page without an article that it is still none.
                "outcome": before if before in STORED or (outcome in STORED and article_id is None) else outcome,
                "reason": reason,
                "attempts": attempts,
                "retry_at": None if is_gone else _retry_at(before, attempts, look),
                "article_id": article_id,
                "etag": etag,
                "last_modified": last_modified,
            },
        )


def reopen(archive: Archive, outlet_names: Iterable[str], outcome: Outcome) -> int:
    """How many URLs of that outcome are due again, as if never asked for; stored articles stay stored.

    Removed articles are never asked for again.
    """
    if outcome in (Outcome.REMOVED, Outcome.PENDING):
        return 0
    change = "retry_at = first_seen_at" if outcome in STORED else "outcome = 'pending', reason = NULL, retry_at = NULL"
    with archive.transaction():
        cursor = archive.conn.execute(
            f"""UPDATE urls SET attempts = 0, {change}
                WHERE outcome = ? AND outlet IN (SELECT value FROM json_each(?))""",  # noqa: S608
            [outcome, json.dumps(list(outlet_names))],
        )
    return cursor.rowcount


def outcomes(conn: sqlite3.Connection, outlet_name: str | None = None) -> dict[Outcome, int]:
    """How many URLs have which outcome, at one outlet or all; from totals, so it costs nothing."""
    rows = conn.execute(
        "SELECT outcome, sum(urls) FROM url_totals WHERE :outlet IS NULL OR outlet = :outlet GROUP BY outcome",
        {"outlet": outlet_name},
    )
    return {Outcome(outcome): count for outcome, count in rows}


def waiting(conn: sqlite3.Connection) -> dict[str, int]:
    """By outlet, how many URLs are pending; from totals, so it costs nothing."""
    rows = conn.execute("SELECT outlet, urls FROM url_totals WHERE outcome = 'pending' ORDER BY outlet")
    return dict(rows)


COLUMNS = f"""url, outlet, outcome, attempts, known_from, found_in, {", ".join(HINTS)}, etag, last_modified,
  article_id, coalesce(newest_hint, first_seen_at) AS newest"""
# Three short lists, each read in the order of the index urls_queue, and their newest together. What has no date is as
# new as the day it was first seen.
_DUE = f"""
SELECT * FROM (SELECT {COLUMNS} FROM urls WHERE outlet = :outlet AND outcome = 'pending' AND retry_at IS NULL
    AND newest_hint IS NOT NULL AND known_from <> 'wayback' AND (newest_hint >= :oldest OR known_from <> 'sitemap')
  ORDER BY newest_hint DESC LIMIT :limit)
UNION ALL
SELECT * FROM (SELECT {COLUMNS} FROM urls WHERE outlet = :outlet AND outcome = 'pending' AND retry_at IS NULL
    AND newest_hint IS NULL AND (:oldest = '' OR known_from <> 'sitemap')
  ORDER BY first_seen_at DESC LIMIT :limit)
UNION ALL
SELECT * FROM (SELECT {COLUMNS} FROM urls WHERE outlet = :outlet AND outcome IN (
    {", ".join(f"'{outcome}'" for outcome in Outcome if outcome not in CLOSED)}) AND retry_at <= :now
    AND (known_from <> 'wayback' OR article_id IS NOT NULL)
  ORDER BY newest DESC LIMIT :limit)
ORDER BY newest DESC LIMIT :limit"""  # noqa: S608


_RECHECKS = f"""
WITH articles_due AS (SELECT id AS due_id, url AS own_url, recheck_at FROM articles
  WHERE outlet = :outlet AND recheck_at <= :now ORDER BY recheck_at LIMIT :limit)
SELECT {COLUMNS}, min(2 * (etag IS NULL AND last_modified IS NULL) + (url IS NOT own_url))
FROM articles_due JOIN urls ON article_id = due_id WHERE outcome = 'article' AND retry_at IS NULL
GROUP BY due_id ORDER BY recheck_at"""  # noqa: S608


def _has_looked_since(conn: sqlite3.Connection, article_id: int | None, now: datetime) -> bool:
    return article_id is not None and is_earlier(conn, article_id, now)


def _plan_recheck(conn: sqlite3.Connection, article_id: int | None, now: datetime, wanted: datetime | None) -> None:
    """Writes when to look at the article again; a search_id is the second of its publication, as lists order it."""
    row = conn.execute("SELECT search_id FROM articles WHERE id = ?", [article_id]).fetchone()
    if row is not None:
        at = wanted or next_recheck(datetime.fromtimestamp(row[0], UTC), now)
        conn.execute("UPDATE articles SET recheck_at = ? WHERE id = ?", [format_utc(at) if at else None, article_id])


def _known(conn: sqlite3.Connection, keys: Iterable[int]) -> dict[int, dict[str, Any]]:
    """The rows of those keys that there are."""
    cursor = conn.execute(
        f"""SELECT key, outcome, retry_at, known_from, found_in, {", ".join(HINTS)}, first_seen_at
            FROM urls WHERE key IN (SELECT value FROM json_each(?))""",  # noqa: S608
        [json.dumps(list(keys))],
    )
    return {row["key"]: row for row in rows_by_name(cursor)}


def _seen_again(row: dict[str, Any], sighting: Sighting) -> dict[str, Any]:
    """The hints to keep of a URL that is seen again, and is_news: whether they make it due again."""
    if row["outcome"] in CLOSED:
        return {**row, "is_news": False}
    if row["known_from"] == "wayback":
        # Another archive had it; from now on the outlet itself names it.
        row = {**row, "found_in": None}
    hints, has_changed = changes_of(row, sighting)
    is_idle = row["outcome"] != Outcome.PENDING and row["retry_at"] is None
    return {**hints, "is_news": has_changed and is_idle}


def listed(conn: sqlite3.Connection, statement: str, params: dict[str, Any]) -> list[QueuedUrl]:
    return [_queued(row) for row in rows_by_name(conn.execute(statement, params))]


def _queued(row: dict[str, Any]) -> QueuedUrl:
    names = ("url", "outlet", "attempts", "etag", "last_modified", "article_id")
    return QueuedUrl(outcome=Outcome(row["outcome"]), sighting=sighting_of(row), **{name: row[name] for name in names})


@dataclass(frozen=True, slots=True)
class _Look:
    """What asking for one URL brought; the host wants to be left alone for wait_seconds."""

    outcome: Outcome
    status: int | None
    now: datetime
    wait_seconds: float
    is_worse: bool


def _retry_at(before: Outcome, attempts: int, look: _Look) -> str | None:
    """When to ask again after that many failures in a row; None after none, and when there were too many."""
    if not 1 <= attempts <= len(RETRY_GAPS):
        return None
    gap = max(RETRY_GAPS[attempts - 1], timedelta(seconds=look.wait_seconds))
    is_missed = before in STORED and look.outcome is Outcome.NOT_FOUND
    return format_utc(look.now + (max(gap, GONE_AFTER) if is_missed else gap))


def _note_look(conn: sqlite3.Connection, before: Outcome, article_id: int | None, look: _Look) -> bool:
    """Whether the article is gone, after what a look at its own address brought; an alias tells nothing of it."""
    if article_id is None or before is Outcome.SAME_ARTICLE:
        return False
    if not look.is_worse:
        times = {"now": format_utc(look.now), "long_ago": format_utc(look.now - GONE_AFTER)}
        conn.execute(_LOOKS.get(look.outcome, _FAILED_LOOK), {"id": article_id, "status": look.status, **times})
    row = conn.execute("SELECT gone_at FROM articles WHERE id = ?", [article_id]).fetchone()
    return row is not None and row[0] is not None


# A page from an old WARC file says nothing of how its article fares since.
_THERE = """UPDATE articles SET checked_at = :now, last_status = :status, gone_at = NULL
  WHERE id = :id AND coalesce(checked_at, '') <= :now"""
_LOOKS = {
    Outcome.ARTICLE: _THERE,
    # checked_at stays at the first look that did not find it: since then it is gone, if the last one does not either.
    Outcome.NOT_FOUND: """UPDATE articles SET last_status = :status,
      gone_at = iif(last_status IN (404, 410) AND checked_at <= :long_ago, coalesce(gone_at, checked_at), gone_at),
      checked_at = iif(last_status IN (404, 410), checked_at, :now) WHERE id = :id""",
}
# Other failures tell nothing of the article, and do not make a later "not found" the first one.
_FAILED_LOOK = """UPDATE articles SET last_status = coalesce(:status, last_status)
  WHERE id = :id AND last_status IS NOT 404 AND last_status IS NOT 410"""
