"""Looking at a site as a careful person would: which addresses to ask for, in which order, and what is kept of them.

Knows no network: pages come from an Asker, and whatever gives the same answers will do. Bounded by the Asker's bounds,
and by its own on each kind of page, so that no kind uses up what the others need.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, islice, zip_longest
from typing import Protocol
from urllib.parse import unquote, urljoin, urlsplit
from zoneinfo import ZoneInfo

from newsarchive.crawl.declaration import registered_host
from newsarchive.crawl.fetch import FetchFailure, failure_of
from newsarchive.crawl.phases.discovery import MAX_SITEMAP_BYTES
from newsarchive.discovery import feeds, homepage, sitemaps
from newsarchive.discovery.sitemaps import NestedSitemap
from newsarchive.errors import DiscoveryError, DraftError
from newsarchive.extraction.article import read_page
from newsarchive.extraction.page.parsed_page import NotHtml, parse_page
from newsarchive.extraction.refusal.bot_walls import wall_vendor
from newsarchive.outlet import Outlet
from newsarchive.outlet_tools.draft.article_pages import FEWEST_HEADLINE_WORDS, Told, is_stub, is_under_others, judged
from newsarchive.outlet_tools.draft.feeds import announcing
from newsarchive.outlet_tools.draft.languages import is_language
from newsarchive.outlet_tools.draft.survey_values import Left, Read, Source, Survey, path_of
from newsarchive.outlet_tools.draft.url_rules import FEWEST_ARTICLES
from newsarchive.records import DiscoveryKind, Outcome, Page
from newsarchive.text import count_words
from newsarchive.urls import is_web_address, normalize_url, url_key

ARTICLES = 10
OTHERS = 14
# Of feeds, those in the head and in lists of feeds; of sitemaps, those in an index.
_FEEDS = 14
_COMMON_FEEDS = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feeds")
# A link to a feed says which; a headline about RSS is longer.
_MOST_FEED_WORDS = 6
_COMMON_SITEMAPS = ("/news-sitemap.xml", "/sitemap-news.xml", "/sitemap.xml", "/sitemap_index.xml")
_ROBOTS_SITEMAPS = 5
# Other languages that are looked at, and articles of each.
_LANGUAGES = 2
_OF_A_LANGUAGE = 3
_NESTED = 5
# Other pages that are read of one shape of address; and of a shape that articles have too.
_OF_A_SHAPE = (2, 8)
# Fewer pages do not show what all of them link.
_FEWEST_PAGES = 4
_UTC = ZoneInfo("UTC")

_FEED_ADDRESS = re.compile(r"(?:^|[/._?=&-])(?:rss|feeds?|atom|rdf)\d*(?:$|[/._?=&-])|\.(?:xml|rdf|rss|atom)$", re.I)
_FEED_WORDS = re.compile(r"\b(?:rss|atom|news ?feeds?|web ?feeds?)\b", re.I)
_FEED_HOSTS = re.compile(r"^(?:feeds?|rss\d*|newsfeeds?|feedproxy)\.", re.I)
_COMMENTS = re.compile(r"/comments?(?:/|\b)|[?&]feed=comments", re.I)
_NUMBER = re.compile(r"\d+")


class Asking(Protocol):
    """What a survey asks with: crawl.fetch.Fetcher, or saved pages."""

    requests: int

    async def page(self, url: str, max_bytes: int | None = None) -> Page | FetchFailure: ...

    async def robots_text(self, url: str) -> str | None: ...


async def survey(asking: Asking, asked: str) -> Survey:
    """What can be seen of the site at asked, an address of it.

    Raises:
        DraftError: the home page could not be fetched, and why: robots.txt, a bot wall, no answer.
    """
    return await _Surveyor(asking, asked).look()


class _Surveyor:
    """One survey under way."""

    def __init__(self, asking: Asking, asked: str):
        self._asking = asking
        self._asked_for = asked
        self._root = language_root(asked)
        self._asked: set[str] = set()
        self._sources: list[Source] = []
        # Those of the sources that name articles and nothing else, once all are found.
        self._announcing: list[Source] = []
        self._left: list[Left] = []
        self._reads: list[Read] = []
        self._labels: dict[int, str] = {}
        self._seen: dict[int, str] = {}
        # On how many of the pages each stands; what is on all of them is the site's menu.
        self._standing: Counter[int] = Counter()
        self._pages = 0
        self._forbidden = 0

    async def look(self) -> Survey:
        """The whole survey, in the order in which a person would go about it."""
        self._home = await self._fetch_home()
        self._draft = Outlet("draft", "", self._home.final_url, "und", "UTC", None, (self._domain,))
        self._home_links = self._take_links(self._home)
        await self._find_feeds()
        await self._find_sitemaps()
        self._announcing = announcing(self._sources, self._home.fetched_at)
        await self._read_articles()
        await self._read_others()
        await self._read_articles()
        await self._read_other_languages()
        self._refuse_if_nothing_was_readable()
        return Survey(
            home=self._home,
            links={url: text for url, text in self._home_links.items() if self._is_ours(url)},
            sources=tuple(self._sources),
            left=tuple(self._left),
            reads=self._judged(),
            root=self._root,
            requests=self._asking.requests,
        )

    @property
    def _domain(self) -> str:
        return registered_host(self._home.final_url)

    async def _fetch_home(self) -> Page:
        url = urljoin(self._asked_for, self._root)
        answer = await self._asking.page(url)
        problem = failure_of(answer)
        if problem is not None and problem.outcome is Outcome.NOT_FOUND and self._root != "/":
            # The front page of a part has the slash at its end, or has not.
            url = url.rstrip("/") if url.endswith("/") else f"{url}/"
            answer = await self._asking.page(url)
            problem = failure_of(answer)
        wall = _wall(answer) if isinstance(answer, Page) else None
        if wall is not None:
            raise DraftError(f"{url}: a bot wall ({wall}) answers instead of the site; it cannot be crawled")
        if problem is not None and problem.outcome is Outcome.ROBOTS_FORBIDS:
            raise DraftError(f"{url}: robots.txt forbids it; a site that does not want to be crawled is not")
        if problem is not None:
            raise DraftError(f"{url}: not fetched ({problem.outcome}: {problem.reason})")
        assert isinstance(answer, Page)
        self._asked |= {url, answer.final_url}
        return answer

    # Feeds

    async def _find_feeds(self) -> None:
        """Those that the home page declares, those it links, common places, and what lists of feeds name."""
        home = self._home
        declared = homepage.find_feeds(home.body, home.final_url, _charset(home))
        candidates = [(url, "declared by the home page") for url in declared]
        candidates += [(url, "linked on the home page") for url in self._feed_links(self._home_links)]
        if _FEED_ADDRESS.search(self._asked_for):
            candidates.insert(0, (self._asked_for, "the address asked for"))
        for url, found in candidates[:_FEEDS]:
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
            and (self._is_ours(url) or _FEED_HOSTS.match(urlsplit(url).hostname or ""))
            and not _COMMENTS.search(url)
        ]

    async def _try_feed(self, url: str, found: str, *, may_list: bool = True) -> None:
        page = await self._fetch(url, quietly=found == "at a common place")
        if page is None:
            return
        if page.final_url != url and page.final_url in self._asked:
            return
        self._asked.add(page.final_url)
        try:
            listing = feeds.parse_feed(page.body, page.final_url, _UTC, page.header("Content-Type"))
        except DiscoveryError as error:
            await self._try_listed(page, found, str(error)) if may_list else self._leave(url, _said(error))
            return
        problem = listing.problem
        self._sources.append(
            Source(page.final_url, "feed", found, listing.sightings, listing.title, problem, page.body)
        )

    async def _try_listed(self, page: Page, found: str, said: str) -> None:
        """What came instead of a feed may be a page for people that lists feeds."""
        links = self._take_links(page)
        listed = [url for url in self._feed_links(links) if url not in self._asked]
        declared = homepage.find_feeds(page.body, page.final_url, _charset(page))
        self._leave(page.final_url, f"{found}, but it is {said.partition(' but ')[2] or 'no feed'}")
        for url in [*declared, *listed][: max(0, _FEEDS - len(self._sources))]:
            await self._try_feed(url, f"listed on {page.final_url}", may_list=False)

    # Sitemaps

    async def _find_sitemaps(self) -> None:
        """Those that robots.txt names, else common places; of an index the news sitemaps and the newest others."""
        home = self._home.final_url
        text = await self._asking.robots_text(home)
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
                self._leave(url, _said(error))
            return
        kind: DiscoveryKind = "news_sitemap" if listing.is_news else "sitemap"
        self._sources.append(
            Source(
                page.final_url, kind, found, listing.sightings, None, listing.problem,
                page.body if len(page.body) < 1_000_000 else b"", len(listing.nested), within,
            )
        )  # fmt: skip
        if within is None or listing.nested:
            for nested in _worth_asking(listing.nested)[:room]:
                await self._try_sitemap(nested.url, f"{found}, with {nested.url}", within or page.final_url, room // 2)

    # Articles and other pages

    async def _read_articles(self) -> None:
        """Pages that should be articles, of all shapes of address, until enough are read."""
        for url in self._candidates():
            if sum(read.is_article for read in self._judged()) >= ARTICLES:
                return
            if len(self._reads) >= ARTICLES + OTHERS:
                return
            await self._read(url)

    def _candidates(self) -> Iterator[str]:
        announced = [one.url for source in self._announcing for one in source.sightings[:50]]
        linked = [url for url, text in self._links() if homepage.looks_like_article(url, text)]
        dated = [
            one.url
            for source in self._sources
            if source.kind == "sitemap"
            for one in source.sightings[:20]
            if homepage.looks_like_article(one.url)
        ]
        # Short addresses such as /?p=4412 say nothing by themselves.
        headed = [url for url, text in self._links() if count_words(text) >= FEWEST_HEADLINE_WORDS]
        for urls in (announced, linked, dated, headed):
            yield from _by_turns(url for url in urls if self._is_ours(url) and not is_under_others(url))

    async def _read_others(self) -> None:
        """One or two pages of each kind that the site links and that nothing tells to be articles."""
        for _ in range(2):
            for url in self._unknown():
                if len(self._reads) >= ARTICLES + OTHERS:
                    return
                await self._read(url)

    async def _read_other_languages(self) -> None:
        """Some articles from each folder named like a language that none was read from, by way of its front page."""
        read = {language_root(one.url).rstrip("/") for one in self._judged() if one.is_article}
        roots = dict.fromkeys(language_root(url).rstrip("/") for url, _ in self._links())
        for root in [root for root in roots if root not in read][:_LANGUAGES]:
            front = next(url for url, _ in self._links() if language_root(url).rstrip("/") == root)
            page = await self._fetch(front, quietly=True)
            if page is not None:
                self._take_links(page)
            under = [url for url, text in self._links() if language_root(url).rstrip("/") == root
                     and count_words(text) >= FEWEST_HEADLINE_WORDS and not is_under_others(url)]  # fmt: skip
            for url in under[:_OF_A_LANGUAGE]:
                await self._read(url)

    def _unknown(self) -> list[str]:
        told = self._told()
        unknown = [
            url
            for url, text in self._links()
            if url_key(url) not in told.announced
            and not is_under_others(url)
            and not _FEED_ADDRESS.search(urlsplit(url).path)
            and (count_words(text) < FEWEST_HEADLINE_WORDS or self._is_in_menu(url))
        ]
        shapes: dict[tuple[object, ...], list[str]] = defaultdict(list)
        for url in unknown:
            shapes[shape_of(url)].append(url)
        # A shape of many addresses, a shape of one: two pages of each show whether they are alike. Where articles have
        # that shape too, each page has to be looked at.
        ours = {shape_of(read.url) for read in self._judged() if read.is_article}
        return list(chain.from_iterable(urls[: _OF_A_SHAPE[shape in ours]] for shape, urls in shapes.items()))

    async def _read(self, url: str) -> None:
        page = await self._fetch(url, quietly=True)
        if page is not None and self._is_ours(page.final_url):
            links = self._take_links(page)
            self._reads.append(Read(page, read_page(page, self._draft), False, "", links=links))

    def _judged(self) -> tuple[Read, ...]:
        return judged(self._reads, self._told())

    def _told(self) -> Told:
        announced = {key for source in self._announcing for key in source.urls}
        return Told(announced, self._labels)

    def _links(self) -> list[tuple[str, str]]:
        return [(url, self._labels[key]) for key, url in self._seen.items() if self._is_ours(url)]

    def _refuse_if_nothing_was_readable(self) -> None:
        told, reads = self._told(), self._judged()
        if any(read.is_article for read in reads):
            return
        where = self._home.final_url
        if self._forbidden and self._forbidden >= len(reads):
            raise DraftError(f"{where}: robots.txt forbids its articles ({self._forbidden} of them)")
        walled = next((wall for read in reads if (wall := _wall(read.page))), None)
        if walled is not None:
            raise DraftError(f"{where}: a bot wall ({walled}) answers instead of its articles; it cannot be crawled")
        if sum(is_stub(read, told) for read in reads) >= FEWEST_ARTICLES:
            return
        looked = f"{len(reads)} of its pages read, none of them one" if reads else "nothing leads to one"
        raise DraftError(f"{where}: no articles found in its feeds, sitemaps and links: {looked}")

    # Asking

    async def _fetch(self, url: str, *, quietly: bool, max_bytes: int | None = None) -> Page | None:
        """The page at url, once; what kept it is noted unless it was only a try."""
        if url in self._asked or not is_web_address(url):
            return None
        self._asked.add(url)
        answer = await self._asking.page(url, max_bytes)
        problem = failure_of(answer)
        if problem is None:
            assert isinstance(answer, Page)
            return answer
        self._forbidden += problem.outcome is Outcome.ROBOTS_FORBIDS
        if not quietly:
            self._leave(url, problem.reason)
        return None

    def _leave(self, what: str, why: str) -> None:
        self._left.append(Left(what, why))

    def _take_links(self, page: Page) -> dict[str, str]:
        links = homepage.page_links(page.body, page.final_url, _charset(page))
        for url, text in links.items():
            key = url_key(url)
            self._seen.setdefault(key, url)
            self._labels[key] = max(self._labels.get(key, ""), text, key=len)
        self._standing.update({url_key(url) for url in links})
        self._pages += 1
        return links

    def _is_in_menu(self, url: str) -> bool:
        """Whether url is linked on all pages, whatever its words: a section's or service's, or a story much read."""
        return self._pages >= _FEWEST_PAGES and self._standing[url_key(url)] == self._pages

    def _is_ours(self, url: str) -> bool:
        """Whether url lies on the site: under its registered domain, on its port."""
        parts, home = urlsplit(url), urlsplit(self._home.final_url)
        return registered_host(url) == self._domain and parts.port == home.port


def language_root(url: str) -> str:
    """The path of a site's part in one language, such as "/fi/", where url lies in one; else "/"."""
    first, slash, rest = urlsplit(url).path.lstrip("/").partition("/")
    if not is_language(first.replace("_", "-")):
        return "/"
    return f"/{first}/" if slash or rest else f"/{first}"


