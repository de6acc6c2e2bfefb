"""The joiners U+200C and U+200D through trafilatura, which takes all characters that print nothing out of a text.

Persian and Urdu part the pieces of a word by them, Indic scripts choose letter forms, emoji are joined into one:
without them words are misspelt.
"""

from collections.abc import Iterable

from lxml.html import HtmlElement

# Letters of Linear A, which no news page has: what stands for the joiners meanwhile.
_STAND_INS = {"\u200c": "\U00010600", "\u200d": "\U00010601"}


def hide_joiners(tree: HtmlElement) -> bool:
    """Put letters for the joiners in the texts of tree; whether there were any."""
    text = tree.text_content()
    if not any(joiner in text for joiner in _STAND_INS):
        return False
    for element in tree.iter():
        if element.text:
            element.text = _replaced(element.text, _STAND_INS.items())
        if element.tail:
            element.tail = _replaced(element.tail, _STAND_INS.items())
    return True


def show_joiners(text: str) -> str:
    """text with the joiners that hide_joiners took."""
    return _replaced(text, ((letter, joiner) for joiner, letter in _STAND_INS.items()))


def _replaced(text: str, pairs: Iterable[tuple[str, str]]) -> str:
    for old, new in pairs:
        text = text.replace(old, new)
    return text
