"""The references in XML that is not well-formed: what a bare "&" and HTML's names of characters mean. Pure.

XML knows five names, and every other "&" is an error. Feeds and sitemaps have both: addresses with a bare "&", and
headlines with HTML's names. A strict reader gives up there, and a tolerant one guesses: `?id=1&copy=2` became
`?id=1©=2`.
"""

import html
import re
from html.entities import html5

# Text in CDATA and comments is not read for references; one that does not end goes on to the end of the document.
_TOKEN = re.compile(
    rb"<!\[CDATA\[(?:.*?\]\]>|.*)|<!--(?:.*?-->|.*)"
    rb"|&(?!(?:amp|lt|gt|quot|apos);)(?:\#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?|([A-Za-z][A-Za-z0-9]*);)?",
    re.DOTALL,
)
# Nearly all addresses and headlines have no other reference than XML's five.
_OTHER = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)")
# Characters that XML forbids (§2.2) but HTML's references can name.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST_NUMBER = 8


def repair_references(data: bytes) -> bytes:
    """data with every "&" as XML wants it: a reference to a number, one of XML's five names, or &amp;.

    HTML's names become numbers, and numbers mean what they mean in HTML: &#146; is an apostrophe. A name counts only
    with its semicolon, so that `?id=1&copy=2` stays an address. data is in an encoding that contains ASCII.
    """
    return _TOKEN.sub(_repaired, data) if _OTHER.search(data) else data


def _repaired(token: re.Match[bytes]) -> bytes:
    found: bytes = token[0]
    if found.startswith(b"<"):
        return found
    hexadecimal, decimal, name = token.groups()
    if name is not None:
        text = html5.get(f"{name.decode()};")
        return _numbers(text) if text else b"&amp;" + found[1:]
    digits = hexadecimal or decimal
    if digits is None:
        return b"&amp;"
    significant = digits.lstrip(b"0") or b"0"
    if len(significant) > _LONGEST_NUMBER:
        return _numbers("\ufffd")
    return _numbers(html.unescape(f"&#{int(significant, 16 if hexadecimal else 10)};"))


def _numbers(text: str) -> bytes:
    return b"".join(b"&#%d;" % ord(character) for character in _FORBIDDEN.sub("", text))
