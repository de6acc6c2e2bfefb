"""Lets the addresses of moved articles free again, because the archive that has them is lost or is imported back."""

from collections.abc import Callable

from newsarchive.archive.database import Archive
from newsarchive.archive.queue.url_states import free_addresses
from newsarchive.errors import UsageError

BATCH = 2_000


def free_moved(archive: Archive, file: str, note: Callable[[int], None] = lambda done: None) -> int:
    """How many addresses were forgotten of the articles that moved into file, under the name that the archive stores.

    From then on, a crawl or an import stores these articles as new ones. What stays is which ids moved there. A call
    that was interrupted is continued by another one.

    Raises:
        UsageError: no finished split moved articles into file.
        ArchiveError: the archive cannot be written.
    """
    splits = [
        row[0]
        for row in archive.conn.execute(
            "SELECT id FROM splits WHERE direction = 'into' AND file = ? AND ended_at IS NOT NULL", [file]
        )
    ]
    if not splits:
        raise UsageError(f"{archive.path}: no finished split moved articles into {file}")
    return sum(_free_split(archive, split_id, note) for split_id in splits)


def _free_split(archive: Archive, split_id: int, note: Callable[[int], None]) -> int:
    freed = last = 0
    while rows := archive.conn.execute(
        "SELECT article_id FROM moved_articles WHERE split_id = ? AND article_id > ? ORDER BY article_id LIMIT ?",
        [split_id, last, BATCH],
    ).fetchall():
        last = rows[-1][0]
        with archive.transaction():
            freed += free_addresses(archive.conn, [row[0] for row in rows])
            # The same text at another address is a new article too.
            archive.conn.executemany("UPDATE moved_articles SET text_key = NULL WHERE article_id = ?", rows)
        note(freed)
    return freed
