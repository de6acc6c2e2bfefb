"""How far a long piece of work has come: facts in a small JSON file beside the archive.

The file is written after the archive and is never ahead of it. Without it, the work starts at its beginning, which
does no harm.
"""

import json
from pathlib import Path
from typing import Any


class ProgressFile:
    """One file of facts under keys, beside the archive at db."""

    def __init__(self, db: Path, name: str) -> None:
        self._file = db.with_name(f"{db.name}.{name}.json")
        self._known = _read(self._file)

    def get(self, key: str) -> Any:
        """What was saved under key; None where nothing was, or the file is missing or damaged."""
        return self._known.get(key)

    def save(self, key: str, value: Any) -> None:
        """Saves value. The file on disk is always complete: the old one or the new one."""
        self._known[key] = value
        part = self._file.with_name(self._file.name + ".part")
        part.write_text(json.dumps(self._known), encoding="utf-8")
        part.replace(self._file)


def delete_progress(db: Path) -> None:
    """Forgets how far all work came: for an archive that is deleted."""
    for file in db.parent.iterdir():
        if file.name.startswith(f"{db.name}.") and file.suffix == ".json":
            file.unlink()


def _read(file: Path) -> dict[str, Any]:
    try:
        known = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}
