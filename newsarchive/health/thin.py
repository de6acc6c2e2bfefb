"""Thin: an outlet has far fewer articles than usual.

One to three stretches of 24 hours are compared with what is usual in each of them. How unlikely each stretch is follows
from how much the outlet varies, and several are together as unlikely as Fisher's method says: two poor days are much
less likely than one. Stretches end at midnight UTC, and at some hours of a day that is not over, if the outlet is
crawled often. Days on which we looked less often than usual say nothing.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from statistics import median

from newsarchive.health.episodes import NEW_NORMAL, Episode, Episodes
from newsarchive.health.tails import all_at_most, count_below
from newsarchive.records import FindingKind

WINDOW = 3
# Below this share of what is usual over one, two or three stretches. One alone may be a holiday, if no other outlets of
# the country say that it was none; and what these publish today is not known yet.
MOST = {1: 0.3, 2: 0.45, 3: 0.45}
MOST_ALONE = {1: -1.0, 2: 0.25, 3: 0.4}
MOST_TODAY = {2: 0.4, 3: 0.45}
# By chance in one of so many comparisons.
UNLIKELY = 1e-4
MIN_USUAL = 8.0
# Lower than the outlet ever was, by this factor; and when it is as usual again.
BELOW_LOWEST, RECOVERED = 0.8, 0.6
# Days that are further apart are not judged together.
MOST_APART = timedelta(days=4)
# Fewer crawls than this share of the usual number may miss articles of a short feed.
ENOUGH_RUNS = 0.5
RUNS_DAYS = 28
# The hours at which a day is judged before it is over. Nearly all crawls of the day must have run: otherwise articles
# may be missing at that hour only because nobody looked.
HOURS = (6, 12, 18)
OFTEN_RUNS, NEARLY_ALL_RUNS = 6, 0.9


@dataclass(frozen=True, slots=True)
class NewsDay:
    """What came on a day, what is usual, and how often we looked.

    by_hour: the articles of each hour; shares: the share of the day's articles that usually comes before each of HOURS.
    Both are empty if they are not known. has_peers: whether other outlets say what kind of day it was.
    """

    day: date
    articles: int
    usual: float
    runs: int
    has_peers: bool
    by_hour: Sequence[int] = ()
    shares: Sequence[float] = ()

    def until(self, hour: int) -> tuple[int, float]:
        """The articles before that hour, one of HOURS, and how many are usual."""
        return sum(self.by_hour[:hour]), self.usual * self.shares[HOURS.index(hour)]

    def after(self, hour: int) -> tuple[int, float]:
        """The articles from that hour on, and how many are usual."""
        articles, usual = self.until(hour)
        return self.articles - articles, self.usual - usual


# The articles of 24 hours, and how many are usual.
_Stretch = tuple[int, float]


class ThinJudge:
    """Goes through the days of one outlet. spread says by how much its days vary, if it is needed."""

    def __init__(self, spread: Callable[[], float]) -> None:
        self.episodes = Episodes()
        self._spread = spread
        self._days: deque[NewsDay] = deque(maxlen=WINDOW)
        self._runs: deque[int] = deque(maxlen=RUNS_DAYS)
        self._usual_runs = 0.0
        # The two lowest ratios of each number of days: one that came a single time is not what is usual. The ratios of
        # the last days wait, because these are being judged.
        self._lowest: dict[int, tuple[float, float]] = dict.fromkeys(MOST, (1.0, 1.0))
        self._waiting: deque[dict[int, float]] = deque()

    def count_runs(self, runs: int) -> None:
        """Adds a whole day to those that say how often the outlet is crawled."""
        self._runs.append(runs)
        self._usual_runs = median(self._runs)

    def forget(self) -> None:
        """The next day is not compared together with those before it."""
        self._days.clear()

    def check(self, today: NewsDay, last_run_at: datetime) -> None:
        """Judges a day at some hours before its end, as far as it was crawled."""
        if self.episodes.open is not None or self._usual_runs < OFTEN_RUNS:
            return
        if today.runs < int(NEARLY_ALL_RUNS * self._usual_runs * last_run_at.hour / 24):
            return
        days = [*self._days, today]
        if not all(one.by_hour and one.shares for one in days) or not _are_in_a_row(days):
            return
        for hour in HOURS:
            at = datetime.combine(today.day, time(hour), UTC)
            if last_run_at < at:
                return
            stretches = [_stretch(earlier, later, hour) for earlier, later in pairwise(days)]
            if self._judge_begin(stretches, days, MOST_TODAY, at):
                return

    def add(self, one: NewsDay, at: datetime) -> None:
        """Judges a day that is over."""
        if self._days and self._days[-1].day < one.day - MOST_APART:
            self._days.clear()
        self._days.append(one)
        if self.episodes.open is not None:
            self._judge_end(self.episodes.open, at)
            return
        stretches = [(day.articles, day.usual) for day in self._days]
        if not self._judge_begin(stretches, list(self._days), MOST, at):
            self._learn(stretches)

    def _judge_end(self, open_one: Episode, at: datetime) -> None:
        last = list(self._days)[-2:]
        usual = sum(one.usual for one in last)
        is_back = sum(one.articles for one in last) >= RECOVERED * usual
        # Days on which nothing is usual say nothing.
        if (is_back and usual >= 1) or at - open_one.since > NEW_NORMAL:
            self.episodes.end(at)

    def _judge_begin(
        self, stretches: list[_Stretch], days: list[NewsDay], mosts: dict[int, float], at: datetime
    ) -> bool:
        """Whether the last stretches are thin; then an episode begins."""
        for size, most in mosts.items():
            window, covered = stretches[-size:], days[-size:]
            usual = sum(stretch[1] for stretch in window)
            if len(window) < size or usual < MIN_USUAL or not self._has_enough_runs(covered, at):
                continue
            ratio = sum(stretch[0] for stretch in window) / usual
            if not all(one.has_peers for one in covered if one.day < at.date()):
                most = min(most, MOST_ALONE[size])
            if ratio > min(most, self._lowest[size][1] * BELOW_LOWEST):
                continue
            spread = self._spread()
            if all_at_most([count_below(*stretch, spread) for stretch in window]) < UNLIKELY:
                self._begin(window, covered, at)
                return True
        return False

    def _has_enough_runs(self, covered: list[NewsDay], at: datetime) -> bool:
        return all(one.runs >= ENOUGH_RUNS * self._usual_runs for one in covered if one.day < at.date())

    def _learn(self, stretches: list[_Stretch]) -> None:
        ratios = {}
        for size in MOST:
            window = stretches[-size:]
            usual = sum(stretch[1] for stretch in window)
            if len(window) == size and usual >= MIN_USUAL and self._days[-1].runs >= ENOUGH_RUNS * self._usual_runs:
                ratios[size] = sum(stretch[0] for stretch in window) / usual
        self._waiting.append(ratios)
        if len(self._waiting) > WINDOW:
            for size, ratio in self._waiting.popleft().items():
                lowest, second, *_ = sorted((*self._lowest[size], ratio))
                self._lowest[size] = lowest, second

    def _begin(self, window: list[_Stretch], covered: list[NewsDay], at: datetime) -> None:
        poor = (day.day for day, (articles, usual) in zip(covered, window, strict=True) if articles < RECOVERED * usual)
        articles, usual = sum(one[0] for one in window), sum(one[1] for one in window)
        days = f"{len(window)} days" if len(window) > 1 else "a day"
        summary = f"{articles} articles in {days} where {usual:.0f} are usual"
        since = datetime.combine(next(poor, covered[-1].day), time(), UTC)
        self.episodes.begin(Episode(FindingKind.THIN, "", since, at, summary))
        self._waiting.clear()


def _are_in_a_row(days: Sequence[NewsDay]) -> bool:
    return all(later.day - earlier.day == timedelta(days=1) for earlier, later in pairwise(days))


def _stretch(earlier: NewsDay, later: NewsDay, hour: int) -> _Stretch:
    """The 24 hours that end at that hour of the later day."""
    (articles, usual), (more_articles, more_usual) = earlier.after(hour), later.until(hour)
    return articles + more_articles, usual + more_usual
