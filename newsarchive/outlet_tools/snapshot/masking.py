"""Masks a page: its words are replaced by invented ones, and its markup stays.

Works on the characters of the page, so that malformed markup stays malformed. Knows no outlet and no network.
"""

import html
import json
import re
from collections.abc import Iterable
from html.parser import HTMLParser
from itertools import groupby
from typing import Any
from urllib.parse import quote, unquote

from newsarchive.extraction.page.json_ld import parse_script
from newsarchive.outlet_tools.snapshot.fake_words import WORD, invent
from newsarchive.outlet_tools.snapshot.kept_words import KeptWords

# Elements inside a line: a word may continue after them.
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "em", "font", "i", "ins", "mark", "q", "s", "small", "span", "strong",
     "sub", "sup", "time", "u", "var", "wbr"}
)  # fmt: skip
_TEXT_ATTRIBUTES = frozenset(
    {"alt", "title", "aria-label", "aria-description", "placeholder", "label", "summary", "value", "content"}
)
_NAMING_ATTRIBUTES = frozenset(
    {"rel", "type", "itemprop", "itemtype", "property", "name", "http-equiv", "charset", "lang",
     "xml:lang", "dir", "role", "media", "sizes", "datetime", "for", "as", "target", "method", "hidden"}
)  # fmt: skip
# An id or name with so many words is made from a headline, and is masked like a slug.
_IDENTIFYING_ATTRIBUTES = frozenset({"id", "name", "for"})
_WORDS_OF_A_HEADLINE = 5
_WORDS_OF_A_HEADLINE_IN_CLASSES = 8
# Attributes without a value. Others are words of a text with unescaped quotes: title="He said "no"".
_BARE_ATTRIBUTES = frozenset(
    {"allowfullscreen", "async", "autofocus", "autoplay", "checked", "controls", "crossorigin", "default", "defer",
     "disabled", "download", "hidden", "inert", "itemscope", "loop", "multiple", "muted", "nomodule", "novalidate",
     "open", "playsinline", "pubdate", "readonly", "required", "reversed", "scoped", "selected", "amp", "alt", "class",
     "id", "href", "src", "value", "title", "content", "style"}
)  # fmt: skip
_NOT_BLANK = re.compile(r"\S+")
_OUTER = re.compile(r"^\W+|\W+$")
_ADDRESS_ATTRIBUTES = frozenset({"href", "src", "action", "formaction", "cite", "data"})
_PICTURES = frozenset({"img", "source", "video", "audio", "picture", "track", "amp-img"})
_PICTURE_ATTRIBUTES = re.compile(r"(?:^|-)(?:src|srcset|poster|original|image|img)(?:$|-)")
# Meta elements with content for programs, not for readers.
_TECHNICAL_META = frozenset(
    {"viewport", "robots", "googlebot", "generator", "theme-color", "content-type", "content-language", "language",
     "og:type", "og:locale", "twitter:card", "article:content_tier", "content_tier", "referrer", "format-detection",
     "color-scheme", "x-ua-compatible", "article:opinion"}
)  # fmt: skip
# Keys of JSON whose values are terms of a vocabulary.
_TECHNICAL_KEYS = re.compile(
    r"^@(?:type|context)$|^(?:inLanguage|cssSelector|xpath|isAccessibleForFree|encodingFormat|priceCurrency|duration|"
    r"wordCount|width|height)$|(?:^date|Date$|Time$|_at$|At$)"
)
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//\S+|[/?#]\S*|(?:mailto|tel|whatsapp|javascript|data):.*", re.I | re.S)
_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?(?://[^/?#]*)?", re.IGNORECASE)
_DROPPED_SCHEMES = ("data:", "javascript:", "blob:")
_STYLE_ADDRESS = re.compile(r"url\([^)]*\)?", re.IGNORECASE)
# A name for programs: ASCII without spaces, and not a whole sentence joined by hyphens.
_NAME = re.compile(r"[a-z0-9_.:@#%,;=+/-]+|[A-Za-z0-9_.:-]*(?:[a-z0-9][A-Z]|[0-9_])[A-Za-z0-9_.:-]*|[A-Z0-9_]+")
_MOST_PARTS_OF_A_NAME = 3
# The fewest words of a slug, and of a folder that is a slug too (/harbour-wall-to-be-rebuilt/4417/).
_WORDS_OF_A_SLUG, _WORDS_OF_A_SLUGGY_FOLDER = 2, 4
_SLUG_PARTS = re.compile(r"([-_.+~,:;=&\s]+)")
_EXTENSION = re.compile(r"\.[a-z]{2,5}$", re.IGNORECASE)
_SHORTEST_SLUG_WORD = 4
_MARKUP = re.compile(r"<[a-z/!][^<>]*>", re.IGNORECASE)
_MAX_DEPTH = 100


class Masker:
    """Replaces words: the same word always by the same invented one, which depends on secret. Names stay.

    secret must not be stored with the masked page. The digest of the original page is a good secret.
    """

    def __init__(self, secret: bytes, names: Iterable[str] = ()):
        self._secret = secret
        self._kept_words = KeptWords(names)

    def text(self, line: str) -> str:
        """line with its words replaced. Length, punctuation, digits, case and script stay."""
        flags = self._kept_words.flags(line)
        return WORD.sub(lambda word: self._word(word, flags), line)

    def _word(self, word: re.Match[str], flags: bytearray) -> str:
        pairs = zip(word[0], flags[word.start() : word.end()], strict=True)
        runs = ((kept, "".join(one for one, _ in run)) for kept, run in groupby(pairs, key=lambda pair: pair[1]))
        return "".join(part if kept else invent(part, self._secret) for kept, part in runs)

    def address(self, address: str) -> str:
        """A URL with the words of its slugs replaced. Scheme, host, folders, digits and parameter names stay."""
        if address.strip().lower().startswith(_DROPPED_SCHEMES):
            return ""
        match = _HOST.match(address)
        host = match[0] if match else ""
        rest, hash_sign, fragment = address[len(host) :].partition("#")
        path, question, query = rest.partition("?")
        return host + self._path(path) + question + self._query(query) + hash_sign + self.slug(fragment, 3)

    def slug(self, segment: str, least: int) -> str:
        """Words joined by hyphens, replaced if there are at least `least` of them or if they are not ASCII."""
        plain = unquote(segment)
        extension = match[0] if (match := _EXTENSION.search(plain)) else ""
        parts = _SLUG_PARTS.split(plain.removesuffix(extension))
        words = [part for part in parts if WORD.fullmatch(part)]
        if len(words) < least and plain.isascii():
            return segment
        masked = "".join(self._slug_word(part) for part in parts) + extension
        return quote(masked, safe="-_.~!$&'()*+,;=:@ ") if "%" in segment else masked

    def value(self, value: str) -> str:
        """A value of an attribute or of JSON with an unknown meaning: a URL, JSON, a name or a text."""
        if _ADDRESS.fullmatch(value.strip()):
            return self.address(value)
        if value.lstrip()[:1] in ("{", "[") and isinstance(data := _parsed(value), dict | list):
            return json.dumps(self.json(data), ensure_ascii=False)
        if _NAME.fullmatch(value):
            is_capitalized = sum(part.isalpha() for part in _SLUG_PARTS.split(value)) <= _MOST_PARTS_OF_A_NAME
            return value if is_capitalized else self.slug(value, 1)
        return self.text(value)

    def json(self, value: Any, *, as_text: bool = False, depth: int = 0) -> Any:
        """JSON with its texts replaced. as_text: values that look like names are texts too, as headlines may."""
        if depth > _MAX_DEPTH:
            return None
        if isinstance(value, dict):
            return {
                key: inner
                if isinstance(inner, str) and _TECHNICAL_KEYS.search(key)
                else self.json(inner, as_text=as_text, depth=depth + 1)
                for key, inner in value.items()
            }
        if isinstance(value, list):
            return [self.json(inner, as_text=as_text, depth=depth + 1) for inner in value]
        return self._string(value, as_text=as_text) if isinstance(value, str) else value

    def _string(self, value: str, *, as_text: bool) -> str:
        if _ADDRESS.fullmatch(value.strip()) and "\n" not in value:
            return self.address(value)
        # JSON texts are often escaped twice for HTML, even if they contain no HTML.
        plain = html.unescape(html.unescape(value))
        if _MARKUP.search(plain):
            return self.html(plain)
        return self.text(plain) if as_text else self.value(plain)

    def html(self, markup: str) -> str:
        """A page or a part of one. Comments, the code of scripts and styles, and URLs of pictures are left out."""
        masking = _PageMasker(self)
        masking.feed(markup)
        masking.close()
        return masking.result()

    def _path(self, path: str) -> str:
        segments = path.split("/")
        last = max((at for at, segment in enumerate(segments) if segment), default=0)
        return "/".join(
            self.slug(segment, _WORDS_OF_A_SLUG if at == last else _WORDS_OF_A_SLUGGY_FOLDER)
            for at, segment in enumerate(segments)
        )

    def _query(self, query: str) -> str:
        pairs = (pair.partition("=") for pair in query.split("&"))
        return "&".join(name + sign + self._parameter(value) for name, sign, value in pairs)

    def _parameter(self, value: str) -> str:
        plain = unquote(value.replace("+", " "))
        masked = self.address(plain) if _ADDRESS.fullmatch(plain) else self.value(plain)
        return value if masked == plain else quote(masked, safe="")

    def _slug_word(self, part: str) -> str:
        is_long = len(part) >= _SHORTEST_SLUG_WORD or not part.isascii()
        return invent(part, self._secret) if is_long and WORD.fullmatch(part) else part


class _PageMasker(HTMLParser):
    """Writes a page while it reads it. Each line is masked as a whole, because a word may have markup inside it."""

    def __init__(self, masker: Masker):
        super().__init__(convert_charrefs=False)
        self._masker = masker
        self._out: list[str] = []
        # The texts of the current line, and their positions in the output.
        self._line: list[tuple[int, str]] = []
        self._code: str | None = None
        self._code_parts: list[str] = []

    def result(self) -> str:
        self._end_line()
        return "".join(self._out)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._start(tag, attrs, ">")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._start(tag, attrs, "/>")

    def _start(self, tag: str, attrs: list[tuple[str, str | None]], end: str) -> None:
        if tag not in _INLINE:
            self._end_line()
        written = "".join(self._attribute(tag, name, value, attrs) for name, value in attrs)
        self._out.append(f"<{tag}{written}{end}")
        if tag in self.CDATA_CONTENT_ELEMENTS and end == ">":
            self._code = (dict(attrs).get("type") or "").lower() if tag == "script" else ""
            self._code_parts = []

    def handle_endtag(self, tag: str) -> None:
        if self._code is not None:
            self._out.append(self._masked_code("".join(self._code_parts)))
            self._code = None
        elif tag not in _INLINE:
            self._end_line()
        self._out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self._code is not None:
            self._code_parts.append(data)
            return
        self._line.append((len(self._out), html.unescape(data)))
        self._out.append("")

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    def handle_decl(self, decl: str) -> None:
        self._out.append(f"<!{decl}>")

    def _end_line(self) -> None:
        masked = self._masker.text("".join(text for _, text in self._line))
        at = 0
        for place, text in self._line:
            self._out[place] = html.escape(masked[at : at + len(text)], quote=False)
            at += len(text)
        self._line = []

    def _masked_code(self, code: str) -> str:
        if self._code is None or "json" not in self._code:
            return ""
        data = parse_script(code)
        if data is None:
            return ""
        masked = self._masker.json(data, as_text="ld+json" in self._code)
        return json.dumps(masked, ensure_ascii=False).replace("</", "<\\/")

    def _attribute(self, tag: str, name: str, value: str | None, attrs: list[tuple[str, str | None]]) -> str:
        if not value and _is_word(name):
            name = self._masker.text(name)
        if value is None:
            return f" {name}"
        return f' {name}="{html.escape(self._masked_attribute(tag, name, value, dict(attrs)))}"'

    def _masked_attribute(self, tag: str, name: str, value: str, attrs: dict[str, str | None]) -> str:
        if name.startswith("on") or name == "srcdoc":
            return ""
        if tag in _PICTURES and _PICTURE_ATTRIBUTES.search(name):
            return ""
        if name == "style":
            return _STYLE_ADDRESS.sub("url()", value)
        if name == "class":
            return _NOT_BLANK.sub(lambda one: self._masker.slug(one[0], _WORDS_OF_A_HEADLINE_IN_CLASSES), value)
        if name in _IDENTIFYING_ATTRIBUTES and tag != "meta":
            return self._masker.slug(value, _WORDS_OF_A_HEADLINE)
        if name in _NAMING_ATTRIBUTES or (tag == "meta" and name == "content" and _is_technical(attrs)):
            return value
        if name in _ADDRESS_ATTRIBUTES:
            return self._masker.address(value)
        if name in _TEXT_ATTRIBUTES and not _ADDRESS.fullmatch(value.strip()):
            return self._masker.text(value)
        return self._masker.value(value)


def _is_word(name: str) -> bool:
    """Whether an attribute without a value is a word of a text: neither a known attribute nor an emptied one."""
    known = name in _BARE_ATTRIBUTES or name.startswith("on") or _PICTURE_ATTRIBUTES.search(name)
    return not known and _OUTER.sub("", name).isalpha()


def _is_technical(attrs: dict[str, str | None]) -> bool:
    names = (attrs.get(key) for key in ("name", "property", "http-equiv"))
    return any((name or "").strip().lower() in _TECHNICAL_META for name in names)


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
