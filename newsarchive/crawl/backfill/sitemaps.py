"""A backfill by sitemaps: the articles of a span of days that an outlet's sitemaps name.

Every sitemap that may name such articles is read, and their addresses go into the archive's queue. The pages are
fetched from there, newest first. The same backfill again reads the sitemaps again, and fetches only what is missing.
"""

from array import array
from collections import deque
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from scrapy import Request
from scrapy.http import Response

from newsarchive import clock
from newsarchive.archive.queue import backfill_urls, url_states
from newsarchive.archive.queue.queued_urls import QueuedUrl
from newsarchive.crawl.backfill.page_phase import UNDATED, BackfillPagePhase
from newsarchive.crawl.found import DiscoverySource, Found
from newsarchive.crawl.phases.discovery import MAX_SITEMAP_DEPTH, DiscoveryPhase, parse_source
from newsarchive.crawl.session import Session
from newsarchive.crawl.spider import OutletSpider
from newsarchive.discovery.periods import Span, is_in_span, may_contain, sitemap_periods, sorting_day
from newsarchive.errors import DiscoveryError, ReadingError
from newsarchive.records import FeedState, Sighting
from newsarchive.urls import normalize_url, url_key

# A daily sitemap for twelve years; a crawl, which looks only for new articles, has a lower limit.
MAX_SITEMAPS = 5_000
# How many addresses are looked up in the archive at once.
_CHUNK = 500


@dataclass(frozen=True)
class DatedSitemap(DiscoverySource):
    """A sitemap with the period that its name says, or else the name of the index that lists it."""

    period: Span | None = None


class ByDay:
    """The keys of addresses by day, eight bytes each: a backfill may find a million."""

    def __init__(self) -> None:
        self._days: dict[date, array[int]] = {}

    def add(self, day: date, key: int) -> None:
        self._days.setdefault(day, array("q")).append(key)

    def chunks(self) -> Iterator[list[int]]:
        """The keys, newest day first, in chunks of the size that is looked up at once."""
        for day in sorted(self._days, reverse=True):
            keys = self._days[day]
            for begin in range(0, len(keys), _CHUNK):
                yield keys[begin : begin + _CHUNK].tolist()


