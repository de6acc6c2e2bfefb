"""Articles per day as a picture: the numbers an SVG is drawn from. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from newsarchive.web.formatting import counted, short_day, write_day

DAYS = 90
# The picture is stretched to the page's width: one unit is one part of a day's step, not a pixel.
STEP = 10
BAR_WIDTH = 7
HEIGHT = 100
# A day with one article beside a day with thousands must still be seen.
LEAST_HEIGHT = 1.5


@dataclass(frozen=True, slots=True)
class Bar:
    """One day: where its bar stands, how many articles it means, and where a click leads."""

    x: int
    y: float
    height: float
    count: int
    label: str
    href: str
    width: int = BAR_WIDTH
    step: int = STEP


@dataclass(frozen=True, slots=True)
class Chart:
    """The picture of DAYS days that end with last."""

    bars: tuple[Bar, ...]
    first: str
    last: str
    summary: str
    description: str
    width: int = DAYS * STEP
    height: int = HEIGHT


def last_day(counts: Mapping[date, int], today: date) -> date | None:
    """The day the picture ends with: today, or the newest day with articles where that is older than the picture.

    A claimed day in the future does not count. None where no day has an article.
    """
    newest = max((day for day in counts if day <= today), default=None)
    if newest is None:
        return None
    return today if newest > today - timedelta(days=DAYS) else newest


def draw_days(counts: Mapping[date, int], today: date, address: Callable[[date], str]) -> Chart | None:
    """The picture of counts, or None where there is nothing to draw."""
    last = last_day(counts, today)
    if last is None:
        return None
    days = [last - timedelta(days=ago) for ago in reversed(range(DAYS))]
    shown = {day: counts.get(day, 0) for day in days}
    highest = max(shown.values())
    busiest = max(day for day, count in shown.items() if count == highest)
    bars = tuple(_bar(number, day, shown[day], highest, address(day)) for number, day in enumerate(days))
    total = counted(sum(shown.values()), "article")
    peak = f"most on {short_day(busiest)}: {highest:,}"
    return Chart(
        bars=bars,
        first=short_day(days[0]),
        last=short_day(last),
        summary=f"{total} in {DAYS} days; {peak}",
        description=f"{total} published from {write_day(days[0])} to {write_day(last)}; {peak}.",
    )


def _bar(number: int, day: date, count: int, highest: int, href: str) -> Bar:
    height = round(max(count / highest * HEIGHT, LEAST_HEIGHT), 2) if count else 0.0
    label = f"{write_day(day)}: {counted(count, 'article')}"
    x = number * STEP
    return Bar(x=x, y=round(HEIGHT - height, 2), height=height, count=count, label=label, href=href)
