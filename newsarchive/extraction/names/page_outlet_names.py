"""The names a page calls its outlet by: what is no part of a headline, and no person in a byline."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newsarchive.outlet import Outlet
from newsarchive.text import fold

if TYPE_CHECKING:
    # Not loaded here: commands that only compare stored texts use the names and need no lxml.
    from newsarchive.extraction.page.parsed_page import ParsedPage

_ARTICLE = re.compile(r"^(?:the|die|der|das|le|la|les|el|il|de|het)\s+", re.IGNORECASE)
_NOT_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=1024)  # of an outlet's names and a page's headlines it is asked again and again
def letters_of(text: str) -> str:
    """text as letters and digits alone, folded: equal for "Rivertown Post", "rivertown-post" and "@RivertownPost"."""
    return _NOT_WORD.sub("", fold(text))


def is_own(name: str, own: frozenset[str]) -> bool:
    """Whether name, with or without an article before it, is among own, the outlet's names as letters alone."""
    return letters_of(name) in own or letters_of(_ARTICLE.sub("", name)) in own


@lru_cache(maxsize=1024)  # asked five times a page, of the same few outlets
def names_of(outlet: Outlet) -> frozenset[str]:
    """What an outlet is called, as letters alone: its title, its hosts, each host's first label."""
    hosts = {(urlsplit(outlet.home).hostname or "").removeprefix("www."), *outlet.domains}
    return _lettered([outlet.title, *hosts, *(host.partition(".")[0] for host in hosts)])


def names_on(parsed: "ParsedPage", outlet: Outlet) -> frozenset[str]:
    """The same, and what the page has for it: site name, publisher, its host and the parts of it."""
    host = (urlsplit(parsed.url).hostname or "").removeprefix("www.")
    labels = host.split(".")
    data = parsed.linked_data
    spelled = [
        host,
        ".".join(labels[-2:]),
        *labels[:-1],
        *parsed.meta.get("og:site_name", ()),
        *parsed.meta.get("application-name", ()),
        *(site.lstrip("@") for site in parsed.meta.get("twitter:site", ())),
        *data.names(data.article.get("publisher")),
    ]
    return names_of(outlet) | _lettered(spelled)


def _lettered(names: Iterable[str]) -> frozenset[str]:
    spelled = (spelling for name in names for spelling in (name, _ARTICLE.sub("", name)))
    return frozenset(letters for spelling in spelled if (letters := letters_of(spelling)))
