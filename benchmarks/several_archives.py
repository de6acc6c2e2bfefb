"""What a search of several archives costs, compared with one archive that has the same articles.

    python benchmarks/several_archives.py [--articles 1000000] [--archives 10] [--rounds 3] [--folder FOLDER]

One archive is generated as in search_groups.py and cut into several by time, as a year for each. FOLDER keeps whole.db
and the parts, or has them already. The kinds of search are those of search_kinds.py. The figures are CPU times of a
page in ms with a warm cache: the median of all requests of a kind, and the largest. The last lines are what is counted
beside a search on its page, a timeline, and an export.
"""

import argparse
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

from search_groups import generate, requests
from search_kinds import kinds

from newsarchive.archive.analysis.timeline import read_joint_timeline
from newsarchive.archive.analysis.timeline_values import TimelineRequest
from newsarchive.archive.database import Archive
from newsarchive.archive.search.scope import DEFAULT_PLAN, RANK, WALK_ROWS, Scope, make_scope, row_params
from newsarchive.archive.search.selection import SearchRequest, Selection
from newsarchive.archive.search.totals import count_articles
from newsarchive.archive.several.archives import OpenArchives, open_archives
from newsarchive.archive.several.joint_counts import count_by_time, count_facets
from newsarchive.archive.several.joint_export import iterate_together
from newsarchive.archive.several.joint_search import search
from newsarchive.archive.several.parts import open_parts

# Articles that are copied in one transaction.
_STEP = 5_000
_EXPORTED = 5_000
_COLUMNS = (
    "id, search_id, outlet, url, headline, published_at, published_on, source, language, word_count, first_seen_at"
)


