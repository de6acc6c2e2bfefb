"""How many articles there are on each day: of a search by its words, or of outlets as a whole.

A word may be in a million articles. Their days are in the rows of articles, which would have to be read one by one.
But the index knows the search_id of each match, which is a second, and that gives the UTC day at a fifth of the cost.
The outlet's own day is never far from it. So only the matches near the border between two periods are looked up, and
the numbers of weeks, months and years are exact all the same.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from newsarchive.analysis.periods import Period
from newsarchive.archive.search.scope import DAY, Scope, day_params
from newsarchive.archive.search.totals import count_articles

# So many matches are looked up at most to count them on the outlet's own day; that takes some 100 ms.
LOOKED_UP = 250_000
_EPOCH = date(1970, 1, 1)
# Days are counted from long before year 1, because SQLite's division rounds towards 0. (86400 s a day.)
_DAYS_BEFORE_EPOCH = 1_000_000
# The outlet's own day is at most a day after the UTC day of search_id, and at most two before it (scope.day_params).
_NEAR_BORDER = (-1, 0, 1)


@dataclass(frozen=True, slots=True)
class Borders:
    """The span of the periods, and the UTC days near their borders, where the outlet's own day must be looked up.

    With is_exact=False no article is looked up, and every day is a UTC day.
    """

    since: date
    until: date
    near: tuple[date, ...]
    is_exact: bool = True

    @property
    def share(self) -> float:
        """The share of the days that are near a border, 0 to 1."""
        return min(1.0, len(self.near) / ((self.until - self.since).days + 1))

    @property
    def is_everywhere(self) -> bool:
        """Whether nearly every day is near a border, so that to test for it only costs."""
        return self.share > 0.9


def borders_of(periods: Sequence[Period]) -> Borders:
    """The borders of adjacent periods, in order."""
    since, until = periods[0].since, periods[-1].until
    begins = {period.since.toordinal() for period in periods} | {until.toordinal() + 1}
    near = {begin + distance for begin in begins for distance in _NEAR_BORDER}
    days = tuple(date.fromordinal(day) for day in sorted(near) if 1 <= day <= date.max.toordinal())
    return Borders(since, until, days)


def can_be_exact(conn: sqlite3.Connection, scope: Scope, borders: Borders, archives: int = 1) -> bool:
    """Whether few enough matches of scope are near a border to look all of them up. Archives share the limit."""
    most = int(LOOKED_UP / archives / max(borders.share, 0.001))
    # A scope with conditions reads the row of each match anyway.
    if scope.conditions or count_articles(conn) <= most:
        return True
    counted = f"SELECT count(*) FROM ({_select(scope, '1', 'LIMIT :most')})"  # noqa: S608
    (matches,) = conn.execute(counted, {**_params(scope, borders), "most": most + 1}).fetchone()
    return bool(matches <= most)


def count_by_day(
    conn: sqlite3.Connection, scope: Scope, borders: Borders, *, once_per_cluster: bool = False
) -> dict[date, int]:
    """How many articles of scope each day has; a day that is not near a border may have those of its neighbours.

    The sums of the periods are right. once_per_cluster leaves out all but the first match of each cluster of
    near-duplicates. scope has no condition on days, since borders has the span.
    """
    utc = _utc_day(_rowid(scope))
    if not borders.is_exact and _is_everything(scope):
        counts = _count_seconds(conn, borders)
    elif not borders.is_exact:
        counts = _count(conn, scope, borders, utc)
    elif scope.conditions or borders.is_everywhere or scope.parsed.has_prefix:
        # A prefix is searched once: each range would collect its words again.
        own = _own_day(scope)
        near = own if scope.conditions or borders.is_everywhere else f"iif({utc} IN {_NEAR}, {own}, {utc})"
        counts = _count(conn, scope, borders, near)
    else:
        counts = _count(conn, scope, borders, utc)
        for day, number in _moved(conn, scope, borders).items():
            counts[day] = counts.get(day, 0) + number
    if once_per_cluster:
        for day, number in _repeated(conn, scope, borders).items():
            counts[day] = counts.get(day, 0) - number
    return {day: number for day, number in counts.items() if number and borders.since <= day <= borders.until}


def published_by_day(
    conn: sqlite3.Connection, outlets: Sequence[str] | None, since: date, until: date
) -> dict[date, int]:
    """How many articles of these outlets, or of all, each day has; from stored totals, so that no article is read.

    An article without a day counts for the UTC day of search_id, as everywhere.
    """
    params: dict[str, Any] = {**day_params(since, until), "outlets": json.dumps(list(outlets or ()))}
    if outlets is None:
        rows = conn.execute(
            """SELECT value, articles FROM totals
               WHERE dimension = 'published_on' AND value BETWEEN :since AND :until""",
            params,
        )
    else:
        rows = conn.execute(
            """SELECT d.published_on, sum(d.articles) FROM json_each(:outlets) o
               CROSS JOIN outlet_days d ON d.outlet = o.value AND d.published_on BETWEEN :since AND :until
               GROUP BY 1""",
            params,
        )
    counts = _by_date(rows)
    chosen = "" if outlets is None else "AND a.outlet IN (SELECT value FROM json_each(:outlets))"
    undated = conn.execute(
        f"""SELECT date(a.search_id, 'unixepoch'), count(*) FROM articles a INDEXED BY articles_day
            WHERE a.published_on IS NULL AND a.search_id BETWEEN :lowest AND :highest {chosen} GROUP BY 1""",  # noqa: S608
        params,
    )
    for day, number in _by_date(undated).items():
        if since <= day <= until:
            counts[day] = counts.get(day, 0) + number
    return counts


# Whether a day is one of borders.near.
_NEAR = "(SELECT value FROM json_each(:near))"


def _rowid(scope: Scope) -> str:
    return "a.search_id" if scope.match is None else "articles_fts.rowid"


def _select(scope: Scope, columns: str, tail: str = "") -> str:
    return (scope.listing if scope.match is None else scope.matches)(tail, columns=columns)


def _params(scope: Scope, borders: Borders) -> dict[str, Any]:
    near = json.dumps([_number(day) for day in borders.near])
    return {**scope.params, **day_params(borders.since, borders.until), "match": scope.match, "near": near}


def _utc_day(rowid: str) -> str:
    """SQL for the number of a UTC day."""
    return f"({rowid} + {_DAYS_BEFORE_EPOCH} * 86400) / 86400"


def _own_day(scope: Scope) -> str:
    """SQL for the outlet's own day, as text; its row of articles is looked up unless the statement has it."""
    has_row = scope.conditions or scope.match is None
    return DAY if has_row else f"(SELECT {DAY} FROM articles a WHERE a.search_id = articles_fts.rowid)"  # noqa: S608


