"""Feed: a feed, sitemap or home page is gone or broken, has moved for good, or has not changed for longer than ever."""

from datetime import UTC, date, datetime, time, timedelta

from newsarchive.health.days import FeedDay, FeedHistory, OutletHistory
from newsarchive.health.episodes import Episode, Episodes
from newsarchive.health.expected import Surroundings
from newsarchive.records import FindingKind

# A feed is broken after a day of failures, or after longer than it ever failed before it came back.
LEAST_FAILING = timedelta(hours=24)
BEYOND_LONGEST = 1.5
# Failures on fewer requests say little.
MIN_FAILURES = 2
# A permanent redirect is reported after a day: a mistake of the server is soon corrected.
LEAST_MOVED = timedelta(hours=24)
# A feed is frozen after longer than it ever went without a new entry, while the outlet itself has news.
LEAST_FROZEN_HOURS = 36.0
MIN_CHANGES = 10


def feed_episodes(history: OutletHistory, around: Surroundings, weights: dict[date, float]) -> list[Episode]:
    """All episodes in which something was wrong with a feed that is still asked.

    weights says how much each day counts: less at weekends and on holidays.
    """
    last_run_at = max((one.last_run_at for one in history.days if one.last_run_at), default=None)
    news = {one.day for one in history.days if one.articles}
    found: list[Episode] = []
    for feed in history.feeds:
        if last_run_at is not None and _is_asked(feed, last_run_at):
            found += _failing(feed, around)
            found += _moved(feed)
            found += _frozen(feed, weights, news)
    return found


def _is_asked(feed: FeedHistory, last_run_at: datetime) -> bool:
    """Whether the outlet still has the feed: the last crawl asked it, or left it alone because it was not due."""
    asked_at = feed.days[-1].asked_at
    return asked_at >= last_run_at - timedelta(minutes=1) or (feed.due_at is not None and feed.due_at > last_run_at)


def _failing(feed: FeedHistory, around: Surroundings) -> list[Episode]:
    episodes = Episodes()
    longest, failures = timedelta(), 0
    read_at: datetime | None = None
    since: datetime | None = None
    for one in feed.days:
        if one.day in around.our_days:
            continue
        if one.read_at is not None:
            if since is not None and episodes.open is None:
                longest = max(longest, one.read_at - since)
            if episodes.open is not None:
                episodes.end(one.read_at)
            read_at, since, failures = one.read_at, None, 0
        if one.problem is None or one.read_at == one.asked_at:
            continue
        failures += one.failures
        since = since or max(_begin(one), read_at or _begin(one))
        limit = max(LEAST_FAILING, longest * BEYOND_LONGEST)
        if episodes.open is None and failures >= MIN_FAILURES and one.asked_at - since >= limit:
            told_at = max(since + limit, _begin(one))
            episodes.begin(Episode(FindingKind.FEED, feed.url, since, told_at, _problem(feed.url, one)))
        elif episodes.open is not None:
            episodes.update(_problem(feed.url, one))
    return episodes.all


def _moved(feed: FeedHistory) -> list[Episode]:
    episodes = Episodes()
    since: datetime | None = None
    for one in feed.days:
        if one.read_at is None:
            continue
        if one.moved_to is None:
            since = None
            if episodes.open is not None:
                episodes.end(one.asked_at)
            continue
        since = since or _begin(one)
        if episodes.open is None and one.asked_at - since >= LEAST_MOVED:
            told_at = max(since + LEAST_MOVED, _begin(one))
            summary = f"the {_name(feed)} has moved to {one.moved_to}"
            episodes.begin(Episode(FindingKind.FEED, feed.url, since, told_at, summary))
    return episodes.all


def _frozen(feed: FeedHistory, weights: dict[date, float], news: set[date]) -> list[Episode]:
    judge = _Freezing(feed, weights)
    for one in feed.days:
        if one.read_at is not None:
            judge.add(one, one.read_at, has_news=one.day in news or one.day - timedelta(days=1) in news)
    return judge.episodes.all


class _Freezing:
    """Goes through the days of one feed and counts the weighed hours since it named something new."""

    def __init__(self, feed: FeedHistory, weights: dict[date, float]) -> None:
        self.episodes = Episodes()
        self._feed, self._weights = feed, weights
        self._longest, self._hours, self._changes = 0.0, 0.0, 0
        self._newest: datetime | None = None
        self._since: datetime | None = None

    def add(self, one: FeedDay, read_at: datetime, *, has_news: bool) -> None:
        """Judges the next day on which the feed could be read."""
        weight = self._weights.get(one.day, 1.0)
        newest = one.newest_at if one.newest_at and one.newest_at <= one.asked_at else None
        if self._is_new(one, newest):
            self._change(one, min(newest or read_at, read_at), read_at, weight)
        elif self._since is not None:
            if self.episodes.open is None and has_news:
                self._judge_begin(one, read_at, weight)
            self._hours += 24 * weight

    def _is_new(self, one: FeedDay, newest: datetime | None) -> bool:
        """Whether the feed named something new: by the times of its entries, else by addresses that nobody knew."""
        if newest is not None and self._newest is not None:
            return newest > self._newest
        return newest is not None or one.new_urls > 0

    def _change(self, one: FeedDay, newest: datetime, read_at: datetime, weight: float) -> None:
        if self.episodes.open is not None:
            self.episodes.end(read_at)
        elif self._since is not None:
            self._longest = max(self._longest, self._hours + weight * _hours(_begin(one), read_at))
        if one.newest_at is not None:
            self._newest = max(self._newest or newest, newest)
        self._since, self._changes = newest, self._changes + 1
        self._hours = weight * _hours(newest, _begin(one) + timedelta(days=1))

    def _judge_begin(self, one: FeedDay, read_at: datetime, weight: float) -> None:
        limit = max(LEAST_FROZEN_HOURS, self._longest * BEYOND_LONGEST)
        left = limit - self._hours
        if self._changes < MIN_CHANGES or self._since is None or left > weight * _hours(_begin(one), read_at):
            return
        told_at = _begin(one) + timedelta(hours=max(left, 0.0) / weight if weight else 0.0)
        since = f"{self._since:%Y-%m-%d %H:%M} UTC"
        summary = f"the {_name(self._feed)} has had no new entry since {since}, but the outlet has news"
        self.episodes.begin(Episode(FindingKind.FEED, self._feed.url, self._since, told_at, summary))


def _hours(first: datetime, last: datetime) -> float:
    return max((last - first).total_seconds() / 3600, 0.0)


def _begin(one: FeedDay) -> datetime:
    return datetime.combine(one.day, time(), UTC)


def _problem(url: str, one: FeedDay) -> str:
    """The problem as the crawl recorded it, without the address, which the finding has already."""
    return (one.problem or "cannot be read").removeprefix(f"{url}: ")


def _name(feed: FeedHistory) -> str:
    return {"home": "home page", "feed": "feed"}.get(feed.kind, "sitemap")
