"""What it costs a search to show each cluster of near-duplicates once, compared with all copies.

    python benchmarks/search_groups.py [--articles 100000] [--rounds 3] [--archive FILE]

The archive is generated, with the word frequencies of news. A quarter of the articles are in clusters of 2 to 60
near-duplicates, each within two days. --archive keeps it in FILE, or uses FILE if it exists. Both kinds of search run
in turn. The figures are CPU times of one page with a warm cache.
"""

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import accumulate, count, islice
from pathlib import Path
from typing import Any

from newsarchive.archive.database import Archive
from newsarchive.archive.search.article_search import search
from newsarchive.archive.search.selection import SearchRequest
from newsarchive.dates import format_utc

WORDS, PARAGRAPHS, PARAGRAPH_WORDS = 40_000, 6_000, 55
OUTLETS = 150
FIRST_DAY = datetime(2019, 1, 1, tzinfo=UTC)
DAYS = 8 * 365
SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]
ENDINGS = ("", "s", "ed", "ing")
# One text in 28 has copies, so that a quarter of the articles are in clusters, mostly of two or three articles.
SHARED = 1 / 28
SIZES, WEIGHTS = (2, 3, 5, 12, 25, 60), (40, 25, 18, 10, 5, 2)


def main() -> int:
    """Always 0: the figures are to be read, not to be passed."""
    return measure_generated(__doc__, "articles", generate, measure)


