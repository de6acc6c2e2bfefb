"""The bar chart of articles per day: the numbers that the SVG in the template is drawn from. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from newsarchive.web.formatting import format_count, format_number, long_day, short_day

DAYS = 90
# The SVG is stretched to the width of the page, so these units are not pixels.
STEP = 10
BAR_WIDTH = 7
HEIGHT = 100
# A day with one article stays visible beside a day with thousands.
MIN_BAR_HEIGHT = 1.5
# The same for the small charts, one for each outlet.
SMALL_STEP, SMALL_BAR, SMALL_HEIGHT = 4, 3, 24


@dataclass(frozen=True, slots=True)
class Bar:
    """One day: position and size of its bar, articles (count, and number as text), and the address behind it."""

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


@dataclass(frozen=True, slots=True)
class Chart:
    """DAYS bars, one a day; the last is the day `last`."""

    bars: tuple[Bar, ...]
    first: str
    last: str
    summary: str
    description: str
    width: int = DAYS * STEP
    height: int = HEIGHT


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
