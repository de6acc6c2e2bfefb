"""The dates that a page declares for programs: JSON-LD, meta elements, marked-up elements, and its address."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain

from lxml.html import HtmlElement

from newsarchive.dates import is_plausible
from newsarchive.extraction.dates.date_parsing import DateStyle, parse_date
from newsarchive.extraction.dates.printed_dates import TimeElement, VisibleDates
from newsarchive.extraction.page.candidates import Candidate, with_values
from newsarchive.extraction.page.json_ld import first_text
from newsarchive.extraction.page.parsed_page import ParsedPage

# The most trusted first, according to the pages of the test collections.
_PUBLISHED_META = (
    "article:published_time", "article:published:time", "og:article:published_time", "datepublished",
    "og:published_time", "parsely-pub-date",
    "sailthru.date", "cxenseparse:recs:publishtime", "publish-date", "publishdate", "publish_date", "pubdate",
    "published", "published_at", "article.published", "dc.date.issued", "dcterms.created", "dc.date.created",
    "datecreated", "date_published", "article_date_original", "originalpublicationdate", "dc.date", "dcterms.date",
    "content:publishdate",
    "date", "pub_date", "article:create_at", "cxense:publishtime", "publication_date", "rnews:datepublished",
)  # fmt: skip
_MODIFIED_META = (
    "article:modified_time", "og:article:modified_time", "datemodified", "og:updated_time", "dcterms.modified",
    "dc.date.modified", "last-modified", "lastmod", "date_modified", "article.updated", "modified",
)  # fmt: skip
_WEB_PAGES = ("WebPage", "ItemPage", "VideoObject", "MediaGallery")
_MOST_ELEMENTS = 5
PARSELY = "meta parsely-page"
_PARSELY_DATE = re.compile(r"[\"']pub_date[\"']\s{0,3}:\s{0,3}[\"']([^\"']{8,40})[\"']")
_ADDRESS_DAY = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<sep>[/._-]?)(?P<m>\d\d?)(?P=sep)(?P<d>\d\d?)(?!\d)")
# /20-11-2026/: only days that are not months, because Americans write the month first.
_ADDRESS_DAY_LAST = re.compile(
    r"(?<![\d.])(?P<d>1[3-9]|2\d|3[01])(?P<sep>[-_.])(?P<m>\d\d?)(?P=sep)(?P<y>(?:19|20)\d\d)(?!\d)"
)
_ADDRESS_NAMED_DAY = re.compile(r"/(?P<y>(?:19|20)\d\d)/(?P<w>[a-z]{3,9})/(?P<d>\d\d?)(?=/)", re.IGNORECASE)


def published_in_head(parsed: ParsedPage) -> Iterator[Candidate]:
    """The publication times in JSON-LD and meta elements, which need no search through the page."""
    yield from with_values((first_text(parsed.linked_data.article, "datePublished"), "JSON-LD datePublished"))
    for name in _PUBLISHED_META:
        values = parsed.meta.get(name, ())
        # Several times of microdata are of several stories: then the elements around them decide.
        if name != "datepublished" or len(set(values)) == 1:
            yield from (Candidate(value, f"meta {name}") for value in values)


def _in_parsely(text: str | None) -> str | None:
    """The publication time in the JSON that an analytics service reads from a meta element."""
    match = _PARSELY_DATE.search(text) if text else None
    return match[1] if match else None


def declared_published(parsed: ParsedPage) -> Iterator[Candidate]:
    """Every publication time that the page declares, the most trusted first."""
    data = parsed.linked_data
    yield from published_in_head(parsed)
    # HTML 5 had an attribute pubdate for time elements.
    times = (element for element in parsed.all("time") if element.get("pubdate") is not None)
    yield from _in_elements([*parsed.with_property("datePublished"), *times], "itemprop datePublished")
    for node in data.of_type(*_WEB_PAGES):
        yield from with_values((first_text(node, "datePublished", "uploadDate"), "JSON-LD page datePublished"))
    yield from with_values((first_text(data.article, "dateCreated"), "JSON-LD dateCreated"))
    yield from with_values((_in_parsely(parsed.first_meta("parsely-page")), PARSELY))


def modified_in_head(parsed: ParsedPage) -> Iterator[Candidate]:
    """The times of the last change in JSON-LD and meta elements."""
    yield from with_values((first_text(parsed.linked_data.article, "dateModified"), "JSON-LD dateModified"))
    for name in _MODIFIED_META:
        yield from (Candidate(value, f"meta {name}") for value in parsed.meta.get(name, ()))


def declared_modified(parsed: ParsedPage) -> Iterator[Candidate]:
    """Every time of a change that the page declares, the most trusted first."""
    yield from modified_in_head(parsed)
    yield from modified_in_elements(parsed)


def modified_in_elements(parsed: ParsedPage) -> Iterator[Candidate]:
    """The times in elements that are marked up as the time of a change."""
    return _in_elements(parsed.with_property("dateModified"), "itemprop dateModified")


def _in_elements(elements: Sequence[HtmlElement], where: str) -> Iterator[Candidate]:
    # The time of the item that has the headline comes before those of teasers.
    for element in sorted(elements[:_MOST_ELEMENTS], key=lambda one: not _is_of_headline(one)):
        # hAtom and older microdata keep the time in the title of an abbr element, for readers' eyes the short form.
        title = element.get("title") if element.tag == "abbr" else None
        yield from with_values((element.get("datetime") or element.get("content") or title, where))


def _is_of_headline(element: HtmlElement) -> bool:
    """Whether the nearest item of microdata around an element, if there is one, has an h1."""
    item = next((one for one in element.iterancestors() if one.get("itemscope") is not None), None)
    return item is None or next(item.iter("h1"), None) is not None


def times_with_label(times: Iterable[TimeElement], label: str, where: str) -> Iterator[Candidate]:
    """The times with this label; a time without a label is the publication time."""
    return (Candidate(time.value, where) for time in times if (time.label or "published") == label)


def visible_times(visible: VisibleDates, label: str) -> Iterator[Candidate]:
    """The times with this label in the time elements of the article."""
    return times_with_label(visible.times, label, "time element" + (", updated" if label == "updated" else ""))


def address_days(url: str, style: DateStyle) -> Iterator[Candidate]:
    """The days in an address such as /2024/05/03/ or /2024/may/03/."""
    path = url.partition("?")[0][-400:]
    for match in chain(*(pattern.finditer(path) for pattern in (_ADDRESS_DAY, _ADDRESS_DAY_LAST, _ADDRESS_NAMED_DAY))):
        words = match.groupdict()
        # /2026/11/6-things is an article of November with a number in its title.
        if words.get("sep") == "/" and path[match.end() : match.end() + 1] in ("-", "_"):
            continue
        if words.get("w"):
            written = parse_date(f"{words['d']} {words['w']} {words['y']}", style)
            day = written.stamp.on if written else None
        else:
            day = _day(words["y"], words["m"], words["d"], exact=not words["sep"])
        if day is not None and is_plausible(day):
            yield Candidate(day.isoformat(), "address")


def _day(year: str, month: str, day: str, *, exact: bool) -> date | None:
    # Without separators, only four digits for month and day are a date: 2019115 may be an article's number.
    if exact and len(month) + len(day) != 4:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
