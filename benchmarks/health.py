"""How soon faults are named, and how often nothing was wrong: a generated year of 300 outlets.

    python benchmarks/health.py --seed 1 --show

Each outlet has up to three faults of a known kind and hour. A fault is named when a finding of its kind begins. A
finding at a time when its outlet had no fault, nor in the two days before, is a false alarm.
"""

import argparse
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from generated_year import DAYS, FEW, FIRST_DAY, Fault, Traits, Year, at, generated_year

from newsarchive.health.episodes import Episode
from newsarchive.health.expected import surroundings
from newsarchive.health.judging import episodes_of
from newsarchive.records import FindingKind

WANTED = timedelta(hours=48)
# After the end of a fault, its findings may still be open, and what was missed comes in.
AFTERWARDS, ONE_ISSUE = timedelta(days=2), timedelta(days=8)
NEWS_SHARE = 0.33
MONTHS = DAYS / 30.4


@dataclass(frozen=True)
class Named:
    """One fault, and after how many hours it was named; None if it was not.

    news_hours leaves out when nobody can see a fault: weekdays on which the outlet publishes hardly anything, and the
    time in which our own crawler or network was down.
    """

    fault: Fault
    hours: float | None
    news_hours: float | None


def main() -> None:
    options = _options()
    began = time.perf_counter()
    year = generated_year(options.seed, options.outlets, with_faults=not options.without_faults)
    made = time.perf_counter()
    episodes = _all_episodes(year)
    named = [_named(fault, episodes[fault.outlet], year) for fault in year.faults]
    false = [(name, one) for name, found in episodes.items() for one in found if _is_false(one, name, year)]
    print(f"seed {options.seed}: {len(year.histories)} outlets, {DAYS} days, {len(named)} faults")
    _print_table(named, Counter(one.kind for _, one in false), year)
    print(f"generated in {made - began:.0f} s, judged in {time.perf_counter() - made:.0f} s")
    if options.show:
        _print_details(named, false, year)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--outlets", type=int, default=300)
    parser.add_argument("--without-faults", action="store_true", help="nothing is ever wrong: count false alarms")
    parser.add_argument("--show", action="store_true", help="list what was not named in time, and the false alarms")
    return parser.parse_args()


def _all_episodes(year: Year) -> dict[str, list[Episode]]:
    now = at(FIRST_DAY + timedelta(days=DAYS), 0)
    around = surroundings(year.histories, now)
    return {history.outlet: episodes_of(history, around, now) for history in year.histories}


def _named(fault: Fault, episodes: list[Episode], year: Year) -> Named:
    """The first finding of the fault's kind while it lasted; the subject of a blind field counts too."""
    traits = year.traits[fault.outlet]
    told = [
        one.told_at
        for one in episodes
        if one.kind is fault.kind
        and fault.begins <= one.told_at < fault.ends + (ONE_ISSUE if traits.is_weekly else AFTERWARDS)
        and (fault.kind is not FindingKind.BLIND or one.subject == fault.subject)
    ]
    if not told:
        return Named(fault, None, None)
    first = min(told)
    return Named(fault, _hours(first - fault.begins), _news_hours(fault.begins, first, year, traits))


def _news_hours(begins: datetime, told_at: datetime, year: Year, traits: Traits) -> float:
    """The hours between them on weekdays with a third of an ordinary day's articles or more, in which we crawled."""
    hours, day = 0.0, begins.date()
    while day <= told_at.date():
        if traits.weekdays[day.weekday()] >= NEWS_SHARE:
            first, last = max(begins, at(day, 0)), min(told_at, at(day, 24))
            down = [_hours(min(last, until) - max(first, since)) for since, until, _ in year.outages]
            hours += _hours(last - first) - sum(one for one in down if one > 0)
        day += timedelta(days=1)
    return hours


def _is_false(one: Episode, outlet: str, year: Year) -> bool:
    afterwards = ONE_ISSUE if year.traits[outlet].is_weekly else AFTERWARDS
    return not any(
        fault.outlet == outlet and fault.begins <= one.told_at < fault.ends + afterwards for fault in year.faults
    )


def _hours(length: timedelta) -> float:
    return length.total_seconds() / 3600


def _print_table(named: list[Named], false: Counter[FindingKind], year: Year) -> None:
    months = len(year.histories) * MONTHS
    by_kind: defaultdict[str, list[Named]] = defaultdict(list)
    small = [one for one in named if year.traits[one.fault.outlet].is_small]
    large = [one for one in named if not year.traits[one.fault.outlet].is_small]
    for one in large:
        by_kind[one.fault.kind.value].append(one)
    print("| kind | injected | named | within 48 h | within 48 h of news | median delay (h) | false alarms |")
    print("|---|---|---|---|---|---|---|")
    for kind in sorted(set(by_kind) | {one.value for one in false}):
        _print_row(kind, by_kind[kind], false[FindingKind(kind)], months)
    _print_row("all of these", large, false.total(), months)
    _print_row(f"weeklies, and outlets with fewer than {FEW} articles a day", small, None, months)


def _print_row(kind: str, named: list[Named], false: int | None, months: float) -> None:
    delays = [one.hours for one in named if one.hours is not None]
    news_delays = [one.news_hours for one in named if one.news_hours is not None]
    delay = f"{median(delays):.0f}" if delays else "-"
    alarms = "" if false is None else f"{100 * false / months:.2f}"
    shares = f"{_soon(delays, len(named))} | {_soon(news_delays, len(named))}"
    print(f"| {kind} | {len(named)} | {len(delays)} | {shares} | {delay} | {alarms} |")


def _soon(delays: list[float], injected: int) -> str:
    return f"{sum(hours <= _hours(WANTED) for hours in delays) / injected:.1%}" if injected else "-"


def _print_details(named: list[Named], false: list[tuple[str, Episode]], year: Year) -> None:
    for one in named:
        if one.hours is None or one.hours > _hours(WANTED):
            print("late:", _told(one.fault.begins), one.fault, one.hours, year.traits[one.fault.outlet])
    for name, episode in false:
        print("false:", name, episode, year.traits[name])


def _told(when: datetime) -> str:
    return f"{when:%a %Y-%m-%d %H:%M}"


if __name__ == "__main__":
    main()
