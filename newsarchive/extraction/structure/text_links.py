"""The links in the blocks of a text: where in which block, and to which address."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urldefrag, urljoin

from newsarchive.extraction.structure.alignment import Place
from newsarchive.extraction.structure.page_text import Mark, PageText
from newsarchive.records import TextLink
from newsarchive.urls import MAX_URL_LENGTH, is_web_address, resolve

_MOST_AROUND = 40
# Nothing in such an address has to be resolved or encoded. True for most, and much faster than to find out in full.
_PLAIN = re.compile(r"https?://[\w-]+(?:\.[\w-]+)+(?:[/?][\w.,:;/?&=%~!@$*()+-]*)?", re.ASCII)
_MOST_LINKS = 2_000


def text_links(blocks: Sequence[str], places: Sequence[Place | None], page: PageText, base: str) -> list[TextLink]:
    """The links in the order of the text. base is the address that relative links belong to.

    Left out are links to a place on the page itself, and those that are not http or https, such as mailto.
    """
    found: list[TextLink] = []
    for number, place in enumerate(places):
        if place is None:
            continue
        block = blocks[number]
        for start, end, link in _linked(page, place):
            url = absolute(base, link.element.get("href") or "")
            if url is not None and (last := place.position(block, end - 1)) < len(block):
                found.append(TextLink(number, place.position(block, start), last + 1, url))
        if len(found) >= _MOST_LINKS:
            return found[:_MOST_LINKS]
    return found


def _linked(page: PageText, place: Place) -> Iterator[tuple[int, int, Mark]]:
    """The parts of a place inside a link; the pieces of one link are joined."""
    since, until, current = 0, 0, None
    for start, end, mark in page.pieces(place.start, place.end):
        link = _link_around(mark)
        if link is not current:
            if current is not None:
                yield since, until, current
            since, current = start, link
        until = end
    if current is not None:
        yield since, until, current


def _link_around(mark: Mark | None) -> Mark | None:
    for _ in range(_MOST_AROUND):
        if mark is None or mark.tag == "a":
            return mark
        mark = mark.outer
    return None


def absolute(base: str, href: str) -> str | None:
    """The http or https address that href leads to from base; None for other schemes and for places on the same page.

    A fragment stays, because it is a place on the other page.
    """
    href = href.strip()
    if not href or href.startswith("#"):
        return None
    if _PLAIN.fullmatch(href) and len(href) <= MAX_URL_LENGTH and href != base:
        return href
    url = resolve(base, href)
    if url is None or url == urldefrag(base)[0]:
        return None
    fragment = urldefrag(urljoin(base, href))[1] if "#" in href else ""
    with_fragment = f"{url}#{fragment}"
    return with_fragment if fragment and is_web_address(with_fragment) else url
