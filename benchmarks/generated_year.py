"""A year of 300 invented outlets as daily numbers, with faults whose kind and time are known.

What happens without any fault: weekends, public holidays of 12 countries, summer and Christmas weeks, growth, days with
much news, failures of single requests, redesigns that change little, and outages of our own crawler and network.
"""

import random
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from math import exp
from statistics import median

import holidays

from newsarchive.health.days import FeedDay, FeedHistory, OutletDay, OutletHistory
from newsarchive.records import FindingKind

FIRST_DAY = date(2025, 1, 6)
DAYS = 365
OUTLETS = 300
# The last four have one or two outlets each, so no others say whether a day is a holiday.
COUNTRIES = ("DE", "GB", "FR", "TR", "KE", "BR", "JP", "US", "IS", "NP", "UY", "GE")
COUNTRY_WEIGHTS = (45, 45, 40, 35, 35, 35, 30, 30, 1, 1, 1, 1)
OFFSET_HOURS = dict(zip(COUNTRIES, (1, 0, 1, 3, 3, -3, 9, -6, 0, 6, -3, 4), strict=True))
# How much of a day's news appears in each local hour.
HOURS = (1, 1, 1, 1, 2, 4, 7, 9, 9, 9, 8, 8, 8, 7, 7, 7, 7, 7, 6, 6, 5, 4, 3, 2)
DRAWN_HOURS = [hour for hour, weight in enumerate(HOURS) for _ in range(weight)]
FIELDS = ("byline", "time", "section", "full text")
# From when to when our crawler did not run (False) or had no network (True).
Outages = list[tuple[datetime, datetime, bool]]
# An outlet with fewer articles a day is small.
FEW = 7
# A feed shows the entries of so many days: after a longer outage of ours, the older ones are lost.
FEED_DAYS = 3


@dataclass(frozen=True)
class Fault:
    """What was broken at an outlet, and from when to when."""

    outlet: str
    kind: FindingKind
    subject: str
    begins: datetime
    ends: datetime
    strength: float

    def is_on(self, at: datetime) -> bool:
        return self.begins <= at < self.ends


@dataclass(frozen=True)
class Traits:
    """What kind of outlet it is."""

    name: str
    country: str
    articles_a_day: float
    weekdays: tuple[float, ...]
    spread: float
    growth: float
    summer: float
    free_days: float
    every_hours: int
    chars: int
    shares: dict[str, float]
    ms: int
    feeds: int
    refused: float
    redesign: date

    @property
    def is_weekly(self) -> bool:
        return sum(one > 0 for one in self.weekdays) < 3

    @property
    def is_small(self) -> bool:
        """Whether two days have too few articles for statistics."""
        return self.is_weekly or self.articles_a_day < FEW


@dataclass
class Year:
    """All outlets, and the faults that they had."""

    histories: list[OutletHistory]
    faults: list[Fault]
    outages: Outages
    traits: dict[str, Traits] = field(default_factory=dict)
    seed: int = 0

    def history_until(self, outlet: str, until: datetime) -> OutletHistory:
        """What was known of an outlet at that time: the days before as in the whole year, and the begun day."""
        faults = [one for one in self.faults if one.outlet == outlet]
        return _Outlet(self.seed, self.traits[outlet], faults, self.outages, until).history()


def generated_year(seed: int, outlets: int = OUTLETS, *, with_faults: bool = True) -> Year:
    """A year; the same seed gives the same one."""
    rng = random.Random(seed)
    outages = _outages(rng)
    year = Year([], [], outages, seed=seed)
    for number in range(outlets):
        traits = _traits(rng, number)
        faults = _faults(rng, traits, number) if with_faults else []
        year.traits[traits.name] = traits
        year.faults += faults
        year.histories.append(_Outlet(seed, traits, faults, outages).history())
    return year


def at(day: date, hours: float) -> datetime:
    return datetime.combine(day, time(), UTC) + timedelta(hours=hours)


def _outages(rng: random.Random) -> Outages:
    """When our crawler did not run (False) or had no network (True): twelve times, from hours to days."""
    found = []
    for number, hours in enumerate((4, 9, 15, 26, 40, 60, 80, 120, 5, 20, 30, 50)):
        begins = at(FIRST_DAY + timedelta(days=rng.randrange(20, DAYS - 10)), rng.uniform(0, 24))
        found.append((begins, begins + timedelta(hours=hours), number >= 8))
    return found


