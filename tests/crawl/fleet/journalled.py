"""One run as a session stores it, and as it is written down elsewhere and taken in: builders for the tests of both."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from newsarchive.archive.articles import saving
from newsarchive.archive.database import Archive
from newsarchive.archive.health.feed_days import FeedAnswer
from newsarchive.archive.queue.lent_queue import borrow, lend
from newsarchive.crawl.fleet.journal import JournalSession
from newsarchive.crawl.fleet.task import CrawlTask, machine_time
from newsarchive.crawl.http.hosts import Hosts
from newsarchive.crawl.process import CrawlOptions
from newsarchive.crawl.reporting.run_report import RunReport, number_of
from newsarchive.crawl.session import Session
from newsarchive.ingest import PageToKeep, prepare
from newsarchive.outlet import Outlet
from newsarchive.records import FeedState, Outcome, Page, RunCounts, Sighting, Stamp
from newsarchive.segments.folder import SegmentFolder
from newsarchive.segments.segment import SegmentName
from newsarchive.segments.version import this_reading_version
from newsarchive.settings import Settings

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
POST = Outlet(
    "post", "Rivertown Post", "https://post.example/", "en", "UTC", domains=("post.example",), article_urls=("/news/",)
)
FEED = "https://post.example/rss"
CRAWLER = object()


def url(number: int) -> str:
    return f"https://post.example/news/{number}"


def settings_of(folder: Path) -> Settings:
    folder.mkdir(parents=True, exist_ok=True)
    return Settings(root=folder, db=folder / "archive.db", min_free_gb=0)


def opened(folder: Path) -> Archive:
    archive = Archive.open(settings_of(folder).db, write=True)
    saving.register_outlets(archive, [POST])
    return archive


def page(
    number: int, words: str = "The bridge over the harbour opened to traffic on Friday morning", status=200
) -> Page:
    text = "".join(f"<p>{words}, and paragraph {part} of {number} says what it will cost.</p>" for part in range(5))
    html = f"<html lang='en'><head><title>Report {number}</title></head><body><article><h1>Report {number}</h1>{text}"
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    return Page(url(number), url(number), NOW, status, headers, f"{html}</article></body></html>".encode())


def run(session: Session, now: datetime = NOW, words: str = "The bridge over the harbour opened on Friday") -> None:
    """One run: a feed with five pages, of which one is not found, one has not changed, and one is no article."""
    run_id = session.begin_run(CRAWLER, POST)
    sightings = [Sighting(url(n), FEED, "feed", f"Report {n}", Stamp(now.date(), now)) for n in range(1, 6)]
    new = session.add_sightings("post", sightings)
    state = FeedState(FEED, "post", "feed", etag='"1"', polled_at=now)
    session.save_feed(state, FeedAnswer(FEED, "post", "feed", now, entries=5, new_urls=new))
    session.save_feed(FeedState("https://post.example/nested.xml", "post", "sitemap", polled_at=now), None)
    counted = {"new_articles": 0, "revised": 0, "same": 0}
    refused = {"not_found": 1}
    for number in (1, 2, 3):
        made = page(number, words) if number < 3 else page(number, "")
        made = made if number < 3 else Page(*[getattr(made, one) for one in made.__slots__[:5]], b"<p>Closed</p>")
        prepared = prepare(made, POST)
        stored = asyncio.run(session.store(PageToKeep(prepared, POST, now, sightings[number - 1])))
        name = number_of(stored)
        if name and name.startswith("refused/"):
            refused[name.removeprefix("refused/")] = 1
        elif name:
            counted[{"new": "new_articles"}.get(name, name)] += 1
    session.record_outcome("post", url(4), Outcome.NOT_FOUND, "HTTP 404: not found", status=404)
    session.record_outcome("post", url(5), Outcome.RATE_LIMITED, "HTTP 429", status=429, wait_seconds=7200)
    counts = RunCounts(requests=9, bytes_received=5000, seen=5, new_urls=new, refused=refused, **counted)
    session.end_run(CRAWLER, run_id, RunReport("post", POST.title, "finished", counts, answered=True))


def journal_of(home: Archive, folder: Path, now: datetime = NOW, **options) -> tuple[SegmentFolder, SegmentName]:
    """The journal of a run elsewhere, for which home has lent its queue."""
    shared, found = SegmentFolder(str(folder / "segments")), []
    with opened(folder / f"small-{now:%H%M}") as small:
        borrow(small, lend(home, "post", now, 10, since=None, sitemap_days=7), now)
        session = JournalSession(
            settings_of(folder), small, 1, shared, lambda name, journal: found.append(journal), lambda name: ()
        )
        run(session, now, **options)
    return shared, found[0]


LATER = NOW + timedelta(hours=2)


def a_task(tmp_path: Path, name: str = "one", **facts) -> CrawlTask:
    now = machine_time()
    until = replace(now, seconds=now.seconds + 100)
    made = CrawlTask(
        name, str(tmp_path), "parcel", Settings(root=tmp_path), CrawlOptions(), (), Hosts(), until, until,
        this_reading_version(),
    )  # fmt: skip
    return replace(made, **facts)
