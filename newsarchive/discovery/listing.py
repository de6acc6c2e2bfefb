"""What a feed gave, and the small things feeds, sitemaps and home pages have in common."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from newsarchive.records import Sighting
from newsarchive.text import clean_text

_MAX_HEADLINE = 1_000

_BREAK = re.compile(r"<(?:br|p|div|li)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_ROOT = re.compile(r"<([a-z_][\w.:-]*)", re.IGNORECASE)
# What may stand before the root: the declaration, comments, instructions for a style sheet, a document type.
_PROLOG = re.compile(
    r"\s*+(?:<\?.*?\?>\s*+|<!--.*?-->\s*+|<!DOCTYPE[^<>\[]*(?:\[.*?\]\s*)?>\s*+)*+", re.DOTALL | re.IGNORECASE
)
_BEGINNING = 100_000


@dataclass(frozen=True, slots=True)
class Listing:
    """The sightings of one feed, newest first; problem says what was wrong although these could be read."""

    sightings: tuple[Sighting, ...]
    problem: str | None = None
    title: str | None = None


def newest_first(sightings: Iterable[Sighting]) -> tuple[Sighting, ...]:
    """Sightings ordered by what they claim, each address once; those that claim no time come last, as they stood."""
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
    """text without markup and character references, as one line; None where nothing readable is left.

    References are often escaped twice in feeds, so tags are cut before and after they are read.
    """
    text = _without_tags(html.unescape(_without_tags(text or "")))
    return clean_text(text)[:_MAX_HEADLINE] or None


def _without_tags(text: str) -> str:
    return _TAG.sub("", _BREAK.sub(" ", text))


def root_name(text: str) -> str | None:
    """The name of the first element of markup in lower case, without its namespace's prefix; None for no markup."""
    beginning = text[:_BEGINNING]
    prolog = _PROLOG.match(beginning)
    root = _ROOT.match(beginning, prolog.end() if prolog else 0)
    return root.group(1).lower().rpartition(":")[2] if root else None


def is_html(text: str) -> bool:
    """Whether markup says that it is a page for people."""
    return root_name(text) in ("html", "head", "body", "script", "div") or "<!doctype html" in text[:1000].lower()


def describe(text: str) -> str:
    """What was got instead of a feed or sitemap, in words for a message."""
    if not text.strip():
        return "an empty answer"
    if is_html(text):
        return "an HTML page"
    if text.lstrip()[0] in "{[":
        return "JSON"
    root = root_name(text)
    return f"XML whose root is <{root[:40]}>" if root else "neither XML nor JSON"
