"""Feed: a feed, sitemap or home page is gone or broken, has moved for good, or is frozen while others have news."""

from collections import Counter, deque
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from math import log, log1p

from newsarchive.health.days import FeedDay, FeedHistory, OutletHistory
from newsarchive.health.episodes import Episode, Episodes
from newsarchive.health.expected import Surroundings
from newsarchive.records import FindingKind

# A feed is broken after a day of failures, or after longer than it ever failed before it came back.
LEAST_FAILING = timedelta(hours=24)
BEYOND_LONGEST = 1.25
# Failures on fewer requests say little.
MIN_FAILURES = 2
# A permanent redirect is reported after a day: a mistake of the server is soon corrected.
LEAST_MOVED = timedelta(hours=24)
# A feed is frozen if it names none of the new addresses that other feeds name, although it had its share of them in the
# last weeks: by chance in one of so many comparisons. A share of all is not believed.
SHARE_DAYS = 56
MIN_NAMED = 30
MOST_SHARE = 0.9
UNLIKELY = 1e-4


def feed_episodes(history: OutletHistory, around: Surroundings) -> list[Episode]:
    """All episodes in which something was wrong with a feed that is still asked."""
    last_run_at = max((one.last_run_at for one in history.days if one.last_run_at), default=None)
    named: Counter[date] = Counter()
    for feed in history.feeds:
        named.update({one.day: one.new_urls for one in feed.days})
    found: list[Episode] = []
    for feed in history.feeds:
        if last_run_at is not None and _is_asked(feed, last_run_at):
            found += _failing(feed, around)
            found += _moved(feed)
            found += _frozen(feed, named)
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
                longest = max(longest, _recovered_at(one) - since)
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


def _recovered_at(one: FeedDay) -> datetime:
    """About when a feed could be read again on a day: its failures were probably the first requests of the day."""
    return _begin(one) + timedelta(days=one.failures / one.asked)


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


def _frozen(feed: FeedHistory, named: Mapping[date, int]) -> list[Episode]:
    judge = _Freezing(feed)
    for one in feed.days:
        if one.read_at is not None:
            judge.add(one, one.read_at, named.get(one.day, 0) - one.new_urls)
    return judge.episodes.all


class _Freezing:
    """Goes through the days of one feed, and counts the addresses that only other feeds named since it changed."""

    def __init__(self, feed: FeedHistory) -> None:
        self.episodes = Episodes()
        self._feed = feed
        self._known: deque[tuple[int, int]] = deque(maxlen=SHARE_DAYS)
        self._newest: datetime | None = None
        self._since: datetime | None = None
        self._missed = 0

    def add(self, one: FeedDay, read_at: datetime, others: int) -> None:
        """Judges the next day on which the feed could be read; others named that many new addresses."""
        newest = one.newest_at if one.newest_at and one.newest_at <= one.asked_at else None
        if self._has_changed(one, newest):
            if self.episodes.open is not None:
                self.episodes.end(read_at)
            self._newest, self._since, self._missed = newest or self._newest, newest or read_at, 0
        elif self._since is not None:
            self._missed += others
            if self.episodes.open is None and self._is_unlikely():
                self._begin(read_at, self._since)
        if self.episodes.open is None:
            self._known.append((one.new_urls, others))

    def _has_changed(self, one: FeedDay, newest: datetime | None) -> bool:
        is_newer = newest is not None and (self._newest is None or newest > self._newest)
        return is_newer or one.new_urls > 0

    def _is_unlikely(self) -> bool:
        """Whether the feed would have named one of so many new addresses, if it still named its share of them."""
        ours, others = (sum(numbers) for numbers in zip(*self._known, strict=True))
        if ours < MIN_NAMED:
            return False
        return self._missed * log1p(-min(ours / (ours + others), MOST_SHARE)) < log(UNLIKELY)

    def _begin(self, read_at: datetime, since: datetime) -> None:
        summary = (
            f"the {_name(self._feed)} has had no new entry since {since:%Y-%m-%d %H:%M} UTC, while the outlet's other "
            f"feeds named {self._missed} new addresses"
        )
        self.episodes.begin(Episode(FindingKind.FEED, self._feed.url, since, read_at, summary))


def _begin(one: FeedDay) -> datetime:
    return datetime.combine(one.day, time(), UTC)


def _problem(url: str, one: FeedDay) -> str:
    """The problem as the crawl recorded it, without the address, which the finding has already."""
    return (one.problem or "cannot be read").removeprefix(f"{url}: ")


def _name(feed: FeedHistory) -> str:
    return {"home": "home page", "feed": "feed"}.get(feed.kind, "sitemap")
