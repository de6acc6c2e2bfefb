"""The latest changes, newest first: versions that were replaced, and articles that the outlet withdrew.

A page reads indexes in order of time and stops after a limited number of rows, so a filter that matches hardly anything
costs no more than no filter. The next page continues there. The kinds of a change are computed from the texts, not
stored.
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
# The causes that may be the outlet's own change.
OUTLETS_OWN: tuple[Cause, ...] = ("theirs", "unknown")
WITHDRAWN = "withdrawn"
# Sorts after every time.
_END_OF_TIME = "~"


class ListPosition(NamedTuple):
    """A change's position in the list: its UTC time as stored, its article, the replaced version (0: withdrawn)."""

    at: str
    article_id: int
    number: int


@dataclass(frozen=True, slots=True)
class ScanLimits:
    """How much one page may read: rows of the indexes, and pairs of versions whose texts are compared.

    At a million articles a page that finds nothing takes 0.3 s for so many rows, or 0.6 s for so many comparisons.
    """

    rows: int = 20_000
    texts: int = 1_000


@dataclass(frozen=True, slots=True)
class ChangesRequest:
    """Which changes to list. Days are UTC, and since and until are included.

    A change passes when it has one of kinds, or when kinds is empty. A withdrawal counts as the outlet's change. before
    is where the page before this one ended.
    """

    outlets: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    causes: tuple[Cause, ...] = OUTLETS_OWN
    since: date | None = None
    until: date | None = None
    before: ListPosition | None = None
    page_size: int = PAGE_SIZE


@dataclass(frozen=True, slots=True)
class ListedChange:
    """One change, from version older to version newer; both are None when the article was withdrawn."""

    position: ListPosition
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
    """One page of changes; next_before is where the next page begins, None on the last one.

    looked_back_to is set when a limit ended the page before it was full: the time that it had reached.
    """

    changes: tuple[ListedChange, ...]
    next_before: ListPosition | None = None
    looked_back_to: datetime | None = None


@dataclass(frozen=True, slots=True)
class _IndexedChange:
    """A change, as far as the indexes know it."""

    position: ListPosition
    outlet: str
    cause: Cause


DEFAULT_LIMITS = ScanLimits()


def list_changes(conn: sqlite3.Connection, request: ChangesRequest, limits: ScanLimits = DEFAULT_LIMITS) -> ChangesPage:
    """The changes that request asks for, newest first: as many as fit on a page and as limits allow to find."""
    found: list[ListedChange] = []
    last, texts = None, 0
    for looked_at, row in enumerate(_walk(conn, request)):
        if len(found) == request.page_size:
            return ChangesPage(tuple(found), last)
        if last is not None and (looked_at >= limits.rows or texts >= limits.texts):
            return ChangesPage(tuple(found), last, parse_utc(last.at))
        last = row.position
        if request.outlets and row.outlet not in request.outlets:
            continue
        change, texts = _load(conn, row), texts + 1
        if change and (not request.kinds or any(one.kind in request.kinds for one in change.kinds)):
            found.append(change)
    return ChangesPage(tuple(found))


def _walk(conn: sqlite3.Connection, request: ChangesRequest) -> Iterator[_IndexedChange]:
    """The changes to look at, newest first; each index is read only as far as needed."""
    params = _bounds(request)
    sources: list[Iterator[_IndexedChange]] = []
    if not request.kinds or set(request.kinds) != {WITHDRAWN}:
        sources += [_rows(conn.execute(_REPLACED, {**params, "cause": cause}), cause) for cause in request.causes]
    if "theirs" in request.causes and (not request.kinds or WITHDRAWN in request.kinds):
        sources.append(_rows(conn.execute(_GONE, params), "theirs"))
    return merge(*sources, key=lambda row: row.position, reverse=True)


def _rows(cursor: sqlite3.Cursor, cause: Cause) -> Iterator[_IndexedChange]:
    return (_IndexedChange(ListPosition(*position), outlet, cause) for *position, outlet in cursor)


def _bounds(request: ChangesRequest) -> dict[str, str | int]:
    day_after = (request.until + timedelta(days=1)).isoformat() if request.until and request.until < date.max else None
    end = ListPosition(day_after or _END_OF_TIME, 0, 0)
    below = min(end, request.before) if request.before else end
    since = request.since.isoformat() if request.since else ""
    return {"since": since, "at": below.at, "article_id": below.article_id, "number": below.number}


# CROSS: the index of times comes first. Its order is the order of the list, so nothing is sorted.
_REPLACED = """SELECT r.replaced_at, r.article_id, r.number, a.outlet
  FROM revisions r CROSS JOIN articles a ON a.id = r.article_id
  WHERE r.cause = :cause AND r.replaced_at >= :since
    AND (r.replaced_at, r.article_id, r.number) < (:at, :article_id, :number)
  ORDER BY r.replaced_at DESC, r.article_id DESC, r.number DESC"""
_GONE = """SELECT gone_at, id, 0, outlet FROM articles
  WHERE gone_at >= :since AND gone_at <= :at AND (gone_at, id, 0) < (:at, :article_id, :number)
  ORDER BY gone_at DESC, id DESC"""


_ARTICLE = """SELECT a.headline, o.title, a.url, a.language FROM articles a JOIN outlets o ON o.name = a.outlet
  WHERE a.id = ?"""
_VERSION = "SELECT headline, standfirst, body FROM article_versions WHERE article_id = ? AND number = ?"


class _VersionTexts(NamedTuple):
    headline: str
    standfirst: str | None
    body: str


def _load(conn: sqlite3.Connection, row: _IndexedChange) -> ListedChange | None:
    """The change of a row; None when its article was removed after the row was read."""
    at, article_id, number = row.position
    article = conn.execute(_ARTICLE, [article_id]).fetchone()
    texts = [conn.execute(_VERSION, [article_id, one]).fetchone() for one in (number, number + 1) if number]
    if None in (article, *texts):
        return None
    headline, title, url, language = article
    earlier, newer = (_VersionTexts(*text) for text in texts) if texts else (None, None)
    kinds = changes(earlier, newer) if earlier and newer else [Change(WITHDRAWN)]
    has_other_headline = any(change.kind == "headline" for change in kinds)
    return ListedChange(
        position=row.position,
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
