"""Fetches an outlet's feeds and a few articles, for `newsarchive check` and `outlets --verify`. Stores nothing."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from newsarchive import clock
from newsarchive.crawl import registry
from newsarchive.crawl.cookies.cookie_file import state_of
from newsarchive.crawl.fetch import Fetcher, can_render, failure_of, fetch_pages
from newsarchive.crawl.found import DiscoverySource, Found
from newsarchive.crawl.phases.discovery import (
    MAX_HOME_FEEDS,
    MAX_NESTED_SITEMAPS,
    MAX_SITEMAP_BYTES,
    MAX_SITEMAP_DEPTH,
    choose_nested,
    read_source,
)
from newsarchive.crawl.session import WORKER_MODULES
from newsarchive.crawl.spider import OutletSpider
from newsarchive.discovery.sitemaps import NestedSitemap, sitemap_lines
from newsarchive.errors import DiscoveryError, FetchError, ReaderTimedOut, ReadingError
from newsarchive.extraction.article import explain
from newsarchive.extraction.refusal.bot_walls import page_wall_vendor
from newsarchive.outlet import Outlet
from newsarchive.outlet_tools.check.diagnosis import (
    OutletCheck,
    PolledSource,
    TriedPage,
    UsualTexts,
    newest_first,
)
from newsarchive.outlet_tools.script_pages import advice, has_only_scripts
from newsarchive.records import Outcome, Page, Sighting
from newsarchive.settings import Settings
from newsarchive.workers.pool import WorkerPool

PAGES = 3
# The newest sitemaps of an index show whether it works.
_NESTED = 2

_READERS = (*WORKER_MODULES, "newsarchive.extraction.refusal.bot_walls", "newsarchive.outlet_tools.script_pages")

UsualTextsOf = Callable[[str], UsualTexts]


@dataclass(frozen=True)
class _Tools:
    fetcher: Fetcher
    pool: WorkerPool
    # The first day that a crawl takes from plain sitemaps.
    since: date


def check_outlets(
    settings: Settings,
    spiders: Sequence[type[OutletSpider]],
    usual_texts: UsualTextsOf,
    on_checked: Callable[[OutletCheck], None],
    pages: int = PAGES,
) -> list[OutletCheck]:
    """The check of each outlet, in the order in which they end; on_checked gets each one when it ends.

    The setting window limits how many outlets are checked at a time. Hosts are fetched as politely as in a crawl.
    usual_texts returns what an outlet's texts usually are. Of each outlet at most `pages` articles are read. Only one
    call per process is possible.

    Raises:
        KeyboardInterrupt: a signal stopped it.
        OutletError: there is a subscription, and a broken outlet file, so that its hosts are not known.
    """
    others = {spider.outlet.name: registry.hosts_of_others(settings, spider.outlet) for spider in spiders}

    async def plan(fetcher: Fetcher) -> list[OutletCheck]:
        done: list[OutletCheck] = []
        window = asyncio.Semaphore(settings.window)
        pool = WorkerPool(settings.workers, settings.extraction_timeout_seconds, preload=_READERS)
        tools = _Tools(fetcher, pool, (clock.now() - timedelta(days=settings.sitemap_days)).date())

        async def one(spider: type[OutletSpider]) -> None:
            async with window:
                polled, tried = await _look_at(spider, tools, pages)
            outlet = spider.outlet
            cookies = state_of(settings, outlet, clock.now(), others[outlet.name])
            checked = OutletCheck(outlet, polled, tried, clock.now(), usual_texts(outlet.name), cookies)
            done.append(checked)
            on_checked(checked)

        try:
            await asyncio.gather(*map(one, spiders))
        finally:
            await pool.close()
        return done

    return fetch_pages(settings, plan)


async def _look_at(
    spider: type[OutletSpider], tools: _Tools, pages: int
) -> tuple[tuple[PolledSource, ...], tuple[TriedPage, ...]]:
    polled = await _poll_all(spider, tools)
    wanted = newest_first(spider.outlet, polled)[:pages]
    tried: list[TriedPage] = []
    for sighting in wanted:
        # One page shows what a browser would read of them all.
        known = next((one.advice for one in tried if one.advice), None)
        tried.append(await _try(spider.outlet, sighting.url, tools, known))
    return tuple(polled), tuple(tried)


async def _poll_all(spider: type[OutletSpider], tools: _Tools) -> list[PolledSource]:
    """Polls what a crawl would: the declared feeds and sitemaps, else those in robots.txt, else the home page."""
    outlet = spider.outlet
    declared = [DiscoverySource(url, "feed") for url in outlet.feeds] + [
        DiscoverySource(url, "sitemap") for url in outlet.sitemaps
    ]
    if declared:
        return await _poll_each(spider, declared, tools)
    named = await _poll_each(spider, await _named_by_robots(outlet, tools), tools)
    if any(_is_recent(one, tools.since) for polled in named for one in polled.sightings if outlet.wants(one.url)):
        return named
    home = await _poll_each(spider, [DiscoverySource(outlet.home, "home")], tools)
    # If the home page has articles, useless sitemaps in robots.txt do not count as broken.
    return home if any(polled.sightings for polled in home) else [*named, *home]


async def _poll_each(
    spider: type[OutletSpider], sources: Sequence[DiscoverySource], tools: _Tools
) -> list[PolledSource]:
    """The answers of these sources, and of the first few feeds and sitemaps that they list."""
    waiting = [(source, source.url) for source in sources]
    asked, polled = {root for _, root in waiting}, []
    while waiting:
        source, root = waiting.pop(0)
        answer, further = await _poll(spider, source, tools)
        polled.append(replace(answer, root=root, moved_to=tools.fetcher.moved_to(source.url)))
        fresh = [one for one in further if one.url not in asked]
        asked.update(one.url for one in fresh)
        waiting += [(one, root if one.kind == "sitemap" else one.url) for one in fresh]
    return polled


def _is_recent(sighting: Sighting, since: date) -> bool:
    """Whether a crawl would take it. Sightings from plain sitemaps need a recent date."""
    return sighting.kind != "sitemap" or (sighting.newest is not None and sighting.newest.on >= since)


async def _named_by_robots(outlet: Outlet, tools: _Tools) -> list[DiscoverySource]:
    text = await tools.fetcher.robots_text(outlet.home)
    named = sitemap_lines(text, outlet.home) if text else []
    return [DiscoverySource(url, "sitemap") for url in named[:MAX_NESTED_SITEMAPS]]


async def _poll(
    spider: type[OutletSpider], source: DiscoverySource, tools: _Tools
) -> tuple[PolledSource, list[DiscoverySource]]:
    try:
        most = MAX_SITEMAP_BYTES if source.kind == "sitemap" else None
        page = await tools.fetcher.good_page(source.url, most, subscriber_of=spider.outlet)
    except FetchError as error:
        wall = await _wall(error.page, tools)
        problem, is_unreachable = _with_wall(error.reason, wall), error.is_unreachable
        failed = PolledSource(
            source.url, source.kind, outcome=error.outcome, problem=problem, is_unreachable=is_unreachable
        )
        return failed, []
    try:
        named = await read_source(spider, page, source.kind, tools.pool)
    except (DiscoveryError, ReadingError) as error:
        wall = await _wall(page, tools)
        outcome = Outcome.REFUSED if wall else None
        problem = str(error).removeprefix(f"{page.final_url}: ")
        return PolledSource(source.url, source.kind, outcome=outcome, problem=_with_wall(problem, wall)), []
    except Exception as error:
        # An outlet's own parse method may raise any error. It concerns only this outlet.
        return PolledSource(source.url, source.kind, problem=f"the outlet's file: {type(error).__name__}: {error}"), []
    return await _answered(source, page, named, tools), _further(named, source)


async def _answered(source: DiscoverySource, page: Page, named: Found, tools: _Tools) -> PolledSource:
    wall = await _wall(page, tools) if source.kind == "home" and not named.sightings else None
    if wall:
        return PolledSource(source.url, source.kind, outcome=Outcome.REFUSED, problem=f"bot wall: {wall}")
    return PolledSource(
        source.url,
        "news_sitemap" if named.is_news else source.kind,
        tuple(named.sightings),
        note=named.problem,
        leads_on=named.leads_on,
    )


def _further(named: Found, source: DiscoverySource) -> list[DiscoverySource]:
    feeds = [DiscoverySource(url, "feed") for url in named.feeds[:MAX_HOME_FEEDS]]
    if source.depth >= MAX_SITEMAP_DEPTH:
        return feeds
    # Without dates, one from each end: some indexes have their newest sitemap last.
    nested = choose_nested(sorted(named.nested, key=_news_then_newest), _NESTED)
    return feeds + [DiscoverySource(one.url, "sitemap", source.depth + 1) for one in nested]


def _news_then_newest(nested: NestedSitemap) -> tuple[bool, int]:
    return "news" not in nested.url, -nested.modified.on.toordinal() if nested.modified else 0


async def _try(outlet: Outlet, url: str, tools: _Tools, known_advice: str | None = None) -> TriedPage:
    try:
        page = await tools.fetcher.good_page(url, subscriber_of=outlet, render=outlet.renders(url))
    except FetchError as error:
        return TriedPage(url, error.outcome, _with_wall(error.reason, await _wall(error.page, tools)))
    if not outlet.has_host(page.final_url):
        return TriedPage(
            url, Outcome.NOT_ARTICLE, f"redirects to {page.final_url}, which is not on the outlet's domains"
        )
    try:
        explanation = await tools.pool.run(explain, page, outlet)
    except ReadingError as error:
        timed_out = isinstance(error, ReaderTimedOut)
        return TriedPage(url, Outcome.READER_TIMED_OUT if timed_out else Outcome.READER_CRASHED, str(error))
    except Exception as error:
        # The outlet's own `read` may raise any error too.
        return TriedPage(url, Outcome.READER_CRASHED, f"the outlet's file: {type(error).__name__}: {error}")
    reading = explanation.reading
    tried = TriedPage(
        url, reading.outcome, reading.reason, reading.article, bool(explanation.candidates.get("headline"))
    )
    return tried if reading.article else await _with_scripts(tried, page, outlet, tools, known_advice)


async def _with_scripts(
    tried: TriedPage, page: Page, outlet: Outlet, tools: _Tools, known_advice: str | None
) -> TriedPage:
    """tried, with what rendering it would bring, if its text may come only from scripts."""
    try:
        if not await tools.pool.run(has_only_scripts, page):
            return tried
        if known_advice is not None:
            return replace(tried, advice=known_advice)
        if not can_render():
            return replace(tried, advice=advice(outlet, None))
        rendered = await tools.fetcher.page(tried.url, render=True)
        if failure_of(rendered) is not None or not isinstance(rendered, Page):
            return tried
        article = (await tools.pool.run(explain, rendered, outlet)).reading.article
    except Exception:
        # What is wrong with the page is known already; this is one more look.
        return tried
    return replace(tried, advice=advice(outlet, len(article.body))) if article else tried


async def _wall(page: Page | None, tools: _Tools) -> str | None:
    if page is None:
        return None
    try:
        return await tools.pool.run(page_wall_vendor, page)
    except ReadingError:
        return None


def _with_wall(reason: str, wall: str | None) -> str:
    return f"{reason}, bot wall: {wall}" if wall else reason
