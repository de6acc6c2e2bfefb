"""The process that crawls one part: `python -m newsarchive.crawl.fleet.child FOLDER PARENT`, started by task.py.

It crawls as a crawl on one machine does. Only its archive is small and its own, its session writes journals, and its
pace knows which hosts it may ask, and until when.
"""

import asyncio
import pickle
import signal
import socket
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from newsarchive import clock
from newsarchive.archive import runs
from newsarchive.archive.articles import saving
from newsarchive.archive.database import Archive
from newsarchive.archive.queue.lent_queue import LentQueue, borrow
from newsarchive.crawl.fleet.journal import JournalSession
from newsarchive.crawl.fleet.task import TASK, CrawlTask, outlet_digest, write_result
from newsarchive.crawl.http.pace import DownloadLimit, ProcessPace
from newsarchive.crawl.process import TIME_IS_UP, OutletsProcess
from newsarchive.crawl.registry import spider_by_name
from newsarchive.crawl.scrapy_settings import scrapy_settings
from newsarchive.crawl.spider import OutletSpider
from newsarchive.errors import FleetError, NewsArchiveError, OutletError
from newsarchive.segments.folder import SegmentFolder
from newsarchive.segments.parcels import open_parcel
from newsarchive.workers.lifetime import boot_seconds, end_at, end_with_parent

# How often it is looked whether the part is still wanted.
_LOOK_SECONDS = 1.0


def main(folder: Path, parent: int) -> None:
    """Crawls the task in folder, and notes there what came of it."""
    end_with_parent(parent)
    # In a terminal, Ctrl-C reaches this process too; the driver decides what to do.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    task: CrawlTask = pickle.loads((folder / TASK).read_bytes())  # noqa: S301  (from our own parent)
    end_at(task.ends_at.seconds)
    try:
        _crawl(task, folder)
    except NewsArchiveError as error:
        write_result(folder, str(error))


def _crawl(task: CrawlTask, folder: Path) -> None:
    settings = replace(task.settings, db=folder / "archive.db", workers=1, min_free_gb=0)
    shared = SegmentFolder(task.folder)
    spiders = _spiders(task)
    queues = open_parcel(shared, task.parcel, list[LentQueue])
    archive = Archive.open(settings.db, write=True)
    saving.register_outlets(archive, [spider.outlet for spider in spiders])
    for queue in queues:
        borrow(archive, queue, clock.now())
    crawl_id = runs.begin_crawl(archive, task.options.command, clock.now())
    session = JournalSession(
        settings,
        archive,
        crawl_id,
        shared,
        finished=lambda name, journal: write_result(folder, (name, journal)),
        foreign=lambda name: sorted(host for outlet, host in pace.foreign if outlet == name),
    )

    def is_over() -> bool:
        has_ended = boot_seconds() >= task.ask_until.seconds
        if has_ended:
            # At once, so that a run of which nothing was answered yet is a stopped one, and none that failed.
            session.stop(TIME_IS_UP)
        return has_ended

    pace = ProcessPace(
        DownloadLimit(lambda: session.unread_bytes),
        task.hosts,
        # Another process may have asked them until this one was started.
        asked_at=time.monotonic(),
        is_over=is_over,
    )
    table = scrapy_settings(settings)
    table.set("NEWSARCHIVE_PACE", pace, priority="cmdline")
    try:
        _PartProcess(table, session, task, shared).run(spiders, task.options)
    finally:
        session.abandon()
    if session.has_failed:
        write_result(folder, session.stop_reason or "the crawl failed")


def _spiders(task: CrawlTask) -> Sequence[type[OutletSpider]]:
    """The spiders of the task, from the files of this machine.

    Raises:
        FleetError: a file is missing, broken, or another one than on the machine of the archive.
    """
    found = []
    for name, digest in task.outlets:
        try:
            spider = spider_by_name(task.settings, name)
        except OutletError as error:
            host = socket.gethostname()
            raise FleetError(f"{error} (on {host}); install the same files on all machines") from error
        if outlet_digest(spider) != digest:
            host = socket.gethostname()
            raise FleetError(f"{name}: its file is different on {host}; install the same files on all machines")
        found.append(spider)
    return found


class _PartProcess(OutletsProcess):
    """Scrapy's process for one part, which stops when its time is up, and when nobody wants its results any more."""

    def __init__(self, table: Any, session: JournalSession, task: CrawlTask, shared: SegmentFolder):
        super().__init__(table, session, progress=None)
        self._part, self._shared = task, shared

    def start(self, stop_after_crawl: bool = True, install_signal_handlers: bool = True) -> None:
        """As Scrapy's, without handlers of signals."""
        super().start(stop_after_crawl, install_signal_handlers=False)

    def _deadline(self, for_minutes: float | None) -> Callable[[], Any]:
        return asyncio.ensure_future(self._watch()).cancel

    async def _watch(self) -> None:
        while True:
            if boot_seconds() >= self._part.ask_until.seconds:
                self._session.stop(TIME_IS_UP)
                return
            if not await asyncio.to_thread(self._shared.has, self._part.parcel):
                self._session.stop("the crawl was stopped")
                return
            await asyncio.sleep(_LOOK_SECONDS)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
