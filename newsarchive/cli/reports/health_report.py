"""How `newsarchive health` prints what is wrong: for people, and as JSON for programs."""

import shutil
import textwrap
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from newsarchive.archive.health.current import ArchiveHealth
from newsarchive.dates import format_utc
from newsarchive.health.days import OutletHistory
from newsarchive.health.expected import YOUNG_DAYS
from newsarchive.records import Finding

# The width if the output is not a terminal, as in cron's mail.
NARROW = 80
RECENT_DAYS = 7
_INDENT = "  "


def health_lines(health: ArchiveHealth, now: datetime, *, with_outlets: bool) -> Iterator[str]:
    """What is wrong first, then a table of the outlets if wanted, the outlets in one line, and the disk."""
    for finding in health.findings:
        yield from _finding_lines(finding)
    if with_outlets:
        yield from _outlet_lines(health, now)
    yield _summary(health)
    yield health.disk.sentence


def health_row(health: ArchiveHealth, now: datetime) -> dict[str, Any]:
    """The same as JSON; times are UTC."""
    findings = [{**asdict(one), "kind": one.kind.value, "since": format_utc(one.since)} for one in health.findings]
    return {
        "findings": findings,
        "outlets": [_outlet_row(history, now) for history in health.histories],
        "disk": asdict(health.disk),
    }


def _finding_lines(finding: Finding) -> Iterator[str]:
    width = shutil.get_terminal_size((NARROW, 24)).columns
    # The subject is part of the sentence of some kinds only; a feed's address is needed to repair it.
    about = f" {finding.subject}" if finding.subject else ""
    yield f"{finding.outlet or 'archive'}: {finding.kind}{about} since {finding.since:%Y-%m-%d %H:%M} UTC"
    for sentence in (finding.summary, finding.advice):
        yield from textwrap.wrap(
            sentence,
            width,
            initial_indent=_INDENT,
            subsequent_indent=_INDENT,
            break_long_words=False,
            break_on_hyphens=False,
        )


def _outlet_lines(health: ArchiveHealth, now: datetime) -> Iterator[str]:
    """One line for each outlet, those with findings first."""
    wrong = {finding.outlet for finding in health.findings}
    rows = [_outlet_row(one, now) for one in sorted(health.histories, key=lambda one: one.outlet not in wrong)]
    width = max([len("outlet"), *(len(row["name"]) for row in rows)])
    yield f"{'outlet':{width}}  last {RECENT_DAYS} days  newest article    last crawl (UTC)"
    for row in rows:
        newest, last = (_minute(row[name]) for name in ("newest_article_at", "last_crawled_at"))
        yield f"{row['name']:{width}}  {row['articles_last_7_days']:11}  {newest:16}  {last}"


def _minute(time: str | None) -> str:
    return time[:16].replace("T", " ") if time else "-"


def _outlet_row(history: OutletHistory, now: datetime) -> dict[str, Any]:
    since = (now - timedelta(days=RECENT_DAYS)).date()
    newest = max((one.newest_at for one in history.days if one.newest_at), default=None)
    last_run_at = max((one.last_run_at for one in history.days if one.last_run_at), default=None)
    return {
        "name": history.outlet,
        "title": history.title,
        "articles_last_7_days": sum(one.articles for one in history.days if one.day > since),
        "newest_article_at": format_utc(newest) if newest else None,
        "last_crawled_at": format_utc(last_run_at) if last_run_at else None,
        "days_known": sum(one.runs > 0 for one in history.days),
    }


def _summary(health: ArchiveHealth) -> str:
    outlets = len(health.histories)
    if not outlets:
        return "no outlet has been crawled yet; `newsarchive crawl OUTLET` crawls one"
    wrong = len({finding.outlet for finding in health.findings if finding.outlet})
    young = sum(sum(one.runs > 0 for one in history.days) < YOUNG_DAYS for history in health.histories)
    found = f"something is wrong with {wrong} of {outlets}" if wrong else f"nothing is wrong with {outlets}"
    later = f"; {young} were crawled on fewer than {YOUNG_DAYS} days, so their volume is not judged yet"
    return f"outlets: {found}{later if young else ''}"
