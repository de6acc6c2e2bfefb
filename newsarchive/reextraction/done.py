"""How far each outlet's refused pages were read, and by which reader: a small file beside the archive.

Of an article its own row says who read it; a page that is none has no such row. Without the file those pages are read
once more, which costs time and harms nothing.
"""

import json
from pathlib import Path
from typing import Any


class Done:
    """By outlet, the reader and the capture up to which it has read every refused page."""

    def __init__(self, db: Path) -> None:
        self._file = db.with_name(db.name + ".reextract.json")
        self._known = _read(self._file)

    def until(self, outlet_name: str, read_by: str) -> int:
        """The id of that capture; 0 where another reader, or none, has read them."""
        reader, capture_id = self._known.get(outlet_name, (None, 0))
        return int(capture_id) if reader == read_by else 0

    def save(self, outlet_name: str, read_by: str, capture_id: int) -> None:
        """Remembers it; the file on disk is always whole, the old one or the new."""
        self._known[outlet_name] = [read_by, capture_id]
        part = self._file.with_name(self._file.name + ".part")
        part.write_text(json.dumps(self._known), encoding="utf-8")
        part.replace(self._file)


def _read(file: Path) -> dict[str, Any]:
    try:
        known = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    pairs = known.items() if isinstance(known, dict) else ()
    return {name: value for name, value in pairs if _is_mark(value)}


def _is_mark(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and isinstance(value[0], str) and isinstance(value[1], int)
