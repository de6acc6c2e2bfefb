"""A backfill by the Wayback Machine: its copies of an outlet's pages, where the outlet no longer shows or names them.

The index is asked for as much as is wanted at a time. What it lists goes into the archive's queue, and how far it was
read into a file beside the archive, so that no list is read again from its start. Everything is asked of one host, at a
pace of its own; of the outlet's host only robots.txt, which is obeyed for the copies too.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from newsarchive import clock
from newsarchive.archive.progress_file import ProgressFile
from newsarchive.archive.queue import backfill_urls, url_states
from newsarchive.archive.queue.url_states import QueuedUrl
from newsarchive.crawl.backfill.page_phase import PastAsking
from newsarchive.crawl.http import failures, politeness
from newsarchive.crawl.http.robots import SafeRobots
from newsarchive.crawl.phases.discovery import Finding
from newsarchive.discovery import wayback
from newsarchive.discovery.periods import Span, is_of
from newsarchive.discovery.wayback import Copy
from newsarchive.errors import DiscoveryError, ReadingError
from newsarchive.ingest import Prepared
from newsarchive.records import Outcome, Page, Sighting, Stamp, WebArchiveSnapshot
from newsarchive.urls import normalize_url, url_key

if TYPE_CHECKING:
    from newsarchive.crawl.spider import OutletSpider

# The index looks through a whole domain for one answer.
LISTING_SECONDS = 120.0
# Copies of a time that is past may still be added to the index; so soon there is nothing new in it.
LISTED_DAYS = 30


class WaybackAsking(PastAsking):
    """The page phase: copies that wait in the queue, and when none does, the next part of the index's list."""

    def __init__(self, spider: "OutletSpider", span: Span, finding: Finding, limit: float):
        super().__init__(spider, span, limit)
        self._finding = finding
        settings = spider.session.settings
        self._base = settings.wayback_url
        self._first, self._last = moments_of(span, spider.outlet.zone)
        self._listings = ProgressFile(settings.db, "backfills")
        self._to_list = [
            url
            for domain in spider.outlet.domains
            if not self._is_listed(url := wayback.listing_url(self._base, domain, self._first, self._last))
        ]
        self._is_listing = False
        if not self._to_list:
            # Nothing is left to ask the index for: that is no failure.
            finding.read += 1
        politeness.HOSTS.of(self._base, settings.wayback_delay_seconds).slow_down(settings.wayback_delay_seconds)

    def more(self) -> list[Request]:
        """The next copies; where none waits and none is under way, a request for the next part of the list."""
        requests = super().more()
        is_idle = not requests and not self._under_way and not self._is_listing
        if is_idle and self._to_list and self.left > 0 and self._spider.session.stop_reason is None:
            self._is_listing = True
            return [self._listing_request(self._to_list[0])]
        return requests

    def to_keep(self, prepared: Prepared) -> tuple[Prepared, datetime]:
        """As of the time of its capture, as of a page in a file; the validators of then are no use now.

        A page that gave no article is settled now, since its next try is counted from here.
        """
        self._finding.read += 1
        at = prepared.capture.fetched_at if prepared.version else clock.now()
        return replace(prepared, etag=None, last_modified=None), at

    def on_copy(self, response: Response, queued: QueuedUrl) -> Iterator[Any]:
        """The page in a copy, under the outlet's own address and as of its capture."""
        for item in self._spider.parse_article(response, queued):
            yield _page_in(item) if isinstance(item, Page) else item

    async def on_listing(self, response: Response, listing: str) -> None:
        """Puts a part of the index's list into the queue, and remembers where the next one begins."""
        try:
            found = await self._spider.in_worker(wayback.parse_listing, response.body, response.url)
            await self._take(found.copies)
            self._go_on(listing, found.resume_key)
        except (DiscoveryError, ReadingError) as error:
            self._give_up(listing, str(error))
        except BaseException:
            # A mistake of ours must not ask the index for ever.
            self._give_up(listing)
            raise
        finally:
            # Not before: while a worker reads the list, the scheduler is empty and asks for more.
            self._is_listing = self._is_over = False

    def on_listing_failure(self, failure: Failure) -> None:
        """Leaves the list for the next time; one that was stopped with the crawl is no failure."""
        self._is_listing = False
        outcome, reason = failures.outcome_of(failure)
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy's, on every failure of an errback
        problem = f"{request.url.partition('?')[0]}: {reason}" if outcome is not Outcome.PENDING else None
        self._give_up(request.cb_kwargs["listing"], problem)

    def on_failure(self, failure: Failure) -> None:
        """As in a crawl; but what the Wayback Machine's own robots.txt forbids says nothing of the outlet's page."""
        if isinstance(failure.value, failures.RobotsForbids):
            request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy's, on every failure of an errback
            self._closed_hosts.add(politeness.host_key(request.url))
            self.problem = f"{request.url}: {failure.value}"
            self.done(request.cb_kwargs["queued"].url)
            return
        super().on_failure(failure)

    def _fresh(self, wanted: int) -> list[QueuedUrl]:
        limit = len(self._under_way) + wanted
        now, name = clock.now(), self._spider.outlet.name
        due = backfill_urls.due_snapshots(self._archive.conn, name, self._first, self._last, now, limit)
        return [one for one in due if self._may_ask(one)][:wanted]

    def _may_ask(self, queued: QueuedUrl) -> bool:
        return queued.url not in self._under_way and politeness.host_key(_replay_of(queued)) not in self._closed_hosts

    def _request(self, queued: QueuedUrl) -> Request:
        return Request(
            _replay_of(queued),
            callback=self.on_copy,
            errback=self.on_failure,
            cb_kwargs={"queued": queued},
            dont_filter=True,
            meta={"is_replay": True},
        )

    def _listing_request(self, listing: str) -> Request:
        return Request(
            wayback.resumed(listing, self._resume_key(listing)),
            callback=self.on_listing,
            errback=self.on_listing_failure,
            cb_kwargs={"listing": listing},
            dont_filter=True,
            meta={"download_timeout": LISTING_SECONDS},
        )

    async def _take(self, copies: tuple[Copy, ...]) -> None:
        """Puts into the queue what the outlet wants and may be of the span."""
        wanted: list[Sighting] = []
        forbidden: list[Sighting] = []
        for copy in copies:
            sighting = self._sighting(copy)
            if self._spider.outlet.wants(sighting.url) and is_of(_undated(sighting), self.span, None) is not False:
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

    def _sighting(self, copy: Copy) -> Sighting:
        """A copy as the queue knows it: it stands where it was found, and is as new as its capture."""
        day = copy.captured_at.astimezone(self._spider.outlet.zone).date()
        found_in = wayback.replay_url(self._base, copy)
        return Sighting(normalize_url(copy.url), found_in, "wayback", modified=Stamp(day, copy.captured_at))

    def _go_on(self, listing: str, resume_key: str | None) -> None:
        """Remembers that the list was read as far as resume_key, or to its end."""
        self._finding.read += 1
        is_stuck = resume_key is not None and resume_key == self._resume_key(listing)
        ended_on = clock.now().date().isoformat() if resume_key is None else None
        self._listings.save(self._key(listing), {"resume_key": resume_key, "ended_on": ended_on})
        if ended_on or is_stuck:
            self._give_up(listing, "the index's list does not go on where it said it would" if is_stuck else None)

    def _is_listed(self, listing: str) -> bool:
        """Whether the index's list was read to its end not long ago."""
        ended_on = self._known_of(listing).get("ended_on")
        return ended_on is not None and clock.now().date() - date.fromisoformat(ended_on) < timedelta(days=LISTED_DAYS)

    def _resume_key(self, listing: str) -> str | None:
        key: str | None = self._known_of(listing).get("resume_key")
        return key

    def _known_of(self, listing: str) -> dict[str, Any]:
        """What is remembered of the list as this outlet reads it: others may share its domain, and its rules change."""
        return self._listings.get(self._key(listing)) or {}

    def _key(self, listing: str) -> str:
        outlet = self._spider.outlet
        rules = hashlib.sha256(repr((outlet.article_urls, outlet.skip_urls)).encode()).hexdigest()[:8]
        return f"{outlet.name} {rules} {listing}"

    def _give_up(self, listing: str, problem: str | None = None) -> None:
        """Asks no more for the list in this run."""
        self._to_list.remove(listing)
        self.problem = problem or self.problem


def moments_of(span: Span, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The first and the last second of a span's days in zone."""
    end = datetime.combine(span.last + timedelta(days=1), time(), zone)
    return datetime.combine(span.first, time(), zone), end - timedelta(seconds=1)


def _undated(sighting: Sighting) -> Sighting:
    """What an address says by itself: when it was captured is not when it was published."""
    return replace(sighting, modified=None)


def _replay_of(queued: QueuedUrl) -> str:
    assert queued.sighting is not None
    return queued.sighting.found_in


def _page_in(answer: Page) -> Page:
    """The outlet's page in an answer of the Wayback Machine, which may have led to a copy of nearly that time."""
    copy = wayback.copy_at(answer.final_url)
    if copy is None:
        raise ValueError(f"{answer.final_url}: not the address of a copy")
    url = normalize_url(copy.url)
    return replace(
        answer,
        # Under http or with www it is the same address.
        final_url=answer.requested_url if url_key(url) == url_key(answer.requested_url) else url,
        fetched_at=copy.captured_at,
        snapshot=WebArchiveSnapshot(answer.final_url, answer.fetched_at),
    )
