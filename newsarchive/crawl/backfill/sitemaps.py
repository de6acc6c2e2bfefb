"""A backfill by sitemaps: what they name of a time that is past, asked for as a crawl asks.

Every sitemap that may hold the time is read, and what it names of that time goes into the archive's queue, from which
the pages are asked for, newest first. Running it again reads the sitemaps again and asks only for what is missing.
"""

from array import array
from collections import deque
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.http import Response

from newsarchive import clock
from newsarchive.archive.queue import backfill_urls, url_states
from newsarchive.archive.queue.url_states import QueuedUrl
from newsarchive.crawl.backfill.page_phase import UNDATED, PastAsking
from newsarchive.crawl.phases.discovery import MAX_SITEMAP_DEPTH, Finding, Found, Source
from newsarchive.discovery.periods import Span, day_of, is_of, may_hold, sitemap_periods
from newsarchive.errors import DiscoveryError, ReadingError
from newsarchive.records import FeedState, Sighting
from newsarchive.urls import normalize_url, url_key

if TYPE_CHECKING:
    from newsarchive.crawl.spider import OutletSpider

# A daily sitemap for twelve years; a crawl's bound is for what is new.
MAX_SITEMAPS = 5_000
# Addresses looked up at once; what became of them is known by the archive alone.
_CHUNK = 500


@dataclass(frozen=True)
class DatedSource(Source):
    """A sitemap with the period that its name, or that of the index it stands in, says."""

    period: Span | None = None


class ByDay:
    """Keys of addresses by day, eight bytes each: a backfill may find a million."""

    def __init__(self) -> None:
        self._days: dict[date, array[int]] = {}

    def add(self, day: date, key: int) -> None:
        self._days.setdefault(day, array("q")).append(key)

    def chunks(self) -> Iterator[list[int]]:
        """The keys, those of the newest day first, so many at a time as are looked up at once."""
        for day in sorted(self._days, reverse=True):
            keys = self._days[day]
            for begin in range(0, len(keys), _CHUNK):
                yield keys[begin : begin + _CHUNK].tolist()


class SitemapFinding(Finding):
    """The finding phase: walks the sitemaps that may hold the span; what is remembered of feeds stays as it is."""

    def __init__(self, spider: "OutletSpider", span: Span, *, leaves_copies: bool):
        super().__init__(spider, span.first, 0)
        self._span = span
        # Whether what waits as another archive's copy is left to the phase that asks for those.
        self._leaves_copies = leaves_copies
        self.found = ByDay()

    async def first_requests(self) -> AsyncIterator[Request]:
        """Requests for the declared sitemaps, and for those of robots.txt: outlet files often name the newest only."""
        urls = dict.fromkeys((*self._outlet.sitemaps, *(source.url for source in await self._named_by_robots())))
        if not urls:
            self.problems.append("no sitemap is declared, and robots.txt names none")
        for request in self._requests(self._dated(list(urls), depth=0)):
            yield request

    async def on_answer(self, response: Response, source: Source) -> AsyncIterator[Request]:
        """Reads one sitemap, puts what it names of the span into the queue, and gives requests for those under it."""
        period = source.period if isinstance(source, DatedSource) else None
        try:
            found = await self._read(response, source)
        except (DiscoveryError, ReadingError) as error:
            self.problems.append(str(error))
            return
        self.read += 1
        if found.problem:
            self.problems.append(f"{source.url}: {found.problem}")
        self._take(found.sightings, period)
        for request in (*self._requests(self._sources_in(found, source)), *found.requests):
            yield request

    def last_requests(self) -> list[Request]:
        """None: a home page shows what is new."""
        return []

    def sight(self, sightings: Iterable[Sighting]) -> str | None:
        """Takes what an outlet's own callback gave."""
        self._take(sightings, None)
        return None

    def _take(self, sightings: Iterable[Sighting], period: Span | None) -> None:
        wanted = [one for one in sightings if self._outlet.wants(one.url)]
        said = [(one, is_of(one, self._span, period)) for one in wanted]
        kept = {url_key(normalize_url(one.url)): one for one, is_ours in said if is_ours}
        self._spider.count("seen", len(kept))
        self._spider.count(f"apart/{UNDATED}", sum(is_ours is None for _, is_ours in said))
        # What is stored is no matter of a backfill: that it was changed since is for crawls to notice.
        missing = kept.keys() - backfill_urls.stored_keys(self._archive.conn, kept)
        # Their rows say where the copies stand, of which there may be need if the outlet does not show the pages.
        copies = backfill_urls.snapshot_keys(self._archive.conn, missing)
        # As a plain sitemap's, so that a crawl leaves to the next backfill what this one does not get to.
        new = [replace(kept[key], kind="sitemap") for key in missing - copies]
        self._spider.count("sighted", url_states.add_sightings(self._archive, self._outlet.name, new, clock.now()))
        for key in missing - copies if self._leaves_copies else missing:
            self.found.add(day_of(kept[key], period), key)

    def _sources_in(self, found: Found, source: Source) -> list[Source]:
        if source.depth >= MAX_SITEMAP_DEPTH:
            return []
        modified = {one.url: one.modified.on if one.modified else None for one in found.nested}
        named = self._dated([url for url in modified if url not in self._asked], source.depth + 1, source)
        held = [one for one in named if may_hold(one.period, modified[one.url], self._span)]
        room = MAX_SITEMAPS - self._nested
        if len(held) > room:
            self.problems.append(f"{source.url}: more than {MAX_SITEMAPS} sitemaps; ask for fewer days at a time")
        self._nested += len(held[:room])
        return list(held[:room])

    def _dated(self, urls: list[str], depth: int, above: Source | None = None) -> list[DatedSource]:
        """The sitemaps with their periods; where a name says none, that of the index it stands in holds."""
        inherited = above.period if isinstance(above, DatedSource) else None
        periods = sitemap_periods(urls)
        return [DatedSource(url, "sitemap", depth, periods[url] or inherited) for url in urls]

    async def _instead_of(self, source: Source, *, is_gone: bool) -> list[Request]:
        return []

    def _failed(self, source: Source, problem: str, wait_seconds: float | None = None) -> None:
        self.problems.append(problem)

    def _chose_alike(self, state: FeedState) -> bool:
        """Never: "not modified" would not say what a sitemap names of the span."""
        return False


class NothingToFind(Finding):
    """The finding phase of a backfill that asks another archive: the outlet is not asked where its articles are."""

    def __init__(self, spider: "OutletSpider"):
        super().__init__(spider, None, 0)

    async def first_requests(self) -> AsyncIterator[Request]:
        """None."""
        for request in self.last_requests():
            yield request

    def last_requests(self) -> list[Request]:
        """None."""
        return []


class SitemapAsking(PastAsking):
    """The page phase: what the sitemaps named of the span, newest day first."""

    def __init__(self, spider: "OutletSpider", span: Span, found: ByDay, limit: float):
        super().__init__(spider, span, limit)
        self._chunks = found.chunks()
        self._waiting: deque[QueuedUrl] = deque()

    def _fresh(self, wanted: int) -> list[QueuedUrl]:
        fresh: list[QueuedUrl] = []
        while len(fresh) < wanted and self._fill():
            one = self._waiting.popleft()
            if self._may_ask(one):
                fresh.append(one)
        return fresh

    def _fill(self) -> bool:
        """Whether an address waits; looks up the next ones when none does."""
        while not self._waiting:
            keys = next(self._chunks, None)
            if keys is None:
                return False
            self._waiting.extend(backfill_urls.due_of_keys(self._archive.conn, keys, clock.now()))
        return True
