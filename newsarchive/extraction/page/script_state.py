"""The text of an article that a page contains only in a script: the state from which JavaScript builds the page.

Next.js, Nuxt, Apollo, Redux, Arc and others each use another structure. They have in common: JSON, in it an object with
the page's headline, and in that object the longest text under one of the usual names of bodies.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, islice
from typing import Any

from newsarchive.extraction.page.json_ld import parse_script
from newsarchive.extraction.page.parsed_page import ParsedPage, plain_text
from newsarchive.text import clean_body, clean_text, count_words, fold

# Limits against pages that are made to be slow; states of news pages have 0.1 to 2 million characters.
_MAX_CHARACTERS = 6_000_000
_MAX_VALUES = 200_000
_MAX_DEPTH = 60
_SHORTEST_SCRIPT = 200

# `window.__STATE__ = {…}`, `Fusion.globalContent=[…]`, and the same as a string for JSON.parse.
_ASSIGNED = re.compile(r"[\w\]\"']\s*=\s*(?=[{\[])")
_MOST_ASSIGNED = 60
_PARSED = re.compile(r"JSON\.parse\(\s*(?=\")")
# Next.js sends the state of its app router in pieces: self.__next_f.push([1,"…"]). Joined, they are rows of `id:JSON`.
_PIECE = re.compile(r"__next_f\.push\(\s*(?=\[)")
# A row with a hint for the browser, such as ":HL[…", has no id.
_ROW = re.compile(rb"\n*([0-9a-f]{0,6}):(?:T([0-9a-f]{1,6}),|[A-Z]{0,3})")

_HEADLINES = ("headline", "title", "headlines", "name", "basic", "rendered", "default", "main")
_BODIES = frozenset({
    "body", "articlebody", "content", "content_elements", "contentelements", "paragraphs", "text", "blocks", "html",
    "bodyhtml", "body_html", "bodytext", "body_text", "contenthtml", "richtext", "components", "elements", "nodes",
    "children", "items", "story", "document", "json", "data", "value", "rendered", "maincontent", "article", "copy",
    "sections", "model", "paragraph", "props",
})  # fmt: skip
_PIECE_TEXT_NAMES = ("text", "value", "content", "children", "nodes")
# Properties of an object that describes a page of its own, besides a headline.
_PAGE_PROPERTIES = frozenset(
    {"url", "slug", "link", "href", "permalink", "uri", "canonical_url", "canonicalurl", "website_url", "published",
     "publishedat", "published_at", "publishdate", "publish_date", "datepublished", "date"}
)  # fmt: skip
# The types of parts of a body that are not text.
_NON_TEXT_TYPES = re.compile(
    r"image|photo|picture|video|audio|gallery|slide|\bads?\b|advert|embed|oembed|iframe|social|tweet|twitter|instagram|"
    r"related|newsletter|promo|teaser|interstitial|recommend|link_?list|author|byline|tags?\b|caption|widget|script|"
    r"divider|podcast|map\b|poll|paywall",
    re.IGNORECASE,
)
_TYPES = ("type", "_type", "__typename", "kind", "component", "blocktype", "nodetype", "tagname")
# The types of parts that are one line made of several pieces.
_LINE = re.compile(
    r"^(?:p|h[1-6]|li|blockquote|block|unstyled)$|paragraph|head(?:ing|er)|list[-_ ]?item|quote", re.IGNORECASE
)
_INLINE = re.compile(r"^(?:text|span|a|link|hyperlink|strong|em|b|i|bold|italic|mark)$", re.IGNORECASE)
_AGREEING = 20


@dataclass(frozen=True, slots=True)
class _Search:
    """A search in a state: the folded headlines, the objects that others refer to, and a counter of steps.

    Objects may be shared or contain one another, so that without a limit a small state could be walked forever.
    """

    headlines: Sequence[str]
    references: Mapping[str, object]
    steps: Iterator[int]


def script_body(parsed: ParsedPage, headlines: Sequence[str]) -> str:
    """The text of the article with one of these headlines in the page's scripts, as paragraphs; "" if none is found."""
    wanted = [folded for headline in headlines if (folded := fold(headline))]
    texts: list[str] = []
    for state in _states(parsed):
        search = _Search(wanted, _references(state), count())
        texts += [_longest(node, search) for node in _objects(state) if _agrees(node, wanted)]
    return max(texts, key=count_words, default="")


