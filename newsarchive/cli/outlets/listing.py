"""The list that `newsarchive outlets` prints: outlets with a file, and those that only the archive has.

It loads no more of Scrapy than the outlet files themselves need.
"""

import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from rich.cells import cell_len, set_cell_size

from newsarchive.dates import format_utc
from newsarchive.outlet import IMPORTED, Outlet, is_site_outlet
from newsarchive.settings import Settings

# Why an outlet is in the list: it has a file; `newsarchive fetch` made it for a site; documents were imported without
# the name of an outlet; or the archive has its articles, but its file is missing.
Origin = Literal["file", "fetch", "import", "no_file"]
_WITHOUT_FILE: dict[Origin, str] = {
    "fetch": "made by `newsarchive fetch`",
    "import": "for imported documents",
    "no_file": "without a file",
}
# The width if the output is not a terminal. Titles are cut if the table is wider.
NARROW = 80
TITLE, ARTICLES = 2, 5


@dataclass(frozen=True, slots=True)
class ListedOutlet:
    """One outlet of the list, with what the archive has of it."""

    outlet: Outlet
    origin: Origin = "file"
    articles: int = 0
    visited_at: datetime | None = None

    @property
    def place(self) -> str:
        """The country, as the options and the folders of outlet files write it."""
        # Loaded here because Scrapy takes half a second.
        from newsarchive.crawl.registry import INTERNATIONAL

        return self.outlet.country or INTERNATIONAL


def listed_outlets(settings: Settings, declared: Iterable[Outlet]) -> list[ListedOutlet]:
    """The declared outlets, and those that only the archive has, by country and title."""
    stored, visits = _stored(settings)
    listed = []
    for outlet in declared:
        counted = stored.pop(outlet.name, None)
        listed.append(ListedOutlet(outlet, "file", counted.articles if counted else 0, visits.get(outlet.name)))
    listed += stored.values()
    return sorted(listed, key=lambda one: (one.outlet.country or "~", one.outlet.title.casefold()))


def _stored(settings: Settings) -> tuple[dict[str, ListedOutlet], dict[str, datetime]]:
    """The outlets that the archive has, and when each outlet was last visited, by name; none if there is no archive."""
    try:
        settings.db.stat()
    except FileNotFoundError:
        return {}, {}
    except OSError:
        # Archive.open says what is wrong.
        pass
    # Loaded here because a list without an archive needs no database.
    from newsarchive.archive import runs
    from newsarchive.archive.database import Archive
    from newsarchive.archive.search.totals import outlet_totals

    with Archive.open(settings.db) as archive:
        visits = runs.last_visits(archive.conn)
        totals = outlet_totals(archive.conn)
    found = {}
    for one in totals:
        home, language = one.home or "", one.language or "und"
        facts = Outlet(
            *(one.name, one.title, home, language, "UTC", one.country), kind=one.kind, owner=one.owner, tags=one.tags
        )
        found[one.name] = ListedOutlet(facts, _origin(facts), one.articles, visits.get(one.name))
    return found, visits


def _origin(outlet: Outlet) -> Origin:
    """Why the archive has an outlet without a file."""
    if outlet.name == IMPORTED.name:
        return "import"
    return "fetch" if is_site_outlet(outlet.name, outlet.home, outlet.language) else "no_file"


def row_of(listed: ListedOutlet) -> dict[str, Any]:
    """One outlet for programs."""
    outlet = listed.outlet
    return {
        "name": outlet.name,
        "title": outlet.title,
        "country": outlet.country,
        "language": outlet.language,
        "kind": outlet.kind,
        "owner": outlet.owner,
        "tags": list(outlet.tags),
        "origin": listed.origin,
        "home": outlet.home or None,
        "feeds": len(outlet.feeds),
        "sitemaps": len(outlet.sitemaps),
        "articles": listed.articles,
        "last_crawled_at": format_utc(listed.visited_at) if listed.visited_at else None,
    }


def table(listed: Iterable[ListedOutlet]) -> str:
    """A table by country, one line per outlet, with the day of the last visit; the exact time is in --json.

    The tags are its last column, which is left out if no outlet has one.
    """
    lines: list[tuple[str, ...]] = [("", "name", "title", "lang", "kind", "articles", "crawled", "tags")]
    place = ""
    for one in listed:
        shown = "" if one.place == place else one.place
        visited = f"{one.visited_at:%Y-%m-%d}" if one.visited_at else "never"
        outlet = one.outlet
        facts = (shown, outlet.name, outlet.title, outlet.language, _kind(one))
        lines.append((*facts, f"{one.articles:,}", visited, " ".join(outlet.tags)))
        place = one.place
    if not any(line[-1] for line in lines[1:]):
        lines = [line[:-1] for line in lines]
    # For hundreds of rows, rich's own table takes ten times as long.
    widths = [max(map(cell_len, column)) for column in zip(*lines, strict=True)]
    room = shutil.get_terminal_size((NARROW, 1)).columns - sum(widths) - len(widths) + 1
    widths[TITLE] = min(widths[TITLE], max(widths[TITLE] + room, 8))
    return "\n".join(" ".join(_cells(line, widths)).rstrip() for line in lines)


def _kind(listed: ListedOutlet) -> str:
    """The kind, or in parentheses why an outlet without a file is in the list."""
    if listed.origin != "file":
        return f"({listed.origin.replace('_', ' ')})"
    return (listed.outlet.kind or "").removesuffix("_broadcaster")


def _cells(line: tuple[str, ...], widths: list[int]) -> Iterator[str]:
    for number, (text, width) in enumerate(zip(line, widths, strict=True)):
        if cell_len(text) > width:
            text = set_cell_size(text, width - 1) + "…"
        yield " " * (width - cell_len(text)) + text if number == ARTICLES else set_cell_size(text, width)


def summary(listed: list[ListedOutlet]) -> str:
    """How many outlets there are, were never crawled, and have no file."""
    never = sum(one.visited_at is None for one in listed)
    counts = Counter(one.origin for one in listed)
    others = [f"{counts[origin]} {words}" for origin, words in _WITHOUT_FILE.items() if counts[origin]]
    counted = f"{len(listed)} outlet{'s' * (len(listed) != 1)}, {never} of them never crawled"
    return "; ".join([counted, *others])
