"""Subscriptions as feed readers export them: OPML 1.0 and 2.0, read and written. Pure.

An OPML file comes from a stranger: entities are not resolved, nothing is loaded, and each element is looked at once.
"""

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from xml.sax.saxutils import quoteattr

from lxml import etree

from newsarchive.errors import OpmlError
from newsarchive.extraction.page.decoding import decode
from newsarchive.urls import is_web_address, normalize_url, url_key, without_credentials

# A list of ten thousand feeds has 3 MB.
MAX_BYTES = 20 * 1024 * 1024
MAX_FEEDS = 10_000
# Folders inside folders that are kept as such.
MAX_DEPTH = 10
_START = re.compile(rb"<(?:\w{1,20}:)?opml[\s/>]", re.IGNORECASE)
_HEAD_BYTES = 4096
# Entities, with which a small file can become a huge one, are declared in a DTD only.
_DTD = re.compile(r"<!(?:DOCTYPE|ENTITY)")
# The parser compares each attribute of a tag with every other: 50,000 in one tag take minutes.
_CROWDED_TAG = re.compile(r"""<[\w.:-]++(?:\s++[^\s=<>"']++\s*+=\s*+(?:"[^"<]*+"|'[^'<]*+')){200}""")
_ENCODING = re.compile(rb"""\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{1,40})""")
# The longest title or name of a folder that is kept.
_LONGEST_NAME = 200
# Characters that XML 1.0 forbids (§2.2).
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Subscription:
    """One feed of a list: its address, title and site, and the folders that it is in, the outermost first."""

    feed: str
    title: str | None = None
    site: str | None = None
    folders: tuple[str, ...] = ()


def is_opml(head: bytes) -> bool:
    """Whether a file that begins with head is OPML."""
    return _START.search(head[:_HEAD_BYTES].replace(b"\x00", b"")) is not None


def parse_opml(body: bytes) -> tuple[list[Subscription], list[str]]:
    """The feeds of an OPML file in their order, each once, and one line for each outline that cannot be used.

    Read are outlines with `xmlUrl`, in any spelling of the name; `htmlUrl` is the site, other outlines are folders. A
    feed that is in several folders keeps the first.

    Raises:
        OpmlError: body is not OPML, has an error in its XML or a DTD, or is too large.
    """
    if len(body) > MAX_BYTES:
        raise OpmlError(f"larger than {MAX_BYTES >> 20} MB; split the list into several files")
    text = _FORBIDDEN.sub("", decode(body, _declared(body)))
    if _DTD.search(text):
        raise OpmlError("it has a DTD (<!DOCTYPE …>), which no list of feeds needs; remove it")
    if _CROWDED_TAG.search(text):
        raise OpmlError("a tag has 200 attributes, which no list of feeds needs")
    found: dict[int, Subscription] = {}
    problems: list[str] = []
    for line, attributes, folders in _outlines(text):
        url = without_credentials(attributes.get("xmlurl", "").strip())
        if not is_web_address(url):
            problems.append(f"line {line}: {url[:_LONGEST_NAME]!r} is not a web address")
            continue
        if len(found) >= MAX_FEEDS:
            raise OpmlError(f"more than {MAX_FEEDS:,} feeds; split the list into several files")
        site = without_credentials(attributes.get("htmlurl", "").strip())
        title = _name(attributes.get("title") or attributes.get("text") or "")
        title = "" if title == url else title
        one = Subscription(url, title or None, site if is_web_address(site) else None, folders)
        found.setdefault(url_key(normalize_url(url)), one)
    return list(found.values()), problems


def write_opml(subscriptions: Iterable[Subscription], title: str, now: datetime) -> Iterator[str]:
    """An OPML 2.0 file, line by line. Subscriptions of the same folder should follow one another."""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<opml version="2.0">'
    created = f"<dateCreated>{format_datetime(now, usegmt=True)}</dateCreated>"
    yield f"  <head><title>{_escaped(title)}</title>{created}</head>"
    yield "  <body>"
    opened: tuple[str, ...] = ()
    for one in subscriptions:
        shared = _shared(opened, one.folders)
        for depth in range(len(opened), shared, -1):
            yield f"{'  ' * (depth + 1)}</outline>"
        for depth in range(shared, len(one.folders)):
            yield f"{'  ' * (depth + 2)}<outline text={_quoted(one.folders[depth])}>"
        opened = one.folders
        name = one.title or one.feed
        site = f" htmlUrl={_quoted(one.site)}" if one.site else ""
        names = f"text={_quoted(name)} title={_quoted(name)}"
        yield f'{"  " * (len(opened) + 2)}<outline type="rss" {names} xmlUrl={_quoted(one.feed)}{site}/>'
    for depth in range(len(opened), 0, -1):
        yield f"{'  ' * (depth + 1)}</outline>"
    yield "  </body>"
    yield "</opml>"


def _outlines(text: str) -> Iterator[tuple[int, dict[str, str], tuple[str, ...]]]:
    """Each outline with a feed: its line, its attributes by lower-case names, and its folders."""
    folders: list[str | None] = []
    reading = etree.iterparse(
        io.BytesIO(text.encode("utf-8", "replace")),
        events=("start", "end"),
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    )
    is_first = True
    try:
        for event, element in reading:
            if is_first and _local(element.tag) != "opml":
                raise OpmlError(f"not OPML: it begins with <{str(element.tag)[:_LONGEST_NAME]}>")
            is_first = False
            if _local(element.tag) == "outline":
                if event == "end":
                    folders.pop()
                else:
                    attributes = {str(name).lower(): str(value) for name, value in element.attrib.items()}
                    is_feed = "xmlurl" in attributes
                    if is_feed:
                        yield element.sourceline or 0, attributes, tuple(filter(None, folders))[:MAX_DEPTH]
                    name = _name(attributes.get("text") or attributes.get("title") or "")
                    folders.append(None if is_feed or len(folders) >= MAX_DEPTH else name)
            if event == "end":
                # Otherwise the whole file would be in memory as elements.
                element.clear(keep_tail=False)
    except etree.XMLSyntaxError as error:
        raise OpmlError(f"not well-formed XML: {error.msg or 'it is empty'}") from error


def _declared(body: bytes) -> str | None:
    """The encoding in the XML declaration, as a Content-Type header says it."""
    match = _ENCODING.match(body)
    return f"charset={match[1].decode('ascii')}" if match else None


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _name(text: str) -> str:
    return " ".join(text.split())[:_LONGEST_NAME].strip()


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How many folders both begin with."""
    return next(
        (n for n, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other))
    )


def _quoted(text: str) -> str:
    return quoteattr(_FORBIDDEN.sub("", text))


def _escaped(text: str) -> str:
    return quoteattr(_FORBIDDEN.sub("", text))[1:-1].replace("&quot;", '"')
