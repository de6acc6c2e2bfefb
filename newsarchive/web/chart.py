"""Bar charts of articles per day, week, month or year: the numbers that the SVG in the template is drawn from. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from newsarchive.web.formatting import format_count, format_number, long_day, short_day

DAYS = 90
# The SVG is stretched to the width of the page, so these units are not pixels.
STEP = 10
BAR_WIDTH = 7
HEIGHT = 100
# Weeks and months are shown if this many bars are enough. A misprinted year must not make thousands of bars.
MOST_BARS, MOST_YEARS = 130, 200
# A day with one article stays visible beside a day with thousands.
MIN_BAR_HEIGHT = 1.5
# The same for the small charts, one for each outlet.
SMALL_STEP, SMALL_BAR, SMALL_HEIGHT = 4, 3, 24


@dataclass(frozen=True, slots=True)
class Bar:
    """One day or longer period: position and size of its bar, its articles (count, and number as text), its address.

    is_gap: the archive has nothing of that time, which does not mean that nothing was published.
    """

    x: int
    y: float
    height: float
    count: int
    day: str
    number: str
    label: str
    href: str
    width: int = BAR_WIDTH
    step: int = STEP
    is_gap: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """One bar for each period of the name `unit`, the last one at the day `last`."""

    bars: tuple[Bar, ...]
    first: str
    last: str
    summary: str
    description: str
    width: int = DAYS * STEP
    height: int = HEIGHT
    unit: str = "day"

    @property
    def title(self) -> str:
        """The heading of the chart."""
        return f"Articles per {self.unit}"


@dataclass(frozen=True, slots=True)
class SmallChart:
    """One of many small charts: the path of its bars, one unit a day, and the path of the days without a crawl."""

    bars: str
    gaps: str
    width: int
    description: str
    height: int = SMALL_HEIGHT


def draw_small(title: str, counts: Mapping[date, int], days: Sequence[date]) -> SmallChart:
    """The bars of one outlet on those days, each as high as its share of the highest; a day not in counts is a gap."""
    highest = max((counts.get(day, 0) for day in days), default=0) or 1
    bars = gaps = ""
    for position, day in enumerate(days):
        if day not in counts:
            gaps += f"M{position * SMALL_STEP} {SMALL_HEIGHT - 1}h{SMALL_STEP}v1h-{SMALL_STEP}z"
        elif counts[day]:
            height = max(round(counts[day] / highest * SMALL_HEIGHT), 1)
            bars += f"M{position * SMALL_STEP} {SMALL_HEIGHT}v-{height}h{SMALL_BAR}v{height}z"
    total = format_count(sum(counts.get(day, 0) for day in days), "article")
    crawled = format_count(sum(day in counts for day in days), "day")
    description = f"{title}: {total} in {crawled} with a crawl, at most {format_number(highest)} a day"
    return SmallChart(bars, gaps, len(days) * SMALL_STEP, description)


def last_day(counts: Mapping[date, int], today: date) -> date | None:
    """The last day of the chart: today, or the newest day with articles if that is more than DAYS days ago.

    Days in the future do not count. None if no day has an article.
    """
    newest = max((day for day in counts if day <= today), default=None)
    if newest is None:
        return None
    return today if newest > today - timedelta(days=DAYS) else newest


def draw_days(counts: Mapping[date, int], today: date, address: Callable[[date], str]) -> Chart | None:
    """The chart of counts; address gives the page of a day. None if no day has an article."""
    last = last_day(counts, today)
    if last is None:
        return None
    days = [last - timedelta(days=ago) for ago in reversed(range(DAYS))]
    shown = {day: counts.get(day, 0) for day in days}
    highest = max(shown.values())
    busiest = max(day for day, count in shown.items() if count == highest)
    bars = tuple(_bar(position, day, shown[day], highest, address(day)) for position, day in enumerate(days))
    total = format_count(sum(shown.values()), "article")
    peak = f"most on {short_day(busiest)}: {format_number(highest)}"
    return Chart(
        bars=bars,
        first=short_day(days[0]),
        last=short_day(last),
        summary=f"{total} in {DAYS} days; {peak}",
        description=f"{total} published from {long_day(days[0])} to {long_day(last)}; {peak}.",
    )


def draw_span(counts: Mapping[date, int], today: date, address: Callable[[date, date], str]) -> Chart | None:
    """The chart of all days up to today, in days, weeks, months or years as fits; address gives a period's page.

    It is that of draw_days if all articles are of these days. None if no day has an article.
    """
    last = last_day(counts, today)
    if last is None:
        return None
    first = min(day for day in counts if day <= last)
    if last - first < timedelta(days=DAYS):
        return draw_days(counts, today, lambda day: address(day, day))
    unit = next((unit for unit in _UNITS if len(unit.starts(first, last)) <= MOST_BARS), _UNITS[-1])
    starts = unit.starts(first, last)[-MOST_YEARS:]
    numbers = dict.fromkeys(starts, 0)
    for day, count in counts.items():
        if starts[0] <= day <= last:
            numbers[unit.start(day)] += count
    highest = max(numbers.values())
    busiest = max(start for start, count in numbers.items() if count == highest)
    bars = []
    for position, start in enumerate(starts):
        end = min(unit.next(start) - timedelta(days=1), last)
        bar = _bar(position, start, numbers[start], highest, address(start, end))
        name = unit.name_of(start)
        label = f"{name}: {format_count(bar.count, 'article') if bar.count else 'nothing in the archive'}"
        bars.append(replace(bar, day=name, label=label, is_gap=not bar.count))
    total = format_count(sum(numbers.values()), "article")
    peak = f"most in {unit.name_of(busiest)}: {format_number(highest)}"
    gaps = sum(bar.is_gap for bar in bars)
    without = f" {format_count(gaps, unit.name)} without articles." if gaps else ""
    return Chart(
        bars=tuple(bars),
        first=unit.name_of(starts[0]),
        last=short_day(last),
        summary=f"{total} since {unit.name_of(starts[0])}; {peak}",
        description=f"{total} published from {long_day(max(first, starts[0]))} to {long_day(last)}; {peak}.{without}",
        width=len(bars) * STEP,
        unit=unit.name,
    )


@dataclass(frozen=True, slots=True)
class Unit:
    """A period of a chart: its name, the first day of the period of a day and of the next one, and what to call it."""

    name: str
    start: Callable[[date], date]
    next: Callable[[date], date]
    name_of: Callable[[date], str]

    def starts(self, first: date, last: date) -> list[date]:
        """The first days of all periods from that of first to that of last; no more than a chart of years has."""
        found = [self.start(last)]
        while found[-1] > self.start(first) and len(found) < max(MOST_BARS + 1, MOST_YEARS):
            found.append(self.start(found[-1] - timedelta(days=1)))
        return found[::-1]


def _next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


_UNITS = (
    Unit(
        "week",
        lambda day: day - timedelta(days=day.weekday()),
        lambda day: day + timedelta(days=7),
        lambda day: f"the week of {short_day(day)}",
    ),
    Unit("month", lambda day: day.replace(day=1), _next_month, lambda day: long_day(day).partition(" ")[2]),
    Unit(
        "year",
        lambda day: day.replace(month=1, day=1),
        lambda day: day.replace(year=day.year + 1),
        lambda day: str(day.year),
    ),
)


def _bar(position: int, day: date, count: int, highest: int, href: str) -> Bar:
    height = round(max(count / highest * HEIGHT, MIN_BAR_HEIGHT), 2) if count else 0.0
    written = long_day(day)
    return Bar(
        x=position * STEP,
        y=round(HEIGHT - height, 2),
        height=height,
        count=count,
        day=written,
        number=format_number(count),
        label=f"{written}: {format_count(count, 'article')}",
        href=href,
    )
