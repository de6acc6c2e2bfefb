"""Captured pages that another reader has read: which they are, and what a new reading of them puts into the archive."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from newsarchive.archive.articles import article_rows, identity, saving
from newsarchive.archive.articles.article_rows import Version
from newsarchive.archive.articles.identity import Addresses
from newsarchive.archive.articles.saving import Saved
from newsarchive.archive.captures.warc_files import CaptureRef
from newsarchive.archive.database import Archive
from newsarchive.archive.queue import url_states
from newsarchive.archive.queue.sightings import HINTS, sighting_of
from newsarchive.archive.rows_by_name import rows_by_name
from newsarchive.outlet import Outlet
from newsarchive.records import Outcome, Sighting, Verdict

BATCH = 500
# What reading a page can end with where it gives no article; all other outcomes are of asking for it.
READ_OUTCOMES = (
    Outcome.NOT_ARTICLE,
    Outcome.TOO_SHORT,
    Outcome.REFUSED,
    Outcome.READER_CRASHED,
    Outcome.READER_TIMED_OUT,
)
_NEWEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """The page that an article's current text was read from; capture is None where it was given up."""

    article_id: int
    revision: int
    capture_id: int
    url: str
    capture: CaptureRef | None


@dataclass(frozen=True, slots=True)
class RefusedPage:
    """The newest page of an address without an article, what it was found to be, and what a feed said of it."""

    capture_id: int
    url: str
    status: int
    capture: CaptureRef | None
    outcome: Outcome
    reason: str | None
    sighting: Sighting | None


def outlets_with_captures(conn: sqlite3.Connection) -> list[str]:
    """The names of the outlets that have articles or refused pages; from totals, so it costs nothing."""
    rows = conn.execute(
        """SELECT value FROM totals WHERE dimension = 'outlet' UNION
           SELECT outlet FROM url_totals WHERE outcome IN (SELECT value FROM json_each(?)) ORDER BY 1""",
        [_OUTCOMES],
    )
    return [name for (name,) in rows]


def newest_capture(conn: sqlite3.Connection) -> int:
    """The id of the newest capture; 0 where there is none."""
    return int(conn.execute("SELECT coalesce(max(id), 0) FROM captures").fetchone()[0])


def count_articles(conn: sqlite3.Connection, outlet_name: str, read_by: str, since: date | None) -> int:
    """How many pages article_pages gives."""
    params = {"outlet": outlet_name, "read_by": read_by, "since": _day(since), "below": _NEWEST}
    return int(conn.execute(f"SELECT count(*) {_ARTICLES}", params).fetchone()[0])


def article_pages(
    conn: sqlite3.Connection, outlet_name: str, read_by: str, since: date | None = None
) -> Iterator[ArticlePage]:
    """The outlet's articles that another reader than read_by has read from a captured page, newest first.

    since is the first day of publication, or of first sight where that is unknown. No read stays open between two
    batches. Documents, which nobody read from a page, are none of them.
    """
    params = {"outlet": outlet_name, "read_by": read_by, "since": _day(since), "below": _NEWEST}
    while rows := conn.execute(f"{_ARTICLE_COLUMNS} {_ARTICLES} {_ARTICLE_ORDER}", params).fetchall():
        for _, article_id, revision, capture_id, url, *ref in rows:
            yield ArticlePage(article_id, revision, capture_id, url, _ref(*ref))
        params["below"] = rows[-1][0]


def refused_pages(
    conn: sqlite3.Connection, outlet_name: str, after: int = 0, since: date | None = None
) -> Iterator[RefusedPage]:
    """The outlet's pages that gave no article, each address once, captured later than the capture with the id after.

    since is the first day of capture. Addresses of an article, and of a removed one, are none of them.
    """
    key = -_NEWEST
    while True:
        params = {"outlet": outlet_name, "after": after, "since": _day(since), "key": key, "outcomes": _OUTCOMES}
        rows = rows_by_name(conn.execute(_REFUSED, params))
        if not rows:
            return
        yield from map(_refused, rows)
        key = rows[-1]["key"]


def is_known(conn: sqlite3.Connection, version: Version, outlet: Outlet, addresses: Addresses) -> bool:
    """Whether an article stands at one of the addresses, or one was removed that this is."""
    article, places = version.article, identity.places_of(outlet, addresses, version.article)
    removal = identity.find_removal(conn, outlet.name, places, article.headline, version.text_key)
    return removal is not None or identity.find_by_address(conn, places, article) is not None


