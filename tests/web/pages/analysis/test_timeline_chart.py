"""The charts of a timeline: round axes, bars, lines with gaps, markers, and the areas to click on."""

from datetime import date, timedelta

import pytest

from newsarchive.analysis.periods import periods_between
from newsarchive.archive.analysis.timeline_values import Panel, Timeline, TimelineRequest
from newsarchive.archive.search.selection import Selection
from newsarchive.web.pages.analysis.timeline_chart import axis_label, draw_panel, round_up, ticks, top_of


def a_timeline(*articles: tuple[int, ...], covered: tuple[int, ...] | None = None) -> Timeline:
    days = len(articles[0])
    periods = tuple(periods_between(date(2026, 1, 1), date(2026, 1, 1) + timedelta(days=days - 1), "day"))
    panel = Panel(None, None, articles, (10,) * days, covered or (1,) * days)
    queries = tuple("abcde"[: len(articles)])
    return Timeline(TimelineRequest(queries, Selection()), queries, "day", periods, (panel,), True, ())


@pytest.mark.parametrize(
    ("value", "top"),
    [
        (0, 2),
        (1, 2),
        (2, 2),
        (3, 4),
        (5, 6),
        (9, 10),
        (10, 10),
        (11, 12),
        (55, 60),
        (250, 300),
        (801, 1000),
        (10_500, 12_000),
    ],
)
def test_the_axis_of_numbers_ends_at_a_round_number_with_a_whole_half(value: float, top: float):
    assert round_up(value, as_share=False) == top


@pytest.mark.parametrize(("value", "top"), [(0, 1), (0.004, 0.005), (0.021, 0.025), (0.11, 0.2), (1, 1)])
def test_the_axis_of_shares_ends_at_a_round_number(value: float, top: float):
    assert round_up(value, as_share=True) == pytest.approx(top)


def test_one_search_is_drawn_as_bars_and_gaps_are_areas():
    timeline = a_timeline((4, 0, 0, 1), covered=(1, 0, 0, 1))
    (panel,) = timeline.panels
    chart = draw_panel(timeline, panel, top_of(timeline, timeline.panels, as_share=False), as_share=False, height=100)
    assert chart.has_bars
    assert chart.lines[0].path == "M35 100v-100h180v100zM785 100v-25h180v25z"
    assert chart.gaps == "M250 0h500v100h-500z"


def test_lines_are_interrupted_by_gaps_and_a_single_point_is_a_dot():
    timeline = a_timeline((2, 0, 1, 2), (0, 0, 2, 2), covered=(1, 0, 1, 1))
    chart = draw_panel(timeline, timeline.panels[0], 2, as_share=False, height=100)
    assert not chart.has_bars
    assert [line.path for line in chart.lines] == ["M125 0h0M625 50L875 0", "M125 100h0M625 0L875 0"]
    assert chart.lines[0].markers == "M125 0h0M625 50h0M875 0h0"


def test_shares_and_areas():
    timeline = a_timeline((5, 0))
    chart = draw_panel(
        timeline, timeline.panels[0], 0.5, as_share=True, height=100, area=lambda at: (f"day {at}", "/search")
    )
    assert chart.lines[0].path == "M70 100v-100h360v100z"
    assert [(area.x, area.width, area.label) for area in chart.areas] == [(0, 500, "day 0"), (500, 500, "day 1")]


def test_a_thousand_periods_are_a_line_with_few_markers():
    timeline = a_timeline(tuple(range(1000)))
    (line,) = draw_panel(timeline, timeline.panels[0], 1000, as_share=False).lines
    assert line.path.count("L") == 999
    assert line.markers.count("M") == 40


def test_labels():
    assert [axis_label(value, as_share=False) for value in (2500, 1)] == ["2,500", "1"]
    assert [axis_label(value, as_share=True) for value in (0.125, 0, 0.0005)] == ["12.5%", "0%", "0.05%"]
    assert (ticks(100), ticks(2), ticks(1)) == ([0, 25, 50, 74, 99], [0, 1], [0])
