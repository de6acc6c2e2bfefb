"""How far a long piece of work has come: facts in a small JSON file beside the archive.

The file is written after the archive and is never ahead of it. Without it, the work starts at its beginning, which
does no harm.
"""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from newsarchive.archive.captures.warc_files import NO_ROOM
from newsarchive.errors import ArchiveError, ArchiveFull
from newsarchive.settings import real_file


class ProgressFile:
    """One file of facts under keys, beside the archive at db."""

    def __init__(self, db: Path, name: str) -> None:
        file = real_file(db)
        self._file = file.with_name(f"{file.name}.{name}.json")
        self._known = _read(self._file)

    def get(self, key: str) -> Any:
        """What was saved under key; None where nothing was, or the file is missing or damaged."""
        return self._known.get(key)

    def save(self, key: str, value: Any) -> None:
        """Saves value. The file on disk is always complete: the old one or the new one.

        Raises:
            ArchiveFull: there was no room.
            ArchiveError: the file cannot be written for another reason.
        """
        self._known[key] = value
        part = self._file.with_name(self._file.name + ".part")
        try:
            part.write_text(json.dumps(self._known), encoding="utf-8")
            part.replace(self._file)
        except OSError as error:
            with suppress(OSError):
                part.unlink()
            if error.errno in NO_ROOM:
                raise ArchiveFull(
                    f"{self._file}: no room on its disk ({error.strerror}); make room, then run the command again"
                ) from error
            raise ArchiveError(
                f"{self._file}: cannot be written ({error.strerror}); check the folder's owner and permissions"
            ) from error


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