class SitemapDiscovery(DiscoveryPhase):
    """The discovery phase: reads the sitemaps that may name articles of the span; stored feed states do not change."""

    def __init__(self, spider: OutletSpider, session: Session, span: Span, *, leaves_snapshots: bool):
        super().__init__(spider, session, span.first, 0)
        self._span = span
        # Whether an address with a known Wayback snapshot is left to the phase that fetches those.
        self._leaves_snapshots = leaves_snapshots
        self.found = ByDay()

    async def first_requests(self) -> AsyncIterator[Request]:
        """Requests for the declared sitemaps, and for those in robots.txt: outlet files often name only the newest."""
        urls = dict.fromkeys((*self._outlet.sitemaps, *(source.url for source in await self._sitemaps_in_robots())))
        if not urls:
            self.problems.append("no sitemap is declared, and robots.txt names none")
        for request in self._requests(self._dated(list(urls), depth=0)):
            yield request

    async def on_answer(self, response: Response, source: DiscoverySource) -> AsyncIterator[Request]:
        """Reads one sitemap, queues its articles of the span, and gives requests for the sitemaps it names."""
        period = source.period if isinstance(source, DatedSitemap) else None
        try:
            found = await parse_source(self._spider, response, source.kind)
        except (DiscoveryError, ReadingError) as error:
            self.problems.append(str(error))
            return
        self.read += 1
        if found.problem:
            self.problems.append(f"{source.url}: {found.problem}")
        self._queue_articles(found.sightings, period)
        for request in (*self._requests(self._sources_in(found, source)), *found.requests):
            yield request

    def last_requests(self) -> list[Request]:
        """None: a home page shows only new articles."""
        return []

    def add_sightings(self, sightings: Iterable[Sighting]) -> str | None:
        """Queues what an outlet's own callback found."""
        self._queue_articles(sightings, None)
        return None

    def _queue_articles(self, sightings: Iterable[Sighting], period: Span | None) -> None:
        wanted = [one for one in sightings if self._outlet.wants(one.url)]
        judged = [(one, is_in_span(one, self._span, period)) for one in wanted]
        in_span = {url_key(normalize_url(one.url)): one for one, is_inside in judged if is_inside}
        self._spider.count("seen", len(in_span))
        self._spider.count(f"apart/{UNDATED}", sum(is_inside is None for _, is_inside in judged))
        # A backfill leaves stored articles alone: crawls look for their changes.
        missing = in_span.keys() - backfill_urls.stored_keys(self._archive.conn, in_span)
        # Their rows in the queue name the snapshots, which are needed if the outlet does not show the pages any more.
        snapshots = backfill_urls.snapshot_keys(self._archive.conn, missing)
        # Marked as of a plain sitemap: a crawl then leaves to the next backfill what this one does not fetch.
        new = [replace(in_span[key], kind="sitemap") for key in missing - snapshots]
        self._spider.count("sighted", url_states.add_sightings(self._archive, self._outlet.name, new, clock.now()))
        for key in missing - snapshots if self._leaves_snapshots else missing:
            self.found.add(sorting_day(in_span[key], period), key)

    def _sources_in(self, found: Found, source: DiscoverySource) -> list[DiscoverySource]:
        if source.depth >= MAX_SITEMAP_DEPTH:
            return []
        modified = {one.url: one.modified.on if one.modified else None for one in found.nested}
        named = self._dated([url for url in modified if url not in self._asked], source.depth + 1, source)
        relevant = [one for one in named if may_contain(one.period, modified[one.url], self._span)]
        left = MAX_SITEMAPS - self._nested
        if len(relevant) > left:
            self.problems.append(f"{source.url}: more than {MAX_SITEMAPS} sitemaps; ask for fewer days at a time")
        self._nested += len(relevant[:left])
        return list(relevant[:left])

    def _dated(self, urls: list[str], depth: int, above: DiscoverySource | None = None) -> list[DatedSitemap]:
        """The sitemaps with their periods; a name without a period inherits that of the index that lists it."""
        inherited = above.period if isinstance(above, DatedSitemap) else None
        periods = sitemap_periods(urls)
        return [DatedSitemap(url, "sitemap", depth, period=periods[url] or inherited) for url in urls]

    async def _fallback_requests(self, source: DiscoverySource, *, is_gone: bool) -> list[Request]:
        return []

    def _record_failure(self, source: DiscoverySource, problem: str, wait_seconds: float | None = None) -> None:
        self.problems.append(problem)

    def _was_read_alike(self, state: FeedState) -> bool:
        """Never: "not modified" would not say which articles of the span a sitemap names."""
        return False


class SitemapPagePhase(BackfillPagePhase):
    """The page phase: the articles of the span that the sitemaps named, newest day first."""

    def __init__(self, spider: OutletSpider, session: Session, span: Span, found: ByDay, limit: float):
        super().__init__(spider, session, span, limit)
        self._chunks = found.chunks()
        self._waiting: deque[QueuedUrl] = deque()

    def _next_pages(self, wanted: int) -> list[QueuedUrl]:
        fresh: list[QueuedUrl] = []
        while len(fresh) < wanted and self._load_more():
            one = self._waiting.popleft()
            if self._may_fetch(one):
                fresh.append(one)
        return fresh

    def _load_more(self) -> bool:
        """Whether an address is waiting; loads the next chunk when none is."""
        while not self._waiting:
            keys = next(self._chunks, None)
            if keys is None:
                return False
            self._waiting.extend(backfill_urls.due_of_keys(self._archive.conn, keys, clock.now()))
        return True
