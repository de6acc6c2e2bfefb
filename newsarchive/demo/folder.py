"""The folder of a demo archive: created with its settings, and replaced by the next demo. Never a user's own folder."""

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from newsarchive.archive.lock import write_lock
from newsarchive.errors import UsageError
from newsarchive.settings import FILE_NAME

# The first line of newsarchive.toml in a demo folder. It shows that a demo created the folder.
MARK = "# A demo archive: `newsarchive demo` made it, and replaces it when it runs here again."
OUTLETS_FOLDER = Path(__file__).parent / "outlets"
_CREATED_FILES = ("archive.db", "archive.db-wal", "archive.db-shm", "captures")


def make_folder(folder: Path, homes: Iterable[str]) -> Path:
    """Makes folder an empty demo folder with its newsarchive.toml, and returns the path of its future archive.

    An earlier demo in folder is deleted. homes are the URLs of the sample outlets; the settings allow these private
    addresses.

    Raises:
        UsageError: folder is not a folder, or contains files that no demo created.
        ArchiveBusy: another demo is writing there.
    """
    db = folder / "archive.db"
    _refuse_foreign(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with write_lock(db):
        for name in _CREATED_FILES:
            _remove(folder / name)
        (folder / FILE_NAME).write_text(_settings(homes), encoding="utf-8")
    return db


def _refuse_foreign(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder}: not a folder; choose another with --folder")
    if folder.is_dir() and any(folder.iterdir()) and not _is_demo(folder):
        raise UsageError(f"{folder}: contains something that is not a demo archive; choose another with --folder")


def _is_demo(folder: Path) -> bool:
    try:
        return (folder / FILE_NAME).read_text(encoding="utf-8").startswith(MARK)
    except (OSError, UnicodeDecodeError):
        return False


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _settings(homes: Iterable[str]) -> str:
    """The settings as TOML. JSON strings and lists are valid TOML."""
    values = {
        "outlets_folder": str(OUTLETS_FOLDER),
        "allow_private": [urlsplit(home).netloc for home in homes],
        "contact": "demo@newsarchive.example",
        "delay_seconds": 0,
        "min_free_gb": 0.05,
    }
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in values.items()]
    return "\n".join((MARK, *lines, ""))
