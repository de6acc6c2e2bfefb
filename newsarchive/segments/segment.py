"""One segment: the results of one task in the order of its input, as JSON lines, with captures as a WARC file.

Nobody writes a segment twice: each attempt at a task has files of its own, and only the attempt whose name comes back
to the writer is taken in.
"""

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

import msgspec

from newsarchive.errors import SegmentError
from newsarchive.segments.folder import SegmentFolder

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class SegmentName:
    """What comes back from a worker: the name of a segment, the digest of all that it holds, and how many lines."""

    name: str
    digest: str
    lines: int


class _Line(msgspec.Struct, Generic[Value]):
    """value as JSON, and how many bytes in the WARC file belong to it."""

    value: Value
    record_bytes: int = 0


class SegmentWriter:
    """Writes one segment; a context manager. name is what the finished segment is called.

    Raises:
        FleetError: the folder cannot be written, or has no room.
    """

    def __init__(self, folder: SegmentFolder, task: str) -> None:
        self.name = f"{task}-{secrets.token_hex(6)}"
        self._folder = folder
        self._digest = _new_digest()
        self._count = 0

    def __enter__(self) -> Self:
        with ExitStack() as opened:
            self._lines = opened.enter_context(self._folder.writing(_lines_of(self.name)))
            self._records = opened.enter_context(self._folder.writing(_records_of(self.name)))
            self._files = opened.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._files.__exit__(kind, error, trace)
        if error is not None:
            remove_segment(self._folder, self.name)

    def add(self, value: Any, record: bytes = b"") -> None:
        """Writes one value, a dataclass of what msgspec knows, and the record of its capture."""
        line = msgspec.json.encode(_Line(value, len(record))) + b"\n"
        self._digest.update(line)
        self._digest.update(record)
        self._lines.write(line)
        self._records.write(record)
        self._count += 1

    @property
    def finished(self) -> SegmentName:
        """The segment as it is after the block."""
        return SegmentName(self.name, self._digest.hexdigest(), self._count)


def read_segment(folder: SegmentFolder, segment: SegmentName, kind: type[Value]) -> Iterator[tuple[Value, bytes]]:
    """The values of a segment, which are of that kind, each with its record. One at a time is in memory.

    The digest is known to be right when the last one has come.

    Raises:
        SegmentError: a file is missing, damaged, or not what the worker wrote. The caller undoes what it did so far.
    """
    digest, decoder = _new_digest(), msgspec.json.Decoder(_Line[kind])  # type: ignore[valid-type]
    with folder.reading(_lines_of(segment.name)) as lines, folder.reading(_records_of(segment.name)) as records:
        for text in lines:
            try:
                line = decoder.decode(text)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                raise _damaged(folder, segment) from error
            record = records.read(line.record_bytes)
            digest.update(text)
            digest.update(record)
            yield line.value, record
    if digest.hexdigest() != segment.digest:
        raise _damaged(folder, segment)


def remove_segment(folder: SegmentFolder, name: str) -> None:
    """Deletes the files of a segment; missing ones are not errors."""
    folder.remove(_lines_of(name))
    folder.remove(_records_of(name))


def _damaged(folder: SegmentFolder, segment: SegmentName) -> SegmentError:
    return SegmentError(f"{folder.address}/{segment.name}: not what the worker wrote (digest)")


def _new_digest() -> "hashlib.blake2b":
    return hashlib.blake2b(digest_size=16)


def _lines_of(name: str) -> str:
    return f"{name}.jsonl"


def _records_of(name: str) -> str:
    return f"{name}.warc.gz"
