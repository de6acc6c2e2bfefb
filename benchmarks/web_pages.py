"""How long every kind of page takes: each is asked of `newsarchive serve` over HTTP, with a warm cache.

    python benchmarks/web_pages.py --archive FILE [--rounds 20] [--only TEXT] [--limit-ms 100]

Prints a table in Markdown: the number of answers, and their median, 95th percentile and worst in milliseconds, from the
first byte of the request to the last byte of the answer. Pages are asked one after another, on one connection. Each
address is asked once more before that, so that the cache is warm; this is the column "first". "begins" is the median
time until the first byte of the answer. "CPU" is the processor time of the server for one answer, in all its threads:
it is the same whether or not other programs run. A 95th percentile above --limit-ms is bold. Exit status 1 if a page
does not answer with status 200.

Words, ids and names come from the archive. A new kind of page is a line in PAGES.
"""

import argparse
import http.client
import math
import re
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus, urlsplit

import psutil

from newsarchive.archive.database import Archive
from newsarchive.archive.desk.collections import list_collections
from newsarchive.archive.desk.desk_file import Desk
from newsarchive.archive.watches.watch_rows import list_watches

# As many texts as say how common a word is, and as many addresses as each kind of page has.
SAMPLE, ADDRESSES = 400, 5
_WORD = re.compile(r"[^\W_]{2,}")


@dataclass(frozen=True, slots=True)
class PageKind:
    """A kind of page, and its address with the facts of the archive in braces; the facts are those of read_facts."""

    name: str
    path: str


PAGES = (
    PageKind("home", "/"),
    PageKind("search: nothing typed", "/search"),
    PageKind("search: rare word", "/search?q={rare}"),
    PageKind("search: word in 2 % of texts", "/search?q={middle}"),
    PageKind("search: common word", "/search?q={common}"),
    PageKind("search: two common words", "/search?q={common}+{common2}"),
    PageKind("search: phrase of common words", "/search?q=%22{phrase}%22"),
    PageKind("search: prefix", "/search?q={prefix}*"),
    PageKind("search: without a word", "/search?q={middle}+-{common}"),
    PageKind("search: OR", "/search?q={middle}+OR+{rare}"),
    PageKind("search: headline", "/search?q=headline:{middle}"),
    PageKind("search: one outlet", "/search?q={common}&outlet={outlet}"),
    PageKind("search: one year", "/search?q={common}&since={year}-01-01&until={year}-12-31"),
    PageKind("search: newest first", "/search?q={common}&order=newest"),
    PageKind("search: page 5", "/search?q={middle}&page=5"),
    PageKind("search: earlier versions", "/search?q={middle}&versions=earlier"),
    PageKind("search as JSON", "/search.json?q={middle}"),
    PageKind("search as a feed", "/search.atom?q={middle}"),
    PageKind("timeline: everything", "/timeline"),
    PageKind("timeline: common word by month", "/timeline?q={common}&by=month"),
    PageKind("timeline: common word, copies once", "/timeline?q={common}&by=month&copies=once"),
    PageKind("timeline: share", "/timeline?q={middle}&by=month&measure=share"),
    PageKind("timeline: share of each outlet", "/timeline?q={middle}&by=year&measure=share&split=outlet"),
    PageKind("timeline: values of a filter", "/timeline/author?q={middle}"),
    PageKind("concordance: common word", "/concordance?q={common}"),
    PageKind("concordance: word in 2 % of texts", "/concordance?q={middle}"),
    PageKind("distinctive words: common word", "/words?q={common}"),
    PageKind("distinctive words: word in 2 % of texts", "/words?q={middle}"),
    PageKind("article", "/article/{article}"),
    PageKind("article as JSON", "/article/{article}.json"),
    PageKind("article as BibTeX", "/article/{article}.bib"),
    PageKind("comparison", "/article/{changed}/changes"),
    PageKind("comparison, side by side", "/article/{changed}/changes?view=side"),
    PageKind("captured page", "/article/{captured}/page"),
    PageKind("captured page, the frame", "/article/{captured}/page.html"),
    PageKind("TimeMap", "/timemap/link/{captured_url}"),
    PageKind("lead picture", "/article/{pictured}/picture"),
    PageKind("near-duplicates", "/copies/{copied}"),
    PageKind("changes", "/changes"),
    PageKind("collections", "/collections"),
    PageKind("collection", "/collection/{collection}"),
    PageKind("watches", "/watches"),
    PageKind("watch", "/watch/{watch}"),
    PageKind("keep a page", "/fetch?url=https%3A%2F%2Fpost.example%2F{article}"),
    PageKind("health", "/health"),
    PageKind("outlet", "/outlet/{outlet}"),
    PageKind("page not found", "/nosuch-{article}"),
    PageKind("Datasette: database", "/{database}"),
    PageKind("Datasette: articles", "/{database}/articles"),
    PageKind("Datasette: articles, next page", "/{database}/articles?_next={search_id}~2C{article}"),
    PageKind("Datasette: articles of an outlet", "/{database}/articles?outlet={outlet}"),
    PageKind("Datasette: articles of a day", "/{database}/articles?published_on={day}"),
    PageKind("Datasette: facet kind", "/{database}/articles?_facet=kind"),
    PageKind("Datasette: facet completeness", "/{database}/articles?_facet=completeness"),
    PageKind("Datasette: facet kind of an outlet", "/{database}/articles?outlet={outlet}&_facet=kind"),
    PageKind("Datasette: facets over a year", "/{database}/articles?published_on__contains={year}"),
    PageKind("Datasette: facet by date", "/{database}/articles?_facet_date=published_at"),
    PageKind("Datasette: sorted by time", "/{database}/articles?_sort=published_at"),
    PageKind("Datasette: _search, rare word", "/{database}/articles?_search={rare}"),
    PageKind("Datasette: _search, word in 2 %", "/{database}/articles?_search={middle}"),
    PageKind("Datasette: _search, common word", "/{database}/articles?_search={common}"),
    PageKind("Datasette: _search over a year", "/{database}/articles?_search={common}&published_on__contains={year}"),
    PageKind("Datasette: articles as JSON", "/{database}/articles.json"),
    PageKind("Datasette: articles as CSV", "/{database}/articles.csv"),
    PageKind("Datasette: row", "/{database}/articles/{article}"),
    PageKind("Datasette: bodies", "/{database}/bodies"),
    PageKind("Datasette: bodies, next page", "/{database}/bodies?_next={article}"),
    PageKind("Datasette: bodies, facet", "/{database}/bodies?_facet=spaced_body"),
    PageKind("Datasette: documents", "/{database}/documents"),
    PageKind("Datasette: versions", "/{database}/article_versions"),
    PageKind("Datasette: urls", "/{database}/urls"),
    PageKind("Datasette: authors", "/{database}/article_authors"),
    PageKind("Datasette: outlets", "/{database}/outlets"),
    PageKind("Datasette: SQL", "/{database}?sql=select+count(*)+from+outlets"),
)


