"""The pages that benchmarks/fuzz.py reads: hypothesis strategies for invented pages, and ways to damage real ones."""

import json
import random
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from newsarchive.records import Page

FETCHED = datetime(2026, 11, 1, tzinfo=UTC)

_SENTENCES = (
    "The bridge over the river was opened again on Friday after a week of repairs, the city said.",
    "Der Minister sagte am Montag in Berlin, die Brücke werde „bald“ wieder geöffnet.",
    "Мост через реку снова открыт для движения, сообщили в понедельник власти города.",
    "橋は金曜日に再び開通し、市長が最初の車を見送った。", "قالت البلدية إن الجسر أعيد فتحه يوم الجمعة.",
    "สะพานข้ามแม่น้ำเปิดอีกครั้งในวันศุกร์", "নদীর উপর সেতুটি শুক্রবার আবার খোলা হয়েছে।", "PARIS (AP) —",
    "(Reuters) -",
    "By A. Reed and B. Stone, Rivertown Post", "Published 31 February 2026, 25:61 GMT", "CafÃ© â€œquotedâ€\x9d",
    "\x92s",
)  # fmt: skip
_TIMES = (
    "2026-10-31T08:30:00+01:00", "0000-00-00", "9999-12-31T23:59:59Z", "31.02.2026", "²²/²²/²²²²", "١٢/٠٣/٢٠٢٦",
    "1e400",
    "99999999999999999999", "-1", "2026-10-31T24:60:60+99:99", "Thu, 01 Jan 1970 00:00:00 GMT", "昨日 12:30",
    "令和8年10月31日",
    "2569-10-31", "2026-10-31T02:30:00[Europe/London]", "12:30", "", "Oct", "2026-W44-6", "٢٠٢٦", "10/11/12",
)  # fmt: skip
_TAGS = (
    "html", "head", "body", "div", "p", "article", "main", "section", "h1", "h2", "ul", "ol", "li", "table", "tr", "td",
    "a", "b", "em", "span", "blockquote", "figure", "figcaption", "img", "br", "hr", "time", "script", "style",
    "noscript",
    "template", "svg", "title", "iframe", "form", "input", "select", "option", "textarea", "aside", "footer", "header",
    "nav", "pre", "code", "dl", "dd", "dt", "q", "del", "ins", "sup", "video", "picture", "source", "object", "center",
    "font", "amp-img", "x:y", "math", "frameset", "plaintext", "xmp", "base", "link", "meta", "dialog", "map", "area",
)  # fmt: skip
_ATTRIBUTES = (
    "class", "id", "href", "src", "datetime", "content", "itemprop", "property", "rel", "lang", "xml:lang", "style",
    "name",
    "data-testid", "pubdate", "title", "colspan", "rend", "xmlns", "xmlns:a", "http-equiv", "charset", "type", "a:b",
    "",
)  # fmt: skip
_VALUES = (
    "article-body", "byline", "author", "paywall", "live-blog", "post-content", "comment", "newsletter promo",
    "author vcard",
    "https://rivertownpost.example/a", "//[::1", "http://[", "javascript:x", "http://a.example:99999/", "mailto:a@b",
    "%%%",
    "datePublished", "articleBody", "canonical", "author name", "\x00", "http://xn--/", "entry-content", "display:none",
    "https://ex\u00e4mple.example/\ud800", "http://user:pass@:80/", "x" * 3000,
)  # fmt: skip
_META = (
    "og:title", "og:type", "og:description", "og:url", "og:image", "og:locale", "og:site_name", "author",
    "article:author",
    "article:published_time", "article:modified_time", "date", "dc.date", "description", "keywords", "language",
    "news_keywords",
    "twitter:title", "parsely-pub-date", "article:content_tier", "robots", "refresh", "content-type", "byl",
    "cXenseParse:author",
)  # fmt: skip
_JSON_KEYS = (
    "@type", "@id", "@graph", "headline", "name", "author", "creator", "datePublished", "dateModified", "articleBody",
    "description", "image", "url", "mainEntityOfPage", "publisher", "wordCount", "isAccessibleForFree", "hasPart",
    "liveBlogUpdate", "articleSection", "inLanguage", "@value", "uploadDate", "sourceOrganization", "copyrightHolder",
    "keywords", "itemListElement", "alternativeHeadline", "contentUrl", "coverageStartTime", "caption", "dateCreated",
)  # fmt: skip
_TYPES = (
    "NewsArticle", "Article", "LiveBlogPosting", "BlogPosting", "ImageGallery", "VideoObject", "Person", "Organization",
    "WebPage", "ItemList", "http://schema.org/NewsArticle", "schema:Article", "",
)  # fmt: skip
_CHARSETS = ("utf-8", "utf-16", "utf-16-le", "cp1251", "latin-1", "shift_jis", "gb18030", "koi8-r", "euc-kr", "utf-7")
_URLS = (
    "https://rivertownpost.example/2026/11/bridge-reopens-after-storm", "https://rivertownpost.example/",
    "https://rivertownpost.example/live/story-12345", "https://rivertownpost.example/%FF%00?q=%E9#x",
    "http://xn--e1afmkfd.example/статья", "https://rivertownpost.example:8443/search?q=bridge", "https://127.0.0.1/a",
    "https://rivertownpost.example/2026/02/31/" + "a-" * 900,
)  # fmt: skip
_ENTITIES = (
    "&amp;",
    "&nbsp;",
    "&#0;",
    "&#x110000;",
    "&#xD800;",
    "&lt;p&gt;",
    "&copy",
    "&#146;",
    "&unknown;",
    "&#8203;",
)
_SCRAPS = (
    "<", ">", "</", "<!--", "-->", "<![CDATA[", "]]>", "<!", "<?xml version='1.0'?>", "<!DOCTYPE html>",
    "</body></html>",
    "</div>" * 50, "<div>" * 300, "<table><tr><td>" * 30, "<a href=x>" * 40, "<p>", "<br>" * 100, "\x00", "\ufffd",
    "'", '"',
    "\u200b\ufeff", "\u202e", "<script>", "</script>", "<b><i></b></i>", "<p></p>" * 200, "<form><form>", "</p></br>",
)  # fmt: skip

