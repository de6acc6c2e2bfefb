"""How `newsarchive timeline` prints its numbers: a table for people."""

from collections.abc import Iterator

from newsarchive.archive.analysis.timeline_values import Panel, Timeline

GAP = "gap"
BAR_WIDTH = 40
# A longer search would push the numbers off the screen.
HEADING_WIDTH = 24


def timeline_lines(timeline: Timeline, *, as_share: bool) -> Iterator[str]:
    """A line for each period, with the number of each search; one search also gets a bar."""
    for number, panel in enumerate(timeline.panels):
        if panel.name is not None:
            yield from ("",) * bool(number)
            yield panel.title or panel.name or "no country"
        yield from _panel_lines(timeline, panel, as_share=as_share)


def _panel_lines(timeline: Timeline, panel: Panel, *, as_share: bool) -> Iterator[str]:
    searches = range(len(timeline.request.queries))
    headings = [_shortened(query or "all articles") for query in timeline.request.queries]
    cells = [
        [_cell(panel, search, at, as_share=as_share) for search in searches] for at in range(len(timeline.periods))
    ]
    widths = [max(len(headings[at]), *(len(row[at]) for row in cells)) for at in searches]
    names = max(len(period.name) for period in timeline.periods)
    columns = "  ".join(f"{heading:>{width}}" for heading, width in zip(headings, widths, strict=True))
    yield f"{timeline.step:{names}}  {columns}"
    values = [_value(panel, at, as_share=as_share) for at in range(len(timeline.periods))]
    highest = max(values, default=0)
    for at, (period, row) in enumerate(zip(timeline.periods, cells, strict=True)):
        columns = "  ".join(f"{cell:>{width}}" for cell, width in zip(row, widths, strict=True))
        bar = "█" * round(values[at] / highest * BAR_WIDTH) if highest and len(headings) == 1 else ""
        yield f"{period.name:{names}}  {columns}  {bar}".rstrip()


def _value(panel: Panel, period: int, *, as_share: bool) -> float:
    return (panel.share(0, period) or 0) if as_share else panel.articles[0][period]


def _cell(panel: Panel, search: int, period: int, *, as_share: bool) -> str:
    if panel.is_gap(period):
        return GAP
    if not as_share:
        return f"{panel.articles[search][period]:,}"
    share = panel.share(search, period)
    return "-" if share is None else f"{share:.2%}"


def _shortened(query: str) -> str:
    return query if len(query) <= HEADING_WIDTH else query[: HEADING_WIDTH - 1] + "…"
