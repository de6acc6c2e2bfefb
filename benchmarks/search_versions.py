"""What a search in earlier versions costs with the index, compared with a scan of the same texts.

    python benchmarks/search_versions.py [--versions 100000] [--rounds 3] [--archive FILE]

The archive is generated, with the word frequencies of news. Each article has five earlier versions, each with a tenth
of its words changed. The scan is the simplest possible one: SQLite's LIKE over the texts, which knows no words,
accents, phrases or ranks. --archive keeps the archive in FILE, or uses FILE if it exists. The figures are CPU times of
one page with a warm cache.
"""

import sqlite3
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from search_groups import Writer, insert, measure_generated, pieces, rows_of

from newsarchive.archive.database import Archive
from newsarchive.archive.search.selection import SearchRequest
from newsarchive.archive.search.version_search import search_versions

VERSIONS = 5
CHANGED = 0.1
BATCH = 2_000
SCAN = "SELECT count(*) FROM revisions WHERE headline LIKE ? OR body LIKE ?"


def main() -> int:
    """Always 0: the figures are to be read, not to be passed."""
    return measure_generated(__doc__, "versions", generate, measure)


def generate(path: Path, versions: int) -> None:
    """An archive of articles with VERSIONS earlier versions each."""
    print(f"generating {versions:,} earlier versions …", file=sys.stderr)
    writer = Writer()
    rows = rows_of(writer, pieces(max(1, versions // VERSIONS), writer.random))
    with Archive.open(path, write=True) as archive:
        spent = 0.0
        while some := list(islice(rows, BATCH // VERSIONS)):
            earlier = [version for row in some for version in _earlier(writer, *row)]
            with archive.transaction():
                insert(archive, some)
                began = time.process_time()
                _insert_versions(archive.conn, earlier)
                spent += time.process_time() - began
            archive.merge()
        archive.optimize()
        (written,) = archive.conn.execute("SELECT count(*) FROM revisions").fetchone()
        print(f"storing and indexing an earlier version: {1e6 * spent / written:.0f} µs", file=sys.stderr)


def _earlier(writer: Writer, article: dict[str, Any], body: str) -> Iterator[tuple[Any, ...]]:
    article["revision"] = VERSIONS + 1
    for number in range(1, VERSIONS + 1):
        at = article["first_seen_at"]
        words = [writer.words(1) if writer.random.random() < CHANGED else word for word in body.split(" ")]
        yield article["id"], number, at, writer.words(8), " ".join(words), at, "theirs"


def _insert_versions(conn: sqlite3.Connection, versions: list[tuple[Any, ...]]) -> None:
    conn.executemany(
        """INSERT INTO revisions(article_id, number, seen_at, headline, body, replaced_at, cause)
           VALUES (?, ?, ?, ?, ?, ?, ?)""",
        versions,
    )


REQUESTS = {
    "rare word": [f"w{rank}" for rank in (20_000, 25_000, 30_000, 35_000)],
    "middling word": [f"w{rank}" for rank in (800, 1_500, 2_000, 3_000)],
    "common word": [f"w{rank}" for rank in (20, 35, 50, 80)],
    "two common words": [f"w{rank} w{rank + 9}" for rank in (20, 35, 50, 80)],
    "phrase of common words": [f'"w{rank} w{rank + 1}"' for rank in (0, 1, 2, 5)],
    "in nearly every text": ["w0", "w1", "w2", "w3"],
}


def measure(archive: Archive, rounds: int) -> None:
    """Measures each kind of words: ranked, newest first, of one outlet; and a scan for rare words."""
    counts = {name: _one(archive, f"SELECT count(*) FROM {name}") for name in ("revisions", "articles")}
    texts = _one(archive, "SELECT sum(length(CAST(body AS BLOB))) / count(*) FROM revisions")
    size = "SELECT sum(length(block)) FROM revisions_fts_data"
    sizes = _one(archive, size) + _one(archive, "SELECT sum(length(sz)) FROM revisions_fts_docsize")
    each = sizes / counts["revisions"]
    print(f"{counts['revisions']:,} earlier versions of {counts['articles']:,} articles, {texts:,} bytes of text each")
    print(f"their index: {each:,.0f} bytes a version; CPU of a page in ms, median / largest of its kind\n")
    print(f"{'':<26}{'ranked':>18}{'newest first':>18}{'of one outlet':>18}")
    for kind, asked in REQUESTS.items():
        ways = [[_cost(way, rounds) for way in _ways(archive, words)] for words in asked]
        print(f"{kind:<26}" + "".join(f"{_both(way):>18}" for way in zip(*ways, strict=True)), flush=True)
    scans = tuple(_cost(_scan(archive, word), rounds) for word in REQUESTS["rare word"])
    print(f"\na scan for one rare word, at least: {_both(scans)}")


def _ways(archive: Archive, words: str) -> list[Callable[[], object]]:
    request, conn = SearchRequest(words), archive.conn
    asked = (request, replace(request, order="newest"), replace(request, outlets=("outlet40",)))
    return [lambda one=one: search_versions(conn, one) for one in asked]


def _scan(archive: Archive, word: str) -> Callable[[], object]:
    return lambda: archive.conn.execute(SCAN, [f"%{word}%", f"%{word}%"]).fetchall()


def _cost(way: Callable[[], object], rounds: int) -> float:
    way()
    taken = []
    for _ in range(rounds):
        began = time.process_time()
        way()
        taken.append(time.process_time() - began)
    return statistics.median(taken)


def _one(archive: Archive, statement: str) -> int:
    return int(archive.conn.execute(statement).fetchone()[0])


def _both(seconds: tuple[float, ...]) -> str:
    return f"{1000 * statistics.median(seconds):.1f} / {1000 * max(seconds):.1f}"


if __name__ == "__main__":
    sys.exit(main())