def _states(parsed: ParsedPage) -> Iterator[object]:
    """The values of every script that may contain a state."""
    left = _MAX_CHARACTERS
    pieces: list[str] = []
    for element in parsed.all("script"):
        script = element.text or ""
        left -= len(script)
        if left < 0:
            break
        if len(script) < _SHORTEST_SCRIPT and not _PIECE.search(script):
            continue
        kind = (element.get("type") or "").lower()
        if "ld+json" in kind:
            continue
        if "json" in kind:
            yield _expanded(parse_script(script))
        else:
            pieces += _next_pieces(script)
            yield from _assigned(script)
    yield _next_rows("".join(pieces))


def _next_rows(rows: str) -> dict[str, object]:
    """The values of the rows, and the texts that they refer to as `$id`. A text's row gives its length in bytes."""
    values: list[object] = []
    texts: dict[str, object] = {}
    encoded = rows.encode("utf-8", "ignore")
    place = 0
    while (row := _ROW.match(encoded, place)) is not None:
        if row[2]:
            place = row.end() + int(row[2], 16)
            texts[f"${row[1].decode()}"] = encoded[row.end() : place].decode("utf-8", "ignore")
            continue
        end = encoded.find(b"\n", row.end())
        place = end + 1 if end >= 0 else len(encoded)
        values.append(_value(encoded[row.end() : place].decode("utf-8", "ignore"), 0))
    return {"rows": values, **texts}


def _assigned(script: str) -> Iterator[object]:
    """The values that a script assigns: objects and lists in JSON, and strings that contain JSON."""
    done = 0
    for match in islice(_ASSIGNED.finditer(script), _MOST_ASSIGNED):
        if match.end() >= done and (found := _value_and_end(script, match.end())) is not None:
            value, done = found
            yield _expanded(value)
    for match in _PARSED.finditer(script):
        if isinstance(text := _value(script, match.end()), str):
            yield _value(text, 0)


def _next_pieces(script: str) -> list[str]:
    found = (_value(script, match.end()) for match in _PIECE.finditer(script))
    return [piece for value in found if isinstance(value, list) for piece in value if isinstance(piece, str)]


def _value(text: str, start: int) -> Any:
    found = _value_and_end(text, start)
    return found[0] if found else None


def _value_and_end(text: str, start: int) -> tuple[object, int] | None:
    try:
        return json.JSONDecoder(strict=False).raw_decode(text, start)
    except (ValueError, RecursionError):
        return None


def _expanded(value: object) -> object:
    """value; the flat list of Nuxt 3, whose objects hold indexes into the list, becomes nested objects.

    https://github.com/Rich-Harris/devalue
    """
    if not isinstance(value, list) or len(value) < 2 or not all(_is_flat(item) for item in value[:50]):
        return value
    flat = value[:_MAX_VALUES]
    # Each object is built once and shared, however deep they nest.
    built: list[Any] = [{} if isinstance(item, dict) else [] if isinstance(item, list) else item for item in flat]
    for item, target in zip(flat, built, strict=True):
        if isinstance(item, dict):
            target.update({key: built[place] for key, place in item.items() if _is_place(place, flat)})
        elif isinstance(item, list):
            target += [built[place] for place in item if _is_place(place, flat)]
    return built[1:]


def _is_flat(item: object) -> bool:
    inner = item.values() if isinstance(item, dict) else item if isinstance(item, list) else ()
    return all(isinstance(one, int) or (isinstance(one, str) and isinstance(item, list)) for one in inner)


def _is_place(place: object, flat: Sequence[object]) -> bool:
    return isinstance(place, int) and not isinstance(place, bool) and 0 <= place < len(flat)


def _objects(state: object) -> Iterator[Mapping[str, Any]]:
    """Every object in a state once, outermost first."""
    waiting: list[object] = [state]
    seen: set[int] = set()
    for value in waiting:  # grows during the loop
        if len(seen) > _MAX_VALUES:
            return
        if id(value) in seen:
            continue
        seen.add(id(value))
        if isinstance(value, Mapping):
            yield value
            waiting += [inner for inner in value.values() if isinstance(inner, Mapping | list)]
        elif isinstance(value, list):
            waiting += [inner for inner in value if isinstance(inner, Mapping | list)]


