"""Addresses that exist in the sample archive, for the paths with braces."""

import re

from newsarchive.formats.citations.citation import version_digest
from tests.web.sample_archive import SPECIAL

_FIRST = SPECIAL["feature"]
IN_PLACES = {
    "id": "1",
    "number": "1",
    "digest": version_digest(_FIRST.headline, _FIRST.standfirst, _FIRST.body),
    "outlet": "rivertown_post",
    "filter": "outlet",
    "file": "style.css",
    "url": "https://post.example/2026/harbour",
    "time": "20261120120000",
}
# The names of a collection and of a watch, and what an address needs to have an answer.
NAMES = {"/collection/": "harbour-works", "/watch/": "harbour"}
NEEDED = {"/fetch": "?url=https://post.example/", "/concordance": "?q=harbour", "/words": "?section=Business"}


def at_place(path: str) -> str:
    """An address that a path with braces stands for."""
    name = next((name for begin, name in NAMES.items() if path.startswith(begin)), "")
    return re.sub(r"\{(\w+)\}", lambda place: {**IN_PLACES, "name": name}[place[1]], path)


def with_needed(path: str) -> str:
    """The address with the parameters without which it is not valid."""
    return at_place(path) + NEEDED.get(path.partition(".")[0], "")
