"""How much a split moves: for --dry-run, and to see beforehand whether the disk has room."""

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from newsarchive.archive.database import Archive
from newsarchive.archive.splitting.moving import Moving
from newsarchive.errors import ArchiveFull


@dataclass(frozen=True, slots=True)
class SplitSize:
    """How many articles, versions and captures move.

    archive_bytes is their share of the archive's file, an estimate; capture_bytes are the records of the captures.
    """

    articles: int
    versions: int
    captures: int
    archive_bytes: int
    capture_bytes: int


def measure_split(archive: Archive, before: date) -> SplitSize:
    """What articles before that day amount to. Reads no text; takes some seconds for a million articles."""
    conn, moving = archive.conn, Moving(before)
    ids = f"SELECT a.id FROM articles a WHERE a.search_id <= :highest AND {moving.condition}"  # noqa: S608
    articles, versions = conn.execute(
        f"SELECT count(*), coalesce(sum(revision), 0) FROM articles WHERE id IN ({ids})",  # noqa: S608
        moving.params,
    ).fetchone()
    captures, capture_bytes = conn.execute(
        f"""WITH moving(id) AS MATERIALIZED ({ids}) SELECT count(*), coalesce(sum(length), 0) FROM captures
            WHERE expired_at IS NULL AND id IN (
              SELECT capture_id FROM articles WHERE id IN moving
              UNION SELECT capture_id FROM revisions WHERE article_id IN moving
              UNION SELECT capture_id FROM pictures WHERE article_id IN moving
              UNION SELECT c.id FROM urls u JOIN captures c ON c.url_key = u.key WHERE u.article_id IN moving)""",  # noqa: S608
        moving.params,
    ).fetchone()
    everything = conn.execute("SELECT coalesce(sum(revision), 0) FROM articles").fetchone()[0]
    share = versions / everything if everything else 0
    return SplitSize(articles, versions, captures, int(archive.path.stat().st_size * share), capture_bytes)


def check_room(folder: Path, size: SplitSize) -> None:
    """Checks that the disk of the folder has room for all that moves: it is erased here only when it is there.

    Raises:
        ArchiveFull: it has not.
    """
    wanted, free = size.archive_bytes + size.capture_bytes, shutil.disk_usage(folder).free
    if free < wanted:
        raise ArchiveFull(
            f"{folder}: has {free:,} bytes free and needs about {wanted:,}; make room, or split at an earlier day"
        )
