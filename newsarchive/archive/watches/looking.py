"""A look through what is new: which articles a watch finds among those stored or revised since its last look.

New is an article that was stored, and one whose new version brings the words in: no version that was tried before has
them. A version that only our own extraction changed is not looked at, since the outlet changed nothing.
"""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from newsarchive.archive.desk.desk_file import Desk
from newsarchive.archive.search.ids.among import AMONG_PLAN, select_among
from newsarchive.archive.search.outlets.chosen_outlets import known_to
from newsarchive.archive.search.scope import make_scope
from newsarchive.archive.search.selection import Selection
from newsarchive.archive.watches.watch_rows import Watch, highest_article_id
from newsarchive.archive.words.terms import without_field
from newsarchive.dates import format_utc
from newsarchive.errors import DeskError
from newsarchive.outlet_sets.named_sets import outlets_of, unknown_set
from newsarchive.outlet_sets.own_sets import NO_OWN_SETS, OwnSets

HitKind = Literal["new", "older", "revised"]

# An article that was published so long before it was stored came by a backfill or an import.
OLDER_AFTER = timedelta(days=30)
# A page is stored some time after it was fetched, and its version has the time of the fetch.
_OVERLAP = timedelta(days=1)
# Articles that are tried at a time.
BATCH = 5000

_NEW = """SELECT id, search_id, published_on, first_seen_at FROM articles WHERE id > ? ORDER BY id LIMIT ?"""
_REVISED = """SELECT DISTINCT r.article_id, a.search_id FROM revisions r CROSS JOIN articles a ON a.id = r.article_id
WHERE r.cause IN ('theirs', 'unknown') AND r.replaced_at > ? AND r.article_id <= ? ORDER BY r.article_id"""


@dataclass(frozen=True, slots=True)
class WatchHit:
    """An article that a watch found, and why it is new."""

    article_id: int
    kind: HitKind


@dataclass(frozen=True, slots=True)
class Look:
    """What one look found, in the order of ids, and up to which article it tried all."""

    hits: tuple[WatchHit, ...]
    last_article_id: int


def look(conn: sqlite3.Connection, desk: Desk, watch: Watch, own_sets: OwnSets = NO_OWN_SETS) -> Look:
    """What is new in watch since its last look; conn is a connection to the archive. Nothing is stored.

    own_sets are the user's sets of outlets, which the watch may name.

    Raises:
        DeskError: the filters of the watch cannot be read, or a set of outlets is not known any more.
    """
    selection = replace(watch.selection, own_sets=own_sets)
    _check_sets(conn, watch, selection)
    # After an older backup was restored, the archive gives ids again that were tried.
    known = min(watch.last_article_id, highest_article_id(conn))
    hits: list[WatchHit] = []
    last = known
    for batch in _batches(conn, known):
        found = select_among(conn, selection, [search_id for _, search_id, *_ in batch])
        hits += [WatchHit(one, _kind(on, seen)) for one, search_id, on, seen in batch if search_id in found]
        last = batch[-1][0]
    revised = _revised(conn, watch, selection, known)
    told = _told(desk, watch, revised)
    revised = [one for one in revised if one not in told]
    return Look((*(WatchHit(one, "revised") for one in revised), *hits), last)


def _check_sets(conn: sqlite3.Connection, watch: Watch, selection: Selection) -> None:
    """Raises DeskError for a set that means nothing, such as a list that was taken out of the settings."""
    known = known_to(conn, selection) if selection.sets else None
    for name in selection.sets:
        if known is not None and outlets_of(name, known, selection.own_sets) is None:
            raise DeskError(f"watch {watch.name}: {unknown_set(name, known, selection.own_sets)}")


def _batches(conn: sqlite3.Connection, last: int) -> Iterator[list[tuple[int, int, str | None, str]]]:
    while batch := [tuple(row) for row in conn.execute(_NEW, [last, BATCH])]:
        yield batch
        last = batch[-1][0]


def _kind(published_on: str | None, first_seen_at: str) -> HitKind:
    if published_on is None:
        return "new"
    seen_on = date.fromisoformat(first_seen_at[:10])
    return "older" if seen_on - date.fromisoformat(published_on) > OLDER_AFTER else "new"


def _told(desk: Desk, watch: Watch, article_ids: list[int]) -> set[int]:
    rows = desk.conn.execute(
        "SELECT article_id FROM watch_hits WHERE watch_id = ? AND article_id IN (SELECT value FROM json_each(?))",
        [watch.id, json.dumps(article_ids)],
    )
    return {row[0] for row in rows}


def _revised(conn: sqlite3.Connection, watch: Watch, selection: Selection, known: int) -> list[int]:
    """The ids of articles whose new version brings the words in."""
    scope = make_scope(conn, selection, AMONG_PLAN)
    if scope.match is None:
        # A change of the text makes no difference to filters.
        return []
    since = max(watch.looked_at - _OVERLAP, watch.made_at)
    rows = conn.execute(_REVISED, [format_utc(since), known]).fetchall()
    revised: dict[int, int] = {search_id: article_id for article_id, search_id in rows}
    found = sorted(revised[one] for one in select_among(conn, selection, revised))
    # Their authors are not stored, so every version has the authors of today.
    others = without_field(scope.parsed.root, "author") if scope.parsed.root else None
    if others is None:
        return []
    before = _matched_before(conn, others.match, found, watch.looked_at)
    return [one for one in found if one not in before]


def _matched_before(conn: sqlite3.Connection, match: str, article_ids: list[int], looked_at: datetime) -> set[int]:
    """Those of the articles that have the words in a version that was there at the last look."""
    rows = conn.execute(
        """SELECT DISTINCT r.article_id FROM revisions r WHERE r.seen_at <= :looked_at
             AND r.article_id IN (SELECT value FROM json_each(:ids))
             AND r.version_id IN (SELECT rowid FROM revisions_fts WHERE revisions_fts MATCH :match AND rowid IN
               (SELECT version_id FROM revisions v WHERE v.article_id IN (SELECT value FROM json_each(:ids))))""",
        {"looked_at": format_utc(looked_at), "ids": json.dumps(article_ids), "match": match},
    )
    return {row[0] for row in rows}
