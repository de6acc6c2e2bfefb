"""The links in the blocks of a text: where in which block, and to which address."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from urllib.parse import urldefrag, urljoin

from newsarchive.extraction.structure.alignment import Place
from newsarchive.extraction.structure.page_text import Mark, PageText
from newsarchive.records import TextLink
from newsarchive.urls import MAX_URL_LENGTH, is_web_address, resolve

# Nothing in such an address has to be resolved or encoded. True for most, and much faster than to find out in full.
_PLAIN = re.compile(r"https?://[\w-]+(?:\.[\w-]+)+(?:[/?][\w.,:;/?&=%~!@$*()+-]*)?", re.ASCII)
_PLAIN_PATH = re.compile(r"/[\w.,:;/?&=%~!@$*()+-]*", re.ASCII)
_MOST_LINKS = 2_000


def text_links(blocks: Sequence[str], places: Sequence[Place | None], page: PageText, base: str) -> list[TextLink]:
    """The links in the order of the text. base is the address that relative links belong to.

    Left out are links to a place on the page itself, and those that are not http or https, such as mailto.
    """
    found: list[TextLink] = []
    known = sorted((place.start, place.end, number) for number, place in enumerate(places) if place is not None)
    starts = [start for start, _, _ in known]
    for link in page.links:
        first = max(bisect_right(starts, link.start) - 1, 0)
        near = known[first : bisect_left(starts, link.end, first)]
        inside = [number for _, end, number in near if end > link.start]
        url = absolute(base, link.element.get("href") or "") if inside else None
        if url is None:
            continue
        found += [one for number in inside if (one := _in_block(number, blocks[number], places[number], link, url))]
        if len(found) >= _MOST_LINKS:
            break
    return sorted(found, key=lambda link: (link.block, link.start))


def _in_block(number: int, block: str, place: Place | None, link: Mark, url: str) -> TextLink | None:
    """The part of a link that is in a block."""
    if place is None:
        return None
    start, end = max(link.start, place.start), min(link.end, place.end)
    if start >= end or (last := place.position(block, end - 1)) >= len(block):
        return None
    return TextLink(number, place.position(block, start), last + 1, url)


def absolute(base: str, href: str) -> str | None:
    """The http or https address that href leads to from base; None for other schemes and for places on the same page.

    A fragment stays, because it is a place on the other page.
    """
    href = href.strip()
    if not href or href.startswith("#"):
        return None
    if _PLAIN_PATH.fullmatch(href) and ".." not in href and "//" not in href:
        href = "/".join(base.split("/", 3)[:3]) + href
    if _PLAIN.fullmatch(href) and len(href) <= MAX_URL_LENGTH and href != base:
        return href
    url = resolve(base, href)
    if url is None or url == urldefrag(base)[0]:
        return None
    fragment = urldefrag(urljoin(base, href))[1] if "#" in href else ""
    with_fragment = f"{url}#{fragment}"
    return with_fragment if fragment and is_web_address(with_fragment) else url
