"""Reads captured pages again on all cores, counts what would change, and spools it; nothing is written.

One exception: after a yes beforehand, articles that are read as they are stored are marked at once, and changes are
written whenever some have come, so that a run that was stopped continues there.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from newsarchive.archive.articles.article_rows import load_version, version_of
from newsarchive.archive.articles.identity import Addresses
from newsarchive.archive.articles.read import get_article
from newsarchive.archive.captures.warc_files import CaptureRef, ensure_free
from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance import reextraction
from newsarchive.archive.maintenance.reextraction import ArticleCapture, RefusedCapture
from newsarchive.archive.progress_file import ProgressFile
from newsarchive.deciding.versions import Version
from newsarchive.deciding.worse import why_worse
from newsarchive.errors import ArchiveError, ReadingError
from newsarchive.extraction.reading_version import reading_version
from newsarchive.ingest import ReextractedPage, reextract
from newsarchive.outlet import Outlet
from newsarchive.records import Outcome
from newsarchive.reextraction.differences import differences, merged
from newsarchive.reextraction.report import Report
from newsarchive.reextraction.spool import Spool
from newsarchive.settings import Settings
from newsarchive.workers.pool import WorkerPool

# Pages that wait for a worker or for their turn: enough that one slow page does not hold up the others for long.
_PENDING_PER_WORKER = 16
# Articles marked as read in one transaction.
_MARKS = 200
# Changes that are written together where they may be written: half a minute of reading, which is what a kill costs.
_CHANGES_AT_ONCE = 1_000
# Pages between two checks of the free disk space.
_PAGES_PER_CHECK = 200
PRELOAD = ("newsarchive.ingest",)

# Reads captured pages somewhere else: for each capture in a folder, in order, what today's extraction makes of it, by
# the rules of its outlet, or why it cannot be read.
CaptureReader = Callable[[Iterable[tuple[CaptureRef, Outlet]], Path], Iterator[ReextractedPage | str]]


@dataclass(frozen=True, slots=True)
class ReextractRequest:
    """Which pages are read again, and whether a shorter text may replace a longer one."""

    outlets: tuple[Outlet, ...]
    since: date | None = None
    allow_shorter: bool = False


@dataclass(frozen=True, slots=True)
class ChangedArticle:
    """An article that is read differently today: version will replace the stored one."""

    page: ArticleCapture
    version: Version


@dataclass(frozen=True, slots=True)
class UnchangedArticles:
    """Articles that the reading version read_by reads as they are stored."""

    pages: tuple[ArticleCapture, ...]
    read_by: str


@dataclass(frozen=True, slots=True)
class ChangedRefusal:
    """A refused page that is an article today, or is refused with another outcome."""

    page: RefusedCapture
    again: ReextractedPage
    outlet: Outlet


@dataclass(frozen=True, slots=True)
class OutletFinished:
    """The reading version read_by has read every refused page of the outlet up to that capture."""

    outlet_name: str
    read_by: str
    newest_capture: int


class RefusedProgress:
    """How far the refused pages of each outlet were read, and by which reading version: a file beside the archive.

    An article's own row says which version read it. A page without an article has no such row.
    """

    def __init__(self, db: Path) -> None:
        self._file = ProgressFile(db, "reextract")

    def read_up_to(self, outlet_name: str, read_by: str) -> int:
        """The id of the last capture that read_by has read; 0 where it has read none."""
        match self._file.get(outlet_name):
            case [str(reader), int(capture_id)] if reader == read_by:
                return capture_id
        return 0

    def save(self, outlet_name: str, read_by: str, capture_id: int) -> None:
        """Records that read_by has read the refused pages up to that capture."""
        self._file.save(outlet_name, [read_by, capture_id])


@dataclass(frozen=True, slots=True)
class _PageToRead:
    """One page that is to be read by the rules of its outlet."""

    page: ArticleCapture | RefusedCapture
    capture: CaptureRef
    outlet: Outlet


def plan(
    archive: Archive,
    request: ReextractRequest,
    settings: Settings,
    report: Report,
    spool: Spool | None,
    *,
    write: Callable[[], None] | None = None,
    reader: CaptureReader | None = None,
    progress: Callable[[Report, int], None] = lambda report, total: None,
) -> None:
    """Reads every requested page again, fills report, and adds what is to be written to spool, where there is one.

    With write, the caller holds the lock: articles that are read as they are stored are marked at once, and write is
    called to write and clear the spool when it has some changes, and when Ctrl-C or an error ends the reading. What is
    left in the spool at the end is for the caller. With reader, the pages are read by it instead of workers of this
    process. progress is called after each page, with the number of articles to read in all.

    Raises:
        ArchiveError: a mark or the spool could not be written. What was written stays.
        FleetError: the workers of reader are lost or cannot work.
    """
    planning = _Planning(archive, request, settings, report, spool, write, progress)
    try:
        if reader is None:
            asyncio.run(planning.read_here())
        else:
            planning.read_elsewhere(reader)
    except ArchiveError:
        raise
    except (KeyboardInterrupt, Exception):
        planning.write_now()
        raise


async def reextract_in_pool(
    pool: WorkerPool, folder: Path, capture: CaptureRef, outlet: Outlet
) -> ReextractedPage | str:
    """What today's extraction makes of a capture, read in a worker; or why the page is skipped."""
    try:
        return await pool.run(reextract, folder, capture, outlet)
    except ReadingError as error:
        return str(error)
    except Exception as error:
        # A mistake of ours or of the outlet's `read` skips this page; its stored text stays.
        return f"{type(error).__name__}: {error}"


