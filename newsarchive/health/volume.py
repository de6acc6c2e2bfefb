"""Silent and thin: an outlet has nothing new, or far fewer articles than usual.

Only time in which we looked counts: a crawl that did not run is our gap, not the outlet's. Time is weighed by what is
usual on the weekday and by what the other outlets of the country published, so a weekend or a holiday is short.
"""

from collections import deque
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from math import sqrt
from statistics import median

from newsarchive.health.days import OutletDay, OutletHistory
from newsarchive.health.episodes import NEW_NORMAL, Episode, Episodes
from newsarchive.health.expected import (
    YOUNG_DAYS,
    Surroundings,
    Volume,
    end_of,
    feed_days_by_day,
    is_whole,
    looked_days,
)
from newsarchive.health.tails import count_at_most
from newsarchive.records import FindingKind

# Silent: at least a day, and longer than the outlet ever paused.
LEAST_PAUSE_HOURS = 24.0
BEYOND_LONGEST = 1.2
# As long as nobody knows whether a day is a holiday, its hours count less: for an outlet that is alone in its country,
# a pause must be longer than one free day with its nights.
UNCONFIRMED = 0.6
# So many articles must be missing that chance does not explain it. An hour of a day with so many articles counts in
# full, also at a weekend.
MIN_MISSED, MANY = 7.0, 10.0
# The longest pause is not known of an outlet with fewer days: then a pause must be longer than a weekend.
KNOWN_DAYS = 28
LEAST_PAUSE_YOUNG_HOURS = 66.0
# An outlet that appears on one or two weekdays may leave out an issue; then it is silent after the second.
MIN_WEEKDAYS = 3
BEYOND_ISSUES = 2.0
MIN_NEWS_DAYS = 7
# Thin: below this share of what is usual over one, two or three days, and as unlikely as said by chance. One day alone
# may be a holiday.
THIN = {1: 0.3, 2: 0.45, 3: 0.45}
THIN_ALONE = {1: -1.0, 2: 0.25, 3: 0.4}
UNLIKELY = 1e-4
MIN_USUAL = 8.0
# Lower than the outlet ever was, by this factor; and when it is as usual again.
BELOW_LOWEST, RECOVERED = 0.8, 0.6
# If the others of the country published less than this share of the usual, it was a holiday: the day says nothing.
ORDINARY_SHARE = 0.8
# Fewer crawls than this share of the usual number may miss articles of a short feed.
ENOUGH_RUNS = 0.5
RUNS_DAYS = 28


def volume_episodes(history: OutletHistory, around: Surroundings, now: datetime) -> list[Episode]:
    """All episodes of an outlet that was silent or thin; a silent outlet is not thin as well."""
    judge = _VolumeJudge(history.country, around, now)
    looked, answers = looked_days(history), feed_days_by_day(history)
    for one, following in zip(looked, [*looked[1:], None], strict=False):
        is_gap = following is not None and following.day != one.day + timedelta(days=1)
        judge.add(one, is_gap=is_gap, is_whole=one.day < now.date() and is_whole(answers.get(one.day)))
    return [*judge.silent.all, *judge.thin.all]


@dataclass(frozen=True, slots=True)
class _Seen:
    """A day as thin compares it: what came, what is usual, whether other outlets say what kind of day it was."""

    day: date
    articles: int
    usual: float
    runs: int
    has_peers: bool


