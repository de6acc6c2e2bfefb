"""Whether a share of something has changed: the articles with a byline, the pages that were refused.

The last one to three days are compared with the outlet's own last weeks. A share must be unlikely by chance, beyond all
that the outlet had before, and far from what is usual.
"""

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from newsarchive.health.episodes import NEW_NORMAL, Episode, Episodes
from newsarchive.health.tails import share_at_least, share_at_most
from newsarchive.records import FindingKind

USUAL_DAYS = 28
# By chance in one of so many comparisons: an outlet is compared some thousand times a year.
UNLIKELY = 1e-5
# A share fell to less than this part of the usual one; it is back at this part.
FELL_TO, RECOVERED = 0.5, 0.7
MIN_USUAL_SHARE = 0.25
MIN_COUNT = 30
# A share rose to at least this, and to three times the usual one; it is back when it is half of that.
ROSE_TO, ROSE_BY = 0.3, 3.0
# What is assumed of an outlet of which nothing is known: one of twenty, as if ten pages were known.
ASSUMED_SHARE, ASSUMED_COUNT = 0.05, 10
WINDOW = 3
# Shares of fewer are not remembered as the lowest or highest of an outlet, and do not end a finding.
MIN_REMEMBERED = 5


@dataclass(frozen=True, slots=True)
class CountedDay:
    """How many of total had it on one day; at is when this was known."""

    day: date
    count: int
    total: int
    at: datetime


# The sentence of a finding, from count and total of the last days and the usual share.
Words = Callable[[int, int, float], str]


def fallen(kind: FindingKind, subject: str, days: Iterable[CountedDay], words: Words) -> list[Episode]:
    """The episodes in which the share was far lower than usual."""
    return list(_Fallen(kind, subject, words).judge(days))


def risen(kind: FindingKind, subject: str, days: Iterable[CountedDay], words: Words) -> list[Episode]:
    """The episodes in which the share was far higher than usual."""
    return list(_Risen(kind, subject, words).judge(days))


class _Share(ABC):
    """Goes through the days of one share."""

    def __init__(self, kind: FindingKind, subject: str, words: Words) -> None:
        self._kind, self._subject, self._words = kind, subject, words
        self._episodes = Episodes()
        self._usual: deque[CountedDay] = deque()
        # The sums over these days: added up anew for each day, they would take half of the time.
        self._usual_count = self._usual_total = 0
        self._window: deque[CountedDay] = deque(maxlen=WINDOW)
        self._extreme: float | None = None
        self._usual_share = 0.0

    def judge(self, days: Iterable[CountedDay]) -> Iterator[Episode]:
        for one in days:
            if one.total:
                self._add(one)
        return iter(self._episodes.all)

    def _add(self, one: CountedDay) -> None:
        if self._episodes.open is None and len(self._window) == WINDOW:
            # A day is usual only once it is no longer among the last ones: these are what is being judged.
            self._learn(self._window[0])
        self._window.append(one)
        if self._episodes.open is not None:
            self._judge_end(one)
        else:
            self._judge_begin(one)

    def _learn(self, one: CountedDay) -> None:
        self._usual.append(one)
        self._usual_count += one.count
        self._usual_total += one.total
        if len(self._usual) > USUAL_DAYS:
            oldest = self._usual.popleft()
            self._usual_count -= oldest.count
            self._usual_total -= oldest.total
        if one.total >= MIN_REMEMBERED:
            share = one.count / one.total
            self._extreme = share if self._extreme is None else self._further(self._extreme, share)

    def _judge_begin(self, one: CountedDay) -> None:
        known = self._usual_total
        share = self._share_of(self._usual_count, known)
        count = total = 0
        for first in reversed(self._window):
            count, total = count + first.count, total + first.total
            if self._is_far(count, total, share, known):
                self._usual_share = share
                since = datetime.combine(first.day, time(), UTC)
                words = self._words(count, total, share)
                self._episodes.begin(Episode(self._kind, self._subject, since, one.at, words))
                # What follows is compared with the days before.
                self._window.clear()
                return

    def _judge_end(self, one: CountedDay) -> None:
        count, total = sum(day.count for day in self._window), sum(day.total for day in self._window)
        open_one = self._episodes.open
        assert open_one is not None
        self._episodes.update(self._words(count, total, self._usual_share))
        is_back = total >= MIN_REMEMBERED and self._is_back(count / total)
        if is_back or (self._has_new_normal and one.at - open_one.since > NEW_NORMAL):
            self._episodes.end(one.at)
            if not is_back:
                self._usual.clear()
                self._usual_count = self._usual_total = 0
                self._extreme = None

    _has_new_normal = True

    @abstractmethod
    def _share_of(self, count: int, total: int) -> float: ...

    @abstractmethod
    def _further(self, known: float, share: float) -> float: ...

    @abstractmethod
    def _is_far(self, count: int, total: int, share: float, known: int) -> bool: ...

    @abstractmethod
    def _is_back(self, share: float) -> bool: ...


class _Fallen(_Share):
    def _share_of(self, count: int, total: int) -> float:
        return (count + 0.5) / (total + 1)

    def _further(self, known: float, share: float) -> float:
        return min(known, share)

    def _is_far(self, count: int, total: int, share: float, known: int) -> bool:
        if known < MIN_COUNT or share < MIN_USUAL_SHARE or count > FELL_TO * share * total:
            return False
        lowest = share if self._extreme is None else min(self._extreme, share)
        return count < lowest * total and share_at_most(count, total, share) < UNLIKELY

    def _is_back(self, share: float) -> bool:
        return share >= RECOVERED * self._usual_share


class _Risen(_Share):
    # An outlet that refuses all pages is not all right after a month of it.
    _has_new_normal = False

    def _share_of(self, count: int, total: int) -> float:
        return (count + ASSUMED_SHARE * ASSUMED_COUNT) / (total + ASSUMED_COUNT)

    def _further(self, known: float, share: float) -> float:
        return max(known, share)

    def _is_far(self, count: int, total: int, share: float, known: int) -> bool:
        if count < max(ROSE_TO, min(ROSE_BY * share, 1.0)) * total:
            return False
        highest = share if self._extreme is None else max(self._extreme, share)
        return count > highest * total and share_at_least(count, total, share) < UNLIKELY

    def _is_back(self, share: float) -> bool:
        return share < max(ROSE_TO, ROSE_BY * self._usual_share) / 2
