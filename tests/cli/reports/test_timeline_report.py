"""The table that `newsarchive timeline` prints."""

from datetime import date

from newsarchive.analysis.periods import periods_between
from newsarchive.archive.analysis.timeline_values import Panel, Timeline, TimelineRequest
from newsarchive.archive.search.selection import Selection
from newsarchive.cli.reports.timeline_report import timeline_lines


def a_timeline(*queries: str, panels: tuple[Panel, ...]) -> Timeline:
    periods = tuple(periods_between(date(2026, 3, 1), date(2026, 3, 3), "day"))
    return Timeline(TimelineRequest(queries, Selection()), queries, "day", periods, panels, True, ())


def a_panel(name: str | None = None) -> Panel:
    return Panel(name, name and name.upper(), ((10, 0, 5), (1, 0, 2)), (20, 0, 1000), (1, 0, 1))


def test_one_search_has_bars_and_a_gap_is_said():
    panel = a_panel()
    alone = Panel(None, None, panel.articles[:1], panel.published, panel.covered_days)
    assert list(timeline_lines(a_timeline("flood", panels=(alone,)), as_share=False)) == [
        "day         flood",
        "2026-03-01     10  " + "█" * 40,
        "2026-03-02    gap",
        "2026-03-03      5  " + "█" * 20,
    ]


def test_several_searches_are_columns_and_panels_have_headings():
    timeline = a_timeline("flood", "a very long search of many words", panels=(a_panel("gb"), a_panel("")))
    lines = list(timeline_lines(timeline, as_share=True))
    assert lines[:3] == [
        "GB",
        "day          flood  a very long search of m…",
        "2026-03-01  50.00%                     5.00%",
    ]
    assert lines[5:7] == ["", "no country"]
