"""The entries of a live blog in its text, and their times."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from newsarchive.extraction.page.parsed_page import ParsedPage
from newsarchive.extraction.structure.alignment import find_blocks
from newsarchive.extraction.structure.live_entries import live_entries, timed_boxes
from newsarchive.extraction.structure.page_text import page_text
from newsarchive.records import LiveEntry

ZONE = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 11, 20, 11, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 20, 11, 30, tzinfo=UTC)
LINES = ("The sluice is open.", "Water is rising", "The lower lock is closed to boats since noon.", "All is well.")


def entries(page: ParsedPage, *blocks: str) -> list[LiveEntry]:
    boxes = timed_boxes(page, ZONE)
    text = page_text(page.tree.find("body"), boxes)
    return live_entries(page, blocks, find_blocks(blocks, text), text, boxes, ZONE)


def declared(*updates: dict[str, object]) -> str:
    blog = {"@context": "https://schema.org", "@type": "LiveBlogPosting", "liveBlogUpdate": list(updates)}
    return f'<script type="application/ld+json">{json.dumps(blog)}</script>'


def test_declared_entries_begin_with_their_headline_or_first_line(parsed: Callable[..., ParsedPage]) -> None:
    head = declared(
        {"@type": "BlogPosting", "headline": LINES[1], "articleBody": LINES[2], "datePublished": "2026-11-20T12:30"},
        {"@type": "BlogPosting", "articleBody": LINES[3], "datePublished": "2026-11-20T11:00:00Z"},
    )
    assert entries(parsed(head=head, body=f"<p>{'</p><p>'.join(LINES)}</p>"), *LINES) == [
        LiveEntry(1, LATER),
        LiveEntry(3, NOON),
    ]


def test_a_declared_entry_without_a_time_or_without_its_text_is_left_out(parsed: Callable[..., ParsedPage]) -> None:
    head = declared(
        {"@type": "BlogPosting", "articleBody": LINES[0]},
        {"@type": "BlogPosting", "articleBody": "Not in the text.", "datePublished": "2026-11-20T11:00:00Z"},
        {"@type": "BlogPosting", "articleBody": LINES[3], "datePublished": "2026-11-20"},
    )
    assert entries(parsed(head=head, body=f"<p>{'</p><p>'.join(LINES)}</p>"), *LINES) == []


def test_two_entries_with_the_same_words_are_two_blocks(parsed: Callable[..., ParsedPage]) -> None:
    update = {"@type": "BlogPosting", "articleBody": LINES[3], "datePublished": "2026-11-20T11:00:00Z"}
    page = parsed(head=declared(update, update), body=f"<p>{LINES[3]}</p><p>{LINES[3]}</p>")
    assert entries(page, LINES[3], LINES[3]) == [LiveEntry(0, NOON), LiveEntry(1, NOON)]


def test_boxes_with_a_time_are_entries(parsed: Callable[..., ParsedPage]) -> None:
    body = (
        f"<p>{LINES[0]}</p>"
        f"<div><h3>{LINES[1]}</h3><time datetime='2026-11-20T12:30'>12:30</time><p>{LINES[2]}</p></div>"
        f"<div><time datetime='2026-11-20T11:00:00Z'>noon</time><p>{LINES[3]}</p></div>"
    )
    assert entries(parsed(body=body), *LINES) == [LiveEntry(1, LATER), LiveEntry(3, NOON)]


def test_the_time_of_the_page_is_no_entry(parsed: Callable[..., ParsedPage]) -> None:
    body = f"<header><time datetime='2026-11-20T12:30'>12:30</time></header><p>{'</p><p>'.join(LINES)}</p>"
    assert entries(parsed(body=body), *LINES) == []
