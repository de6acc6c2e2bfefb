"""The survey of a site: which URLs to fetch, in which order, and what to keep of the answers.

Knows no network: a PageFetcher gives the pages. The fetcher limits the number of requests. The survey limits the pages
of each kind, so that no kind uses up the requests that others need.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Protocol
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

from newsarchive.crawl.fetch import FetchFailure, can_render, failure_of
from newsarchive.crawl.phases.discovery import MAX_SITEMAP_BYTES
from newsarchive.discovery import feeds, homepage, sitemaps
from newsarchive.discovery.sitemaps import NestedSitemap
from newsarchive.errors import DiscoveryError, DraftError
from newsarchive.extraction.article import read_page
from newsarchive.extraction.page.parsed_page import NotHtml, parse_page
from newsarchive.extraction.refusal.bot_walls import wall_vendor
from newsarchive.outlet import Outlet
from newsarchive.outlet_tools.draft.article_pages import (
    FEWEST_HEADLINE_WORDS,
    SiteContext,
    classify,
    is_in_non_article_folder,
    is_stub,
)
from newsarchive.outlet_tools.draft.feeds import current_sources
from newsarchive.outlet_tools.draft.site_links import SiteLinks, charset_of
from newsarchive.outlet_tools.draft.survey_values import Rejected, Survey, SurveyedPage, SurveyedSource, path_of
from newsarchive.outlet_tools.draft.url_rules import FEWEST_ARTICLES
from newsarchive.outlet_tools.draft.url_shapes import alternating, language_root, shape_of
from newsarchive.outlet_tools.script_pages import INSTALL, has_only_scripts
from newsarchive.records import DiscoveryKind, Outcome, Page, Reading
from newsarchive.text import count_words
from newsarchive.urls import is_web_address, normalize_url, url_key

ARTICLES = 10
OTHERS = 14
# Most feeds that are tried: those that the home page declares or links, and those in lists of feeds.
_FEEDS = 14
_COMMON_FEEDS = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feeds")
# A link to a feed has few words. A headline about RSS has more.
_MOST_FEED_WORDS = 6
_COMMON_SITEMAPS = ("/news-sitemap.xml", "/sitemap-news.xml", "/sitemap.xml", "/sitemap_index.xml")
_ROBOTS_SITEMAPS = 5
# Other languages that are tried, and articles of each.
_LANGUAGES = 2
_OF_A_LANGUAGE = 3
_NESTED = 5
# Other pages that are read of one URL shape; and of a shape that articles have too.
_OF_A_SHAPE = (2, 8)
# Pages without text that a browser tries to show, before the site counts as one that needs none.
_RENDER_TRIES = 3
_UTC = ZoneInfo("UTC")

_FEED_ADDRESS = re.compile(r"(?:^|[/._?=&-])(?:rss|feeds?|atom|rdf)\d*(?:$|[/._?=&-])|\.(?:xml|rdf|rss|atom)$", re.I)
_FEED_WORDS = re.compile(r"\b(?:rss|atom|news ?feeds?|web ?feeds?)\b", re.I)
_FEED_HOSTS = re.compile(r"^(?:feeds?|rss\d*|newsfeeds?|feedproxy)\.", re.I)
_COMMENTS = re.compile(r"/comments?(?:/|\b)|[?&]feed=comments", re.I)
_NUMBER = re.compile(r"\d+")


class PageFetcher(Protocol):
    """What gives a survey its pages: the fetcher of crawl.fetch, or saved pages in tests."""

    requests: int

    async def page(self, url: str, max_bytes: int | None = None, *, render: bool = False) -> Page | FetchFailure: ...

    async def robots_text(self, url: str) -> str | None: ...


async def survey_site(fetcher: PageFetcher, url: str, feeds: Sequence[str] = ()) -> Survey:
    """The survey of the site at url; feeds are those that the user knows, and are tried first.

    Raises:
        DraftError: the home page cannot be fetched (robots.txt, a bot wall, no answer), or there are no articles.
    """
    return await _Surveyor(fetcher, url, feeds).look()


class _Surveyor:
    """One survey while it runs."""

    def __init__(self, fetcher: PageFetcher, url: str, feeds: Sequence[str]):
        self._fetcher = fetcher
        self._requested_url = url
        self._given_feeds = tuple(feeds)
        self._root = language_root(url)
        self._requested: set[str] = set()
        self._sources: list[SurveyedSource] = []
        # The sources that contain current articles only. Known once all sources are found.
        self._current_sources: list[SurveyedSource] = []
        self._rejected: list[Rejected] = []
        self._pages: list[SurveyedPage] = []
        self._forbidden = 0
        # Whether its articles have their text only after a browser has run their scripts; how often that is tried, and
        # whether it could not be, because no browser is installed.
        self._renders = False
        self._tries_left = _RENDER_TRIES
        self._needs_browser = False

    async def look(self) -> Survey:
        """Runs the whole survey: home page, feeds, sitemaps, articles, other pages, other languages."""
        self._home = await self._fetch_home()
        self._links = SiteLinks(self._home)
        self._draft = Outlet("draft", "", self._home.final_url, "und", "UTC", None, (self._links.domain,))
        await self._find_feeds()
        await self._find_sitemaps()
        self._current_sources = current_sources(self._sources, self._home.fetched_at)
        await self._read_articles()
        await self._read_others()
        await self._read_articles()
        await self._read_other_languages()
        self._refuse_without_articles()
        return Survey(
            home=self._home,
            links={url: text for url, text in self._links.of_home.items() if self._links.is_ours(url)},
            sources=tuple(self._sources),
            rejected=tuple(self._rejected),
            pages=self._classified(),
            root=self._root,
            requests=self._fetcher.requests,
            renders=self._renders,
        )

    async def _fetch_home(self) -> Page:
        url = urljoin(self._requested_url, self._root)
        answer = await self._fetcher.page(url)
        problem = failure_of(answer)
        if problem is not None and problem.outcome is Outcome.NOT_FOUND and self._root != "/":
            # The front page of a part may need a slash at its end, or may not have one.
            url = url.rstrip("/") if url.endswith("/") else f"{url}/"
            answer = await self._fetcher.page(url)
            problem = failure_of(answer)
        wall = _wall(answer) if isinstance(answer, Page) else None
        if wall is not None:
            raise DraftError(f"{url}: a bot wall ({wall}) answers instead of the site, so it cannot be crawled")
        if problem is not None and problem.outcome is Outcome.ROBOTS_FORBIDS:
            raise DraftError(f"{url}: robots.txt forbids it, so the site is not crawled")
        if problem is not None:
            raise DraftError(f"{url}: not fetched ({problem.outcome}: {problem.reason})")
        assert isinstance(answer, Page)
        self._requested |= {url, answer.final_url}
        return answer

    # Feeds

    async def _find_feeds(self) -> None:
        """Finds feeds: declared by the home page, linked on it, at common places, and in lists of feeds."""
        home = self._home
        declared = homepage.find_feeds(home.body, home.final_url, charset_of(home))
        candidates = [(url, "declared by the home page") for url in declared]
        candidates += [(url, "linked on the home page") for url in self._feed_links(self._links.of_home)]
        if _FEED_ADDRESS.search(self._requested_url):
            candidates.insert(0, (self._requested_url, "the URL you gave"))
        candidates[:0] = [(url, "given by you") for url in self._given_feeds]
        for url, found in candidates[: _FEEDS + len(self._given_feeds)]:
            await self._try_feed(url, found)
        for root in dict.fromkeys((self._root.rstrip("/"), "")):
            for place in _COMMON_FEEDS:
                await self._try_feed(urljoin(home.final_url, root + place), "at a common place")

    def _feed_links(self, links: dict[str, str]) -> list[str]:
        return [
            url
            for url, text in links.items()
            if (_FEED_WORDS.search(text) or _FEED_ADDRESS.search(path_of(normalize_url(url))))
            and count_words(text) <= _MOST_FEED_WORDS
            and (self._links.is_ours(url) or _FEED_HOSTS.match(urlsplit(url).hostname or ""))
            and not _COMMENTS.search(url)
        ]

    async def _try_feed(self, url: str, found: str, *, may_list: bool = True) -> None:
        page = await self._fetch(url, quietly=found == "at a common place")
        if page is None:
            return
        if page.final_url != url and page.final_url in self._requested:
            return
        self._requested.add(page.final_url)
        try:
            listing = feeds.parse_feed(page.body, page.final_url, _UTC, page.header("Content-Type"))
        except DiscoveryError as error:
            await self._try_listed(page, found, str(error)) if may_list else self._reject(url, _reason(error))
            return
        problem = listing.problem
        self._sources.append(
            SurveyedSource(page.final_url, "feed", found, listing.sightings, listing.title, problem, page.body)
        )

    async def _try_listed(self, page: Page, found: str, problem: str) -> None:
        """A page that is not a feed may be a page for readers that lists feeds."""
        links = self._links.take(page)
        listed = [url for url in self._feed_links(links) if url not in self._requested]
        declared = homepage.find_feeds(page.body, page.final_url, charset_of(page))
        self._reject(page.final_url, f"{found}, but it is {problem.partition(' but ')[2] or 'not a feed'}")
        for url in [*declared, *listed][: max(0, _FEEDS - len(self._sources))]:
            await self._try_feed(url, f"listed on {page.final_url}", may_list=False)

    # Sitemaps

    async def _find_sitemaps(self) -> None:
        """Finds sitemaps: named by robots.txt, else at common places. Of an index, only some parts are fetched."""
        home = self._home.final_url
        text = await self._fetcher.robots_text(home)
        named = [(url, "named by robots.txt") for url in (sitemaps.sitemap_lines(text, home) if text else [])]
        named = named[:_ROBOTS_SITEMAPS] or [(urljoin(home, place), "at a common place") for place in _COMMON_SITEMAPS]
        for url, found in named:
            await self._try_sitemap(url, found)

    async def _try_sitemap(self, url: str, found: str, within: str | None = None, room: int = _NESTED) -> None:
        page = await self._fetch(url, quietly=found == "at a common place", max_bytes=MAX_SITEMAP_BYTES)
        if page is None:
            return
        try:
            listing = sitemaps.parse_sitemap(page.body, page.final_url, _UTC)
        except DiscoveryError as error:
            if found != "at a common place":
                self._reject(url, _reason(error))
            return
        kind: DiscoveryKind = "news_sitemap" if listing.is_news else "sitemap"
        self._sources.append(
            SurveyedSource(
                page.final_url, kind, found, listing.sightings, None, listing.problem,
                page.body if len(page.body) < 1_000_000 else b"", len(listing.nested), within,
            )
        )  # fmt: skip
        if within is None or listing.nested:
            for nested in _most_useful(listing.nested)[:room]:
                await self._try_sitemap(nested.url, f"{found}, with {nested.url}", within or page.final_url, room // 2)

    # Articles and other pages

    async def _read_articles(self) -> None:
        """Reads pages that are probably articles, of all URL shapes, until there are enough."""
        for url in self._candidates():
            if sum(page.is_article for page in self._classified()) >= ARTICLES:
                return
            if len(self._pages) >= ARTICLES + OTHERS:
                return
            await self._read(url)

    def _candidates(self) -> Iterator[str]:
        announced = [one.url for source in self._current_sources for one in source.sightings[:50]]
        linked = [url for url, text in self._links.to_site() if homepage.looks_like_article(url, text)]
        dated = [
            one.url
            for source in self._sources
            if source.kind == "sitemap"
            for one in source.sightings[:20]
            if homepage.looks_like_article(one.url)
        ]
        # A short URL such as /?p=4412 shows nothing by itself, so the text of its link counts.
        headed = [url for url, text in self._links.to_site() if count_words(text) >= FEWEST_HEADLINE_WORDS]
        for urls in (announced, linked, dated, headed):
            yield from alternating(
                url for url in urls if self._links.is_ours(url) and not is_in_non_article_folder(url)
            )

    async def _read_others(self) -> None:
        """Reads one or two pages of each kind that the site links and that are probably not articles."""
        for _ in range(2):
            for url in self._unknown():
                if len(self._pages) >= ARTICLES + OTHERS:
                    return
                await self._read(url)

    async def _read_other_languages(self) -> None:
        """Reads the front page and some articles of each language folder from which no article was read yet."""
        known = {language_root(one.url).rstrip("/") for one in self._classified() if one.is_article}
        roots = dict.fromkeys(language_root(url).rstrip("/") for url, _ in self._links.to_site())
        for root in [root for root in roots if root not in known][:_LANGUAGES]:
            front = next(url for url, _ in self._links.to_site() if language_root(url).rstrip("/") == root)
            page = await self._fetch(front, quietly=True)
            if page is not None:
                self._links.take(page)
            under = [url for url, text in self._links.to_site() if language_root(url).rstrip("/") == root
                     and count_words(text) >= FEWEST_HEADLINE_WORDS and not is_in_non_article_folder(url)]  # fmt: skip
            for url in under[:_OF_A_LANGUAGE]:
                await self._read(url)

    def _unknown(self) -> list[str]:
        site = self._site()
        unknown = [
            url
            for url, text in self._links.to_site()
            if url_key(url) not in site.announced
            and not is_in_non_article_folder(url)
            and not _FEED_ADDRESS.search(urlsplit(url).path)
            and (count_words(text) < FEWEST_HEADLINE_WORDS or self._links.is_in_menu(url))
        ]
        shapes: dict[tuple[object, ...], list[str]] = defaultdict(list)
        for url in unknown:
            shapes[shape_of(url)].append(url)
        # Two pages of each shape show whether all its pages are alike. If articles have that shape too, more pages must
        # be read.
        ours = {shape_of(page.url) for page in self._classified() if page.is_article}
        return list(chain.from_iterable(urls[: _OF_A_SHAPE[shape in ours]] for shape, urls in shapes.items()))

    async def _read(self, url: str) -> None:
        page = await self._fetch(url, quietly=True)
        if page is not None and self._links.is_ours(page.final_url):
            links = self._links.take(page)
            reading = read_page(page, self._draft)
            if reading.article is None and not self._renders:
                page, reading = await self._rendered(page, reading)
            self._pages.append(SurveyedPage(page, reading, False, "", links=links))

    async def _rendered(self, page: Page, reading: Reading) -> tuple[Page, Reading]:
        """The page after its scripts have run, if its text comes only from them; all later pages are rendered too."""
        if self._tries_left <= 0 or not has_only_scripts(page):
            return page, reading
        self._tries_left -= 1
        self._needs_browser = not can_render()
        rendered = None if self._needs_browser else await self._fetcher.page(page.requested_url, render=True)
        if not isinstance(rendered, Page) or failure_of(rendered) is not None:
            return page, reading
        read = read_page(rendered, self._draft)
        if read.article is None:
            return page, reading
        self._renders = True
        return rendered, read

    def _classified(self) -> tuple[SurveyedPage, ...]:
        return classify(self._pages, self._site())

    def _site(self) -> SiteContext:
        announced = {key for source in self._current_sources for key in source.urls}
        return SiteContext(announced, self._links.texts)

    def _refuse_without_articles(self) -> None:
        site, pages = self._site(), self._classified()
        if any(page.is_article for page in pages):
            return
        where = self._home.final_url
        if self._forbidden and self._forbidden >= len(pages):
            raise DraftError(f"{where}: robots.txt forbids its articles ({self._forbidden} of them)")
        walled = next((wall for page in pages if (wall := _wall(page.fetched))), None)
        if walled is not None:
            raise DraftError(f"{where}: a bot wall ({walled}) answers instead of its articles, so it cannot be crawled")
        if sum(is_stub(page, site) for page in pages) >= FEWEST_ARTICLES:
            return
        if self._needs_browser:
            raise DraftError(
                f"{where}: the texts of its pages come only from scripts; install a browser with `{INSTALL}`"
            )
        what = f"{len(pages)} pages were read, and none is an article" if pages else "no link leads to one"
        raise DraftError(f"{where}: no articles found in feeds, sitemaps and links: {what}")

    # Fetching

    async def _fetch(self, url: str, *, quietly: bool, max_bytes: int | None = None) -> Page | None:
        """The page at url, on the first request for it only. A failure is reported, unless quietly is true."""
        if url in self._requested or not is_web_address(url):
            return None
        self._requested.add(url)
        answer = await self._fetcher.page(url, max_bytes, render=self._renders and max_bytes is None)
        problem = failure_of(answer)
        if problem is None:
            assert isinstance(answer, Page)
            return answer
        self._forbidden += problem.outcome is Outcome.ROBOTS_FORBIDS
        if not quietly:
            self._reject(url, problem.reason)
        return None

    def _reject(self, url: str, reason: str) -> None:
        self._rejected.append(Rejected(url, reason))


def _most_useful(nested: Iterable[NestedSitemap]) -> list[NestedSitemap]:
    """The sitemaps of an index, news sitemaps first, then the newest by date, or by the numbers in their URLs."""

    def rank(one: NestedSitemap) -> tuple[bool, int, tuple[int, ...]]:
        day = one.modified.on.toordinal() if one.modified else 0
        return "news" in one.url, day, tuple(map(int, _NUMBER.findall(one.url)))

    return sorted(nested, key=rank, reverse=True)


def _wall(page: Page) -> str | None:
    try:
        return wall_vendor(parse_page(page))
    except NotHtml:
        return None


def _reason(error: DiscoveryError) -> str:
    return str(error).partition(": ")[2] or str(error)
