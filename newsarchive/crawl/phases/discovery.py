"""Finding an outlet's articles: which feeds, sitemaps and home page to ask, in which bounds, and what is remembered.

One Finding belongs to one run of one spider, which reads the bytes of the answers; it turns what was found into
sightings of the archive's queue, and into the further requests that follow from a sitemap index or a home page.
"""

import hashlib
import inspect
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from newsarchive import clock
from newsarchive.archive.queue import feed_states, url_states
from newsarchive.crawl.http import failures
from newsarchive.discovery.listing import Listing
from newsarchive.discovery.sitemaps import NestedSitemap, SitemapListing, sitemap_lines
from newsarchive.errors import DiscoveryError, ReadingError
from newsarchive.records import DiscoveryKind, FeedState, Outcome, Sighting, Stamp
from newsarchive.urls import url_key

if TYPE_CHECKING:
    from newsarchive.crawl.spider import OutletSpider

MAX_SITEMAP_DEPTH = 3
MAX_NESTED_SITEMAPS = 50
MAX_HOME_FEEDS = 3
# The sitemap protocol's own limit, uncompressed; pages have the smaller one of the settings.
MAX_SITEMAP_BYTES = 52_428_800


@dataclass(frozen=True)
class Source:
    """One address where an outlet says what it has published; depth counts the sitemap indexes above it."""

    url: str
    kind: DiscoveryKind
    depth: int = 0


@dataclass
class Found:
    """What one answer of a source gave."""

    sightings: list[Sighting] = field(default_factory=list)
    nested: list[NestedSitemap] = field(default_factory=list)
    feeds: list[str] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    problem: str | None = None
    is_news: bool = False

    @property
    def leads_on(self) -> bool:
        """Whether the answer must be read again next time even if unchanged, for what it points to may have changed."""
        return bool(self.nested or self.feeds or self.requests)

    @property
    def newest_item_at(self) -> datetime | None:
        stamps = (sighting.newest for sighting in self.sightings)
        return max((stamp.at for stamp in stamps if stamp is not None and stamp.at is not None), default=None)


