"""Discovery: which feeds, sitemaps and home page to ask, within which limits, and what to remember of them.

One DiscoveryPhase belongs to one run of one spider, whose parse methods read the answers. The phase puts the sightings
into the archive's queue, and sends the further requests that follow from a sitemap index or a home page.
"""

import hashlib
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from scrapy import Request
from scrapy.http import Response
from scrapy.responsetypes import responsetypes
from twisted.python.failure import Failure

from newsarchive import clock
from newsarchive.archive.health.feed_days import FeedAnswer
from newsarchive.archive.queue import feed_states, url_states
from newsarchive.crawl.found import DiscoverySource, Found, collect
from newsarchive.crawl.http import failures
from newsarchive.crawl.http.answers import validators
from newsarchive.crawl.http.redirects import permanent_address
from newsarchive.crawl.http.robots import robots_text
from newsarchive.crawl.phases import feed_polls
from newsarchive.crawl.session import Session
from newsarchive.crawl.spider import OutletSpider
from newsarchive.discovery.sitemaps import NestedSitemap, sitemap_lines
from newsarchive.errors import DiscoveryError, ReadingError
from newsarchive.records import DiscoveryKind, FeedState, Outcome, Page, Sighting, Stamp
from newsarchive.urls import url_key
from newsarchive.workers.pool import WorkerPool

MAX_SITEMAP_DEPTH = 3
MAX_NESTED_SITEMAPS = 50
MAX_HOME_FEEDS = 3
# The sitemap protocol's own limit, uncompressed; the setting page_max_mb is smaller.
MAX_SITEMAP_BYTES = 52_428_800