def measure_generated(
    description: str | None,
    unit: str,
    generate: Callable[[Path, int], None],
    measure: Callable[[Archive, int], None],
) -> int:
    """Parses the command line, generates an archive unless it exists, and measures it; always 0.

    unit names what is counted in the archive, and with that the option that says how many to generate.
    """
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(f"--{unit}", dest="number", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--archive", type=Path, help="the file of the generated archive; it is used if it exists")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.archive or Path(folder) / "archive.db"
        if not path.is_file():
            generate(path, options.number)
        with Archive.open(path) as archive:
            measure(archive, options.rounds)
    return 0


def word(rank: int) -> str:
    """The word of a rank; among the ranks that end in 7, four after each other are the forms of one English word."""
    if rank < 40 or rank % 10 != 7:
        return f"w{rank}"
    return stem(rank // 40) + ENDINGS[rank // 10 % 4]


def stem(number: int) -> str:
    """The word without an ending whose forms have the ranks from 40 times number."""
    places = (number * 37, number // len(SYLLABLES), number)
    return "".join(SYLLABLES[place % len(SYLLABLES)] for place in places) + "n"


class Writer:
    """Texts of invented words: the first word is in nearly every text, the last in hardly any.

    Each text also has a word that hardly another text has, as names and misprints are: so the vocabulary is as large
    as that of news.
    """

    def __init__(self) -> None:
        self.random = random.Random(5)
        self.names = [word(rank) for rank in range(WORDS)]
        self.steps = list(accumulate(1 / (rank + 2.7) for rank in range(WORDS)))
        self.paragraphs = [self.words(PARAGRAPH_WORDS) for _ in range(PARAGRAPHS)]

    def words(self, number: int) -> str:
        return " ".join(self.random.choices(self.names, cum_weights=self.steps, k=number))

    def text(self, paragraphs: int = 5) -> tuple[str, str]:
        """A headline and a body of so many paragraphs that others have too, and one of its own."""
        rare = "".join(self.random.choices(SYLLABLES, k=4))
        return self.words(8), "\n\n".join(
            [*self.random.choices(self.paragraphs, k=paragraphs), f"{self.words(60)} {rare}"]
        )


@dataclass(frozen=True, slots=True, order=True)
class Piece:
    """An article to write: its time of publication, and the text that it shares with others."""

    second: int
    text: int
    is_shared: bool


def pieces(articles: int, chance: random.Random) -> list[Piece]:
    """The articles to write, in the order of time."""
    made: list[Piece] = []
    for text in count():
        if len(made) >= articles:
            return sorted(made)
        size = chance.choices(SIZES, WEIGHTS)[0] if chance.random() < SHARED else 1
        begin = int(FIRST_DAY.timestamp()) + chance.randrange(DAYS * 86_400)
        made += [Piece(begin + chance.randrange(2 * 86_400) * (n > 0), text, size > 1) for n in range(size)]
    return made


def generate(path: Path, articles: int) -> None:
    """An archive of articles in the order of time; the index grows with it."""
    print(f"generating {articles:,} articles …", file=sys.stderr)
    writer = Writer()
    rows = rows_of(writer, pieces(articles, writer.random))
    with Archive.open(path, write=True) as archive:
        with archive.transaction():
            archive.conn.executemany(
                "INSERT INTO outlets(name, title) VALUES (?, ?)",
                [(f"outlet{n}", f"Outlet {n}") for n in range(OUTLETS)],
            )
        while some := list(islice(rows, 2_000)):
            with archive.transaction():
                insert(archive, some)
            archive.merge()
        archive.optimize()


def rows_of(writer: Writer, written: list[Piece]) -> Iterator[tuple[dict[str, Any], str]]:
    """Rows of articles, their ids and search_ids in the order of time, and their bodies."""
    heads: dict[int, int] = {}
    texts: dict[int, tuple[str, str]] = {}
    last = 0
    for article_id, piece in enumerate(written, start=1):
        last = max(piece.second, last + 1)
        headline, body = texts.get(piece.text) or writer.text()
        if piece.is_shared:
            texts[piece.text] = headline, body
        head = heads.setdefault(piece.text, article_id) if piece.is_shared else None
        moment = datetime.fromtimestamp(last, UTC)
        yield (
            {
                "id": article_id,
                "search_id": last,
                "outlet": f"outlet{int(OUTLETS * writer.random.random() ** 2)}",
                "url": f"https://outlet.example/{article_id}",
                "headline": headline if head in (None, article_id) else writer.words(3) + " " + headline,
                "published_at": format_utc(moment),
                "published_on": moment.date().isoformat(),
                "source": "Wire" if piece.is_shared else "own",
                "language": writer.random.choices(("en", "de", "fr"), (60, 35, 5))[0],
                "word_count": 350,
                "cluster_id": head,
                "copy_of": head if head != article_id else None,
                "similarity": 0.93 if head not in (None, article_id) else None,
                "first_seen_at": format_utc(moment),
            },
            body,
        )


def insert(archive: Archive, rows: list[tuple[dict[str, Any], str]]) -> None:
    """Rows of articles and their bodies, as rows_of gives them."""
    columns = list(rows[0][0])
    archive.conn.executemany(
        f"INSERT INTO articles({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
        [list(row.values()) for row, _ in rows],
    )
    archive.conn.executemany(
        "INSERT INTO bodies(article_id, body) VALUES (?, ?)", [(row["id"], body) for row, body in rows]
    )


def requests() -> dict[str, list[SearchRequest]]:
    """The requests by kind; the number of a word says how common it is."""

    def words(*ranks: int) -> list[SearchRequest]:
        return [SearchRequest(f"w{rank}") for rank in ranks]

    common = words(20, 35, 50, 80, 120, 160)
    return {
        "rare word": words(20_000, 25_000, 30_000, 35_000, 38_000, 39_000),
        "middling word": words(800, 1_500, 2_000, 3_000, 4_000, 5_000),
        "common word": common,
        "two common words": [SearchRequest(f"w{rank} w{rank + 9}") for rank in (20, 35, 50, 80, 120, 160)],
        "phrase of common words": [SearchRequest(f'"w{rank} w{rank + 1}"') for rank in (0, 1, 2, 3, 5, 8)],
        "prefix": [SearchRequest(f"w{rank}*") for rank in (101, 222, 345, 404, 517, 999)],
        "in nearly every article": words(0, 1, 2, 3, 4, 5),
        "common, newest first": [replace(one, order="newest") for one in common],
        "common, of one outlet": [replace(one, outlets=("outlet140",)) for one in common],
        "common, in the language of most": [replace(one, languages=("en",)) for one in common],
        "common, in one month": [replace(one, since=date(2023, 3, 1), until=date(2023, 3, 31)) for one in common],
        "no words": [SearchRequest(), *(SearchRequest(outlets=(f"outlet{n}",)) for n in (3, 40, 90))],
        "no words, in one language": [SearchRequest(languages=(tag,)) for tag in ("en", "de", "fr")],
    }


def measure(archive: Archive, rounds: int) -> None:
    """Measures every kind of request both ways, and its second page."""
    (articles, copies) = archive.conn.execute("SELECT count(*), count(cluster_id) FROM articles").fetchone()
    print(f"{articles:,} articles, {copies:,} of them in clusters; CPU of a page in ms, median / largest of its kind\n")
    print(f"{'':<34}{'all copies':>16}{'grouped':>16}{'ratio':>8}{'grouped, page 2':>18}")
    ratios = []
    for kind, asked in requests().items():
        all_copies, grouped, second = ([] for _ in range(3))
        for one in asked:
            costs = _side_by_side(archive, one, rounds)
            for cost, kept in zip(costs, (all_copies, grouped, second), strict=True):
                kept.append(cost)
        ratio = statistics.median(grouped) / statistics.median(all_copies)
        ratios.append(ratio)
        print(f"{kind:<34}{_both(all_copies)}{_both(grouped)}{ratio:>8.2f}{_both(second):>18}", flush=True)
    print(f"\ngrouped / all copies, the middle kind: {statistics.median(ratios):.2f}")


def _side_by_side(archive: Archive, request: SearchRequest, rounds: int) -> list[float]:
    """Median CPU seconds of the first page with all copies, the first page grouped, and the second page grouped."""
    all_copies = replace(request, all_copies=True)
    first = search(archive.conn, request)
    second = replace(request, offset=first.next_offset or 0, before=first.next_before)
    asked = (all_copies, request, second)
    for one in asked:
        search(archive.conn, one)
    taken: list[list[float]] = [[] for _ in asked]
    for _ in range(rounds):
        for one, kept in zip(asked, taken, strict=True):
            began = time.process_time()
            search(archive.conn, one)
            kept.append(time.process_time() - began)
    return [statistics.median(kept) for kept in taken]


def _both(seconds: list[float]) -> str:
    return f"{1000 * statistics.median(seconds):>8.1f} / {1000 * max(seconds):>5.1f}"


if __name__ == "__main__":
    sys.exit(main())
