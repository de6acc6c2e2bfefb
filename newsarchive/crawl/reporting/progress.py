"""What a person at a terminal sees of a crawl: a live table on stderr while it runs, and the closing table."""

import asyncio
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.live import Live
from rich.logging import RichHandler
from rich.table import Table
from scrapy.crawler import Crawler

from newsarchive.crawl.reporting.run_report import RunReport, counts_of
from newsarchive.records import RunCounts

REFRESH_SECONDS = 0.25
# Lines of a terminal that show no outlet: head, rules, totals, the prompt.
_OTHER_LINES = 7
_COLUMNS = ("seen", "new", "revised", "same", "refused", "requests", "MB")


class Progress:
    """The live table of one crawl; shows nothing where stderr is not a terminal."""

    def __init__(self, console: Console | None = None):
        self._console = console or Console(stderr=True)
        self._total = 0
        self._running: dict[Crawler, None] = {}
        self._ended: list[RunReport] = []
        self._live: Live | None = None

    @property
    def is_shown(self) -> bool:
        """Whether stderr is a terminal."""
        return self._console.is_terminal

    @contextmanager
    def live(self, total: int) -> Iterator[None]:
        """Shows the table while the block runs an event loop; log lines appear above it."""
        self._total = total
        if not self.is_shown:
            yield
            return
        handler = RichHandler(console=self._console, show_path=False)
        handler.setLevel(logging.WARNING)
        logging.root.addHandler(handler)
        # Only the loop's own thread prints, so that no line is torn apart.
        ticking = asyncio.get_event_loop().create_task(self._tick())
        try:
            with Live(
                console=self._console, auto_refresh=False, transient=True, get_renderable=self.table
            ) as self._live:
                yield
        finally:
            ticking.cancel()
            logging.root.removeHandler(handler)

    def began(self, crawler: Crawler) -> None:
        """One more outlet is being crawled."""
        self._running[crawler] = None

    def ended(self, crawler: Crawler, report: RunReport) -> None:
        """An outlet's run is over."""
        self._running.pop(crawler, None)
        self._ended.append(report)

    def table(self) -> Table:
        """The outlets being crawled, as many as the terminal has lines for, and the sums of all outlets."""
        running = [(crawler.spidercls.name, _counts_now(crawler)) for crawler in self._running]
        room = max(self._console.height - _OTHER_LINES, 1)
        table = _empty_table()
        for name, counts in running[:room]:
            table.add_row(name, "", *_cells(counts))
        if len(running) > room:
            table.add_row(f"… and {len(running) - room} more", "")
        done = f"{len(self._ended)} of {self._total} outlets"
        table.add_section()
        table.add_row(done, "", *_cells(total([counts for _, counts in running] + [one.counts for one in self._ended])))
        return table

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(REFRESH_SECONDS)
            if self._live is not None:
                self._live.refresh()


def closing_table(reports: Iterable[RunReport]) -> Table:
    """One row for each outlet, and their sums; problems are too long for a column: see failure_lines."""
    rows = sorted(reports, key=lambda report: report.outlet)
    table = _empty_table()
    for report in rows:
        table.add_row(report.outlet, report.outcome, *_cells(report.counts))
    table.add_section()
    table.add_row(f"{len(rows)} outlets", "", *_cells(total(report.counts for report in rows)))
    return table


def failure_lines(reports: Iterable[RunReport]) -> list[str]:
    """One line for each outlet that failed, for a log or cron's mail."""
    return [f"{report.outlet}: {report.problem or report.outcome}" for report in reports if report.outcome == "failed"]


def total(all_counts: Iterable[RunCounts]) -> RunCounts:
    """The sums of several runs; there is no median of all answers."""
    sums: dict[str, int] = {}
    refused: dict[str, int] = {}
    for counts in all_counts:
        for name in RunCounts.__dataclass_fields__:
            if name not in ("refused", "median_answer_ms"):
                sums[name] = sums.get(name, 0) + getattr(counts, name)
        for outcome, number in counts.refused.items():
            refused[outcome] = refused.get(outcome, 0) + number
    return RunCounts(**sums, refused=refused)


def _empty_table() -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("outlet", no_wrap=True)
    table.add_column("outcome")
    for name in _COLUMNS:
        table.add_column(name, justify="right", no_wrap=True, min_width=len(name))
    return table


def _cells(counts: RunCounts) -> tuple[str, ...]:
    numbers = (
        counts.seen,
        counts.new_articles,
        counts.revised,
        counts.same,
        sum(counts.refused.values()),
        counts.requests,
    )
    return (*map(str, numbers), f"{counts.bytes_received / 1e6:.1f}")


def _counts_now(crawler: Crawler) -> RunCounts:
    stats = crawler._stats  # None until the crawler has started
    return counts_of(stats.get_stats()) if stats is not None else RunCounts()
