"""A page, parsed once and shared by the rules of all fields."""

import html
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice

from lxml.etree import ElementDefaultClassLookup, HTMLParser, ParserError, iterwalk, tostring
from lxml.etree import fromstring as parsed_by
from lxml.html import HtmlComment, HtmlElement, HtmlProcessingInstruction

from newsarchive.extraction.page.decoding import decode
from newsarchive.extraction.page.json_ld import LinkedData, read_linked_data
from newsarchive.extraction.page.mojibake import repair_markup_utf8
from newsarchive.extraction.page.shadow_roots import open_shadow_roots
from newsarchive.records import Page
from newsarchive.text import clean_body, clean_text

# Ten times the largest page of the test collections. On some pages the extractors' time grows with the square of the
# number of elements: 90,000 elements in one paragraph take a minute.
MAX_ELEMENTS = 40_000
_MAX_META = 1_000
# Characters of a headline, byline or description; the longest of the test collections has 2,000.
MAX_TEXT = 5_000

# The first bytes of files that are not HTML, whatever the Content-Type header says.
_SIGNATURES = (
    (b"%PDF", "a PDF"), (b"\x89PNG", "an image"), (b"GIF8", "an image"), (b"\xff\xd8\xff", "an image"),
    (b"RIFF", "an image or an audio file"), (b"PK\x03\x04", "a compressed file"), (b"\x1f\x8b", "a compressed file"),
    (b"ID3", "an audio file"), (b"\x00\x00\x00", "a video or an image"),
)  # fmt: skip
_FEED = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<(?:rss|feed|rdf:rdf|urlset|sitemapindex)\b", re.IGNORECASE)
_JSON = re.compile(rb"\s*[\[{]")
_TAG = re.compile(
    rb"<\s*(?:!doctype html|html|head|body|meta|title|div|p|article|section|table|h1|span|main)\b", re.IGNORECASE
)
_BEGINNING = 200_000
INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "em", "font", "i", "ins", "mark", "q", "s", "small", "span", "strong",
     "sub", "sup", "time", "u", "var", "wbr"}
)  # fmt: skip
UNSEEN = frozenset({"script", "style", "svg", "template", "noscript"})


# lxml.html calls a Python function for the class of every element that it returns, some 2,700 times a page. Its special
# classes for forms are not needed here.
_ELEMENTS = ElementDefaultClassLookup(element=HtmlElement, comment=HtmlComment, pi=HtmlProcessingInstruction)
# XML forbids control characters and two noncharacters (https://www.w3.org/TR/xml/#charsets), and lxml refuses them.
# A search in bytes takes a fiftieth of the time of a search in text.
_CONTROLS = bytes(range(0x20)).translate(None, b"\t\n\r")
_NO_CHARACTERS = re.compile(rb"\xef\xbf[\xbe\xbf]")
# The same as numeric references. libxml2 accepts them, but lxml then refuses to set the text again.
_NO_REFERENCES = re.compile(
    rb"&#(?:(?:0*(?:[1-8]|1[1245-9]|2\d|3[01])|6553[45])(?!\d)|x0*(?:[1-8bcef]|1[\da-f]|fff[ef])(?![\da-f]));?",
    re.IGNORECASE,
)
# What stands around a removed reference can be a new one: "&#&#1;1;". A page of such nests would take a pass a level,
# so after two passes a zero-width space stands for the reference: it prints nothing, and no reference contains it.
_STAND_INS = (b"", b"", "\u200b".encode())
_DECLARATION = re.compile(rb"\s*<\?xml[^>]{0,300}>", re.IGNORECASE)
# libxml2 ends the document at both of these: https://bugs.launchpad.net/lxml/+bug/1955915, and `<html … />`.
_DOCTYPE = re.compile(rb"\s*<\s?!\s?doctype[^>]{0,1000}>", re.IGNORECASE)
_EMPTY_HTML = re.compile(rb"(<html\b[^>]{0,2000}?)\s*/>", re.IGNORECASE)
_FIRST_TAGS = 4096
_SHADOW_ROOT = "shadowrootmode"

