"""The archives that are read together: their names, their files, and one open connection for each."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from newsarchive.archive.database import Archive
from newsarchive.archive.sqlite_errors import translate
from newsarchive.errors import UsageError
from newsarchive.settings import real_file


@dataclass(frozen=True, slots=True)
class OpenArchive:
    """One of the archives: its name, which is that of its file without the ending, and a connection to it.

    An archive that is read alone has no name.
    """

    name: str | None
    conn: Any


# In the order in which they were named, which decides where articles of the same second stand.
OpenArchives: TypeAlias = Sequence[OpenArchive]


def archive_names(paths: Sequence[Path]) -> list[str]:
    """A name for each file: its own without the ending, and with _2, _3 and so on where files have the same name.

    Raises:
        UsageError: the same file is named twice.
    """
    names: list[str] = []
    seen: dict[Path, Path] = {}
    for path in paths:
        file = real_file(path).absolute()
        if file in seen:
            raise UsageError(f"{path}: this archive is named twice; name each archive once")
        seen[file] = path
        name, number = path.stem, 2
        while name in names:
            name, number = f"{path.stem}_{number}", number + 1
        names.append(name)
    return names


@contextmanager
def open_archives(paths: Sequence[Path]) -> Iterator[tuple[OpenArchive, ...]]:
    """The archives at paths, open for reading.

    Raises:
        UsageError: the same file is named twice.
        ArchiveError: as Archive.open, for the first file that cannot be read; and where SQLite fails inside, with the
            name of the file if there is only one.
    """
    names = archive_names(paths)
    with ExitStack() as stack:
        opened = [stack.enter_context(Archive.open(path)) for path in paths]
        try:
            if len(opened) == 1:
                yield (OpenArchive(None, opened[0].conn),)
            else:
                yield tuple(OpenArchive(name, archive.conn) for name, archive in zip(names, opened, strict=True))
        except sqlite3.Error as error:
            known = translate(error, paths[0] if len(paths) == 1 else Path(" or ".join(map(str, paths))))
            if known is None:
                raise
            raise known from error


def chosen_of(archives: OpenArchives, names: Sequence[str]) -> OpenArchives:
    """The archives with these names; all if there are no names, and the only one if there is only one."""
    if not names or len(archives) == 1:
        return archives
    return [archive for archive in archives if archive.name in names]
