"""The values that the parts of the program pass to each other: seen, fetched, read, stored. All frozen and picklable.

Times are aware datetimes in UTC; unknown is None, never "" or 0 or now.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

Kind = Literal["article", "liveblog", "gallery", "video"]
Completeness = Literal["full", "stub"]
# Whose change replaced a version: the outlet's, our extraction's, or unknown because the old page is gone.
Cause = Literal["unknown", "theirs", "ours"]
# What an outlet is, as the glossary defines it; None if no source says it.
OutletKind = Literal["national", "regional", "agency", "public_broadcaster", "party", "magazine", "blog"]
AuthorKind = Literal["person", "agency", "desk"]
DiscoveryKind = Literal["feed", "sitemap", "news_sitemap", "home", "wayback"]
# What a block of a text is, if it is not a paragraph.
BlockKind = Literal[
    "subheading", "list_item", "numbered_item", "quote", "attribution", "table_header", "table_row", "code"
]


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date that an outlet states: its own calendar day, and the time in UTC if it states one.

    A day without a time has at=None; it does not become midnight.
    """

    on: date
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sighting:
    """One URL in one feed, sitemap or home page, with what that says about it."""

    url: str
    found_in: str
    kind: DiscoveryKind
    headline: str | None = None
    published: Stamp | None = None
    modified: Stamp | None = None

    @property
    def newest(self) -> Stamp | None:
        """The later of published and modified: a corrected article is as new as its correction."""
        stamps = [stamp for stamp in (self.published, self.modified) if stamp is not None]
        return max(stamps, key=lambda stamp: (stamp.on, stamp.at is not None, stamp.at), default=None)


@dataclass(frozen=True, slots=True)
class Memento:
    """The copy of a page in another web archive (RFC 7089): its address there, and when we fetched it from there."""

    url: str
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class RawAnswer:
    """What a server sent for a page that a browser has rendered since: headers as received, body decoded.

    missing says, until the page is stored, what its scripts did not get and may get later; None where they got all.
    """

    headers: tuple[tuple[str, str], ...]
    body: bytes
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One answer to one request: the unit that is captured, read and stored.

    headers are as received, in order. body is decoded from its transfer and content encodings. If the page comes from
    another web archive, memento says where. Its URLs are still the outlet's, and fetched_at is when that archive
    fetched the page from the outlet. If a browser has rendered the page, body is the HTML that it had in the end, in
    UTF-8, the Content-Type says so, and raw is what the server sent.
    """

    requested_url: str
    final_url: str
    fetched_at: datetime
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    memento: Memento | None = None
    raw: RawAnswer | None = None

    def rendered(self, html: bytes, missing: str | None = None) -> "Page":
        """The page as a browser shows it, with what the server sent beside it."""
        headers = tuple((name, value) for name, value in self.headers if name.lower() != "content-type")
        return replace(
            self,
            headers=(*headers, ("Content-Type", "text/html; charset=utf-8")),
            body=html,
            raw=RawAnswer(self.headers, self.body, missing),
        )

    def header(self, name: str) -> str | None:
        """The first header of that name (RFC 9110 §5.1: names are case-insensitive)."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


@dataclass(frozen=True, slots=True)
class Author:
    """One name from a byline."""

    name: str
    kind: AuthorKind = "person"


@dataclass(frozen=True, slots=True)
class BlockRun:
    """Consecutive blocks of a body that belong together and are not paragraphs: the items of a list, a whole quote.

    first and last are the numbers of its blocks, from 0. level is 1 to 6 for a subheading, as in h1 to h6, and the
    depth of the list for items; None for other kinds. attribution says whose words a quote is, as printed.
    """

    first: int
    last: int
    kind: BlockKind
    level: int | None = None
    attribution: str | None = None


@dataclass(frozen=True, slots=True)
class TextLink:
    """A link in a body: characters start to end (not included) of a block lead to url, which is http or https."""

    block: int
    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class LiveEntry:
    """The block with which an entry of a live blog begins, and when the entry was published."""

    block: int
    at: datetime


@dataclass(frozen=True, slots=True)
class LeadPicture:
    """The words at the picture whose address is Article.image_url: what it shows, and who made it."""

    caption: str | None = None
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class Structure:
    """What a page says about the blocks of its text that the plain body does not show.

    Blocks are the parts of a body between empty lines. All parts are in the order of the text. A block that is in no
    run is a paragraph.
    """

    runs: tuple[BlockRun, ...] = ()
    links: tuple[TextLink, ...] = ()
    entries: tuple[LiveEntry, ...] = ()
    picture: LeadPicture | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article of one outlet, as read from a page or a document.

    body is paragraphs separated by one empty line. url is the canonical URL; None for a document without one.
    source is the agency or outlet that the text is credited to, under its canonical name. source_date is the day on
    which the text first appeared there. structure belongs to body; None for paragraphs alone, or if it is not known.
    provenance says for each field where its value was found.
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
    structure: Structure | None = None
    provenance: Mapping[str, str] = field(default_factory=dict)


