"""The histogram of a search as a chart: one bar for each stretch of time, and a link that narrows to it. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from newsarchive.archive.search.histogram import Histogram, TimeSpan, TimeUnit
from newsarchive.web.formatting import format_count, format_number, long_day, short_day

# The SVG is stretched to the width of the page, so these units are not pixels.
STEP, BAR_WIDTH, HEIGHT = 10, 8, 60
# A stretch with one article stays visible beside one with thousands.
MIN_BAR_HEIGHT = 1.5


@dataclass(frozen=True, slots=True)
class HistogramBar:
    """One stretch of time: place and size of its bar, words for it, and the address of the search narrowed to it.

    since and until are its days as an address names them. number is None if the stretch was not counted.
    """

    x: int
    y: float
    height: float
    label: str
    number: str | None
    count: int
    href: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class HistogramChart:
    """All bars, oldest first, and the words around them."""

    bars: tuple[HistogramBar, ...]
    title: str
    summary: str
    first: str
    last: str
    note: str | None
    width: int
    height: int = HEIGHT
    step: int = STEP
    bar_width: int = BAR_WIDTH


def draw_histogram(histogram: Histogram, address: Callable[[date, date], str]) -> HistogramChart:
    """The chart of a histogram; address(first, last) gives the search narrowed to these days."""
    counted = [span for span in histogram.spans if span.count is not None]
    busiest = max(counted, key=lambda span: span.count or 0)
    highest = max(busiest.count or 0, 1)
    bars = tuple(
        _bar(position, span, histogram.unit, highest, address(span.first, span.last))
        for position, span in enumerate(histogram.spans)
    )
    total = sum(span.count or 0 for span in counted)
    most = f"most in {span_label(busiest, histogram.unit)}" if histogram.unit != "day" else "most on"
    day = f" {short_day(busiest.first)}" if histogram.unit == "day" else ""
    since = histogram.counted_from
    return HistogramChart(
        bars=bars,
        title=f"Articles per {histogram.unit}",
        summary=f"{format_count(total, 'article')}, {most}{day}: {format_number(highest)}",
        first=short_day(histogram.spans[0].first),
        last=short_day(histogram.spans[-1].last),
        note=f"Too many results to count all of them: counted from {long_day(since)} on." if since else None,
        width=len(bars) * STEP,
    )


def span_label(span: TimeSpan, unit: TimeUnit) -> str:
    """`9 Dec 2016`, `5 Dec 2016 to 11 Dec 2016`, `December 2016`, `2016`; the days of a stretch that is cut off."""
    first, last = span.first, span.last
    if first == last:
        return short_day(first)
    if unit == "month" and first.day == 1 and _is_last_of_month(last):
        return long_day(first).split(" ", 1)[1]
    if unit == "year" and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year)
    if unit in ("decade", "century"):
        return f"{first.year} to {last.year}"
    return f"{short_day(first)} to {short_day(last)}"


def _is_last_of_month(day: date) -> bool:
    return day == date.max or date.fromordinal(day.toordinal() + 1).day == 1


def _bar(position: int, span: TimeSpan, unit: TimeUnit, highest: int, href: str) -> HistogramBar:
    count = span.count or 0
    height = round(max(count / highest * HEIGHT, MIN_BAR_HEIGHT), 2) if count else 0.0
    number = "not counted" if span.count is None else format_count(count, "article")
    return HistogramBar(
        x=position * STEP,
        y=round(HEIGHT - height, 2),
        height=height,
        label=f"{span_label(span, unit)}: {number}",
        number=None if span.count is None else format_number(count),
        count=count,
        href=href,
        since=span.first.isoformat(),
        until=span.last.isoformat(),
    )