def _count(conn: sqlite3.Connection, scope: Scope, borders: Borders, day: str) -> dict[date, int]:
    rows = conn.execute(_select(scope, f"{day}, count(*)", "GROUP BY 1"), _params(scope, borders))
    return _by_date(rows)


def _is_everything(scope: Scope) -> bool:
    return scope.match is None and not scope.conditions and not scope.row_lists


def _count_seconds(conn: sqlite3.Connection, borders: Borders) -> dict[date, int]:
    """All articles by UTC day: a range of the index of search_id for each day, which needs no grouping."""
    first = borders.since.toordinal()
    days = [_number(date.fromordinal(day)) for day in range(first, borders.until.toordinal() + 1)]
    rows = conn.execute(
        """SELECT d.value, (SELECT count(*) FROM articles a
             WHERE a.search_id BETWEEN (d.value - :shift) * 86400 AND (d.value - :shift) * 86400 + 86399)
           FROM json_each(:days) d""",
        {"days": json.dumps(days), "shift": _DAYS_BEFORE_EPOCH},
    )
    return _by_date(rows)


def _moved(conn: sqlite3.Connection, scope: Scope, borders: Borders) -> dict[date, int]:
    """By day near a border, how many more or fewer articles have it as their own day than as their UTC day."""
    params = _params(scope, borders)
    statement = _select(scope, f"{_utc_day(_rowid(scope))}, {_own_day(scope)}, count(*)", "GROUP BY 1, 2")
    moved: dict[date, int] = {}
    for first, last in _ranges(borders.near):
        lowest, highest = _second(first), _second(last) + 86399
        bounds = {"lowest": max(lowest, params["lowest"]), "highest": min(highest, params["highest"])}
        for utc, own, number in map(tuple, conn.execute(statement, {**params, **bounds})):
            for day, change in ((_date(utc), -number), (_date(own), number)):
                if day is not None:
                    moved[day] = moved.get(day, 0) + change
    return moved


def _ranges(days: Sequence[date]) -> Iterator[tuple[date, date]]:
    """Days in order as ranges of days that follow each other, the first and last day of each."""
    for _, grouped in groupby(enumerate(days), lambda pair: pair[1].toordinal() - pair[0]):
        found = [day for _, day in grouped]
        yield found[0], found[-1]


def _repeated(conn: sqlite3.Connection, scope: Scope, borders: Borders) -> dict[date, int]:
    """By day, the matches whose cluster has an earlier match in the span."""
    clustered = replace(scope, conditions=(*scope.conditions, "+a.cluster_id IS NOT NULL"))
    # The row of each match is read for its cluster, so its own day costs nothing more.
    day = DAY if borders.is_exact else f"date({_rowid(scope)}, 'unixepoch')"
    members = _select(clustered, f"{_rowid(scope)} AS search_id, a.cluster_id AS cluster_id, {day} AS day")
    rows = conn.execute(
        f"""SELECT day, count(*) FROM (
              SELECT day, row_number() OVER (PARTITION BY cluster_id ORDER BY search_id) AS number
              FROM ({members}) WHERE day BETWEEN :since AND :until)
            WHERE number > 1 GROUP BY day""",  # noqa: S608
        _params(scope, borders),
    )
    return _by_date(rows)


def _by_date(rows: Any) -> dict[date, int]:
    """Counts by day, from rows whose days are text or numbers; a day that no calendar has is left out."""
    counts: dict[date, int] = {}
    for day, number in map(tuple, rows):
        found = _date(day)
        if found is not None:
            counts[found] = counts.get(found, 0) + number
    return counts


def _date(day: str | int | None) -> date | None:
    try:
        if isinstance(day, int):
            return _EPOCH + timedelta(days=day - _DAYS_BEFORE_EPOCH)
        return date.fromisoformat(day) if day else None
    except (ValueError, OverflowError):
        return None


def _second(day: date) -> int:
    return (day - _EPOCH).days * 86400


def _number(day: date) -> int:
    return (day - _EPOCH).days + _DAYS_BEFORE_EPOCH
