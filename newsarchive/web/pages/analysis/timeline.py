"""The page /timeline: the articles of up to five searches over time, as a chart and a table; also as JSON and CSV."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from datasette.utils.asgi import BadRequest, Request, Response

from newsarchive import clock
from newsarchive.analysis.periods import STEPS, Period, Step
from newsarchive.archive.analysis.timeline import read_joint_timeline
from newsarchive.archive.analysis.timeline_rows import COLUMNS, timeline_rows, timeline_values
from newsarchive.archive.analysis.timeline_values import MOST_QUERIES, Panel, Timeline
from newsarchive.errors import UsageError
from newsarchive.formats.csv_cells import safe_cells
from newsarchive.web.databases import ShownArchives
from newsarchive.web.formatting import country_name, format_count, format_number, long_day, short_day
from newsarchive.web.layout import site_of
from newsarchive.web.pages.analysis.filters import FilterView, bad_request, check_names, read_filters, understood
from newsarchive.web.pages.analysis.timeline_chart import (
    MOST_BARS,
    SMALL_HEIGHT,
    axis_label,
    draw_panel,
    ticks,
    top_of,
)
from newsarchive.web.requests.search_request import unknown_outlets
from newsarchive.web.requests.timeline_request import TimelineForm, read_timeline_form
from newsarchive.web.responses import JSON_TYPE, html_response, page_format, redirect, text_response, to_json
from newsarchive.web.searching.filter_fields import counting_note
from newsarchive.web.searching.select_boxes import has_empty_arguments

if TYPE_CHECKING:
    from datasette.app import Datasette

T = TypeVar("T")

FORMATS = ("json", "csv")
# The numbers of the table; more would make a page of megabytes. CSV and JSON have all.
MOST_NUMBERS_SHOWN = 5_000
ALL_ARTICLES = "all articles"
GAP = "gap"


@dataclass(frozen=True, slots=True)
class TableCell:
    """A number in the table, and the search for its articles."""

    text: str
    href: str | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    """One period, or one search in a period, with the numbers of each column."""

    heading: str
    search: str | None
    cells: tuple[TableCell, ...]


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A search as the legend shows it: its number, its words, and how many articles it has."""

    number: int
    query: str
    count: str
    href: str


async def timeline_page(datasette: Datasette, archives: ShownArchives, request: Request) -> Response:
    """The page at /timeline, or the same numbers as JSON or CSV."""
    file_format = page_format(request, "Timelines", FORMATS)
    form = understood(datasette, read_timeline_form, request.args)
    await check_names(archives, form.search)
    site = site_of(datasette, archives)
    if file_format is None and has_empty_arguments(request):
        # A form sends every field. The permanent address has only those with a value.
        return redirect(form.address(site.timeline))
    if file_format is not None:
        # Made in the thread of the query: it may have a hundred thousand numbers.
        body, content_type = await _read(archives, form, _AS_FILE[file_format])
        return text_response(datasette, body, content_type, filename=f"timeline.{file_format}")
    # Read at the same time.
    filters, timeline = await asyncio.gather(
        read_filters(archives, form, site.timeline), _read(archives, form, lambda timeline: timeline)
    )
    numbers = len(timeline.periods) * len(timeline.request.queries) * len(timeline.panels)
    if numbers > MOST_NUMBERS_SHOWN:
        raise BadRequest(
            f"By {timeline.step}, this timeline has {format_number(numbers)} numbers. "
            f"The page shows {MOST_NUMBERS_SHOWN:,} at most. Choose longer periods or fewer years. "
            "CSV and JSON have all numbers."
        )
    view = TimelineView(form, timeline, site.timeline, site.search, filters)
    return await html_response(datasette, archives, request, "timeline.html", {"here": "timeline", **view.context()})


async def _read(archives: ShownArchives, form: TimelineForm, use: Callable[[Timeline], T]) -> T:
    """What use makes of the timeline that the form asks for, in the thread of the query."""
    today = clock.now().date()
    try:
        return await archives.read(lambda opened: use(read_joint_timeline(opened, form.request(), today)))
    except UsageError as error:
        raise bad_request(error) from error


def _as_json(timeline: Timeline) -> tuple[str, str]:
    return to_json(timeline_values(timeline)), JSON_TYPE


