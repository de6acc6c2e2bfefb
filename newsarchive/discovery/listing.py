"""The content of a feed, and functions that feeds, sitemaps and home pages share."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from newsarchive.discovery.polling import NO_PAUSE, StatedPause
from newsarchive.records import Sighting
from newsarchive.text import clean_text

_MAX_HEADLINE = 1_000

_BREAK = re.compile(r"<(?:br|p|div|li)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_ROOT = re.compile(r"<([a-z_][\w.:-]*)", re.IGNORECASE)
# Before the root element: the declaration, comments, style sheet instructions, a document type.
_PROLOG = re.compile(
    r"\s*+(?:<\?.*?\?>\s*+|<!--.*?-->\s*+|<!DOCTYPE[^<>\[]*(?:\[.*?\]\s*)?>\s*+)*+", re.DOTALL | re.IGNORECASE
)
_BEGINNING = 100_000


@dataclass(frozen=True, slots=True)
class Listing:
    """The sightings of one feed, newest first; problem: what was wrong with the feed although it could be read.

    pause is how its publisher asks to be polled.
    """

    sightings: tuple[Sighting, ...]
    problem: str | None = None
    title: str | None = None
    pause: StatedPause = NO_PAUSE


def newest_first(sightings: Iterable[Sighting]) -> tuple[Sighting, ...]:
    """Sightings with the newest first, each address once; those without a time come last, in their old order."""
    unique: dict[str, Sighting] = {}
    for sighting in sorted(sightings, key=_claim, reverse=True):
        unique.setdefault(sighting.url, sighting)
    return tuple(unique.values())


def _claim(sighting: Sighting) -> tuple[date, datetime]:
    newest = sighting.newest
    if newest is None:
        return date.min, datetime.min.replace(tzinfo=UTC)
    return newest.on, newest.at or datetime.min.replace(tzinfo=UTC)


def plain_headline(text: str | None) -> str | None:
    """text as one line without markup and character references; None if nothing readable is left.

    Feeds often escape markup twice, so tags are removed before and after references are resolved.
    """
    text = _without_tags(html.unescape(_without_tags(text or "")))
    return clean_text(text)[:_MAX_HEADLINE] or None


def _without_tags(text: str) -> str:
    return _TAG.sub("", _BREAK.sub(" ", text))


def root_name(text: str) -> str | None:
    """The name of the first element of markup in lower case, without its namespace prefix; None without an element."""
    beginning = text[:_BEGINNING]
    prolog = _PROLOG.match(beginning)
    root = _ROOT.match(beginning, prolog.end() if prolog else 0)
    return root.group(1).lower().rpartition(":")[2] if root else None


def is_html(text: str) -> bool:
    """Whether markup is an HTML page."""
    return root_name(text) in ("html", "head", "body", "script", "div") or "<!doctype html" in text[:1000].lower()


def describe(text: str) -> str:
    """What an answer is instead of a feed or sitemap, in words for a message."""
    if not text.strip():
        return "an empty answer"
    if is_html(text):
        return "an HTML page"
    if text.lstrip()[0] in "{[":
        return "JSON"
    root = root_name(text)
    return f"XML whose root is <{root[:40]}>" if root else "neither XML nor JSON"
