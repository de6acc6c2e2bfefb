"""How far each WARC file was read: a small file beside the archive, so that a stopped import goes on where it was.

It follows the archive and is never ahead of it: after a crash a few pages are met again, and are found unchanged.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from newsarchive.archive.warc import Position

# A WARC file begins with a record that holds its name and an id of its own.
_IDENTITY_BYTES = 4096


class Positions:
    """The positions of WARC files, whatever they are called now and wherever they lie."""

    def __init__(self, db: Path) -> None:
        self._file = db.with_name(db.name + ".imports.json")
        self._known = _read(self._file)

    def position(self, key: str) -> Position:
        """Where to go on; the beginning for a file that was never read, or of whose place nothing is known."""
        offset, records = self._known.get(key, (0, 0))
        return Position(offset, records)

    def save(self, key: str, position: Position) -> None:
        """Remembers position; the file on disk is always whole, the old one or the new."""
        self._known[key] = [position.offset, position.records]
        part = self._file.with_name(self._file.name + ".part")
        part.write_text(json.dumps(self._known), encoding="utf-8")
        part.replace(self._file)


def identity(path: Path) -> str:
    """The same for the same file under another name; raises OSError where it cannot be read."""
    with path.open("rb") as file:
        return hashlib.blake2b(file.read(_IDENTITY_BYTES), digest_size=16).hexdigest()


def _read(file: Path) -> dict[str, Any]:
    try:
        known = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        # Without it every file is read from its beginning, which costs time and harms nothing.
        return {}
    pairs = known.items() if isinstance(known, dict) else ()
    return {key: value for key, value in pairs if _is_position(value)}


def _is_position(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(one, int) and one >= 0 for one in value)
