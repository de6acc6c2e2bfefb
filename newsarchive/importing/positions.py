"""How far each WARC file was read: a small file beside the archive, so that a stopped import goes on where it was.

After a crash a few pages are met again, and are found unchanged.
"""

import hashlib
from pathlib import Path

from newsarchive.archive.captures.warc_reader import Position
from newsarchive.archive.progress_file import SideFile

# A WARC file begins with a record that holds its name and an id of its own.
_IDENTITY_BYTES = 4096


class Positions:
    """The positions of WARC files, whatever they are called now and wherever they lie."""

    def __init__(self, db: Path) -> None:
        self._file = SideFile(db, "imports")

    def position(self, key: str) -> Position:
        """Where to go on; the beginning for a file that was never read, or of whose place nothing is known."""
        known = self._file.get(key)
        return Position(*known) if _is_position(known) else Position()

    def save(self, key: str, position: Position) -> None:
        """Remembers position."""
        self._file.save(key, [position.offset, position.records])


def identity(path: Path) -> str:
    """The same for the same file under another name; raises OSError where it cannot be read."""
    with path.open("rb") as file:
        return hashlib.blake2b(file.read(_IDENTITY_BYTES), digest_size=16).hexdigest()


def _is_position(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(one, int) and one >= 0 for one in value)
