"""Which outlets fail, and whether the last crawl failed as a whole, from the tables crawls and runs."""

import sqlite3
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import takewhile
from operator import itemgetter

from newsarchive.alerts.failures import FailedCrawl, FailingOutlet
from newsarchive.archive.rows_by_name import rows_by_name
from newsarchive.archive.times import time_at
from newsarchive.dates import format_utc

# An outlet that no crawl asked for so long is not crawled any more.
ASKED_WITHIN = timedelta(days=30)
# Hourly crawls of eight days. A longer series of failures begins there.
_MOST_RUNS = 200

# Whether the outlet of a run o was reached. A run that was stopped before anything answered says nothing: with --for, a
# crawl without a network is stopped while its last outlets still wait for an answer.
_REACHED = "(o.outcome = 'finished' OR (o.outcome <> 'failed' AND o.bytes > 0))"
# Whether any outlet was reached in the crawl of the run r, or it was a crawl of one outlet. Otherwise the network of
# this machine failed, and the run says nothing about the outlet.
_COUNTS = f"""(r.crawl_id IS NULL
  OR EXISTS (SELECT 1 FROM runs o WHERE o.crawl_id = r.crawl_id AND {_REACHED})
  OR NOT EXISTS (SELECT 1 FROM runs o WHERE o.crawl_id = r.crawl_id AND o.id <> r.id))"""  # noqa: S608
# A list of pages asks no feed, so it says nothing about how the outlet is crawled.
_OF_A_LIST = """EXISTS (SELECT 1 FROM crawls c WHERE c.id = r.crawl_id AND c.command LIKE 'newsarchive fetch%')"""


def failing_outlets(conn: sqlite3.Connection, now: datetime) -> list[FailingOutlet]:
    """The outlets whose last complete run failed, by name. A stopped run is neither a failure nor a success."""
    names = [name for (name,) in map(tuple, conn.execute("SELECT name FROM outlets ORDER BY name"))]
    found = (_failing_outlet(conn, name, format_utc(now - ASKED_WITHIN)) for name in names)
    return [one for one in found if one is not None]


def left_outlets(conn: sqlite3.Connection, names: Iterable[str], now: datetime) -> set[str]:
    """Those of names that no crawl asked for ASKED_WITHIN: nobody wants to know any more what is wrong with them."""
    since = format_utc(now - ASKED_WITHIN)
    statement = "SELECT 1 FROM runs WHERE outlet = ? AND began_at >= ? LIMIT 1"
    return {name for name in names if conn.execute(statement, [name, since]).fetchone() is None}


def failed_crawl(conn: sqlite3.Connection) -> FailedCrawl | None:
    """The last crawl, if runs of it failed and none reached its outlet; a crawl that says nothing is passed over."""
    crawls = conn.execute(
        f"""SELECT crawl_id, min(began_at), NOT max(coalesce({_REACHED}, 0)) FROM runs o
           WHERE crawl_id IS NOT NULL GROUP BY crawl_id HAVING max(coalesce({_REACHED} OR outcome = 'failed', 0))
           ORDER BY crawl_id DESC LIMIT ?""",  # noqa: S608
        [_MOST_RUNS],
    )
    failed = [(crawl_id, began_at) for crawl_id, began_at, _ in takewhile(itemgetter(2), map(tuple, crawls))]
    if not failed:
        return None
    statement = "SELECT outlet, began_at, problem FROM runs WHERE crawl_id = ? AND outcome = 'failed' ORDER BY id"
    cursor = conn.execute(statement, [failed[0][0]])
    runs = rows_by_name(cursor)
    # The crawls before a crawl of one outlet may have asked others.
    since = failed[-1][1] if len(runs) > 1 else runs[0]["began_at"]
    return FailedCrawl(tuple(run["outlet"] for run in runs), time_at(since), runs[0]["problem"])


def _failing_outlet(conn: sqlite3.Connection, outlet: str, since: str) -> FailingOutlet | None:
    cursor = conn.execute(
        f"""SELECT began_at, outcome, errors, problem FROM runs r
            WHERE outlet = ? AND began_at >= ? AND outcome IN ('finished', 'failed')
              AND (outcome = 'finished' OR {_COUNTS}) AND NOT {_OF_A_LIST}
            ORDER BY began_at DESC, id DESC LIMIT {_MOST_RUNS}""",  # noqa: S608
        [outlet, since],
    )
    failed = []
    for began_at, outcome, *rest in map(tuple, cursor):
        if outcome == "finished":
            break
        failed.append((began_at, *rest))
    if not failed:
        return None
    has_answered = conn.execute(
        "SELECT 1 FROM runs WHERE outlet = ? AND outcome = 'finished' LIMIT 1", [outlet]
    ).fetchone()
    _, errors, problem = failed[0]
    return FailingOutlet(outlet, time_at(failed[-1][0]), errors, problem, has_answered is None)
