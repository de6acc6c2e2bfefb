"""How `newsarchive status` prints an archive on one screen, and as JSON for programs."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from newsarchive.archive.health.overview import MOST_RECHECKS, ArchiveOverview, CrawlSummary, DueWork
from newsarchive.archive.lock import LockHolder
from newsarchive.archive.watches.watch_rows import Watch
from newsarchive.cli.doctor.archive_file import held_by
from newsarchive.cli.schedule.next_runs import NextCrawl
from newsarchive.counted import counted
from newsarchive.dates import format_utc

# So many of each fit on a screen.
MOST_ALERTS = 6
MOST_WATCHES = 5
_LABEL = 12


@dataclass(frozen=True, slots=True)
class ShownStatus:
    """All that the screen shows."""

    path: Path
    overview: ArchiveOverview
    holder: LockHolder | None
    next_crawls: Sequence[NextCrawl]
    watches: Sequence[Watch]


def status_lines(status: ShownStatus) -> Iterator[str]:
    """One screen: each subject begins with its name."""
    overview = status.overview
    newest = f"; newest {_minute(overview.newest_seen_at)} UTC" if overview.newest_seen_at else ""
    outlets = counted(overview.outlets, "outlet")
    yield from _block("archive", [f"{status.path}", f"{overview.articles:,} articles of {outlets}{newest}"])
    yield from _block("disk", [overview.disk.sentence.removeprefix("disk: ")])
    yield from _block("writer", [held_by(status.holder) if status.holder else "nobody is writing"])
    crawls = [_crawl_line(one, is_writing=status.holder is not None) for one in overview.crawls]
    yield from _block("crawls", crawls or ["none yet; `newsarchive crawl OUTLET` fetches articles"])
    planned = [f"{_minute(one.at)} UTC ({one.source})" for one in status.next_crawls]
    yield from _block("next crawl", planned or ["not known; `newsarchive schedule` prints lines for cron or systemd"])
    yield from _block("due", [_due_line(overview.due)])
    yield from _block("alerts", list(_alert_lines(overview)))
    if overview.waiting_messages:
        waiting = f"{overview.waiting_messages:,} not sent yet; `newsarchive alerts` says why"
        yield from _block("messages", [waiting])
    yield from _block("watches", list(_watch_lines(status.watches)))


def _block(name: str, lines: Sequence[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield f"{'' if number else name:<{_LABEL}}{line}"


def _crawl_line(crawl: CrawlSummary, *, is_writing: bool) -> str:
    # A crawl that was killed has no outcome until the next one begins.
    outcome = crawl.outcome or ("running" if is_writing else "interrupted")
    failed = f", {crawl.failed:,} failed" if crawl.failed else ""
    counts = f"{crawl.new_articles:,} new, {crawl.revised:,} revised"
    outlets = counted(crawl.outlets, "outlet")
    problem = f"; {crawl.problem}" if crawl.problem and crawl.outcome != "interrupted" else ""
    return f"{_minute(crawl.began_at)} UTC  {outcome:<11}  {outlets}{failed}; {counts}{problem}"


def _due_line(due: DueWork) -> str:
    more = "more than " if due.rechecks >= MOST_RECHECKS else ""
    return (
        f"{due.pending:,} addresses to fetch, {more}{due.rechecks:,} articles to check again, "
        f"{due.feeds_due:,} of {due.feeds:,} feeds to ask"
    )


def _alert_lines(overview: ArchiveOverview) -> Iterator[str]:
    if not overview.alerts:
        yield "none" if overview.crawls else "none; outlets are judged at the end of each crawl"
    for alert in overview.alerts[:MOST_ALERTS]:
        finding = alert.finding
        yield f"{finding.outlet or 'archive'}: {finding.kind} since {_minute(finding.since)} UTC: {finding.summary}"
    if len(overview.alerts) > MOST_ALERTS:
        yield f"and {len(overview.alerts) - MOST_ALERTS:,} more"
    if overview.alerts:
        yield "`newsarchive health` says what to do"


def _watch_lines(watches: Sequence[Watch]) -> Iterator[str]:
    if not watches:
        yield "none"
    for watch in watches[:MOST_WATCHES]:
        found = f", last {_minute(watch.found_at)} UTC" if watch.found_at else ""
        yield f"{watch.name}: {watch.hits:,} found{found}"
    if len(watches) > MOST_WATCHES:
        yield f"and {len(watches) - MOST_WATCHES:,} more; `newsarchive watch list`"


def _minute(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"


def status_row(status: ShownStatus) -> dict[str, Any]:
    """The same as JSON; times are UTC, sizes are in bytes."""
    overview = status.overview
    return {
        "archive": str(status.path),
        "articles": overview.articles,
        "outlets": overview.outlets,
        "newest_seen_at": _utc(overview.newest_seen_at),
        "disk": asdict(overview.disk),
        "writer": asdict(status.holder) if status.holder else None,
        "crawls": [_with_times(asdict(one)) for one in overview.crawls],
        "next_crawls": [_with_times(asdict(one)) for one in status.next_crawls],
        "due": asdict(overview.due),
        "alerts": [_with_times({**asdict(one.finding), "kind": one.finding.kind.value}) for one in overview.alerts],
        "waiting_messages": overview.waiting_messages,
        "watches": [{"name": one.name, "hits": one.hits, "found_at": _utc(one.found_at)} for one in status.watches],
    }


def _utc(moment: datetime | None) -> str | None:
    return format_utc(moment) if moment else None


def _with_times(row: dict[str, Any]) -> dict[str, Any]:
    return {name: _utc(value) if isinstance(value, datetime) else value for name, value in row.items()}
