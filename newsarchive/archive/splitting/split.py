"""Moves older articles into an archive of their own: copy, compare, erase here, give the disk space back.

Nothing is erased before everything was copied and compared. Each step stores how far it came, in the transaction that
writes its result. So a kill at any moment leaves two archives that are whole, and the same command continues.
"""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from newsarchive.archive.database import Archive
from newsarchive.archive.lock import write_lock
from newsarchive.archive.splitting import split_rows
from newsarchive.archive.splitting.copying import begin_files, check_articles, copy_articles
from newsarchive.archive.splitting.erasing import erase_articles
from newsarchive.archive.splitting.file_rewriting import rewrite_files
from newsarchive.archive.splitting.job import Note, SplitJob
from newsarchive.archive.splitting.moving import Moving
from newsarchive.archive.splitting.settling import copy_outlets, settle
from newsarchive.archive.splitting.split_rows import MovedCounts, Split, begin_split
from newsarchive.archive.splitting.split_size import check_room, measure_split
from newsarchive.archive.splitting.targets import SplitTarget, check_target
from newsarchive.archive.sqlite_errors import in_one_line
from newsarchive.errors import UsageError
from newsarchive.settings import real_file


@dataclass(frozen=True, slots=True)
class SplitResult:
    """What moved, also in earlier runs of the same split.

    freed_bytes are those of capture files, in this run; free_pages_bytes is the space inside the archive's file that
    new articles will use, or VACUUM gives back. problems are captures that could not be read and stay here.
    """

    counts: MovedCounts
    freed_bytes: int = 0
    free_pages_bytes: int = 0
    problems: tuple[str, ...] = ()


def split_archive(
    archive: Archive,
    file: Path,
    before: date,
    now: datetime,
    *,
    vacuum: bool = False,
    note: Note = lambda step, done, total: None,
) -> SplitResult:
    """Moves every article before that day into the archive at file; continues a split that was interrupted.

    The caller holds the archive's lock; that of the other archive is taken here. With vacuum, the archive's file
    becomes smaller at the end. note is called with a step, how much of it is done, and how much it is in all.

    Raises:
        UsageError: before is not in the past, or articles must not move into file; see targets.py.
        ArchiveError: one of the archives cannot be read or written. Both are whole, and another call continues.
    """
    if before > now.date():
        raise UsageError(f"--before {before} is in the future, so every article would move; name an earlier day")
    file = real_file(file)
    target = check_target(archive, file, before)
    counts, freed, problems = MovedCounts(), 0, list[str]()
    if target.unfinished is not None or Moving(before).has_any(archive.conn):
        with write_lock(file):
            # Noted before the other archive is made, so that the next run knows what it is.
            split = target.unfinished or _begin(archive, target, before, now)
            with Archive.open(file, write=True) as other:
                counts, freed, problems = _split(archive, other, split, now, note)
    if vacuum:
        note("vacuum", 0, 0)
        _vacuum(archive)
    return SplitResult(counts, freed, _free_pages_bytes(archive), tuple(problems))


def _begin(archive: Archive, target: SplitTarget, before: date, now: datetime) -> Split:
    check_room(target.file.parent, measure_split(archive, before))
    return begin_split(archive, target.name, before, now)


def _split(
    archive: Archive, other: Archive, split: Split, now: datetime, note: Note
) -> tuple[MovedCounts, int, list[str]]:
    begin_files(other)
    split_rows.receive_split(other, split, split_rows.name_beside(archive.path, other.path), now)
    job = SplitJob(archive, other, split, now, note)
    try:
        _move(job)
        freed = rewrite_files(archive, job.problems, lambda done, total: note("capture files", done, total))
        note("merging the index", 0, 0)
        archive.optimize()
    finally:
        job.detach()
    counts = split_rows.load_counts(archive.conn, split)
    split_rows.end_split(other, split, counts, now)
    split_rows.end_split(archive, split, counts, now)
    archive.checkpoint()
    return counts, freed, job.problems


def _move(job: SplitJob) -> None:
    """Articles that changed since they were copied are left over, and moved in another round."""
    job.total = job.leaving.count(job.source.conn) + split_rows.load_counts(job.source.conn, job.split).articles
    while job.split.phase in ("copying", "erasing"):
        if job.split.phase == "copying":
            copy_outlets(job)
            copy_articles(job)
            check_articles(job)
            settle(job)
            job.split = split_rows.set_phase(job.source, job.split, "erasing")
        erase_articles(job)
        if job.leaving.has_any(job.source.conn):
            _begin_again(job)
        else:
            job.split = split_rows.set_phase(job.source, job.split, "files")


def _begin_again(job: SplitJob) -> None:
    with job.target.transaction():
        for mark in ("copied_to", "checked_to"):
            split_rows.save_mark(job.target.conn, job.split, mark, None)
    job.split = split_rows.set_phase(job.source, job.split, "copying")


def _vacuum(archive: Archive) -> None:
    with in_one_line(archive.path):
        archive.conn.execute("VACUUM")
    archive.checkpoint()


def _free_pages_bytes(archive: Archive) -> int:
    pages, size = (archive.conn.execute(f"PRAGMA {name}").fetchone()[0] for name in ("freelist_count", "page_size"))
    return int(pages * size)
