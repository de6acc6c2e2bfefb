"""Outlet: the facts that an outlet file declares, as a plain picklable value. Knows no Scrapy."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from newsarchive.outlet_modules import load_module
from newsarchive.records import OutletKind
from newsarchive.urls import ascii_host, host_of


@dataclass(frozen=True)
class Rules:
    """CSS selectors for an outlet's pages: where the text is (body) and what to cut from it (prune).

    until is the last day on which pages looked like this; None for the current rules.
    """

    body: tuple[str, ...] = ()
    prune: tuple[str, ...] = ()
    until: date | None = None


@dataclass(frozen=True)
class Outlet:
    """A title that readers know, and how its articles are found and read.

    country is ISO 3166-1 alpha-2 in lower case, or None if the newsroom has no clear country. language is a BCP 47
    tag. timezone is an IANA name, used only for times without an offset. domains are the hosts of its articles,
    subdomains included. article_urls and skip_urls are regular expressions: re.search finds at least one of the first
    and none of the second in an article's URL. render says whether the text of every page comes only from scripts, and
    render_urls are regular expressions for outlets where this holds for some pages. kind, and owner (the company or
    body that owns the outlet), are None if unknown. tags are words of whoever keeps the file, in lower case.
    """

    name: str
    title: str
    home: str
    language: str
    timezone: str
    country: str | None = None
    domains: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    article_urls: tuple[str, ...] = ()
    skip_urls: tuple[str, ...] = ()
    rules: tuple[Rules, ...] = (Rules(),)
    example_url: str | None = None
    render: bool = False
    render_urls: tuple[str, ...] = ()
    # (file, class) of a spider with its own `read`. A worker that needs it loads the file again.
    reader: tuple[str, str] | None = None
    kind: OutletKind | None = None
    owner: str | None = None
    tags: tuple[str, ...] = ()

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @cached_property
    def hosts(self) -> tuple[str, ...]:
        """The domains as requests name them: bücher.example and xn--bcher-kva.example are one host."""
        return tuple(ascii_host(domain) for domain in self.domains)

    def has_host(self, url: str) -> bool:
        """Whether url is on one of the outlet's domains.

        If home has a port, other ports of that host are other sites, as on a test machine.
        """
        host, home_port = host_of(url), urlsplit(self.home).port
        if home_port is not None and host == host_of(self.home) and urlsplit(url).port != home_port:
            return False
        return any(host == domain or host.endswith("." + domain) for domain in self.hosts)

    def wants(self, url: str) -> bool:
        """Whether url may be an article of this outlet: on its domains, not its home page, accepted by its rules."""
        return self.why_unwanted(url) is None

    def why_unwanted(self, url: str) -> str | None:
        """The fact that refuses url as an article of this outlet, in words for a message; None if it is wanted."""
        if urlsplit(url).scheme not in ("http", "https") or not self.has_host(url):
            return "its host is not in domains"
        if is_home(url, self.home):
            return "it is a front page"
        if self.article_urls and not any(_compiled(rule).search(url) for rule in self.article_urls):
            return "it matches none of article_urls"
        return next((f"skip_urls {rule}" for rule in self.skip_urls if _compiled(rule).search(url)), None)

    @property
    def needs_browser(self) -> bool:
        """Whether some of its pages have their text only after a browser has run their scripts."""
        return self.render or bool(self.render_urls)

    def renders(self, url: str) -> bool:
        """Whether the page at url is read after a browser has run its scripts."""
        return self.render or any(_compiled(rule).search(url) for rule in self.render_urls)

    def rules_at(self, day: date | None) -> Rules:
        """The rules for a page captured on day; None means the current rules."""
        if day is not None:
            dated = sorted(
                (r for r in self.rules if r.until is not None and day <= r.until), key=lambda r: r.until or day
            )
            if dated:
                return dated[0]
        return next((r for r in self.rules if r.until is None), Rules())

    @cached_property
    def rules_hash(self) -> str:
        """Eight hex digits that change with every fact that decides how a page is read."""
        facts = repr((self.language, self.timezone, self.rules, self.title, self._reader_source()))
        return hashlib.blake2b(facts.encode(), digest_size=4).hexdigest()

    def without_rules(self) -> "Outlet":
        """The same outlet without rules: its pages are read by the generic extraction alone."""
        facts = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return Outlet(**{**facts, "rules": (Rules(),), "reader": None})

    def custom_read(self) -> Callable[..., Any] | None:
        """The spider's own `read(page, article)`, or None. Its file is loaded on first use in a process."""
        if self.reader is None:
            return None
        file, class_name = self.reader
        read: Callable[..., Any] = getattr(load_module(Path(file)), class_name).read
        return read

    def _reader_source(self) -> str:
        return Path(self.reader[0]).read_text(encoding="utf-8") if self.reader else ""


def site_outlet(url: str, site: str) -> Outlet:
    """The outlet of listed pages whose site has no outlet file; site is the domain that all its pages are on.

    It has no rules and no language. Its name says only the site, so that it is the same whenever it is made.
    """
    parts = urlsplit(url)
    place = site if parts.port is None else f"{site}:{parts.port}"
    home = f"{parts.scheme}://{place}/" if parts.port is not None else f"https://{site}/"
    name = site_name(home)
    return Outlet(name=name, title=place, home=home, language="und", timezone="UTC", domains=(site,))


def site_name(home: str) -> str:
    """The name of the outlet that site_outlet makes for the site at home: rivertown_example.

    Different sites have different names: a dot becomes "_", a hyphen "__".
    """
    parts = urlsplit(home)
    place = (parts.hostname or "") + (f".{parts.port}" if parts.port is not None else "")
    name = place.lower().replace("-", "__").replace(".", "_")
    return name if name[:1].isalpha() else f"site_{name}"


def is_site_outlet(name: str, home: str | None, language: str | None) -> bool:
    """Whether these facts are those of an outlet that site_outlet made."""
    return language == "und" and bool(home) and name == site_name(home or "")


# The outlet of imported documents that name no outlet.
IMPORTED = Outlet(name="imported", title="Imported documents", home="", language="und", timezone="UTC")


@lru_cache(maxsize=4096)
def _compiled(rule: str) -> re.Pattern[str]:
    return re.compile(rule)


def is_home(url: str, home: str) -> bool:
    """Whether url is a site's front page: without path and query, or the declared home itself."""
    parts = urlsplit(url)
    return (parts.path in ("", "/") and not parts.query) or url.rstrip("/") == home.rstrip("/")
