"""The names that a page uses for its own outlet. They are not part of a headline, and not a person in a byline."""

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


@lru_cache(maxsize=1024)  # called many times for an outlet's names and a page's headlines
def letters_only(text: str) -> str:
    """The letters and digits of text, folded: equal for "Rivertown Post", "rivertown-post" and "@RivertownPost"."""
    return _NOT_WORD.sub("", fold(text))


def is_outlet_name(name: str, own: frozenset[str]) -> bool:
    """Whether name is in own (the result of outlet_names), with or without its article ("the", "der", "le")."""
    return letters_only(name) in own or letters_only(_ARTICLE.sub("", name)) in own


@lru_cache(maxsize=1024)  # called five times a page for the same few outlets
def outlet_names(outlet: Outlet) -> frozenset[str]:
    """The names of an outlet as letters_only gives them: its title, its hosts, each host's first label."""
    hosts = {(urlsplit(outlet.home).hostname or "").removeprefix("www."), *outlet.domains}
    return _lettered([outlet.title, *hosts, *(host.partition(".")[0] for host in hosts)])


def page_outlet_names(parsed: "ParsedPage", outlet: Outlet) -> frozenset[str]:
    """The same, with the names on the page: site name, publisher, the page's host and its parts."""
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
    return outlet_names(outlet) | _lettered(spelled)


def _lettered(names: Iterable[str]) -> frozenset[str]:
    spelled = (spelling for name in names for spelling in (name, _ARTICLE.sub("", name)))
    return frozenset(letters for spelling in spelled if (letters := letters_only(spelling)))
