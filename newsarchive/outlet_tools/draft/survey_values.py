"""The values of a survey: what the survey passes to the modules that work out facts from it."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Literal
from urllib.parse import urlsplit

from newsarchive.extraction.page.parsed_page import NotHtml, ParsedPage, parse_page
from newsarchive.records import Article, DiscoveryKind, Page, Reading, Sighting
from newsarchive.urls import url_key

Sureness = Literal["sure", "likely", "a guess"]


@dataclass(frozen=True)
class SurveyedSource:
    """A feed or sitemap that could be read: the URLs in it, and for the report how it was found.

    body is kept because the dates in it are read again as they are written. nested counts the sitemaps of an index.
    """

    url: str
    kind: DiscoveryKind
    found: str
    sightings: tuple[Sighting, ...] = ()
    title: str | None = None
    problem: str | None = None
    body: bytes = b""
    nested: int = 0
    # The sitemap index that lists this sitemap. The outlet file names the index instead of its parts.
    within: str | None = None

    @cached_property
    def urls(self) -> dict[int, str]:
        """Its URLs by their keys, newest first."""
        return {url_key(one.url): one.url for one in self.sightings}

    @cached_property
    def newest_at(self) -> datetime | None:
        """The newest time in it; None if it has no times."""
        stamps = (one.newest for one in self.sightings)
        return max((stamp.at for stamp in stamps if stamp is not None and stamp.at is not None), default=None)


@dataclass(frozen=True)
class Rejected:
    """A feed or sitemap that the outlet file does not name, and the reason."""

    url: str
    reason: str


@dataclass(frozen=True)
class SurveyedPage:
    """One page of the site: as it was fetched, as the generic extraction reads it, and whether it is an article.

    reason says in a few words what decided.
    """

    fetched: Page
    reading: Reading
    is_article: bool
    reason: str
    # It is certainly not an article. A page with too little text, or behind a wall, is not certain.
    is_ruled_out: bool = False
    # The URLs that the page links, with the texts of the links.
    links: dict[str, str] = field(default_factory=dict, hash=False)

    @property
    def url(self) -> str:
        return self.fetched.final_url

    @property
    def urls(self) -> tuple[str, str]:
        """The URL after redirects, and the requested one."""
        return self.fetched.final_url, self.fetched.requested_url

    @cached_property
    def keys(self) -> frozenset[int]:
        """The keys of both its URLs."""
        return frozenset(map(url_key, self.urls))

    @property
    def article(self) -> Article | None:
        return self.reading.article if self.is_article else None

    @cached_property
    def parsed(self) -> ParsedPage | None:
        """The page as a tree; None if it is not HTML."""
        return _parsed(self.fetched)


@dataclass(frozen=True)
class Survey:
    """Everything that the survey found: the home page, feeds and sitemaps, and pages of all kinds."""

    home: Page
    links: dict[str, str]
    sources: tuple[SurveyedSource, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    pages: tuple[SurveyedPage, ...] = ()
    # The path of the part in the requested language, such as "/fi/"; "/" if the whole site was requested.
    root: str = "/"
    requests: int = 0
    # Whether its articles have their text only after a browser has run their scripts.
    renders: bool = False

    @cached_property
    def parsed_home(self) -> ParsedPage | None:
        """The home page as a tree; None if it is not HTML."""
        return _parsed(self.home)

    @cached_property
    def articles(self) -> tuple[SurveyedPage, ...]:
        """The pages that are articles."""
        return tuple(page for page in self.pages if page.is_article)

    @cached_property
    def others(self) -> tuple[SurveyedPage, ...]:
        """The pages that are not articles."""
        return tuple(page for page in self.pages if not page.is_article)


@dataclass(frozen=True)
class DraftFact:
    """One fact for the outlet file, the evidence for it, and how sure it is."""

    name: str
    value: str | None
    evidence: str
    sureness: Sureness = "sure"


def path_of(url: str) -> str:
    """The path and query of a URL: the part that URL rules are about."""
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _parsed(page: Page) -> ParsedPage | None:
    try:
        return parse_page(page)
    except NotHtml:
        return None