def _references(state: object) -> dict[str, object]:
    """The objects of a state under the keys that other parts use as references (Apollo, Next.js)."""
    found: dict[str, object] = {}
    for node in _objects(state):
        for key, value in node.items():
            if (isinstance(value, Mapping) and (":" in key or "." in key)) or key.startswith("$"):
                found.setdefault(key, value)
    return found


def _agrees(node: Mapping[str, Any], wanted: Sequence[str]) -> bool:
    return any(_same(fold(text[:1_000]), headline) for text in _named(node, 0) for headline in wanted)


def _named(node: Mapping[str, Any], depth: int) -> Iterator[str]:
    for name in _HEADLINES:
        value = node.get(name)
        if isinstance(value, str):
            yield clean_text(plain_text(value))
        elif isinstance(value, Mapping) and depth < 1:
            yield from _named(value, depth + 1)


def _same(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    return one == other or (shorter >= _AGREEING and one[:shorter] == other[:shorter])


def _is_other(node: Mapping[str, Any], wanted: Sequence[str]) -> bool:
    """Whether an object is another article or page, with another headline."""
    is_page = any(name.lower() in _PAGE_PROPERTIES and value for name, value in node.items())
    return is_page and next(_named(node, 0), None) is not None and not _agrees(node, wanted)


def _longest(node: Mapping[str, Any], search: _Search) -> str:
    """The longest text of an object under one of the usual names of bodies."""
    found = (_lines_of(value, search, 1) for name, value in node.items() if name.lower() in _BODIES)
    texts = (clean_body("\n\n".join(plain_text(line) for line in lines)) for lines in found)
    return max(texts, key=count_words, default="")


def _lines_of(value: object, search: _Search, depth: int) -> list[str]:
    """The lines of a value: of a list those of all parts, of an object those of its longest body."""
    if depth > _MAX_DEPTH or next(search.steps) > _MAX_VALUES:
        return []
    if isinstance(value, str):
        if value.startswith("$") and value in search.references:
            return _lines_of(search.references[value], search, depth + 1)
        return [value] if not value.isascii() or " " in value else []
    if isinstance(value, list):
        return [line for part in value for line in _lines_of(part, search, depth + 1)]
    if not isinstance(value, Mapping):
        return []
    target = value.get("__ref") or (value.get("id") if value.get("type") == "id" else None)
    if isinstance(target, str) and target in search.references:
        return _lines_of(search.references[target], search, depth + 1)
    kinds = _kinds(value)
    if any(_NON_TEXT_TYPES.search(kind) for kind in kinds) or _is_other(value, search.headlines):
        return []
    parts = [inner for name, inner in value.items() if name.lower() in _BODIES]
    if any(_LINE.search(kind) for kind in kinds) and (pieces := next(filter(_are_pieces, parts), None)) is not None:
        return ["".join(_pieces(pieces, depth + 1))]
    bodies = (_lines_of(part, search, depth + 1) for part in parts)
    return max(bodies, key=lambda lines: sum(map(len, lines)), default=[])


def _kinds(value: Mapping[str, Any]) -> list[str]:
    return [kind for name, kind in value.items() if name.lower() in _TYPES and isinstance(kind, str)]


def _are_pieces(parts: object) -> bool:
    """Whether parts are pieces of one line (texts and links) and not lines of their own."""
    return isinstance(parts, list) and all(
        isinstance(part, str) or (isinstance(part, Mapping) and _is_piece(part)) for part in parts
    )


def _is_piece(part: Mapping[str, Any]) -> bool:
    kinds = _kinds(part)
    return all(_INLINE.match(kind) for kind in kinds) if kinds else isinstance(part.get("text"), str)


def _pieces(parts: object, depth: int) -> Iterator[str]:
    """The texts of pieces, with the spaces at their beginning and end."""
    if isinstance(parts, str):
        yield parts
    elif isinstance(parts, list) and depth <= _MAX_DEPTH:
        for part in parts:
            yield from _pieces(part, depth + 1)
    elif isinstance(parts, Mapping) and depth <= _MAX_DEPTH:
        own = next((parts[name] for name in _PIECE_TEXT_NAMES if name in parts), None)
        yield from _pieces(own, depth + 1)
