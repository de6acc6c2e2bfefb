"""The links of a text as one short string, and read back: deflated lines of numbers and addresses.

Links are most of a text's structure. Addresses repeat each other, and so do hosts, parameters and the words of titles
within them; that takes them to half of what a list of them needs, and the string is safe inside JSON.
"""

import base64
import zlib
from collections.abc import Sequence

from newsarchive.records import TextLink
from newsarchive.urls import MAX_URL_LENGTH

# What many addresses begin with: a text with one link is packed too. Links that are stored cannot be read without it:
# it must stay as it is, to the letter.
_COMMON = (
    b"/index.php?id=.html/article/story/news/.com/http://www.https://www.instagram.com/p/https://en.wikipedia.org/wiki/"
    b"https://www.amazon.com/https://twitter.com//status/https://www.facebook.com/https://www.youtube.com/watch?v="
    b"0 https://www."
)
_RAW = -15  # deflate without a header; JSON has its own marks
# No text has more links than this, however often one of its addresses is repeated.
_MOST_LINKS = 10_000
_LONGEST = _MOST_LINKS * (MAX_URL_LENGTH + 30)


def pack_links(links: Sequence[TextLink]) -> str:
    """links, in their order, as a string of ASCII letters without quotes and backslashes."""
    lines = "\n".join(f"{link.block} {link.start} {link.end - link.start} {link.url}" for link in links)
    packer = zlib.compressobj(9, zlib.DEFLATED, _RAW, 9, zlib.Z_DEFAULT_STRATEGY, _COMMON)
    return base64.b85encode(packer.compress(lines.encode("utf-8", "surrogatepass")) + packer.flush()).decode("ascii")


def unpack_links(text: str) -> list[TextLink]:
    """The links in such a string.

    Raises:
        ValueError: text is not such a string, or unpacks to more than a text can have; says which.
    """
    try:
        unpacker = zlib.decompressobj(_RAW, _COMMON)
        lines = unpacker.decompress(base64.b85decode(text), _LONGEST).decode("utf-8", "surrogatepass")
    except (ValueError, zlib.error) as error:
        raise ValueError("packed lines") from error
    if not unpacker.eof:
        raise ValueError(f"all of {_LONGEST} characters or fewer")
    return [_link_of(line) for line in lines.split("\n")]


def _link_of(line: str) -> TextLink:
    numbers = line.split(" ", 3)
    if len(numbers) != 4 or not all(number.isdecimal() and len(number) < 10 for number in numbers[:3]):
        raise ValueError("three numbers and an address in a line")
    block, start, length = map(int, numbers[:3])
    return TextLink(block, start, start + length, numbers[3])
