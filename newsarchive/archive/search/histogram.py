"""How many of the found articles were published in each day, week, month or year, at a cost that is bounded.

Where all matches are known one by one, they are counted by their day. Where there are many, each stretch of time is
counted by itself in the index, newest first, until the time for it is used up. Days are those of UTC.
"""

import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from typing import Literal

from newsarchive.archive.search.desk_selection import AnySelection
from newsarchive.archive.search.opened.opened_search import OpenedSearch, with_newest
from newsarchive.archive.search.scope import Scope
from newsarchive.archive.search.selection import Selection
from newsarchive.archive.search.totals import articles_per_day

TimeUnit = Literal["day", "week", "month", "year", "decade", "century"]

# The most days for which a unit is used: some 90 to 120 bars.
_MOST_DAYS: tuple[tuple[TimeUnit, int], ...] = (
    ("day", 92),
    ("week", 92 * 7),
    ("month", 120 * 30),
    ("year", 120 * 365),
    ("decade", 1200 * 365),
)
_YEARS = {"year": 1, "decade": 10, "century": 100}
DAY_SECONDS = 86_400
_EPOCH = date(1970, 1, 1)
# The processor time for counting the stretches of time of one search. Of one word, 800,000 matches are counted in it.
BUDGET_SECONDS = 0.045
# The words of a prefix are collected again for each statement, so they are counted in one: 0.35 µs a match.
_PREFIX_MATCHES = 200_000


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A stretch of time, both days included, and how many articles are in it; None if it was not counted."""

    first: date
    last: date
    count: int | None


@dataclass(frozen=True, slots=True)
class Histogram:
    """All stretches from the oldest to the newest match, oldest first, those without articles too."""

    unit: TimeUnit
    spans: tuple[TimeSpan, ...]

    @property
    def counted_from(self) -> date | None:
        """The first day that was counted, if not all were."""
        if all(span.count is not None for span in self.spans):
            return None
        return next((span.first for span in self.spans if span.count is not None), None)


def count_by_time(
    conn: sqlite3.Connection,
    opened: OpenedSearch[AnySelection],
    *,
    budget_seconds: float = BUDGET_SECONDS,
    timer: Callable[[], float] = time.thread_time,
) -> Histogram | None:
    """The histogram of the articles that an opened search finds; None if it finds none."""
    selection = opened.selection
    if selection.is_whole_archive:
        return histogram_of_days(articles_per_day(conn, date.min, last_day(conn)))
    newest = with_newest(conn, opened, opened.plan.window).newest
    if newest is None or not newest.ids:
        return None
    if newest.is_all:
        counts = Counter(search_id // DAY_SECONDS for search_id in newest.ids)
        return histogram_of_days(days_within(counts, selection))
    first, last = (nearest_day(day_of(search_id), selection) for search_id in (_oldest(conn, opened), newest.ids[0]))
    unit = unit_of(first, last)
    # Without the conditions on days, which are on other columns, the index alone can count.
    anytime = opened.scope.without_days
    if opened.words.has_prefix:
        return Histogram(unit, count_in_one_pass(conn, anytime, first, last, unit))
    deadline = timer() + budget_seconds
    count = partial(count_span, conn, anytime)
    return Histogram(unit, count_each_span(count, first, last, unit, lambda: timer() < deadline))


def unit_of(first: date, last: date) -> TimeUnit:
    """The unit in which the days from first to last are counted."""
    days = (last - first).days + 1
    return next((unit for unit, most in _MOST_DAYS if days <= most), "century")


def spans_between(first: date, last: date, unit: TimeUnit) -> Iterator[tuple[date, date]]:
    """The first and last day of each stretch from first to last; the outer ones may be cut off."""
    begins = [first]
    while (following := _after(begins[-1], unit)) and following <= last:
        begins.append(following)
    yield from ((begin, following - timedelta(days=1)) for begin, following in pairwise(begins))
    yield begins[-1], last


def _after(day: date, unit: TimeUnit) -> date | None:
    """The first day of the next stretch, None at the end of the calendar; weeks begin on Monday (ISO 8601)."""
    try:
        if unit == "day":
            return day + timedelta(days=1)
        if unit == "week":
            return day + timedelta(days=7 - day.weekday())
        if unit == "month":
            return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        years = _YEARS[unit]
        return date(day.year // years * years + years, 1, 1)
    except (OverflowError, ValueError):
        return None


def histogram_of_days(counts: Mapping[date, int]) -> Histogram | None:
    """The histogram of days and their numbers of articles."""
    found = {day: count for day, count in counts.items() if count}
    if not found:
        return None
    first, last = min(found), max(found)
    unit = unit_of(first, last)
    days = sorted(found)
    place, spans = 0, []
    for begin, end in spans_between(first, last, unit):
        count = 0
        while place < len(days) and days[place] <= end:
            count += found[days[place]]
            place += 1
        spans.append(TimeSpan(begin, end, count))
    return Histogram(unit, tuple(spans))


def count_span(conn: sqlite3.Connection, scope: Scope, begin: date, end: date) -> int:
    """How many articles of scope were published from begin to end, days of UTC."""
    params = {**scope.params, "match": scope.match, "lowest": _second(begin), "highest": _second(end, 1) - 1}
    (count,) = conn.execute(scope.counting(), params).fetchone()
    return int(count)


def count_each_span(
    count: Callable[[date, date], int], first: date, last: date, unit: TimeUnit, has_time: Callable[[], bool]
) -> tuple[TimeSpan, ...]:
    """The stretches, counted newest first as long as there is time; at least the newest is counted."""
    spans: list[TimeSpan] = []
    for begin, end in reversed(list(spans_between(first, last, unit))):
        is_counted = not spans or (spans[-1].count is not None and has_time())
        spans.append(TimeSpan(begin, end, count(begin, end) if is_counted else None))
    return tuple(reversed(spans))


def count_in_one_pass(
    conn: sqlite3.Connection, scope: Scope, first: date, last: date, unit: TimeUnit
) -> tuple[TimeSpan, ...]:
    """The stretches, counted by one statement over the newest matches."""
    newest = scope.newest("LIMIT :most")
    params = {**scope.params, "match": scope.match, "most": _PREFIX_MATCHES}
    params |= {"lowest": _second(first), "highest": _second(last, 1) - 1}
    by_day = {
        _EPOCH + timedelta(days=day): count
        for day, count in map(
            tuple,
            conn.execute(
                f"""WITH newest(search_id) AS MATERIALIZED ({newest})
                  SELECT search_id / {DAY_SECONDS} - (search_id % {DAY_SECONDS} < 0), count(*)
                  FROM newest GROUP BY 1""",  # noqa: S608
                params,
            ),
        )
    }
    is_cut = sum(by_day.values()) >= _PREFIX_MATCHES
    oldest = min(by_day, default=first)
    return tuple(
        TimeSpan(begin, end, None)
        if is_cut and begin <= oldest
        else TimeSpan(begin, end, sum(count for day, count in by_day.items() if begin <= day <= end))
        for begin, end in spans_between(first, last, unit)
    )


def _oldest(conn: sqlite3.Connection, opened: OpenedSearch[AnySelection]) -> int:
    """The search_id of the oldest match; of the oldest article, where it would take too long to find a match."""
    scope = opened.scope
    if opened.floor is None:
        row = conn.execute(scope.oldest("LIMIT 1"), {**scope.params, "match": scope.match}).fetchone()
    else:
        row = conn.execute("SELECT min(search_id) FROM articles WHERE search_id >= :lowest", scope.params).fetchone()
    return int(row[0])


def last_day(conn: sqlite3.Connection) -> date:
    """The day of the newest article: days after it are claims of outlets about the future."""
    row = conn.execute("SELECT max(search_id) FROM articles").fetchone()
    return day_of(row[0]) if row[0] is not None else date.max


def day_of(search_id: int) -> date:
    return _EPOCH + timedelta(days=search_id // DAY_SECONDS)


def days_within(counts: Mapping[int, int], selection: Selection) -> Counter[date]:
    """The counts of days, which are numbers of days since 1970, as those of days of the selection."""
    found = Counter[date]()
    for number, articles in counts.items():
        found[nearest_day(_EPOCH + timedelta(days=number), selection)] += articles
    return found


def nearest_day(day: date, selection: Selection) -> date:
    """day, or the end of the selected days that is nearest to it: an outlet's day can be another than that of UTC."""
    if selection.since and day < selection.since:
        return selection.since
    return min(day, selection.until) if selection.until else day


def _second(day: date, days: int = 0) -> int:
    return ((day - _EPOCH).days + days) * DAY_SECONDS
