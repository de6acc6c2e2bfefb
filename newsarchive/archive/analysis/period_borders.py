"""Which articles belong to another period than their UTC day says, because their outlets' own day is another one.

The full-text index knows the search_id of each match, which is a second, and so its UTC day. The outlet's own day is in
the row of the article, and to read a million rows takes a second. But it matters only at the borders between periods,
and there an index has the few articles whose own day is not their UTC day.
"""

import sqlite3
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property

from newsarchive.analysis.periods import Period

# Articles near borders that are looked up at most; that takes some 0.15 s. Of more, all are counted on UTC days.
MOST_LOOKED_UP = 150_000
DAY_SECONDS = 86_400
_EPOCH = date(1970, 1, 1).toordinal()
# The condition of the index articles_other_day.
OTHER_DAY = "a.published_on <> date(a.search_id, 'unixepoch')"
_NEAR = f"""SELECT a.search_id, a.published_on FROM articles a INDEXED BY articles_other_day
  WHERE {OTHER_DAY} AND a.search_id BETWEEN ? AND ? LIMIT ?"""  # noqa: S608


@dataclass(frozen=True)
class PeriodBorders:
    """Adjacent periods, in order, and the articles that their UTC day would put into the wrong one.

    moved has for each of these, by search_id, the number of the period of its UTC day, and of its own day; None for a
    day outside of all periods. With is_exact=False, there were too many of them, and each article counts for its UTC
    day.
    """

    periods: Sequence[Period]
    moved: Mapping[int, tuple[int | None, int | None]] = field(default_factory=dict)
    is_exact: bool = True

    @property
    def since(self) -> date:
        """The first day of the first period."""
        return self.periods[0].since

    @property
    def until(self) -> date:
        """The last day of the last period."""
        return self.periods[-1].until

    @cached_property
    def seconds(self) -> Sequence[tuple[int, int]]:
        """The first and the last second of each period, in UTC."""
        return [(_second(one.since), _second(one.until) + DAY_SECONDS - 1) for one in self.periods]

    def period_of(self, day: int) -> int | None:
        """The number of the period that a day is in, given as days since 1970; None outside of all periods."""
        at = bisect_right(self.seconds, (day * DAY_SECONDS, DAY_SECONDS * 10**9)) - 1
        return at if at >= 0 and day * DAY_SECONDS <= self.seconds[at][1] else None


def read_borders(conn: sqlite3.Connection, periods: Sequence[Period]) -> PeriodBorders:
    """The borders of adjacent periods."""
    return read_joint_borders([conn], periods)[0]


def read_joint_borders(conns: Sequence[sqlite3.Connection], periods: Sequence[Period]) -> list[PeriodBorders]:
    """The borders of adjacent periods in each of several archives. They share the limit, so all or none are exact."""
    found: list[PeriodBorders] = []
    left = MOST_LOOKED_UP
    for conn in conns:
        borders = PeriodBorders(periods)
        near = _near(conn, borders, left + 1)
        left -= len(near)
        if left < 0:
            return [PeriodBorders(periods, is_exact=False)] * len(conns)
        found.append(PeriodBorders(periods, dict(_moved(near, borders))))
    return found


def _near(conn: sqlite3.Connection, borders: PeriodBorders, most: int) -> list[tuple[int, str]]:
    """The articles near the borders whose own day is not their UTC day, at most so many, with their own day."""
    near: list[tuple[int, str]] = []
    for first, last in _near_borders(borders):
        near += conn.execute(_NEAR, [first, last, most - len(near)])
        if len(near) >= most:
            break
    return near


def _moved(near: list[tuple[int, str]], borders: PeriodBorders) -> Iterator[tuple[int, tuple[int | None, int | None]]]:
    """What moved has: the articles of near, with the day that the outlet says, that are in another period."""
    period_of: Callable[[int], int | None] = cache(borders.period_of)
    day_of: Callable[[str], int | None] = cache(_known_day)
    for search_id, published_on in near:
        utc, own = search_id // DAY_SECONDS, day_of(published_on)
        if own is not None and own > utc + 1:
            continue  # dated in the future, and so counted for its UTC day (scope.DAY)
        before, after = period_of(utc), None if own is None else period_of(own)
        if before != after:
            yield search_id, (before, after)


def _near_borders(borders: PeriodBorders) -> Iterator[tuple[int, int]]:
    """The seconds near the borders, as ranges that do not overlap."""
    begins = [first for first, _ in borders.seconds] + [borders.seconds[-1][1] + 1]
    # The outlet's own day is at most a day after the UTC day of search_id, and two before it (scope.day_params).
    first, last = begins[0] - DAY_SECONDS, begins[0] + 2 * DAY_SECONDS - 1
    for begin in begins[1:]:
        if begin - DAY_SECONDS > last + 1:
            yield first, last
            first = begin - DAY_SECONDS
        last = begin + 2 * DAY_SECONDS - 1
    yield first, last


def _known_day(day: str) -> int | None:
    """A day in days since 1970; None for one that no calendar has."""
    try:
        return date.fromisoformat(day).toordinal() - _EPOCH
    except ValueError:
        return None


def _second(day: date) -> int:
    return (day.toordinal() - _EPOCH) * DAY_SECONDS