_text = st.one_of(
    st.sampled_from(_SENTENCES + _TIMES + _ENTITIES + _SCRAPS),
    st.lists(st.sampled_from(_SENTENCES), min_size=2, max_size=8).map(" ".join),
    st.text(max_size=60),
)
_attribute = st.tuples(st.sampled_from(_ATTRIBUTES), st.sampled_from(_VALUES + _TIMES) | st.text(max_size=20))
_json_leaf = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.sampled_from(_SENTENCES + _TIMES + _TYPES + _VALUES),
    st.text(max_size=30),
)  # fmt: skip
_json = st.recursive(
    _json_leaf,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(_JSON_KEYS), inner, max_size=7),
    max_leaves=15,
)


def _element(tag: str, attributes: list[tuple[str, str]], inner: list[str], is_closed: bool) -> str:
    written = "".join(f' {name}="{value}"' for name, value in attributes)
    return f"<{tag}{written}>{''.join(inner)}" + (f"</{tag}>" if is_closed else "")


_markup = st.recursive(
    _text,
    lambda inner: st.builds(
        _element, st.sampled_from(_TAGS), st.lists(_attribute, max_size=3), st.lists(inner, max_size=5),
        st.sampled_from([True, True, True, False]),
    ),
    max_leaves=25,
)  # fmt: skip


def _script(kind: str, node: dict[str, Any]) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": kind, **node})}</script>'


_data = st.builds(_script, st.sampled_from(_TYPES), st.dictionaries(st.sampled_from(_JSON_KEYS), _json, max_size=9))
_meta = st.builds(
    lambda name, content, key: f'<meta {key}="{name}" content="{content}">',
    st.sampled_from(_META), st.sampled_from(_SENTENCES + _TIMES + _VALUES) | st.text(max_size=30),
    st.sampled_from(["name", "property", "itemprop", "http-equiv"]),
)  # fmt: skip
_paragraphs = st.lists(st.lists(st.sampled_from(_SENTENCES), min_size=1, max_size=5).map(" ".join), max_size=8)


def _whole(head: list[str], title: str, paragraphs: list[str], rest: list[str], lang: str) -> str:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><title>{title}</title>{"".join(head)}</head>'
        f"<body>{rest[0] if rest else ''}<article><h1>{title}</h1>{text}</article>{''.join(rest[1:])}</body></html>"
    )


_pages = st.one_of(
    st.builds(
        _whole, st.lists(_meta | _data, max_size=8), _text, _paragraphs, st.lists(_markup, max_size=4),
        st.sampled_from(["en", "", "zh-Hant-TW", "x" * 50, "\x00", "fa_IR"]),
    ),
    st.lists(_markup, min_size=1, max_size=6).map("".join),
)  # fmt: skip
_content_types = st.sampled_from(
    ["text/html", "text/html; charset=utf-8", "text/html; charset=windows-1251", "text/html; charset=bogus", None, "",
     "application/json", "text/html; charset=utf-16", 'text/html; charset="', "text/html; charset=idna",
     "text/html;charset=punycode"]
)  # fmt: skip


