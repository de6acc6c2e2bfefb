"""Crawls and runs: which outlet was visited when, the results, and what was interrupted. The tables crawls and runs."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from newsarchive.archive.database import Archive
from newsarchive.archive.rows_by_name import rows_by_name
from newsarchive.archive.times import time_at, time_or_none
from newsarchive.dates import format_utc
from newsarchive.records import RunCounts

INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True)
class Run:
    """One outlet in one crawl. outcome and ended_at are None while it runs; an interrupted run has no ended_at."""

    id: int
    crawl_id: int | None
    outlet: str
    outlet_title: str
    began_at: datetime
    ended_at: datetime | None
    outcome: str | None
    counts: RunCounts
    problem: str | None = None


def begin_crawl(archive: Archive, command: str, now: datetime) -> int:
    """The id of a new crawl; command is the command line that started it."""
    return _insert(archive, "crawls", {"began_at": format_utc(now), "command": command})


def begin_run(archive: Archive, crawl_id: int | None, outlet_name: str, now: datetime) -> int:
    """The id of a new run of one outlet, which has a row in outlets."""
    return _insert(archive, "runs", {"crawl_id": crawl_id, "outlet": outlet_name, "began_at": format_utc(now)})


def end_run(
    archive: Archive, run_id: int, outcome: str, counts: RunCounts, now: datetime, problem: str | None = None
) -> None:
    """Completes a run: outcome is finished, stopped or failed."""
    values = {
        **{column: getattr(counts, name) for name, column in _COUNTS.items()},
        "refused": json.dumps(dict(counts.refused), sort_keys=True),
        "ended_at": format_utc(now),
        "outcome": outcome,
        "problem": problem,
    }
    with archive.transaction():
        archive.db.table("runs").update(run_id, values)


def end_crawl(archive: Archive, crawl_id: int, outcome: str, now: datetime, problem: str | None = None) -> None:
    """Completes a crawl: outcome is finished, stopped or failed."""
    with archive.transaction():
        archive.db.table("crawls").update(
            crawl_id, {"ended_at": format_utc(now), "outcome": outcome, "problem": problem}
        )


def unfinished(conn: sqlite3.Connection) -> list[int]:
    """The ids of the runs that have no end yet."""
    return [run_id for (run_id,) in conn.execute("SELECT id FROM runs WHERE outcome IS NULL ORDER BY id")]


def interrupt_unfinished(archive: Archive, now: datetime) -> int:
    """How many runs had no end because their process was killed; they and their crawls are marked as interrupted.

    A writer calls this as it starts: it holds the lock, so no other run is in progress.
    """
    values = [INTERRUPTED, f"found without an end at {format_utc(now)}"]
    with archive.transaction():
        archive.conn.execute("UPDATE crawls SET outcome = ?, problem = ? WHERE outcome IS NULL", values)
        return archive.conn.execute("UPDATE runs SET outcome = ?, problem = ? WHERE outcome IS NULL", values).rowcount


def list_runs(conn: sqlite3.Connection, limit: int, outlets: Collection[str] = ()) -> list[Run]:
    """The latest runs of these outlets, or of all without names, newest first."""
    where = "WHERE r.outlet IN (SELECT value FROM json_each(:outlets))" if outlets else ""
    values = {"outlets": json.dumps(list(outlets)), "limit": limit}
    cursor = conn.execute(f"{_RUNS} {where} ORDER BY r.id DESC LIMIT :limit", values)
    return [_run(row) for row in rows_by_name(cursor)]


def last_visits(conn: sqlite3.Connection) -> dict[str, datetime]:
    """When the last run of each outlet began; outlets never visited are left out."""
    rows = conn.execute("SELECT outlet, max(began_at) FROM runs GROUP BY outlet")
    return {outlet: time_at(began_at) for outlet, began_at in map(tuple, rows)}


def longest_unvisited(conn: sqlite3.Connection, outlet_names: Iterable[str]) -> list[str]:
    """outlet_names in order: never visited first, then those whose last run is longest ago."""
    visits = last_visits(conn)
    return sorted(outlet_names, key=lambda name: (name in visits, visits.get(name)))


_COUNTS = {
    "requests": "requests",
    "bytes_received": "bytes",
    "seen": "seen",
    "new_articles": "new",
    "revised": "revised",
    "same": "same",
    "errors": "errors",
    "new_urls": "new_urls",
    "answers": "answers",
    "median_answer_ms": "median_ms",
}
_RUNS = """SELECT r.*, coalesce(o.title, r.outlet) AS outlet_title
FROM runs r LEFT JOIN outlets o ON o.name = r.outlet"""


def _run(row: Mapping[str, Any]) -> Run:
    counts = {name: row[column] for name, column in _COUNTS.items()}
    return Run(
        id=row["id"],
        crawl_id=row["crawl_id"],
        outlet=row["outlet"],
        outlet_title=row["outlet_title"],
        began_at=time_at(row["began_at"]),
        ended_at=time_or_none(row["ended_at"]),
        outcome=row["outcome"],
        counts=RunCounts(**counts, refused=json.loads(row["refused"])),
        problem=row["problem"],
    )


def _insert(archive: Archive, table: str, row: dict[str, object]) -> int:
    """The id of the new row."""
    with archive.transaction():
        return cast(int, archive.db.table(table).insert(row).last_pk)