class Outcome(StrEnum):
    """The result for a URL. Every URL in the archive has one."""

    PENDING = "pending"
    ARTICLE = "article"
    SAME_ARTICLE = "same_article"
    NOT_ARTICLE = "not_article"
    TOO_SHORT = "too_short"
    TOO_LARGE = "too_large"
    ROBOTS_FORBIDS = "robots_forbids"
    REMOVED = "removed"
    ARCHIVED_ELSEWHERE = "archived_elsewhere"
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
        """Whether the URL is not requested again, unless `crawl --retry` or a changed feed entry reopens it."""
        return self in FINAL

    @property
    def is_retried(self) -> bool:
        """Whether the URL is requested again, after longer and longer waits, up to the limit in archive.queue."""
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
        Outcome.ARCHIVED_ELSEWHERE,
    }
)


class Verdict(StrEnum):
    """What the archive did with an article that it was given."""

    NEW = "new"
    UNCHANGED = "unchanged"
    REVISED = "revised"
    KNOWN_ELSEWHERE = "known_elsewhere"
    WORSE = "worse"
    REMOVED = "removed"
    ARCHIVED_ELSEWHERE = "archived_elsewhere"


@dataclass(frozen=True, slots=True)
class Reading:
    """What extraction found on one page: an article, or the outcome and the reason why there is none.

    read_by is the reading version: the release, and the hashes of the code and of the outlet's rules. Two readings
    with the same read_by were made in the same way.
    """

    outcome: Outcome
    read_by: str
    article: Article | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Ingested:
    """The result of storing one page or document: its outcome, and the article it belongs to.

    look_again_at is set if a change came too soon after other changes: when the page may be read again and stored.
    """

    outcome: Outcome
    reason: str | None = None
    verdict: Verdict | None = None
    article_id: int | None = None
    look_again_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ArticleVersion:
    """One version of an article's text. cause says who made the change that replaced it (theirs, ours, unknown).

    cause is None for the current version.
    """

    number: int
    seen_at: datetime
    headline: str
    standfirst: str | None
    body: str
    read_by: str | None
    cause: str | None
    structure: Structure | None = None


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article in the archive.

    revised_at is when the current version was first seen; None if the article has not changed. earlier contains the
    versions before it. Only exports of many articles fill it. archive is the name of the archive that has the article,
    if several are exported together.
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
    archive: str | None = None


@dataclass(frozen=True, slots=True)
class FeedState:
    """What the archive stores about a feed, sitemap or home page between two polls."""

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
    # When it is due by its rhythm, and the rhythm as JSON: newsarchive/discovery/polling.py.
    poll_at: datetime | None = None
    rhythm: str | None = None


@dataclass(frozen=True, slots=True)
class RunCounts:
    """The counts of one outlet's run; refused counts pages by outcome.

    new_urls are the addresses that no feed or sitemap had named before. answers are those whose time was measured;
    median_answer_ms is the time from sending a request to its answer.
    """

    requests: int = 0
    bytes_received: int = 0
    seen: int = 0
    new_articles: int = 0
    revised: int = 0
    same: int = 0
    refused: Mapping[str, int] = field(default_factory=dict)
    errors: int = 0
    new_urls: int = 0
    answers: int = 0
    median_answer_ms: int | None = None


class FindingKind(StrEnum):
    """What can be wrong with an outlet, or with the whole archive (the disk, the network, the messages)."""

    SILENT = "silent"  # nothing new for longer than the outlet ever paused
    THIN = "thin"  # far fewer articles than usual
    BLIND = "blind"  # a field, such as the byline, is missing far more often than usual
    SHORT = "short"  # texts are far shorter than usual
    REFUSED = "refused"  # the outlet's server refuses pages: a bot wall, 403, 429
    FEED = "feed"  # a feed or sitemap is gone, moved, not a feed, or frozen
    SLOW = "slow"  # the outlet's server answers far more slowly than usual
    DISK = "disk"  # the disk will soon be full
    FAILED = "failed"  # the outlet's crawls fail, or no outlet answers at all
    DELIVERY = "delivery"  # messages about alerts do not reach one of the places in alert_urls


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong. Outlet, kind and subject together say which: the same three are the same finding.

    outlet is None for the whole archive. subject names what the finding is about inside the outlet, such as a field or
    the URL of a feed; "" if the kind says everything. summary is one sentence with the figures, advice one sentence
    with the command to run.
    """

    outlet: str | None
    kind: FindingKind
    subject: str
    since: datetime
    summary: str
    advice: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What stays the same while the finding lasts."""
        return self.outlet or "", self.kind.value, self.subject
