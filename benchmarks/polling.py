"""How many requests learned polling saves, and how much later it finds an article, beside asking every feed each hour.

    python benchmarks/polling.py
    python benchmarks/polling.py --outlets 300 --seed 2 --every 15

A month of made-up outlets is polled twice, by a job that runs every hour (--every MINUTES): once every feed each time,
once only the feeds that are due (newsarchive/discovery/polling.py). Nothing is fetched. Each outlet has its own time
zone, daily and weekly pattern and bursts: an article makes further ones more likely. Rates are log-normal with a median
of eight articles a day. Two thirds of the outlets have a main feed with all articles, and perhaps feeds of sections;
the others have feeds of sections only. Feeds list 10 to 100 entries. Some feeds fail for hours or days, some end.

An article is found when the first of its outlet's feeds that lists it is polled. One that rolled out of all its feeds
before is missed.
"""

import argparse
import math
import random
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from statistics import mean, median

from newsarchive.discovery.polling import SLACK, Poll, Rhythm, after_poll, next_poll, next_try

START = datetime(2026, 3, 2, tzinfo=UTC)
DAYS = 30
# Articles before the start: what feeds list at their first poll.
BEFORE_DAYS = 30
ZONES = (-8, -5, -3, 0, 1, 1, 2, 3, 5.5, 8, 9)
SECTIONS = 6
LENGTHS = (10, 15, 20, 25, 30, 50, 100)
CLASSES = ((1, "under 1"), (6, "1 to 6"), (24, "6 to 24"), (100, "24 to 100"), (math.inf, "over 100"))


@dataclass
class Feed:
    """One made-up feed: hours after the start at which it lists each of its articles, and when it fails."""

    articles: Sequence[tuple[float, int]]  # hour and number of the article, sorted
    length: int
    failures: Sequence[tuple[float, float]]

    def answers(self, hour: float) -> bool:
        return not any(begin <= hour < end for begin, end in self.failures)

    def listed(self, hour: float) -> Sequence[tuple[float, int]]:
        end = bisect_right(self.articles, (hour, math.inf))
        return self.articles[max(0, end - self.length) : end]


@dataclass
class Outlet:
    """A made-up outlet: its articles a day, and its feeds."""

    rate: float
    feeds: list[Feed]


@dataclass
class Result:
    """What one way of polling came to: its requests, and when it found each article."""

    requests: int = 0
    found: dict[int, float] = field(default_factory=dict)


def made_up_outlet(rng: random.Random) -> Outlet:
    """An outlet with a month of articles and the month before."""
    rate = min(math.exp(rng.gauss(math.log(8), 1.6)), 400)
    hours = _article_hours(rng, rate)
    sections = [rng.randrange(SECTIONS) for _ in hours]
    numbered = list(zip(hours, range(len(hours)), strict=True))
    count = rng.choices((1, 2, 3, 4, 5, 6), (45, 25, 12, 8, 5, 5))[0]
    has_main = count == 1 or rng.random() < 0.66
    choices: list[list[tuple[float, int]]] = [numbered] if has_main else []
    while len(choices) < count:
        section = len(choices)
        choices.append([one for one in numbered if sections[one[1]] == section % SECTIONS])
    return Outlet(rate, [Feed(articles, rng.choice(LENGTHS), _failures(rng)) for articles in choices])


def _article_hours(rng: random.Random, rate: float) -> list[float]:
    zone, weekend = rng.choice(ZONES), rng.choice((1.0, 0.6, 0.4, 0.1))
    day = [max(0.05, math.sin(math.pi * (hour - 6) / 18)) if hour >= 6 else 0.05 for hour in range(24)]
    day_mean = mean(day)
    hours: list[float] = []
    for hour in range(-BEFORE_DAYS * 24, DAYS * 24):
        local = START + timedelta(hours=hour + zone)
        expected = rate / 24 * day[local.hour] / day_mean * (weekend if local.weekday() >= 5 else 1)
        for _ in range(_poisson(rng, 0.8 * expected)):
            at = hour + rng.random()
            hours.append(at)
            while rng.random() < 0.2:
                at += rng.expovariate(1 / 1.5)
                hours.append(at)
    return sorted(at for at in hours if at < DAYS * 24)


def _poisson(rng: random.Random, expected: float) -> int:
    if expected > 50:
        return max(0, round(rng.gauss(expected, math.sqrt(expected))))
    limit, product, number = math.exp(-expected), rng.random(), 0
    while product > limit:
        product *= rng.random()
        number += 1
    return number


