"""What is usual for an outlet on a day: how many articles, by weekday and season; and what happens around it.

A day is compared with the same weekday of the last weeks, and the last days say whether the outlet publishes more or
less than then. On a public holiday most outlets of a country publish less. So what the others did on the same day says
how much of a drop is not a fault of the outlet.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median

from newsarchive.health.days import FeedDay, OutletDay, OutletHistory

# Days that must be known before the volume of an outlet is judged.
YOUNG_DAYS = 14
WEEKS = 8
TREND_DAYS = 14
# The trend of two weeks is believed within these limits.
LEAST_TREND, MOST_TREND = 0.25, 3.0
# The spread of daily volumes is estimated from two months, within these limits.
SPREAD_DAYS = 56
LEAST_SPREAD, MOST_SPREAD = 0.05, 0.6
QUIETEST = 1
# What is usual is itself known from some weeks only, which adds to the spread: about an eighth for the weekdays and a
# seventh for the trend, and somewhat more for medians.
UNCERTAINTY = 1.3
# At which hours news come is not learned from fewer articles.
MIN_RHYTHM = 30
# Fewer outlets of a country say nothing about a holiday; a smaller expected number says nothing about a day.
MIN_PEERS = 4
MIN_EXPECTED = 3.0
# If so large a part of at least so many outlets could not be asked, our own network was down.
OURS_SHARE, OURS_OUTLETS = 0.7, 3


class Volume:
    """Learns from one day after another how many articles an outlet has on each weekday."""

    def __init__(self) -> None:
        self._by_weekday: tuple[deque[int], ...] = tuple(deque(maxlen=WEEKS) for _ in range(7))
        # The medians of these days, and what follows from them: computed once a day, used several times.
        self._medians = [0.0] * 7
        self._ratios: deque[float] = deque(maxlen=TREND_DAYS)
        self._trend = 1.0
        self._pairs: deque[tuple[int, float]] = deque(maxlen=SPREAD_DAYS)
        self._hours_by_weekday: tuple[deque[Sequence[int]], ...] = tuple(deque(maxlen=WEEKS) for _ in range(7))
        # What follows from these and from the pairs: computed when it is asked for.
        self._shares: dict[tuple[int, tuple[int, ...]], Sequence[float]] = {}
        self._spread: float | None = None
        self.known_days = 0

    def expected(self, day: date) -> float | None:
        """How many articles are usual on day; None as long as too little is known."""
        weekday = day.weekday()
        if self.known_days < YOUNG_DAYS or len(self._by_weekday[weekday]) < 2:
            return None
        return self._medians[weekday] * self._trend

    @property
    def usual_weekdays(self) -> int:
        """On how many weekdays the outlet usually has articles."""
        return sum(one > 0 for one in self._medians)

    @property
    def typical(self) -> float:
        """How many articles an ordinary weekday has; 0 if none is known."""
        usual = [one for one in self._medians if one > 0]
        return median(usual) * self._trend if usual else 0.0

    @property
    def spread(self) -> float:
        """By how much the daily volume varies more than by chance: the dispersion of a negative binomial.

        Only days with less than usual count, twice: what came late after a gap of ours, or a day of much news, says
        nothing about quiet days. The quietest day of two months is left out: something was wrong on it.
        """
        if self._spread is None:
            self._spread = self._estimated_spread()
        return self._spread

    def _estimated_spread(self) -> float:
        squares = sum(expected * expected for _, expected in self._pairs)
        if not squares:
            return MOST_SPREAD
        below = sorted(2 * (expected - articles) ** 2 for articles, expected in self._pairs if articles < expected)
        excess = sum(below[:-QUIETEST]) - sum(expected for _, expected in self._pairs)
        return min(UNCERTAINTY * max(excess / squares, LEAST_SPREAD), MOST_SPREAD)

    def share_until(self, day: date, hours: tuple[int, ...]) -> Sequence[float]:
        """The share of a day's articles that usually comes before each of these hours; empty if too little is known.

        Each weekday has its own: in America, the first hours of Monday in UTC are Sunday evening.
        """
        weekday = day.weekday()
        found = self._shares.get((weekday, hours))
        if found is None:
            found = self._shares[weekday, hours] = _shares_until(self._hours_by_weekday[weekday], hours)
        return found

    def learn(self, day: date, articles: int, by_hour: Sequence[int] = (), *, is_ordinary: bool = True) -> None:
        """Adds a complete day; a holiday, which is not an ordinary day, says nothing about the spread."""
        expected = self.expected(day)
        if expected is not None and is_ordinary:
            self._pairs.append((articles, expected))
            self._spread = None
        weekday = day.weekday()
        if self._medians[weekday] >= 1:
            self._ratios.append(articles / self._medians[weekday])
            self._learn_trend()
        self._by_weekday[weekday].append(articles)
        self._medians[weekday] = median(self._by_weekday[weekday])
        self.known_days += 1
        if by_hour:
            self._hours_by_weekday[weekday].append(by_hour)
            self._shares = {key: shares for key, shares in self._shares.items() if key[0] != weekday}

    def _learn_trend(self) -> None:
        if len(self._ratios) >= TREND_DAYS // 2:
            self._trend = min(max(median(self._ratios), LEAST_TREND), MOST_TREND)


def _shares_until(days: Iterable[Sequence[int]], hours: tuple[int, ...]) -> Sequence[float]:
    by_hour = [sum(counts) for counts in zip(*days, strict=True)]
    total = sum(by_hour)
    return [sum(by_hour[:hour]) / total for hour in hours] if total >= MIN_RHYTHM else ()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What happened around an outlet: by country and day, the usual share of articles that its outlets had.

    our_days are days on which our own network was down: what failed then was not the outlets' fault.
    """

    volume: Mapping[tuple[str, date], float] = field(default_factory=dict)
    our_days: frozenset[date] = frozenset()

    def share(self, country: str | None, day: date) -> float | None:
        """The share of their usual articles that the outlets of a country had; None if too few are known."""
        return self.volume.get((country, day)) if country else None


