"""How well near-duplicates are found, and what it costs, in a generated archive of copies and lookalikes.

    python benchmarks/copies.py [--articles 1000000] [--sample 2000]

Prints, for each kind of copy, how many are in the cluster of their original; for each kind of lookalike, how many are
in no cluster; and how many of all articles in clusters belong there. Then it prints the bytes per article, the time to
find the cluster of an article, and the CPU time per article with and without clusters, compared with the CPU time of
reading a page. Articles come in the order in which outlets are visited, so some come later than their copies. The rows
are written without search index and totals, which are not measured; clusters and fingerprints are made by the functions
that every article goes through.
"""

import argparse
import heapq
import multiprocessing
import random
import resource
import statistics
import sys
import tempfile
import time
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import chain, islice
from pathlib import Path

from evaluate import SHARED, outlet_of, page_of, read_index
from invented_news import COPIES, LOOKALIKES, TEMPLATES, Language, Paragraphs, make_characters, make_words

from newsarchive.archive.articles import article_rows
from newsarchive.archive.articles.new_texts import NewTexts
from newsarchive.archive.database import Archive
from newsarchive.archive.near_duplicates import assignment
from newsarchive.archive.schema.migrations import make_triggers
from newsarchive.archive.schema.triggers import TRIGGERS
from newsarchive.dates import format_utc
from newsarchive.ingest import prepare
from newsarchive.records import Article, Stamp
from newsarchive.text import count_words

OUTLETS = 300
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
# 300 outlets of 100 articles a day.
SECONDS_APART = 2.88
HOUR = 3_600
# The share of new reports that are made from a template, are copied, or have a lookalike.
FROM_TEMPLATE, COPIED, MIMICKED = 0.06, 0.05, 0.03
TEMPLATES_OF_A_KIND = 40
TEMPLATES_COPIED = 0.2
IN_CHARACTERS = 0.15
COMES_LATE = 0.05
HAS_NOTE = 0.3
# Rows per transaction while the archive is filled, and SQLite's cache meanwhile.
BATCH = 20_000
FILLING_KB = 400_000
BLOCK = 100
QUEUED = 20
PAGES_READ = 60
ORDINARY = "no copy"
TEMPLATE_COPIES = "copies of a template's report"
# What a copy takes in the row of its article: cluster_id, copy_of, similarity.
COLUMNS_BYTES = 14


@dataclass(order=True, frozen=True)
class Piece:
    """One article as it comes into the archive; story is the number of the article whose text it shares."""

    arrives: float
    number: int
    second: int = field(compare=False)
    outlet: int = field(compare=False)
    body: str = field(compare=False)
    kind: str = field(compare=False)
    story: int = field(compare=False)


# A piece, how many words it has, and its fingerprint.
Made = tuple[Piece, int, tuple[int, ...]]


