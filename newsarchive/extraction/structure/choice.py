"""The structure of an article's text, found on the page after the text is finished."""

from collections.abc import Collection, Sequence
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from lxml.etree import ParserError
from lxml.html import HtmlElement, document_fromstring

from newsarchive.extraction.page.parsed_page import ParsedPage, all_text
from newsarchive.extraction.structure.alignment import Place, find_blocks
from newsarchive.extraction.structure.block_kinds import block_runs
from newsarchive.extraction.structure.lead_picture import find_lead_picture
from newsarchive.extraction.structure.live_entries import live_entries, timed_boxes
from newsarchive.extraction.structure.page_text import PageText, compact, page_text
from newsarchive.extraction.structure.text_links import text_links
from newsarchive.records import Article, Structure
from newsarchive.text import parts_of, visible

# A paragraph is recognized by its first characters; shorter blocks repeat too often.
_BEGINNING = 24
_MANY_MISSED = 0.1
# Soft hyphen, zero-width space and joiners, direction marks, word joiner and byte-order mark.
_UNSEEN_CHARACTERS = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
# Elements that may be parts of a list, table or quote. The scope is a whole one.
_PARTS = frozenset({"p", "li", "ul", "ol", "blockquote", "td", "th", "tr", "tbody", "table", "figure", "pre"})


def find_structure(parsed: ParsedPage, article: Article, zone: ZoneInfo) -> Structure | None:
    """What the page says about the blocks of article.body and its picture; None for paragraphs alone.

    Blocks that are not found on the page are paragraphs. zone is the outlet's time zone.
    """
    blocks = parts_of(article.body)
    boxes = timed_boxes(parsed, zone) if article.kind == "liveblog" else {}
    page, places = _found(parsed, article, blocks, boxes)
    structure = Structure(
        runs=tuple(block_runs(blocks, places, page)),
        links=tuple(text_links(blocks, places, page, _base(parsed))),
        entries=tuple(live_entries(parsed, blocks, places, page, boxes, zone)) if article.kind == "liveblog" else (),
        picture=find_lead_picture(parsed, article.image_url, article.headline),
    )
    return structure if structure != Structure() else None


def _found(
    parsed: ParsedPage, article: Article, blocks: Sequence[str], boxes: Collection[HtmlElement]
) -> tuple[PageText, list[Place | None]]:
    """The text that the blocks are a part of, and their places in it."""
    scope = _declared(parsed) if article.provenance.get("body", "").startswith("JSON-LD article") else None
    body = parsed.tree.find("body")
    whole = body if body is not None else parsed.tree
    scope = scope if scope is not None else _scope(parsed, blocks, whole)
    page = page_text(scope, boxes)
    places = find_blocks(blocks, page)
    # One block is not enough to walk the whole page: a lead often stands outside the story.
    many = max(1, _MANY_MISSED * len(places))
    if _missed(places) > many and scope is not whole:
        scope = whole
        page = page_text(scope, boxes)
        places = find_blocks(blocks, page)
    missed = _missed(places)
    if (
        missed
        and not page.text.isascii()
        and (_has_unseen(page.text) or (missed > many and visible(page.text) != page.text))
    ):
        page = page_text(scope, boxes, cleans=True)
        places = find_blocks(blocks, page)
    return page, places


def _has_unseen(text: str) -> bool:
    """Whether text has one of the usual characters that nobody sees. To look for all of them takes a millisecond."""
    return any(character in text for character in _UNSEEN_CHARACTERS)


def _missed(places: Sequence[Place | None]) -> int:
    return sum(place is None or not place.is_whole for place in places)


def _scope(parsed: ParsedPage, blocks: Sequence[str], whole: HtmlElement) -> HtmlElement:
    """The smallest element from the first to the last paragraph of the text, so that the rest is not walked."""
    keys = (compact(block[: 3 * _BEGINNING])[:_BEGINNING] for block in blocks)
    beginnings = {key for key in keys if len(key) == _BEGINNING}
    paragraphs = parsed.all("p")
    first = next((paragraph for paragraph in paragraphs if _beginning(paragraph) in beginnings), None)
    if first is None:
        return whole
    last = next((paragraph for paragraph in reversed(paragraphs) if _beginning(paragraph) in beginnings), first)
    around = set(last.iterancestors())
    common = next((ancestor for ancestor in first.iterancestors() if ancestor in around), whole)
    while common.tag in _PARTS and (parent := common.getparent()) is not None:
        common = parent
    return common


def _beginning(paragraph: HtmlElement) -> str:
    text = paragraph.text or ""
    if len(text) < 3 * _BEGINNING:
        text = all_text(paragraph)
    return compact(text[: 3 * _BEGINNING])[:_BEGINNING]


def _declared(parsed: ParsedPage) -> HtmlElement | None:
    """The articleBody of JSON-LD as a tree, if it has markup."""
    declared = parsed.linked_data.article.get("articleBody")
    if not isinstance(declared, str) or "<" not in declared:
        return None
    try:
        tree: HtmlElement = document_fromstring(declared)
        return tree
    except (ParserError, ValueError):
        return None


def _base(parsed: ParsedPage) -> str:
    """The address that relative links belong to: that of the base element, else of the page."""
    from_base = next((href for element in parsed.all("base") if (href := element.get("href"))), None)
    return _joined(parsed.url, from_base) if from_base else parsed.url


def _joined(url: str, href: str) -> str:
    try:
        return urljoin(url, href.strip())
    except ValueError:
        return url