def _traits(rng: random.Random, number: int) -> Traits:
    country = COUNTRIES[-4:][number] if number < 4 else rng.choices(COUNTRIES, COUNTRY_WEIGHTS)[0]
    size = rng.choices(("large", "middle", "small", "tiny", "weekly"), (15, 35, 28, 14, 8))[0]
    low, high = {"large": (40, 90), "middle": (18, 40), "small": (7, 18), "tiny": (2, 7), "weekly": (8, 25)}[size]
    issue = rng.randrange(7)
    if size == "weekly":
        weekdays = tuple(float(day == issue) for day in range(7))
    else:
        weekend = rng.choice((1.0, 0.8, 0.6, 0.5, 0.3, 0.1, 0.0))
        weekdays = (*(rng.uniform(0.85, 1.15) for _ in range(5)), weekend, weekend * rng.uniform(0.7, 1.1))
    return Traits(
        name=f"outlet_{number}",
        country=country.lower(),
        articles_a_day=rng.uniform(low, high),
        weekdays=weekdays,
        spread=rng.uniform(0.1, 0.3),
        growth=rng.uniform(-0.3, 0.5),
        summer=rng.uniform(0.5, 1.0),
        free_days=rng.uniform(0.05, 0.8),
        every_hours=rng.choices((1, 3, 6, 24), (60, 20, 10, 10))[0],
        chars=rng.randrange(1200, 6000),
        shares={name: rng.choice((0.99, 0.97, 0.92, 0.8, 0.6, 0.3, 0.02)) for name in FIELDS[:3]}
        | {"full text": rng.choice((1.0, 0.99, 0.95, 0.7))},
        ms=rng.randrange(80, 900),
        feeds=rng.choices((1, 2, 3), (55, 25, 20))[0],
        refused=rng.choice((0.0, 0.0, 0.005, 0.02, 0.05)),
        redesign=FIRST_DAY + timedelta(days=rng.randrange(60, DAYS)),
    )


def _faults(rng: random.Random, traits: Traits, number: int) -> list[Fault]:
    """One fault in each third of the year after the first five weeks, with at least three good weeks between."""
    found = []
    for third in range(3):
        kind, subject, strength = _kind(rng, traits, number * 3 + third)
        day = FIRST_DAY + timedelta(days=35 + third * 110 + rng.randrange(0, 65))
        begins = at(day, rng.uniform(0, 24))
        lasts = timedelta(days=rng.uniform(16, 30) if traits.is_weekly else rng.uniform(4, 18))
        found.append(Fault(traits.name, kind, subject, begins, begins + lasts, strength))
    return found


def _kind(rng: random.Random, traits: Traits, turn: int) -> tuple[FindingKind, str, float]:
    """The next kind in turn that this outlet is large enough to show within two days."""
    a_day = traits.articles_a_day
    fields = [name for name, share in traits.shares.items() if share >= 0.6]
    choices: list[tuple[FindingKind, str, float]] = [
        (FindingKind.SILENT, "", 1.0),
        (FindingKind.REFUSED, "", rng.uniform(0.6, 1.0)),
        (FindingKind.FEED, rng.choice(("gone", "moved", "not a feed")), 1.0),
        (FindingKind.SLOW, "", rng.uniform(4, 10)),
    ]
    if traits.is_weekly:
        return choices[turn % 4]
    if a_day >= 12 and min(traits.weekdays) >= 0.5:
        choices.append((FindingKind.THIN, "", rng.uniform(0.03, 0.2)))
    if a_day >= FEW and fields:
        choices.append((FindingKind.BLIND, rng.choice(fields), rng.uniform(0.0, 0.1)))
        choices.append((FindingKind.SHORT, "", rng.uniform(0.05, 0.35)))
    if traits.feeds > 1 and a_day >= 12 and min(traits.weekdays) >= 0.5:
        choices.append((FindingKind.FEED, "frozen", 1.0))
    return choices[turn % len(choices)]


@dataclass(frozen=True)
class _Story:
    published_at: datetime
    seen_at: datetime
    feed: int
    chars: int
    has: dict[str, bool]


