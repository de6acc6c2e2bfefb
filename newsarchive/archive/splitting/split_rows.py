"""The table splits: what was split, and how far an unfinished split came. Both archives have a row for each split."""

import secrets
import sqlite3
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from newsarchive.archive.database import Archive
from newsarchive.dates import format_utc

# copying: nothing was erased yet. erasing: some of the articles may be in the new archive only. files: WARC files here
# still have records of moved articles.
Phase = Literal["copying", "erasing", "files", "finished"]
# Up to which search_id articles were copied, and compared afterwards.
Mark = Literal["copied_to", "checked_to"]


@dataclass(frozen=True, slots=True)
class Split:
    """One split as the archive knows it from which articles move: file is the other archive, as it was named."""

    id: int
    key: str
    file: str
    before: date
    phase: Phase


@dataclass(frozen=True, slots=True)
class MovedCounts:
    """How many articles moved, and how many versions and captures with them."""

    articles: int = 0
    versions: int = 0
    captures: int = 0


def name_beside(file: Path, archive: Path) -> str:
    """The name of file as the archive stores it: relative to its folder if it is in it, so that both can be moved."""
    there, folder = file.absolute(), archive.absolute().parent
    return str(there.relative_to(folder) if there.is_relative_to(folder) else there)


def unfinished_split(conn: sqlite3.Connection) -> Split | None:
    """The split of this archive that was begun and has not ended."""
    row = conn.execute(
        "SELECT id, key, file, before_day, phase FROM splits WHERE direction = 'into' AND ended_at IS NULL"
    ).fetchone()
    return Split(row[0], row[1], row[2], date.fromisoformat(row[3]), row[4]) if row else None


def begin_split(archive: Archive, file: str, before: date, now: datetime) -> Split:
    """Notes that articles move into file."""
    key = secrets.token_hex(16)
    with archive.transaction():
        split_id = _insert(archive.conn, key, "into", file, before, now)
    return Split(split_id, key, file, before, "copying")


def receive_split(target: Archive, split: Split, file: str, now: datetime) -> None:
    """Notes in the new archive where its articles come from; nothing happens if it is noted already."""
    with target.transaction():
        if split.key not in split_keys(target.conn, "from"):
            _insert(target.conn, split.key, "from", file, split.before, now)


def split_keys(conn: sqlite3.Connection, direction: Literal["into", "from"]) -> set[str]:
    """The keys of all splits of the archive in that direction."""
    return {key for (key,) in conn.execute("SELECT key FROM splits WHERE direction = ?", [direction])}


def set_phase(archive: Archive, split: Split, phase: Phase) -> Split:
    """The split in its next phase."""
    with archive.transaction():
        archive.conn.execute("UPDATE splits SET phase = ? WHERE key = ?", [phase, split.key])
    return replace(split, phase=phase)


def end_split(archive: Archive, split: Split, counts: MovedCounts, now: datetime) -> None:
    """Notes in one of the archives that the split is finished, and how much moved."""
    with archive.transaction():
        archive.conn.execute(
            """UPDATE splits SET phase = 'finished', ended_at = ?, articles = ?, versions = ?, captures = ?
               WHERE key = ?""",
            [format_utc(now), counts.articles, counts.versions, counts.captures, split.key],
        )


def load_counts(conn: sqlite3.Connection, split: Split) -> MovedCounts:
    """How much was erased here so far, because the new archive has it."""
    row = conn.execute("SELECT articles, versions, captures FROM splits WHERE key = ?", [split.key]).fetchone()
    return MovedCounts(*row)


def add_counts(conn: sqlite3.Connection, split: Split, counts: MovedCounts) -> None:
    """Adds what was erased here. Runs inside the transaction that erases it."""
    conn.execute(
        "UPDATE splits SET articles = articles + ?, versions = versions + ?, captures = captures + ? WHERE key = ?",
        [counts.articles, counts.versions, counts.captures, split.key],
    )


def load_mark(conn: sqlite3.Connection, split: Split, mark: Mark) -> int | None:
    """The mark of the split in the new archive; None before the first article."""
    row = conn.execute(f"SELECT {mark} FROM splits WHERE key = ?", [split.key]).fetchone()  # noqa: S608
    return row[0] if row else None


def save_mark(conn: sqlite3.Connection, split: Split, mark: Mark, search_id: int | None) -> None:
    """Runs inside the transaction that writes what the mark is about."""
    conn.execute(f"UPDATE splits SET {mark} = ? WHERE key = ?", [search_id, split.key])  # noqa: S608


def is_joined(conn: sqlite3.Connection, split: Split) -> bool:
    """Whether the new archive has put the articles whose head stayed behind into clusters of its own."""
    row = conn.execute("SELECT joined_at FROM splits WHERE key = ?", [split.key]).fetchone()
    return row is not None and row[0] is not None


def mark_joined(conn: sqlite3.Connection, split: Split, now: datetime) -> None:
    """Runs inside the transaction that joins them."""
    conn.execute("UPDATE splits SET joined_at = ? WHERE key = ?", [format_utc(now), split.key])


def _insert(conn: sqlite3.Connection, key: str, direction: str, file: str, before: date, now: datetime) -> int:
    cursor = conn.execute(
        """INSERT INTO splits(key, direction, file, before_day, phase, began_at)
           VALUES (?, ?, ?, ?, 'copying', ?)""",
        [key, direction, file, before.isoformat(), format_utc(now)],
    )
    return cursor.lastrowid or 0
