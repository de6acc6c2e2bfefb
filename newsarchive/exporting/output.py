"""Where an export goes: a file or folder that has its name only when it is whole. Knows no format."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from newsarchive.errors import NewsArchiveError, UsageError


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write to: path is made or replaced when all is written, and else stays as it was.

    What is there and no file, such as a pipe or a device, is written to at once.

    Raises:
        UsageError: path is a folder.
        NewsArchiveError: it cannot be written; nothing half written is left.
    """
    if path.is_dir():
        raise UsageError(f"{path}: a folder; name the file in it")
    part = path.with_name(path.name + ".part")
    with disk_errors(str(path)):
        if path.exists() and not path.is_file():
            with path.open("wb") as out:
                yield out
            return
        try:
            with part.open("wb") as out:
                yield out
                out.flush()
                os.fsync(out.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)


@contextmanager
def whole_folder(folder: Path) -> Iterator[Path]:
    """An empty folder to write files into, which then becomes folder, or whose files come into the one that is there.

    Raises:
        NewsArchiveError: a file cannot be written; then none is left.
    """
    # A name of its own, since the folder is deleted with all that is in it.
    part = folder.with_name(f"{folder.name}.{secrets.token_hex(4)}.part")
    with disk_errors(str(folder)):
        part.mkdir(parents=True)
        try:
            yield part
            _put(part, folder)
        finally:
            shutil.rmtree(part, ignore_errors=True)


@contextmanager
def disk_errors(name: str, left: str = "nothing half written is left") -> Iterator[None]:
    """Says in one line that name cannot be written, and what is left of it; a reader that went away passes as it is.

    Raises:
        NewsArchiveError: for any other error of the disk.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise NewsArchiveError(
            f"{name}: cannot be written: {error.strerror}; {left}, and the archive is as it was"
        ) from error


def _put(part: Path, folder: Path) -> None:
    if not folder.exists():
        part.rename(folder)
        return
    for file in part.iterdir():
        file.replace(folder / file.name)
