"""Imports articles from the export of another archive: JSON lines, in groups of a few hundred.

Worker processes read the lines and prepare their articles, this process stores them, in the order of the file. Each
group is one transaction: a stopped import has whole groups, and the next import finds their articles unchanged.
"""

import asyncio
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from newsarchive.archive.articles.restore import PreparedArticle, prepare, restore_all
from newsarchive.archive.database import Archive
from newsarchive.errors import DocumentError, ReadingError
from newsarchive.outlet import Outlet
from newsarchive.settings import Settings
from newsarchive.workers.pool import WorkerPool

# The longest article with all its versions has a few MB. A longer line belongs to another kind of file.
MAX_LINE_BYTES = 50_000_000
MOST_PROBLEMS = 20
# A group is stored when it has so many articles or bytes, or half a second after its first one.
_MOST_IN_GROUP = 250
_GROUP_BYTES = 16_000_000
_GROUP_SECONDS = 0.5
# What a worker gets at once: so much that handing it over costs little, and so little that memory stays small.
_CHUNK_LINES = 50
_CHUNK_BYTES = 1_000_000
_CHUNKS_PER_WORKER = 4
_PENDING_BYTES = 64_000_000
# Starting the workers takes as long as reading files of this size here.
_BYTES_WITHOUT_WORKERS = 2_000_000
_PRELOAD = ("newsarchive.importing.jsonl",)

Line = tuple[int, bytes]


@dataclass
class JsonlReport:
    """The results of one file so far. problem says why reading ended early; line_problems has the first bad lines."""

    file: Path
    lines: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    bad: int = 0
    line_problems: list[str] = field(default_factory=list)
    problem: str | None = None

    @property
    def has_failed(self) -> bool:
        """Whether a part of the file was not imported."""
        return bool(self.bad) or self.problem is not None