class _Planning:
    """One run of plan: the pages that workers read, and what was found so far."""

    def __init__(
        self,
        archive: Archive,
        request: ReextractRequest,
        settings: Settings,
        report: Report,
        spool: Spool | None,
        write: Callable[[], None] | None,
        progress: Callable[[Report, int], None],
    ) -> None:
        self._archive, self._request, self._settings = archive, request, settings
        self._report, self._spool, self._write = report, spool, write
        self._progress = progress
        self._refused_progress = RefusedProgress(archive.path)
        self._folder = archive.captures.folder.absolute()
        # What is to be decided next, and with workers of this process what a worker makes of it.
        self._pending: deque[tuple[_PageToRead | OutletFinished, asyncio.Task[ReextractedPage | str] | None]] = deque()
        # Articles of one outlet, and the reading version that reads them as they are stored.
        self._unchanged: list[ArticleCapture] = []
        self._read_by = ""
        self._spooled = 0
        self._total = 0

    async def read_here(self) -> None:
        """Lets worker processes of this process read the pages."""
        limit = self._settings.extraction_timeout_seconds
        async with WorkerPool(self._settings.workers, limit_seconds=limit, preload=PRELOAD) as pool:
            most = pool.worker_count * _PENDING_PER_WORKER
            for one in self._to_read():
                again = None
                if isinstance(one, _PageToRead):
                    again = asyncio.ensure_future(reextract_in_pool(pool, self._folder, one.capture, one.outlet))
                self._pending.append((one, again))
                await asyncio.sleep(0)
                while self._pending and (self._is_first_read() or len(self._pending) >= most):
                    await self._decide_first()
            while self._pending:
                await self._decide_first()

    def read_elsewhere(self, reader: CaptureReader) -> None:
        """Lets reader read the pages. Outside of any event loop, which would keep Ctrl-C until the reader has ended."""
        for again in reader(self._captures(), self._folder):
            self._finish_outlets()
            one, _ = self._pending.popleft()
            assert isinstance(one, _PageToRead)
            self._decide(one.page, one.outlet, again)
        self._finish_outlets()

    def write_now(self) -> None:
        """Writes what was found so far, where it may be written."""
        if self._write is not None:
            self._spool_unchanged()
            self._spooled = 0
            self._write()

    def _to_read(self) -> Iterator[_PageToRead | OutletFinished]:
        """All pages of all outlets, and the end of each outlet, in the order in which they are to be decided.

        Workers always have pages of the next outlet to read while those of one outlet are decided.
        """
        conn, since = self._archive.conn, self._request.since
        readers = {outlet.name: reading_version(outlet) for outlet in self._request.outlets}
        count = reextraction.count_articles
        self._total = sum(count(conn, name, reader, since) for name, reader in readers.items())
        for outlet in self._request.outlets:
            reader, newest = readers[outlet.name], reextraction.newest_capture(conn)
            yield from self._captured(reextraction.article_pages(conn, outlet.name, reader, since), outlet)
            after = self._refused_progress.read_up_to(outlet.name, reader)
            yield from self._captured(reextraction.refused_pages(conn, outlet.name, after, since), outlet)
            yield OutletFinished(outlet.name, reader, newest)

    def _captures(self) -> Iterator[tuple[CaptureRef, Outlet]]:
        # The reader takes many captures before it gives what came of the first.
        for one in self._to_read():
            self._pending.append((one, None))
            if isinstance(one, _PageToRead):
                yield one.capture, one.outlet

    def _captured(self, pages: Iterable[ArticleCapture | RefusedCapture], outlet: Outlet) -> Iterator[_PageToRead]:
        """The pages whose captures are still there; counts all of them."""
        for page in pages:
            self._report.pages += 1
            if page.capture is None:
                self._report.expired += 1
            else:
                yield _PageToRead(page, page.capture, outlet)

    def _is_first_read(self) -> bool:
        _, again = self._pending[0]
        return again is None or again.done()

    async def _decide_first(self) -> None:
        self._finish_outlets()
        if self._pending:
            one, again = self._pending.popleft()
            assert isinstance(one, _PageToRead)
            assert again is not None
            self._decide(one.page, one.outlet, await again)

    def _finish_outlets(self) -> None:
        """Notes the ends of outlets that are next."""
        while self._pending and isinstance(finished := self._pending[0][0], OutletFinished):
            self._pending.popleft()
            self._spool_unchanged()
            if self._request.since is None:
                self._spool_change(finished)
            self._report.outlets += 1

    def _decide(self, page: ArticleCapture | RefusedCapture, outlet: Outlet, again: ReextractedPage | str) -> None:
        if self._spool is not None and self._report.pages % _PAGES_PER_CHECK == 0:
            ensure_free(self._archive.path.parent, self._settings.min_free_gb)
        if isinstance(again, str):
            self._report.unreadable.add(f"{_named(page)}: {again}")
        elif isinstance(page, ArticleCapture):
            self._decide_article(page, again, reading_version(outlet))
        else:
            self._decide_refused(page, again, outlet)
        self._progress(self._report, self._total)

    def _decide_article(self, page: ArticleCapture, again: ReextractedPage, reader: str) -> None:
        if again.version is None:
            self._report.refused.add(f"{_named(page)}: {again.outcome.replace('_', ' ')}: {again.reason}")
            return
        stored = get_article(self._archive.conn, page.article_id)
        if stored is None:
            # It was removed after it was listed.
            return
        whole = merged(stored.article, again.version.article)
        found = differences(stored.article, whole)
        if not found:
            self._add_unchanged(page, reader)
            return
        worse = why_worse(again.version, load_version(self._archive.conn, page.article_id))
        if worse and not self._request.allow_shorter:
            self._report.shorter.add(f"{_named(page)}: {worse}")
            return
        self._report.changed += 1
        for one in found:
            self._report.note_field(one.field, f"article {page.article_id}: {one.change}")
        self._spool_change(ChangedArticle(page, version_of(whole, stored.article.outlet, reader)))

    def _add_unchanged(self, page: ArticleCapture, reader: str) -> None:
        self._report.same += 1
        self._read_by = reader
        self._unchanged.append(page)
        if len(self._unchanged) >= _MARKS:
            self._spool_unchanged()

    def _spool_unchanged(self) -> None:
        if self._unchanged and self._write is not None:
            reextraction.mark_read(self._archive, self._unchanged, self._read_by)
        elif self._unchanged:
            self._spool_change(UnchangedArticles(tuple(self._unchanged), self._read_by))
        self._unchanged = []

    def _decide_refused(self, page: RefusedCapture, again: ReextractedPage, outlet: Outlet) -> None:
        version = again.version
        if version is None:
            self._report.still_refused += 1
            if again.outcome != page.outcome:
                self._report.other_outcome += 1
                self._spool_change(ChangedRefusal(page, _without_text(again), outlet))
        elif reextraction.is_known(self._archive.conn, version, outlet, again.addresses, again.fetched_at):
            self._report.known += 1
        else:
            self._report.new.add(f"{_named(page)}: “{version.article.headline}”, was {_was(page)}")
            self._spool_change(ChangedRefusal(page, again, outlet))

    def _spool_change(self, change: Any) -> None:
        if self._spool is None:
            return
        self._spool.add(change)
        self._spooled += 1
        if self._write is not None and self._spooled >= _CHANGES_AT_ONCE:
            self.write_now()


def _without_text(again: ReextractedPage) -> ReextractedPage:
    return replace(again, addresses=Addresses())


def _named(page: ArticleCapture | RefusedCapture) -> str:
    return f"article {page.article_id}" if isinstance(page, ArticleCapture) else page.url


def _was(page: RefusedCapture) -> str:
    return f"{Outcome(page.outcome).replace('_', ' ')}{f' ({page.reason})' if page.reason else ''}"