def _page(text: str, charset: str, content_type: str | None, url: str, dirt: list[tuple[int, bytes]]) -> Page:
    body = bytearray(text.encode(charset, "ignore"))
    for place, noise in dirt:
        body[place % (len(body) + 1) : place % (len(body) + 1)] = noise
    headers = (("Content-Type", content_type),) if content_type is not None else ()
    return Page(url, url, FETCHED, 200, headers, bytes(body))


def html_pages() -> st.SearchStrategy[Page]:
    """Pages from nearly right to nearly empty, in right and wrong encodings."""
    dirt = st.lists(st.tuples(st.integers(0, 5000), st.binary(max_size=12)), max_size=3)
    return st.builds(
        _page, _pages, st.sampled_from(_CHARSETS), _content_types, st.sampled_from(_URLS), dirt
    ) | st.builds(
        _page, _pages, st.just("utf-8"), st.just("text/html; charset=utf-8"), st.sampled_from(_URLS), st.just([])
    )


# Noise for the inside of real pages: unbalanced, unclosed, badly encoded. None opens a comment or script, which would
# hide the rest of the page from human readers too.
_MARKUP_NOISE = (
        "</div></div></div>", "<div><div><div>", "<p>", "</p>", "<ul><li>", "</ul>", "<b>", "</span></span>",
        "<br><br>",
        "<a href='/x'>More</a>", "<img src=x>", "<aside><p>Read more</p></aside>", "<p>Sign up for our newsletter</p>",
        "&nbsp;&#0;&bogus;", "<h2>Most read</h2>", "<x-y>", "<?php echo 1 ?>", "<!doctype html>", "</html>", "</body>",
)  # fmt: skip
SPLICES = (
    *(scrap.encode() for scrap in _MARKUP_NOISE), b"\xff\xfe", b"\x00\x00", b"\xc3", b"\x1a", b"\xed\xa0\x80",
)  # fmt: skip
_ANYWHERE = tuple(scrap.encode("utf-8", "surrogatepass") for scrap in _SCRAPS + _ENTITIES + _TIMES)


def _cut(body: bytes, other: bytes, choice: random.Random) -> bytes:
    one, two = sorted(choice.randrange(len(body) + 1) for _ in range(2))
    return choice.choice([body[:one], body[one:], body[:one] + body[two:], body[one:two]])


def _splice(body: bytes, other: bytes, choice: random.Random) -> bytes:
    at, there = choice.randrange(len(body) + 1), choice.randrange(len(other) + 1)
    return choice.choice([body[:at] + other[there:], body[:at] + other[there : there + 5000] + body[at:]])


def _flip(body: bytes, other: bytes, choice: random.Random) -> bytes:
    changed = bytearray(body)
    for _ in range(choice.choice([1, 10, 100, max(1, len(body) // 100)]) if body else 0):
        changed[choice.randrange(len(changed))] = choice.randrange(256)
    return bytes(changed)


def _insert(body: bytes, other: bytes, choice: random.Random) -> bytes:
    changed = bytearray(body)
    for _ in range(choice.choice([1, 5, 30])):
        place = choice.randrange(len(changed) + 1)
        changed[place:place] = choice.choice(_ANYWHERE + SPLICES)
    return bytes(changed)


def _repeat(body: bytes, other: bytes, choice: random.Random) -> bytes:
    at = choice.randrange(len(body) + 1)
    chunk = body[at : at + choice.choice([20, 300, 3000])]
    return body[:at] + chunk * choice.choice([2, 20, 100]) + body[at:]


def _shuffle(body: bytes, other: bytes, choice: random.Random) -> bytes:
    parts = body.split(b"<")
    for _ in range(choice.choice([2, 20, 200])):
        one, two = choice.randrange(len(parts)), choice.randrange(len(parts))
        parts[one], parts[two] = parts[two], parts[one]
    return b"<".join(parts)


def _drop_marks(body: bytes, other: bytes, choice: random.Random) -> bytes:
    """Removes some characters of one kind: quotes, slashes of end tags, or brackets."""
    mark = choice.choice([b'"', b"/", b">", b"<", b"}", b"]", b"'", b"=", b"-"])
    parts = body.split(mark)
    return b"".join(part + (b"" if choice.random() < 0.1 else mark) for part in parts)


_DAMAGES: tuple[Callable[[bytes, bytes, random.Random], bytes], ...] = (
    _cut, _splice, _flip, _insert, _repeat, _shuffle, _drop_marks,
)  # fmt: skip


def spoiled(body: bytes, other: bytes, choice: random.Random) -> bytes:
    """body damaged in one to three ways; other is a page to take pieces from."""
    for damage in choice.choices(_DAMAGES, k=choice.choice([1, 1, 2, 3])):
        body = damage(body, other, choice)
    return body
