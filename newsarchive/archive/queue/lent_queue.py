"""The part of an archive that a crawl elsewhere needs to know what to ask: feeds, addresses that are due, known ones.

lend() reads it from the archive, borrow() writes it into an empty one. Texts stay at home. The addresses that are
neither due nor recent travel as keys alone: in the other archive they are archived elsewhere, so they are known there
and never fetched.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from newsarchive.archive.database import Archive
from newsarchive.archive.queue import feed_states, queued_urls, url_states
from newsarchive.archive.queue.url_states import Address
from newsarchive.archive.rows_by_name import rows_by_name
from newsarchive.outlet import Outlet
from newsarchive.records import FeedState, Outcome
from newsarchive.urls import normalize_url, url_key

Row = dict[str, str | int | None]

# What feeds say about an address of the last days can make it due at once; about an older one, in the next crawl.
RECENT_DAYS = 14
# As many more than a run may fetch: some of them are on hosts that turn out to be closed.
_MARGIN = 500
# The address of a row of which only the key is known.
_UNNAMED = ""
_URL_COLUMNS = (
    "key", "url", "outlet", "known_from", "found_in", "hint_headline", "hint_published_at", "hint_published_on",
    "hint_modified_at", "hint_modified_on", "first_seen_at", "last_seen_at", "outcome", "reason", "attempts",
    "retry_at", "article_id", "etag", "last_modified", "unmet_hints", "hints_from",
)  # fmt: skip
# Of an article that is to be checked again. Its headline stays at home too.
_ARTICLE_COLUMNS = (
    "id", "search_id", "outlet", "url", "first_seen_at", "checked_at", "recheck_at", "last_status", "gone_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LentQueue:
    """One outlet's part: feeds, rows of urls, articles that are to be checked again, and the keys of other addresses.

    other_keys are signed 64-bit numbers, lowest byte first.
    """

    outlet: str
    feeds: tuple[FeedState, ...] = ()
    urls: tuple[Row, ...] = ()
    articles: tuple[Row, ...] = ()
    other_keys: bytes = b""


def lend(
    archive: Archive, outlet_name: str, now: datetime, pages: int, *, since: date | None, sitemap_days: int
) -> LentQueue:
    """What a run of at most that many pages needs to know; since and sitemap_days as in queued_urls.due()."""
    conn, limit = archive.conn, pages + _MARGIN
    due = queued_urls.due(conn, outlet_name, now, limit, since=since, sitemap_days=sitemap_days)
    checks = queued_urls.rechecks(conn, outlet_name, now, limit)
    articles = [one.article_id for one in checks]
    oldest = min(since or now.date(), (now - timedelta(days=RECENT_DAYS)).date())
    # The union is read from indexes: the addresses of an outlet may be a million.
    rows = tuple(
        rows_by_name(
            conn.execute(
                f"""SELECT {", ".join(_URL_COLUMNS)} FROM urls WHERE outlet = :outlet AND key IN (
                      SELECT value FROM json_each(:due)
                      UNION SELECT key FROM urls WHERE article_id IN (SELECT value FROM json_each(:articles))
                      UNION SELECT key FROM urls WHERE outlet = :outlet AND newest_hint >= :oldest
                      UNION SELECT key FROM urls WHERE outlet = :outlet AND newest_hint IS NULL
                        AND last_seen_at >= :oldest)""",  # noqa: S608
                {
                    "outlet": outlet_name,
                    "due": json.dumps([url_key(normalize_url(one.url)) for one in due]),
                    "articles": json.dumps(articles),
                    "oldest": oldest.isoformat(),
                },
            )
        )
    )
    sent = {row["key"] for row in rows}
    keys = (key for (key,) in conn.execute("SELECT key FROM urls WHERE outlet = ?", [outlet_name]))
    stubs = rows_by_name(
        conn.execute(
            f"""SELECT {", ".join(_ARTICLE_COLUMNS)} FROM articles
                WHERE id IN (SELECT value FROM json_each(?))""",  # noqa: S608
            [json.dumps(articles)],
        )
    )
    return LentQueue(
        outlet_name,
        tuple(feed_states.feed_states(conn, outlet_name)),
        rows,
        tuple(stubs),
        _packed(key for key in keys if key not in sent),
    )


def borrow(archive: Archive, lent: LentQueue, now: datetime) -> None:
    """Writes what lend() gave into another archive, which has the outlet already."""
    with archive.transaction():
        for state in lent.feeds:
            feed_states.save_feed_state(archive, state)
        _insert(archive, "urls", _URL_COLUMNS, lent.urls)
        # Columns that must not be empty, and that nobody reads.
        stubs = ({**row, "headline": _UNNAMED, "word_count": 0} for row in lent.articles)
        _insert(archive, "articles", (*_ARTICLE_COLUMNS, "headline", "word_count"), stubs)
        others = (Address(key, _UNNAMED, "link") for key in _unpacked(lent.other_keys))
        url_states.add_addresses(archive, lent.outlet, others, now, Outcome.ARCHIVED_ELSEWHERE)


def settle_fetched(archive: Archive, outlet: Outlet, addresses: Iterable[Address], now: datetime) -> None:
    """Notes in the archive that borrowed that the page at these addresses was fetched and goes to the one that lent."""
    rows = list(addresses)
    with archive.transaction():
        url_states.mark_addresses(archive.conn, outlet.name, rows, Outcome.ARCHIVED_ELSEWHERE, None, now)
        archive.conn.execute(
            """UPDATE articles SET recheck_at = NULL WHERE id IN (
                 SELECT article_id FROM urls WHERE key IN (SELECT value FROM json_each(?)))""",
            [json.dumps([one.key for one in rows])],
        )


def _insert(archive: Archive, table: str, columns: tuple[str, ...], rows: Iterable[Mapping[str, Any]]) -> None:
    archive.conn.executemany(
        f"""INSERT OR IGNORE INTO {table}({", ".join(columns)})
            VALUES ({", ".join(f":{name}" for name in columns)})""",  # noqa: S608
        rows,
    )


def _packed(keys: Iterable[int]) -> bytes:
    return b"".join(key.to_bytes(8, "little", signed=True) for key in keys)


def _unpacked(data: bytes) -> Iterable[int]:
    return (int.from_bytes(data[at : at + 8], "little", signed=True) for at in range(0, len(data), 8))
