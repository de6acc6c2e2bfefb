"""Crawls and runs: who was visited when, what came of it, and what was cut short. The tables crawls and runs."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from newsarchive.archive.database import Archive
from newsarchive.archive.rows_by_name import rows_by_name
from newsarchive.dates import format_utc, parse_utc
from newsarchive.records import RunCounts

INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True)
class Run:
    """One outlet in one crawl. outcome and ended_at are None while it goes on; ended_at too when it was interrupted."""

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
    """The id of a new crawl; command is what it was asked for."""
    return _insert(archive, "INSERT INTO crawls(began_at, command) VALUES (?, ?)", format_utc(now), command)


def begin_run(archive: Archive, crawl_id: int | None, outlet_name: str, now: datetime) -> int:
    """The id of a new run of one outlet, which the archive knows already."""
    statement = "INSERT INTO runs(crawl_id, outlet, began_at) VALUES (?, ?, ?)"
    return _insert(archive, statement, crawl_id, outlet_name, format_utc(now))


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
    changes = ", ".join(f"{column} = :{column}" for column in values)
    with archive.transaction():
        archive.conn.execute(f"UPDATE runs SET {changes} WHERE id = :id", {**values, "id": run_id})  # noqa: S608


def end_crawl(archive: Archive, crawl_id: int, outcome: str, now: datetime, problem: str | None = None) -> None:
    """Completes a crawl: outcome is finished, stopped or failed."""
    with archive.transaction():
        archive.conn.execute(
            "UPDATE crawls SET ended_at = ?, outcome = ?, problem = ? WHERE id = ?",
            [format_utc(now), outcome, problem, crawl_id],
        )


def interrupt_unfinished(archive: Archive, now: datetime) -> int:
    """How many runs had no end, because their process was killed; they, and their crawls, are marked so.

    Asked by a writer as it starts: under the lock, nobody else's run is going on.
    """
    values = [INTERRUPTED, f"found without an end at {format_utc(now)}"]
    with archive.transaction():
        archive.conn.execute("UPDATE crawls SET outcome = ?, problem = ? WHERE outcome IS NULL", values)
        return archive.conn.execute("UPDATE runs SET outcome = ?, problem = ? WHERE outcome IS NULL", values).rowcount


def list_runs(conn: sqlite3.Connection, limit: int, outlet_name: str | None = None) -> list[Run]:
    """The latest runs, newest first; of one outlet, or of all."""
    where = "WHERE r.outlet = :outlet" if outlet_name is not None else ""
    cursor = conn.execute(f"{_RUNS} {where} ORDER BY r.id DESC LIMIT :limit", {"outlet": outlet_name, "limit": limit})
    return [_run(row) for row in rows_by_name(cursor)]


def last_visits(conn: sqlite3.Connection) -> dict[str, datetime]:
    """By outlet, when its last run began; outlets never visited are left out."""
    rows = conn.execute("SELECT outlet, max(began_at) FROM runs GROUP BY outlet")
    return {outlet: parse_utc(began_at) for outlet, began_at in map(tuple, rows)}


def longest_unvisited(conn: sqlite3.Connection, outlet_names: Iterable[str]) -> list[str]:
    """outlet_names, those never visited first, then by how long ago their last run began."""
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
        began_at=parse_utc(row["began_at"]),
        ended_at=parse_utc(row["ended_at"]) if row["ended_at"] else None,
        outcome=row["outcome"],
        counts=RunCounts(**counts, refused=json.loads(row["refused"])),
        problem=row["problem"],
    )


def _insert(archive: Archive, statement: str, *values: object) -> int:
    with archive.transaction():
        cursor = archive.conn.execute(statement, values)
    return cursor.lastrowid or 0