def main() -> int:
    """Always 0: the figures are to be read, not to be passed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--archives", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="the folder of whole.db and the parts; those that exist are used")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        whole = folder / "whole.db"
        if not whole.is_file():
            generate(whole, options.articles)
        parts = [folder / f"part{number}.db" for number in range(options.archives)]
        for path, begin, end in zip(parts, *_bounds(whole, options.archives), strict=True):
            if not path.is_file():
                print(f"making {path.name} …", file=sys.stderr)
                cut(whole, path, begin, end)
        with open_archives([whole]) as one, open_archives(parts) as several:
            measure(one, several, options.rounds)
    return 0


def _bounds(whole: Path, number: int) -> tuple[list[int], list[int]]:
    """The first id of each part, and the id after its last one; ids are in the order of time."""
    with Archive.open(whole) as archive:
        articles = count_articles(archive.conn)
    edges = [1 + articles * place // number for place in range(number + 1)]
    begins, ends = zip(*pairwise(edges), strict=True)
    return list(begins), list(ends)


def cut(whole: Path, path: Path, begin: int, end: int) -> None:
    """An archive of the articles with ids from begin to end; the end of a cluster that is cut through has no copies."""
    making = path.with_suffix(".making")
    with Archive.open(making, write=True) as archive:
        archive.conn.execute("ATTACH ? AS whole", [f"file:{whole}?mode=ro"])
        with archive.transaction():
            archive.conn.execute("INSERT INTO outlets(name, title) SELECT name, title FROM whole.outlets")
        for first in range(begin, end, _STEP):
            span = {"first": first, "last": min(first + _STEP, end) - 1, "begin": begin}
            with archive.transaction():
                for statement in _COPYING:
                    archive.conn.execute(statement, span)
            archive.merge()
        archive.optimize()
    making.rename(path)


_COPYING = (
    f"""INSERT INTO articles({_COLUMNS}, cluster_id, copy_of, similarity)
      SELECT {_COLUMNS}, iif(cluster_id >= :begin, cluster_id, NULL), iif(copy_of >= :begin, copy_of, NULL),
        iif(copy_of >= :begin, similarity, NULL)
      FROM whole.articles WHERE id BETWEEN :first AND :last ORDER BY id""",
    """INSERT INTO bodies(article_id, body)
      SELECT article_id, body FROM whole.bodies WHERE article_id BETWEEN :first AND :last ORDER BY article_id""",
)


def measure(one: OpenArchives, several: OpenArchives, rounds: int) -> None:
    """Prints the cost of each kind in one archive and in several, and their ratio."""
    articles = count_articles(one[0].conn)
    print(f"{articles:,} articles, in one archive and in {len(several)}; CPU of a page in ms, median / largest\n")
    print(f"{'':<34}{'one':>16}{'several':>16}{'ratio':>8}{'score of the best 10':>22}")
    for kind, asked in kinds().items():
        _compare(kind, one, several, [_finding(request) for request in asked], rounds, _quality(one, several, asked))
    common = requests()["common word"]
    _compare("facets and histogram", one, several, [_counting(request) for request in common], rounds)
    timelines = [TimelineRequest((request.query,), Selection()) for request in common]
    asking = [lambda archives, one=one_: read_joint_timeline(archives, one, date(2027, 1, 1)) for one_ in timelines]
    _compare("timeline of a common word", one, several, asking, 1)
    export = [lambda archives: sum(1 for _ in islice(iterate_together(archives), _EXPORTED))]
    _compare(f"export of {_EXPORTED:,} articles", one, several, export, 1)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\npeak memory of this process: {peak:,.0f} MB")


Asking = Callable[[OpenArchives], Any]


def _finding(request: SearchRequest) -> Asking:
    return lambda archives: search(archives, request)


def _counting(request: SearchRequest) -> Asking:
    def count(archives: OpenArchives) -> None:
        parts = open_parts(archives, request, newest=DEFAULT_PLAN.window)
        count_facets(parts)
        count_by_time(parts)

    return count


def _compare(
    kind: str, one: OpenArchives, several: OpenArchives, asked: list[Asking], rounds: int, quality: float | None = None
) -> None:
    alone = [_seconds(ask, one, rounds) for ask in asked]
    together = [_seconds(ask, several, rounds) for ask in asked]
    ratio = statistics.median(together) / statistics.median(alone)
    shown = "–" if quality is None else f"{quality:.3f}"
    print(f"{kind:<34}{_both(alone)}{_both(together)}{ratio:>8.2f}{shown:>22}", flush=True)


def _seconds(ask: Asking, archives: OpenArchives, rounds: int) -> float:
    """The median CPU seconds, after it was asked once."""
    ask(archives)
    taken = []
    for _ in range(rounds):
        began = time.process_time()
        ask(archives)
        taken.append(time.process_time() - began)
    return statistics.median(taken)


def _quality(one: OpenArchives, several: OpenArchives, asked: list[SearchRequest]) -> float | None:
    """The mean of bm25 of the ten best articles of several archives, as a share of that of one; None if none is ranked.

    Both are the bm25 of the archive that has everything. Invented texts are equally long, so many have the same score.
    """
    shares = list(_shares(one, several, asked))
    return statistics.mean(shares) if shares else None


def _shares(one: OpenArchives, several: OpenArchives, asked: list[SearchRequest]) -> Iterator[float]:
    for request in asked:
        ten = replace(request, page_size=10, all_copies=True)
        alone, together = search(one, ten), search(several, ten)
        if alone.is_ranked and together.is_ranked and alone.hits:
            scope = make_scope(one[0].conn, ten)
            best, found = (
                sum(_scores(one[0].conn, scope, [hit.search_id for hit in result.hits])) for result in (alone, together)
            )
            yield found / best


def _scores(conn: Any, scope: Scope, search_ids: list[int]) -> list[float]:
    statement = f"SELECT {RANK} FROM articles_fts WHERE articles_fts MATCH :match AND {WALK_ROWS}"
    rows = conn.execute(statement, {"match": scope.parsed.match, **row_params(search_ids)})
    return [row[0] for row in rows]


def _both(seconds: list[float]) -> str:
    return f"{1000 * statistics.median(seconds):>8.1f} / {1000 * max(seconds):>5.1f}"


if __name__ == "__main__":
    sys.exit(main())
