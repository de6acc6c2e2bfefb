"""What the archive knows of one outlet, for its page: extent, fields, sections, credits, feeds, runs and refusals."""

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from newsarchive.archive.health.history import outlet_histories
from newsarchive.archive.health.outlet_days import weighted_median
from newsarchive.archive.queue.feed_states import feed_states
from newsarchive.archive.rows_by_name import rows_by_name
from newsarchive.archive.runs import Run, list_runs
from newsarchive.archive.search.outlets.known_outlets import stored_tags
from newsarchive.health.days import OutletDay
from newsarchive.records import FeedState

# Sections and credits are those of the newest articles: counting all would read a large outlet as a whole.
NEWEST = 1_000
MOST_VALUES = 10
RUNS = 10
# The days of which fields and refusals are shown, and as many before them to compare.
RECENT_DAYS = 30


@dataclass(frozen=True, slots=True)
class FieldShares:
    """Of how many articles which share (0 to 1) has each field, and their median length in characters."""

    articles: int
    byline: float
    time: float
    section: float
    full_text: float
    median_chars: int | None


@dataclass(frozen=True, slots=True)
class OutletProfile:
    """One outlet as the archive knows it.

    recent and before are about the articles that crawls stored in the last 30 days and in the 30 days before; None if
    they stored none. sections and sources are those of the newest articles, counted; refused counts pages of the last
    30 days by outcome, addresses all that were ever seen.
    """

    name: str
    title: str
    home: str | None
    country: str | None
    language: str | None
    timezone: str | None
    kind: str | None
    owner: str | None
    tags: tuple[str, ...]
    articles: int
    first_on: date | None
    last_on: date | None
    recent: FieldShares | None
    before: FieldShares | None
    sections: list[tuple[str, int]]
    sources: list[tuple[str, int]]
    feeds: list[FeedState]
    runs: list[Run]
    refused: list[tuple[str, int]]
    addresses: list[tuple[str, int]]


def outlet_profile(conn: sqlite3.Connection, name: str, now: datetime) -> OutletProfile | None:
    """The profile of an outlet; None if the archive does not know the name."""
    rows = rows_by_name(conn.execute("SELECT * FROM outlets WHERE name = ?", [name]))
    outlet = next(iter(rows), None)
    if outlet is None:
        return None
    days = _days(conn, name, now)
    middle = (now - timedelta(days=RECENT_DAYS)).date()
    recent = [one for one in days if one.day > middle]
    refused = Counter[str]()
    for one in recent:
        refused.update(one.refused)
    first_on, last_on = _extent(conn, name)
    return OutletProfile(
        **{key: outlet[key] for key in ("name", "title", "home", "country", "language", "timezone", "kind", "owner")},
        tags=stored_tags(outlet["tags"]),
        articles=_one(conn, "SELECT articles FROM totals WHERE dimension = 'outlet' AND value = ?", name) or 0,
        first_on=first_on,
        last_on=last_on,
        recent=_shares(recent),
        before=_shares(one for one in days if one.day <= middle),
        sections=_newest_values(conn, name, "section"),
        sources=_newest_values(conn, name, "source"),
        feeds=feed_states(conn, name),
        runs=list_runs(conn, RUNS, [name]),
        refused=refused.most_common(),
        addresses=_addresses(conn, name),
    )


def outlet_names(conn: sqlite3.Connection) -> list[str]:
    """The names of all outlets that the archive knows."""
    return [row[0] for row in conn.execute("SELECT name FROM outlets ORDER BY name")]


def _days(conn: sqlite3.Connection, name: str, now: datetime) -> tuple[OutletDay, ...]:
    histories = outlet_histories(conn, now, [name], days=2 * RECENT_DAYS)
    return histories[0].days if histories else ()


def _extent(conn: sqlite3.Connection, name: str) -> tuple[date | None, date | None]:
    """The first and the last day on which the outlet published something that is stored."""
    days = conn.execute(
        "SELECT min(published_on), max(published_on) FROM outlet_days WHERE outlet = ? AND articles > 0", [name]
    ).fetchone()
    first, last = (date.fromisoformat(day) if day else None for day in days)
    return first, last


def _shares(days: Iterable[OutletDay]) -> FieldShares | None:
    known = [one for one in days if one.articles]
    articles = sum(one.articles for one in known)
    if not articles:
        return None
    return FieldShares(
        articles=articles,
        byline=sum(one.with_byline for one in known) / articles,
        time=sum(one.with_time for one in known) / articles,
        section=sum(one.with_section for one in known) / articles,
        full_text=sum(one.with_full_text for one in known) / articles,
        median_chars=weighted_median((one.median_chars, one.articles) for one in known),
    )


def _addresses(conn: sqlite3.Connection, name: str) -> list[tuple[str, int]]:
    rows = conn.execute(
        "SELECT outcome, urls FROM url_totals WHERE outlet = ? AND urls > 0 ORDER BY urls DESC, outcome", [name]
    )
    return [(outcome, urls) for outcome, urls in map(tuple, rows)]


def _newest_values(conn: sqlite3.Connection, name: str, column: str) -> list[tuple[str, int]]:
    """The most frequent values of a column in the newest articles of an outlet."""
    rows: Iterable[tuple[str]] = conn.execute(
        f"SELECT {column} FROM articles WHERE outlet = ? ORDER BY search_id DESC LIMIT ?",  # noqa: S608
        [name, NEWEST],
    )
    return Counter(value for (value,) in map(tuple, rows) if value).most_common(MOST_VALUES)


def _one(conn: sqlite3.Connection, statement: str, *params: Any) -> Any:
    row = conn.execute(statement, params).fetchone()
    return row[0] if row else None
