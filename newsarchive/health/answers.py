"""Refused and slow: the outlet's server refuses pages, does not answer, or takes far longer than usual."""

from collections import deque
from datetime import UTC, datetime, time
from statistics import median

from newsarchive.health.days import OutletDay, OutletHistory
from newsarchive.health.episodes import NEW_NORMAL, Episode, Episodes
from newsarchive.health.expected import Surroundings, end_of
from newsarchive.health.shares import CountedDay, Words, risen
from newsarchive.records import FindingKind, Outcome

# A bot wall, 401, 403 or 451; and 429.
REFUSALS = (Outcome.REFUSED, Outcome.RATE_LIMITED)
NO_ANSWERS = (Outcome.SERVER_ERROR, Outcome.TIMED_OUT, Outcome.UNREACHABLE)
# Slow: so many times slower than usual on one day or on two in a row, and slower than the slowest day of the outlet.
SLOWER = {1: 3.0, 2: 2.25}
SLOWER_THAN_SLOWEST, RECOVERED = 1.25, 1.6
SLOW_DAYS = 2
USUAL_DAYS = 28
MIN_DAYS, MIN_ANSWERS = 10, 5


def refusal_episodes(history: OutletHistory, now: datetime) -> list[Episode]:
    """All episodes in which the server refused pages."""
    return risen(FindingKind.REFUSED, "", [_pages(one, REFUSALS, now) for one in history.days], _were("were refused"))


def slow_episodes(history: OutletHistory, around: Surroundings, now: datetime) -> list[Episode]:
    """All episodes in which the server answered slowly, or many pages were not answered at all."""
    days = [one for one in history.days if one.day not in around.our_days]
    unanswered = [_pages(one, NO_ANSWERS, now) for one in days]
    episodes = risen(FindingKind.SLOW, "answers", unanswered, _were("were not answered"))
    times = _Times()
    for one in days:
        if one.median_ms is not None and one.answers >= MIN_ANSWERS:
            times.add(one, one.last_run_at or end_of(one.day, now))
    return [*times.episodes.all, *episodes]


def _pages(one: OutletDay, outcomes: tuple[Outcome, ...], now: datetime) -> CountedDay:
    """How many of the pages of a day had one of these outcomes."""
    count = sum(one.refused.get(outcome, 0) for outcome in outcomes)
    total = one.articles + one.older_articles + one.revised + one.same + sum(one.refused.values())
    return CountedDay(one.day, count, total, one.last_run_at or end_of(one.day, now))


def _were(what: str) -> Words:
    return lambda count, total, share: f"{count} of {total} pages {what} where {share:.0%} is usual"


class _Times:
    """Goes through the days of an outlet and compares its answering times with those before."""

    def __init__(self) -> None:
        self.episodes = Episodes()
        self._usual: deque[int] = deque(maxlen=USUAL_DAYS)
        self._window: deque[OutletDay] = deque(maxlen=SLOW_DAYS)
        self._slowest = 0

    def add(self, one: OutletDay, at: datetime) -> None:
        """Judges the next day with answers."""
        if self.episodes.open is None and len(self._window) == SLOW_DAYS:
            self._usual.append(self._window[0].median_ms or 0)
            self._slowest = max(self._slowest, self._usual[-1])
        self._window.append(one)
        typical = median(self._usual) if len(self._usual) >= MIN_DAYS else float("inf")
        if self.episodes.open is not None:
            self._judge_end(self.episodes.open, typical, at)
        else:
            self._judge_begin(typical, at)

    def _judge_begin(self, typical: float, at: datetime) -> None:
        for size in range(1, len(self._window) + 1):
            last = list(self._window)[-size:]
            fastest = min(one.median_ms or 0 for one in last)
            if fastest >= max(SLOWER[size] * typical, SLOWER_THAN_SLOWEST * self._slowest):
                since = datetime.combine(last[0].day, time(), UTC)
                self.episodes.begin(Episode(FindingKind.SLOW, "", since, at, _slower(fastest, typical)))
                self._window.clear()
                return

    def _judge_end(self, open_one: Episode, typical: float, at: datetime) -> None:
        slowest = max(one.median_ms or 0 for one in self._window)
        self.episodes.update(_slower(self._window[-1].median_ms or 0, typical))
        is_back = slowest <= RECOVERED * typical
        if is_back or at - open_one.since > NEW_NORMAL:
            self.episodes.end(at)
            if not is_back:
                self._usual.clear()
                self._slowest = 0


def _slower(ms: float, typical: float) -> str:
    return f"an answer takes {ms / 1000:.1f} s where {typical / 1000:.1f} s is usual"
