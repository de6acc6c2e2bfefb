"""The latest changes, newest first: versions that another replaced, and articles that are no longer shown.

Every list walks an index in the order of time and ends after a bounded number of rows, so that a filter which hardly
anything meets costs no more than none; the next page goes on from there. Kinds are told from the texts, not stored.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from heapq import merge
from typing import NamedTuple

from newsarchive.comparison.changes import Change, changes
from newsarchive.dates import parse_utc
from newsarchive.records import Cause

PAGE_SIZE = 20
# Whose changes are the outlet's, as far as anybody can say.
OUTLETS_OWN: tuple[Cause, ...] = ("theirs", "unknown")
WITHDRAWN = "withdrawn"
# Sorts after every time there is.
_END_OF_TIME = "~"


class Place(NamedTuple):
    """Where a change stands in the list: its UTC time as stored, its article, the version replaced (0: withdrawn)."""

    at: str
    article_id: int
    number: int


@dataclass(frozen=True, slots=True)
class Reach:
    """How far one page may look: rows of the indexes, and pairs of versions whose texts are compared.

    At a million articles a page that finds nothing costs so many look-ups or comparisons: 0.3 or 0.6 s.
    """

    rows: int = 20_000
    texts: int = 1_000


@dataclass(frozen=True, slots=True)
class ChangesRequest:
    """Which changes are sought; days are UTC and inclusive, of several kinds one is enough, none means any.

    What was withdrawn counts as the outlet's change. before is where the page before this one ended.
    """

    outlets: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    causes: tuple[Cause, ...] = OUTLETS_OWN
    since: date | None = None
    until: date | None = None
    before: Place | None = None
    page_size: int = PAGE_SIZE


@dataclass(frozen=True, slots=True)
class ListedChange:
    """One change: of version older into newer, both None where the article was withdrawn."""

    place: Place
    article_id: int
    older: int | None
    newer: int | None
    changed_at: datetime
    cause: Cause
    kinds: tuple[Change, ...]
    headline: str
    earlier_headline: str | None
    outlet: str
    outlet_title: str
    url: str | None
    language: str | None


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """One page of changes; next_before is where the next one begins, None after the last.

    looked_back_to is set where looking ended before the page was full: how far back it had come.
    """

    changes: tuple[ListedChange, ...]
    next_before: Place | None = None
    looked_back_to: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Row:
    """A change as the indexes tell it."""

    place: Place
    outlet: str
    cause: Cause


DEFAULT_REACH = Reach()


def list_changes(conn: sqlite3.Connection, request: ChangesRequest, reach: Reach = DEFAULT_REACH) -> ChangesPage:
    """The changes that request asks for, newest first, as many as a page holds and as reach allows to find."""
    found: list[ListedChange] = []
    last, texts = None, 0
    for looked_at, row in enumerate(_walk(conn, request)):
        if len(found) == request.page_size:
            return ChangesPage(tuple(found), last)
        if last is not None and (looked_at >= reach.rows or texts >= reach.texts):
            return ChangesPage(tuple(found), last, parse_utc(last.at))
        last = row.place
        if request.outlets and row.outlet not in request.outlets:
            continue
        change, texts = _load(conn, row), texts + 1
        if change and (not request.kinds or any(one.kind in request.kinds for one in change.kinds)):
            found.append(change)
    return ChangesPage(tuple(found))


def _walk(conn: sqlite3.Connection, request: ChangesRequest) -> Iterator[_Row]:
    """What is to be looked at, newest first; each source is read as far as it is asked."""
    params = _bounds(request)
    sources: list[Iterator[_Row]] = []
    if not request.kinds or set(request.kinds) != {WITHDRAWN}:
        sources += [_rows(conn.execute(_REPLACED, {**params, "cause": cause}), cause) for cause in request.causes]
    if "theirs" in request.causes and (not request.kinds or WITHDRAWN in request.kinds):
        sources.append(_rows(conn.execute(_GONE, params), "theirs"))
    return merge(*sources, key=lambda row: row.place, reverse=True)


def _rows(cursor: sqlite3.Cursor, cause: Cause) -> Iterator[_Row]:
    return (_Row(Place(at, article_id, number), outlet, cause) for at, article_id, number, outlet in cursor)


def _bounds(request: ChangesRequest) -> dict[str, str | int]:
    day_after = (request.until + timedelta(days=1)).isoformat() if request.until and request.until < date.max else None
    end = Place(day_after or _END_OF_TIME, 0, 0)
    below = min(end, request.before) if request.before else end
    since = request.since.isoformat() if request.since else ""
    return {"since": since, "at": below.at, "article_id": below.article_id, "number": below.number}


# CROSS: the index of times leads, and its order is the list's; nothing is sorted.
_REPLACED = """SELECT r.replaced_at, r.article_id, r.number, a.outlet
  FROM revisions r CROSS JOIN articles a ON a.id = r.article_id
  WHERE r.cause = :cause AND r.replaced_at >= :since
    AND (r.replaced_at, r.article_id, r.number) < (:at, :article_id, :number)
  ORDER BY r.replaced_at DESC, r.article_id DESC, r.number DESC"""
_GONE = """SELECT gone_at, id, 0, outlet FROM articles
  WHERE gone_at >= :since AND gone_at <= :at AND (gone_at, id, 0) < (:at, :article_id, :number)
  ORDER BY gone_at DESC, id DESC"""


_FACTS = """SELECT a.headline, o.title, a.url, a.language FROM articles a JOIN outlets o ON o.name = a.outlet
  WHERE a.id = ?"""
_VERSION = "SELECT headline, standfirst, body FROM article_versions WHERE article_id = ? AND number = ?"


class _Text(NamedTuple):
    headline: str
    standfirst: str | None
    body: str


def _load(conn: sqlite3.Connection, row: _Row) -> ListedChange | None:
    """The change of a row; None where its article was removed since it was walked past."""
    at, article_id, number = row.place
    facts = conn.execute(_FACTS, [article_id]).fetchone()
    texts = [conn.execute(_VERSION, [article_id, one]).fetchone() for one in (number, number + 1) if number]
    if None in (facts, *texts):
        return None
    headline, title, url, language = facts
    earlier, newer = (_Text(*text) for text in texts) if texts else (None, None)
    kinds = changes(earlier, newer) if earlier and newer else [Change(WITHDRAWN)]
    has_other_headline = any(change.kind == "headline" for change in kinds)
    return ListedChange(
        place=row.place,
        article_id=article_id,
        older=number or None,
        newer=number + 1 if number else None,
        changed_at=parse_utc(at),
        cause=row.cause,
        kinds=tuple(kinds),
        headline=newer.headline if newer else headline,
        earlier_headline=earlier.headline if earlier and has_other_headline else None,
        outlet=row.outlet,
        outlet_title=title,
        url=url,
        language=language,
    )