@dataclass(frozen=True, slots=True)
class AnswerTimes:
    """Milliseconds from the request until the answer begins, and until it ends."""

    begins: float
    ends: float


@dataclass(frozen=True, slots=True)
class Timings:
    """The times of one kind of page, in milliseconds: the slowest first answer, all others, and the CPU of each."""

    name: str
    first: float
    answers: Sequence[AnswerTimes]
    cpu: float

    def row(self, limit_ms: float) -> str:
        """The line of the table."""
        ordered = sorted(answer.ends for answer in self.answers)
        begins = statistics.median(answer.begins for answer in self.answers)
        p95 = ordered[max(math.ceil(len(ordered) * 0.95) - 1, 0)]
        shown = f"**{p95:,.0f}**" if p95 > limit_ms else f"{p95:,.0f}"
        median, worst = statistics.median(ordered), ordered[-1]
        rest = f"{worst:,.0f} | {begins:,.0f} | {self.cpu:,.1f} | {self.first:,.0f}"
        return f"| {self.name} | {len(ordered)} | {median:,.0f} | {shown} | {rest} |"


@dataclass(frozen=True, slots=True)
class Server:
    """A process of `newsarchive serve`, and the address at which it answers."""

    address: str
    process: psutil.Process

    def cpu_ms(self) -> float:
        """The processor time that the server has used so far."""
        used = self.process.cpu_times()
        return 1000 * float(used.user + used.system)


