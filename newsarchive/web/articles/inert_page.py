"""A captured page as bytes that a browser shows and that can do nothing: no scripts, no forms, no requests. Pure.

The headers are what makes it harmless. `sandbox` forbids scripts, forms, pop-ups, downloads and automatic actions such
as `<meta http-equiv=refresh>`, and gives the page an origin of its own, so that it shares nothing with the archive.
`default-src 'none'` forbids every load, also from styles; styles in the page itself are applied, since without loads
they can only change how the page looks. Two things are not governed by any policy, so the markup is changed for them:
connections that a page asks for in advance (`<link rel=preconnect>`), and links that a reader follows.

The changes do not need to understand the page. A browser sees a start tag only where `<` and the letters of a name
stand together, whatever surrounds them, and of two attributes with the same name it takes the first. So replacing each
such name, or putting an attribute behind it, cannot miss a tag. Letters that are not a tag, such as inside
a script, it changes what is not shown.
"""

import re
from collections.abc import Iterator, Mapping

# No img-src except data: those images are part of the page.
RAW_POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'"
)
RAW_HEADERS: Mapping[str, str] = {
    "content-security-policy": RAW_POLICY,
    "x-dns-prefetch-control": "off",
    # A removed page must not stay in the caches of browsers.
    "cache-control": "no-store",
}

# HTML's end of a tag's name: https://html.spec.whatwg.org/multipage/parsing.html#tag-name-state
_END_OF_NAME = r"(?=[\t\n\f\r />])"
# A browser reads <basefont> just as <link>, <meta> and <base>: an empty element in the head or the body. It means
# nothing, so the tree of the page stays as it was, and nothing is connected, refreshed or based elsewhere.
_WITHOUT_MEANING = re.compile(rf"<(?:link|meta|base){_END_OF_NAME}", re.IGNORECASE)
# The first href is the one that counts. Links within the page stay.
_LINK = re.compile(rf"<(a|area){_END_OF_NAME}(?!\s+href\s*=\s*[\"']?#)", re.IGNORECASE)
# A frame's own document would have its tags in an attribute, where entities could hide them.
_FRAME = re.compile(rf"<iframe{_END_OF_NAME}", re.IGNORECASE)
# In SVG, these can give a link another address without any script.
_ANIMATION = re.compile(rf"<(animate|set){_END_OF_NAME}", re.IGNORECASE)


# One replacement holds Python's lock until it ends. Of a page made for it, this many characters take some 50 ms.
_PART_CHARACTERS = 1 << 18


def inert_html(markup: str) -> str:
    """markup without what no policy forbids: prefetching, links to other pages, documents inside attributes."""
    return "".join(map(_inert, _parts(markup)))


def _parts(markup: str) -> Iterator[str]:
    """markup cut where a tag may begin, so that no tag is cut."""
    start = 0
    while start < len(markup):
        end = markup.find("<", start + _PART_CHARACTERS)
        end = len(markup) if end < 0 else end
        yield markup[start:end]
        start = end


def _inert(markup: str) -> str:
    markup = _WITHOUT_MEANING.sub("<basefont", markup)
    markup = _LINK.sub(r'<\1 href="#"', markup)
    markup = _ANIMATION.sub(r'<\1 attributeName=""', markup)
    return _FRAME.sub('<iframe srcdoc=""', markup)
