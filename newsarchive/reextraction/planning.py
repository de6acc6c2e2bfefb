"""Captured pages are read again by all cores, and what that would change is counted and kept aside; nothing is written.

One exception, for whoever said yes beforehand: articles that are read as they are stored are marked so at once, so that
a run which was stopped goes on where it was.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from newsarchive.archive.articles import article_rows, saving
from newsarchive.archive.articles.article_rows import Version, version_of
from newsarchive.archive.articles.identity import Addresses
from newsarchive.archive.articles.read import get_article
from newsarchive.archive.captures.warc_files import CaptureRef, ensure_free
from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance import reextraction as rereading
from newsarchive.archive.maintenance.reextraction import ArticlePage, RefusedPage
from newsarchive.errors import ReadingError
from newsarchive.extraction.reading_version import reading_version
from newsarchive.outlet import Outlet
from newsarchive.records import Outcome
from newsarchive.reextraction.differences import differences, merged
from newsarchive.reextraction.done import Done
from newsarchive.reextraction.reading import ReadAgain, read_again
from newsarchive.reextraction.report import Report
from newsarchive.reextraction.spool import Spool
from newsarchive.settings import Settings
from newsarchive.workers.pool import WorkerPool

# Pages that wait for a worker or for their turn: enough that one slow page stops nobody for long.
_WAITING_PER_WORKER = 16
# Articles marked as read in one transaction.
_MARKS = 200
# Pages between two looks at the free disk.
_PAGES_PER_LOOK = 200
_PRELOAD = ("newsarchive.reextraction.reading",)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which pages are read again, and what may take their place."""

    outlets: tuple[Outlet, ...]
    since: date | None = None
    allow_shorter: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """An article that is read otherwise today: version is what will stand there."""

    page: ArticlePage
    version: Version


@dataclass(frozen=True, slots=True)
class Same:
    """Articles that read_by reads as they are stored."""

    pages: tuple[ArticlePage, ...]
    read_by: str


@dataclass(frozen=True, slots=True)
class Found:
    """A refused page that is an article today, or is another thing than it was found to be."""

    page: RefusedPage
    again: ReadAgain
    outlet: Outlet


@dataclass(frozen=True, slots=True)
class OutletDone:
    """Every refused page of the outlet up to that capture has been read by read_by."""

    outlet_name: str
    read_by: str
    newest_capture: int


@dataclass(frozen=True, slots=True)
class _Waiting:
    """One page under way."""

    page: ArticlePage | RefusedPage
    outlet: Outlet
    again: "asyncio.Task[ReadAgain | str]"


def plan(
    archive: Archive,
    wanted: Wanted,
    settings: Settings,
    report: Report,
    spool: Spool | None,
    *,
    may_mark: bool = False,
    progress: Callable[[Report, int], None] = lambda report, total: None,
) -> None:
    """Reads every wanted page again and fills report, and spool with what is to be written, where there is one.

    With may_mark articles that are read as they stand are marked so at once; the caller holds the lock. progress is
    told of each page, and how many articles there are to read in all.

    Raises:
        ArchiveError: a mark or the spool could not be written; what was marked stays.
    """
    asyncio.run(_Planning(archive, wanted, settings, report, spool, may_mark, progress).run())


