"""How soon faults are named, and how often nothing was wrong: a generated year of 300 outlets.

    python benchmarks/health.py --seed 1 --show

Each outlet has up to three faults of a known kind and hour. A fault is named when a finding of its kind begins. A
finding at a time when its outlet had no fault, nor in the two days before, is a false alarm.

A crawl judges what is known after it. So whether a fault was named in time is judged from the numbers as they were
after the last crawl within 48 hours. The delays of the table are those of the numbers of whole days, so they are
rounded up.
"""

import argparse
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from generated_year import DAYS, FEW, FIRST_DAY, Fault, Traits, Year, at, generated_year

from newsarchive.health.episodes import Episode
from newsarchive.health.expected import Surroundings, surroundings
from newsarchive.health.judging import episodes_of
from newsarchive.records import FindingKind

WANTED = timedelta(hours=48)
# After the end of a fault, its findings may still be open, and what was missed comes in.
AFTERWARDS, ONE_ISSUE = timedelta(days=2), timedelta(days=8)
NEWS_SHARE = 0.33
MONTHS = DAYS / 30.4
END = at(FIRST_DAY + timedelta(days=DAYS), 0)


@dataclass(frozen=True)
class Named:
    """One fault, after how many hours it was named (None if it was not), and whether this was in time.

    News hours leave out when nobody can see a fault: weekdays on which the outlet publishes hardly anything, and the
    time in which our own crawler or network was down.
    """

    fault: Fault
    hours: float | None
    is_soon: bool
    is_soon_of_news: bool


def main() -> None:
    options = _options()
    began = time.perf_counter()
    year = generated_year(options.seed, options.outlets, with_faults=not options.without_faults)
    made = time.perf_counter()
    around = surroundings(year.histories, END)
    episodes = {history.outlet: episodes_of(history, around, END) for history in year.histories}
    judged = time.perf_counter()
    named = [_named(fault, episodes[fault.outlet], year, around) for fault in year.faults]
    false = [(name, one) for name, found in episodes.items() for one in found if _is_false(one, name, year)]
    print(f"seed {options.seed}: {len(year.histories)} outlets, {DAYS} days, {len(named)} faults")
    _print_table(named, Counter(one.kind for _, one in false), year)
    print(f"generated in {made - began:.0f} s, judged in {judged - made:.0f} s")
    if options.show:
        _print_details(named, false, year)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--outlets", type=int, default=300)
    parser.add_argument("--without-faults", action="store_true", help="nothing is ever wrong: count false alarms")
    parser.add_argument("--show", action="store_true", help="list what was not named in time, and the false alarms")
    return parser.parse_args()


def _named(fault: Fault, episodes: list[Episode], year: Year, around: Surroundings) -> Named:
    """Whether and when a finding of the fault's kind began while it lasted; the subject of a blind field counts too."""
    traits = year.traits[fault.outlet]
    until = fault.ends + (ONE_ISSUE if traits.is_weekly else AFTERWARDS)
    told = [one.told_at for one in episodes if _is_about(one, fault) and fault.begins <= one.told_at < until]
    if not told:
        return Named(fault, None, is_soon=False, is_soon_of_news=False)
    first = min(told)
    in_time = fault.begins + WANTED
    is_soon = first <= in_time or _is_known(fault, in_time, year, around)
    in_time = _after_news(fault.begins, year, traits)
    is_soon_of_news = is_soon or first <= in_time or _is_known(fault, in_time, year, around)
    return Named(fault, _hours(first - fault.begins), is_soon, is_soon_of_news)


def _is_about(one: Episode, fault: Fault) -> bool:
    return one.kind is fault.kind and (fault.kind is not FindingKind.BLIND or one.subject == fault.subject)


def _is_known(fault: Fault, now: datetime, year: Year, around: Surroundings) -> bool:
    """Whether the crawls until now named the fault. What other outlets publish on a day is known when it is over."""
    history = year.history_until(fault.outlet, now)
    known = Surroundings(
        {key: share for key, share in around.volume.items() if key[1] < now.date()},
        frozenset(day for day in around.our_days if day < now.date()),
    )
    found = episodes_of(history, known, now)
    return any(_is_about(one, fault) and fault.begins <= one.told_at <= now for one in found)


def _after_news(begins: datetime, year: Year, traits: Traits) -> datetime:
    """When 48 hours of news have passed."""
    until = begins + WANTED
    while _news_hours(begins, until, year, traits) < _hours(WANTED):
        until += timedelta(hours=1)
    return until


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
    delay = f"{median(delays):.0f}" if delays else "-"
    alarms = "" if false is None else f"{100 * false / months:.2f}"
    soon = _share(sum(one.is_soon for one in named), len(named))
    soon_of_news = _share(sum(one.is_soon_of_news for one in named), len(named))
    print(f"| {kind} | {len(named)} | {len(delays)} | {soon} | {soon_of_news} | {delay} | {alarms} |")


def _share(count: int, injected: int) -> str:
    return f"{count / injected:.1%}" if injected else "-"


def _print_details(named: list[Named], false: list[tuple[str, Episode]], year: Year) -> None:
    for one in named:
        if not one.is_soon_of_news:
            print("late:", _told(one.fault.begins), one.fault, one.hours, year.traits[one.fault.outlet])
    for name, episode in false:
        print("false:", name, episode, year.traits[name])


def _told(when: datetime) -> str:
    return f"{when:%a %Y-%m-%d %H:%M}"


if __name__ == "__main__":
    main()
