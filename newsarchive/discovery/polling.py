"""When to ask a feed again: its rhythm, learned from its own entries, and the pauses that its publisher states.

A feed is due when a new entry is likely, between ten minutes and a day after the last poll. So a feed that publishes a
lot is asked at every crawl, and a quiet feed is not asked for nothing. A feed that could replace all its entries unseen
is asked earlier. A feed that fails is asked less and less often, at last once a month.
"""

import json
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import log, sqrt

SHORTEST = timedelta(minutes=10)
LONGEST = timedelta(days=1)
# A crawl starts a little earlier or later than the one before: a feed that is due this soon is asked now.
SLACK = timedelta(minutes=5)
# A poll is worth its request when so many new entries are expected.
WORTH_A_POLL = 0.7
# At the fastest rate seen, at most this part of the entries is replaced between two polls; the rest is the margin.
MOST_REPLACED = 1 / 6
# What was seen this long ago counts half. Two weeks have each weekday twice.
HALF_LIFE = timedelta(days=14)
# News comes in bursts: an entry makes another one within the next hours more likely.
BURST_HALF_LIFE = timedelta(hours=4)
BURST_SHARE = 0.5
# For so many days back, the entries of a first poll are believed to be complete.
FIRST_LOOK = timedelta(days=7)
# What is assumed of a new feed: one entry in six hours, believed as much as a day of watching.
ASSUMED_ENTRIES, ASSUMED_HOURS = 4.0, 24.0
# Of each rate this part is the same at all hours and weekdays: what was never seen can happen.
EVEN_SHARE = 0.1
# A stated pause is obeyed up to here; some publishers state a year.
LONGEST_STATED = timedelta(hours=6)
# For so long after its last answer, a feed that fails is asked as if it would answer again at any time.
GIVEN_UP_AFTER = timedelta(days=4)
# A feed that has failed for so long is dead, and is tried once in so long. A feed that never answered has failed about
# as long after so many failures.
DEAD_AFTER = DEAD_PAUSE = timedelta(days=30)
DEAD_FAILURES = 33

_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)
_HOURS, _WEEKDAYS = 24, 7
# The integral of the fading: burst entries divided by it are a rate.
_BURST_HOURS = BURST_HALF_LIFE / _HOUR / log(2)


@dataclass(frozen=True, slots=True)
class StatedPause:
    """How a publisher asks to be polled: a pause between two polls, and hours (UTC) and weekdays without polls.

    From an RSS feed's `ttl`, `skipHours` and `skipDays` (RSS 2.0) and an answer's `Cache-Control: max-age` (RFC 9111).
    """

    pause: timedelta = timedelta(0)
    hours: frozenset[int] = frozenset()
    weekdays: frozenset[int] = frozenset()

    def excludes(self, at: datetime) -> bool:
        """Whether the publisher asks not to be polled at that time."""
        at = at.astimezone(UTC)
        return at.hour in self.hours or at.weekday() in self.weekdays


