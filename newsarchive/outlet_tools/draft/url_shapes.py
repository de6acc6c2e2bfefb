"""The shapes of a site's URLs: which ones look alike, and which part of a site in several languages they belong to."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice, zip_longest
from urllib.parse import unquote, urlsplit

from newsarchive.outlet_tools.draft.languages import is_language
from newsarchive.urls import url_key

# Most shapes that take turns.
_SHAPES = 12
_NUMBER = re.compile(r"\d+")


def language_root(url: str) -> str:
    """The path of the part of a site in one language, such as "/fi/", if url is in one; else "/"."""
    first, slash, rest = urlsplit(url).path.lstrip("/").partition("/")
    if not is_language(first.replace("_", "-")):
        return "/"
    return f"/{first}/" if slash or rest else f"/{first}"


def shape_of(url: str) -> tuple[object, ...]:
    """What URLs of one kind have in common: the folders without numbers, and the form of the last part."""
    parts = urlsplit(url)
    *folders, last = unquote(parts.path).strip("/").split("/")
    names = tuple(re.sub(r"=.*", "", pair) for pair in parts.query.split("&") if pair)
    ending = last.rpartition(".")[2] if "." in last else ""
    if not folders:
        return (min(2, last.count("-")), ending, bool(_NUMBER.search(last)), names)
    return (*(_NUMBER.sub("0", folder) for folder in folders[:2]), len(folders), ending, names)


def alternating(urls: Iterable[str]) -> Iterator[str]:
    """The URLs reordered so that shapes take turns; within a shape the order stays. Each URL comes once."""
    shapes: dict[tuple[object, ...], list[str]] = defaultdict(list)
    known: set[int] = set()
    for url in urls:
        if url_key(url) not in known:
            known.add(url_key(url))
            shapes[shape_of(url)[:1]].append(url)
    rows = zip_longest(*islice(shapes.values(), _SHAPES))
    yield from (url for row in rows for url in row if url is not None)