class DiscoveryPhase:
    """The first phase of a run: asks each source once, remembers its state, and puts its sightings into the queue."""

    def __init__(
        self,
        spider: OutletSpider,
        session: Session,
        since: date | None,
        sitemap_days: int,
        *,
        asks_all: bool = True,
    ):
        self._spider = spider
        self._session = session
        self._archive = session.archive
        self._outlet = spider.outlet
        self._since = since
        self._cutoff = since or (clock.now() - timedelta(days=sitemap_days)).date()
        self._asks_all = asks_all
        self._asked: set[str] = set()
        # Sources that are not due; they are asked when another one fails.
        self._waiting: list[DiscoverySource] = []
        self._seen: set[int] = set()
        self._new_urls = 0
        self._nested = 0
        # Declared sources that have not answered yet, and whether all others are gone.
        self._unanswered: set[str] = set()
        self._all_gone = True
        # Whether the sources are not declared but come from robots.txt, and whether a source had not changed.
        self._is_undeclared = False
        self._is_unchanged = False
        # How many sources could be read, or have not changed since they were.
        self.read = 0
        self.problems: list[str] = []

    @property
    def answered(self) -> bool:
        """Whether a source could be read, or all sources that were due were read before."""
        return self.read > 0 or bool(self._waiting and not self.problems)

    async def first_requests(self) -> AsyncIterator[Request]:
        """Requests for the declared feeds and sitemaps, else for robots.txt's sitemaps, else for the home page."""
        sources = [DiscoverySource(url, "feed") for url in self._outlet.feeds]
        sources += [DiscoverySource(url, "sitemap") for url in self._outlet.sitemaps]
        self._unanswered = {source.url for source in sources}
        for request in self._requests(sources or await self._undeclared_sources()):
            yield request

    async def on_answer(self, response: Response, source: DiscoverySource) -> AsyncIterator[Request]:
        """Reads one source's answer, records its state, and gives the requests that follow from it."""
        state = self._state(source)
        fingerprint = self._fingerprint(response.body)
        if response.status == 304 or fingerprint == state.body_hash:
            self.read += 1
            self._is_unchanged = True
            self._spider.count("sources_unchanged")
            state = feed_polls.after_answer(replace(state, problem=None), None, (), response, clock.now())
            self._remember(state, response, source, is_unchanged=True, newest_at=state.newest_item_at)
            return
        try:
            found = await parse_source(self._spider, response, source.kind)
        except (DiscoveryError, ReadingError) as error:
            self._record_failure(source, str(error))
            for request in await self._fallback_requests(source, is_gone=isinstance(error, DiscoveryError)):
                yield request
            for request in self._waiting_requests():
                yield request
            return
        self.read += 1
        new = url_states.new_among(self._archive.conn, filter(lambda one: self._outlet.wants(one.url), found.sightings))
        known = self._new_urls
        problem = self.add_sightings(found.sightings)
        found.problem = found.problem or problem
        state = self._state_after(found, state, fingerprint)
        state = feed_polls.after_answer(state, found, new, response, clock.now())
        entries = len(found.sightings) + len(found.nested)
        counts = {"entries": entries, "new_urls": self._new_urls - known, "newest_at": found.newest_item_at}
        self._remember(state, response, source, **counts)
        for request in (*self._requests(self._sources_in(found, source)), *found.requests):
            yield request

    async def on_failure(self, failure: Failure) -> AsyncIterator[Request]:
        """Records why a source gave no answer, and asks elsewhere; a request that a stop ends is not an attempt."""
        outcome, reason = failures.outcome_of(failure)
        request: Request = failure.request  # type: ignore[attr-defined]  # Scrapy's, on every failure of an errback
        source: DiscoverySource = request.cb_kwargs["source"]
        if outcome is not Outcome.PENDING:
            self._record_failure(source, f"{source.url}: {reason}", failures.wait_seconds_of(failure))
            for request in await self._fallback_requests(source, is_gone=outcome is Outcome.NOT_FOUND):
                yield request
            for request in self._waiting_requests():
                yield request

    def last_requests(self) -> list[Request]:
        """The home page, for an outlet without sources of its own whose sitemaps in robots.txt name nothing to fetch.

        Some of them date no address, list only sections, or are gone. A sitemap that has not changed names nothing
        again; then the home page is asked if it was asked before.
        """
        home = DiscoverySource(self._outlet.home, "home")
        was_asked = feed_states.feed_state(self._archive.conn, home.url) is not None
        if not self._is_undeclared or self._seen or (self._is_unchanged and not was_asked):
            return []
        return list(self._requests([home]))

    def add_sightings(self, sightings: Iterable[Sighting]) -> str | None:
        """Puts the outlet's articles into the queue; from plain sitemaps only those dated within the window.

        Returns what is wrong with a plain sitemap without dates: its addresses are left to `backfill`.
        """
        wanted = [one for one in sightings if self._outlet.wants(one.url)]
        recent = [one for one in wanted if one.kind != "sitemap" or self._is_recent(one.newest)]
        self._seen.update(url_key(one.url) for one in recent)
        self._spider.crawler.stats.set_value("newsarchive/seen", len(self._seen))
        new_urls = self._session.add_sightings(self._outlet.name, recent)
        self._new_urls += new_urls
        self._spider.count("sighted", new_urls)
        if wanted and not recent and not any(one.newest for one in wanted):
            return f"none of its {len(wanted)} addresses has a lastmod, so none counts as recent"
        return None

    async def _fallback_requests(self, source: DiscoverySource, *, is_gone: bool) -> list[Request]:
        """What to ask once every declared source is gone (404, 410, or not a feed any more).

        Outlets move their feeds: their articles are still found, and the problem is still reported.
        """
        self._all_gone = self._all_gone and is_gone
        self._unanswered.discard(source.url)
        declared = self._outlet.feeds + self._outlet.sitemaps
        if self._unanswered or self.read or not self._all_gone or source.url not in declared:
            return []
        return list(self._requests(await self._undeclared_sources()))

    async def _undeclared_sources(self) -> list[DiscoverySource]:
        self._is_undeclared = True
        return await self._sitemaps_in_robots() or [DiscoverySource(self._outlet.home, "home")]

    async def _sitemaps_in_robots(self) -> list[DiscoverySource]:
        text = await robots_text(self._spider.crawler, self._outlet.home)
        urls = sitemap_lines(text, self._outlet.home) if text else []
        return [DiscoverySource(url, "sitemap") for url in urls[:MAX_NESTED_SITEMAPS]]

    def _requests(self, sources: Iterable[DiscoverySource]) -> Iterator[Request]:
        for source in sources:
            if source.url not in self._asked:
                self._asked.add(source.url)
                state = self._state(source)
                if feed_polls.is_due(state, clock.now(), asks_all=self._asks_all, changed_at=source.changed_at):
                    yield self._request(source, state)
                else:
                    self._unanswered.discard(source.url)
                    self._is_unchanged = True
                    self._waiting.append(source)

    def _waiting_requests(self) -> Iterator[Request]:
        """Requests for the sources that are not due and did not fail: one of them may list what a failed one lists."""
        waiting, self._waiting = self._waiting, []
        for source in waiting:
            state = self._state(source)
            if not state.failures and feed_polls.is_due(state, clock.now(), asks_all=True):
                yield self._request(source, state)

    def _request(self, source: DiscoverySource, state: FeedState) -> Request:
        meta: dict[str, Any] = {"handle_httpstatus_list": [304]}
        if source.kind == "sitemap":
            meta["download_maxsize"] = MAX_SITEMAP_BYTES
        return Request(
            source.url,
            callback=self.on_answer,
            errback=self.on_failure,
            cb_kwargs={"source": source},
            headers=validators(state.etag, state.last_modified) if self._was_read_alike(state) else {},
            dont_filter=True,
            meta=meta,
        )

    def _sources_in(self, found: Found, source: DiscoverySource) -> list[DiscoverySource]:
        """The feeds and nested sitemaps to ask next: news first, then the newest, within the limits of a run."""
        feeds = [DiscoverySource(url, "feed") for url in found.feeds[:MAX_HOME_FEEDS]]
        if source.depth >= MAX_SITEMAP_DEPTH:
            return feeds
        recent = [one for one in found.nested if one.modified is None or self._is_recent(one.modified)]
        fresh = [one for one in sorted(recent, key=_news_then_newest) if one.url not in self._asked]
        chosen = choose_nested(fresh, MAX_NESTED_SITEMAPS - self._nested)
        self._nested += len(chosen)
        return feeds + [DiscoverySource(one.url, "sitemap", source.depth + 1, _changed_at(one)) for one in chosen]

    def _is_recent(self, stamp: Stamp | None) -> bool:
        return stamp is not None and stamp.on >= self._cutoff

    def _state(self, source: DiscoverySource) -> FeedState:
        known = feed_states.feed_state(self._archive.conn, source.url)
        return known or FeedState(url=source.url, outlet=self._outlet.name, kind=source.kind)

    def _state_after(self, found: Found, state: FeedState, fingerprint: str) -> FeedState:
        """The state to remember; a source that leads on keeps no hash, and so no validators are sent for it."""
        if found.problem:
            self.problems.append(f"{state.url}: {found.problem}")
        return replace(
            state,
            kind="news_sitemap" if found.is_news else state.kind,
            body_hash=None if found.leads_on else fingerprint,
            newest_item_at=found.newest_item_at or state.newest_item_at,
            problem=found.problem,
        )

    def _answer_of(self, source: DiscoverySource, **what: Any) -> FeedAnswer | None:
        """What to count for the health of the source; None for a nested sitemap: many of them are for one day only."""
        if source.depth:
            return None
        return FeedAnswer(source.url, self._outlet.name, source.kind, clock.now(), **what)

    def _remember(self, state: FeedState, response: Response, source: DiscoverySource, **what: Any) -> None:
        answer = self._answer_of(source, problem=state.problem, moved_to=permanent_address(response), **what)
        self._session.save_feed(state, replace(answer, kind=state.kind) if answer is not None else None)

    def _record_failure(self, source: DiscoverySource, problem: str, wait_seconds: float | None = None) -> None:
        self.problems.append(problem)
        failed = feed_polls.after_failure(self._state(source), problem, wait_seconds, clock.now())
        self._session.save_feed(failed, self._answer_of(source, is_failure=True, problem=problem))

    def _fingerprint(self, body: bytes) -> str:
        """The SHA-256 of a body and of the rules that chose from it: with other rules the body is read again."""
        return f"{hashlib.sha256(body).hexdigest()}-{self._rules_hash}"

    @property
    def _rules_hash(self) -> str:
        rules = (self._outlet.domains, self._outlet.article_urls, self._outlet.skip_urls, self._since)
        return hashlib.sha256(repr(rules).encode()).hexdigest()[:8]

    def _was_read_alike(self, state: FeedState) -> bool:
        """Whether the source was last read with the same rules, so that "not modified" means nothing new."""
        return state.body_hash is not None and state.body_hash.endswith(f"-{self._rules_hash}")


