"""The charts of a timeline: the numbers that the SVG in the template is drawn from. Pure.

The SVG is stretched to the width of the page. So its lines keep their width only by CSS, and all text is outside of it.
Lines differ by dashes and markers, not only by colour.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from newsarchive.archive.analysis.timeline_values import Panel, Timeline
from newsarchive.web.formatting import format_number

WIDTH, HEIGHT = 1000, 240
SMALL_HEIGHT = 80
# One search is drawn as bars while these are wide enough to be seen.
MOST_BARS = 300
# More markers than these would hide the line.
MOST_MARKERS = 40
# A number that is not 0 stays visible.
_LOWEST_BAR = 1.5
_BAR_SHARE = 0.72
# What the top of the axis is, times a power of ten. Half of it is a whole number where articles are counted.
_ROUND_SHARES = (1.0, 2.0, 2.5, 5.0, 10.0)
_ROUND_NUMBERS = (1.0, 1.2, 1.6, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
_EVEN_NUMBERS = (2.0, 4.0, 6.0, 8.0, 10.0)


@dataclass(frozen=True, slots=True)
class ChartLine:
    """One search in a chart: its number from 1, the path of its line or bars, and the path of its markers."""

    number: int
    path: str
    markers: str


@dataclass(frozen=True, slots=True)
class ClickArea:
    """A period of the chart: where it is, what its numbers are, and the search for its articles."""

    x: float
    width: float
    label: str
    href: str | None


@dataclass(frozen=True, slots=True)
class TimelineChart:
    """One chart; gaps is the path of the periods of which nothing is known."""

    lines: tuple[ChartLine, ...]
    gaps: str
    has_bars: bool
    areas: tuple[ClickArea, ...]
    height: int
    width: int = WIDTH


def round_up(value: float, *, as_share: bool) -> float:
    """The smallest round number that is not below value: of articles at least 2, so that half of it is one."""
    if not as_share:
        value = max(value, 2.0)
    elif value <= 0:
        return 1.0
    power = 1.0
    while power * 10 < value:
        power *= 10
    while power >= value:
        power /= 10
    factors = _ROUND_SHARES if as_share else _ROUND_NUMBERS if power >= 10 else _EVEN_NUMBERS
    return next(power * factor for factor in factors if power * factor >= value)


def top_of(timeline: Timeline, panels: Sequence[Panel], *, as_share: bool) -> float:
    """The highest value of the axis, for all panels: a round number."""
    numbers = [
        value
        for panel in panels
        for search in range(len(timeline.request.queries))
        for value in values_of(panel, search, as_share=as_share)
        if value is not None
    ]
    return round_up(max(numbers, default=0), as_share=as_share)


def values_of(panel: Panel, search: int, *, as_share: bool) -> list[float | None]:
    """The value of each period; None where nothing is known, or where there is no share."""
    return [
        None if panel.is_gap(at) else panel.share(search, at) if as_share else panel.articles[search][at]
        for at in range(len(panel.published))
    ]


def draw_panel(
    timeline: Timeline,
    panel: Panel,
    top: float,
    *,
    as_share: bool,
    height: int = HEIGHT,
    area: Callable[[int], tuple[str, str | None]] | None = None,
) -> TimelineChart:
    """The chart of one panel; area gives the label and the address of a period."""
    periods = len(timeline.periods)
    step = WIDTH / periods
    searches = range(len(timeline.request.queries))
    has_bars = len(searches) == 1 and periods <= MOST_BARS
    lines = []
    for search in searches:
        values = values_of(panel, search, as_share=as_share)
        heights = [None if value is None else value / top * height for value in values]
        path = _bars(heights, step, height) if has_bars else _line(heights, step, height)
        lines.append(ChartLine(search + 1, path, "" if has_bars else _markers(heights, step, height, search)))
    gaps = "".join(
        f"M{_short(first * step)} 0h{_short((last - first + 1) * step)}v{height}h-{_short((last - first + 1) * step)}z"
        for first, last in _runs([panel.is_gap(at) for at in range(periods)])
    )
    areas = () if area is None else tuple(ClickArea(at * step, step, *area(at)) for at in range(periods))
    return TimelineChart(tuple(lines), gaps, has_bars, areas, height)


def axis_label(value: float, *, as_share: bool) -> str:
    """A value at the side of the chart: 2,500 or 12.5%."""
    if as_share:
        return f"{value * 100:.4g}%"
    return format_number(int(value)) if value == int(value) else f"{value:g}"


def ticks(periods: int, most: int = 5) -> list[int]:
    """The periods that are named below the chart, the same distance apart."""
    number = min(most, periods)
    return [round(at * (periods - 1) / max(1, number - 1)) for at in range(number)]


def _bars(heights: Sequence[float | None], step: float, height: int) -> str:
    width = _short(step * _BAR_SHARE)
    path = ""
    for at, high in enumerate(heights):
        if high:
            up = _short(max(high, _LOWEST_BAR))
            path += f"M{_short((at + (1 - _BAR_SHARE) / 2) * step)} {height}v-{up}h{width}v{up}z"
    return path


def _line(heights: Sequence[float | None], step: float, height: int) -> str:
    """The line, interrupted where a value is missing; a value between two gaps is a dot."""
    path = ""
    for first, last in _runs([high is not None for high in heights]):
        points = [_point(at, heights[at] or 0.0, step, height) for at in range(first, last + 1)]
        path += f"M{points[0]}" + ("".join(f"L{point}" for point in points[1:]) or "h0")
    return path


def _markers(heights: Sequence[float | None], step: float, height: int, search: int) -> str:
    """Points of no length, which CSS draws round or square. Those of each search are at other periods."""
    every = max(1, len(heights) // MOST_MARKERS)
    return "".join(
        f"M{_point(at, high, step, height)}h0"
        for at, high in enumerate(heights)
        if high is not None and at % every == search % every
    )


def _point(at: int, high: float, step: float, height: int) -> str:
    return f"{_short((at + 0.5) * step)} {_short(height - high)}"


def _runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """The first and last place of each run of true flags."""
    for flag, places in groupby(range(len(flags)), lambda place: flags[place]):
        found = list(places)
        if flag:
            yield found[0], found[-1]


def _short(value: float) -> str:
    return f"{round(value, 2):g}"
