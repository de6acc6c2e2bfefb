"""Checks of stored articles: when a page is requested again, and what the answer says about its article.

Writes the table articles only; the states of addresses are in url_states.py.
"""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from newsarchive.archive.times import time_or_none
from newsarchive.dates import format_utc
from newsarchive.deciding.withdrawal import Presence, after_request
from newsarchive.records import Outcome

# When a stored article is checked again, counted from its publication. Most corrections come on the first day, the rest
# within the week, and hardly any after a month. Feeds and readers report what is withdrawn later.
RECHECKS = tuple(timedelta(hours=hours) for hours in (1, 3, 8, 24, 72, 168, 720))
# A check this soon after another finds nothing new.
RECHECK_PAUSE = timedelta(minutes=30)


def next_recheck(published_at: datetime, now: datetime) -> datetime | None:
    """When to check again an article published at that time; None when it is too old to change."""
    return next((published_at + gap for gap in RECHECKS if published_at + gap > now + RECHECK_PAUSE), None)


@dataclass(frozen=True, slots=True)
class PageRequest:
    """The outcome of requesting one URL; the host asks to be left alone for wait_seconds."""

    outcome: Outcome
    status: int | None
    now: datetime
    wait_seconds: float
    shows_less: bool


@dataclass(frozen=True, slots=True)
class CheckedArticle:
    """A stored article whose page was requested. search_id is the second of its publication, as lists are sorted."""

    id: int
    search_id: int
    last_checked_at: str
    presence: Presence


def checked_article(conn: sqlite3.Connection, article_id: int | None) -> CheckedArticle | None:
    """The article with that id, as its last check left it; None if there is none."""
    if article_id is None:
        return None
    row = conn.execute(
        "SELECT search_id, first_seen_at, checked_at, last_status, gone_at FROM articles WHERE id = ?", [article_id]
    ).fetchone()
    if row is None:
        return None
    search_id, first_seen_at, checked_at, last_status, gone_at = row
    presence = Presence(time_or_none(checked_at), last_status, time_or_none(gone_at))
    return CheckedArticle(article_id, search_id, checked_at or first_seen_at, presence)


def record_check(
    conn: sqlite3.Connection,
    before: Outcome,
    article: CheckedArticle,
    request: PageRequest,
    look_again_at: datetime | None,
) -> bool:
    """Writes what the request says about the article and when to check it again; returns whether the article is gone.

    before is the outcome of the requested address until now. Runs inside a transaction.
    """
    presence = article.presence
    # An alias says nothing about the article's own page.
    is_own = before is not Outcome.SAME_ARTICLE
    if is_own and not request.shows_less:
        presence = after_request(presence, request.outcome, request.status, request.now.replace(microsecond=0))
    recheck_at = look_again_at or next_recheck(datetime.fromtimestamp(article.search_id, UTC), request.now)
    conn.execute("UPDATE articles SET recheck_at = ? WHERE id = ?", [_column(recheck_at), article.id])
    if presence != article.presence:
        conn.execute(
            "UPDATE articles SET checked_at = ?, last_status = ?, gone_at = ? WHERE id = ?",
            [_column(presence.checked_at), presence.last_status, _column(presence.gone_at), article.id],
        )
    return is_own and presence.gone_at is not None


def _column(time: datetime | None) -> str | None:
    return format_utc(time) if time else None