class Finding:
    """The finding phase of one run: asks each source once, remembers its state, and hands sightings to the queue."""

    def __init__(self, spider: "OutletSpider", since: date | None, sitemap_days: int):
        self._spider = spider
        self._archive = spider.session.archive
        self._outlet = spider.outlet
        self._since = since
        self._cutoff = since or (clock.now() - timedelta(days=sitemap_days)).date()
        self._asked: set[str] = set()
        self._seen: set[int] = set()
        self._nested = 0
        # Declared sources that have not answered yet; whether those that have are gone for good.
        self._awaited: set[str] = set()
        self._all_gone = True
        # Whether robots.txt's sitemaps are read for want of others; whether something had not changed.
        self._is_undeclared = False
        self._is_unchanged = False
        # Sources that could be read, or have not changed since they were.
        self.read = 0
        self.problems: list[str] = []

    async def first_requests(self) -> AsyncIterator[Request]:
        """Requests for the declared feeds and sitemaps, else for robots.txt's sitemaps, else for the home page."""
        sources = [Source(url, "feed") for url in self._outlet.feeds]
        sources += [Source(url, "sitemap") for url in self._outlet.sitemaps]
        self._awaited = {source.url for source in sources}
        for request in self._requests(sources or await self._undeclared()):
            yield request

    async def on_answer(self, response: Response, source: Source) -> AsyncIterator[Request]:
        """Reads one source's answer, records its state, and gives the requests that follow from it."""
        state = self._state(source)
        mark = self._mark(response.body)
        if response.status == 304 or mark == state.body_hash:
            self.read += 1
            self._is_unchanged = True
            self._spider.count("sources_unchanged")
            self._remember(replace(state, problem=None), response)
            return
        try:
            found = await self._read(response, source)
        except (DiscoveryError, ReadingError) as error:
            self._failed(source, str(error))
            for request in await self._instead_of(source, is_gone=isinstance(error, DiscoveryError)):
                yield request
            return
        self.read += 1
        undated = self.sight(found.sightings)
        found.problem = found.problem or undated
        self._remember(self._state_after(found, state, mark), response)
        for request in (*self._requests(self._sources_in(found, source)), *found.requests):
            yield request

    async def on_failure(self, failure: Failure) -> AsyncIterator[Request]:
        """Records why a source gave no answer, and asks elsewhere; a request stopped with the crawl is no attempt."""
        outcome, reason = failures.outcome_of(failure)
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy's, on every failure of an errback
        source: Source = request.cb_kwargs["source"]
        if outcome is not Outcome.PENDING:
            self._failed(source, f"{source.url}: {reason}", failures.wait_seconds_of(failure))
            for request in await self._instead_of(source, is_gone=outcome is Outcome.NOT_FOUND):
                yield request

    async def _instead_of(self, source: Source, *, is_gone: bool) -> list[Request]:
        """What to ask once every declared source has turned out to be gone (404, 410, or no longer a feed).

        Outlets move their feeds: their articles are still found, and the problem is still told.
        """
        self._all_gone = self._all_gone and is_gone
        self._awaited.discard(source.url)
        if self._awaited or self.read or not self._all_gone or source.url not in self._declared:
            return []
        return list(self._requests(await self._undeclared()))

    def last_requests(self) -> list[Request]:
        """The home page, once robots.txt's sitemaps have been asked for want of others and named nothing to fetch.

        Some date none of their addresses, list sections alone, or are gone. What has not changed since it was read
        names nothing again; then the home page is asked if it was before.
        """
        home = Source(self._outlet.home, "home")
        was_asked = feed_states.feed_state(self._archive.conn, home.url) is not None
        if not self._is_undeclared or self._seen or (self._is_unchanged and not was_asked):
            return []
        return list(self._requests([home]))

    @property
    def _declared(self) -> tuple[str, ...]:
        return self._outlet.feeds + self._outlet.sitemaps

    def sight(self, sightings: Iterable[Sighting]) -> str | None:
        """Puts into the queue what the outlet wants, of plain sitemaps only what is dated within the window.

        Returns what is wrong with a plain sitemap that dates nothing: its addresses are left to `backfill`.
        """
        wanted = [one for one in sightings if self._outlet.wants(one.url)]
        recent = [one for one in wanted if one.kind != "sitemap" or self._is_recent(one.newest)]
        self._seen.update(url_key(one.url) for one in recent)
        self._spider.crawler.stats.set_value("newsarchive/seen", len(self._seen))
        self._spider.count("sighted", url_states.add_sightings(self._archive, self._outlet.name, recent, clock.now()))
        if wanted and not recent and not any(one.newest for one in wanted):
            return f"none of its {len(wanted)} addresses has a lastmod, so that none counts as recent"
        return None

    async def _undeclared(self) -> list[Source]:
        self._is_undeclared = True
        return await self._named_by_robots() or [Source(self._outlet.home, "home")]

    async def _named_by_robots(self) -> list[Source]:
        text = await self._spider.robots_text(self._outlet.home)
        named = sitemap_lines(text, self._outlet.home) if text else []
        return [Source(url, "sitemap") for url in named[:MAX_NESTED_SITEMAPS]]

    def _requests(self, sources: Iterable[Source]) -> Iterator[Request]:
        for source in sources:
            if source.url not in self._asked:
                self._asked.add(source.url)
                state = self._state(source)
                if state.due_at is None or state.due_at <= clock.now():
                    yield self._request(source, state)
                else:
                    self.problems.append(f"{source.url}: its host asked to be left alone until {state.due_at}")

    def _request(self, source: Source, state: FeedState) -> Request:
        meta: dict[str, Any] = {"handle_httpstatus_list": [304]}
        if source.kind == "sitemap":
            meta["download_maxsize"] = MAX_SITEMAP_BYTES
        return Request(
            source.url,
            callback=self.on_answer,
            errback=self.on_failure,
            cb_kwargs={"source": source},
            headers=validators(state.etag, state.last_modified) if self._chose_alike(state) else {},
            dont_filter=True,
            meta=meta,
        )

    async def _read(self, response: Response, source: Source) -> Found:
        if source.kind == "feed":
            return await collect(self._spider.parse_feed(response))
        if source.kind == "home":
            return await collect(self._spider.parse_home(response))
        return await collect(self._spider.parse_sitemap(response))

    def _sources_in(self, found: Found, source: Source) -> list[Source]:
        """The feeds and nested sitemaps to ask next: news first, then the newest, all within the bounds of a run."""
        feeds = [Source(url, "feed") for url in found.feeds[:MAX_HOME_FEEDS]]
        if source.depth >= MAX_SITEMAP_DEPTH:
            return feeds
        recent = [one for one in found.nested if one.modified is None or self._is_recent(one.modified)]
        fresh = [one for one in sorted(recent, key=_news_then_newest) if one.url not in self._asked]
        room = MAX_NESTED_SITEMAPS - self._nested
        nested = [Source(one.url, "sitemap", source.depth + 1) for one in first_of(fresh, room)]
        self._nested += len(nested)
        return feeds + nested

    def _is_recent(self, stamp: Stamp | None) -> bool:
        return stamp is not None and stamp.on >= self._cutoff

    def _state(self, source: Source) -> FeedState:
        known = feed_states.feed_state(self._archive.conn, source.url)
        return known or FeedState(url=source.url, outlet=self._outlet.name, kind=source.kind)

    def _state_after(self, found: Found, state: FeedState, mark: str) -> FeedState:
        """The state to remember; one that leads on keeps no hash and, for want of it, sends no validators."""
        if found.problem:
            self.problems.append(f"{state.url}: {found.problem}")
        return replace(
            state,
            kind="news_sitemap" if found.is_news else state.kind,
            body_hash=None if found.leads_on else mark,
            newest_item_at=found.newest_item_at or state.newest_item_at,
            problem=found.problem,
        )

    def _remember(self, state: FeedState, response: Response) -> None:
        state = replace(
            state,
            etag=_header(response, "ETag") or (state.etag if response.status == 304 else None),
            last_modified=_header(response, "Last-Modified")
            or (state.last_modified if response.status == 304 else None),
            polled_at=clock.now(),
            due_at=None,
            failures=0,
        )
        feed_states.save_feed_state(self._archive, state)

    def _failed(self, source: Source, problem: str, wait_seconds: float | None = None) -> None:
        self.problems.append(problem)
        state = self._state(source)
        now = clock.now()
        due_at = now + timedelta(seconds=wait_seconds) if wait_seconds else None
        failed = replace(state, polled_at=now, due_at=due_at, failures=state.failures + 1, problem=problem)
        feed_states.save_feed_state(self._archive, failed)

    def _mark(self, body: bytes) -> str:
        """The SHA-256 of a body, and what chose from it: with other rules or another window it is read afresh."""
        return f"{hashlib.sha256(body).hexdigest()}-{self._choice}"

    @property
    def _choice(self) -> str:
        rules = (self._outlet.domains, self._outlet.article_urls, self._outlet.skip_urls, self._since)
        return hashlib.sha256(repr(rules).encode()).hexdigest()[:8]

    def _chose_alike(self, state: FeedState) -> bool:
        return state.body_hash is not None and state.body_hash.endswith(f"-{self._choice}")


