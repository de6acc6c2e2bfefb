"""What the looks found, and the digests that report it: the tables watch_hits and digests.

Desk and archive are two files, each with its own transactions. Order keeps every hit and tells it once:

1. In one transaction of the desk: the hits, how far was looked, and a digest with a key.
2. In one transaction of the archive: the message with this key among those that wait, unless it is there already.
3. The desk notes that the digest was queued.

A process that is killed after 1 or 2 leaves a digest that is not queued, and the next one continues there.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from newsarchive.archive.desk.desk_file import Desk
from newsarchive.archive.watches.looking import HitKind, Look, WatchHit, look
from newsarchive.archive.watches.watch_rows import Watch, highest_article_id, list_watches
from newsarchive.dates import format_utc
from newsarchive.errors import DeskError
from newsarchive.outlet_sets.own_sets import NO_OWN_SETS, OwnSets


@dataclass(frozen=True, slots=True)
class Digest:
    """A report of what one look through all watches found."""

    id: int
    key: str


@dataclass(frozen=True, slots=True)
class FoundHit:
    """A hit as it is stored: article_id, why it was new, and when it was found."""

    article_id: int
    kind: HitKind
    found_at: str


def look_through(
    desk: Desk, conn: sqlite3.Connection, key: str, now: datetime, own_sets: OwnSets = NO_OWN_SETS
) -> list[str]:
    """Looks for what is new in all watches, and stores it with a digest of that key; conn is one to the archive.

    The lines that are returned say which watch could not be read. The others are looked through. The caller holds the
    archive's lock, so that only one process looks at a time.
    """
    problems: list[str] = []
    looks: list[tuple[Watch, Look]] = []
    # Before the transaction, which would keep others from writing to the desk: after an import this can take long.
    for watch in list_watches(desk):
        try:
            looks.append((watch, look(conn, desk, watch, own_sets)))
        except DeskError as error:
            problems.append(str(error))
    with desk.transaction():
        # A watch may have been removed meanwhile.
        left = {watch.id for watch in list_watches(desk)}
        found = [(watch, one) for watch, one in looks if watch.id in left]
        for watch, _ in found:
            _forget_unknown(desk, watch, highest_article_id(conn))
        if any(one.hits for _, one in found):
            digest_id = desk.db.table("digests").insert({"key": key, "made_at": format_utc(now)}).last_pk
            for watch, one in found:
                _store_hits(desk, watch, one.hits, digest_id, now)
        for watch, one in found:
            desk.conn.execute(
                "UPDATE watches SET last_article_id = ?, looked_at = ? WHERE id = ?",
                [one.last_article_id, format_utc(now), watch.id],
            )
    return problems


def waiting_digests(desk: Desk) -> list[Digest]:
    """The digests whose message was not stored in the archive yet, oldest first."""
    return _digests(desk, "queued_at IS NULL")


def unerased_digests(desk: Desk) -> list[Digest]:
    """The digests whose message may still contain headlines."""
    return _digests(desk, "queued_at IS NOT NULL AND erased_at IS NULL")


def digests_about(desk: Desk, article_id: int) -> list[Digest]:
    """The digests that report the article, and whose message may still contain its headline."""
    return [
        one
        for one in unerased_digests(desk)
        if desk.conn.execute(
            "SELECT 1 FROM watch_hits WHERE digest_id = ? AND article_id = ?", [one.id, article_id]
        ).fetchone()
    ]


def hits_of_digest(desk: Desk, digest: Digest) -> dict[str, list[WatchHit]]:
    """The hits that a digest reports, by the name of the watch."""
    rows = desk.conn.execute(
        """SELECT w.name, h.article_id, h.kind FROM watch_hits h JOIN watches w ON w.id = h.watch_id
           WHERE h.digest_id = ? ORDER BY w.name, h.article_id DESC""",
        [digest.id],
    )
    hits: dict[str, list[WatchHit]] = {}
    for name, article_id, kind in rows:
        hits.setdefault(name, []).append(WatchHit(article_id, kind))
    return hits


def latest_hits(desk: Desk, watch: Watch, limit: int) -> list[FoundHit]:
    """The hits that the watch had last, without older articles."""
    rows = desk.conn.execute(
        """SELECT article_id, kind, found_at FROM watch_hits WHERE watch_id = ? AND kind <> 'older'
           ORDER BY found_at DESC, article_id DESC LIMIT ?""",
        [watch.id, limit],
    )
    return [FoundHit(*row) for row in rows]


def mark_queued(desk: Desk, digest: Digest, now: datetime) -> None:
    """The message of the digest is in the archive, or the digest has nothing to report any more."""
    _mark(desk, "queued_at", digest, now)


def mark_erased(desk: Desk, digest: Digest, now: datetime) -> None:
    """The message of the digest was delivered, and its text was erased."""
    _mark(desk, "erased_at", digest, now)


def _mark(desk: Desk, column: str, digest: Digest, now: datetime) -> None:
    with desk.transaction():
        desk.db.table("digests").update(digest.id, {column: format_utc(now)})


def _digests(desk: Desk, condition: str) -> list[Digest]:
    rows: Iterator[tuple[int, str]] = desk.conn.execute(f"SELECT id, key FROM digests WHERE {condition} ORDER BY id")  # noqa: S608
    return [Digest(*row) for row in rows]


def _store_hits(desk: Desk, watch: Watch, hits: tuple[WatchHit, ...], digest_id: object, now: datetime) -> None:
    desk.conn.executemany(
        """INSERT INTO watch_hits(watch_id, article_id, kind, found_at, digest_id) VALUES (?, ?, ?, ?, ?)
           ON CONFLICT DO NOTHING""",
        [(watch.id, hit.article_id, hit.kind, format_utc(now), digest_id) for hit in hits],
    )


def _forget_unknown(desk: Desk, watch: Watch, highest: int) -> None:
    """Forgets hits with ids that the archive has not given yet: an older backup was restored."""
    if watch.last_article_id > highest:
        desk.conn.execute("DELETE FROM watch_hits WHERE watch_id = ? AND article_id > ?", [watch.id, highest])
