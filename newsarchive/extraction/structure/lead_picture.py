"""The caption and the credit of an article's lead picture."""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from lxml.html import HtmlElement

from newsarchive.extraction.page.json_ld import Node, first_text
from newsarchive.extraction.page.parsed_page import ParsedPage, all_text, text_in
from newsarchive.extraction.phrases.alternatives import one_of
from newsarchive.extraction.phrases.boilerplate import PICTURE_CREDITS
from newsarchive.records import LeadPicture
from newsarchive.text import fold

_LONGEST_CAPTION = 1_000
_LONGEST_CREDIT = 200
_MOST_FIGURES = 200
# A paragraph of this length is the text. A picture above it is the lead picture.
_PARAGRAPH = 80
# A shorter name of a file ("image", "large") is not of one picture.
_SHORTEST_NAME = 8
_FILE = re.compile(r"[^/?#]*(?=[?#]|$)")
_SIZE_OR_SUFFIX = re.compile(r"\.(?:jpe?g|png|webp|avif|gif)\b.*$|[-_]\d{2,4}x\d{2,4}$", re.IGNORECASE)
_ADDRESSES = ("src", "data-src", "srcset", "data-srcset")
_CREDIT_NAMES = re.compile(r"credit|copyright|photographer|creator|author|source|fotograf", re.IGNORECASE)
# A credit at the end of a caption, without an element of its own.
_CREDIT_AT_END = re.compile(
    rf"(?:^|[\s(.|–—-])(?:(?:{one_of(PICTURE_CREDITS)}|\w{{0,12}}foto|credits?)\s*(?:by\s+|[:：/©]\s*)|©\s*)"
    r"(?P<credit>[^.]{2,100}?)[)\].]?$",
    re.IGNORECASE,
)


def find_lead_picture(parsed: ParsedPage, image_url: str | None, headline: str) -> LeadPicture | None:
    """The caption and credit of the picture at image_url, as printed, else as JSON-LD declares them; None without both.

    A caption that only repeats the headline says nothing about the picture.
    """
    if image_url is None:
        return None
    name = _file_name(image_url)
    printed = _printed(parsed, name)
    declared = _declared(parsed, name)
    caption, credit = (one or other for one, other in zip(printed, declared, strict=True))
    if caption is not None and fold(caption) == fold(headline):
        caption = None
    return LeadPicture(caption, credit) if caption or credit else None


def _printed(parsed: ParsedPage, name: str | None) -> tuple[str | None, str | None]:
    figures = parsed.all("figure")[:_MOST_FIGURES]
    figure = next((one for one in figures if name and _shows(one, name)), None)
    if figure is None:
        figure = next(
            (one for one in _above_the_text(parsed) if next(one.iter("img", "picture"), None) is not None), None
        )
    caption = next(figure.iter("figcaption"), None) if figure is not None else None
    return _caption_and_credit(caption) if caption is not None else (None, None)


def _shows(figure: HtmlElement, name: str) -> bool:
    return any(
        name in unquote(address)
        for picture in figure.iter("img", "source")
        for attribute in _ADDRESSES
        if (address := picture.get(attribute))
    )


def _above_the_text(parsed: ParsedPage) -> Iterator[HtmlElement]:
    """The first figure of the story, if it comes before the text."""
    stories = parsed.all("article")[:1] or parsed.all("main")[:1]
    for element in (one for story in stories for one in story.iter("figure", "p")):
        if element.tag == "figure":
            yield element
            return
        if len(all_text(element)) >= _PARAGRAPH:
            return


def _caption_and_credit(caption: HtmlElement) -> tuple[str | None, str | None]:
    text = text_in(caption)
    named = next((element for element in caption.iterdescendants() if _is_credit(element)), None)
    credit = text_in(named) if named is not None else ""
    if credit and credit in text:
        before, _, after = text.rpartition(credit)
        return _bounded(f"{before.rstrip(' (|–—-')} {after.lstrip(' )|')}".strip(), _LONGEST_CAPTION), _credit(credit)
    if match := _CREDIT_AT_END.search(text):
        return _bounded(text[: match.start()].rstrip(" (|–—-"), _LONGEST_CAPTION), _credit(match["credit"])
    return _bounded(text, _LONGEST_CAPTION), None


def _is_credit(element: HtmlElement) -> bool:
    names = f"{element.get('class', '')} {element.get('itemprop', '')}"
    return element.tag in ("cite", "small") or (names != " " and _CREDIT_NAMES.search(names) is not None)


def _declared(parsed: ParsedPage, name: str | None) -> tuple[str | None, str | None]:
    data = parsed.linked_data
    nodes = [node for node in data.resolved(data.article.get("image")) if isinstance(node, Mapping)]
    same = next((node for node in nodes if name and name in (_address(node) or "")), None)
    node = same if same is not None else nodes[0] if len(nodes) == 1 else None
    if node is None:
        return None, None
    names = (name for key in ("creator", "author", "copyrightHolder") for name in data.names(node.get(key)))
    credit = first_text(node, "creditText") or next(names, None) or first_text(node, "copyrightNotice")
    return _bounded(first_text(node, "caption"), _LONGEST_CAPTION), _credit(credit)


def _address(node: Node) -> str | None:
    address = first_text(node, "url", "contentUrl", "@id")
    return unquote(address) if address else None


def _file_name(url: str) -> str | None:
    """The name of a picture's file without size and suffix; None if it may be that of many pictures."""
    match = _FILE.search(unquote(url).rpartition("/")[2])
    name = _SIZE_OR_SUFFIX.sub("", _SIZE_OR_SUFFIX.sub("", match[0])) if match else ""
    return name if len(name) >= _SHORTEST_NAME else None


def _credit(text: str | None) -> str | None:
    return _bounded(text.strip(" ()[]|·–—-") if text else None, _LONGEST_CREDIT)


def _bounded(text: str | None, longest: int) -> str | None:
    return text if text and len(text) <= longest else None