def surroundings(histories: Iterable[OutletHistory], now: datetime) -> Surroundings:
    """What happened around each outlet, from the days of all outlets."""
    shares: defaultdict[tuple[str, date], list[float]] = defaultdict(list)
    asked: defaultdict[date, list[bool]] = defaultdict(list)
    for history in histories:
        for day, ratio in _ratios(history, now):
            if history.country:
                shares[history.country, day].append(ratio)
        for day, feeds in feed_days_by_day(history).items():
            asked[day].append(all(could_be_read(feed) for feed in feeds))
    return Surroundings(
        {key: median(ratios) for key, ratios in shares.items() if len(ratios) >= MIN_PEERS},
        frozenset(day for day, were_read in asked.items() if _is_ours(were_read)),
    )


def feed_days_by_day(history: OutletHistory) -> dict[date, list[FeedDay]]:
    """The answers of all feeds of an outlet, by day."""
    found: defaultdict[date, list[FeedDay]] = defaultdict(list)
    for feed in history.feeds:
        for one in feed.days:
            found[one.day].append(one)
    return found


def looked_days(history: OutletHistory) -> list[OutletDay]:
    """The days on which news could have been seen: the outlet was crawled, and at least one feed could be read."""
    answers = feed_days_by_day(history)
    return [one for one in history.days if one.runs and _could_see(answers.get(one.day))]


def is_whole(feeds: list[FeedDay] | None) -> bool:
    """Whether a day was seen from begin to end, as far as the answers of feeds are known.

    A single failure loses nothing if the next answer has the same entries.
    """
    return feeds is None or any(could_be_read(feed) or (_was_read_last(feed) and feed.failures == 1) for feed in feeds)


def end_of(day: date, now: datetime) -> datetime:
    """When a day is over; now for today."""
    return min(now, datetime(day.year, day.month, day.day, tzinfo=now.tzinfo) + timedelta(days=1))


def could_be_read(feed: FeedDay) -> bool:
    """Whether nearly all requests of the day were answered, and the last one too."""
    return _was_read_last(feed) and feed.failures * 10 <= feed.asked


def _was_read_last(feed: FeedDay) -> bool:
    return feed.read_at == feed.asked_at


def _could_see(feeds: list[FeedDay] | None) -> bool:
    """Archives of older versions have no answers of feeds: then a crawl counts as one that could see."""
    return feeds is None or any(feed.read_at for feed in feeds)


def _ratios(history: OutletHistory, now: datetime) -> Iterable[tuple[date, float]]:
    """Each complete day of an outlet, and the share of its usual articles that it had."""
    volume = Volume()
    for one in looked_days(history):
        if one.day >= now.date():
            return
        expected = volume.expected(one.day)
        if expected is not None and expected >= MIN_EXPECTED:
            yield one.day, one.articles / expected
        volume.learn(one.day, one.articles)


def _is_ours(were_read: list[bool]) -> bool:
    return len(were_read) >= OURS_OUTLETS and sum(were_read) <= (1 - OURS_SHARE) * len(were_read)
