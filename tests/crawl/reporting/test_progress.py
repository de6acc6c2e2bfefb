"""What a person sees of a crawl, and what a log does not."""

import io
from typing import Any

from rich.console import Console

from newsarchive.crawl.reporting.progress import Progress, closing_table, failure_lines, total
from newsarchive.crawl.reporting.run_report import RunReport
from newsarchive.records import RunCounts


def run(name: str, outcome: str = "finished", problem: str | None = None, **counts: Any) -> RunReport:
    return RunReport(name, name.title(), outcome, RunCounts(**counts), problem=problem)


def text_of(renderable: Any) -> str:
    console = Console(file=io.StringIO(), width=160)
    console.print(renderable)
    return console.file.getvalue()


def a_crawler(name: str, stats: dict[str, Any] | None) -> Any:
    class Stats:
        def get_stats(self) -> dict[str, Any]:
            return stats or {}

    class Crawler:
        spidercls = type("Spider", (), {"name": name})
        _stats = Stats() if stats is not None else None

    return Crawler()


def test_the_closing_table_has_a_row_per_outlet_and_their_sums() -> None:
    table = text_of(
        closing_table(
            [
                run("river", new_articles=3, seen=9, refused={"too_short": 1}),
                run("bay", "failed", "https://bay.test/rss: HTTP 404", new_articles=4, seen=4),
            ]
        )
    )
    lines = table.splitlines()
    assert [line.split()[0] for line in lines if line.strip()] == ["outlet", "bay", "river", "2"]
    assert lines[-1].split()[2:5] == ["13", "7", "0"]


def test_only_outlets_that_failed_get_a_line() -> None:
    assert failure_lines([run("river"), run("bay", "failed", "HTTP 404"), run("hill", "stopped")]) == ["bay: HTTP 404"]


def test_numbers_of_runs_are_added_up_refusals_by_outcome() -> None:
    first = RunCounts(new_articles=1, refused={"too_short": 1}, median_answer_ms=90)
    second = RunCounts(new_articles=2, refused={"too_short": 2, "not_found": 1})
    assert total([first, second]) == RunCounts(new_articles=3, refused={"too_short": 3, "not_found": 1})


def test_the_live_table_shows_as_many_running_outlets_as_fit_and_the_sums_of_all() -> None:
    progress = Progress(Console(file=io.StringIO(), width=120, height=9))
    crawlers = [a_crawler(f"outlet_{number}", {"newsarchive/new": number}) for number in range(5)]
    for crawler in [*crawlers, a_crawler("not_begun", None)]:
        progress.began(crawler)
    progress.ended(crawlers[0], run("outlet_0", new_articles=10))
    table = text_of(progress.table())
    assert "outlet_1" in table
    assert "… and 3 more" in table
    assert "1 of 0 outlets" in table
    assert str(10 + 1 + 2 + 3 + 4) in table


def test_nothing_is_shown_without_a_terminal() -> None:
    output = io.StringIO()
    progress = Progress(Console(file=output))
    assert not progress.is_shown
    with progress.live(3):
        pass
    assert output.getvalue() == ""