def main() -> int:
    """0 if every page answered."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--archive", type=Path, required=True, help="the archive to serve; it is only read")
    parser.add_argument("--rounds", type=int, default=20, help="how often each address is asked")
    parser.add_argument("--only", default="", help="only kinds of pages with this text in their name")
    parser.add_argument("--limit-ms", type=float, default=100.0)
    options = parser.parse_args()
    kinds = [kind for kind in PAGES if options.only.lower() in kind.name.lower()]
    with Archive.open(options.archive) as archive:
        facts = read_facts(archive.conn, options.archive)
    failed = []
    with served(options.archive) as server:
        print("| page | answers | median ms | p95 | worst | begins | CPU | first |\n|---|--:|--:|--:|--:|--:|--:|--:|")
        for kind in kinds:
            try:
                print(measure(kind, addresses_of(kind, facts), server, options.rounds).row(options.limit_ms))
            except KeyError as error:
                print(f"| {kind.name} | – | the archive has no {error.args[0]} | | | | | |")
            except PageFailed as error:
                failed.append(str(error))
                print(f"| {kind.name} | – | {error} | | | | | |")
            sys.stdout.flush()
    return 1 if failed else 0


class PageFailed(Exception):
    """Raised by measure for an answer that is not a page."""


def measure(kind: PageKind, paths: Sequence[str], server: Server, rounds: int) -> Timings:
    """The times of all paths of a kind, each asked rounds times.

    Raises:
        PageFailed: an answer has another status than 200.
    """
    wanted = 404 if kind.name == "page not found" else 200
    connection = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=120)
    first = max(_ask(connection, path, wanted).ends for path in paths)
    cpu_before = server.cpu_ms()
    answers = [_ask(connection, path, wanted) for _ in range(rounds) for path in paths]
    cpu = (server.cpu_ms() - cpu_before) / len(answers)
    connection.close()
    return Timings(kind.name, first, answers, cpu)


def _ask(connection: http.client.HTTPConnection, path: str, wanted: int) -> AnswerTimes:
    began = time.perf_counter()
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read(1)
    begins = (time.perf_counter() - began) * 1000
    answer.read()
    ends = (time.perf_counter() - began) * 1000
    if answer.status != wanted:
        raise PageFailed(f"{path}: status {answer.status}")
    return AnswerTimes(begins, ends)


def addresses_of(kind: PageKind, facts: Mapping[str, Sequence[str]]) -> list[str]:
    """The addresses of a kind, each different; KeyError names a fact that the archive does not have."""
    names = re.findall(r"{(\w+)}", kind.path)
    for name in names:
        if not facts.get(name):
            raise KeyError(name)
    number = max((len(facts[name]) for name in names), default=1)
    made = (kind.path.format(**{name: facts[name][at % len(facts[name])] for name in names}) for at in range(number))
    return list(dict.fromkeys(made))


def read_facts(conn: Any, archive: Path) -> dict[str, list[str]]:
    """What stands in the braces of addresses, already quoted: some values for each name."""
    last = conn.execute("SELECT max(id) FROM articles").fetchone()[0] or 0
    ids = [1 + position * max(last - 1, 1) // SAMPLE for position in range(SAMPLE)]
    marks = ", ".join("?" * len(ids))
    rows = conn.execute(f"SELECT article_id, body FROM bodies WHERE article_id IN ({marks})", ids).fetchall()
    articles = [row[0] for row in rows[:: max(len(rows) // ADDRESSES, 1)]][:ADDRESSES]
    some = ", ".join("?" * len(articles))

    def column(name: str) -> list[Any]:
        sql = f"SELECT DISTINCT {name} FROM articles WHERE id IN ({some}) AND {name} IS NOT NULL"
        return [row[0] for row in conn.execute(sql, articles)]

    def next_to(condition: str) -> list[int]:
        sql = f"SELECT id FROM articles WHERE {condition} AND id >= ? LIMIT 1"
        return [row[0] for one in articles if (row := conn.execute(sql, [one]).fetchone())]

    # An archive may have been copied without its captures.
    captured = "capture_id IN (SELECT id FROM captures WHERE expired_at IS NULL)"
    pictured = "id IN (SELECT article_id FROM pictures WHERE capture_id IS NOT NULL)"
    has_captures = (archive.resolve().parent / "captures").is_dir()
    with Desk.open(archive) as desk:
        names = {
            "collection": [one.name for one in list_collections(desk)],
            "watch": [one.name for one in list_watches(desk)],
        }
    facts = {
        "article": articles,
        "search_id": column("search_id"),
        "outlet": column("outlet"),
        "day": column("published_on"),
        "year": sorted({str(day)[:4] for day in column("published_on")}),
        "copied": next_to("cluster_id IS NOT NULL"),
        "changed": next_to("revision > 1"),
        "captured": next_to(captured) if has_captures else [],
        "captured_url": [
            conn.execute("SELECT url FROM articles WHERE id = ?", [one]).fetchone()[0] for one in next_to(captured)
        ],
        "pictured": next_to(pictured) if has_captures else [],
        **{name: found[:ADDRESSES] for name, found in names.items()},
        "database": [archive.stem],
        **words_of([row[1] for row in rows]),
    }
    return {name: [quote_plus(str(value)) for value in values] for name, values in facts.items()}


def words_of(texts: Sequence[str]) -> dict[str, list[str]]:
    """Words by the share of texts that have them, beginnings of words, and common phrases of two words."""
    words = [_WORD.findall(text.lower()) for text in texts]
    counts = Counter(word for text in words for word in set(text))
    ranked = [word for word, _ in counts.most_common()]
    middle = sorted(ranked, key=lambda word: abs(counts[word] / max(len(texts), 1) - 0.02))[:ADDRESSES]
    pairs = Counter(pair for text in words for pair in set(pairwise(text)))
    common = ranked[: 2 * ADDRESSES]
    return {
        "common": common[::2],
        "common2": common[1::2],
        "middle": middle,
        "rare": [word for word in ranked if counts[word] == 1][:ADDRESSES],
        "prefix": list(dict.fromkeys(word[:3] for word in middle)),
        "phrase": [" ".join(pair) for pair, _ in pairs.most_common(ADDRESSES)],
    }


@contextmanager
def served(archive: Path) -> Iterator[Server]:
    """`newsarchive serve` of the archive, as a process of its own."""
    program = "from newsarchive.cli.main import main; main()"
    command = [sys.executable, "-c", program, "serve", "--db", str(archive.resolve()), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r"http://\S+", line)
        try:
            if found is None:
                raise SystemExit(f"{archive}: newsarchive serve did not start")
            yield Server(found[0].rstrip("/"), psutil.Process(process.pid))
        finally:
            process.terminate()


if __name__ == "__main__":
    raise SystemExit(main())
