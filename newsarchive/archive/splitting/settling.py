"""What is done once, after all articles were copied and compared and before any is erased.

Removed articles, clusters whose head stayed behind, the desk, and the disk: from then on the new archive is complete.
"""

import os
from contextlib import suppress
from pathlib import Path

from newsarchive.archive.captures.warc_files import CaptureRef
from newsarchive.archive.splitting import bundles
from newsarchive.archive.splitting.bundles import ORIGIN, join_clusters
from newsarchive.archive.splitting.desk_copies import copy_desk
from newsarchive.archive.splitting.job import SplitJob
from newsarchive.archive.splitting.split_rows import is_joined, mark_joined
from newsarchive.dates import format_utc
from newsarchive.errors import CaptureError


def copy_outlets(job: SplitJob) -> None:
    """The target knows every outlet, before it gets the first article."""
    names = bundles.columns(job.target.conn, "outlets")
    changes = ", ".join(f"{name} = excluded.{name}" for name in names)
    with job.target.transaction():
        job.target.conn.execute(
            f"""INSERT INTO main.outlets({", ".join(names)}) SELECT {", ".join(names)} FROM {ORIGIN}.outlets WHERE true
                ON CONFLICT(name) DO UPDATE SET {changes}"""  # noqa: S608
        )


def settle(job: SplitJob) -> None:
    """Completes the target and writes it to the disk; a second call has no further effect.

    Raises:
        ArchiveError: the target or its desk cannot be written.
    """
    job.note("completing", 0, 0)
    _take_back(job)
    _copy_removals(job)
    _join_clusters(job)
    copy_desk(job.source, job.target)
    job.target.optimize()
    # After a power cut, too, the target has what is erased in the source from now on.
    job.target.captures.close()
    job.target.checkpoint()
    if job.target.captures.folder.is_dir():
        _sync_folder(job.target.captures.folder)
    _sync_folder(job.target.path.parent)


def _take_back(job: SplitJob) -> None:
    """Erases articles that were copied and do not move any more: removed since, or of a later day by now."""
    conn, moving = job.target.conn, job.arriving
    rows = conn.execute(
        f"""SELECT t.id FROM main.articles t
            WHERE EXISTS (SELECT 1 FROM {ORIGIN}.removals r WHERE r.article_id = t.id AND r.outlet = t.outlet)
              OR EXISTS (SELECT 1 FROM {ORIGIN}.articles a WHERE a.id = t.id AND NOT ({moving.condition})
                AND (a.outlet, a.first_seen_at) = (t.outlet, t.first_seen_at))""",  # noqa: S608
        moving.params,
    ).fetchall()
    ids = [row[0] for row in rows]
    if not ids:
        return
    bundles.fill_batch(conn, "main", ids, keeps_clusters=False)
    # The order matters in a crash, as in a removal: as long as a record is left, the article is too.
    of_batch = "id IN (SELECT id FROM temp.batch_captures)"
    with job.target.transaction():
        now = format_utc(job.now)
        conn.execute(f"UPDATE main.captures SET expired_at = ? WHERE expired_at IS NULL AND {of_batch}", [now])  # noqa: S608
    captures = conn.execute(f"SELECT file, offset, length, digest FROM main.captures WHERE {of_batch}")  # noqa: S608
    for ref in captures.fetchall():
        with suppress(CaptureError):
            job.target.captures.erase(CaptureRef(*ref))
    with job.target.transaction():
        bundles.delete_copies(conn, ids)
        conn.execute(f"DELETE FROM main.captures WHERE {of_batch}")  # noqa: S608


def _copy_removals(job: SplitJob) -> None:
    """Removed articles stay removed in both archives."""
    removals, urls = (", ".join(bundles.columns(job.target.conn, table)) for table in ("removals", "urls"))
    with job.target.transaction():
        for statement in (
            f"INSERT OR IGNORE INTO main.removals({removals}) SELECT {removals} FROM {ORIGIN}.removals",  # noqa: S608
            f"""INSERT OR IGNORE INTO main.urls({urls}) SELECT {urls} FROM {ORIGIN}.urls
                WHERE outcome = 'removed' AND article_id IN (SELECT article_id FROM {ORIGIN}.removals)""",  # noqa: S608
        ):
            job.target.conn.execute(statement)


def _join_clusters(job: SplitJob) -> None:
    """Articles whose head stays behind are compared with the heads of the target."""
    conn = job.target.conn
    if is_joined(conn, job.split):
        return
    members = job.arriving.split_members(conn)
    with job.target.transaction():
        join_clusters(conn, members)
        mark_joined(conn, job.split, job.now)


def _sync_folder(folder: Path) -> None:
    """Writes the names of new files to the disk, where the system can do that."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