@dataclass(frozen=True, slots=True)
class _PendingLines:
    """Lines that a worker reads: their size in bytes, and what becomes of them."""

    size: int
    prepared: "asyncio.Task[list[PreparedArticle | BadLine]]"


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that is not an article, by its number in the file, and what is wrong with it."""

    number: int
    problem: str


def import_jsonl_files(
    archive: Archive,
    files: Sequence[Path],
    outlet_named: Callable[[str], Outlet | None],
    settings: Settings,
    *,
    done: Callable[[JsonlReport], None],
    progress: Callable[[JsonlReport], None] = lambda report: None,
) -> None:
    """Stores the articles of those files, in their order; invalid lines are skipped and reported with their number.

    outlet_named returns the outlet with a name, None where it has no file here. Its articles are imported too. done is
    called with the report of each file, progress after each group.

    Raises:
        ArchiveError: the archive could not be written. What was stored before stays, and nothing of the last group is.
    """
    asyncio.run(_JsonlImport(archive, outlet_named, settings, done, progress).run(files))


def prepare_lines(lines: Sequence[Line]) -> list[PreparedArticle | BadLine]:
    """The articles in these lines, each with its number in the file; runs in a worker."""
    return [_prepared(number, line) for number, line in lines]


def _prepared(number: int, line: bytes) -> PreparedArticle | BadLine:
    try:
        return prepare(line.decode("utf-8-sig" if number == 1 else "utf-8"))
    except UnicodeDecodeError as error:
        return BadLine(number, f"not UTF-8 text (byte {error.start})")
    except DocumentError as error:
        return BadLine(number, str(error))


class _JsonlImport:
    """One import: the lines that workers read, the group that is stored next."""

    def __init__(
        self,
        archive: Archive,
        outlet_named: Callable[[str], Outlet | None],
        settings: Settings,
        done: Callable[[JsonlReport], None],
        progress: Callable[[JsonlReport], None],
    ) -> None:
        self._archive, self._settings = archive, settings
        self._outlets = _OutletCache(outlet_named)
        self._done, self._progress = done, progress
        self._pool: WorkerPool | None = None
        self._pending: deque[_PendingLines] = deque()
        self._pending_bytes = 0
        self._group: list[PreparedArticle] = []
        self._group_bytes = 0
        self._group_began = 0.0

    async def run(self, files: Sequence[Path]) -> None:
        async with AsyncExitStack() as stack:
            if sum(map(_size, files)) > _BYTES_WITHOUT_WORKERS:
                limit = self._settings.extraction_timeout_seconds
                pool = WorkerPool(self._settings.workers, limit_seconds=limit, preload=_PRELOAD)
                self._pool = await stack.enter_async_context(pool)
            for file in files:
                report = JsonlReport(file)
                try:
                    with file.open("rb") as source:
                        await self._read(source, report)
                except OSError as error:
                    report.problem = f"{file}: cannot be read: {error.strerror}"
                # Where a file cannot be read further, what was read before is imported.
                await self._take_all(report)
                self._done(report)

    async def _read(self, source: BinaryIO, report: JsonlReport) -> None:
        for chunk in _chunks(source):
            if isinstance(chunk, BadLine):
                report.lines += 1
                report.problem = f"{report.file}: line {chunk.number}: {chunk.problem}"
            else:
                size = sum(len(line) for _, line in chunk)
                self._pending.append(_PendingLines(size, asyncio.ensure_future(self._prepare(chunk))))
                self._pending_bytes += size
                await self._until_room(report)

    async def _prepare(self, chunk: Sequence[Line]) -> list[PreparedArticle | BadLine]:
        if self._pool is None:
            return prepare_lines(chunk)
        try:
            return await self._pool.run(prepare_lines, chunk)
        except ReadingError as error:
            if len(chunk) == 1:
                return [BadLine(chunk[0][0], str(error))]
        # One of the lines took too long, or ended its worker. The others are still good.
        return [one for line in chunk for one in await self._prepare([line])]

    async def _until_room(self, report: JsonlReport) -> None:
        """Takes what is ready, in the order of the file; waits while too many lines are pending."""
        await asyncio.sleep(0)
        while self._pending and (self._pending[0].prepared.done() or self._is_full):
            await self._take_first(report)

    @property
    def _is_full(self) -> bool:
        if self._pool is None:
            return True
        is_long = len(self._pending) >= self._pool.worker_count * _CHUNKS_PER_WORKER
        return is_long or self._pending_bytes > _PENDING_BYTES

    async def _take_all(self, report: JsonlReport) -> None:
        while self._pending:
            await self._take_first(report)
        self._store(report)

    async def _take_first(self, report: JsonlReport) -> None:
        # The task itself is not awaited: Ctrl-C would cancel it.
        await asyncio.wait({self._pending[0].prepared})
        first = self._pending.popleft()
        self._pending_bytes -= first.size
        for one in first.prepared.result():
            self._take(one, report)

    def _take(self, one: PreparedArticle | BadLine, report: JsonlReport) -> None:
        report.lines += 1
        if isinstance(one, BadLine):
            report.bad += 1
            if len(report.line_problems) < MOST_PROBLEMS:
                report.line_problems.append(f"{report.file}: line {one.number}: {one.problem}")
            return
        if not self._group:
            self._group_began = time.monotonic()
        self._group.append(one)
        self._group_bytes += len(one.line)
        is_full = len(self._group) >= _MOST_IN_GROUP or self._group_bytes >= _GROUP_BYTES
        if is_full or time.monotonic() - self._group_began >= _GROUP_SECONDS:
            self._store(report)

    def _store(self, report: JsonlReport) -> None:
        group, self._group, self._group_bytes = self._group, [], 0
        saved = restore_all(self._archive, [(one, self._outlets.of(one)) for one in group])
        report.verdicts.update(one.verdict.value for one in saved)
        self._progress(report)


def _chunks(source: BinaryIO) -> Iterator[list[Line] | BadLine]:
    """The lines of a file with their numbers, a few at a time, without empty ones.

    A line that is longer than any article is the last, as a BadLine.
    """
    chunk: list[Line] = []
    size = 0
    for number, line in enumerate(iter(lambda: source.readline(MAX_LINE_BYTES + 1), b""), start=1):
        is_too_long = len(line) > MAX_LINE_BYTES
        if chunk and (is_too_long or len(chunk) >= _CHUNK_LINES or size + len(line) > _CHUNK_BYTES):
            yield chunk
            chunk, size = [], 0
        if is_too_long:
            yield BadLine(number, f"longer than {MAX_LINE_BYTES:,} bytes; read up to it")
            return
        if line.strip():
            chunk.append((number, line))
            size += len(line)
    if chunk:
        yield chunk


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


class _OutletCache:
    """The outlets of the articles; each is looked up once."""

    def __init__(self, outlet_named: Callable[[str], Outlet | None]) -> None:
        self._outlet_named = outlet_named
        self._known: dict[str, Outlet] = {}

    def of(self, article: PreparedArticle) -> Outlet:
        name = article.outlet
        if name not in self._known:
            self._known[name] = self._outlet_named(name) or Outlet(
                name=name, title=article.outlet_title, home="", language="und", timezone="UTC"
            )
        return self._known[name]
