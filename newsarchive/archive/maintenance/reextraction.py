"""Captured pages that an older reading version has read: which they are, and how a new reading of them is stored."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from newsarchive.archive.articles import article_rows, identity, saving
from newsarchive.archive.articles.identity import Addresses
from newsarchive.archive.articles.moved_articles import find_moved
from newsarchive.archive.articles.saving import SaveResult
from newsarchive.archive.captures.warc_files import CaptureRef
from newsarchive.archive.database import Archive
from newsarchive.archive.queue import url_states
from newsarchive.archive.queue.sightings import HINTS, sighting_of
from newsarchive.archive.rows_by_name import rows_by_name
from newsarchive.deciding.versions import Version
from newsarchive.outlet import Outlet
from newsarchive.records import Outcome, Sighting, Verdict

BATCH = 500
# The outcomes of reading a page without an article. All other outcomes are of requesting it.
READ_OUTCOMES = (
    Outcome.NOT_ARTICLE,
    Outcome.TOO_SHORT,
    Outcome.REFUSED,
    Outcome.READER_CRASHED,
    Outcome.READER_TIMED_OUT,
)
_NEWEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class ArticleCapture:
    """The page from which an article's current text was read; capture is None where the record was deleted."""

    article_id: int
    revision: int
    capture_id: int
    url: str
    capture: CaptureRef | None


@dataclass(frozen=True, slots=True)
class RefusedCapture:
    """The newest page of an address without an article, its outcome, and what a feed said about it."""

    capture_id: int
    url: str
    status: int
    capture: CaptureRef | None
    outcome: Outcome
    reason: str | None
    sighting: Sighting | None


def outlets_with_captures(conn: sqlite3.Connection) -> list[str]:
    """The names of the outlets that have articles or refused pages; read from totals, so it is fast."""
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
    """How many pages article_pages yields."""
    params = {"outlet": outlet_name, "read_by": read_by, "since": _day(since), "below": _NEWEST}
    return int(conn.execute(f"SELECT count(*) {_ARTICLES}", params).fetchone()[0])


def article_pages(
    conn: sqlite3.Connection, outlet_name: str, read_by: str, since: date | None = None
) -> Iterator[ArticleCapture]:
    """The pages of the outlet's articles that another reading version than read_by has read, newest first.

    since is the first day of publication, or the first day seen where that is unknown. No read stays open between two
    batches. Imported documents are left out: they were not read from a page.
    """
    params = {"outlet": outlet_name, "read_by": read_by, "since": _day(since), "below": _NEWEST}
    while rows := conn.execute(f"{_ARTICLE_COLUMNS} {_ARTICLES} {_ARTICLE_ORDER}", params).fetchall():
        for _, article_id, revision, capture_id, url, *ref in rows:
            yield ArticleCapture(article_id, revision, capture_id, url, _ref(*ref))
        params["below"] = rows[-1][0]


def refused_pages(
    conn: sqlite3.Connection, outlet_name: str, after: int = 0, since: date | None = None
) -> Iterator[RefusedCapture]:
    """The outlet's pages without an article, each address once, captured later than the capture with the id after.

    since is the first day of capture. Addresses of stored and of removed articles are left out.
    """
    key = -_NEWEST
    while True:
        params = {"outlet": outlet_name, "after": after, "since": _day(since), "key": key, "outcomes": _OUTCOMES}
        rows = rows_by_name(conn.execute(_REFUSED, params))
        if not rows:
            return
        yield from map(_refused, rows)
        key = rows[-1]["key"]


def is_known(conn: sqlite3.Connection, version: Version, outlet: Outlet, addresses: Addresses, at: datetime) -> bool:
    """Whether the archive has the article of a page that was fetched at that time, or had it: removed, or moved."""
    article, keyed = version.article, identity.keyed_addresses(outlet, addresses, version.article)
    removal = identity.find_removal(conn, outlet.name, keyed, article.headline, version.text_key)
    if removal is not None or identity.find_by_address(conn, keyed, article) is not None:
        return True
    second = article_rows.sort_second(article.published, at)
    return find_moved(conn, outlet.name, keyed, article.headline, version.text_key, second) is not None


