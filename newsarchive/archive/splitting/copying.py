"""Copies articles into the new archive, batch by batch, and compares both archives afterwards.

Each batch is one transaction of the new archive, which stores how far it came in the same transaction. So the new
archive is whole at every moment, and a copy that was interrupted continues after its last batch.
"""

import sqlite3
from collections.abc import Collection, Iterable
from datetime import datetime

from newsarchive.archive.captures.warc_files import CaptureFiles, CaptureRef
from newsarchive.archive.captures.warc_packing import PackedCapture
from newsarchive.archive.database import CHANGES_PER_MERGE, MERGE_PAGES, Archive
from newsarchive.archive.splitting import bundles
from newsarchive.archive.splitting.bundles import ORIGIN
from newsarchive.archive.splitting.job import SplitJob
from newsarchive.archive.splitting.split_rows import is_joined, load_mark, save_mark
from newsarchive.dates import format_utc, parse_utc
from newsarchive.errors import ArchiveError, CaptureError, CaptureGone

# Copies of one batch that may differ again before this is reported: nobody writes to either archive meanwhile.
_MOST_ATTEMPTS = 3


def begin_files(target: Archive) -> None:
    """Makes the target write into new files, named after it: both archives may have one folder of captures."""
    target.captures.close()
    target.captures = CaptureFiles(target.captures.folder, prefix=target.path.stem)


def copy_articles(job: SplitJob) -> None:
    """Copies every article that moves and that the target does not have yet, in the order of time.

    Raises:
        ArchiveError: the target cannot be written, or the record of a capture is missing. Another call continues.
    """
    conn, done = job.target.conn, 0
    bundles.fill_hashes(conn, ORIGIN, job.arriving.condition, job.arriving.params)
    for batch in job.arriving.batches(conn, load_mark(conn, job.split, "copied_to")):
        there = _there(conn, batch.article_ids)
        _bring(job, [one for one in batch.article_ids if one not in there], copied_to=batch.up_to)
        done += len(batch.article_ids) - len(there)
        job.note("copying", done, job.total)


def check_articles(job: SplitJob) -> None:
    """Compares every row of each article on both sides, and reads each record of its captures back from the target.

    Articles that differ are copied again: they changed after they were copied, because a crawl ran in between.

    Raises:
        ArchiveError: as copy_articles; or an article still differs after it was copied again.
    """
    conn, done = job.target.conn, 0
    for batch in job.arriving.batches(conn, load_mark(conn, job.split, "checked_to")):
        _check(job, batch.article_ids)
        with job.target.transaction():
            save_mark(conn, job.split, "checked_to", batch.up_to)
        done += len(batch.article_ids)
        job.note("comparing", min(done, job.total), job.total)


def _check(job: SplitJob, article_ids: Collection[int]) -> None:
    conn, keeps_clusters = job.target.conn, not is_joined(job.target.conn, job.split)
    for _ in range(_MOST_ATTEMPTS):
        bundles.fill_batch(conn, ORIGIN, article_ids, keeps_clusters=keeps_clusters)
        wrong = bundles.differing(conn, ORIGIN, "main", with_clusters=keeps_clusters)
        wrong |= _drop_unreadable_captures(job.target)
        if not wrong:
            return
        _bring(job, job.arriving.with_clusters(conn, wrong))
    raise ArchiveError(
        f"{job.target.path}: article {min(wrong)} cannot be copied as it is; run `newsarchive verify` on both archives"
    )


def _there(conn: sqlite3.Connection, article_ids: Iterable[int]) -> set[int]:
    """Those of the articles that the target has."""
    return {one for one in article_ids if conn.execute("SELECT 1 FROM articles WHERE id = ?", [one]).fetchone()}


def _bring(job: SplitJob, article_ids: Collection[int], copied_to: int | None = None) -> None:
    """Copies the articles as they are now, in one transaction; copies that the target has are replaced."""
    conn = job.target.conn
    has_joined = is_joined(conn, job.split)
    bundles.fill_batch(conn, ORIGIN, article_ids, keeps_clusters=not has_joined)
    try:
        with job.target.transaction():
            bundles.delete_copies(conn, _there(conn, article_ids))
            bundles.drop_changed_captures(conn)
            _copy_captures(job)
            bundles.copy_rows(conn)
            if has_joined:
                bundles.join_clusters(conn, article_ids)
            if copied_to is not None:
                save_mark(conn, job.split, "copied_to", copied_to)
    except sqlite3.IntegrityError as error:
        raise ArchiveError(
            f"{job.target.path}: has rows of its own where articles of {job.source.path.name} belong ({error}); "
            "name another file"
        ) from error
    merge_after(job.target, len(article_ids))


def merge_after(archive: Archive, changes: int) -> None:
    """Merges the search indexes as much as so many changes need, outside any transaction."""
    if changes:
        archive.merge(MERGE_PAGES * (1 + changes // CHANGES_PER_MERGE))


def _copy_captures(job: SplitJob) -> None:
    """The record comes first, then its row: a kill may leave a record without a row, never a row without a record."""
    names = [name for name in bundles.columns(job.target.conn, "captures") if name not in _PLACE]
    statement = f"""INSERT INTO main.captures({", ".join((*names, *_PLACE))})
      SELECT {", ".join(names)}, ?, ?, ? FROM {ORIGIN}.captures WHERE id = ?"""  # noqa: S608
    for capture_id, fetched_at, ref, expired_at in bundles.missing_captures(job.target.conn):
        at = parse_utc(fetched_at)
        place = None if expired_at else _copied_record(job, capture_id, at, ref)
        # A row without a record names a file that never exists: there may be another record at its old place.
        file, offset = place or (f"{job.target.path.stem}-expired.warc.gz", ref.offset)
        gone_at = expired_at or (None if place else format_utc(job.now))
        job.target.conn.execute(statement, [file, offset, gone_at, capture_id])


_PLACE = ("file", "offset", "expired_at")


def _copied_record(job: SplitJob, capture_id: int, at: datetime, ref: CaptureRef) -> tuple[str, int] | None:
    """The file and offset of the copied record; None for a damaged record, which stays where it is."""
    try:
        record = job.source.captures.record(ref)
    except CaptureGone as error:
        raise ArchiveError(
            f"{error}; to split without this page, run `newsarchive verify --repair`, which marks it as expired"
        ) from error
    except CaptureError as error:
        job.problems.append(f"capture {capture_id} is damaged and stays in {job.source.path.name}: {error}")
        return None
    copied = job.target.captures.append(PackedCapture(record, ref.digest, "", at, 0))
    return copied.file, copied.offset


def _drop_unreadable_captures(target: Archive) -> set[int]:
    """The articles of the batch of whose captures the target cannot read a record; these captures are deleted there."""
    rows = target.conn.execute(
        """SELECT b.article_id, c.id, c.file, c.offset, c.length, c.digest FROM temp.batch_captures b
             CROSS JOIN main.captures c ON c.id = b.id WHERE c.expired_at IS NULL ORDER BY c.file, c.offset"""
    ).fetchall()
    found = {}
    for article_id, capture_id, *ref in rows:
        try:
            target.captures.record(CaptureRef(*ref))
        except CaptureError:
            found[capture_id] = article_id
    if found:
        # Whatever damaged the file, nothing more is written into it.
        begin_files(target)
        with target.transaction():
            target.conn.executemany("DELETE FROM main.captures WHERE id = ?", [(one,) for one in found])
    return set(found.values())