class NoDiscovery(DiscoveryPhase):
    """The discovery phase of a run that knows otherwise which pages to fetch: the outlet's sources are not asked."""

    def __init__(self, spider: OutletSpider, session: Session):
        super().__init__(spider, session, None, 0)

    async def first_requests(self) -> AsyncIterator[Request]:
        """None."""
        for request in self.last_requests():
            yield request

    def last_requests(self) -> list[Request]:
        """None."""
        return []


async def parse_source(spider: OutletSpider, response: Response, kind: DiscoveryKind) -> Found:
    """What the spider's own parse method for that kind of source finds in response.

    Raises:
        DiscoveryError: the body is not a feed, sitemap or page, or cannot be read.
        ReadingError: reading took too long, or ended its worker.
    """
    if kind == "feed":
        return await collect(spider.parse_feed(response))
    if kind == "home":
        return await collect(spider.parse_home(response))
    return await collect(spider.parse_sitemap(response))


async def read_source(spider_class: type[OutletSpider], page: Page, kind: DiscoveryKind, pool: WorkerPool) -> Found:
    """What a spider of that class finds in page, outside of a run; raises as parse_source does."""
    spider = spider_class()
    spider.in_worker = pool.run
    return await parse_source(spider, _response(page), kind)


def _response(page: Page) -> Response:
    """The page as Scrapy's callbacks receive it."""
    headers = {name: [value for key, value in page.headers if key == name] for name, _ in page.headers}
    kind = responsetypes.from_args(url=page.final_url, body=page.body)
    return kind(page.final_url, status=page.status, headers=headers, body=page.body)


def _changed_at(nested: NestedSitemap) -> datetime | None:
    return nested.modified.at if nested.modified else None


def _news_then_newest(nested: NestedSitemap) -> tuple[bool, int]:
    return "news" not in nested.url, -nested.modified.on.toordinal() if nested.modified else 0


def choose_nested(nested: list[NestedSitemap], limit: int) -> list[NestedSitemap]:
    """At most limit of them: news and dated ones first, then undated ones from both ends.

    Some indexes have their newest sitemap at the end.
    """
    known: list[NestedSitemap] = []
    undated: list[NestedSitemap] = []
    for one in nested:
        (known if one.modified is not None or "news" in one.url else undated).append(one)
    left = max(limit - len(known), 0)
    if left < len(undated):
        undated = undated[: left - left // 2] + undated[len(undated) - left // 2 :]
    return (known + undated)[:limit]
