"""Where each field of an article came from, in words for readers. Pure.

Extraction stores a short name of the place for each field, such as `JSON-LD headline` or `og:title`. A place that has
no words here is shown as it is stored.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from newsarchive.dates import GUESSED

# The names of the fields, in the order in which the page lists them.
_FIELDS = {
    "headline": "Headline",
    "standfirst": "Standfirst",
    "authors": "Authors",
    "published": "Published",
    "modified": "Modified",
    "source": "Source",
    "language": "Language",
    "section": "Section",
    "body": "Text",
    "kind": "Kind",
    "completeness": "Completeness",
    "is_free": "Access",
    "image_url": "Picture",
    "canonical_url": "Address of the page",
}
_JSON_LD = "the page's JSON-LD"
_SHARING = "the page's data for sharing"
# Whole places.
_PLACES = {
    "JSON-LD": _JSON_LD,
    "h1": "the main heading on the page",
    "h2": "a heading on the page",
    "h3": "a heading on the page",
    "element for the headline": "the element that the page marks as its headline",
    "title": "the title of the page",
    "default": "nothing on the page says otherwise",
    "address": "the address of the page",
    "text": "the text itself",
    "outlet": "the outlet; the page names no other",
    "byline": "the byline",
    "dateline": "the dateline of the text",
    "closing line": "the last lines of the text",
    "below the text": "a line below the text",
    "beside the byline": "a line beside the byline",
    "rel=canonical": "the canonical link of the page",
    "rel=author": "a link to the author on the page",
    "html lang": "the language that the page declares",
    "html xml:lang": "the language that the page declares",
    "class byline": "an element marked as byline on the page",
    "class author": "an element marked as author on the page",
    "data-author": "an element marked as author on the page",
    "link to a writer": "a link to a writer on the page",
    "line below h1": "a line below the headline",
    "line beside the time": "a line beside the time of publication",
    "first line of the text": "the first line of the text",
    "time element": "a time on the page",
    "htmldate": "a date found on the page",
    "trafilatura": "the main text of the page",
    "captions": "the captions of the pictures",
    "description": "the description of the page",
    "the state in a script": "data in a script of the page",
}
# Places with a name in them, and what is said of the name. Each pattern matches a whole place.
_PATTERNS = (
    (re.compile(r"JSON-LD (?P<name>.+)"), f"{_JSON_LD} ({{name}})"),
    (re.compile(r"og:(?P<name>\S+)(?: \S+)?"), f"{_SHARING} (og:{{name}})"),
    (re.compile(r"twitter:(?P<name>\S+)"), f"{_SHARING} (twitter:{{name}})"),
    (re.compile(r"meta (?P<name>.+)"), "a meta element of the page ({name})"),
    (re.compile(r"itemprop (?P<name>.+)"), "an element marked up for search engines ({name})"),
    (re.compile(r"script (?P<name>.+)"), "data in a script of the page ({name})"),
    (re.compile(r"printed (?P<name>.+)"), "a line {name}"),
    (re.compile(r"(?:news_)?sitemap (?P<name>\S+)"), "the sitemap {name}"),
    (re.compile(r"feed (?P<name>\S+)"), "the feed {name}"),
    (re.compile(r"home (?P<name>\S+)"), "the front page {name}"),
    (re.compile(r"wayback (?P<name>\S+)"), "the Wayback Machine, {name}"),
    (re.compile(r"body rule (?P<name>.+)"), "the part of the page that the outlet's rules name ({name})"),
    (re.compile(r"address and JSON-LD (?P<name>.+)"), f"the address of the page and {_JSON_LD} ({{name}})"),
)
_UPDATED = ", updated"


@dataclass(frozen=True, slots=True)
class FieldOrigin:
    """A field of an article and where its value came from; printed is what stood there, where that is stored."""

    field: str
    place: str
    printed: str | None = None


def field_origins(provenance: Mapping[str, str]) -> list[FieldOrigin]:
    """The origins of the fields in the order of the page; fields without a name here come last."""
    known = [name for name in _FIELDS if name in provenance]
    others = sorted(provenance.keys() - _FIELDS.keys())
    return [_origin(name, provenance[name]) for name in (*known, *others)]


def _origin(name: str, stored: str) -> FieldOrigin:
    field = _FIELDS.get(name, name)
    place, separator, printed = stored.partition(": ")
    if name == "completeness" or (separator and place_in_words(place) == place):
        # A sentence, or a place that is not known here: nothing in it is cut off.
        return FieldOrigin(field, stored)
    return FieldOrigin(field, place_in_words(place), printed or None)


def place_in_words(place: str) -> str:
    """A place on a page in words; place itself where it is not known here."""
    if place.startswith(GUESSED):
        return f"guessed from {place_in_words(place.removeprefix(GUESSED))}"
    if place.endswith(_UPDATED):
        return f"{place_in_words(place.removesuffix(_UPDATED))}, which names an update"
    if place in _PLACES:
        return _PLACES[place]
    for pattern, words in _PATTERNS:
        if match := pattern.fullmatch(place):
            return words.format(name=match["name"])
    return place
