"""The links on the pages of one site: their texts, which lead to the site itself, and which are in its menu. Pure."""

from collections import Counter
from urllib.parse import urlsplit

from newsarchive.crawl.declaration import registered_host
from newsarchive.discovery import homepage
from newsarchive.records import Page
from newsarchive.urls import url_key

# With fewer pages, a link on all of them does not prove a menu.
_FEWEST_PAGES = 4


class SiteLinks:
    """The links of the pages that were read so far, beginning with the home page.

    texts has, by the key of a URL, the longest text of its links.
    """

    def __init__(self, home: Page) -> None:
        self._home_url = home.final_url
        self.domain = registered_host(home.final_url)
        self.texts: dict[int, str] = {}
        self._urls: dict[int, str] = {}
        # How many pages link each URL. A link on all pages belongs to the menu.
        self._pages_linking: Counter[int] = Counter()
        self._pages = 0
        self.of_home = self.take(home)

    def take(self, page: Page) -> dict[str, str]:
        """The links of a page with their texts, which are added to those of the site."""
        links = homepage.page_links(page.body, page.final_url, charset_of(page))
        for url, text in links.items():
            key = url_key(url)
            self._urls.setdefault(key, url)
            self.texts[key] = max(self.texts.get(key, ""), text, key=len)
        self._pages_linking.update({url_key(url) for url in links})
        self._pages += 1
        return links

    def to_site(self) -> list[tuple[str, str]]:
        """The URLs of the site that were linked, in the order in which they were found, with their texts."""
        return [(url, self.texts[key]) for key, url in self._urls.items() if self.is_ours(url)]

    def is_in_menu(self, url: str) -> bool:
        """Whether all pages link url: a section or service, or a popular article."""
        return self._pages >= _FEWEST_PAGES and self._pages_linking[url_key(url)] == self._pages

    def is_ours(self, url: str) -> bool:
        """Whether url belongs to the site: under its registered domain, on its port."""
        parts, home = urlsplit(url), urlsplit(self._home_url)
        return registered_host(url) == self.domain and parts.port == home.port


def charset_of(page: Page) -> str | None:
    """The charset in the header Content-Type of a page; None if it has none."""
    _, _, charset = (page.header("Content-Type") or "").partition("charset=")
    return charset.partition(";")[0].strip("\"' ") or None