def mark_read(archive: Archive, pages: Iterable[ArticleCapture], read_by: str) -> None:
    """Marks that read_by reads those pages as they are stored, in one transaction. A changed article is not marked."""
    with archive.transaction():
        archive.conn.executemany(
            "UPDATE articles SET read_by = ? WHERE id = ? AND revision = ? AND capture_id = ?",
            [(read_by, page.article_id, page.revision, page.capture_id) for page in pages],
        )


def save_reextracted(archive: Archive, page: ArticleCapture, version: Version, now: datetime) -> bool | None:
    """Replaces every field of the article by version, read from page again, and says whether the text differs.

    None where the article was changed or removed since page was listed; then it stays as it is.
    """
    with archive.transaction():
        row = archive.conn.execute(
            "SELECT revision, capture_id FROM articles WHERE id = ?", [page.article_id]
        ).fetchone()
        if row != (page.revision, page.capture_id):
            return None
        stored = article_rows.load_version(archive.conn, page.article_id)
        is_different = article_rows.replace_reading(archive.conn, stored, version, now)
        archive.note_index_change()
    return is_different


def adopt_refused(
    archive: Archive, page: RefusedCapture, version: Version, outlet: Outlet, addresses: Addresses, at: datetime
) -> SaveResult | None:
    """Stores a refused page that is an article now, as of the time of its capture, at.

    None where another article has one of its addresses by now.
    """
    with archive.transaction():
        keyed = identity.keyed_addresses(outlet, addresses, version.article)
        if identity.find_by_address(archive.conn, keyed, version.article) is not None:
            return None
        saved = saving.save(
            archive, version, outlet=outlet, addresses=addresses, now=at, capture=None, sighting=page.sighting
        )
        if saved.verdict is Verdict.NEW and saved.article_id is not None:
            article_rows.set_capture(archive.conn, saved.article_id, page.capture_id)
            url_states.record_outcome(
                archive, page.url, Outcome.ARTICLE, None, at, article_id=saved.article_id, status=page.status
            )
    return saved


_OUTCOMES = json.dumps(READ_OUTCOMES)
_CAPTURE = "c.expired_at, c.file, c.offset, c.length, c.digest"
_ARTICLE_COLUMNS = f"SELECT a.search_id, a.id, a.revision, c.id, c.url, {_CAPTURE}"
# CROSS JOIN makes the planner read the outlet's articles in the order of time.
_ARTICLES = """FROM articles a CROSS JOIN captures c ON c.id = a.capture_id
  WHERE a.outlet = :outlet AND a.search_id < :below AND a.read_by <> :read_by
    AND (:since = '' OR coalesce(a.published_on, substr(a.first_seen_at, 1, 10)) >= :since)"""
_ARTICLE_ORDER = f"ORDER BY a.search_id DESC LIMIT {BATCH}"
# By the index of the queue, which keeps an outlet's addresses of one outcome together; the newest capture of each.
_REFUSED = f"""SELECT u.key, u.outcome, u.reason, u.url, u.known_from, u.found_in, {", ".join(HINTS)},
    c.id AS capture_id, c.url AS asked_for, c.status, {_CAPTURE}
  FROM urls u INDEXED BY urls_queue CROSS JOIN captures c ON c.id = (
    SELECT id FROM captures WHERE url_key = u.key ORDER BY fetched_at DESC, id DESC LIMIT 1)
  WHERE u.outlet = :outlet AND u.outcome IN (SELECT value FROM json_each(:outcomes)) AND u.article_id IS NULL
    AND u.key > :key AND c.id > :after AND c.fetched_at >= :since
  ORDER BY u.key LIMIT {BATCH}"""  # noqa: S608


def _refused(row: dict[str, Any]) -> RefusedCapture:
    return RefusedCapture(
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