def shape_of(url: str) -> tuple[object, ...]:
    """What addresses of one kind have in common: their folders, but for numbers, and what the last part looks like."""
    parts = urlsplit(url)
    *folders, last = unquote(parts.path).strip("/").split("/")
    names = tuple(re.sub(r"=.*", "", pair) for pair in parts.query.split("&") if pair)
    ending = last.rpartition(".")[2] if "." in last else ""
    if not folders:
        return (min(2, last.count("-")), ending, bool(_NUMBER.search(last)), names)
    return (*(_NUMBER.sub("0", folder) for folder in folders[:2]), len(folders), ending, names)


def _by_turns(urls: Iterable[str]) -> Iterator[str]:
    """urls so that each shape of address has its turn, in the order in which they came; each key once."""
    shapes: dict[tuple[object, ...], list[str]] = defaultdict(list)
    known: set[int] = set()
    for url in urls:
        if url_key(url) not in known:
            known.add(url_key(url))
            shapes[shape_of(url)[:1]].append(url)
    rows = zip_longest(*islice(shapes.values(), 12))
    yield from (url for row in rows for url in row if url is not None)


def _worth_asking(nested: Iterable[NestedSitemap]) -> list[NestedSitemap]:
    """The sitemaps of an index, those of news first, then the newest: by what it says, else by the numbers in them."""

    def rank(one: NestedSitemap) -> tuple[bool, int, tuple[int, ...]]:
        day = one.modified.on.toordinal() if one.modified else 0
        return "news" in one.url, day, tuple(map(int, _NUMBER.findall(one.url)))

    return sorted(nested, key=rank, reverse=True)


def _wall(page: Page) -> str | None:
    try:
        return wall_vendor(parse_page(page))
    except NotHtml:
        return None


def _charset(page: Page) -> str | None:
    _, _, charset = (page.header("Content-Type") or "").partition("charset=")
    return charset.partition(";")[0].strip("\"' ") or None


def _said(error: DiscoveryError) -> str:
    return str(error).partition(": ")[2] or str(error)