def _failures(rng: random.Random) -> list[tuple[float, float]]:
    """Two of a hundred feeds end within the month; each feed fails about twice for some hours, a few for days."""
    failures = [(begin, begin + rng.expovariate(1 / 3)) for begin in (rng.uniform(0, 24 * DAYS) for _ in range(2))]
    if rng.random() < 0.05:
        begin = rng.uniform(0, 24 * DAYS)
        failures.append((begin, begin + rng.uniform(24, 96)))
    if rng.random() < 0.02:
        failures.append((rng.uniform(0, 24 * DAYS), math.inf))
    return failures


@dataclass
class Watched:
    """A feed as learned polling knows it."""

    feed: Feed
    due: datetime = START
    rhythm: Rhythm | None = None
    failures: int = 0


def poll_hourly(outlet: Outlet, every_minutes: int) -> Result:
    """One month of an outlet whose feeds are all asked each time."""
    result = Result()
    for hour in _job_hours(every_minutes):
        for feed in outlet.feeds:
            result.requests += 1
            for _, article in feed.listed(hour) if feed.answers(hour) else ():
                result.found.setdefault(article, hour)
    return result


def poll_learned(outlet: Outlet, every_minutes: int) -> Result:
    """One month of an outlet whose feeds are asked when due; if one fails, the others are asked at once."""
    result = Result()
    watched = [Watched(feed) for feed in outlet.feeds]
    for hour in _job_hours(every_minutes):
        now = START + timedelta(hours=hour)
        due = [one for one in watched if one.due <= now + SLACK]
        for one in due:
            _poll(one, hour, now, result)
        if any(one.failures for one in due):
            for one in watched:
                if one not in due and not one.failures:
                    _poll(one, hour, now, result)
    return result


def _job_hours(every_minutes: int) -> list[float]:
    return [step * every_minutes / 60 for step in range(DAYS * 24 * 60 // every_minutes)]


def _poll(one: Watched, hour: float, now: datetime, result: Result) -> None:
    result.requests += 1
    if not one.feed.answers(hour):
        one.failures += 1
        one.due = next_try(one.failures, one.rhythm, now)
        return
    listed = one.feed.listed(hour)
    new = [START + timedelta(hours=at) for at, article in listed if article not in result.found]
    for _, article in listed:
        result.found.setdefault(article, hour)
    replaced = sum(START + timedelta(hours=at) > one.rhythm.as_of for at, _ in listed) if one.rhythm else 0
    one.rhythm = after_poll(one.rhythm, Poll(now, len(listed), new, replaced))
    one.due, one.failures = next_poll(one.rhythm), 0


def print_results(outlets: Sequence[Outlet], every_minutes: int) -> None:
    """The table, and below it the same by the articles a day of the outlets."""
    rows = []
    for outlet in outlets:
        hours = {article: at for feed in outlet.feeds for at, article in feed.articles if at > 0}
        rows.append((outlet, hours, poll_hourly(outlet, every_minutes), poll_learned(outlet, every_minutes)))
    print(
        f"{len(outlets)} outlets, {sum(len(one.feeds) for one in outlets)} feeds, a job every {every_minutes} minutes\n"
    )
    columns = ("articles a day", "outlets", "articles", "requests, all", "learned", "saved", "median delay, all")
    print("| " + " | ".join((*columns, "learned", "ratio", "missed")) + " |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    below = 0.0
    for limit, name in (*CLASSES, (None, "all")):
        chosen = [row for row in rows if limit is None or below <= row[0].rate < limit]
        below = limit or 0.0
        if chosen:
            print(_line(name, chosen))


def _line(name: str, rows: Sequence[tuple[Outlet, dict[int, float], Result, Result]]) -> str:
    hourly = sum(row[2].requests for row in rows)
    learned = sum(row[3].requests for row in rows)
    before, after = (
        median(
            [
                (row[way].found[article] - at) * 60
                for row in rows
                for article, at in row[1].items()
                if article in row[way].found
            ]
        )
        for way in (2, 3)
    )
    # Found too late to be found within the month is not missed: one day is left at the end.
    missed = sum(
        article not in row[3].found for row in rows for article, at in row[1].items()
        if article in row[2].found and at < (DAYS - 1) * 24
    )  # fmt: skip
    articles = sum(len(row[1]) for row in rows)
    cells = (
        name,
        len(rows),
        f"{articles:,}",
        f"{hourly:,}",
        f"{learned:,}",
        f"{1 - learned / hourly:.0%}",
        f"{before:.0f} min",
    )
    return "| " + " | ".join(map(str, (*cells, f"{after:.0f} min", f"{after / before:.2f}", missed))) + " |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--outlets", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--every", type=int, default=60, metavar="MINUTES")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    print_results([made_up_outlet(rng) for _ in range(options.outlets)], options.every)


if __name__ == "__main__":
    main()