def _as_csv(timeline: Timeline) -> tuple[str, str]:
    lines = io.StringIO()
    table = csv.writer(lines)
    table.writerow(COLUMNS)
    table.writerows(safe_cells(row.values()) for row in timeline_rows(timeline))
    return lines.getvalue(), "text/csv; charset=utf-8"


_AS_FILE = {"json": _as_json, "csv": _as_csv}


class TimelineView:
    """The values that the template of the timeline shows."""

    def __init__(self, form: TimelineForm, timeline: Timeline, path: str, search: str, filters: FilterView) -> None:
        self.form = form
        self.timeline = timeline
        self.path = path
        self.search = search
        self.filters = filters
        self.queries = timeline.request.queries
        self.top = top_of(timeline, timeline.panels, as_share=form.as_share)

    def context(self) -> dict[str, Any]:
        """The variables of the template."""
        form, timeline = self.form, self.timeline
        searches = [*form.queries, ""] if len(form.queries) < MOST_QUERIES else form.queries
        return {
            **self.filters.context(),
            "filter_note": self.filter_note(),
            "page_title": "Attention over time" + (f": {', '.join(form.queries)}" if form.queries else ""),
            "search_boxes": list(enumerate(searches, start=1)),
            "steps": [(step, step == form.step) for step in STEPS],
            "notices": [*unknown_outlets(form.search, self.filters.labels.titles), *timeline.notes],
            "heading": self.heading(),
            "summary": self.summary(),
            "legend": list(self.legend()),
            "chart": None if form.split else self.chart(timeline.panels[0]),
            "panels": [self.panel(one) for one in timeline.panels] if form.split else [],
            "axis": [axis_label(self.top * part, as_share=form.as_share) for part in (1, 0.5, 0)],
            "ticks": [name_of(timeline.periods[at], timeline.step) for at in ticks(len(timeline.periods))],
            "has_gaps": any(panel.is_gap(at) for panel in timeline.panels for at in range(len(timeline.periods))),
            "columns": self.columns(),
            "has_search_column": bool(form.split) and len(self.queries) > 1,
            "rows": list(self.rows()),
            "formats": {name: form.address(f"{self.path}.{name}") for name in FORMATS},
        }

    def filter_note(self) -> str | None:
        """What the numbers beside the filters count."""
        notes = [counting_note(self.filters.facets)]
        if len(self.form.queries) > 1 and self.filters.facets is not None:
            notes.insert(0, "The numbers are of all articles that pass the filters, with any words.")
        return " ".join(note for note in notes if note) or None

    def heading(self) -> str:
        """`Articles by month`, `Share of the articles by week`."""
        what = "Share of all articles" if self.form.as_share else "Articles"
        return f"{what} by {self.timeline.step}"

    def summary(self) -> str:
        """The span, in days."""
        periods = self.timeline.periods
        return f"{short_day(periods[0].since)} to {short_day(periods[-1].until)}"

    def legend(self) -> Iterator[LegendEntry]:
        """The searches with their totals over the whole span, of all panels."""
        first, last = self.timeline.periods[0].since, self.timeline.periods[-1].until
        for search, query in enumerate(self.queries):
            total = sum(sum(panel.articles[search]) for panel in self.timeline.panels)
            published = sum(sum(panel.published) for panel in self.timeline.panels)
            count = format_count(total, "article")
            if published and query:
                count += f", {total / published:.2%} of {format_number(published)}"
            form = self.form.search_of(query, first, last)
            yield LegendEntry(search + 1, query or ALL_ARTICLES, count, form.address(self.search))

    def chart(self, panel: Panel) -> dict[str, Any]:
        """The large chart of all chosen outlets."""
        area = self.area if len(self.timeline.periods) <= MOST_BARS else None
        drawn = draw_panel(self.timeline, panel, self.top, as_share=self.form.as_share, area=area)
        return {"drawing": drawn, "description": self.description(panel)}

    def panel(self, panel: Panel) -> dict[str, Any]:
        """One small chart of an outlet or a country; all have the same height for the same number."""
        drawn = draw_panel(self.timeline, panel, self.top, as_share=self.form.as_share, height=SMALL_HEIGHT)
        totals = [sum(counts) for counts in panel.articles]
        return {
            "title": self.group_title(panel),
            "drawing": drawn,
            "description": f"{self.group_title(panel)}: {self.description(panel)}",
            "count": ", ".join(
                f"{format_number(total)}" + (f" ({total / sum(panel.published):.1%})" if sum(panel.published) else "")
                for total in totals
            ),
        }

    def group_title(self, panel: Panel) -> str:
        """The outlet's title, or the country's name."""
        if self.form.split == "country":
            return country_name(panel.name or None)
        return panel.title or panel.name or ""

    def description(self, panel: Panel) -> str:
        """What the chart shows, in words: the total and the highest period of each search, and the gaps."""
        parts = []
        for search, query in enumerate(self.queries):
            counts = panel.articles[search]
            highest = max(range(len(counts)), key=lambda at: counts[at])
            peak = name_of(self.timeline.periods[highest], self.timeline.step)
            most = f", most in {peak}: {format_number(counts[highest])}" if counts[highest] else ""
            parts.append(f"{query or ALL_ARTICLES}: {format_count(sum(counts), 'article')}{most}")
        gaps = sum(panel.is_gap(at) for at in range(len(panel.published)))
        parts += [f"{format_count(gaps, self.timeline.step)} without data"] if gaps else []
        return "; ".join(parts) + "."

    def area(self, at: int) -> tuple[str, str | None]:
        """The label of a period in the large chart, and the search for its articles if there is only one search."""
        panel, period = self.timeline.panels[0], self.timeline.periods[at]
        name = name_of(period, self.timeline.step, is_long=True)
        if panel.is_gap(at):
            return f"{name}: nothing is known, no crawl ran", None
        numbers = ", ".join(
            f"{query or ALL_ARTICLES} {self.number(panel, search, at)}" for search, query in enumerate(self.queries)
        )
        href = self.form.search_of(self.queries[0], period.since, period.until).address(self.search)
        return f"{name}: {numbers}", href if len(self.queries) == 1 else None

    def number(self, panel: Panel, search: int, at: int) -> str:
        """`12`, or `12 of 400 (3.00%)` as a share."""
        count = format_number(panel.articles[search][at])
        share = panel.share(search, at)
        if not self.form.as_share or share is None:
            return count
        return f"{count} of {format_number(panel.published[at])} ({share:.2%})"

    def columns(self) -> list[str]:
        """The headings of the numbers in the table."""
        if self.form.split:
            return [self.group_title(panel) for panel in self.timeline.panels]
        queries = [query or ALL_ARTICLES for query in self.queries]
        return [*queries, "Published", "Days with data"]

    def rows(self) -> Iterator[TableRow]:
        """The rows of the table, newest period first."""
        for at in reversed(range(len(self.timeline.periods))):
            period = self.timeline.periods[at]
            name = name_of(period, self.timeline.step)
            if self.form.split:
                for search, query in enumerate(self.queries):
                    cells = tuple(self.cell(panel, search, at, period) for panel in self.timeline.panels)
                    yield TableRow(name, query or ALL_ARTICLES, cells)
                continue
            panel = self.timeline.panels[0]
            numbers = [self.cell(panel, search, at, period) for search in range(len(self.queries))]
            published = TableCell(GAP if panel.is_gap(at) else format_number(panel.published[at]))
            covered = TableCell(f"{panel.covered_days[at]} of {period.days}")
            yield TableRow(name, None, (*numbers, published, covered))

    def cell(self, panel: Panel, search: int, at: int, period: Period) -> TableCell:
        """One number with its link; 0 has none."""
        if panel.is_gap(at):
            return TableCell(GAP)
        count, share = panel.articles[search][at], panel.share(search, at)
        text = format_number(count)
        if self.form.as_share:
            text = "–" if share is None else f"{share:.2%}"
        if not count:
            return TableCell(text)
        # No outlet has the country "", so there is no search for outlets without one.
        if panel.name == "":
            return TableCell(text)
        form = self.form.search_of(self.queries[search], period.since, period.until, panel.name)
        return TableCell(text, form.address(self.search))


def name_of(period: Period, step: Step, *, is_long: bool = False) -> str:
    """A period as the page writes it: 22 Nov 2026, 2026-W47, Nov 2026, 2026."""
    if step == "day":
        return long_day(period.since) if is_long else short_day(period.since)
    if step == "week":
        return f"{period.name} ({short_day(period.since)} to {short_day(period.until)})" if is_long else period.name
    if step == "month":
        return _month(period.since)
    return period.name


def _month(day: date) -> str:
    return short_day(day).partition(" ")[2]
