"""The home page: a search box, a chart of all its time, the newest articles, and the outlets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from datasette.database import Database
from datasette.utils.asgi import Request, Response

from newsarchive import clock
from newsarchive.alerts.changes import OpenAlert
from newsarchive.archive.alerts.alert_rows import open_alerts
from newsarchive.archive.health.coverage import CrawlState, last_crawl
from newsarchive.archive.search.article_search import search
from newsarchive.archive.search.results import SearchResult
from newsarchive.archive.search.selection import SearchRequest
from newsarchive.archive.search.totals import OutletTotal, articles_per_day, outlet_totals
from newsarchive.web.chart import draw_span
from newsarchive.web.databases import run_query
from newsarchive.web.formatting import (
    DateLabel,
    country_name,
    format_count,
    format_number,
    language_name,
    short_day,
    time_label,
)
from newsarchive.web.layout import Site, html_response, site_of
from newsarchive.web.pages.health import home_line
from newsarchive.web.requests.search_request import SearchForm
from newsarchive.web.results import list_articles

if TYPE_CHECKING:
    from datasette.app import Datasette

NEWEST_ARTICLES = 15
# With more outlets, each country is closed until a visitor opens it.
MOST_OPEN_OUTLETS = 40


@dataclass(frozen=True, slots=True)
class HomePageData:
    """What the home page shows, as read from the archive."""

    newest: SearchResult
    outlets: list[OutletTotal]
    days: Mapping[date, int]
    alerts: tuple[OpenAlert, ...] = ()
    crawl: CrawlState | None = None


@dataclass(frozen=True, slots=True)
class OutletEntry:
    """One outlet in the list of outlets."""

    title: str
    href: str
    language: str
    count: str


@dataclass(frozen=True, slots=True)
class OutletGroup:
    """The outlets of one country, with their number and that of their articles in words."""

    name: str
    outlets: list[OutletEntry]
    extent: str = ""


async def home_page(datasette: Datasette, archive: Database, request: Request) -> Response:
    """The page at /."""
    site, today = site_of(datasette, archive), clock.now().date()
    data: HomePageData = await run_query(archive, lambda conn: _read_data(conn, today))
    context = {
        "here": "home",
        "extent": extent_line(data),
        "health": home_line(data.alerts),
        "last_crawl": crawl_line(data.crawl),
        "chart": draw_span(data.days, today, partial(_address_of_days, site)),
        "newest": list_articles(data.newest.hits, site),
        "outlets": group_outlets(data.outlets, site),
        "are_outlets_closed": len(data.outlets) > MOST_OPEN_OUTLETS,
        "feed": f"{site.search}.atom",
    }
    return await html_response(datasette, archive, request, "home.html", context)


def _address_of_days(site: Site, since: date, until: date) -> str:
    return SearchForm(since=since, until=until).address(site.search)


def crawl_line(crawl: CrawlState | None) -> DateLabel | None:
    """When the last crawl began, in words; None for an archive that was only imported into."""
    if crawl is None:
        return None
    label = time_label(crawl.began_at)
    if crawl.ended_at is None and crawl.outcome is None:
        return label._replace(text=f"Crawl running since {label.text}")
    problem = "" if crawl.outcome == "finished" else f" ({crawl.outcome})"
    return label._replace(text=f"Last crawl {label.text}{problem}")


def _read_data(conn: Any, today: date) -> HomePageData:
    newest = search(conn, SearchRequest(order="newest", page_size=NEWEST_ARTICLES))
    outlets = [outlet for outlet in outlet_totals(conn) if outlet.articles]
    # All days: the chart of an archive of old articles ends with the newest day that has articles.
    days = articles_per_day(conn, date.min, today)
    # The list stays short: headlines without the beginning of the text.
    shown = replace(newest, hits=tuple(replace(hit, snippet="") for hit in newest.hits))
    return HomePageData(shown, outlets, days, tuple(open_alerts(conn)), last_crawl(conn))


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
    articles: Counter[str] = Counter()
    for outlet in outlets:
        entry = OutletEntry(
            title=outlet.title,
            href=SearchForm().with_filter("outlet", outlet.name).address(site.search),
            language=language_name(outlet.language) if outlet.language not in (None, "und") else "",
            count=format_number(outlet.articles),
        )
        country = country_name(outlet.country)
        groups.setdefault(country, []).append(entry)
        articles[country] += outlet.articles
    return [
        OutletGroup(name, groups[name], f"{format_count(len(groups[name]), 'outlet')}, {format_number(articles[name])}")
        for name in sorted(groups)
    ]