async def collect(result: Any) -> Found:
    """What a parse method gave, as a Found: a listing, a Found, or an iterable of Sightings and Requests."""
    if inspect.isawaitable(result):
        result = await result
    if isinstance(result, Found):
        return result
    if isinstance(result, SitemapListing):
        nested = list(result.nested)
        return Found(list(result.sightings), nested=nested, problem=result.problem, is_news=result.is_news)
    if isinstance(result, Listing):
        return Found(list(result.sightings), problem=result.problem)
    items = [item async for item in result] if hasattr(result, "__aiter__") else list(result or ())
    requests = [item for item in items if isinstance(item, Request)]
    return Found([item for item in items if isinstance(item, Sighting)], requests=requests)


def validators(etag: str | None, last_modified: str | None) -> dict[str, str]:
    """The headers of a conditional request (RFC 9110 §13.1): answered 304 when nothing has changed."""
    headers = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {name: value for name, value in headers.items() if value}


def _news_then_newest(nested: NestedSitemap) -> tuple[bool, int]:
    return "news" not in nested.url, -nested.modified.on.toordinal() if nested.modified else 0


def first_of(nested: list[NestedSitemap], room: int) -> list[NestedSitemap]:
    """As many as there is room for; of undated ones half from the end, where some indexes have their newest."""
    told = [one for one in nested if one.modified is not None or "news" in one.url]
    untold = [one for one in nested if one not in told]
    left = max(room - len(told), 0)
    if left < len(untold):
        untold = untold[: left - left // 2] + untold[len(untold) - left // 2 :]
    return (told + untold)[:room]


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None
