"""Where an export goes: a file or folder that gets its name only when it is complete. Knows no format."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from newsarchive.errors import NewsArchiveError, UsageError


def check_place(path: Path) -> None:
    """Checks that a file can have this path.

    Raises:
        UsageError: path is a folder, or in none.
    """
    if path.is_dir():
        raise UsageError(f"{path}: is a folder; name a file in it")
    if not path.parent.exists():
        raise UsageError(f"{path}: the folder {path.parent} does not exist; make it first")


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write to: path is made or replaced when everything is written; until then it stays as it was.

    When path exists and is not a file, such as a pipe or a device, it is written to directly.

    Raises:
        UsageError: path is a folder, or in none.
        NewsArchiveError: it cannot be written; no incomplete file is left.
    """
    check_place(path)
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
    """An empty folder to write files into. It becomes folder, or its files are moved into folder if that exists.

    Raises:
        NewsArchiveError: a file cannot be written; none is left.
    """
    # A random name, because the folder is deleted with everything in it.
    part = folder.with_name(f"{folder.name}.{secrets.token_hex(4)}.part")
    with disk_errors(str(folder)):
        part.mkdir(parents=True)
        try:
            yield part
            _put(part, folder)
        finally:
            shutil.rmtree(part, ignore_errors=True)


@contextmanager
def disk_errors(name: str, left: str = "no incomplete file is left") -> Iterator[None]:
    """Turns an error of the disk into one line: name cannot be written, and what is left of it.

    Raises:
        BrokenPipeError: the program that reads the output has ended.
        NewsArchiveError: any other error of the disk.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise NewsArchiveError(
            f"{name}: cannot be written: {error.strerror}; {left}, and the archive is unchanged"
        ) from error


def _put(part: Path, folder: Path) -> None:
    if not folder.exists():
        part.rename(folder)
        return
    for file in part.iterdir():
        file.replace(folder / file.name)
