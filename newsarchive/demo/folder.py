"""The folder a demo archive lives in: made with its settings, replaced by the next, never a user's own."""

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from newsarchive.archive.lock import write_lock
from newsarchive.errors import UsageError
from newsarchive.settings import FILE_NAME

# The first line of a demo archive's newsarchive.toml, by which it is known again.
MARK = "# A demo archive: `newsarchive demo` made it, and replaces it when it runs here again."
OUTLETS_FOLDER = Path(__file__).parent / "outlets"
_MADE = ("archive.db", "archive.db-wal", "archive.db-shm", "captures")


def make_folder(folder: Path, homes: Iterable[str]) -> Path:
    """An empty demo folder with its newsarchive.toml, in place of an earlier one; gives where its archive will be.

    homes are the addresses of the sample outlets, which the settings allow although they are this machine's.

    Raises:
        UsageError: folder is something else, or holds anything that no demo made.
        ArchiveBusy: another demo is writing there.
    """
    db = folder / "archive.db"
    _refuse_foreign(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with write_lock(db):
        for name in _MADE:
            _remove(folder / name)
        (folder / FILE_NAME).write_text(_settings(homes), encoding="utf-8")
    return db


def _refuse_foreign(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder}: not a folder; name another with --folder")
    if folder.is_dir() and any(folder.iterdir()) and not _is_demo(folder):
        raise UsageError(f"{folder}: holds something that is no demo archive; name another with --folder")


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
    """The settings as TOML; JSON's strings and lists are TOML's too."""
    values = {
        "outlets_folder": str(OUTLETS_FOLDER),
        "allow_private": [urlsplit(home).netloc for home in homes],
        "contact": "demo@newsarchive.example",
        "delay_seconds": 0,
        "min_free_gb": 0.05,
    }
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in values.items()]
    return "\n".join((MARK, *lines, ""))
