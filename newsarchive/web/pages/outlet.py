"""The page /outlet/NAME: what the archive has of one outlet, how well it is read, and how its crawls went."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from datasette.database import Database
from datasette.utils.asgi import NotFound, Request, Response

from newsarchive import clock
from newsarchive.alerts.changes import OpenAlert
from newsarchive.archive.alerts.alert_rows import open_alerts
from newsarchive.archive.health.outlet_profile import (
    FieldShares,
    OutletProfile,
    outlet_names,
    outlet_profile,
)
from newsarchive.archive.runs import Run
from newsarchive.archive.search.totals import articles_per_day
from newsarchive.dates import format_utc
from newsarchive.records import FeedState
from newsarchive.urls import is_web_address
from newsarchive.web.chart import draw_days
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
from newsarchive.web.layout import Link, Site, site_of
from newsarchive.web.pages.health import alert_entries, by_weight
from newsarchive.web.requests.search_request import SearchForm
from newsarchive.web.responses import html_response, json_response, page_format

if TYPE_CHECKING:
    from datasette.app import Datasette


@dataclass(frozen=True, slots=True)
class OutletData:
    """What the page shows, as read from the archive."""

    profile: OutletProfile
    alerts: list[OpenAlert]
    days: dict[date, int]


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One feed, sitemap or home page as the page lists it."""

    url: str
    is_link: bool
    kind: str
    asked: DateLabel | None
    newest: DateLabel | None
    state: str
    is_wrong: bool


@dataclass(frozen=True, slots=True)
class RunEntry:
    """One run as the page lists it."""

    began: DateLabel
    outcome: str
    numbers: str
    problem: str | None


async def outlet_page(datasette: Datasette, archive: Database, request: Request) -> Response:
    """The page at /outlet/NAME, or the same as JSON at /outlet/NAME.json."""
    file_format, name = page_format(request, "Pages of outlets", ["json"]), request.url_vars["table"]
    now = clock.now()
    data = await run_query(archive, lambda conn: _read_data(conn, name, now))
    site = site_of(datasette, archive)
    if file_format == "json":
        return json_response(datasette, as_values(data))
    return await html_response(datasette, archive, request, "outlet.html", _context(data, now, site))