class _VolumeJudge:
    """Goes through the days of one outlet."""

    def __init__(self, country: str | None, around: Surroundings, now: datetime) -> None:
        self.silent, self.thin = Episodes(), Episodes()
        self._country, self._around, self._now = country, around, now
        self._volume = Volume()
        self._pause = _Pause()
        self._window: deque[_Seen] = deque(maxlen=3)
        self._runs: deque[int] = deque(maxlen=RUNS_DAYS)
        # The two lowest ratios of each length of window: one that came a single time is not what is usual.
        self._lowest: dict[int, tuple[float, float]] = dict.fromkeys((1, 2, 3), (1.0, 1.0))

    def add(self, one: OutletDay, *, is_gap: bool, is_whole: bool) -> None:
        """Judges the next day on which we looked.

        is_gap says that we did not look on the day after it, is_whole that the day is over and was seen as a whole.
        """
        share = self._around.share(self._country, one.day)
        usual = self._volume.expected(one.day)
        if usual is not None and share is not None:
            usual *= min(share, 1.0)
        self._judge_silent(one, usual, has_peers=share is not None, is_gap=is_gap)
        if is_whole:
            self._runs.append(one.runs)
            is_ordinary = share is None or share >= ORDINARY_SHARE
            if is_ordinary:
                # With one crawl a day, what the others published on the day before is what this one shows.
                self._judge_thin(one, usual, has_peers=share is not None and one.runs > 1)
            if not self.silent.open and not self.thin.open:
                self._volume.learn(one.day, one.articles, is_ordinary=is_ordinary)

    def _judge_silent(self, one: OutletDay, usual: float | None, *, has_peers: bool, is_gap: bool) -> None:
        self._pause.skip_to(datetime.combine(one.day, time(), UTC))
        weekdays = self._volume.usual_weekdays
        rate = self._rate(usual, 1.0 if has_peers else UNCONFIRMED, has_issues=weekdays < MIN_WEEKDAYS)
        if one.articles and one.first_at is not None and one.newest_at is not None:
            self._pause.end(one.first_at, rate, is_known=usual is not None, was_silent=self.silent.open is not None)
            if self.silent.open:
                self.silent.end(one.first_at)
            self._pause.begin(one.newest_at)
        if self._volume.known_days >= YOUNG_DAYS and not self.silent.open and one.last_run_at is not None:
            limit = self._pause.limit(has_issues=weekdays < MIN_WEEKDAYS)
            if self._volume.known_days < KNOWN_DAYS:
                limit = max(limit, LEAST_PAUSE_YOUNG_HOURS)
            missed = MIN_MISSED if weekdays >= MIN_WEEKDAYS else 0.0
            unconfirmed = self._rate(usual, UNCONFIRMED, has_issues=weekdays < MIN_WEEKDAYS)
            told_at = self._pause.reaches(limit, missed, one.last_run_at, unconfirmed)
            # What the others of the country published is known when the day is over.
            if told_at is None and self._pause.reaches(limit, missed, one.last_run_at, rate):
                told_at = end_of(one.day, self._now)
            if told_at is not None:
                self._begin_silent(told_at)
        until = one.last_run_at if is_gap and one.last_run_at else end_of(one.day, self._now)
        self._pause.go_on(until, rate, is_known=usual is not None)

    def _rate(self, usual: float | None, share: float, *, has_issues: bool) -> "_Rate":
        """How much an hour of the day counts: 1 on an ordinary day, less at a weekend or on a holiday."""
        if has_issues:
            return _Rate(1.0, 0.0)
        typical = self._volume.typical
        weight = 1.0 if usual is None or not typical else min(max(usual / typical, usual / MANY), 1.0)
        return _Rate(weight * share, (usual or 0.0) * share / 24)

    def _begin_silent(self, told_at: datetime) -> None:
        since = self._pause.since
        assert since is not None
        hours = self._pause.longest
        summary = f"nothing new since {since:%Y-%m-%d %H:%M} UTC; its longest pause was {_hours(hours)}"
        self.silent.begin(Episode(FindingKind.SILENT, "", since, told_at, summary))
        if self.thin.open:
            self.thin.end(told_at)

    def _judge_thin(self, one: OutletDay, usual: float | None, *, has_peers: bool) -> None:
        if usual is None or self.silent.open or self._volume.usual_weekdays < MIN_WEEKDAYS:
            self._window.clear()
            return
        if self._window and self._window[-1].day < one.day - timedelta(days=4):
            self._window.clear()
        self._window.append(_Seen(one.day, one.articles, usual, one.runs, has_peers))
        at = end_of(one.day, self._now)
        if self.thin.open:
            self._judge_end(at)
        else:
            self._judge_begin(at)

    def _judge_end(self, at: datetime) -> None:
        open_one = self.thin.open
        assert open_one is not None
        last = list(self._window)[-2:]
        is_back = sum(one.articles for one in last) >= RECOVERED * sum(one.usual for one in last)
        # Days on which nothing is usual say nothing.
        if (is_back and sum(one.usual for one in last) >= 1) or at - open_one.since > NEW_NORMAL:
            self.thin.end(at)

    def _judge_begin(self, at: datetime) -> None:
        for size in (1, 2, 3):
            window = list(self._window)[-size:]
            usual = sum(one.usual for one in window)
            if len(window) < size or usual < MIN_USUAL:
                continue
            ratio = sum(one.articles for one in window) / usual
            if self._is_thin(window, ratio, usual):
                since = next((one.day for one in window if one.articles < RECOVERED * one.usual), window[-1].day)
                self._begin_thin(window, since, usual, at)
                return
            if self._has_enough_runs(window):
                lowest, second, *_ = sorted((*self._lowest[size], ratio))
                self._lowest[size] = lowest, second

    def _is_thin(self, window: list[_Seen], ratio: float, usual: float) -> bool:
        has_peers = all(one.has_peers for one in window)
        most = (THIN if has_peers else THIN_ALONE)[len(window)]
        if ratio > min(most, self._lowest[len(window)][1] * BELOW_LOWEST) or not self._has_enough_runs(window):
            return False
        # Days are partly independent: the spread of a sum is between that of one day and that of independent days.
        spread = self._volume.spread / sqrt(len(window))
        return count_at_most(sum(one.articles for one in window), usual, spread) < UNLIKELY

    def _has_enough_runs(self, window: list[_Seen]) -> bool:
        return min(one.runs for one in window) >= ENOUGH_RUNS * median(self._runs)

    def _begin_thin(self, window: list[_Seen], since: date, usual: float, at: datetime) -> None:
        articles = sum(one.articles for one in window)
        days = f"{len(window)} days" if len(window) > 1 else "a day"
        summary = f"{articles} articles in {days} where {usual:.0f} are usual"
        self.thin.begin(Episode(FindingKind.THIN, "", datetime.combine(since, time(), UTC), at, summary))


