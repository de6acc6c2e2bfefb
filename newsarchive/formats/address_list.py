"""Lists of article addresses as people have them: lines of text, CSV, the bookmarks of a browser. Pure."""

import csv
import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO

from newsarchive.urls import is_web_address, normalize_url, url_key, without_credentials

# What browsers write first into an export of bookmarks (the Netscape bookmark file format).
_BOOKMARKS = re.compile(r"\s*<!DOCTYPE NETSCAPE-Bookmark-file", re.I)
# HREF is the first attribute in all of them.
_BOOKMARK = re.compile(r'<A\s{1,9}HREF="([^"<>]*)"', re.I)
# Names of the column with the addresses, in the first row of a CSV file.
_COLUMNS = ("url", "link", "address", "uri", "href")
# Characters of a line that a message shows.
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class AddressList:
    """The addresses of a list, each once, in its order; one message for each line that has no address."""

    urls: tuple[str, ...]
    problems: tuple[str, ...] = ()
    repeated: int = 0


def read_addresses(text: str, name: str) -> AddressList:
    """The addresses in text; name is that of the file, for messages and for its suffix.

    The file of a browser's bookmarks is recognized by its first line, CSV (RFC 4180) by a name that ends in .csv or
    .tsv. Everything else has one address a line; empty lines, lines that begin with "#", and what stands behind a space
    are not read. User names and passwords in addresses are left out.
    """
    if _BOOKMARKS.match(text[:2000]):
        # Bookmarks of folders, scripts and files on the user's disk are not mistakes.
        found = ((0, html.unescape(one)) for one in _BOOKMARK.findall(text))
        return _listed(((line, url) for line, url in found if is_web_address(url)), name)
    suffix = name.lower().rpartition(".")[2]
    if suffix in ("csv", "tsv"):
        return _listed(_cells(text, "\t" if suffix == "tsv" else ","), name)
    return _listed(_lines(text), name)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split(maxsplit=1)
        if words and not words[0].startswith("#"):
            yield number, words[0]


def _cells(text: str, delimiter: str) -> Iterator[tuple[int, str]]:
    """The cells of the column with the addresses: the one that the first row names so, otherwise the first column."""
    rows = csv.reader(StringIO(text), delimiter=delimiter)
    column = 0
    for number, row in enumerate(_readable(rows), 1):
        names = [cell.strip().lower() for cell in row]
        if number == 1 and not any(is_web_address(cell) for cell in names):
            column = next((names.index(one) for one in _COLUMNS if one in names), 0)
        elif len(row) > column and row[column].strip():
            yield rows.line_num, row[column].strip()


def _readable(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    """The rows up to one that is not CSV, such as a cell of more than 128 KB."""
    try:
        yield from rows
    except csv.Error as error:
        yield [f"({error})"]


def _listed(found: Iterable[tuple[int, str]], name: str) -> AddressList:
    urls: dict[int, str] = {}
    problems: list[str] = []
    repeated = 0
    for number, word in found:
        url = without_credentials(word)
        if not is_web_address(url):
            problems.append(f"{name}: line {number}: {_shown(word)} is not a web address. Write it in full: https://…")
            continue
        key = url_key(normalize_url(url))
        repeated += key in urls
        urls.setdefault(key, url)
    return AddressList(tuple(urls.values()), tuple(problems), repeated)


def _shown(word: str) -> str:
    plain = without_credentials(word)
    return repr(plain if len(plain) <= _SHOWN else f"{plain[:_SHOWN]}…")
