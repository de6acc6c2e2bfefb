"""The entries of a live blog in its text: the block with which each begins, and its time."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from newsarchive.dates import parse_time
from newsarchive.extraction.metadata import is_of_page
from newsarchive.extraction.page.json_ld import Node, as_list, first_text
from newsarchive.extraction.page.parsed_page import ParsedPage, plain_text
from newsarchive.extraction.structure.alignment import Place
from newsarchive.extraction.structure.page_text import PageText, compact
from newsarchive.records import LiveEntry
from newsarchive.text import paragraphs

_MOST_ENTRIES = 2_000
_MOST_AROUND = 40
# An entry is found by the beginning of its headline or first line. Shorter ones ("Update") are alike.
_BEGINNING = 40
_SHORTEST = 8
_FEWEST_ALIKE = 2


def live_entries(
    parsed: ParsedPage,
    blocks: Sequence[str],
    places: Sequence[Place | None],
    page: PageText,
    boxes: Mapping[HtmlElement, datetime],
    zone: ZoneInfo,
) -> list[LiveEntry]:
    """The entries in the order of the text: as JSON-LD declares them, else the boxes with a time on the page."""
    begun = _declared(parsed, blocks, zone) or _printed(places, page, boxes)
    return [LiveEntry(block, begun[block]) for block in sorted(begun)]


def timed_boxes(parsed: ParsedPage, zone: ZoneInfo) -> dict[HtmlElement, datetime]:
    """The elements of the page that look like entries: boxes side by side, each with one time element."""
    times = [
        (element, stamp.at)
        for element in parsed.all("time")[:_MOST_ENTRIES]
        if (stamp := parse_time(element.get("datetime"), zone)) is not None and stamp.at is not None
    ]
    counts: Counter[HtmlElement] = Counter()
    for element, _ in times:
        counts.update(_around(element))
    found = {}
    for element, at in times:
        box = element
        for outer in _around(element):
            if counts[outer] > 1:
                break
            box = outer
        found[box] = at
    alike = Counter((box.getparent(), box.tag) for box in found)
    return {box: at for box, at in found.items() if alike[box.getparent(), box.tag] >= _FEWEST_ALIKE}


def _around(element: HtmlElement) -> Iterator[HtmlElement]:
    for number, outer in enumerate(element.iterancestors()):
        if number == _MOST_AROUND:
            return
        yield outer


def _printed(
    places: Sequence[Place | None], page: PageText, boxes: Mapping[HtmlElement, datetime]
) -> dict[int, datetime]:
    starts = sorted((place.start, number) for number, place in enumerate(places) if place is not None)
    found: dict[int, datetime] = {}
    at = 0
    for box in page.boxes:
        while at < len(starts) and starts[at][0] < box.start:
            at += 1
        if at < len(starts) and starts[at][0] < box.end:
            found.setdefault(starts[at][1], boxes[box.element])
    return found


def _declared(parsed: ParsedPage, blocks: Sequence[str], zone: ZoneInfo) -> dict[int, datetime]:
    data = parsed.linked_data
    blog = next((node for node in data.of_type("LiveBlogPosting") if is_of_page(parsed, node)), data.article)
    numbers: dict[str, list[int]] = {}
    for number, block in reversed(list(enumerate(blocks))):
        numbers.setdefault(_key(block), []).append(number)
    found: dict[int, datetime] = {}
    for update in data.resolved(blog.get("liveBlogUpdate"))[:_MOST_ENTRIES]:
        if not isinstance(update, Mapping):
            continue
        stamp = parse_time(first_text(update, "datePublished", "dateCreated"), zone)
        if stamp is None or stamp.at is None:
            continue
        waiting = next((there for key in _keys(update) if (there := numbers.get(key))), None)
        if waiting:
            found[waiting.pop()] = stamp.at
    return found


def _keys(update: Node) -> Iterator[str]:
    """The possible beginnings of an entry in the text: its headline, or the first line of its text."""
    body = next((value for value in as_list(update.get("articleBody")) if isinstance(value, str)), "")
    lines = paragraphs(plain_text(body))[:1] if body else []
    for text in (first_text(update, "headline", "name"), *lines, first_text(update, "description", "text")):
        if text and len(key := _key(text)) >= _SHORTEST:
            yield key


def _key(text: str) -> str:
    return compact(text[: 3 * _BEGINNING])[:_BEGINNING].casefold()
