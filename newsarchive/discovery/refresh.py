"""Pages that lead at once to another page: `<meta http-equiv="refresh" content="0; url=…">`. Pure.

A page that reloads itself after minutes, as newspapers do, leads nowhere.
"""

import re

from lxml import html

from newsarchive.discovery.homepage import base_of, parse_page
from newsarchive.urls import resolve

# Such a mark is at the beginning of a page, and the pages that have one hold little else.
BEGINNING_BYTES = 65_536
_MARK = re.compile(rb"<meta\b[^<>]{0,500}", re.IGNORECASE)
_AT_ONCE = re.compile(rb"""content\s{0,9}=\s{0,9}["']?+\s{0,9}+0{0,9}(?:\.\d{0,9})?[;,\s"'>.]""", re.IGNORECASE)
# HTML, "shared declarative refresh steps": the seconds, then the address, with or without "url=" and quotes.
_CONTENT = re.compile(
    r"(?P<seconds>\d*+)(?:\.[\d.]*+)?(?>\s*+[;,]|\s)\s*+(?:url\s*+=\s*+)?+(?P<address>.+)", re.IGNORECASE | re.DOTALL
)
_QUOTED = re.compile(r"""(["'])(.*?)(?:\1|$)""", re.DOTALL)
# What these hold is not for a browser that runs scripts.
_NOT_SHOWN = ("noscript", "template", "textarea", "noembed", "noframes", "xmp", "svg")


def may_refresh(body: bytes) -> bool:
    """Whether the beginning of a page has what looks like an instant refresh; quick, and wrong now and then."""
    marks = (mark[0] for mark in _MARK.finditer(body, 0, BEGINNING_BYTES))
    return any(b"refresh" in mark.lower() and _AT_ONCE.search(mark + b">") for mark in marks)


def instant_refresh(body: bytes, base_url: str, charset: str | None = None) -> str | None:
    """The address that a page leads to after 0 seconds; None if it leads nowhere, or only after a while."""
    beginning = body if len(body) <= BEGINNING_BYTES else body[:BEGINNING_BYTES].rpartition(b">")[0]
    tree = parse_page(beginning, charset)
    if tree is None:
        return None
    for mark in tree.iter("meta"):
        if (mark.get("http-equiv") or "").strip().lower() == "refresh" and _is_shown(mark):
            address = _address(mark.get("content") or "")
            # The first one counts, as in browsers.
            return resolve(base_of(tree, base_url), address) if address else None
    return None


def _is_shown(mark: html.HtmlElement) -> bool:
    return next(mark.iterancestors(*_NOT_SHOWN), None) is None


def _address(content: str) -> str | None:
    """The address in the content of a refresh after 0 seconds, else None."""
    found = _CONTENT.fullmatch(content.strip())
    if found is None or found["seconds"].strip("0"):
        return None
    quoted = _QUOTED.match(found["address"].strip())
    return quoted[2] if quoted else found["address"].strip()
