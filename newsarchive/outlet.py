"""Outlet: the facts a spider file declares, checked once, plain and picklable. Knows no Scrapy."""

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


@dataclass(frozen=True)
class Rules:
    """Where the text is on an outlet's pages (body) and what to cut from it (prune), as CSS selectors.

    until is the last day on which pages looked like this; None for the rules of today.
    """

    body: tuple[str, ...] = ()
    prune: tuple[str, ...] = ()
    until: date | None = None


@dataclass(frozen=True)
class Outlet:
    """A title readers know, and how its articles are found and read.

    country is ISO 3166-1 alpha-2 in lower case, or None where the newsroom has no clear seat; language a BCP 47
    tag; timezone an IANA name, used only for times without an offset. domains are the registered hosts of its
    articles, subdomains included. article_urls and skip_urls are regexes that re.search must / must not find.
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
    # (file, class) of a spider with its own `read`; loaded again in the worker that needs it.
    reader: tuple[str, str] | None = None

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def has_host(self, url: str) -> bool:
        """Whether url lies on one of the outlet's domains.

        A home that names a port has the host for itself there: other ports, as on one machine, are other sites.
        """
        parts, home = urlsplit(url), urlsplit(self.home)
        host = (parts.hostname or "").lower()
        if home.port is not None and host == home.hostname and parts.port != home.port:
            return False
        return any(host == domain or host.endswith("." + domain) for domain in self.domains)

    def wants(self, url: str) -> bool:
        """Whether url may be an article of this outlet: its own host, not its home page, within its url rules."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not self.has_host(url) or is_home(url, self.home):
            return False
        if self.article_urls and not any(_compiled(rule).search(url) for rule in self.article_urls):
            return False
        return not any(_compiled(rule).search(url) for rule in self.skip_urls)

    def rules_at(self, day: date | None) -> Rules:
        """The rules that hold for a page captured on day; None means today's."""
        if day is not None:
            dated = sorted(
                (r for r in self.rules if r.until is not None and day <= r.until), key=lambda r: r.until or day
            )
            if dated:
                return dated[0]
        return next((r for r in self.rules if r.until is None), Rules())

    @cached_property
    def rules_hash(self) -> str:
        """Eight hex digits that change when anything that decides how a page is read changes."""
        facts = repr((self.language, self.timezone, self.rules, self.title, self._reader_source()))
        return hashlib.blake2b(facts.encode(), digest_size=4).hexdigest()

    def without_rules(self) -> "Outlet":
        """The same outlet, read by the generic extraction alone."""
        facts = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return Outlet(**{**facts, "rules": (Rules(),), "reader": None})

    def custom_read(self) -> Callable[..., Any] | None:
        """The spider's own `read(page, article)`, or None; loads its file on first use in a process."""
        if self.reader is None:
            return None
        file, class_name = self.reader
        read: Callable[..., Any] = getattr(load_module(Path(file)), class_name).read
        return read

    def _reader_source(self) -> str:
        return Path(self.reader[0]).read_text(encoding="utf-8") if self.reader else ""


# The outlet of documents that name none.
IMPORTED = Outlet(name="imported", title="Imported documents", home="", language="und", timezone="UTC")


@lru_cache(maxsize=4096)
def _compiled(rule: str) -> re.Pattern[str]:
    return re.compile(rule)


def is_home(url: str, home: str) -> bool:
    """Whether url is a site's front page: no path and no query, or the declared home itself."""
    parts = urlsplit(url)
    return (parts.path in ("", "/") and not parts.query) or url.rstrip("/") == home.rstrip("/")
