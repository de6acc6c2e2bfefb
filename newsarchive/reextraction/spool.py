"""Changes on disk until they are written: nothing is read twice, and a million changes take no memory."""

import pickle
import struct
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from newsarchive.errors import ArchiveError, ArchiveFull

_LENGTH = struct.Struct("!I")
# This level makes text less than half as long, in a tenth of the time of the default level.
_LEVEL = 1


class Spool:
    """Values in the order in which they were added, in a file without a name that ends with its process.

    Raises, when it is created:
        ArchiveError: no file can be created in folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        # Where the last complete value ends: Ctrl-C may come while one is being written.
        self._end = 0
        try:
            self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115  (closed at exit)
        except OSError as error:
            raise ArchiveError(f"{folder}: cannot be written ({error.strerror}); check its permissions") from error

    def add(self, value: Any) -> None:
        """Raises ArchiveFull where there is no room."""
        packed = zlib.compress(pickle.dumps(value, pickle.HIGHEST_PROTOCOL), _LEVEL)
        try:
            self._file.seek(self._end)
            self._file.write(_LENGTH.pack(len(packed)) + packed)
            self._file.flush()
        except OSError as error:
            raise ArchiveFull(f"{self._folder}: no room for what would change ({error.strerror}); make room") from error
        self._end += _LENGTH.size + len(packed)

    def clear(self) -> None:
        """Forgets all values."""
        self._end = 0
        self._file.truncate(0)

    def __iter__(self) -> Iterator[Any]:
        at, end = 0, self._end
        while at < end:
            self._file.seek(at)
            size = _LENGTH.unpack(self._file.read(_LENGTH.size))[0]
            packed = self._file.read(size)
            at += _LENGTH.size + size
            yield pickle.loads(zlib.decompress(packed))  # noqa: S301  (this process wrote it, nobody else can)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # What could not be written cannot be written now either, and was reported.
        with suppress(OSError):
            self._file.close()
