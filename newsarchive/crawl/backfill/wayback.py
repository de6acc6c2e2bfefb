"""A backfill by the Wayback Machine: its snapshots of pages that the outlet no longer shows or names.

The Wayback Machine's index lists the snapshots. It is read in parts, as more pages are wanted, and the snapshots go
into the archive's queue. A file beside the archive says how far each list was read, so that no list is read twice. All
requests go to one host, at a pace of its own. The outlet's host is asked only for robots.txt, which holds for the
snapshots too.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from newsarchive import clock
from newsarchive.archive.progress_file import ProgressFile
from newsarchive.archive.queue import backfill_urls, url_states
from newsarchive.archive.queue.queued_urls import QueuedUrl
from newsarchive.crawl.backfill.page_phase import BackfillPagePhase
from newsarchive.crawl.http import failures
from newsarchive.crawl.http.politeness import pace_of
from newsarchive.crawl.http.robots import SafeRobots
from newsarchive.crawl.phases.discovery import DiscoveryPhase
from newsarchive.crawl.session import Session
from newsarchive.crawl.spider import OutletSpider
from newsarchive.discovery import wayback
from newsarchive.discovery.periods import Span, is_in_span
from newsarchive.discovery.wayback import WaybackSnapshot
from newsarchive.errors import DiscoveryError, ReadingError
from newsarchive.ingest import Prepared
from newsarchive.records import Memento, Outcome, Page, Sighting, Stamp
from newsarchive.urls import host_key, normalize_url, url_key

# The index searches a whole domain for one answer.
LISTING_SECONDS = 120.0
# Older snapshots may still be added to the index, but hardly within so few days.
LISTED_DAYS = 30


class WaybackPagePhase(BackfillPagePhase):
    """The page phase: snapshots that wait in the queue, and when none waits, the next part of the index's list."""

    def __init__(self, spider: OutletSpider, session: Session, span: Span, discovery: DiscoveryPhase, limit: float):
        super().__init__(spider, session, span, limit)
        self._discovery = discovery
        settings = session.settings
        self._base = settings.wayback_url
        self._first, self._last = moments_of(span, spider.outlet.zone)
        self._listings = ProgressFile(settings.db, "backfills")
        self._to_list = [
            url
            for domain in spider.outlet.hosts
            if not self._is_listed(url := wayback.listing_url(self._base, domain, self._first, self._last))
        ]
        self._is_listing = False
        if not self._to_list:
            # The whole index was read before: that is not a failure.
            discovery.read += 1
        delay_seconds = settings.wayback_delay_seconds
        pace_of(spider.crawler).host(self._base, delay_seconds).slow_down(delay_seconds)

    def next_requests(self) -> list[Request]:
        """The next snapshots; where none waits and none is in progress, a request for the next part of the list."""
        requests = super().next_requests()
        is_idle = not requests and not self._in_progress and not self._is_listing
        if is_idle and self._to_list and self.remaining > 0 and self._session.stop_reason is None:
            self._is_listing = True
            return [self._listing_request(self._to_list[0])]
        return requests

    def to_store(self, prepared: Prepared) -> tuple[Prepared, datetime]:
        """The page with the time of its capture, like an imported page; its old validators are of no use now.

        A page that gave no article is stored with the present time, since the wait for its next try begins now.
        """
        self._discovery.read += 1
        at = prepared.capture.fetched_at if prepared.version else clock.now()
        return replace(prepared, etag=None, last_modified=None), at

    def on_snapshot(self, response: Response, queued: QueuedUrl) -> Iterator[Any]:
        """The page in a snapshot, with the outlet's own address and the time of the capture."""
        for item in self._spider.parse_article(response, queued):
            yield _page_in(item) if isinstance(item, Page) else item

    async def on_listing(self, response: Response, listing: str) -> None:
        """Puts a part of the index's list into the queue, and remembers where the next part begins."""
        try:
            found = await self._spider.in_worker(wayback.parse_listing, response.body, response.url)
            await self._queue_snapshots(found.snapshots)
            self._remember_position(listing, found.resume_key)
        except (DiscoveryError, ReadingError) as error:
            self._give_up(listing, str(error))
        except BaseException:
            # A mistake of ours must not make us ask the index again and again.
            self._give_up(listing)
            raise
        finally:
            # Not earlier: while a worker reads the list, the scheduler is empty and asks for more requests.
            self._is_listing = self._is_exhausted = False

    def on_listing_failure(self, failure: Failure) -> None:
        """Leaves the list for the next backfill; a request that was stopped with the crawl is not a failure."""
        self._is_listing = False
        outcome, reason = failures.outcome_of(failure)
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy's, on every failure of an errback
        problem = f"{request.url.partition('?')[0]}: {reason}" if outcome is not Outcome.PENDING else None
        self._give_up(request.cb_kwargs["listing"], problem)

    def on_failure(self, failure: Failure) -> None:
        """As in a crawl, except that the Wayback Machine's own robots.txt says nothing about the outlet's page."""
        if isinstance(failure.value, failures.RobotsForbids):
            request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy's, on every failure of an errback
            self._closed_hosts.add(host_key(request.url))
            self.problem = f"{request.url}: {failure.value}"
            self.finish(request.cb_kwargs["queued"].url)
            return
        super().on_failure(failure)

    def _next_pages(self, wanted: int) -> list[QueuedUrl]:
        limit = len(self._in_progress) + wanted
        now, name = clock.now(), self._spider.outlet.name
        due = backfill_urls.due_snapshots(self._archive.conn, name, self._first, self._last, now, limit)
        return [one for one in due if self._may_fetch(one)][:wanted]

    def _may_fetch(self, queued: QueuedUrl) -> bool:
        return queued.url not in self._in_progress and host_key(_snapshot_url(queued)) not in self._closed_hosts

    def _request(self, queued: QueuedUrl) -> Request:
        return Request(
            _snapshot_url(queued),
            callback=self.on_snapshot,
            errback=self.on_failure,
            cb_kwargs={"queued": queued},
            dont_filter=True,
            meta={"is_snapshot": True},
        )

    def _listing_request(self, listing: str) -> Request:
        return Request(
            wayback.resume_url(listing, self._resume_key(listing)),
            callback=self.on_listing,
            errback=self.on_listing_failure,
            cb_kwargs={"listing": listing},
            dont_filter=True,
            meta={"download_timeout": LISTING_SECONDS},
        )

    async def _queue_snapshots(self, snapshots: tuple[WaybackSnapshot, ...]) -> None:
        """Puts the snapshots into the queue that the outlet wants and that may be of the span."""
        wanted: list[Sighting] = []
        forbidden: list[Sighting] = []
        for snapshot in snapshots:
            sighting = self._sighting(snapshot)
            if self._spider.outlet.wants(sighting.url) and is_in_span(_undated(sighting), self.span, None) is not False:
                (forbidden if await self._is_forbidden(sighting.url) else wanted).append(sighting)
        self._spider.count("seen", len(wanted) + len(forbidden))
        name, now = self._spider.outlet.name, clock.now()
        self._spider.count("sighted", url_states.add_snapshots(self._archive, name, wanted, now))
        closed = url_states.add_snapshots(self._archive, name, forbidden, now, Outcome.ROBOTS_FORBIDS)
        if closed:
            self._spider.count(f"refused/{Outcome.ROBOTS_FORBIDS}", closed)

    async def _is_forbidden(self, url: str) -> bool:
        robots = self._spider.crawler.get_downloader_middleware(SafeRobots)
        return robots is not None and await robots.forbids(url)

    def _sighting(self, snapshot: WaybackSnapshot) -> Sighting:
        """A snapshot as the queue stores it: found at its own address, and modified when it was captured."""
        day = snapshot.captured_at.astimezone(self._spider.outlet.zone).date()
        found_in = wayback.snapshot_url(self._base, snapshot)
        return Sighting(normalize_url(snapshot.url), found_in, "wayback", modified=Stamp(day, snapshot.captured_at))

    def _remember_position(self, listing: str, resume_key: str | None) -> None:
        """Remembers that the list was read up to resume_key, or to its end where there is none."""
        self._discovery.read += 1
        is_stuck = resume_key is not None and resume_key == self._resume_key(listing)
        ended_on = clock.now().date().isoformat() if resume_key is None else None
        self._listings.save(self._key(listing), {"resume_key": resume_key, "ended_on": ended_on})
        if ended_on or is_stuck:
            self._give_up(listing, "the index's list does not continue where it said it would" if is_stuck else None)

    def _is_listed(self, listing: str) -> bool:
        """Whether the index's list was read to its end within the last LISTED_DAYS."""
        ended_on = self._remembered(listing).get("ended_on")
        return ended_on is not None and clock.now().date() - date.fromisoformat(ended_on) < timedelta(days=LISTED_DAYS)

    def _resume_key(self, listing: str) -> str | None:
        key: str | None = self._remembered(listing).get("resume_key")
        return key

    def _remembered(self, listing: str) -> dict[str, Any]:
        """What is remembered of the list for this outlet and its present rules: other outlets may share its domain."""
        return self._listings.get(self._key(listing)) or {}

    def _key(self, listing: str) -> str:
        outlet = self._spider.outlet
        rules = hashlib.sha256(repr((outlet.article_urls, outlet.skip_urls)).encode()).hexdigest()[:8]
        return f"{outlet.name} {rules} {listing}"

    def _give_up(self, listing: str, problem: str | None = None) -> None:
        """Does not ask for the list again in this run."""
        self._to_list.remove(listing)
        self.problem = problem or self.problem


def moments_of(span: Span, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The first and the last second of a span's days, in zone."""
    end = datetime.combine(span.last + timedelta(days=1), time(), zone)
    return datetime.combine(span.first, time(), zone), end - timedelta(seconds=1)


def _undated(sighting: Sighting) -> Sighting:
    """The sighting without its time: a page is not published when it is captured."""
    return replace(sighting, modified=None)


def _snapshot_url(queued: QueuedUrl) -> str:
    assert queued.sighting is not None
    return queued.sighting.found_in


def _page_in(answer: Page) -> Page:
    """The outlet's page in an answer of the Wayback Machine, maybe after a redirect to a snapshot of another time."""
    snapshot = wayback.snapshot_at(answer.final_url)
    if snapshot is None:
        raise ValueError(f"{answer.final_url}: not the address of a snapshot")
    url = normalize_url(snapshot.url)
    return replace(
        answer,
        # The same address with http or www stays the requested one.
        final_url=answer.requested_url if url_key(url) == url_key(answer.requested_url) else url,
        fetched_at=snapshot.captured_at,
        memento=Memento(answer.final_url, answer.fetched_at),
    )