# In a text within JSON: tags that end a line, and all tags.
_ENDS_LINE = re.compile(r"<(?:br|/p|/div|/li|/h\d)[^>]*>", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[a-z/][^>]{0,1000}>", re.IGNORECASE)
# What an author struck out is not said any more (https://html.spec.whatwg.org/#the-del-element).
STRUCK = ("del", "s", "strike")
_STRUCK_OUT = re.compile(rf"<({'|'.join(STRUCK)})>[^<>]{{0,2000}}</\1>", re.IGNORECASE)


class NotHtml(ValueError):
    """Raised by parse_page; says what the bytes are instead. The message is the reason of the outcome NOT_ARTICLE."""


@dataclass(frozen=True)
class ParsedPage:
    """A page as one tree, with the declarations in its head. Callers that change the tree must copy it first."""

    url: str
    tree: HtmlElement

    @cached_property
    def elements(self) -> tuple[HtmlElement, ...]:
        """Every element in the order of the page, collected in one walk.

        The parser puts elements after </html>, often scripts and boxes, into trees of their own next to the page's.
        """
        trees = (self.tree, *self.tree.itersiblings())
        return tuple(islice(chain.from_iterable(tree.iter() for tree in trees), MAX_ELEMENTS + 1))

    @cached_property
    def order(self) -> dict[HtmlElement, int]:
        """The position of each element in the order of the page."""
        return {element: at for at, element in enumerate(self.elements)}

    @cached_property
    def _by_tag(self) -> dict[str, list[HtmlElement]]:
        found: dict[str, list[HtmlElement]] = {}
        for element in self.elements:
            found.setdefault(element.tag, []).append(element)
        return found

    def all(self, tag: str) -> list[HtmlElement]:
        """Every element with this tag, in the order of the page. XPath would walk the page again (0.2 ms)."""
        return self._by_tag.get(tag, [])

    @cached_property
    def _by_attribute(self) -> dict[str, list[HtmlElement]]:
        found: dict[str, list[HtmlElement]] = {}
        for element in self.elements:
            # An element is a list of its children, so its attributes are not what a loop over it meets.
            for name in element.keys():  # noqa: SIM118
                found.setdefault(name, []).append(element)
        return found

    @property
    def attribute_names(self) -> Collection[str]:
        """The names of all attributes on the page."""
        return self._by_attribute.keys()

    def with_attribute(self, *names: str) -> list[HtmlElement]:
        """Every element with one of these attributes, in the order of the page.

        Most elements have two attributes. To ask each element for each name takes as long for every name as to collect
        all names once.
        """
        if len(names) == 1:
            return self._by_attribute.get(names[0], [])
        return self.in_order(element for name in names for element in self._by_attribute.get(name, ()))

    def in_order(self, elements: Iterable[HtmlElement]) -> list[HtmlElement]:
        """These elements of the page in its order, each once."""
        return sorted(set(elements), key=self.order.__getitem__)

    @cached_property
    def by_class(self) -> dict[str, list[HtmlElement]]:
        """Every element that has a class, under the whole of its class attribute, in the order of the page.

        Two thirds of the elements of a page share it with another: a rule about classes reads each text once.
        """
        found: dict[str, list[HtmlElement]] = {}
        for element in self.with_attribute("class"):
            if classes := element.get("class"):
                found.setdefault(classes, []).append(element)
        return found

    @cached_property
    def _by_property(self) -> dict[str, list[HtmlElement]]:
        found: dict[str, list[HtmlElement]] = {}
        for element in self.with_attribute("itemprop", "property"):
            names = element.get("itemprop"), element.get("property")
            for name in {word for words in names if words for word in words.split()}:
                found.setdefault(name, []).append(element)
        return found

    def with_property(self, name: str) -> list[HtmlElement]:
        """Every element with this name in itemprop (microdata) or property (RDFa), in the order of the page.

        An XPath for each name would walk the page each time (0.3 ms).
        """
        return self._by_property.get(name, [])

    @cached_property
    def meta(self) -> dict[str, list[str]]:
        """The contents of its meta elements under their name, property or itemprop in lower case."""
        found: dict[str, list[str]] = {}
        for element in self.all("meta")[:_MAX_META]:
            content = clean_text((element.get("content") or "")[:MAX_TEXT])
            for attribute in ("name", "property", "itemprop", "http-equiv"):
                name = (element.get(attribute) or "").strip().lower()
                if name and content:
                    found.setdefault(name, []).append(content)
        return found

    @cached_property
    def linked_data(self) -> LinkedData:
        """The page's JSON-LD."""
        scripts = [script.text for script in self.all("script") if "ld+json" in (script.get("type") or "")]
        return read_linked_data([script for script in scripts if script], self.url)

    def first_meta(self, *names: str) -> str | None:
        """The first content of the first of these names that has one."""
        return next((value for name in names for value in self.meta.get(name, ())), None)

    @cached_property
    def title(self) -> str | None:
        """The text of the page's title element, not of a title inside an inline SVG picture."""
        titles = (title for title in self.all("title") if next(title.iterancestors("svg"), None) is None)
        found = next(titles, None)
        return text_in(found) or None if found is not None else None


def text_in(element: HtmlElement) -> str:
    """The visible text of an element as one line: blocks and line breaks separate words, inline elements do not.

    At most the first MAX_TEXT characters: it is used for short texts such as an h1 or a byline.
    """
    parts: list[str] = []
    for event, inner in islice(iterwalk(element, events=("start", "end")), MAX_TEXT):
        if inner.tag not in INLINE:
            parts.append(" ")
        if inner.tag in UNSEEN:
            continue
        parts.append((inner.text if event == "start" else None if inner is element else inner.tail) or "")
    return clean_text("".join(parts)[: 2 * MAX_TEXT])[:MAX_TEXT]


def all_text(element: HtmlElement) -> str:
    """The same as element.text_content(), in a seventh of the time.

    The paragraphs, links and boxes of a page are measured hundreds of times, and text_content() is an XPath each time.
    """
    if not len(element):
        return element.text or ""
    text: str = tostring(element, encoding="unicode", method="text", with_tail=False)
    return text


def plain_text(markup: str) -> str:
    """The paragraphs of a text with markup, as JSON contains it."""
    markup = html.unescape(markup)
    if _ENDS_LINE.search(markup):
        markup = markup.replace("\n", " ")  # in HTML a line's end is a space
    text = _ANY_TAG.sub("", _ENDS_LINE.sub("\n\n", _STRUCK_OUT.sub("", markup)))
    return clean_body(re.sub(r"\n+", "\n\n", text))


def parse_page(page: Page, language: str | None = None) -> ParsedPage:
    """The page as a tree. language is the outlet's; it helps to read a page of undeclared encoding.

    Raises:
        NotHtml: its bytes are empty, of another kind, or have too many elements.
    """
    _refuse_other_kinds(page)
    text = decode(page.body, page.header("Content-Type"), language)
    tree = _tree(repair_markup_utf8(text.encode("utf-8", "ignore")))
    if _SHADOW_ROOT in text:
        open_shadow_roots(tree)
    parsed = ParsedPage(page.final_url, tree)
    if len(parsed.elements) > MAX_ELEMENTS:
        count = int(parsed.tree.xpath("count(//*)"))
        raise NotHtml(f"the page has {count} HTML elements; the limit is {MAX_ELEMENTS}")
    return parsed


def _parser() -> HTMLParser:
    parser = HTMLParser(
        collect_ids=False, default_doctype=False, encoding="utf-8", remove_comments=True, remove_pis=True
    )
    parser.set_element_class_lookup(_ELEMENTS)
    return parser


_PARSER = _parser()


def empty_page() -> HtmlElement:
    """A page with an empty body, for elements of another page. Its elements are as quick to get as that page's."""
    page: HtmlElement = parsed_by(b"<html><body></body></html>", _PARSER)
    return page


def _tree(markup: bytes) -> HtmlElement:
    beginning = _DOCTYPE.sub(b"", _DECLARATION.sub(b"", markup[:_FIRST_TAGS], count=1), count=1)
    beginning = _EMPTY_HTML.sub(rb"\1>", beginning, count=1)
    # In bytes instead of characters, with at most one pass per step: this saves 0.6 ms of CPU a page.
    encoded = b"".join((beginning, markup[_FIRST_TAGS:])).translate(None, _CONTROLS)
    encoded = _NO_CHARACTERS.sub(b"", encoded)
    for stand_in in _STAND_INS:
        if _NO_REFERENCES.search(encoded) is None:
            break
        encoded = _NO_REFERENCES.sub(stand_in, encoded)
    try:
        tree: HtmlElement | None = parsed_by(encoded, _PARSER)
    except (ParserError, ValueError):
        tree = None
    if tree is None:
        raise NotHtml("the page has no HTML elements")
    return tree


def _refuse_other_kinds(page: Page) -> None:
    if not page.body or page.body.isspace():
        raise NotHtml("the page is empty")
    for signature, kind in _SIGNATURES:
        if page.body.startswith(signature):
            raise NotHtml(f"not HTML but {kind}")
    if _FEED.match(page.body):
        raise NotHtml("not HTML but a feed or sitemap")
    declared = (page.header("Content-Type") or "").partition(";")[0].strip().lower()
    # In encodings of two bytes per character, a search in bytes finds no tag.
    has_tags = page.body.find(b"\x00", 0, _BEGINNING) >= 0 or _TAG.search(page.body, 0, _BEGINNING) is not None
    if _JSON.match(page.body) and ("json" in declared or not has_tags):
        raise NotHtml("not HTML but JSON")
    if not has_tags:
        if "html" in declared:
            raise NotHtml("the page has no HTML elements")
        raise NotHtml(f"not HTML but {declared or 'an undeclared type'}")
