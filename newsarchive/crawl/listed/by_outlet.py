"""Listed addresses by the outlets that they belong to; a site without an outlet file gets an outlet made here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from newsarchive.crawl import registry
from newsarchive.crawl.declaration import site_of
from newsarchive.crawl.options import ListedPages, PageResult
from newsarchive.crawl.spider import OutletSpider
from newsarchive.errors import OutletError
from newsarchive.outlet import Outlet, site_outlet
from newsarchive.outlet_index import OutletIndex
from newsarchive.records import Outcome
from newsarchive.settings import Settings
from newsarchive.urls import normalize_url, url_key


@dataclass
class _Pages:
    """The addresses of one outlet that still wait, and its spider."""

    spider: type[OutletSpider]
    urls: list[str] = field(default_factory=list)


class ListedByOutlet:
    """A list of pages in rounds: the listed addresses, then those of other outlets to which they redirect.

    Each round has the pages of every outlet. report gets the result of every page, also of those that redirects add.
    """

    def __init__(
        self, settings: Settings, urls: Iterable[str], report: Callable[[PageResult], None], *, again: bool = False
    ):
        self._spiders = registry.find_outlets(settings)
        self._index = OutletIndex(spider.outlet for spider in self._spiders.values())
        self._report_result = report
        self._again = again
        self._asked: set[int] = set()
        self._next: dict[str, _Pages] = {}
        self._now: dict[str, _Pages] = {}
        for url in urls:
            self._add(url)

    @property
    def outlets(self) -> int:
        """How many outlets the next round has."""
        return len(self._next)

    @property
    def addresses(self) -> int:
        """How many addresses there are so far, with those that redirects have added."""
        return len(self._asked)

    def next_round(self) -> list[type[OutletSpider]]:
        """The spiders of the next round; none when no page is left."""
        self._now, self._next = self._next, {}
        return [pages.spider for pages in self._now.values()]

    def pages_of(self, outlet_name: str) -> ListedPages:
        """The pages of an outlet in this round."""
        return ListedPages(tuple(self._now[outlet_name].urls), self._report, self._again)

    def _report(self, result: PageResult) -> None:
        self._report_result(result)
        if result.redirected_to is not None:
            self._add(result.redirected_to)

    def _add(self, url: str) -> None:
        """Puts an address into the next round, unless it was in a round before: redirects may lead in a circle."""
        key = url_key(normalize_url(url))
        if key in self._asked:
            return
        self._asked.add(key)
        outlet = self._index.outlet_for_url(url)
        if outlet is not None:
            self._pages(outlet.name, lambda: self._spiders[outlet.name]).urls.append(url)
            return
        site = site_of(url)
        try:
            if ":" in site:
                raise OutletError(f"{site}: an IPv6 address, which no outlet can have as its domain")
            made = site_outlet(url, site)
            self._pages(made.name, lambda: _spider_of(made)).urls.append(url)
        except OutletError:
            self._report_result(PageResult(url, "", Outcome.REFUSED, "its host is not a name that an outlet can have"))

    def _pages(self, name: str, spider: Callable[[], type[OutletSpider]]) -> _Pages:
        if name not in self._next:
            self._next[name] = _Pages(spider())
        return self._next[name]


def _spider_of(outlet: Outlet) -> type[OutletSpider]:
    """The spider of an outlet without a file.

    Raises:
        OutletError: its host cannot be a domain of an outlet, such as one with "_".
    """
    facts = {
        "__module__": __name__,
        "__doc__": "The pages of a site without an outlet file.",
        "name": outlet.name,
        "title": outlet.title,
        "home": outlet.home,
        "domains": list(outlet.domains),
        "country": None,
        "language": outlet.language,
        "timezone": outlet.timezone,
    }
    return type("ListedSite", (OutletSpider,), facts)