class _Planning:
    """One reading: the pages under way and what was found of those that were read."""

    def __init__(
        self,
        archive: Archive,
        wanted: Wanted,
        settings: Settings,
        report: Report,
        spool: Spool | None,
        may_mark: bool,
        progress: Callable[[Report, int], None],
    ) -> None:
        self._archive, self._wanted, self._settings = archive, wanted, settings
        self._report, self._spool, self._may_mark = report, spool, may_mark
        self._progress = progress
        self._done = Done(archive.path)
        self._folder = archive.captures.folder.absolute()
        self._waiting: deque[_Waiting] = deque()
        self._same: list[ArticlePage] = []
        self._total = 0

    async def run(self) -> None:
        since = self._wanted.since
        readers = {outlet.name: reading_version(outlet) for outlet in self._wanted.outlets}
        count = rereading.count_articles
        self._total = sum(count(self._archive.conn, name, reader, since) for name, reader in readers.items())
        limit = self._settings.extraction_timeout_seconds
        async with WorkerPool(self._settings.workers, limit_seconds=limit, preload=_PRELOAD) as pool:
            self._pool = pool
            for outlet in self._wanted.outlets:
                await self._read_outlet(outlet, readers[outlet.name])
                self._report.outlets += 1

    async def _read_outlet(self, outlet: Outlet, reader: str) -> None:
        conn, since = self._archive.conn, self._wanted.since
        newest = rereading.newest_capture(conn)
        await self._read_all(rereading.article_pages(conn, outlet.name, reader, since), outlet)
        self._put_same(reader)
        after = self._done.until(outlet.name, reader)
        await self._read_all(rereading.refused_pages(conn, outlet.name, after, since), outlet)
        if since is None:
            self._put(OutletDone(outlet.name, reader, newest))

    async def _read_all(self, pages: Iterable[ArticlePage | RefusedPage], outlet: Outlet) -> None:
        for page in pages:
            self._report.pages += 1
            if page.capture is None:
                self._report.expired += 1
                continue
            again = asyncio.ensure_future(self._read(page.capture, outlet))
            self._waiting.append(_Waiting(page, outlet, again))
            await self._until_room()
        while self._waiting:
            await self._judge_first()

    async def _read(self, capture: CaptureRef, outlet: Outlet) -> ReadAgain | str:
        try:
            return await self._pool.run(read_again, self._folder, capture, outlet)
        except ReadingError as error:
            return str(error)
        except Exception as error:
            # A mistake of ours or of the outlet's `read` costs this page; what is stored of it stays.
            return f"{type(error).__name__}: {error}"

    async def _until_room(self) -> None:
        await asyncio.sleep(0)
        most = self._pool.worker_count * _WAITING_PER_WORKER
        while self._waiting and (self._waiting[0].again.done() or len(self._waiting) >= most):
            await self._judge_first()

    async def _judge_first(self) -> None:
        first = self._waiting.popleft()
        again = await first.again
        if self._spool is not None and self._report.pages % _PAGES_PER_LOOK == 0:
            ensure_free(self._archive.path.parent, self._settings.min_free_gb)
        if isinstance(again, str):
            self._report.unreadable.add(f"{_named(first.page)}: {again}")
        elif isinstance(first.page, ArticlePage):
            self._judge_article(first.page, again, reading_version(first.outlet))
        else:
            self._judge_refused(first.page, again, first.outlet)
        self._progress(self._report, self._total)

    def _judge_article(self, page: ArticlePage, again: ReadAgain, reader: str) -> None:
        if again.version is None:
            self._report.refused.add(f"{_named(page)}: {again.outcome.replace('_', ' ')}: {again.reason}")
            return
        stored = get_article(self._archive.conn, page.article_id)
        if stored is None:
            # Removed since it was listed.
            return
        whole = merged(stored.article, again.version.article)
        found = differences(stored.article, whole)
        if not found:
            self._keep_same(page, reader)
            return
        worse = saving.why_worse(again.version, article_rows.load_version(self._archive.conn, page.article_id))
        if worse and not self._wanted.allow_shorter:
            self._report.shorter.add(f"{_named(page)}: {worse}")
            return
        self._report.changed += 1
        for one in found:
            self._report.note_field(one.field, f"article {page.article_id}: {one.told}")
        self._put(Changed(page, version_of(whole, stored.article.outlet, reader)))

    def _keep_same(self, page: ArticlePage, reader: str) -> None:
        self._report.same += 1
        self._same.append(page)
        if len(self._same) >= _MARKS:
            self._put_same(reader)

    def _put_same(self, reader: str) -> None:
        if self._same and self._may_mark:
            rereading.mark_read(self._archive, self._same, reader)
        elif self._same:
            self._put(Same(tuple(self._same), reader))
        self._same = []

    def _judge_refused(self, page: RefusedPage, again: ReadAgain, outlet: Outlet) -> None:
        version = again.version
        if version is None:
            self._report.still_refused += 1
            if again.outcome != page.outcome:
                self._report.other_outcome += 1
                self._put(Found(page, _without_text(again), outlet))
        elif rereading.is_known(self._archive.conn, version, outlet, again.addresses):
            self._report.known += 1
        else:
            self._report.new.add(f"{_named(page)}: “{version.article.headline}”, was {_was(page)}")
            self._put(Found(page, again, outlet))

    def _put(self, one: Any) -> None:
        if self._spool is not None:
            self._spool.add(one)


def _without_text(again: ReadAgain) -> ReadAgain:
    return replace(again, addresses=Addresses())


def _named(page: ArticlePage | RefusedPage) -> str:
    return f"article {page.article_id}" if isinstance(page, ArticlePage) else page.url


def _was(page: RefusedPage) -> str:
    return f"{Outcome(page.outcome).replace('_', ' ')}{f' ({page.reason})' if page.reason else ''}"
