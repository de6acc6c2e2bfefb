"""The values that travel between the parts: what was seen, fetched, read and decided. All frozen, all picklable.

Times are aware datetimes in UTC; unknown is None, never "" or 0 or now.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

Kind = Literal["article", "liveblog", "gallery", "video"]
Completeness = Literal["full", "stub"]
# Whose change replaced a version: the outlet's, our extraction's, or unknown because the old page is gone.
Cause = Literal["unknown", "theirs", "ours"]
AuthorKind = Literal["person", "agency", "desk"]
DiscoveryKind = Literal["feed", "sitemap", "news_sitemap", "home", "wayback"]


@dataclass(frozen=True, slots=True)
class Stamp:
    """When an outlet says something happened: its own calendar day, and the second in UTC where one is claimed.

    A day alone stays a day (at is None); it never becomes midnight.
    """

    on: date
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sighting:
    """One URL seen in one feed, sitemap or home page, with what was said of it there."""

    url: str
    found_in: str
    kind: DiscoveryKind
    headline: str | None = None
    published: Stamp | None = None
    modified: Stamp | None = None

    @property
    def newest(self) -> Stamp | None:
        """The later of what is claimed: a corrected story is as new as its correction."""
        stamps = [stamp for stamp in (self.published, self.modified) if stamp is not None]
        return max(stamps, key=lambda stamp: (stamp.on, stamp.at is not None, stamp.at), default=None)


@dataclass(frozen=True, slots=True)
class WebArchiveSnapshot:
    """Where another archive holds its copy of a page, and when we fetched it there."""

    url: str
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class Page:
    """One answer to one request: the unit that is captured, read and stored.

    headers are as received, in order; body is decoded from its transfer and content encodings. Of another archive's
    copy, replay says where that stands; fetched_at is when that archive captured the page, its addresses the outlet's.
    """

    requested_url: str
    final_url: str
    fetched_at: datetime
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    snapshot: WebArchiveSnapshot | None = None

    def header(self, name: str) -> str | None:
        """The first header of that name (RFC 9110 §5.1: names are case-insensitive)."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


@dataclass(frozen=True, slots=True)
class Author:
    """One name parsed from a byline."""

    name: str
    kind: AuthorKind = "person"


@dataclass(frozen=True, slots=True)
class Article:
    """One piece at one outlet, as a page or a document gives it.

    body holds paragraphs separated by one empty line. url is the canonical address, None for a document
    without one. source is whom the text is credited to, under its canonical name; source_date is the day
    on which it first appeared there. provenance says, field by field, where a value was found.
    """

    outlet: str
    headline: str
    body: str
    url: str | None = None
    canonical_url: str | None = None
    standfirst: str | None = None
    authors: tuple[Author, ...] = ()
    byline: str | None = None
    published: Stamp | None = None
    modified: Stamp | None = None
    source: str | None = None
    source_date: date | None = None
    language: str | None = None
    section: str | None = None
    image_url: str | None = None
    kind: Kind = "article"
    completeness: Completeness = "full"
    is_free: bool | None = None
    provenance: Mapping[str, str] = field(default_factory=dict)


class Outcome(StrEnum):
    """What became of a URL. Every URL ever seen has one."""

    PENDING = "pending"
    ARTICLE = "article"
    SAME_ARTICLE = "same_article"
    NOT_ARTICLE = "not_article"
    TOO_SHORT = "too_short"
    TOO_LARGE = "too_large"
    ROBOTS_FORBIDS = "robots_forbids"
    REMOVED = "removed"
    REFUSED = "refused"
    NOT_FOUND = "not_found"
    RATE_LIMITED = "rate_limited"
    SERVER_ERROR = "server_error"
    TIMED_OUT = "timed_out"
    UNREACHABLE = "unreachable"
    PRIVATE_ADDRESS = "private_address"
    ROBOTS_UNAVAILABLE = "robots_unavailable"
    READER_CRASHED = "reader_crashed"
    READER_TIMED_OUT = "reader_timed_out"

    @property
    def is_final(self) -> bool:
        """Whether the URL is left alone from now on, unless `crawl --retry` or a changed feed entry opens it again."""
        return self in FINAL

    @property
    def is_retried(self) -> bool:
        """Whether the URL is asked for again, with growing gaps, up to archive.queue's limit of attempts."""
        return self is not Outcome.PENDING and self not in FINAL


FINAL = frozenset(
    {
        Outcome.ARTICLE,
        Outcome.SAME_ARTICLE,
        Outcome.NOT_ARTICLE,
        Outcome.TOO_SHORT,
        Outcome.TOO_LARGE,
        Outcome.ROBOTS_FORBIDS,
        Outcome.REMOVED,
    }
)


class Verdict(StrEnum):
    """What the archive did with an article that was read."""

    NEW = "new"
    UNCHANGED = "unchanged"
    REVISED = "revised"
    KNOWN_ELSEWHERE = "known_elsewhere"
    WORSE = "worse"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Reading:
    """What extraction made of one page: an article, or the outcome and reason why there is none.

    read_by names the program's version and the hashes of its code and of the outlet's rules, so that two readings can
    be told apart by what read them.
    """

    outcome: Outcome
    read_by: str
    article: Article | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Ingested:
    """What came of one page or document: its outcome, and where it is stored.

    look_again_at is when a change may be stored that came too soon after others.
    """

    outcome: Outcome
    reason: str | None = None
    verdict: Verdict | None = None
    article_id: int | None = None
    look_again_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ArticleVersion:
    """One version of an article's text; cause: whose change replaced it (theirs, ours, unknown); None for today's."""

    number: int
    seen_at: datetime
    headline: str
    standfirst: str | None
    body: str
    read_by: str | None
    cause: str | None


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article as it lies in the archive.

    revised_at is when today's version was first seen, None for a first one; earlier holds the versions before it where
    many articles are read for an export, and is left empty else.
    """

    id: int
    article: Article
    outlet_title: str
    revision: int
    first_seen_at: datetime
    checked_at: datetime | None = None
    gone_at: datetime | None = None
    read_by: str | None = None
    revised_at: datetime | None = None
    earlier: tuple[ArticleVersion, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is remembered of a feed, sitemap or home page between two polls."""

    url: str
    outlet: str
    kind: DiscoveryKind
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    polled_at: datetime | None = None
    due_at: datetime | None = None
    failures: int = 0
    newest_item_at: datetime | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class RunCounts:
    """What one outlet's run did; refused counts pages by outcome."""

    requests: int = 0
    bytes_received: int = 0
    seen: int = 0
    new_articles: int = 0
    revised: int = 0
    same: int = 0
    refused: Mapping[str, int] = field(default_factory=dict)
    errors: int = 0
