"""A timeline as values for programs: one object for JSON, and rows for CSV, with one number a row."""

from collections.abc import Iterator
from typing import Any

from newsarchive.archive.analysis.timeline_values import Panel, Timeline

SHARE_DIGITS = 6
COLUMNS = (*("period", "since", "until", "group", "query", "articles", "published", "share", "days", "covered_days"),)


def timeline_values(timeline: Timeline) -> dict[str, Any]:
    """The timeline as JSON values. Numbers of a gap are null: nothing is known of these days."""
    request = timeline.request
    return {
        "queries": list(request.queries),
        "understood": list(timeline.understood),
        "by": timeline.step,
        "since": timeline.periods[0].since.isoformat(),
        "until": timeline.periods[-1].until.isoformat(),
        "copies": "all" if request.all_copies else "once",
        "days": "outlet" if timeline.is_exact else "utc",
        "split": request.split,
        "notes": list(timeline.notes),
        "panels": [
            {
                "group": panel.name,
                "title": panel.title,
                "periods": [_period_values(timeline, panel, at) for at in range(len(timeline.periods))],
            }
            for panel in timeline.panels
        ],
    }


def timeline_rows(timeline: Timeline) -> Iterator[dict[str, Any]]:
    """One row for each group, period and search, with the names of COLUMNS. Cells of a gap are None."""
    for panel in timeline.panels:
        for at, period in enumerate(timeline.periods):
            is_gap = panel.is_gap(at)
            for search, query in enumerate(timeline.request.queries):
                yield {
                    "period": period.name,
                    "since": period.since.isoformat(),
                    "until": period.until.isoformat(),
                    "group": panel.name,
                    "query": query,
                    "articles": None if is_gap else panel.articles[search][at],
                    "published": None if is_gap else panel.published[at],
                    "share": _rounded(panel.share(search, at)),
                    "days": period.days,
                    "covered_days": panel.covered_days[at],
                }


def _period_values(timeline: Timeline, panel: Panel, at: int) -> dict[str, Any]:
    period, is_gap = timeline.periods[at], panel.is_gap(at)
    searches = range(len(timeline.request.queries))
    return {
        "period": period.name,
        "since": period.since.isoformat(),
        "until": period.until.isoformat(),
        "articles": None if is_gap else [panel.articles[search][at] for search in searches],
        "published": None if is_gap else panel.published[at],
        "share": None if is_gap else [_rounded(panel.share(search, at)) for search in searches],
        "days": period.days,
        "covered_days": panel.covered_days[at],
    }


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, SHARE_DIGITS)
