"""The home page: a search box, a chart of all its time, the newest articles, and the outlets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from datasette.utils.asgi import Request, Response

from newsarchive import clock
from newsarchive.alerts.changes import OpenAlert
from newsarchive.archive.alerts.alert_rows import open_alerts
from newsarchive.archive.health.coverage import CrawlState, last_crawl
from newsarchive.archive.search.results import SearchResult
from newsarchive.archive.search.selection import SearchRequest
from newsarchive.archive.search.totals import OutletTotal, articles_per_day, count_articles
from newsarchive.archive.several.archives import OpenArchive, OpenArchives
from newsarchive.archive.several.joint_counts import sum_of_days, totals_of_outlets
from newsarchive.archive.several.joint_search import search
from newsarchive.web.chart import draw_span
from newsarchive.web.databases import ShownArchives
from newsarchive.web.formatting import (
    DateLabel,
    country_name,
    format_count,
    format_number,
    language_name,
    short_day,
    time_label,
)
from newsarchive.web.layout import Site, site_of
from newsarchive.web.pages.health import home_line
from newsarchive.web.requests.search_request import SearchForm
from newsarchive.web.responses import html_response
from newsarchive.web.results import list_articles

if TYPE_CHECKING:
    from datasette.app import Datasette

NEWEST_ARTICLES = 15
# With more outlets, each country is closed until a visitor opens it.
MOST_OPEN_OUTLETS = 40


@dataclass(frozen=True, slots=True)
class ArchiveState:
    """What the home page says of one archive: its size, its days, what is wrong, and its last crawl."""

    name: str
    articles: int
    first: date | None
    last: date | None
    alerts: tuple[OpenAlert, ...] = ()
    crawl: CrawlState | None = None


@dataclass(frozen=True, slots=True)
class ArchiveLine:
    """One archive in the list of several."""

    name: str
    search: str
    extent: str
    health: str
    problem: str | None
    last_crawl: DateLabel | None


@dataclass(frozen=True, slots=True)
class HomePageData:
    """What the home page shows, as read from the archive."""

    newest: SearchResult
    outlets: list[OutletTotal]
    days: Mapping[date, int]
    archives: tuple[ArchiveState, ...] = ()


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


async def home_page(datasette: Datasette, archives: ShownArchives, request: Request) -> Response:
    """The page at /. Several archives are listed, each with its own pages."""
    site, today = site_of(datasette, archives), clock.now().date()
    data: HomePageData = await archives.read(lambda opened: _read_data(opened, today))
    only = None if site.is_joint else data.archives[0]
    context = {
        "here": "home",
        "extent": extent_line(data),
        "health": home_line(only.alerts) if only else None,
        "last_crawl": crawl_line(only.crawl) if only else None,
        "archives": [archive_line(one, site) for one in data.archives] if site.is_joint else [],
        "chart": draw_span(data.days, today, partial(_address_of_days, site)),
        "newest": list_articles(data.newest.hits, site),
        "outlets": group_outlets(data.outlets, site),
        "are_outlets_closed": len(data.outlets) > MOST_OPEN_OUTLETS,
        "feed": f"{site.search}.atom",
    }
    return await html_response(datasette, archives, request, "home.html", context)


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


def archive_line(one: ArchiveState, site: Site) -> ArchiveLine:
    """One of several archives: its articles and days, what is wrong with its crawls, and links to its pages."""
    days = f", {short_day(one.first)} to {short_day(one.last)}" if one.first and one.last else ""
    return ArchiveLine(
        name=one.name,
        search=SearchForm().with_filter("archive", one.name).address(site.search),
        extent=f"{format_count(one.articles, 'article')}{days}",
        health=site.of(one.name).health,
        problem=home_line(one.alerts),
        last_crawl=crawl_line(one.crawl),
    )


def _read_data(archives: OpenArchives, today: date) -> HomePageData:
    newest = search(archives, SearchRequest(order="newest", page_size=NEWEST_ARTICLES))
    outlets = [outlet for outlet in totals_of_outlets(archives) if outlet.articles]
    # All days: the chart of an archive of old articles ends with the newest day that has articles.
    days = {archive.name: articles_per_day(archive.conn, date.min, today) for archive in archives}
    states = tuple(_read_state(archive, days[archive.name]) for archive in archives)
    # The list stays short: headlines without the beginning of the text.
    shown = replace(newest, hits=tuple(replace(hit, snippet="") for hit in newest.hits))
    return HomePageData(shown, outlets, sum_of_days(days.values()), states)


def _read_state(archive: OpenArchive, days: Mapping[date, int]) -> ArchiveState:
    first, last = (min(days), max(days)) if days else (None, None)
    alerts = tuple(open_alerts(archive.conn))
    return ArchiveState(archive.name or "", count_articles(archive.conn), first, last, alerts, last_crawl(archive.conn))


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
            href=SearchForm(filters={"outlet": (outlet.name,)}).address(site.search),
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
