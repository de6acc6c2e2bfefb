"""Gives the disk space of moved captures back: a WARC file that has such records is written again without them.

The records that stay are copied into another file first, then their rows point there, and then the old file is deleted.
A kill leaves a file too many at most, and the table split_files says so. Only a whole file frees space: see retention.
"""

from collections.abc import Callable
from pathlib import Path

from newsarchive.archive.captures.warc_files import CaptureFiles, CaptureRef
from newsarchive.archive.captures.warc_packing import PackedCapture
from newsarchive.archive.database import Archive
from newsarchive.dates import parse_utc
from newsarchive.errors import ArchiveError, CaptureError

_STAYING = """SELECT c.id, c.fetched_at, c.file, c.offset, c.length, c.digest FROM captures c
  WHERE c.expired_at IS NULL AND c.file IN (SELECT file FROM split_files)"""


def rewrite_files(
    archive: Archive, problems: list[str], note: Callable[[int, int], None] = lambda done, total: None
) -> int:
    """The bytes that the deleted files had, without those that were written again.

    A file with a damaged record is left as it is, and problems says so. note is called with the number of files done
    and the number of all.

    Raises:
        ArchiveError: a file or row cannot be written, or a file not deleted. Another call continues.
    """
    conn = archive.conn
    # One look at all captures: the table has no index of files.
    conn.execute("DROP TABLE IF EXISTS temp.staying")
    conn.execute(f"CREATE TEMP TABLE staying AS {_STAYING} ORDER BY c.file, c.offset")
    conn.execute("CREATE INDEX temp.staying_file ON staying(file)")
    files = [row[0] for row in conn.execute("SELECT file FROM split_files ORDER BY file")]
    # Files of its own: what this process wrote before may be among those that are deleted.
    archive.captures.close()
    writer = CaptureFiles(archive.captures.folder)
    free, kept_bytes = [], 0
    for number, file in enumerate(files, start=1):
        written = _rewrite(archive, writer, file, problems)
        if written is not None:
            free.append(archive.captures.folder / file)
            kept_bytes += written
        note(number, len(files))
    # After a power cut, too, no row points to a file that is deleted now.
    archive.checkpoint()
    freed = sum(_delete(path, archive.captures.folder) for path in free)
    with archive.transaction():
        # What this call wrote is the place of its records from now on.
        conn.execute("DELETE FROM split_files")
    return freed - kept_bytes


def _rewrite(archive: Archive, writer: CaptureFiles, file: str, problems: list[str]) -> int | None:
    """The bytes of the records that were copied into another file; None if the file must stay."""
    conn = archive.conn
    staying = [
        (capture_id, parse_utc(fetched_at), CaptureRef(*ref))
        for capture_id, fetched_at, *ref in conn.execute("SELECT * FROM temp.staying WHERE file = ?", [file])
    ]
    try:
        for _, _, ref in staying:
            archive.captures.record(ref)
    except CaptureError as error:
        problems.append(f"{file} keeps the records of moved captures: {error}")
        return None
    with archive.transaction():
        conn.executemany(
            "INSERT INTO split_files(file) VALUES (?) ON CONFLICT DO NOTHING",
            {(writer.name_for(at),) for _, at, _ in staying},
        )
    with archive.transaction():
        for capture_id, at, ref in staying:
            new = writer.append(PackedCapture(archive.captures.record(ref), ref.digest, "", at, 0))
            conn.execute("UPDATE captures SET file = ?, offset = ? WHERE id = ?", [new.file, new.offset, capture_id])
        # On the disk before the rows that point to them.
        writer.close()
    return sum(ref.length for _, _, ref in staying)


def _delete(path: Path, folder: Path) -> int:
    """Deletes a file of the folder; returns its size, 0 if it was deleted before."""
    if path.resolve().parent != folder.resolve():
        return 0
    try:
        size = path.stat().st_size
        path.unlink()
    except FileNotFoundError:
        return 0
    except OSError as error:
        raise ArchiveError(f"{path}: cannot be deleted ({error.strerror}); check the folder's permissions") from error
    return size
