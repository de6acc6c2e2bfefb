"""Feeds: bytes of RSS, Atom, RDF or JSON Feed to sightings. feedparser reads the XML, because it tolerates errors."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from feedparser import CharacterEncodingOverride, NonXMLContentType
from feedparser.api import parse

from newsarchive.discovery.listing import Listing, describe, is_html, newest_first, plain_headline
from newsarchive.discovery.packing import unpack
from newsarchive.discovery.polling import NO_PAUSE, StatedPause
from newsarchive.discovery.references import repair_references
from newsarchive.discovery.stated_pauses import stated_pause
from newsarchive.errors import FeedError
from newsarchive.extraction.dates.date_parsing import parse_listed_date
from newsarchive.extraction.page.decoding import decode
from newsarchive.records import Sighting, Stamp
from newsarchive.urls import is_web_address, resolve

MAX_ENTRIES = 5_000
# Of a feed that is packed with gzip; normal ones are below 1 MB.
MAX_BYTES = 20 * 1024 * 1024
# feedparser needs about 40 µs for each tag: this many take ten seconds.
MAX_TAGS = 250_000
# Its strict parser compares each attribute of a tag with every other: 50,000 in one tag (540 kB) took 41 seconds.
_CROWDED_TAG = re.compile(r"""<[\w.:-]++(?:\s++[^\s=<>"']++\s*+=\s*+(?:"[^"<]*+"|'[^'<]*+')){200}""")
_ENCODING = re.compile(rb"""\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{1,40})""")
# Characters that XML forbids (§2.2) but that real feeds contain, left by text editors.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_FEED = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf|channel)\b", re.IGNORECASE)
_END = re.compile(r"</(?:\w+:)?(?:rss|feed|rdf|channel)\s*>", re.IGNORECASE)
_HARMLESS = (NonXMLContentType, CharacterEncodingOverride)

_LONGEST_TAG = 36
_Entry = Any  # feedparser's dict, or an item of a JSON Feed
_ReadDate = Callable[[object], Stamp | None]


def parse_feed(
    body: bytes, base_url: str, zone: ZoneInfo, content_type: str | None = None, language: str | None = None
) -> Listing:
    """The sightings in a feed, newest first; entries without a web address are skipped, at most 5,000 are read.

    Reads RSS 0.9x to 2.0, RDF, Atom (RFC 4287) and JSON Feed 1.1, packed with gzip or not. A time without an offset is
    read in zone. Months may have names in the outlet's language (a BCP 47 tag) or in the feed's own.
    The readable entries of a broken feed are returned, and Listing.problem says what was wrong.

    Raises:
        FeedError: body is none of these formats, or so broken that no entry can be read.
    """
    body, packing = _unpacked(body, base_url)
    text = _FORBIDDEN.sub("", decode(body, _declared(body, content_type), language)).lstrip()
    if text[:1] in ("{", "["):
        listing = _read_json(text, base_url, zone, language)
    else:
        listing = _read_xml(text, base_url, zone, language)
    return replace(listing, problem="; ".join(filter(None, (packing, listing.problem)))) if packing else listing


def _unpacked(body: bytes, base_url: str) -> tuple[bytes, str | None]:
    try:
        return unpack(body, MAX_BYTES)
    except ValueError as error:
        raise FeedError(f"{base_url}: the feed was not read: {error}") from error


def _declared(body: bytes, content_type: str | None) -> str | None:
    """The encoding to use: the document's own, because servers send the same encoding with every file."""
    own = _ENCODING.match(body)
    if own is None or own.group(1).lower() == b"utf-8":
        return content_type
    return f"charset={own.group(1).decode('ascii')}"


def _read_xml(text: str, base_url: str, zone: ZoneInfo, language: str | None) -> Listing:
    if is_html(text) or not _FEED.search(text):
        raise _no_feed(base_url, text)
    text, cut = _within_tag_limit(_without_entities(text, base_url))
    text = _complete_entries(text)
    if not text.startswith("<?xml"):
        text = "<?xml version='1.0'?>" + text  # feedparser would add it as a separate line and miscount the lines
    parsed = _feedparser(text, base_url)
    broken = _xml_problem(parsed)
    if not parsed.entries and (broken or not parsed.version):
        raise FeedError(f"{base_url}: {broken}; no entry can be read") if parsed.version else _no_feed(base_url, text)
    # RSS and RDF have one date, under several names; only Atom has both published and updated.
    is_atom = str(parsed.version).startswith("atom")
    own_language = parsed.feed.get("language")
    read = _date_reader(zone, language, own_language)
    return _listing(
        parsed.entries,
        lambda entry: _sighting(
            base_url,
            _links(entry, language or own_language),
            entry.get("title"),
            _times(entry, read, is_atom),
        ),
        title=parsed.feed.get("title"),
        problems=(cut, broken),
        pause=stated_pause(text, parsed.feed),
    )


def _feedparser(text: str, base_url: str) -> Any:
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": base_url}
    try:
        # Sanitizing would take longer than all the rest. An entry's HTML is not used, and headlines are cleaned here.
        data = repair_references(text.encode())
        return parse(data, response_headers=headers, resolve_relative_uris=False, sanitize_html=False)
    except Exception as error:
        # In fuzzing, its loose parser raised KeyError and ValueError for some broken markup.
        raise FeedError(f"{base_url}: broken XML (feedparser: {type(error).__name__}); no entry can be read") from error


def _without_entities(text: str, base_url: str) -> str:
    """text without a document type that declares entities, because these can expand a small feed to gigabytes."""
    start = text.find("<!DOCTYPE")
    if start >= 0 and "<!ENTITY" in text:
        end = text.find("]>", start)
        text = text[:start] + text[end + 2 :] if end >= 0 else text
        if "<!DOCTYPE" in text and "<!ENTITY" in text:
            raise FeedError(f"{base_url}: the feed was not read: it declares entities in more than one place")
    if _CROWDED_TAG.search(text):
        raise FeedError(f"{base_url}: the feed was not read: it has a tag with more than 200 attributes")
    return text


def _within_tag_limit(text: str) -> tuple[str, str | None]:
    if text.count("<") <= MAX_TAGS:
        return text, None
    last = next(islice(re.finditer("<", text), MAX_TAGS, None)).start()
    return text[:last], f"more than {MAX_TAGS} tags; the rest was not read"


def _complete_entries(text: str) -> str:
    """text; if its end is missing, only up to its last complete entry, because half an address is a wrong address."""
    last = max(text.rfind(end) for end in ("</item>", "</entry>"))
    return text if last < 0 or _END.search(text, last) else text[: last + len("</entry>")]


def _xml_problem(parsed: Any) -> str | None:
    error = parsed.get("bozo_exception")
    if error is None or isinstance(error, _HARMLESS):
        return None
    # A SAXParseException has its line; its str() would add feedparser's name for the stream, "<unknown>".
    line = getattr(error, "getLineNumber", lambda: None)()
    message = getattr(error, "getMessage", lambda: str(error))()
    return f"broken XML ({message}{f', line {line}' if line else ''})"


def _links(entry: _Entry, language: object) -> Iterator[str | None]:
    """The possible addresses of an entry, the best first. FeedBurner's own link only counts clicks.

    An entry may have several alternates, in other languages or as other kinds of file (RFC 4287 §4.1.2).
    """
    yield entry.get("feedburner_origlink")
    alternates = [link for link in entry.get("links", ()) if link.get("rel") == "alternate" and link.get("href")]
    yield from (link["href"] for link in sorted(alternates, key=lambda link: _distance(link, language)))
    # What feedparser takes for the link, such as a guid that is one.
    yield entry.get("link")
    # guid and Atom's id need not be addresses, and feedparser drops isPermaLink if the entry has any link.
    if is_web_address(entry.get("id") or ""):
        yield entry["id"]


def _distance(link: _Entry, language: object) -> tuple[bool, int]:
    """How far an alternate is from the entry's own page: another kind of file, a translation."""
    own, its = (str(tag or "").lower().replace("_", "-").partition("-")[0] for tag in (language, link.get("hreflang")))
    return "html" not in str(link.get("type", "html")), 0 if not its else 1 if its == own else 2


def _date_reader(zone: ZoneInfo, *languages: object) -> _ReadDate:
    known = tuple(language for language in languages if isinstance(language, str) and len(language) < _LONGEST_TAG)
    return lambda text: parse_listed_date(text, zone, known) if isinstance(text, str) else None


def _times(entry: _Entry, read: _ReadDate, is_atom: bool) -> tuple[Stamp | None, Stamp | None]:
    published = _time(entry, "published", read) or _time(entry, "created", read)
    modified = _time(entry, "updated", read)
    return (modified, None) if published is None and not is_atom else (published, modified)


def _time(entry: _Entry, name: str, read: _ReadDate) -> Stamp | None:
    return read(entry[name]) if name in entry else None


def _read_json(text: str, base_url: str, zone: ZoneInfo, language: str | None) -> Listing:
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FeedError(f"{base_url}: broken JSON ({error}); no entry can be read") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list) or "jsonfeed.org/version" not in str(feed.get("version")):
        raise _no_feed(base_url, text)
    read = _date_reader(zone, language, feed.get("language"))
    return _listing(
        [item for item in items if isinstance(item, dict)],
        lambda item: _sighting(base_url, _json_links(item), item.get("title"), _json_times(item, read)),
        title=feed.get("title"),
    )


def _json_links(item: _Entry) -> Iterator[str | None]:
    yield from (item.get(name) for name in ("url", "external_url", "id"))


def _json_times(item: _Entry, read: _ReadDate) -> tuple[Stamp | None, Stamp | None]:
    return read(item.get("date_published")), read(item.get("date_modified"))


def _listing(
    entries: list[_Entry],
    read: Callable[[_Entry], Sighting | None],
    title: object,
    problems: Iterable[str | None] = (),
    pause: StatedPause = NO_PAUSE,
) -> Listing:
    found = [sighting for entry in entries[:MAX_ENTRIES] if (sighting := read(entry)) is not None]
    said = [problem for problem in problems if problem]
    if len(entries) > MAX_ENTRIES:
        said.append(f"{len(entries)} entries; only the first {MAX_ENTRIES} were read")
    if entries and not found:
        said.append(f"none of {len(entries)} entries has a web address")
    return Listing(newest_first(found), "; ".join(said) or None, plain_headline(_string(title)), pause)


def _sighting(
    base_url: str, links: Iterable[object], title: object, times: tuple[Stamp | None, Stamp | None]
) -> Sighting | None:
    url = next((url for link in links if (url := resolve(base_url, _string(link) or ""))), None)
    if url is None:
        return None
    return Sighting(url, base_url, "feed", plain_headline(_string(title)), *times)


def _string(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _no_feed(base_url: str, text: str) -> FeedError:
    return FeedError(f"{base_url}: not RSS, Atom or JSON Feed but {describe(text)}")