def _read_data(conn: Any, name: str, now: datetime) -> OutletData:
    profile = outlet_profile(conn, name, now)
    if profile is None:
        near = get_close_matches(name, outlet_names(conn), n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise NotFound(f"The archive has no outlet {name[:60]}.{hint}")
    alerts = [one for one in open_alerts(conn) if one.finding.outlet == name]
    return OutletData(profile, by_weight(alerts), articles_per_day(conn, date.min, now.date(), name))


def _context(data: OutletData, now: datetime, site: Site) -> dict[str, Any]:
    profile = data.profile
    form = SearchForm().with_filter("outlet", profile.name)
    return {
        "here": "outlet",
        "profile": profile,
        "home": profile.home if profile.home and is_web_address(profile.home) else None,
        "facts": list(_facts(profile)),
        "search": form.address(site.search),
        "alerts": alert_entries(data.alerts, {profile.name: profile.title}, site),
        "chart": draw_days(data.days, now.date(), lambda day: _day_form(form, day).address(site.search)),
        "fields": field_rows(profile),
        "sections": _value_links(profile.sections, "section", form, site),
        "sources": _value_links(profile.sources, "source", form, site),
        "feeds": [feed_entry(one) for one in profile.feeds],
        "runs": [run_entry(one) for one in profile.runs],
        "refused": [(_words(outcome), format_number(count)) for outcome, count in profile.refused],
        "addresses": [(_words(outcome), format_number(count)) for outcome, count in profile.addresses],
        "json": f"{site.outlet}/{quote(profile.name)}.json",
    }


def _day_form(form: SearchForm, day: date) -> SearchForm:
    return replace(form, since=day, until=day)


def _facts(profile: OutletProfile) -> Iterable[tuple[str, str]]:
    """The facts of the outlet file that the archive has, and the extent of what is stored."""
    yield "Articles", format_number(profile.articles)
    if profile.first_on and profile.last_on:
        yield "Published", f"{short_day(profile.first_on)} to {short_day(profile.last_on)}"
    yield "Country", country_name(profile.country)
    yield "Language", language_name(profile.language)
    if profile.kind:
        yield "Kind", _words(profile.kind)
    if profile.owner:
        yield "Owner", profile.owner
    if profile.tags:
        yield "Tags", ", ".join(profile.tags)
    if profile.timezone:
        yield "Time zone", profile.timezone
    yield "Outlet file", f"{profile.country or 'int'}/{profile.name}.py"


def field_rows(profile: OutletProfile) -> list[tuple[str, str, str]]:
    """Each field with its share in the last 30 days and in the 30 days before; empty without articles in both."""
    if profile.recent is None and profile.before is None:
        return []
    return [
        (label, shown(profile.recent) if profile.recent else "–", shown(profile.before) if profile.before else "–")
        for label, shown in _FIELDS.items()
    ]


_FIELDS: dict[str, Callable[[FieldShares], str]] = {
    "articles stored by crawls": lambda one: format_number(one.articles),
    "with a byline": lambda one: f"{one.byline:.0%}",
    "with a time": lambda one: f"{one.time:.0%}",
    "with a section": lambda one: f"{one.section:.0%}",
    "with full text": lambda one: f"{one.full_text:.0%}",
    "median length": lambda one: f"{format_number(one.median_chars)} characters" if one.median_chars else "–",
}


def _value_links(values: list[tuple[str, int]], name: str, form: SearchForm, site: Site) -> list[tuple[Link, str]]:
    """Values with their counts; each links to a search for it in this outlet."""
    return [
        (Link(value, form.with_filter(name, value).address(site.search)), format_number(count))
        for value, count in values
    ]


def feed_entry(feed: FeedState) -> FeedEntry:
    """A feed with its last poll and its state."""
    state = "answers" if feed.polled_at else "not asked yet"
    if feed.failures:
        state = f"failed {format_count(feed.failures, 'time')} in a row: {feed.problem or 'no reason is known'}"
    elif feed.problem:
        state = feed.problem
    return FeedEntry(
        url=feed.url,
        is_link=is_web_address(feed.url),
        kind=_words(feed.kind),
        asked=time_label(feed.polled_at) if feed.polled_at else None,
        newest=time_label(feed.newest_item_at) if feed.newest_item_at else None,
        state=state,
        is_wrong=bool(feed.failures),
    )


def run_entry(run: Run) -> RunEntry:
    """A run with its numbers in words."""
    counts = run.counts
    refused = sum(counts.refused.values())
    numbers = [f"{format_number(counts.seen)} seen", f"{format_number(counts.new_articles)} new"]
    numbers += [f"{format_number(counts.revised)} revised"] if counts.revised else []
    numbers += [f"{format_number(refused)} refused"] if refused else []
    return RunEntry(time_label(run.began_at), run.outcome or "running", ", ".join(numbers), run.problem)


def _words(name: str) -> str:
    return name.replace("_", " ")


def as_values(data: OutletData) -> dict[str, Any]:
    """The same as JSON values; times as UTC text."""
    values = asdict(data.profile)
    values["runs"] = [
        {
            "began_at": run.began_at,
            "ended_at": run.ended_at,
            "outcome": run.outcome,
            "problem": run.problem,
            "new": run.counts.new_articles,
            "seen": run.counts.seen,
            "refused": dict(run.counts.refused),
        }
        for run in data.profile.runs
    ]
    for name in ("sections", "sources", "refused", "addresses"):
        values[name] = dict(values[name])
    values["findings"] = [
        {
            "kind": one.finding.kind.value,
            "subject": one.finding.subject,
            "since": one.began_at,
            "summary": one.finding.summary,
            "advice": one.finding.advice,
        }
        for one in data.alerts
    ]
    values["articles_per_day"] = {day.isoformat(): count for day, count in sorted(data.days.items())}
    plain: dict[str, Any] = _as_text(values)
    return plain


def _as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_text(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_as_text(one) for one in value]
    if isinstance(value, datetime):
        return format_utc(value)
    return value.isoformat() if isinstance(value, date) else value