class Newsrooms:
    """All outlets' articles in the order in which they come into the archive; it keeps only those still to come.

    Several newsrooms, each with another seed, share the outlets and the work; `of` says how many there are. The copies
    and the lookalikes of a story come within two days.
    """

    def __init__(self, seed: int = 0, of: int = 1) -> None:
        self.chosen = random.Random(seed)
        self.seed, self.of = seed, of
        self.languages = (make_words(), make_characters())
        self.templates = {
            (kind, language.space): [template.make(language, f"{kind} {at}") for at in range(TEMPLATES_OF_A_KIND)]
            for kind, template in TEMPLATES.items()
            for language in self.languages
        }
        self.notes = {
            language.space: [language.paragraph(random.Random(at), 25) for at in range(OUTLETS)]
            for language in self.languages
        }
        self.coming: list[Piece] = []
        self.made = 0

    def pieces(self) -> Iterator[Piece]:
        """Articles without end."""
        now = BEGAN.timestamp()
        while True:
            self._report(now)
            while self.coming and self.coming[0].arrives <= now:
                yield heapq.heappop(self.coming)
                now += self.of * SECONDS_APART

    def _report(self, now: float) -> None:
        """One report, and its copies and lookalikes in the two days after it."""
        chosen, dice = self.chosen, self.chosen.random()
        language = self.languages[chosen.random() < IN_CHARACTERS]
        if dice < FROM_TEMPLATE:
            kind = chosen.choice(list(TEMPLATES))
            text = chosen.choice(self.templates[kind, language.space]).text(chosen)
            first = self._add(now, language, text, kind)
            if chosen.random() < TEMPLATES_COPIED:
                edited = COPIES[chosen.choice(("another headline", "links and boilerplate"))](language, chosen, text)
                self._add(self._after(now), language, edited, TEMPLATE_COPIES, first)
            return
        text = language.text(chosen)
        first = self._add(now, language, text, ORDINARY)
        if dice < FROM_TEMPLATE + COPIED:
            for kind in chosen.choices(list(COPIES), k=min(12, int(chosen.paretovariate(1.3)))):
                self._add(self._after(now), language, COPIES[kind](language, chosen, text), kind, first)
        elif dice < FROM_TEMPLATE + COPIED + MIMICKED:
            kind = chosen.choice(list(LOOKALIKES))
            self._add(self._after(now), language, LOOKALIKES[kind](language, chosen, text), kind, first, is_copy=False)

    def _after(self, now: float) -> float:
        return now + self.chosen.uniform(0.1, 48) * HOUR

    def _add(
        self, at: float, language: Language, text: Paragraphs, kind: str, of: Piece | None = None, is_copy: bool = True
    ) -> Piece:
        """An article at another outlet than the original's; some end with the outlet's standing text."""
        chosen, number = self.chosen, self.of * self.made + self.seed
        self.made += 1
        outlet = (of.outlet + chosen.randint(1, OUTLETS - 1)) % OUTLETS if of else chosen.randrange(OUTLETS)
        body = "\n\n".join([*text, self.notes[language.space][outlet]] if chosen.random() < HAS_NOTE else text)
        late = chosen.uniform(0, 96) * HOUR if chosen.random() < COMES_LATE else 0
        label = kind if language.space or kind == ORDINARY else f"{kind}, in characters"
        piece = Piece(at + late, number, int(at), outlet, body, label, of.story if of and is_copy else number)
        heapq.heappush(self.coming, piece)
        return piece


@dataclass
class Truth:
    """What the archive should find. Index i holds the kind and the story of the article with id i + 1."""

    kinds: list[str] = field(default_factory=list)
    kind: array = field(default_factory=lambda: array("b"))
    number: array = field(default_factory=lambda: array("q"))
    story: array = field(default_factory=lambda: array("q"))

    def note(self, piece: Piece) -> None:
        if piece.kind not in self.kinds:
            self.kinds.append(piece.kind)
        self.kind.append(self.kinds.index(piece.kind))
        self.number.append(piece.number)
        self.story.append(piece.story)