def mark_read(archive: Archive, pages: Iterable[ArticlePage], read_by: str) -> None:
    """Says that read_by reads those pages as they are stored, in one transaction; one changed meanwhile stays."""
    with archive.transaction():
        archive.conn.executemany(
            "UPDATE articles SET read_by = ? WHERE id = ? AND revision = ? AND capture_id = ?",
            [(read_by, page.article_id, page.revision, page.capture_id) for page in pages],
        )


def put_reading(archive: Archive, page: ArticlePage, version: Version, now: datetime) -> bool | None:
    """Whether version, read from page again, is another text; every field becomes as it has it.

    None where the article was changed or removed since page was listed; then it stays.
    """
    with archive.transaction():
        row = archive.conn.execute(
            "SELECT revision, capture_id FROM articles WHERE id = ?", [page.article_id]
        ).fetchone()
        if row != (page.revision, page.capture_id):
            return None
        stored = article_rows.load_version(archive.conn, page.article_id)
        is_other = article_rows.read_anew(archive.conn, stored, version, now)
        archive.note_index_change()
    return is_other


def take_in(
    archive: Archive, page: RefusedPage, version: Version, outlet: Outlet, addresses: Addresses, at: datetime
) -> Saved | None:
    """What became of a refused page that is an article now, stored as of when it was captured, at.

    None where an article stands at one of its addresses by now.
    """
    with archive.transaction():
        places = identity.places_of(outlet, addresses, version.article)
        if identity.find_by_address(archive.conn, places, version.article) is not None:
            return None
        saved = saving.save(
            archive, version, outlet=outlet, addresses=addresses, now=at, capture=None, sighting=page.sighting
        )
        if saved.verdict is Verdict.NEW and saved.article_id is not None:
            article_rows.give_capture(archive.conn, saved.article_id, page.capture_id)
            url_states.settle(
                archive, page.url, Outcome.ARTICLE, None, at, article_id=saved.article_id, status=page.status
            )
    return saved


_OUTCOMES = json.dumps(READ_OUTCOMES)
_CAPTURE = "c.expired_at, c.file, c.offset, c.length, c.digest"
_ARTICLE_COLUMNS = f"SELECT a.search_id, a.id, a.revision, c.id, c.url, {_CAPTURE}"
# CROSS JOIN keeps the planner on the outlet's articles in the order of time.
_ARTICLES = """FROM articles a CROSS JOIN captures c ON c.id = a.capture_id
  WHERE a.outlet = :outlet AND a.search_id < :below AND a.read_by <> :read_by
    AND (:since = '' OR coalesce(a.published_on, substr(a.first_seen_at, 1, 10)) >= :since)"""
_ARTICLE_ORDER = f"ORDER BY a.search_id DESC LIMIT {BATCH}"
# By the index of the queue, which has an outlet's addresses of one outcome together; the newest capture of each.
_REFUSED = f"""SELECT u.key, u.outcome, u.reason, u.url, u.known_from, u.found_in, {", ".join(HINTS)},
    c.id AS capture_id, c.url AS asked_for, c.status, {_CAPTURE}
  FROM urls u INDEXED BY urls_queue CROSS JOIN captures c ON c.id = (
    SELECT id FROM captures WHERE url_key = u.key ORDER BY fetched_at DESC, id DESC LIMIT 1)
  WHERE u.outlet = :outlet AND u.outcome IN (SELECT value FROM json_each(:outcomes)) AND u.article_id IS NULL
    AND u.key > :key AND c.id > :after AND c.fetched_at >= :since
  ORDER BY u.key LIMIT {BATCH}"""  # noqa: S608


def _refused(row: dict[str, Any]) -> RefusedPage:
    return RefusedPage(
        capture_id=row["capture_id"],
        url=row["asked_for"],
        status=row["status"],
        capture=_ref(*(row[name] for name in ("expired_at", "file", "offset", "length", "digest"))),
        outcome=Outcome(row["outcome"]),
        reason=row["reason"],
        sighting=sighting_of(row),
    )


def _ref(expired_at: str | None, file: str, offset: int, length: int, digest: str) -> CaptureRef | None:
    return CaptureRef(file, offset, length, digest) if expired_at is None else None


def _day(since: date | None) -> str:
    return since.isoformat() if since else ""
