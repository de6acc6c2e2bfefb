"""The page /health: what is wrong, and how many articles each outlet had on each day; also as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from datasette.database import Database
from datasette.utils.asgi import Request, Response

from newsarchive import clock
from newsarchive.alerts.changes import OpenAlert
from newsarchive.archive.alerts.alert_rows import open_alerts
from newsarchive.archive.health.coverage import CrawlState, OutletCoverage, coverage, last_crawl
from newsarchive.dates import format_utc
from newsarchive.records import FindingKind
from newsarchive.web.chart import SmallChart, draw_small
from newsarchive.web.databases import run_query
from newsarchive.web.formatting import DateLabel, format_count, short_day, time_label
from newsarchive.web.layout import Site, site_of
from newsarchive.web.responses import html_response, json_response, page_format

if TYPE_CHECKING:
    from datasette.app import Datasette

COVERAGE_DAYS = 42
# What a kind of finding is called on the page, what costs most articles first.
KINDS = {
    FindingKind.DISK: "Disk",
    FindingKind.FAILED: "Failed",
    FindingKind.SILENT: "Silent",
    FindingKind.REFUSED: "Refused",
    FindingKind.FEED: "Feed",
    FindingKind.THIN: "Thin",
    FindingKind.BLIND: "Field missing",
    FindingKind.SHORT: "Short texts",
    FindingKind.SLOW: "Slow",
    FindingKind.DELIVERY: "Alerts not delivered",
}
# The home page counts these in one line: "3 outlets silent".
_OUTLET_WORDS = {
    FindingKind.FAILED: "failed",
    FindingKind.SILENT: "silent",
    FindingKind.REFUSED: "refused",
    FindingKind.FEED: "with a broken feed",
    FindingKind.THIN: "thin",
    FindingKind.BLIND: "with a missing field",
    FindingKind.SHORT: "with short texts",
    FindingKind.SLOW: "slow",
}
# A crawl that should run every hour, or every day, is overdue after this.
OVERDUE = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class HealthData:
    """What the page shows, as read from the archive."""

    alerts: list[OpenAlert]
    outlets: list[OutletCoverage]
    crawl: CrawlState | None


@dataclass(frozen=True, slots=True)
class AlertEntry:
    """One thing that is wrong: its kind, the outlet with the address of its page, and what to do.

    Every second piece of advice is a command.
    """

    kind: str
    title: str
    href: str | None
    summary: str
    advice: tuple[str, ...]
    since: DateLabel


@dataclass(frozen=True, slots=True)
class CoverageEntry:
    """One outlet with its small chart; is_wrong marks those that something is wrong with."""

    title: str
    href: str
    chart: SmallChart
    count: str
    is_wrong: bool


async def health_page(datasette: Datasette, archive: Database, request: Request) -> Response:
    """The page at /health, or the same as JSON at /health.json."""
    file_format = page_format(request, "Findings about health", ["json"])
    now = clock.now()
    data = await run_query(archive, lambda conn: read_health(conn, now))
    site = site_of(datasette, archive)
    if file_format == "json":
        return json_response(datasette, as_values(data))
    context = {
        "here": "health",
        "state": state_line(data),
        "crawl_problem": crawl_problem(data.crawl, now),
        "alerts": alert_entries(data.alerts, titles_of(data.outlets), site),
        "coverage": coverage_entries(data, now.date(), site),
        "first": short_day(now.date() - timedelta(days=COVERAGE_DAYS - 1)),
        "last": short_day(now.date()),
        "json": f"{site.health}.json",
    }
    return await html_response(datasette, archive, request, "health.html", context)


def read_health(conn: Any, now: datetime) -> HealthData:
    """What is wrong, by weight, and the coverage of the last weeks."""
    since = (now - timedelta(days=COVERAGE_DAYS - 1)).date()
    return HealthData(by_weight(open_alerts(conn)), coverage(conn, since), last_crawl(conn))


def by_weight(alerts: Iterable[OpenAlert]) -> list[OpenAlert]:
    """What costs most articles first, then the oldest."""
    order = list(KINDS)
    return sorted(alerts, key=lambda one: (order.index(one.finding.kind), one.began_at, one.finding.key))


def titles_of(outlets: Sequence[OutletCoverage]) -> dict[str, str]:
    """The titles of outlets by their names."""
    return {one.name: one.title for one in outlets}


def state_line(data: HealthData) -> str:
    """How things are, in one sentence."""
    if data.crawl is None:
        return "Nothing was crawled yet. Run newsarchive crawl --all."
    affected = {one.finding.outlet for one in data.alerts if one.finding.outlet}
    if not data.alerts:
        return f"Nothing is wrong with {format_count(len(data.outlets), 'outlet')}."
    things = format_count(len(data.alerts), "thing is", "things are")
    return f"{things} wrong, at {len(affected)} of {format_count(len(data.outlets), 'outlet')}."


def crawl_problem(crawl: CrawlState | None, now: datetime) -> str | None:
    """What is wrong with the crawls themselves: none ended for two days, or the last one was killed or failed."""
    if crawl is None:
        return None
    last = crawl.ended_at or crawl.began_at
    if now - last > OVERDUE:
        return f"The last crawl was on {short_day(last.date())}. Does cron still run newsarchive crawl?"
    if crawl.outcome == "failed":
        return f"The last crawl failed: {crawl.problem or 'the log says why'}"
    return None


def home_line(alerts: Iterable[OpenAlert]) -> str | None:
    """`3 outlets silent, 1 refused`; None if nothing is wrong with an outlet."""
    outlets: dict[FindingKind, set[str]] = {}
    for one in by_weight(alerts):
        if one.finding.outlet and one.finding.kind in _OUTLET_WORDS:
            outlets.setdefault(one.finding.kind, set()).add(one.finding.outlet)
    if not outlets:
        return None
    first, *others = ((len(names), _OUTLET_WORDS[kind]) for kind, names in outlets.items())
    return ", ".join(
        [f"{format_count(first[0], 'outlet')} {first[1]}", *(f"{count} {words}" for count, words in others)]
    )


def alert_entries(alerts: Iterable[OpenAlert], titles: dict[str, str], site: Site) -> list[AlertEntry]:
    """The alerts as the page lists them."""
    return [
        AlertEntry(
            kind=KINDS[one.finding.kind],
            title=titles.get(one.finding.outlet, one.finding.outlet) if one.finding.outlet else "The whole archive",
            href=f"{site.outlet}/{one.finding.outlet}" if one.finding.outlet else None,
            summary=one.finding.summary,
            advice=tuple(one.finding.advice.split("`")),
            since=time_label(one.began_at, short_day(one.began_at.date())),
        )
        for one in alerts
    ]


def coverage_entries(data: HealthData, today: date, site: Site) -> list[CoverageEntry]:
    """A small chart for each outlet; those that something is wrong with come first."""
    wrong = Counter(one.finding.outlet for one in data.alerts)
    days = [today - timedelta(days=ago) for ago in reversed(range(COVERAGE_DAYS))]
    entries = [
        CoverageEntry(
            title=one.title,
            href=f"{site.outlet}/{one.name}",
            chart=draw_small(one.title, one.articles, days),
            count=format_count(sum(one.articles.values()), "article"),
            is_wrong=one.name in wrong,
        )
        for one in data.outlets
    ]
    return sorted(entries, key=lambda entry: not entry.is_wrong)


def as_values(data: HealthData) -> dict[str, Any]:
    """The same as JSON values."""
    return {
        "findings": [
            {
                "outlet": one.finding.outlet,
                "kind": one.finding.kind.value,
                "subject": one.finding.subject,
                "since": format_utc(one.began_at),
                "summary": one.finding.summary,
                "advice": one.finding.advice,
            }
            for one in data.alerts
        ],
        "outlets": {
            one.name: {day.isoformat(): count for day, count in sorted(one.articles.items())} for one in data.outlets
        },
        "last_crawl": {
            "began_at": format_utc(data.crawl.began_at),
            "ended_at": format_utc(data.crawl.ended_at) if data.crawl.ended_at else None,
            "outcome": data.crawl.outcome,
        }
        if data.crawl
        else None,
    }
