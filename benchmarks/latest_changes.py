"""How long the list of latest changes takes in a large archive, and how SQLite reads it.

    python benchmarks/latest_changes.py --articles 100000 --revisions 30000

Makes an archive of this size in a temporary folder, without a search index, which the list does not read. 300 outlets
changed their articles, and a re-extraction replaced as many texts within one second. Prints, for each question, the
median and the slowest of 30 pages in milliseconds, how many changes a page had, and the plans of the queries.
"""

import argparse
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from newsarchive.archive.database import Archive
from newsarchive.archive.search import change_list
from newsarchive.archive.search.change_list import OUTLETS_OWN, ChangesPage, ChangesRequest, ListPosition, list_changes
from newsarchive.dates import format_utc

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAYS = 365
OUTLETS = 300
# The last outlet never changes anything, which makes its list the slowest.
CHANGING = OUTLETS - 1
WITHDRAWN_SHARE = 0.01
PARAGRAPHS, PARAGRAPH_WORDS = 8, 48
RUNS = 30
WORDS = [
    first + last
    for first in ("har", "quay", "fer", "tide", "coun", "mar", "bre")
    for last in ("bour", "ry", "ket", "n")
]

QUESTIONS = {
    "the latest": ChangesRequest(),
    "headlines changed": ChangesRequest(kinds=("headline",)),
    "shortened": ChangesRequest(kinds=("shortened",)),
    "withdrawn": ChangesRequest(kinds=("withdrawn",)),
    "one outlet": ChangesRequest(outlets=("outlet_7",)),
    "an outlet without changes": ChangesRequest(outlets=(f"outlet_{OUTLETS - 1}",)),
    "a kind that never came": ChangesRequest(kinds=("standfirst",)),
    "a week half a year ago": ChangesRequest(since=date(2026, 5, 1), until=date(2026, 5, 7)),
    "far down the list": ChangesRequest(before=ListPosition("2025-12-10T00:00:00Z", 0, 0)),
    "read better since": ChangesRequest(causes=("ours",)),
    "all": ChangesRequest(causes=(*OUTLETS_OWN, "ours")),
}


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--revisions", type=int, default=30_000, help="changes by outlets; as many again are ours")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder) / "archive.db", write=True) as archive:
        fill(archive.conn, options.articles, options.revisions)
        size = archive.path.stat().st_size / 1e6
        print(f"{options.articles:,} articles, {options.revisions:,} changes, {size:,.0f} MB\n")
        print(f"{'question':<28}{'median ms':>10}{'slowest':>9}{'listed':>8}  and then")
        for name, request in QUESTIONS.items():
            print(measured(archive.conn, name, request), flush=True)
        print_plans(archive.conn)
    return 0


def measured(conn: sqlite3.Connection, name: str, request: ChangesRequest) -> str:
    """One line of the report."""
    times, page = [], ChangesPage(())
    for _ in range(RUNS):
        begin = time.perf_counter()
        page = list_changes(conn, request)
        times.append(1000 * (time.perf_counter() - begin))
    following = "the end" if page.next_before is None else "a next page"
    if page.looked_back_to:
        following = f"looks further back than {page.looked_back_to:%Y-%m-%d}"
    return f"{name:<28}{statistics.median(times):>10.1f}{max(times):>9.1f}{len(page.changes):>8}  {following}"


def print_plans(conn: sqlite3.Connection) -> None:
    params = {**change_list._bounds(ChangesRequest()), "cause": "theirs"}
    for statement in (change_list._REPLACED, change_list._GONE):
        print()
        for row in conn.execute(f"EXPLAIN QUERY PLAN {statement}", params):
            print(row[3])


def fill(conn: sqlite3.Connection, articles: int, revisions: int) -> None:
    """Writes the tables as a crawl leaves them, directly and without triggers."""
    chance = random.Random(1)
    for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        conn.execute(f"DROP TRIGGER {name}")
    conn.execute("BEGIN")
    conn.executemany(
        "INSERT INTO outlets(name, title) VALUES (?, ?)", [(f"outlet_{n}", f"Outlet {n}") for n in range(OUTLETS)]
    )
    texts = [_text(chance) for _ in range(500)]
    conn.executemany(
        """INSERT INTO articles(id, search_id, outlet, url, headline, word_count, first_seen_at, gone_at)
           VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
        _articles(chance, articles),
    )
    conn.executemany(
        "INSERT INTO bodies(article_id, body) VALUES (?, ?)",
        ((number, chance.choice(texts)) for number in range(1, articles + 1)),
    )
    _change(conn, chance, revisions)
    conn.execute("COMMIT")
    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _articles(chance: random.Random, count: int) -> Iterator[tuple[object, ...]]:
    for number in range(1, count + 1):
        outlet = f"outlet_{number % OUTLETS}"
        at = NOW - timedelta(seconds=chance.randrange(DAYS * 86400))
        gone = format_utc(at) if number % OUTLETS != CHANGING and chance.random() < WITHDRAWN_SHARE else None
        url = f"https://{outlet}.example/{number}"
        headline = f"{_words(chance, 8)} {number}"
        yield number, number, outlet, url, headline, 400, format_utc(NOW - timedelta(days=DAYS)), gone


def _change(conn: sqlite3.Connection, chance: random.Random, count: int) -> None:
    """As many changes by outlets as by us: headlines, words, lengths."""
    (articles,) = conn.execute("SELECT count(*) FROM articles").fetchone()
    changing = [number for number in range(1, articles + 1) if number % OUTLETS != CHANGING]
    by_outlets = set(chance.sample(changing, min(count, len(changing))))
    others = [number for number in changing if number not in by_outlets]
    by_us = set(chance.sample(others, min(count, len(others))))
    for number in sorted(by_outlets | by_us):
        headline, body = conn.execute(
            "SELECT headline, body FROM articles JOIN bodies ON article_id = id WHERE id = ?", [number]
        ).fetchone()
        at = NOW - timedelta(seconds=chance.randrange(DAYS * 86400)) if number in by_outlets else NOW
        kind = chance.choice(("headline", "corrected", "shortened", "extended"))
        older = {
            "headline": (f"Earlier {headline}", body),
            "corrected": (headline, body.replace("harbour", "haven", 2)),
            "shortened": (headline, f"{body}\n\n{body[: len(body) // 2]}"),
            "extended": (headline, body[: 2 * len(body) // 3]),
        }[kind]
        conn.execute(
            """INSERT INTO revisions(article_id, number, seen_at, headline, body, cause, replaced_at)
               VALUES (?, 1, ?, ?, ?, ?, ?)""",
            [number, format_utc(at), *older, "theirs" if number in by_outlets else "ours", format_utc(at)],
        )
        conn.execute("UPDATE articles SET revision = 2, revised_at = ? WHERE id = ?", [format_utc(at), number])


def _text(chance: random.Random) -> str:
    return "\n\n".join(f"{_words(chance, PARAGRAPH_WORDS)}." for _ in range(PARAGRAPHS))


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(count)).capitalize()


if __name__ == "__main__":
    sys.exit(main())
