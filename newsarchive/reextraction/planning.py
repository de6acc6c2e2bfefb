"""Reads captured pages again on all cores, counts what would change, and spools it; nothing is written.

One exception: after a yes beforehand, articles that are read as they are stored are marked at once, so that a run that
was stopped continues there.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
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
from newsarchive.errors import ReadingError
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
# Pages between two checks of the free disk space.
_PAGES_PER_CHECK = 200
PRELOAD = ("newsarchive.ingest",)

# Reads captured pages somewhere else: for each capture in a folder, in order, what today's extraction makes of it, by
# the rules of an outlet, or why it cannot be read.
CaptureReader = Callable[[Iterable[CaptureRef], Path, Outlet], Iterator[ReextractedPage | str]]


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
class _PendingPage:
    """One page that a worker reads."""

    page: ArticleCapture | RefusedCapture
    outlet: Outlet
    again: "asyncio.Task[ReextractedPage | str]"


def plan(
    archive: Archive,
    request: ReextractRequest,
    settings: Settings,
    report: Report,
    spool: Spool | None,
    *,
    may_mark: bool = False,
    reader: CaptureReader | None = None,
    progress: Callable[[Report, int], None] = lambda report, total: None,
) -> None:
    """Reads every requested page again, fills report, and adds what is to be written to spool, where there is one.

    With may_mark, articles that are read as they are stored are marked at once; the caller holds the lock. With
    reader, the pages are read by it instead of workers of this process. progress is called after each page, with the
    number of articles to read in all.

    Raises:
        ArchiveError: a mark or the spool could not be written. What was marked stays.
    """
    asyncio.run(_Planning(archive, request, settings, report, spool, may_mark, reader, progress).run())


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
        may_mark: bool,
        reader: CaptureReader | None,
        progress: Callable[[Report, int], None],
    ) -> None:
        self._archive, self._request, self._settings = archive, request, settings
        self._report, self._spool, self._may_mark = report, spool, may_mark
        self._reader, self._progress = reader, progress
        self._refused_progress = RefusedProgress(archive.path)
        self._folder = archive.captures.folder.absolute()
        self._pending: deque[_PendingPage] = deque()
        self._unchanged: list[ArticleCapture] = []
        self._total = 0

    async def run(self) -> None:
        since = self._request.since
        readers = {outlet.name: reading_version(outlet) for outlet in self._request.outlets}
        count = reextraction.count_articles
        self._total = sum(count(self._archive.conn, name, reader, since) for name, reader in readers.items())
        if self._reader is not None:
            await self._read_outlets(readers)
            return
        limit = self._settings.extraction_timeout_seconds
        async with WorkerPool(self._settings.workers, limit_seconds=limit, preload=PRELOAD) as self._pool:
            await self._read_outlets(readers)

    async def _read_outlets(self, readers: Mapping[str, str]) -> None:
        for outlet in self._request.outlets:
            await self._read_outlet(outlet, readers[outlet.name])
            self._report.outlets += 1

    async def _read_outlet(self, outlet: Outlet, reader: str) -> None:
        conn, since = self._archive.conn, self._request.since
        newest = reextraction.newest_capture(conn)
        await self._read_all(reextraction.article_pages(conn, outlet.name, reader, since), outlet)
        self._spool_unchanged(reader)
        after = self._refused_progress.read_up_to(outlet.name, reader)
        await self._read_all(reextraction.refused_pages(conn, outlet.name, after, since), outlet)
        if since is None:
            self._spool_change(OutletFinished(outlet.name, reader, newest))

    async def _read_all(self, pages: Iterable[ArticleCapture | RefusedCapture], outlet: Outlet) -> None:
        if self._reader is not None:
            self._read_all_elsewhere(self._reader, pages, outlet)
            return
        for page, capture in self._captured(pages):
            again = asyncio.ensure_future(reextract_in_pool(self._pool, self._folder, capture, outlet))
            self._pending.append(_PendingPage(page, outlet, again))
            await self._until_room()
        while self._pending:
            await self._decide_first()

    def _read_all_elsewhere(
        self, reader: CaptureReader, pages: Iterable[ArticleCapture | RefusedCapture], outlet: Outlet
    ) -> None:
        # The reader takes many captures before it gives what came of the first.
        taken: deque[ArticleCapture | RefusedCapture] = deque()

        def captures() -> Iterator[CaptureRef]:
            for page, capture in self._captured(pages):
                taken.append(page)
                yield capture

        for again in reader(captures(), self._folder, outlet):
            self._decide(taken.popleft(), outlet, again)

    def _captured(
        self, pages: Iterable[ArticleCapture | RefusedCapture]
    ) -> Iterator[tuple[ArticleCapture | RefusedCapture, CaptureRef]]:
        """The pages whose captures are still there, each with its capture; counts all of them."""
        for page in pages:
            self._report.pages += 1
            if page.capture is None:
                self._report.expired += 1
            else:
                yield page, page.capture

    async def _until_room(self) -> None:
        await asyncio.sleep(0)
        most = self._pool.worker_count * _PENDING_PER_WORKER
        while self._pending and (self._pending[0].again.done() or len(self._pending) >= most):
            await self._decide_first()

    async def _decide_first(self) -> None:
        first = self._pending.popleft()
        self._decide(first.page, first.outlet, await first.again)

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
        self._unchanged.append(page)
        if len(self._unchanged) >= _MARKS:
            self._spool_unchanged(reader)

    def _spool_unchanged(self, reader: str) -> None:
        if self._unchanged and self._may_mark:
            reextraction.mark_read(self._archive, self._unchanged, reader)
        elif self._unchanged:
            self._spool_change(UnchangedArticles(tuple(self._unchanged), reader))
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
        if self._spool is not None:
            self._spool.add(change)


def _without_text(again: ReextractedPage) -> ReextractedPage:
    return replace(again, addresses=Addresses())


def _named(page: ArticleCapture | RefusedCapture) -> str:
    return f"article {page.article_id}" if isinstance(page, ArticleCapture) else page.url


def _was(page: RefusedCapture) -> str:
    return f"{Outcome(page.outcome).replace('_', ' ')}{f' ({page.reason})' if page.reason else ''}"