NO_PAUSE = StatedPause()


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When a feed had new entries so far. Older entries count less, so numbers of entries are fractions.

    as_of is the last poll that answered, and listed how many entries the feed had then. by_hour and by_weekday are the
    new entries by hour (UTC) and by weekday (Monday first), watched_hours is the time in which they were seen. burst is
    the entries of the last hours, fastest the most entries replaced in an hour. is_overrun: the last poll replaced all.
    """

    as_of: datetime
    listed: int = 0
    by_hour: tuple[float, ...] = (0.0,) * _HOURS
    by_weekday: tuple[float, ...] = (0.0,) * _WEEKDAYS
    watched_hours: float = 0.0
    burst: float = 0.0
    fastest: float = 0.0
    is_overrun: bool = False
    stated: StatedPause = NO_PAUSE


@dataclass(frozen=True, slots=True)
class Poll:
    """What one poll of a feed showed.

    listed is how many entries the feed has, and replaced how many of these it did not have at the poll before. new has
    the time of each entry that no feed had before, None if unknown: another feed of the outlet may have been first.
    """

    at: datetime
    listed: int
    new: Sequence[datetime | None] = ()
    replaced: int = 0
    stated: StatedPause = NO_PAUSE


def after_poll(known: Rhythm | None, poll: Poll) -> Rhythm:
    """The rhythm after one more poll; after the first one, it is learned from the times of the entries."""
    if known is None:
        return _first_rhythm(poll)
    elapsed = max(poll.at - known.as_of, timedelta(0))
    is_overrun = bool(known.listed) and 0 < poll.listed <= poll.replaced
    faded = _faded(elapsed, HALF_LIFE)
    by_hour = [entries * faded for entries in known.by_hour]
    by_weekday = [entries * faded for entries in known.by_weekday]
    for at, share in _placed(poll, known.as_of):
        by_hour[at.hour] += share
        by_weekday[at.weekday()] += share
    rate = _surely(poll.replaced) / max(elapsed / _HOUR, SHORTEST / _HOUR)
    return Rhythm(
        as_of=poll.at,
        listed=poll.listed or known.listed,
        by_hour=tuple(by_hour),
        by_weekday=tuple(by_weekday),
        watched_hours=known.watched_hours * faded + elapsed / _HOUR,
        burst=known.burst * _faded(elapsed, BURST_HALF_LIFE) + _burst(poll, known.as_of),
        # Of an overrun feed, an unknown number of entries was missed.
        fastest=max(known.fastest * faded, 2 * rate if is_overrun else rate),
        is_overrun=is_overrun,
        stated=poll.stated,
    )


def next_poll(rhythm: Rhythm) -> datetime:
    """When the feed is due: a new entry is likely by then, or many of its entries could be replaced.

    What its publisher states makes this later, but not so late that entries could be replaced unseen.
    """
    longest, stated = _longest_gap(rhythm), rhythm.stated
    gap = max(min(_expected_gap(rhythm, longest), longest), min(stated.pause, LONGEST_STATED, longest))
    due = rhythm.as_of + gap
    latest = rhythm.as_of + longest
    while stated.excludes(due) and due < latest:
        due = due.replace(minute=0, second=0, microsecond=0) + _HOUR
    return min(due, max(latest, rhythm.as_of + gap))


def next_try(failures: int, rhythm: Rhythm | None, now: datetime) -> datetime:
    """When to ask a feed again that failed so many times in a row; rhythm is what it was before.

    On the first day a feed is asked every hour, since its entries are being replaced unseen. The longer it fails, the
    longer is the pause: at last a day, and 30 days for a dead feed.
    """
    if is_dead(failures, rhythm, now):
        return now + DEAD_PAUSE
    if rhythm is None:
        return now + min(_HOUR * 2.0 ** min(failures - 1, _HOURS), LONGEST)
    failing = now - rhythm.as_of
    if failing >= GIVEN_UP_AFTER:
        return now + LONGEST
    pause = _HOUR if failing < LONGEST else failing / 4
    return now + min(pause, _longest_gap(rhythm))


def is_dead(failures: int, rhythm: Rhythm | None, now: datetime) -> bool:
    """Whether a feed has failed for a month. Without a rhythm it never answered, and its failures are counted."""
    if rhythm is None:
        return failures >= DEAD_FAILURES
    return failures > 0 and now - rhythm.as_of >= DEAD_AFTER


def dump_rhythm(rhythm: Rhythm) -> str:
    """The rhythm as JSON, for storing."""
    return json.dumps(
        {
            **asdict(rhythm),
            "as_of": rhythm.as_of.isoformat(),
            "by_hour": [round(entries, 3) for entries in rhythm.by_hour],
            "by_weekday": [round(entries, 3) for entries in rhythm.by_weekday],
            "stated": [rhythm.stated.pause / _MINUTE, sorted(rhythm.stated.hours), sorted(rhythm.stated.weekdays)],
        },
        separators=(",", ":"),
    )


def load_rhythm(text: str | None) -> Rhythm | None:
    """The rhythm in that JSON; None if there is none, or another program changed it into something else."""
    try:
        values = json.loads(text or "{}")
        pause, hours, weekdays = values["stated"]
        rhythm = Rhythm(
            **{
                **values,
                "as_of": datetime.fromisoformat(values["as_of"]),
                "by_hour": tuple(map(float, values["by_hour"])),
                "by_weekday": tuple(map(float, values["by_weekday"])),
                "stated": StatedPause(pause * _MINUTE, frozenset(hours), frozenset(weekdays)),
            }
        )
    except (ValueError, TypeError, KeyError, OverflowError):
        return None
    is_whole = len(rhythm.by_hour) == _HOURS and len(rhythm.by_weekday) == _WEEKDAYS
    return rhythm if is_whole and rhythm.as_of.tzinfo is not None else None


def _first_rhythm(poll: Poll) -> Rhythm:
    earliest = poll.at - FIRST_LOOK
    times = sorted(at for at in poll.new if at is not None and earliest < at <= poll.at)
    if all(at is None for at in poll.new):
        return Rhythm(as_of=poll.at, listed=poll.listed, stated=poll.stated)
    since = times[0] if len(times) == len(poll.new) else earliest
    learned = after_poll(Rhythm(as_of=since), Poll(poll.at, poll.listed, times, stated=poll.stated))
    return replace(learned, fastest=_surely(_most_within_an_hour(times)))


def _most_within_an_hour(times: Sequence[datetime]) -> int:
    """The most of the sorted times that lie within one hour."""
    return max((position + 1 - bisect_left(times, at - _HOUR) for position, at in enumerate(times)), default=0)


def _surely(entries: int) -> float:
    """entries less what chance adds: the standard deviation of a Poisson count. One entry says nothing about a rate."""
    return entries - sqrt(entries)


def _placed(poll: Poll, since: datetime) -> Iterator[tuple[datetime, float]]:
    """When the new entries appeared, as hours with a share of an entry.

    An entry without a time, or with one before the last poll, could have appeared in any hour since.
    """
    undated = 0
    for at in poll.new:
        if at is not None and since < at <= poll.at:
            yield at.astimezone(UTC), 1.0
        else:
            undated += 1
    if undated:
        hours = max(1, min(_HOURS * _WEEKDAYS, round((poll.at - since) / _HOUR)))
        for hour in range(hours):
            yield (since + (poll.at - since) * ((hour + 0.5) / hours)).astimezone(UTC), undated / hours


def _burst(poll: Poll, since: datetime) -> float:
    times = (at if at is not None and since < at <= poll.at else poll.at for at in poll.new)
    return sum((_faded(poll.at - at, BURST_HALF_LIFE) for at in times), 0.0)


def _faded(elapsed: timedelta, half_life: timedelta) -> float:
    """What is left of one after elapsed."""
    return float(0.5 ** (elapsed / half_life))


def _expected_gap(rhythm: Rhythm, longest: timedelta) -> timedelta:
    """How long after the last poll a new entry is likely, at most longest."""
    entries = sum(rhythm.by_hour)
    base = (entries + ASSUMED_ENTRIES) / (rhythm.watched_hours + ASSUMED_HOURS)
    of_hour = _relative(_smoothed(rhythm.by_hour), ASSUMED_ENTRIES)
    of_weekday = _relative(rhythm.by_weekday, ASSUMED_ENTRIES)
    gap, expected = timedelta(0), 0.0
    while gap < longest and expected < WORTH_A_POLL:
        gap += SHORTEST
        at = (rhythm.as_of + gap - SHORTEST / 2).astimezone(UTC)
        usual = base * of_hour[at.hour] * of_weekday[at.weekday()]
        in_burst = BURST_SHARE * rhythm.burst / _BURST_HOURS * _faded(gap, BURST_HALF_LIFE)
        expected += max(usual, in_burst) * (SHORTEST / _HOUR)
    return gap


def _longest_gap(rhythm: Rhythm) -> timedelta:
    """How long at most, so that by the fastest rate seen only MOST_REPLACED of the entries are replaced."""
    if not rhythm.fastest or not rhythm.listed:
        return LONGEST
    return min(max(_HOUR * (rhythm.listed * MOST_REPLACED / rhythm.fastest), SHORTEST), LONGEST)


def _smoothed(by_hour: Sequence[float]) -> list[float]:
    """Each hour with a quarter of both its neighbours; the day is a circle."""
    circle = [by_hour[-1], *by_hour, by_hour[0]]
    pairs = [(before + after) / 2 for before, after in pairwise(circle)]
    return [(before + after) / 2 for before, after in pairwise(pairs)]


def _relative(entries: Sequence[float], assumed: float) -> list[float]:
    """How much more than the mean each is, after adding what is assumed for all of them."""
    mean = sum(entries) / len(entries)
    even = EVEN_SHARE * mean + assumed / len(entries)
    return [(one + even) / (mean + even) for one in entries]
