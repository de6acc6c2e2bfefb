"""Pages without what makes them easy to read: a stand-in for sites that nobody has seen.

Rules that were made with some pages in view know their class names and their metadata. The same pages without these
show what the rules understand of a page's structure and of its words.
"""

import hashlib
import re
from collections.abc import Callable

_SCRIPT = re.compile(rb"(<script\b.*?</script>|<style\b.*?</style>)", re.IGNORECASE | re.DOTALL)
_NAMES = re.compile(rb"""(\s(?:class|id)=)("[^"]*"|'[^']*')""", re.IGNORECASE)
_LINKED_DATA = re.compile(rb"<script\b[^>]*ld\+json[^>]*>.*?</script>", re.IGNORECASE | re.DOTALL)
_META = re.compile(rb"<meta\b[^>]*>", re.IGNORECASE)
_KEPT_META = re.compile(rb"charset|http-equiv", re.IGNORECASE)
_TAG = re.compile(rb"<(?!meta)[a-z][^>]*>", re.IGNORECASE)
_MICRODATA = re.compile(
    rb"""\s(?:itemprop|itemscope|itemtype|property|typeof|vocab|rel=(["']?)author\1)"""
    rb"""(?:=(?:"[^"]*"|'[^']*'|[^\s>]+))?""",
    re.IGNORECASE,
)


def without_names(page: bytes) -> bytes:
    """The page with every class and id replaced by a word without a meaning, the same word for the same name."""
    return _outside_scripts(page, lambda part: _NAMES.sub(_meaningless, part))


def without_declarations(page: bytes) -> bytes:
    """The page without JSON-LD, without meta elements other than for its encoding, and without microdata."""
    shown = _META.sub(lambda meta: meta[0] if _KEPT_META.search(meta[0]) else b"", _LINKED_DATA.sub(b"", page))
    return _outside_scripts(shown, lambda part: _TAG.sub(lambda tag: _MICRODATA.sub(b"", tag[0]), part))


STRIPPED: dict[str, Callable[[bytes], bytes]] = {"names": without_names, "declarations": without_declarations}


def _outside_scripts(page: bytes, change: Callable[[bytes], bytes]) -> bytes:
    parts = _SCRIPT.split(page)
    return b"".join(part if index % 2 else change(part) for index, part in enumerate(parts))


def _meaningless(match: re.Match[bytes]) -> bytes:
    words = (hashlib.md5(name, usedforsecurity=False).hexdigest() for name in match[2][1:-1].split())
    # Letters that make no word of any language: no vowels.
    return b'%b"%b"' % (match[1], b" ".join(_letters(word[:7]) for word in words))


def _letters(digits: str) -> bytes:
    return b"x" + bytes(b"qwzxkvjypbmgfcdh"[int(digit, 16)] for digit in digits)
