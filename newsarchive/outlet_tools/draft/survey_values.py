"""What was seen of a site: the values that travel from the survey to whoever works out a fact from them."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Literal
from urllib.parse import urlsplit

from newsarchive.extraction.page.parsed_page import NotHtml, ParsedPage, parse_page
from newsarchive.records import Article, DiscoveryKind, Page, Reading, Sighting
from newsarchive.urls import url_key

Sureness = Literal["sure", "likely", "a guess"]


@dataclass(frozen=True)
class Source:
    """A feed or sitemap that answered: what it names, and what led to it, in words for the report.

    body is kept for the times in it as they are written; nested counts the sitemaps that an index names.
    """

    url: str
    kind: DiscoveryKind
    found: str
    sightings: tuple[Sighting, ...] = ()
    title: str | None = None
    problem: str | None = None
    body: bytes = b""
    nested: int = 0
    # The index that led here; what the outlet's file names in the place of its parts.
    within: str | None = None

    @cached_property
    def urls(self) -> dict[int, str]:
        """The addresses it names under their keys, newest first."""
        return {url_key(one.url): one.url for one in self.sightings}

    @cached_property
    def newest_at(self) -> datetime | None:
        """The newest moment it claims; None where it claims none."""
        stamps = (one.newest for one in self.sightings)
        return max((stamp.at for stamp in stamps if stamp is not None and stamp.at is not None), default=None)


@dataclass(frozen=True)
class Left:
    """A feed, sitemap or rule that was not taken, and why."""

    what: str
    why: str


@dataclass(frozen=True)
class Read:
    """One page of the site, how the generic extraction reads it, and whether it was taken for an article.

    why says in a few words what decided.
    """

    page: Page
    reading: Reading
    is_article: bool
    why: str
    # No article for certain: not one that shows too little text, or a wall.
    is_other: bool = False
    # The addresses it links, with the texts by which it does.
    links: dict[str, str] = field(default_factory=dict, hash=False)

    @property
    def url(self) -> str:
        return self.page.final_url

    @property
    def article(self) -> Article | None:
        return self.reading.article if self.is_article else None

    @cached_property
    def parsed(self) -> ParsedPage | None:
        """The page as a tree; None for what is no HTML."""
        try:
            return parse_page(self.page)
        except NotHtml:
            return None


@dataclass(frozen=True)
class Survey:
    """Everything that was seen: the home page, what announces articles, pages of articles and others."""

    home: Page
    links: dict[str, str]
    sources: tuple[Source, ...] = ()
    left: tuple[Left, ...] = ()
    reads: tuple[Read, ...] = ()
    # The path under which the asked language lies, such as "/fi/"; "/" where the whole site was asked for.
    root: str = "/"
    requests: int = 0

    @cached_property
    def parsed_home(self) -> ParsedPage | None:
        """The home page as a tree; None for what is no HTML."""
        try:
            return parse_page(self.home)
        except NotHtml:
            return None

    @cached_property
    def articles(self) -> tuple[Read, ...]:
        """The pages that are articles."""
        return tuple(read for read in self.reads if read.is_article)

    @cached_property
    def others(self) -> tuple[Read, ...]:
        """The pages that are none."""
        return tuple(read for read in self.reads if not read.is_article)

    def without(self, kept: tuple[Source, ...], left: tuple[Left, ...]) -> "Survey":
        """The same survey with these sources only."""
        return replace(self, sources=kept, left=(*self.left, *left))


@dataclass(frozen=True)
class Fact:
    """One fact for the outlet's file, what it was told from, and how sure it is."""

    name: str
    value: str | None
    evidence: str
    sureness: Sureness = "sure"


def path_of(url: str) -> str:
    """The path and query of an address: what rules speak about."""
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")
