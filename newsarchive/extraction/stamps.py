"""When it was published and modified: what JSON-LD, meta and time elements claim, else what htmldate finds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from htmldate import find_date

from newsarchive.dates import parse_time
from newsarchive.extraction.candidates import Candidate, given
from newsarchive.extraction.linked_data import first_text
from newsarchive.extraction.markup import ParsedPage
from newsarchive.extraction.raised import BY_DATE_SEARCH
from newsarchive.records import Stamp

# By how much they are to be trusted, as the pages of the test collections have them.
_PUBLISHED_META = (
    "article:published_time", "og:article:published_time", "datepublished", "og:published_time", "parsely-pub-date",
    "sailthru.date", "cxenseparse:recs:publishtime", "publish-date", "publishdate", "publish_date", "pubdate",
    "published", "published_at", "article.published", "dc.date.issued", "dcterms.created", "dc.date.created",
    "datecreated", "date_published", "article_date_original", "originalpublicationdate", "dc.date", "dcterms.date",
    "date", "pub_date", "article:create_at", "cxense:publishtime", "publication_date", "rnews:datepublished",
)  # fmt: skip
_MODIFIED_META = (
    "article:modified_time", "og:article:modified_time", "datemodified", "og:updated_time", "dcterms.modified",
    "dc.date.modified", "last-modified", "lastmod", "date_modified", "article.updated", "modified",
)  # fmt: skip
_WEB_PAGES = ("WebPage", "ItemPage", "VideoObject", "MediaGallery")
_PUBLISHED_ELEMENT = "//*[@itemprop='datePublished' or @pubdate or @property='datePublished']"
_MODIFIED_ELEMENT = "//*[@itemprop='dateModified' or @property='dateModified']"
# Times in lists of other stories come later on the page, or in asides and footers.
_TIMES = "//time[@datetime][not(ancestor::aside or ancestor::footer or ancestor::nav or ancestor::li)]"
_MOST_ELEMENTS = 5
_HAS_TIME = re.compile(r"[T\s]\d{1,2}:\d\d")
_HTMLDATE: dict[str, Any] = {"outputformat": "%Y-%m-%dT%H:%M:%S%z", "original_date": True, "extensive_search": False}
# Clocks of outlets run ahead a little, and stories are dated for tomorrow's paper.
_FUTURE_DAYS = 2


@dataclass(frozen=True, slots=True)
class Dated:
    """A stamp, the words it was read from and where they stood."""

    stamp: Stamp
    candidate: Candidate


def find_published(parsed: ParsedPage, zone: ZoneInfo, fetched: date) -> Dated | None:
    """When the outlet says the article appeared; never after the fetch, bar what clocks and zones explain."""
    dated = list(_dated(published_candidates(parsed), zone, fetched))
    return _most_exact(dated) if dated else next(_dated(_guessed(parsed, fetched), zone, fetched), None)


def find_modified(parsed: ParsedPage, zone: ZoneInfo, fetched: date, published: Stamp | None) -> Dated | None:
    """When the outlet says it was last changed; None where that is not after the publication."""
    found = next(_dated(modified_candidates(parsed), zone, fetched), None)
    if found is None or published is None:
        return found
    if found.stamp.at and published.at:
        return found if found.stamp.at > published.at else None
    return found if found.stamp.on > published.on else None


def published_candidates(parsed: ParsedPage) -> Iterator[Candidate]:
    """Every publication time the page claims in a machine's form, the most trusted first."""
    data = parsed.linked_data
    yield from given((first_text(data.article, "datePublished"), "JSON-LD datePublished"))
    for name in _PUBLISHED_META:
        yield from (Candidate(value, f"meta {name}") for value in parsed.meta.get(name, ()))
    yield from _in_elements(parsed, _PUBLISHED_ELEMENT, "itemprop datePublished")
    for node in data.of_type(*_WEB_PAGES):
        yield from given((first_text(node, "datePublished", "uploadDate"), "JSON-LD page datePublished"))
    yield from given((first_text(data.article, "dateCreated"), "JSON-LD dateCreated"))
    yield from _in_elements(parsed, _TIMES, "time element")


def modified_candidates(parsed: ParsedPage) -> Iterator[Candidate]:
    """Every time of a change the page claims, the most trusted first."""
    data = parsed.linked_data
    yield from given((first_text(data.article, "dateModified"), "JSON-LD dateModified"))
    for name in _MODIFIED_META:
        yield from (Candidate(value, f"meta {name}") for value in parsed.meta.get(name, ()))
    yield from _in_elements(parsed, _MODIFIED_ELEMENT, "itemprop dateModified")


def _in_elements(parsed: ParsedPage, path: str, where: str) -> Iterator[Candidate]:
    for element in parsed.tree.xpath(f"({path})[position() <= $most]", most=_MOST_ELEMENTS):
        yield from given((element.get("datetime") or element.get("content"), where))


def _dated(candidates: Iterator[Candidate], zone: ZoneInfo, fetched: date) -> Iterator[Dated]:
    for candidate in candidates:
        stamp = parse_time(candidate.value, zone)
        if stamp is not None and stamp.on <= fetched + timedelta(days=_FUTURE_DAYS):
            yield Dated(stamp, candidate)


def _most_exact(dated: list[Dated]) -> Dated:
    """The first; or a later one of the same day that knows the time, where the first has only the day or midnight."""
    chosen = dated[0]
    if not _is_day_only(chosen):
        return chosen
    return next((other for other in dated if not _is_day_only(other) and _same_day(other, chosen)), chosen)


def _is_day_only(dated: Dated) -> bool:
    return dated.stamp.at is None or re.search(r"[T ]00:00(:00)?", dated.candidate.value) is not None


def _same_day(one: Dated, other: Dated) -> bool:
    return one.stamp.on == other.stamp.on or one.candidate.value[:10] == other.candidate.value[:10]


def _guessed(parsed: ParsedPage, fetched: date) -> Iterator[Candidate]:
    """What htmldate finds in texts, scripts and the address."""
    try:
        found = find_date(parsed.tree, url=parsed.url, max_date=fetched.isoformat(), **_HTMLDATE)
    except BY_DATE_SEARCH:
        # Without a date the article is still an article.
        return
    if found:
        # It writes midnight where it knows the day alone.
        day_only = "T00:00:00" in found
        yield Candidate(found[:10] if day_only else found, "htmldate")
