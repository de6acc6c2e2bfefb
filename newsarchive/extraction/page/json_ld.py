"""A page's JSON-LD (schema.org). Copes with broken JSON, graphs and entries about other pages."""

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from newsarchive.text import clean_text
from newsarchive.urls import is_web_address, url_key

Node = Mapping[str, Any]

# Limits against pages that are made to be slow; news pages stay far below both.
_MAX_SCRIPT = 2_000_000
_MAX_NODES = 5_000

# https://schema.org/Article and the kinds below it that news pages use.
ARTICLE_TYPES = frozenset(
    {
        "NewsArticle", "Article", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "Report",
        "BackgroundNewsArticle", "ReviewNewsArticle", "AskPublicNewsArticle", "BlogPosting", "LiveBlogPosting",
        "SocialMediaPosting", "TechArticle", "ScholarlyArticle", "AdvertiserContentArticle", "SatiricalArticle",
        "MedicalScholarlyArticle", "Review", "CriticReview", "ImageGallery",
    }
)  # fmt: skip
# Properties that list other pages: an article found there is not the page's own.
_LISTS_OF_OTHER_PAGES = frozenset(
    {"itemListElement", "hasPart", "isPartOf", "mentions", "citation", "isRelatedTo", "relatedLink", "liveBlogUpdate",
     "comment", "about", "itemReviewed", "isBasedOn", "subjectOf", "significantLink", "breadcrumb"}
)  # fmt: skip
# Comment marks before the value in some scripts; raw_decode ignores what follows the value.
_OPENING = re.compile(r"\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*.*?\*/)?\s*", re.S)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")


@dataclass(frozen=True)
class LinkedData:
    """Every node of a page's JSON-LD, and the one that describes the page's own article."""

    nodes: tuple[Node, ...] = ()
    article: Node = field(default_factory=dict)
    by_id: Mapping[str, Node] = field(default_factory=dict)

    def of_type(self, *names: str) -> Iterator[Node]:
        """The nodes of one of these types, in the order of the page."""
        return (node for node in self.nodes if types_of(node).intersection(names))

    def resolved(self, value: object) -> list[object]:
        """value as a list, with references to other nodes ({"@id": …} only) replaced by those nodes."""
        # {"@list": […]} and {"@set": […]} are lists: https://www.w3.org/TR/json-ld11/#lists
        inner = value.get("@list", value.get("@set", value)) if isinstance(value, Mapping) else value
        return [self._target(item) for item in as_list(inner)]

    def names(self, value: object) -> list[str]:
        """The names in value: strings as they are, and the names of nodes."""
        found = (item.get("name") if isinstance(item, Mapping) else item for item in self.resolved(value))
        return [text for item in found for part in as_list(item) if (text := text_of(part))]

    def _target(self, item: object) -> object:
        if isinstance(item, Mapping) and "name" not in item and isinstance(item.get("@id"), str):
            return self.by_id.get(item["@id"], item)
        return item


def full_names(data: LinkedData, value: object) -> list[str]:
    """The names in value; a person without a name has given name and family name joined."""
    found = []
    for item in data.resolved(value):
        found += data.names(item)
        if isinstance(item, Mapping) and not first_text(item, "name"):
            called = [first_text(item, "givenName"), first_text(item, "familyName")]
            found.append(" ".join(part for part in called if part))
    return [name for name in found if name]


def read_linked_data(scripts: Sequence[str], url: str) -> LinkedData:
    """The nodes in the page's JSON-LD scripts; a script that is not JSON even after repair is left out."""
    found = list(_walk([parse_script(script) for script in scripts]))
    by_id = {node["@id"]: node for node, _ in found if isinstance(node.get("@id"), str) and "name" in node}
    return LinkedData(tuple(node for node, _ in found), _own_article(found, url), by_id)


def parse_script(script: str) -> object:
    """The value of one script, or None. Repairs comment marks, raw line ends, trailing commas and escaped quotes."""
    text = _OPENING.sub("", script[:_MAX_SCRIPT], count=1)
    for repaired in (str, _without_trailing_commas, html.unescape):
        try:
            return _first_value(repaired(text))
        except (ValueError, RecursionError):
            continue
    return None


def _first_value(text: str) -> object:
    # Some pages write several values into one script: in every known case the first is the page's.
    return json.JSONDecoder(strict=False).raw_decode(text)[0]


def _without_trailing_commas(text: str) -> str:
    return _TRAILING_COMMA.sub(r"\1", text)


def _walk(roots: Sequence[object]) -> Iterator[tuple[Node, bool]]:
    """Every object below roots in reading order, and whether it stands in a list of other pages."""
    waiting: list[tuple[object, bool]] = [(root, False) for root in reversed(roots)]
    for _ in range(_MAX_NODES):
        if not waiting:
            return
        value, is_listed = waiting.pop()
        if isinstance(value, Mapping):
            yield value, is_listed
            waiting += [
                (inner, is_listed or key in _LISTS_OF_OTHER_PAGES)
                for key, inner in reversed(list(value.items()))
                if _nests(inner)
            ]
        elif isinstance(value, list):
            waiting += [(inner, is_listed) for inner in reversed(value[:_MAX_NODES]) if _nests(inner)]


def _nests(value: object) -> bool:
    return isinstance(value, Mapping | list)


def types_of(node: Node) -> set[str]:
    """The schema.org types of a node, without prefix."""
    return {
        str(name).rsplit("/", 1)[-1].rsplit(":", 1)[-1] for name in as_list(node.get("@type")) if isinstance(name, str)
    }


def _own_article(found: Sequence[tuple[Node, bool]], url: str) -> Node:
    articles = [(node, is_listed) for node, is_listed in found if types_of(node) & ARTICLE_TYPES]
    key = url_key(url) if is_web_address(url) else None
    ranked = sorted(articles, key=lambda pair: _rank(pair[0], pair[1], key))
    return ranked[0][0] if ranked else {}


def _rank(node: Node, is_listed: bool, key: int | None) -> tuple[bool, bool, bool, bool]:
    addresses = [*addresses_of(node)]
    same = any(url_key(address) == key for address in addresses)
    return (not same and is_listed, not same and bool(addresses) and is_listed, not same, "headline" not in node)


def addresses_of(node: Node) -> Iterator[str]:
    """The web addresses that a node gives for itself."""
    for name in ("url", "mainEntityOfPage", "@id"):
        for value in as_list(node.get(name)):
            address = value.get("@id") or value.get("url") if isinstance(value, Mapping) else value
            if isinstance(address, str) and is_web_address(address):
                yield address


def as_list(value: object) -> list[Any]:
    """value as a list: nothing for None, itself for a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def text_of(value: object) -> str | None:
    """The text of a string, number or {"@value": …} as one line without entities; None for anything else."""
    if isinstance(value, Mapping):
        value = value.get("@value")
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    # Many pages escape twice: they escape for HTML although JSON needs no such escapes.
    return clean_text(html.unescape(html.unescape(value))) or None if isinstance(value, str) else None


def first_text(node: Node, *names: str) -> str | None:
    """The text of the first of these properties that has one."""
    return next((text for name in names for value in as_list(node.get(name)) if (text := text_of(value))), None)
