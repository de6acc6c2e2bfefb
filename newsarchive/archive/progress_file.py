"""Small facts beside the archive that are not of it: how far a long piece of work has come, in a file of JSON.

It follows the archive and is never ahead of it; without it, work is done again from its beginning, which harms nothing.
"""

import json
from pathlib import Path
from typing import Any


class SideFile:
    """One file of facts under keys, beside the archive at db."""

    def __init__(self, db: Path, name: str) -> None:
        self._file = db.with_name(f"{db.name}.{name}.json")
        self._known = _read(self._file)

    def get(self, key: str) -> Any:
        """What was saved under key; None where nothing was, or the file is gone or damaged."""
        return self._known.get(key)

    def save(self, key: str, value: Any) -> None:
        """Remembers value; the file on disk is always whole, the old one or the new."""
        self._known[key] = value
        part = self._file.with_name(self._file.name + ".part")
        part.write_text(json.dumps(self._known), encoding="utf-8")
        part.replace(self._file)


def _read(file: Path) -> dict[str, Any]:
    try:
        known = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}