def main() -> int:
    """Always 0: the figures are to be read, not to be passed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--sample", type=int, default=2_000, help="further articles, which measure time and CPU")
    parser.add_argument(
        "--minutes", type=float, default=600, help="stop filling after this time and measure what is there"
    )
    parser.add_argument("--makers", type=int, default=2, help="processes that make articles")
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder with corpus/, for the CPU of reading")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "archive.db"
        # In its own process, because filling needs other memory than a crawl.
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
            truth, seconds = pool.submit(fill, path, options.articles, options.minutes, options.makers).result()
        count = len(truth.kind)
        print(f"{count:,} articles, {seconds:,.0f} s to make and place them\n", flush=True)
        with Archive.open(path, write=True) as archive:
            show_quality(archive, truth)
            show_size(archive)
            show_cost(archive, count, options.sample, cpu_of_reading(options.shared / "corpus"))
    return 0


def fill(path: Path, most: int, minutes: float, makers: int) -> tuple[Truth, float]:
    """An archive of so many articles, or as many as fit into the minutes, and the seconds it took."""
    began, truth = time.monotonic(), Truth()
    with Archive.open(path, write=True) as archive, made_by(makers) as pieces:
        dropped = prepare_for_filling(archive)
        wanted = islice(pieces, most)
        while time.monotonic() - began < 60 * minutes and (batch := list(islice(wanted, BATCH))):
            with archive.transaction():
                for piece, words, found_by in batch:
                    insert(archive, piece, words, found_by)
                    truth.note(piece)
            print(f"{len(truth.kind):,} {time.monotonic() - began:,.0f} s", file=sys.stderr, flush=True)
        for statement in dropped:
            archive.conn.execute(statement)
    return truth, time.monotonic() - began


def prepare_for_filling(archive: Archive) -> list[str]:
    """Removes what is not measured and gives SQLite more memory; returns what makes the dropped indexes again."""
    conn = archive.conn
    conn.execute(f"PRAGMA cache_size = -{FILLING_KB}")
    conn.execute("PRAGMA synchronous = OFF")
    for name in TRIGGERS:
        if not name.startswith("fingerprints"):
            conn.execute(f"DROP TRIGGER {name}")
    indexes = conn.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'articles' AND sql IS NOT NULL"
    ).fetchall()
    dropped = [(name, statement) for name, statement in indexes if name != "articles_cluster"]
    for name, _ in dropped:
        conn.execute(f"DROP INDEX {name}")
    conn.executemany(
        "INSERT INTO outlets(name, title) VALUES (?, ?)", [(outlet(at), f"Outlet {at}") for at in range(OUTLETS)]
    )
    return [statement for _, statement in dropped]


@contextmanager
def made_by(makers: int) -> Iterator[Iterator[Made]]:
    """The articles of so many newsrooms, each in its own process, in the order in which they arrive."""
    context = multiprocessing.get_context("spawn")
    queues = [context.Queue(QUEUED) for _ in range(makers)]
    processes = [
        context.Process(target=make, args=(queue, seed, makers), daemon=True) for seed, queue in enumerate(queues)
    ]
    for process in processes:
        process.start()
    try:
        streams = [chain.from_iterable(iter(queue.get, None)) for queue in queues]
        yield heapq.merge(*streams, key=lambda made: made[0].arrives)
    finally:
        for process in processes:
            process.terminate()


def make(queue: multiprocessing.Queue, seed: int, of: int) -> None:
    pieces = Newsrooms(seed, of).pieces()
    while True:
        queue.put([made(piece) for piece in islice(pieces, BLOCK)])


def made(piece: Piece) -> Made:
    words = count_words(piece.body)
    return piece, words, assignment.fingerprint_of(piece.body, words, "full")


def outlet(at: int) -> str:
    return f"outlet_{at:03}"


def version_of(piece: Piece) -> article_rows.Version:
    moment = datetime.fromtimestamp(piece.second, UTC)
    article = Article(
        outlet(piece.outlet), f"Report {piece.number}", piece.body, published=Stamp(moment.date(), moment)
    )
    return article_rows.version_of(article, article.outlet, read_by="1")


def insert(archive: Archive, piece: Piece, words: int, found_by: tuple[int, ...]) -> None:
    """Writes the rows that are measured, and assigns each article to its cluster as a crawl does."""
    conn = archive.conn
    row = {
        "search_id": article_rows.free_search_id(conn, piece.second),
        "outlet": outlet(piece.outlet),
        "headline": f"Report {piece.number}",
        "word_count": words,
        "first_seen_at": format_utc(datetime.fromtimestamp(piece.arrives, UTC)),
    }
    article_id = article_rows.insert(conn, "articles", row)
    article_rows.insert(conn, "bodies", {"article_id": article_id, "body": piece.body})
    assignment.assign_new_article(conn, article_id, found_by)


def show_quality(archive: Archive, truth: Truth) -> None:
    """How many articles of each kind are where they belong, and how many in clusters are copies."""
    ids = {number: at for at, number in enumerate(truth.number)}
    clusters = [
        cluster or -article_id
        for article_id, cluster in archive.conn.execute("SELECT id, cluster_id FROM articles ORDER BY id")
    ]
    right: dict[str, list[bool]] = defaultdict(list)
    for at, (kind, story, number) in enumerate(zip(truth.kind, truth.story, truth.number, strict=True)):
        if story != number and story in ids:
            right[truth.kinds[kind]].append(clusters[at] == clusters[ids[story]])
    wrong = Counter(
        truth.kinds[truth.kind[copy - 1]]
        for copy, head in archive.conn.execute("SELECT id, copy_of FROM articles WHERE copy_of IS NOT NULL")
        if truth.story[copy - 1] != truth.story[head - 1]
    )
    print("copies                                    articles   found")
    for kind, found in sorted(right.items()):
        print(f"{kind:40}{len(found):10,}{statistics.mean(found):8.4f}")
    found = [one for kind in right.values() for one in kind] or [True]
    print(f"{'all':40}{len(found):10,}{statistics.mean(found):8.4f}   wanted 0.97\n")
    print("no copies                                 articles   alone   precision, were each copy met by one of these")
    counts = Counter(truth.kinds[kind] for kind in truth.kind)
    recall = statistics.mean(found)
    for kind in sorted(counts.keys() - right.keys()):
        share = wrong[kind] / counts[kind]
        print(f"{kind:40}{counts[kind]:10,}{1 - share:8.4f}{recall / (recall + share):8.4f}   wanted 0.99")
    called = archive.conn.execute("SELECT count(*) FROM articles WHERE copy_of IS NOT NULL").fetchone()[0]
    print(
        f"\nof {called:,} articles called copies{1 - wrong.total() / max(1, called):8.4f} are   wanted 0.99\n",
        flush=True,
    )


def show_size(archive: Archive) -> None:
    """Bytes per article that the file needs for clusters alone, half-empty pages included."""
    articles = archive.conn.execute("SELECT count(*), count(copy_of) FROM articles").fetchone()
    for name in ("fingerprints", "articles_cluster"):
        size = archive.conn.execute("SELECT sum(pgsize) FROM dbstat WHERE name = ?", [name]).fetchone()[0]
        print(f"{name:20}{size / articles[0]:8.1f} bytes an article")
    print(f"{'columns of articles':20}{COLUMNS_BYTES * articles[1] / articles[0]:8.1f} bytes an article", flush=True)


def show_cost(archive: Archive, filled: int, sample: int, reading_seconds: float | None) -> None:
    """Stores articles as a crawl does, one transaction each, with and without clusters in turn."""
    make_triggers(archive.db)
    newsrooms = Newsrooms(seed=99)
    shift = int(filled * SECONDS_APART)
    pieces = (replace(piece, second=piece.second + shift) for piece in islice(newsrooms.pieces(), sample))
    spent: dict[str, list[float]] = defaultdict(list)
    for at, piece in enumerate(pieces):
        version, now = version_of(piece), datetime.fromtimestamp(piece.second, UTC) + timedelta(days=9)
        began = time.process_time()
        assignment.fingerprint_of(piece.body, version.word_count, "full")
        spent["worker"].append(time.process_time() - began)
        is_with = at // BLOCK % 2 == 0
        cpu, clock = store(archive, version if is_with else replace(version, fingerprint=()), now)
        spent["with" if is_with else "without"].append(cpu)
        spent["with, by the clock" if is_with else "without, by the clock"].append(clock)
    show_times(spent, reading_seconds)


def store(archive: Archive, version: article_rows.Version, now: datetime) -> tuple[float, float]:
    """CPU seconds and wall seconds of one transaction."""
    cpu, clock = time.process_time(), time.perf_counter()
    with archive.transaction():
        texts = NewTexts(archive.conn)
        article_rows.add_article(archive.conn, texts, version, None, None, None, now, {})
        texts.write()
    spent = time.process_time() - cpu, time.perf_counter() - clock
    archive.note_index_change()
    return spent


def show_times(spent: dict[str, list[float]], reading_seconds: float | None) -> None:
    for name in ("with, by the clock", "without, by the clock"):
        times = sorted(1000 * one for one in spent[name])
        middle, late = times[len(times) // 2], times[len(times) * 99 // 100]
        print(f"\nstored {name:25} p50 {middle:.2f}, p99 {late:.2f}, at most {times[-1]:.1f} ms", end="")
    mean = {name: 1000 * statistics.mean(times) for name, times in spent.items()}
    cost = mean["worker"] + mean["with"] - mean["without"]
    print(f"\n\nCPU an article: {mean['worker']:.2f} ms in the worker, and storing takes {mean['with']:.2f} ms "
          f"where it takes {mean['without']:.2f} without: {cost:.2f} ms in all")  # fmt: skip
    if reading_seconds:
        share = cost / 1000 / reading_seconds
        print(f"reading a page: {1000 * reading_seconds:.1f} ms; copies / reading {share:.3f}   wanted 0.02")
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:.0f} MB", flush=True)


def cpu_of_reading(corpus: Path) -> float | None:
    """CPU seconds to read and pack a page of the corpus; None without a corpus."""
    if not (corpus / "index.jsonl").is_file():
        return None
    rows = read_index(corpus)
    rows = rows[:: max(1, len(rows) // PAGES_READ)]
    spent = []
    for row in rows:
        page, began = page_of(corpus, row), time.process_time()
        prepare(page, outlet_of(row))
        spent.append(time.process_time() - began)
    return statistics.mean(spent)


if __name__ == "__main__":
    sys.exit(main())
