"""Sorts more lines than fit into memory: sorted parts go to temporary files, which are then merged. Knows no format."""

import heapq
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import BinaryIO, Self

from newsarchive.exporting.output import disk_errors

# Lines that are held before they go to a file: some 100,000 lines of an index.
HELD_BYTES = 32_000_000
# Files that are open at once. Many systems allow a process 1,024, some 256.
MOST_PARTS = 64


class LineSorter:
    """Lines are added in any order and come back in the order of their bytes, each once.

    This is the order of `LC_ALL=C sort -u`. The temporary files have no names, so nothing is left of them when the
    process ends, however it ends. folder is where they are; by default the folder for temporary files.
    """

    def __init__(self, folder: Path | None = None, held_bytes: int = HELD_BYTES, most_parts: int = MOST_PARTS) -> None:
        self._folder = folder
        self._held_bytes = held_bytes
        self._most_parts = most_parts
        self._lines: list[bytes] = []
        self._bytes = 0
        self._parts: list[BinaryIO] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for part in self._parts:
            with suppress(OSError):
                part.close()

    def add(self, line: bytes) -> None:
        """Takes a line, which must end with a line feed.

        Raises:
            NewsArchiveError: a temporary file cannot be written.
        """
        self._lines.append(line)
        self._bytes += len(line)
        if self._bytes < self._held_bytes:
            return
        self._parts.append(self._written(sorted(self._lines)))
        self._lines, self._bytes = [], 0
        if len(self._parts) >= self._most_parts:
            merged = self._written(heapq.merge(*self._parts))
            for part in self._parts:
                part.close()
            self._parts = [merged]

    def lines(self) -> Iterator[bytes]:
        """All lines in order. Nothing may be added while they are read."""
        last = None
        for line in heapq.merge(*self._parts, sorted(self._lines)):
            if line != last:
                yield line
            last = line

    def _written(self, lines: Iterable[bytes]) -> BinaryIO:
        with disk_errors(f"temporary file in {self._folder or 'the folder of $TMPDIR'}"):
            part: BinaryIO = TemporaryFile(dir=self._folder)  # noqa: SIM115  (closed by __exit__)
            part.writelines(lines)
            part.seek(0)
        return part
