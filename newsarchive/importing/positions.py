"""How far each WARC file was read: a small file beside the archive, so that a stopped import continues there.

After a crash a few pages are read a second time, and are found unchanged.
"""

import hashlib
from pathlib import Path

from newsarchive.archive.captures.warc_reader import Position
from newsarchive.archive.progress_file import ProgressFile

# A WARC file begins with a record that has its name and its own id.
_IDENTITY_BYTES = 4096


class WarcPositions:
    """The positions of WARC files, also after a file was renamed or moved."""

    def __init__(self, db: Path) -> None:
        self._file = ProgressFile(db, "imports")

    def position(self, key: str) -> Position:
        """Where to continue; the beginning for a file that was never read, or whose position is not known."""
        known = self._file.get(key)
        return Position(*known) if _is_position(known) else Position()

    def save(self, key: str, position: Position) -> None:
        """Saves position."""
        self._file.save(key, [position.offset, position.records])


def file_identity(path: Path) -> str:
    """A hash that is the same for the same file under another name; raises OSError where it cannot be read."""
    with path.open("rb") as file:
        return hashlib.blake2b(file.read(_IDENTITY_BYTES), digest_size=16).hexdigest()


def _is_position(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(one, int) and one >= 0 for one in value)
