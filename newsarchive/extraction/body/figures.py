"""What figures contain besides pictures: quotes, lists, tables, code and posts, which are text.

https://html.spec.whatwg.org/#the-figure-element: a figure holds any content that the text refers to. Extractors drop
figures as pictures.
"""

from lxml.html import HtmlElement

from newsarchive.text import fold

_PARTS = ("blockquote", "pre", "table", "ul", "ol", "dl")
_PICTURES = ("img", "picture", "figure", "video", "amp-img")
_LISTS = frozenset({"ul", "ol", "dl"})
_MOST_LINKED = 0.6
_QUOTES = "\"'“”„«»‹›‚‘’ "


def free_text_of_figures(tree: HtmlElement) -> None:
    """Put the quotes, lists, tables and code of each figure before it; the rest of the figure is its caption.

    A list of pictures is a gallery: its items are captions. What is mostly links leads to other stories. A quote that
    the text has too is there to catch the eye.
    """
    whole: str | None = None
    for figure in list(tree.iter("figure")):
        for part in _parts(figure):
            if part.tag == "blockquote":
                whole = fold(tree.text_content()) if whole is None else whole
                if _is_repeated(part, whole):
                    continue
            figure.addprevious(part)


def _parts(figure: HtmlElement) -> list[HtmlElement]:
    """The outermost parts of a figure that are text, in the order of the page."""
    found: list[HtmlElement] = []
    for part in figure.iter(*_PARTS):
        if any(one in found or one.tag == "figcaption" for one in part.iterancestors(*_PARTS, "figcaption")):
            continue
        is_gallery = part.tag in _LISTS and next(part.iter(*_PICTURES), None) is not None
        length = len(part.text_content().strip())
        linked = sum(len(link.text_content().strip()) for link in part.iter("a"))
        if length and not is_gallery and linked <= _MOST_LINKED * length:
            found.append(part)
    return found


def _is_repeated(quote: HtmlElement, whole: str) -> bool:
    """Whether the longest line of a quote, which is not its attribution, occurs twice on the page."""
    said = fold(max(quote.itertext(), key=len, default="")).strip(_QUOTES)
    return bool(said) and whole.count(said) > 1
