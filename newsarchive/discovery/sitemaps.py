"""Sitemaps (sitemaps.org 0.9), their indexes and Google's news sitemaps: bytes to sightings and nested sitemaps."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from lxml import etree

from newsarchive.dates import parse_time
from newsarchive.discovery.feeds import parse_feed
from newsarchive.discovery.listing import describe, is_html, newest_first, plain_headline, root_name
from newsarchive.discovery.packing import unpack
from newsarchive.discovery.references import repair_references
from newsarchive.errors import FeedError, SitemapError
from newsarchive.records import DiscoveryKind, Sighting, Stamp
from newsarchive.urls import MAX_URL_LENGTH, is_web_address, resolve

# The protocol's limit. Scrapy does not unpack .gz files, so the limit must be checked here.
MAX_BYTES = 50 * 1024 * 1024
# Twice the protocol's limit, because some outlets exceed it; and a limit on memory.
MAX_ADDRESSES = 100_000

_FEED_ROOTS = ("rss", "feed", "rdf")
_NOT_FINISHED = etree.ErrorTypes.ERR_TAG_NOT_FINISHED
# Addresses that resolve() would return unchanged: most in sitemaps. This halves the time for 50,000 addresses.
_PLAIN_ADDRESS = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+/(?:[A-Za-z0-9~%+=&?_-]|[./](?![./]))*", re.ASCII)
_SITEMAP_ROOTS = ("urlset", "sitemapindex")


@dataclass(frozen=True, slots=True)
class NestedSitemap:
    """A sitemap in an index, with its last change according to the index."""

    url: str
    modified: Stamp | None = None


@dataclass(frozen=True, slots=True)
class SitemapListing:
    """The content of one sitemap: sightings with the newest first, nested sitemaps in their order.

    is_news: it is a news sitemap. problem: what was wrong with it although it could be read.
    """

    sightings: tuple[Sighting, ...] = ()
    nested: tuple[NestedSitemap, ...] = ()
    is_news: bool = False
    problem: str | None = None


@dataclass
class _SitemapEntries:
    """The entries that have been read so far, and the problems in order."""

    sightings: list[Sighting] = field(default_factory=list)
    nested: list[NestedSitemap] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def is_full(self) -> bool:
        return len(self.sightings) + len(self.nested) >= MAX_ADDRESSES

    def add(self, *entries: Sighting | NestedSitemap) -> None:
        for entry in entries:
            if self.is_full:
                return
            if isinstance(entry, Sighting):
                self.sightings.append(entry)
            else:
                self.nested.append(entry)

    def listing(self) -> SitemapListing:
        if self.is_full:
            self.problems.append(f"{MAX_ADDRESSES} addresses or more; only the first {MAX_ADDRESSES} were read")
        is_news = any(sighting.kind == "news_sitemap" for sighting in self.sightings)
        return SitemapListing(
            newest_first(self.sightings), tuple(self.nested), is_news, "; ".join(self.problems) or None
        )


def parse_sitemap(body: bytes, base_url: str, zone: ZoneInfo) -> SitemapListing:
    """The content of a sitemap, sitemap index, news sitemap, list of addresses or feed.

    gzip is recognized by its first bytes. A time without an offset is read in zone. The readable part of broken XML is
    returned with a problem. A sitemap that lists itself is returned like any other; the crawl limits the depth.

    Raises:
        SitemapError: body is none of these, or is broken and has no address, or is over 50 MiB unpacked.
    """
    found = _SitemapEntries()
    data = _unpacked(body, base_url, found).lstrip()
    beginning = data[:100_000].decode("utf-8", "replace").replace("\0", "").lstrip("\ufffd\ufeff")
    root = root_name(beginning)
    if is_html(beginning) or not data:
        raise _no_sitemap(base_url, beginning)
    if root in _FEED_ROOTS:
        return _read_feed(data, base_url, zone)
    if root is None:
        _read_lines(data, base_url, found)
    else:
        _read_xml(data, base_url, zone, found)
    if not found.sightings and not found.nested and (found.problems or root not in _SITEMAP_ROOTS):
        raise _no_sitemap(base_url, beginning, found.problems)
    return found.listing()


def sitemap_lines(robots_txt: str | bytes, base_url: str) -> list[str]:
    """The sitemaps in a robots.txt (`Sitemap:` lines, in any case), as web addresses, each once."""
    text = robots_txt.decode("utf-8", "replace") if isinstance(robots_txt, bytes) else robots_txt
    fields = (line.lstrip("\ufeff \t").partition(":") for line in text.splitlines())
    named = (value.partition("#")[0] for name, _, value in fields if name.strip().lower() == "sitemap")
    return list(dict.fromkeys(url for value in named if (url := resolve(base_url, value))))


def _unpacked(body: bytes, base_url: str, found: _SitemapEntries) -> bytes:
    try:
        data, problem = unpack(body, MAX_BYTES)
    except ValueError as error:
        raise SitemapError(f"{base_url}: {error}, the limit for sitemaps") from error
    if len(data) > MAX_BYTES:
        raise SitemapError(f"{base_url}: larger than {MAX_BYTES // 2**20} MiB, the limit for sitemaps")
    if problem:
        found.problems.append(problem)
    return data


def _read_feed(data: bytes, base_url: str, zone: ZoneInfo) -> SitemapListing:
    try:
        feed = parse_feed(data, base_url, zone)
    except FeedError as error:
        raise SitemapError(str(error)) from error
    return SitemapListing(feed.sightings, problem=feed.problem)


def _read_lines(data: bytes, base_url: str, found: _SitemapEntries) -> None:
    """A sitemap of plain text: one address per line."""
    skipped = 0
    for line in data.decode("utf-8-sig", "replace").splitlines():
        if found.is_full:
            break
        url = _address(base_url, line.strip()) if is_web_address(line.strip()) else None
        if url:
            found.add(Sighting(url, base_url, "sitemap"))
        elif line.strip():
            skipped += 1
    if skipped and found.sightings:
        found.problems.append(f"lines that are not web addresses: {skipped}")


def _read_xml(data: bytes, base_url: str, zone: ZoneInfo, found: _SitemapEntries) -> None:
    # No entities are resolved and nothing is fetched, so that a document type cannot expand or use the network.
    elements = etree.iterparse(
        BytesIO(_repaired(_without_nul(data))),
        tag=("{*}url", "{*}sitemap"),
        encoding="utf-8" if _is_utf8(data) else None,
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
    )
    last: list[Sighting | NestedSitemap] = []
    try:
        for element in _one_at_a_time(elements):
            found.add(*last)
            last = list(_read_element(element, base_url, zone))
            if found.is_full:
                return
    except etree.XMLSyntaxError as error:
        found.problems.append(f"broken XML ({error.msg})")
        return
    wrong = elements.error_log.filter_from_errors()
    # If the data end inside an address, only half of it was read: a wrong address.
    if not any(error.type == _NOT_FINISHED and "in tag loc " in error.message for error in wrong):
        found.add(*last)
    if len(wrong):
        found.problems.append(f"broken XML ({wrong[0].message.strip()}, line {wrong[0].line})")


def _one_at_a_time(elements: Any) -> Iterator[etree._Element]:
    """Each element, removed from memory before the next one."""
    for _, element in elements:
        yield element
        element.clear()
        parent = element.getparent()
        while parent is not None and parent[0] is not element:
            del parent[0]


def _read_element(element: etree._Element, base_url: str, zone: ZoneInfo) -> Iterator[Sighting | NestedSitemap]:
    """An entry for each address in a `url` or `sitemap`. There should be one, but each is an address the site names."""
    facts = _texts_by_name(element)
    modified = parse_time(facts.get("lastmod"), zone)
    is_index = _name(element) == "sitemap"
    news = None if is_index else next((_texts_by_name(child) for child in element if _name(child) == "news"), None)
    headline = plain_headline(news.get("title")) if news else None
    published = parse_time(news.get("publication_date"), zone) if news else None
    kind: DiscoveryKind = "sitemap" if news is None else "news_sitemap"
    for url in dict.fromkeys(_address(base_url, loc) for loc in islice(_locations(element), MAX_ADDRESSES)):
        if url is not None:
            yield (
                NestedSitemap(url, modified)
                if is_index
                else Sighting(url, base_url, kind, headline, published, modified)
            )


def _locations(element: etree._Element) -> Iterator[str]:
    """The texts of the `loc` in element; one of another namespace belongs to an image, if element has its own."""
    found = [child for child in element if _name(child) == "loc"]
    own = [child for child in found if child.tag.rpartition("}")[0] == element.tag.rpartition("}")[0]]
    yield from ("".join(child.itertext()).strip() for child in own or found)


def _address(base_url: str, loc: str) -> str | None:
    is_plain = len(loc) <= MAX_URL_LENGTH and _PLAIN_ADDRESS.fullmatch(loc)
    return loc if is_plain else resolve(base_url, loc)


def _texts_by_name(element: etree._Element) -> dict[str, str]:
    """The texts of element's children by name, without namespaces, because outlets misspell these."""
    children = ((_name(child), child) for child in element)
    return {name: "".join(child.itertext()).strip() for name, child in children if name not in ("", "news")}


def _name(element: etree._Element) -> str:
    # The tag of comments and references is a function. An undeclared prefix stays in the name.
    return element.tag.rpartition("}")[2].rpartition(":")[2] if isinstance(element.tag, str) else ""


def _repaired(data: bytes) -> bytes:
    """data with its bare "&" and HTML's names repaired, unless it declares names of its own.

    In UTF-16 and ISO 2022 the bytes of "&" can be parts of other characters.
    """
    is_left_alone = b"\0" in data[:4] or b"\x1b" in data or b"<!ENTITY" in data
    return data if is_left_alone else repair_references(data)


def _without_nul(data: bytes) -> bytes:
    is_wide = b"\0" in data[:4]
    return data if is_wide else data.replace(b"\0", b"")


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return b"\0" not in data[:4]


def _no_sitemap(base_url: str, beginning: str, problems: list[str] | None = None) -> SitemapError:
    why = f" ({'; '.join(problems)})" if problems else ""
    return SitemapError(f"{base_url}: not a sitemap but {describe(beginning)}{why}")