class _Outlet:
    """Makes the days of one outlet until a time. Each day has random numbers of its own, so an earlier end leaves the
    days before as they are.
    """

    def __init__(self, seed: int, traits: Traits, faults: list[Fault], outages: Outages, until: datetime | None = None):
        self._seed, self._traits = seed, traits
        self._until = until or at(FIRST_DAY + timedelta(days=DAYS), 0)
        self._faults = {kind: [one for one in faults if one.kind is kind] for kind in FindingKind}
        self._outages = outages
        self._free = set(holidays.country_holidays(traits.country.upper(), years=(2025, 2026)))
        self._rng = self._random("looks")
        self._looks = self._all_looks()
        self._readable = [look for looks in self._looks.values() for look, has_net in looks if has_net]

    def _random(self, *what: object) -> random.Random:
        return random.Random(f"{self._seed} {self._traits.name} {what}")

    def history(self) -> OutletHistory:
        stories: defaultdict[date, list[_Story]] = defaultdict(list)
        published: list[list[datetime]] = [[] for _ in range(self._traits.feeds)]
        for number in range(DAYS):
            self._rng = self._random("stories", number)
            for story in self._stories(FIRST_DAY + timedelta(days=number)):
                stories[story.seen_at.date()].append(story)
                published[story.feed].append(story.published_at)
        days = [self._day(day, looks, stories[day]) for day, looks in self._looks.items()]
        feeds = [self._feed(number, sorted(times)) for number, times in enumerate(published)]
        return OutletHistory(self._traits.name, self._traits.name, self._traits.country, tuple(days), tuple(feeds))

    def _all_looks(self) -> dict[date, list[tuple[datetime, bool]]]:
        """When the outlet was crawled on each day, and whether there was a network."""
        first = self._rng.uniform(0, min(self._traits.every_hours, 23))
        found: dict[date, list[tuple[datetime, bool]]] = {}
        for number in range(DAYS):
            day = FIRST_DAY + timedelta(days=number)
            times = [at(day, first + hour) for hour in range(0, 24, self._traits.every_hours) if first + hour < 24]
            is_out = {one: [has_no_net for a, b, has_no_net in self._outages if a <= one < b] for one in times}
            looks = [(one, not is_out[one]) for one in times if not is_out[one] or is_out[one][0]]
            looks = [look for look in looks if look[0] < self._until]
            if looks:
                found[day] = looks
        return found

    def _fault(self, kind: FindingKind, when: datetime) -> Fault | None:
        for one in self._faults[kind]:
            if one.begins <= when < one.ends:
                return one
        return None

    def _volume(self, day: date) -> float:
        traits = self._traits
        share = traits.weekdays[day.weekday()] * (1 + traits.growth * (day - FIRST_DAY).days / DAYS)
        if day.month == 8 or (day.month == 7 and day.day > 20):
            share *= traits.summer
        is_free = day in self._free
        if is_free or (day.month == 12 and day.day >= 24) or (day.month == 1 and day.day == 1):
            share *= traits.free_days if is_free else (1 + traits.free_days) / 2
        if self._rng.random() < 0.02:
            share *= self._rng.uniform(1.3, 2.2)
        return traits.articles_a_day * share * self._rng.gammavariate(1 / traits.spread**2, traits.spread**2)

    def _stories(self, day: date) -> Iterator[_Story]:
        offset = OFFSET_HOURS[self._traits.country.upper()]
        for _ in range(_poisson(self._rng, self._volume(day))):
            hour = self._rng.choice(DRAWN_HOURS) + self._rng.random() - offset
            published_at = at(day, hour)
            feed = self._rng.randrange(self._traits.feeds)
            thin = self._fault(FindingKind.THIN, published_at)
            if self._fault(FindingKind.SILENT, published_at) or (thin and self._rng.random() > thin.strength):
                continue
            seen_at = self._seen_at(published_at, feed)
            refused = self._fault(FindingKind.REFUSED, seen_at) if seen_at else None
            if seen_at is None or (refused and self._rng.random() < refused.strength):
                continue
            yield _Story(published_at, seen_at, feed, self._chars(seen_at), self._fields(seen_at))

    def _seen_at(self, published_at: datetime, feed: int) -> datetime | None:
        """The first look that could see the story in its feed; None if it was gone from the feed before."""
        number = bisect_left(self._readable, published_at)
        last = published_at + timedelta(days=FEED_DAYS)
        while number < len(self._readable) and self._readable[number] < last:
            if self._can_read(feed, self._readable[number]):
                return self._readable[number]
            number += 1
        return None

    def _can_read(self, feed: int, look: datetime) -> bool:
        fault = self._fault(FindingKind.FEED, look)
        return fault is None or feed > 0 or fault.subject == "moved"

    def _chars(self, seen_at: datetime) -> int:
        chars = self._traits.chars * self._rng.lognormvariate(0, 0.5)
        fault = self._fault(FindingKind.SHORT, seen_at)
        redesign = 0.85 if seen_at.date() >= self._traits.redesign else 1.0
        return int(chars * redesign * (fault.strength if fault else 1.0))

    def _fields(self, seen_at: datetime) -> dict[str, bool]:
        fault = self._fault(FindingKind.BLIND, seen_at)
        shares = dict(self._traits.shares)
        if seen_at.date() >= self._traits.redesign:
            shares["section"] *= 0.9
        if fault:
            shares[fault.subject] = fault.strength
        return {name: self._rng.random() < share for name, share in shares.items()}

    def _day(self, day: date, looks: list[tuple[datetime, bool]], stories: list[_Story]) -> OutletDay:
        self._rng = self._random("day", day)
        last_run_at = looks[-1][0]
        same = _poisson(self._rng, 1.5 * len(stories))
        refused = _poisson(self._rng, self._traits.refused * (len(stories) + same))
        one = OutletDay(day, runs=len(looks), last_run_at=last_run_at, articles=len(stories), same=same)
        one = replace(one, refused=self._refused(day, looks, refused), answers=len(looks) + len(stories) + same)
        one = replace(one, median_ms=self._median_ms(looks))
        if not stories:
            return replace(one, by_hour=(0,) * 24)
        seen = Counter(story.seen_at.hour for story in stories)
        counts = {name: sum(story.has[name] for story in stories) for name in FIELDS}
        return replace(
            one,
            with_byline=counts["byline"],
            with_time=counts["time"],
            with_section=counts["section"],
            with_full_text=counts["full text"],
            median_chars=int(median(story.chars for story in stories)),
            first_at=min(story.seen_at for story in stories),
            newest_at=max(story.published_at for story in stories),
            by_hour=tuple(seen.get(hour, 0) for hour in range(24)),
        )

    def _refused(self, day: date, looks: list[tuple[datetime, bool]], number: int) -> dict[str, int]:
        """What was refused; while a fault lasts, the pages that were asked in vain."""
        found = {"not_article": number // 2, "refused": number - number // 2}
        fault = next((one for look, _ in looks if (one := self._fault(FindingKind.REFUSED, look))), None)
        if fault:
            share = sum(fault.is_on(look) for look, _ in looks) / len(looks)
            pages = 2.5 * self._volume(day) * share * fault.strength
            found["refused"] += _poisson(self._rng, pages)
        without = sum(not has_net for _, has_net in looks)
        if without:
            found["unreachable"] = without
        return {name: count for name, count in found.items() if count}

    def _median_ms(self, looks: list[tuple[datetime, bool]]) -> int:
        factors = [fault.strength if (fault := self._fault(FindingKind.SLOW, look)) else 1.0 for look, _ in looks]
        change = 1.5 if looks[0][0].date() >= self._traits.redesign else 1.0
        return int(self._traits.ms * change * median(factors) * self._rng.lognormvariate(0, 0.2))

    def _feed(self, number: int, published: list[datetime]) -> FeedHistory:
        days, seen = [], 0
        newest: datetime | None = None
        for day, looks in self._looks.items():
            self._rng = self._random("feed", number, day)
            failures, read_at, problem, moved_to, new, unchanged = 0, None, None, None, 0, 0
            for look, has_net in looks:
                fault = self._fault(FindingKind.FEED, look) if number == 0 else None
                problem, moved_to = None, None
                if not has_net or (fault and fault.subject in ("gone", "not a feed")) or self._rng.random() < 0.01:
                    failures, problem = failures + 1, fault.subject if fault else "cannot be reached"
                    continue
                read_at = look
                moved_to = "https://new.example/feed" if fault and fault.subject == "moved" else None
                before = seen
                while not (fault and fault.subject == "frozen") and seen < len(published) and published[seen] <= look:
                    newest, seen = published[seen], seen + 1
                new, unchanged = new + seen - before, unchanged + (seen == before)
            asked_at = looks[-1][0]
            days.append(
                FeedDay(day, len(looks), asked_at, unchanged, failures, 40, new, newest, read_at, problem, moved_to)
            )
        return FeedHistory(f"https://{self._traits.name}.example/{number}", "feed", tuple(days))


def _poisson(rng: random.Random, mean: float) -> int:
    if mean > 60:
        return max(round(rng.gauss(mean, mean**0.5)), 0)
    limit, product, number = exp(-mean), rng.random(), 0
    while product > limit:
        product *= rng.random()
        number += 1
    return number
