"""Silent and thin: an outlet has nothing new, or far fewer articles than usual.

Only time in which we looked counts: a crawl that did not run is our gap, not the outlet's. Time is weighed by what is
usual on the weekday and by what the other outlets of the country published, so a weekend or a holiday is short.
"""

from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from newsarchive.health.days import OutletDay, OutletHistory
from newsarchive.health.episodes import Episode, Episodes
from newsarchive.health.expected import (
    YOUNG_DAYS,
    Surroundings,
    Volume,
    end_of,
    feed_days_by_day,
    is_whole,
    looked_days,
)
from newsarchive.health.thin import HOURS, NewsDay, ThinJudge
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
# If the others of the country published less than this share of the usual, it was a holiday: the day says nothing.
ORDINARY_SHARE = 0.8
# Nobody knows whether today is a holiday: less is expected of it.
TODAY = 0.5
# So many days are judged together, so a day is learned as usual only after the next ones.
LEARNED_AFTER = 3


def volume_episodes(history: OutletHistory, around: Surroundings, now: datetime) -> list[Episode]:
    """All episodes of an outlet that was silent or thin; a silent outlet is not thin as well."""
    judge = _VolumeJudge(history.country, around, now)
    looked, answers = looked_days(history), feed_days_by_day(history)
    for one, following in zip(looked, [*looked[1:], None], strict=False):
        is_gap = following is not None and following.day != one.day + timedelta(days=1)
        judge.add(one, is_gap=is_gap, could_be_read=is_whole(answers.get(one.day)))
    return [*judge.silent.all, *judge.thin.episodes.all]


class _VolumeJudge:
    """Goes through the days of one outlet."""

    def __init__(self, country: str | None, around: Surroundings, now: datetime) -> None:
        self.silent = Episodes()
        self._country, self._around, self._now = country, around, now
        self._volume = Volume()
        self.thin = ThinJudge(lambda: self._volume.spread)
        self._pause = _Pause()
        # Days that are not learned yet, and whether each was ordinary.
        self._waiting: deque[tuple[OutletDay, bool]] = deque()

    def add(self, one: OutletDay, *, is_gap: bool, could_be_read: bool) -> None:
        """Judges the next day on which we looked.

        is_gap says that we did not look on the day after it, could_be_read that its feeds were answered.
        """
        share = self._around.share(self._country, one.day)
        expected = self._volume.expected(one.day)
        usual = expected * min(share, 1.0) if expected is not None and share is not None else expected
        self._judge_silent(one, usual, has_peers=share is not None, is_gap=is_gap)
        if could_be_read and expected is not None and one.last_run_at is not None and self._can_be_thin:
            # What the others of the country publish is known when the day is over.
            self.thin.check(self._news_day(one, TODAY * expected, has_peers=False), one.last_run_at)
        if could_be_read and one.day < self._now.date():
            self.thin.count_runs(one.runs)
            is_ordinary = share is None or share >= ORDINARY_SHARE
            if is_ordinary:
                # With one crawl a day, what the others published on the day before is what this one shows.
                self._judge_thin(one, usual, has_peers=share is not None and one.runs > 1)
            self._learn(one, is_ordinary=is_ordinary)

    def _learn(self, one: OutletDay, *, is_ordinary: bool) -> None:
        """Learns the days that are no longer judged; those of a finding are not usual."""
        open_one = self.silent.open or self.thin.episodes.open
        self._waiting.append((one, is_ordinary))
        if open_one is not None:
            self._waiting = deque(pair for pair in self._waiting if pair[0].day < open_one.since.date())
        if len(self._waiting) > LEARNED_AFTER:
            earlier, was_ordinary = self._waiting.popleft()
            self._volume.learn(earlier.day, earlier.articles, earlier.by_hour, is_ordinary=was_ordinary)

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
        if self.thin.episodes.open:
            self.thin.episodes.end(told_at)

    @property
    def _can_be_thin(self) -> bool:
        return not self.silent.open and self._volume.usual_weekdays >= MIN_WEEKDAYS

    def _judge_thin(self, one: OutletDay, usual: float | None, *, has_peers: bool) -> None:
        if usual is None or not self._can_be_thin:
            self.thin.forget()
            return
        self.thin.add(self._news_day(one, usual, has_peers=has_peers), end_of(one.day, self._now))

    def _news_day(self, one: OutletDay, usual: float, *, has_peers: bool) -> NewsDay:
        shares = self._volume.share_until(one.day, HOURS)
        return NewsDay(one.day, one.articles, usual, one.runs, has_peers, one.by_hour, shares)


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
