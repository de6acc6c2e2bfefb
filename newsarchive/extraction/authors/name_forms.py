"""What a name looks like: a person's, a login, an account of the system, a section, a place."""

import re

from newsarchive.extraction.names.page_outlet_names import is_outlet_name
from newsarchive.extraction.phrases.alternatives import one_of
from newsarchive.extraction.phrases.byline_lines import PLACE_WORDS, SECTION_WORDS
from newsarchive.records import Author

CASED = re.compile(r"[a-zA-Z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff]")
# A full stop after more than an initial or "Jr".
_SENTENCE_END = re.compile(r"(?:[!?:…]|[^\W\d_]{4,}\.)$")
_LOGIN = re.compile(r"^[a-z0-9][a-z0-9._-]*$")
# What systems call the account that nobody has renamed.
_ADMIN = re.compile(
    r"^(?:\w{0,20}admin|(?:site|web)\s?admin|administrator|webmaster|editor\d|user\d+|super ?user|root|test|default|"
    r"wordpress|"
    r"joomla!?.*|drupal)$",
    re.IGNORECASE,
)
# Words in small letters inside names.
_PARTICLES = frozenset(
    {"von", "vom", "van", "der", "den", "de", "del", "della", "di", "da", "do", "dos", "das", "du", "des", "la", "le",
     "los", "las", "el", "al", "bin", "ibn", "bint", "abu", "ben", "ter", "ten", "te", "zu", "zum", "zur", "af", "av",
     "y", "e", "i", "und", "d", "l", "o", "st"}
)  # fmt: skip
_SECTION = re.compile(rf"(?<!\w){one_of(SECTION_WORDS)}(?!\w)", re.IGNORECASE)
_PLACE = re.compile(rf"^{one_of(PLACE_WORDS)}\s", re.IGNORECASE)


def is_placeholder(author: Author, own: frozenset[str]) -> bool:
    """Whether a name does not identify an author: the outlet's own name or a login."""
    name = author.name
    if author.kind == "agency":
        return False
    return is_outlet_name(name, own) or _LOGIN.match(name) is not None or _ADMIN.match(name) is not None


def is_login(author: Author) -> bool:
    """Whether a name is one with which somebody signs in, and not an office: "hillcat7"."""
    return author.kind == "person" and _LOGIN.match(author.name) is not None and not _ADMIN.match(author.name)


def names_section(text: str) -> bool:
    """Whether a word of text is one in the names of sections and companies: "World News", "Hill Rail Ltd"."""
    return _SECTION.search(text) is not None


def looks_like_name(name: str, *, full: bool = False) -> bool:
    """Whether name looks like a person's: capitals except in particles, no digits or colons, up to five words.

    full: at least two words, unless the script has no spaces.
    """
    words = name.split()
    if not 1 <= len(words) <= 5 or any(character.isdigit() or character == ":" for character in name):
        return False
    if not CASED.search(name):
        return len(name) <= 25
    if full and len(words) < 2:
        return False
    capitals = [word for word in words if word.lower() not in _PARTICLES]
    return bool(capitals) and all(_is_capital(word) for word in capitals) and not _SENTENCE_END.search(name)


def _is_capital(word: str) -> bool:
    rest = word.partition("'")[2] or word.partition("’")[2]
    return word[0].isupper() or rest[:1].isupper() or not word[0].isalpha() or not CASED.match(word)


def is_place(words: str) -> bool:
    """Whether words begin as the names of places do: "New York", "San José"."""
    return _PLACE.match(words) is not None