@dataclass(frozen=True, slots=True)
class _Rate:
    """What an hour without news adds to a pause: its weight, and the articles that are missing."""

    weight: float
    articles: float


class _Pause:
    """The time since the newest article, in weighed hours, and the longest pauses so far."""

    def __init__(self) -> None:
        self.since: datetime | None = None
        self.longest = 0.0
        self._at: datetime | None = None
        self._hours = 0.0
        self._missed = 0.0
        self._flagged: list[float] = []
        self._longest_issue = 0.0
        self._news_days = 0
        # Whether it is known how much each day of the pause counts.
        self._is_known = True

    def begin(self, newest_at: datetime) -> None:
        """An article of that time is the newest now."""
        self.since = max(self.since, newest_at) if self.since else newest_at
        self._hours, self._missed, self._at = 0.0, 0.0, self.since
        self._is_known = True
        self._news_days += 1

    def end(self, at: datetime, rate: _Rate, *, is_known: bool, was_silent: bool) -> None:
        """News came: the pause is learned; one that was reported only if the outlet paused so long before.

        is_known says whether it is known how much the last day counts.
        """
        if self._at is None or self.since is None:
            return
        hours = self._hours + rate.weight * _between(self._at, at)
        if was_silent:
            hours, self._flagged = _second_longest([*self._flagged, hours])
        else:
            self._longest_issue = max(self._longest_issue, _between(self.since, at))
        if was_silent or (is_known and self._is_known):
            self.longest = max(self.longest, hours)

    def limit(self, *, has_issues: bool) -> float:
        """From how many hours on a pause is longer than the outlet ever paused."""
        if has_issues:
            return BEYOND_ISSUES * self._longest_issue + LEAST_PAUSE_HOURS
        return max(LEAST_PAUSE_HOURS, BEYOND_LONGEST * self.longest)

    def reaches(self, limit: float, missed: float, looked_at: datetime, rate: _Rate) -> datetime | None:
        """When the pause became as long as limit and so many articles were missing; None if not until we looked."""
        if self._at is None or self._news_days < MIN_NEWS_DAYS:
            return None
        needed = max(_hours_until(limit - self._hours, rate.weight), _hours_until(missed - self._missed, rate.articles))
        if needed > _between(self._at, looked_at):
            return None
        return min(self._at + timedelta(hours=needed), looked_at)

    def go_on(self, until: datetime, rate: _Rate, *, is_known: bool) -> None:
        """Counts the time until then; is_known says whether it is known how much the day counts."""
        if self._at is not None:
            self._is_known = self._is_known and is_known
            hours = _between(self._at, until)
            self._hours += rate.weight * hours
            self._missed += rate.articles * hours
            self._at = max(self._at, until)

    def skip_to(self, at: datetime) -> None:
        """Nobody looked until then: that time does not count."""
        if self._at is not None:
            self._at = max(self._at, at)


def _second_longest(pauses: list[float]) -> tuple[float, list[float]]:
    longest = sorted(pauses)[-2:]
    return (longest[0] if len(longest) == 2 else 0.0), longest


def _between(first: datetime, last: datetime) -> float:
    """The hours from first to last; 0 if last is earlier."""
    return max((last - first).total_seconds() / 3600, 0.0)


def _hours_until(amount: float, rate: float) -> float:
    if amount <= 0:
        return 0.0
    return amount / rate if rate > 0 else float("inf")


def _hours(hours: float) -> str:
    return f"{hours:.0f} hours" if hours < 48 else f"{hours / 24:.1f} days"
