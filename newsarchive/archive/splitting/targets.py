"""Whether articles may move into the file that was named: checked before anything is written."""

import sqlite3
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from newsarchive.archive.database import Archive, check_file
from newsarchive.archive.splitting.split_rows import Split, name_beside, split_keys, unfinished_split
from newsarchive.errors import UsageError


@dataclass(frozen=True, slots=True)
class SplitTarget:
    """The file into which articles move, the name under which the archive stores it, and the split to continue."""

    file: Path
    name: str
    unfinished: Split | None


def check_target(archive: Archive, file: Path, before: date) -> SplitTarget:
    """The target of a split, which is new or has articles of earlier splits of this archive only.

    Raises:
        UsageError: file is the archive itself, or another archive; another split is unfinished; or the new archive is
            missing although it has articles that were erased here.
        ArchiveError: file is not an archive, or cannot be read.
    """
    _check_path(archive, file)
    name, unfinished = name_beside(file, archive.path), unfinished_split(archive.conn)
    if unfinished is not None and (unfinished.file, unfinished.before) != (name, before):
        raise UsageError(
            f"{archive.path}: another split is unfinished; finish it first with "
            f"`newsarchive split --before {unfinished.before} {unfinished.file}`"
        )
    is_there = file.exists() and file.stat().st_size > 0
    if is_there:
        check_file(file)
        _check_origin(archive, file, unfinished)
    elif unfinished is not None and unfinished.phase != "copying":
        raise UsageError(
            f"{file}: is missing, and the articles that were erased here are in it; put it back, then split again"
        )
    return SplitTarget(file, name, unfinished)


def _check_path(archive: Archive, file: Path) -> None:
    if file.is_dir():
        raise UsageError(f"{file}: is a folder; name a file in it")
    if not file.parent.is_dir():
        raise UsageError(f"{file}: the folder {file.parent} does not exist; make it first")
    if file.exists() and file.samefile(archive.path):
        raise UsageError(f"{file}: is the archive itself; name another file")


def _check_origin(archive: Archive, file: Path, unfinished: Split | None) -> None:
    """An archive that no split of this one has made is refused, and so is one with articles from elsewhere."""
    conn = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
    try:
        keys = split_keys(conn, "from") if _has_splits(conn) else set()
        is_empty = not _has_splits(conn) or conn.execute("SELECT 1 FROM articles LIMIT 1").fetchone() is None
        if unfinished is not None and (unfinished.key in keys or (is_empty and unfinished.phase == "copying")):
            return
        if not keys & split_keys(archive.conn, "into"):
            raise UsageError(f"{file}: is another archive; name a file that does not exist")
        conn.execute("ATTACH ? AS origin", [f"{archive.path.absolute().as_uri()}?mode=ro"])
        foreign = conn.execute(
            """SELECT min(id) FROM articles
               WHERE NOT EXISTS (SELECT 1 FROM origin.moved_articles m WHERE m.article_id = articles.id)"""
        ).fetchone()[0]
        if foreign is not None:
            raise UsageError(
                f"{file}: has articles that did not come from {archive.path.name} (article {foreign}); "
                "name a file that does not exist"
            )
    finally:
        conn.close()


def _has_splits(conn: sqlite3.Connection) -> bool:
    return conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'splits'").fetchone() is not None
