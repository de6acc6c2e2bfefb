"""What every step of a split works with: both archives, each of which can read the other, and where progress goes."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from newsarchive.archive.database import Archive
from newsarchive.archive.splitting import bundles
from newsarchive.archive.splitting.moving import Moving
from newsarchive.archive.splitting.split_rows import Split

# The name of a step, how many articles, captures or files are done, and how many there are.
Note = Callable[[str, int, int], None]


@dataclass
class SplitJob:
    """One run of a split: articles move from source to target.

    total is the number of articles that had to move when the run began. problems are captures that could not be read
    and stay in source.
    """

    source: Archive
    target: Archive
    split: Split
    now: datetime
    note: Note
    total: int = 0
    problems: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        bundles.attach(self.target.conn, self.source.path.absolute().as_uri(), bundles.ORIGIN)
        bundles.attach(self.source.conn, self.target.path.absolute().as_uri(), bundles.DESTINATION)

    @property
    def leaving(self) -> Moving:
        """The articles that move, as the connection of the source sees them."""
        return Moving(self.split.before)

    @property
    def arriving(self) -> Moving:
        """The same, as the connection of the target sees them."""
        return Moving(self.split.before, bundles.ORIGIN)

    def detach(self) -> None:
        """Lets both archives go, so that each can be closed and its WAL emptied."""
        for conn, name in ((self.target.conn, bundles.ORIGIN), (self.source.conn, bundles.DESTINATION)):
            _detach(conn, name)


def _detach(conn: sqlite3.Connection, name: str) -> None:
    if any(row[1] == name for row in conn.execute("PRAGMA database_list")):
        conn.execute(f"DETACH {name}")
