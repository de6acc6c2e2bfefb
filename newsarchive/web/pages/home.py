"""The home page: a search box, a chart of articles per day, the newest articles, and the outlets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from datasette.database import Database
from datasette.utils.asgi import Request, Response

from newsarchive import clock
from newsarchive.alerts.changes import OpenAlert
from newsarchive.archive.alerts.alert_rows import open_alerts
from newsarchive.archive.search.article_search import search
from newsarchive.archive.search.results import SearchResult
from newsarchive.archive.search.selection import SearchRequest
from newsarchive.archive.search.totals import OutletTotal, articles_per_day, outlet_totals
from newsarchive.web.chart import draw_days
from newsarchive.web.databases import run_query
from newsarchive.web.formatting import country_name, format_count, format_number, language_name, short_day
from newsarchive.web.layout import Site, html_response, site_of
from newsarchive.web.pages.health import home_line
from newsarchive.web.requests.search_request import SearchForm
from newsarchive.web.results import list_articles

if TYPE_CHECKING:
    from datasette.app import Datasette

NEWEST_ARTICLES = 15


@dataclass(frozen=True, slots=True)
class HomePageData:
    """What the home page shows, as read from the archive."""

    newest: SearchResult
    outlets: list[OutletTotal]
    days: Mapping[date, int]
    alerts: tuple[OpenAlert, ...] = ()


@dataclass(frozen=True, slots=True)
class OutletEntry:
    """One outlet in the list of outlets."""

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
    data: HomePageData = await run_query(archive, lambda conn: _read_data(conn, today))
    context = {
        "here": "home",
        "extent": extent_line(data),
        "health": home_line(data.alerts),
        "chart": draw_days(data.days, today, lambda day: SearchForm(since=day, until=day).address(site.search)),
        "newest": list_articles(data.newest.hits, site),
        "outlets": group_outlets(data.outlets, site),
        "feed": f"{site.search}.atom",
    }
    return await html_response(datasette, archive, request, "home.html", context)


def _read_data(conn: Any, today: date) -> HomePageData:
    newest = search(conn, SearchRequest(order="newest", page_size=NEWEST_ARTICLES))
    outlets = [outlet for outlet in outlet_totals(conn) if outlet.articles]
    # All days: the chart of an archive of old articles ends with the newest day that has articles.
    days = articles_per_day(conn, date.min, today)
    # The list stays short: headlines without the beginning of the text.
    shown = replace(newest, hits=tuple(replace(hit, snippet="") for hit in newest.hits))
    return HomePageData(shown, outlets, days, tuple(open_alerts(conn)))


def extent_line(data: HomePageData) -> str:
    """What the archive contains, in one sentence."""
    articles = sum(outlet.articles for outlet in data.outlets)
    if not articles:
        return "The archive has no articles yet."
    countries = {outlet.country for outlet in data.outlets if outlet.country}
    languages = {outlet.language for outlet in data.outlets if outlet.language not in (None, "und")}
    breadth = [format_count(len(countries), "country", "countries")] if len(countries) > 1 else []
    breadth += [format_count(len(languages), "language")] if len(languages) > 1 else []
    places = f" in {' and '.join(breadth)}" if breadth else ""
    dates = f", from {short_day(min(data.days))} to {short_day(max(data.days))}" if data.days else ""
    return f"{format_count(articles, 'article')} from {format_count(len(data.outlets), 'outlet')}{places}{dates}."


def group_outlets(outlets: list[OutletTotal], site: Site) -> list[OutletGroup]:
    """The outlets of each country, countries by name, outlets by their number of articles."""
    groups: dict[str, list[OutletEntry]] = {}
    for outlet in outlets:
        entry = OutletEntry(
            title=outlet.title,
            href=SearchForm().with_filter("outlet", outlet.name).address(site.search),
            language=language_name(outlet.language) if outlet.language not in (None, "und") else "",
            count=format_number(outlet.articles),
        )
        groups.setdefault(country_name(outlet.country), []).append(entry)
    return [OutletGroup(name, groups[name]) for name in sorted(groups)]
