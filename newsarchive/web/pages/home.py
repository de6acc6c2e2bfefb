"""The home page: a search box, the newest headlines, the outlets, and articles per day as a picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from datasette.database import Database
from datasette.utils.asgi import Request, Response

from newsarchive import clock
from newsarchive.archive.search.article_search import search
from newsarchive.archive.search.results import SearchResult
from newsarchive.archive.search.scope import SearchRequest
from newsarchive.archive.search.totals import OutletTotal, articles_per_day, outlet_totals
from newsarchive.web.chart import draw_days
from newsarchive.web.databases import read
from newsarchive.web.formatting import counted, country_name, language_name, number, short_day
from newsarchive.web.layout import Site, show, site_of
from newsarchive.web.requests.search_request import Question
from newsarchive.web.results import items

if TYPE_CHECKING:
    from datasette.app import Datasette

HEADLINES = 15


@dataclass(frozen=True, slots=True)
class Contents:
    """What the home page shows, as the archive tells it."""

    newest: SearchResult
    outlets: list[OutletTotal]
    days: Mapping[date, int]


@dataclass(frozen=True, slots=True)
class OutletEntry:
    """One outlet in the list."""

    title: str
    href: str
    language: str
    count: str


@dataclass(frozen=True, slots=True)
class OutletGroup:
    """The outlets of one country."""

    name: str
    outlets: list[OutletEntry]


async def home_page(datasette: Datasette, archive: Database, request: Request) -> Response:
    """The page at /."""
    site, today = site_of(datasette, archive), clock.now().date()
    found: Contents = await read(archive, lambda conn: _read(conn, today))
    context = {
        "here": "home",
        "extent": extent_line(found),
        "chart": draw_days(found.days, today, lambda day: Question(since=day, until=day).address(site.search)),
        "newest": items(found.newest.hits, site),
        "outlets": group_outlets(found.outlets, site),
        "feed": f"{site.search}.atom",
    }
    return await show(datasette, archive, request, "home.html", context)


def _read(conn: Any, today: date) -> Contents:
    newest = search(conn, SearchRequest(order="newest", page_size=HEADLINES))
    outlets = [outlet for outlet in outlet_totals(conn) if outlet.articles]
    # Every day, not the picture's ninety: an archive of old articles shows the last of its own days.
    days = articles_per_day(conn, date.min, today)
    # The picture and the list of outlets say what an opening would; headlines are enough.
    return Contents(replace(newest, hits=tuple(replace(hit, snippet="") for hit in newest.hits)), outlets, days)


def extent_line(found: Contents) -> str:
    """How much the archive holds, in one sentence."""
    articles = sum(outlet.articles for outlet in found.outlets)
    if not articles:
        return "This archive is empty."
    countries = {outlet.country for outlet in found.outlets if outlet.country}
    languages = {outlet.language for outlet in found.outlets if outlet.language not in (None, "und")}
    breadth = [counted(len(countries), "country", "countries")] if len(countries) > 1 else []
    breadth += [counted(len(languages), "language")] if len(languages) > 1 else []
    places = f" in {' and '.join(breadth)}" if breadth else ""
    dates = f", from {short_day(min(found.days))} to {short_day(max(found.days))}" if found.days else ""
    return f"{counted(articles, 'article')} from {counted(len(found.outlets), 'outlet')}{places}{dates}."


def group_outlets(outlets: list[OutletTotal], site: Site) -> list[OutletGroup]:
    """Outlets by country, in the order of the countries' names; within one, most articles first."""
    groups: dict[str, list[OutletEntry]] = {}
    for outlet in outlets:
        entry = OutletEntry(
            title=outlet.title,
            href=Question().with_filter("outlet", outlet.name).address(site.search),
            language=language_name(outlet.language) if outlet.language not in (None, "und") else "",
            count=number(outlet.articles),
        )
        groups.setdefault(country_name(outlet.country), []).append(entry)
    return [OutletGroup(name, groups[name]) for name in sorted(groups)]
