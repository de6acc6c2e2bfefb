"""How long each kind of search takes, and how many of the best ten articles a full ranking would also have.

    python benchmarks/search_kinds.py [--articles 100000] [--rounds 3] [--archive FILE]

The archive is the one of search_groups.py, with earlier versions of one article in fifty when it is generated here.
--archive keeps it in FILE, or uses FILE if it exists. The figures are milliseconds of CPU for one page with a warm
cache: median, the 95th percentile, and the largest of all requests of a kind. The overlap compares the first ten
articles, all copies shown, with the ten that have the best bm25 of all that match; it is left out above two million
articles, where a full ranking takes many seconds. Searches in one or two months ask for the middle of the archive.
"""

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from search_groups import Writer, measure_generated, requests, word
from search_groups import generate as generate_articles

from newsarchive.archive.database import Archive
from newsarchive.archive.search.article_search import search
from newsarchive.archive.search.results import SearchResult
from newsarchive.archive.search.scope import DEFAULT_PLAN, RANK, make_scope
from newsarchive.archive.search.selection import SearchRequest
from newsarchive.archive.search.version_search import search_versions

TOP = 10
OVERLAP_UNTIL = 2_000_000
REVISED = 50


def main() -> int:
    """Always 0: the figures are to be read, not to be passed."""
    return measure_generated(__doc__, "articles", generate, measure)


def generate(path: Path, articles: int) -> None:
    """The archive of search_groups.py, with earlier versions."""
    generate_articles(path, articles)
    add_earlier_versions(path, articles)


def add_earlier_versions(path: Path, articles: int) -> None:
    """Gives one article in REVISED an earlier version with other words."""
    writer = Writer()
    with Archive.open(path, write=True) as archive, archive.transaction():
        for article_id in range(REVISED, articles + 1, REVISED):
            headline, body = writer.text()
            archive.conn.execute(
                """INSERT INTO revisions(article_id, number, seen_at, replaced_at, headline, body, cause)
                   VALUES (?, 1, '2024-01-01T00:00:00Z', '2024-01-02T00:00:00Z', ?, ?, 'theirs')""",
                [article_id, headline, body],
            )
            archive.conn.execute("UPDATE articles SET revision = 2 WHERE id = ?", [article_id])


def kinds() -> dict[str, list[SearchRequest]]:
    """The requests by kind."""
    common = requests()["common word"]
    forms = [SearchRequest(word(rank)) for rank in (167, 327, 847, 1_647, 4_047, 20_047)]
    misspelt = [f"{typed[:3]}{typed[4]}{typed[3]}{typed[5:]}" for typed in (word(847), word(1_647), word(4_047))]
    return {
        **requests(),
        "-word": [SearchRequest(f"w{rank} -w{other}") for rank, other in ((50, 35), (120, 80), (160, 20), (800, 50))],
        "OR": [SearchRequest(f"w{rank} OR w{rank + 400}") for rank in (120, 160, 400, 900)],
        "word in the headline": [SearchRequest(f"headline:w{rank}") for rank in (20, 80, 160, 800)],
        "with other forms": forms,
        "other forms, newest first": [replace(one, order="newest") for one in forms],
        "misspelt word": [SearchRequest(typed) for typed in (*misspelt, "zagalanabi", "bubabimnu")],
        "phrase of rare words": [SearchRequest(f'"w{rank} w{rank + 7}"') for rank in (100, 200, 400, 800)],
        "phrase that ends in a prefix": [SearchRequest(f'"w{rank} w10"*') for rank in (3, 20, 90)],
        "typed outlet": [SearchRequest(f"{one.query} outlet:outlet140") for one in common],
        "common, of one source": [replace(one, sources=("Wire",)) for one in common],
        "common, in two months": [replace(one, since=date(2020, 1, 1), until=date(2020, 2, 29)) for one in common],
    }


def measure(archive: Archive, rounds: int) -> None:
    """Measures every kind of request, and the same words in earlier versions."""
    (articles,) = archive.conn.execute("SELECT count(*) FROM articles").fetchone()
    print(f"{articles:,} articles; ms of a page, median / 95 % / largest of its kind; overlap with the full ranking\n")
    everything: list[float] = []
    middle = _middle_month(archive)
    for kind, fixed in kinds().items():
        asked = [_moved(one, middle) for one in fixed]
        taken = [_seconds(lambda one=one: search(archive.conn, one), rounds) for one in asked]
        everything += taken
        ranked = asked if articles <= OVERLAP_UNTIL else []
        overlaps = [shared for one in ranked if (shared := _overlap(archive, one)) is not None]
        shown = f"{statistics.mean(overlaps):>8.2f}" if overlaps else f"{'–':>8}"
        print(f"{kind:<34}{_summary(taken)}{shown}", flush=True)
    words = [one for kind in ("middling word", "common word", "with other forms") for one in kinds()[kind]]
    taken = [_seconds(lambda one=one: search_versions(archive.conn, one), rounds) for one in words]
    print(f"{'earlier versions':<34}{_summary(taken)}{'–':>8}")
    print(f"{'all':<34}{_summary(everything + taken)}")


def _middle_month(archive: Archive) -> date:
    """The first day of the month in which the middle article was published."""
    (first, last) = archive.conn.execute("SELECT min(search_id), max(search_id) FROM articles").fetchone()
    return datetime.fromtimestamp((first + last) / 2, UTC).date().replace(day=1)


def _moved(request: SearchRequest, month: date) -> SearchRequest:
    """The request for as many days from the beginning of month, where it is about some days."""
    if request.since is None or request.until is None:
        return request
    return replace(request, since=month, until=month + (request.until - request.since))


def _seconds(ask: Callable[[], SearchResult], rounds: int) -> float:
    """The median time of a request, after it was asked once."""
    ask()
    taken = []
    for _ in range(rounds):
        began = time.process_time()
        ask()
        taken.append(time.process_time() - began)
    return statistics.median(taken)


def _overlap(archive: Archive, request: SearchRequest) -> float | None:
    """The share of the ten best articles that a full ranking has too; None when the result is not ranked."""
    asked = replace(request, all_copies=True, page_size=TOP, exact_forms=True)
    result = search(archive.conn, asked)
    if not result.is_ranked or not result.hits:
        return None
    scope = make_scope(archive.conn, asked, DEFAULT_PLAN)
    statement = scope.matches(f"ORDER BY {RANK} LIMIT {TOP}")
    best = {row[0] for row in archive.conn.execute(statement, {**scope.params, "match": scope.match})}
    return len(best & {hit.search_id for hit in result.hits}) / len(best)


def _summary(seconds: list[float]) -> str:
    ordered = sorted(1000 * one for one in seconds)
    high = ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]
    return f"{statistics.median(ordered):>8.1f} /{high:>7.1f} /{ordered[-1]:>7.1f}"


if __name__ == "__main__":
    sys.exit(main())
