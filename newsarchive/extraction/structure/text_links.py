"""The links in the blocks of a text: where in which block, and to which address."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urldefrag, urljoin

from newsarchive.extraction.structure.alignment import Place, WordPositions
from newsarchive.extraction.structure.page_text import PageText
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
    words: dict[int, WordPositions] = {}
    for link in page.links:
        first = max(bisect_right(starts, link.start) - 1, 0)
        near = known[first : bisect_left(starts, link.end, first)]
        inside = [(start, end, number) for start, end, number in near if end > link.start]
        url = absolute(base, link.element.get("href") or "") if inside else None
        if url is None:
            continue
        for start, end, number in inside:
            if number not in words and (place := places[number]) is not None:
                words[number] = place.words(blocks[number])
            begins = words[number].position(max(link.start, start))
            last = words[number].position(min(link.end, end) - 1)
            if begins is not None and last is not None and begins <= last:
                found.append(TextLink(number, begins, last + 1, url))
        if len(found) >= _MOST_LINKS:
            break
    return _apart(sorted(found, key=lambda link: (link.block, link.start, -link.end)), blocks)


def _apart(links: Sequence[TextLink], blocks: Sequence[str]) -> list[TextLink]:
    """links without overlaps: in a browser, a link that was not closed ends where the next one begins."""
    found: list[TextLink] = []
    for link in links:
        if found and found[-1].block == link.block and found[-1].end > link.start:
            before = found.pop()
            end = len(blocks[link.block][: link.start].rstrip())
            found += [replace(before, end=end)] if end > before.start else []
        found.append(link)
    return found


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
