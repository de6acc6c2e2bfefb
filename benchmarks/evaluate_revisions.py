"""Crawl real pages, change them as outlets do, crawl again, and compare the revisions with those expected.

    python benchmarks/evaluate_revisions.py --shared ../shared

The pages of the corpus are served on loopback and crawled once. Then, in each round, each page is changed in another
way (see deriving.py), all articles become due for a new visit, and a second crawl starts from the same archive. Every
visit fetches the whole page, because the replay does not answer conditional requests. A last round serves the original
pages to an archive whose texts claim another reading version, half of them without their longest paragraph: these
revisions must be recorded as ours.

Prints, for each kind of change, on how many pages it was possible, how many revisions were expected and made, what is
wrong, and on how many pages the text never had the changed words; for these, no revision is expected. The last column
counts the pages of held-out sites, which nobody looks at while correcting rules.
"""

import argparse
import gzip
import hashlib
import json
import random
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deriving import KINDS, MISSING, NOTHING, Truth, furnish, parse, write
from evaluate_crawl import crawl, replaying, rows_of

from newsarchive.text import plain
from newsarchive.urls import url_key

HELD_OUT = 3  # one of so many sites is held out
OTHER_READER, LESS_READ = "another reader", "another reader, less read"
MANY_DAYS_AGO = "2001-01-01T00:00:00Z"

Row = dict[str, Any]

_OUTLET = """from newsarchive.crawl.spider import OutletSpider


class Stranger(OutletSpider):
    name = "{name}"
    title = {title!r}
    home = "https://{site}/"
    country, language, timezone = None, "{language}", "Etc/UTC"
    feeds = ["https://{site}/rss.xml"]
"""


@dataclass(frozen=True)
class Expected:
    """What was done to a page, and the causes of the revisions that it should make."""

    kind: str
    causes: tuple[str, ...] = ()
    is_unread: bool = False


@dataclass
class Tally:
    """One line of the report."""

    pages: int = 0
    unread: int = 0
    expected: int = 0
    made: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    held_out: int = 0
    held_out_wrong: int = 0


@dataclass(frozen=True)
class Article:
    """A stored article: its current text, and the causes of its revisions so far."""

    id: int
    text: str
    causes: tuple[str, ...]


def main() -> int:
    """0 if every crawl ran, else 1."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"), help="folder with corpus/ and tools/")
    parser.add_argument(
        "--rounds",
        type=int,
        default=len(KINDS),
        help="how many rounds; each page gets one kind of change in each round",
    )
    parser.add_argument("--keep", type=Path, help="keep the archives and derived pages in this folder")
    options = parser.parse_args()
    shared = options.shared.resolve()
    if not (shared / "corpus" / "index.jsonl").is_file():
        print(f"{shared}: no corpus there; revisions of real pages were not evaluated")
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        return Evaluation(shared, folder.resolve()).run(options.rounds)


class Evaluation:
    """The crawls and their results, by kind of change."""

    def __init__(self, shared: Path, folder: Path) -> None:
        self.shared = shared
        self.folder = folder
        self.known = rows_of(shared / "corpus" / "index.jsonl")
        lines = (shared / "corpus" / "index.jsonl").read_text(encoding="utf-8").splitlines()
        self.rows: list[Row] = [json.loads(line) for line in lines]
        self.tallies: dict[str, Tally] = defaultdict(Tally)
        self.strangers = self._write_outlets()

    def run(self, rounds: int) -> int:
        """The first crawl, one crawl per round, and the one with another reading version; then the report."""
        before, first = self.folder / "before", self.folder / "first"
        self._write_corpus(before, {row["id"]: self._furnished(row) for row in self.rows})
        if not self._crawl(before, first):
            return 1
        articles = self._articles(first)
        for number in range(rounds):
            after, second = self.folder / f"after-{number}", self.folder / f"second-{number}"
            expected = self._derive(before, after, number, articles)
            if not self._crawl_again(first, second, after, _make_due):
                return 1
            self._judge(articles, self._articles(second), expected)
        if not self._crawl_again(first, self.folder / "third", before, _read_otherwise):
            return 1
        third = {key: _otherwise(article) for key, article in articles.items()}
        self._judge(articles, self._articles(self.folder / "third"), third)
        print_report(self.tallies, len(self.rows), len(articles))
        return 0

    def _write_outlets(self) -> list[str]:
        """The names of outlets, as `new` would draft them, for the sites that have no outlet file."""
        covered = {page["site"] for row in self.known.values() for page in row.pages.values()}
        sites = {row["site"]: row for row in self.rows if row["site"] not in covered}
        places = self.folder / "outlets" / "int"
        places.mkdir(parents=True)
        for number, (site, row) in enumerate(sorted(sites.items())):
            name, language = f"stranger_{number}", row["language"] or "en"
            facts = _OUTLET.format(name=name, title=row["publisher"] or site, site=site, language=language)
            (places / f"{name}.py").write_text(facts, encoding="utf-8")
        return [f"stranger_{number}" for number in range(len(sites))]

    def _furnished(self, row: Row) -> bytes:
        page = gzip.decompress((self.shared / "corpus" / "pages" / f"{row['id']}.html.gz").read_bytes())
        tree = parse(page, row.get("charset") or "utf-8")
        furnish(tree, Truth.of(row))
        return write(tree)

    def _write_corpus(self, folder: Path, pages: dict[str, bytes]) -> None:
        """A folder for the replay, with those rows that have a page."""
        (folder / "pages").mkdir(parents=True)
        for name, page in pages.items():
            (folder / "pages" / f"{name}.html.gz").write_bytes(gzip.compress(page, 1, mtime=0))
        rows = ({**row, "charset": "utf-8"} for row in self.rows if row["id"] in pages)
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / "index.jsonl").write_text("".join(lines), encoding="utf-8")

    def _derive(self, before: Path, after: Path, number: int, articles: dict[int, Article]) -> dict[int, Expected]:
        """What was done to each page, by its key; a page that cannot be changed in this way stays as it is."""
        names, expected, pages = list(KINDS), {}, {}
        for place, row in enumerate(self.rows):
            name = names[(place + number) % len(names)]
            page = gzip.decompress((before / "pages" / f"{row['id']}.html.gz").read_bytes())
            key = url_key(row["url"])
            expected[key], altered = _altered(row, page, name, articles.get(key), number)
            if altered is not None:
                pages[row["id"]] = altered
        self._write_corpus(after, pages)
        return expected

    def _crawl_again(self, first: Path, again: Path, corpus: Path, prepare: Any) -> bool:
        shutil.copytree(first, again)
        conn = sqlite3.connect(again / "archive.db", isolation_level=None)
        prepare(conn)
        conn.close()
        return self._crawl(corpus, again)

    def _crawl(self, corpus: Path, folder: Path) -> bool:
        folder.mkdir(exist_ok=True)
        # No ETag and no Last-Modified are sent, so that every visit fetches the whole page.
        with replaying(self.shared, folder, corpus=corpus) as environment:
            environment["NEWSARCHIVE_OUTLETS_FOLDER"] = str(self.folder / "outlets")
            status = crawl([*self.known, *self.strangers], folder, environment)
        if status != 0:
            print(f"the crawl of {corpus.name} ended with {status}", file=sys.stderr)
        return status == 0

    def _articles(self, folder: Path) -> dict[int, Article]:
        """The articles that came from exactly one page of the corpus, under its own address, by the page's key.

        If a page declares another address, that one is visited, and the replay does not know it.
        """
        keys = {url_key(row["url"]): row for row in self.rows}
        conn = sqlite3.connect(folder / "archive.db")
        found: dict[int, list[int]] = defaultdict(list)
        for key, article_id in conn.execute("SELECT key, article_id FROM urls WHERE outcome = 'article'"):
            if key in keys:
                found[article_id].append(key)
        articles = {}
        for article_id, (key, *others) in found.items():
            (url,) = conn.execute("SELECT url FROM articles WHERE id = ?", [article_id]).fetchone()
            if not others and url_key(url or "") == key:
                articles[key] = _load(conn, article_id)
        conn.close()
        return articles

    def _judge(self, before: dict[int, Article], after: dict[int, Article], expected: dict[int, Expected]) -> None:
        for row in self.rows:
            key = url_key(row["url"])
            if key not in before or key not in expected:
                continue
            wanted, tally = expected[key], self.tallies[expected[key].kind]
            causes = after[key].causes[len(before[key].causes) :] if key in after else ("lost",)
            # A change counts even if the reader sees it in another place than expected.
            is_wrong = causes != wanted.causes and not (wanted.is_unread and causes == ("theirs",))
            tally.pages += 1
            tally.unread += wanted.is_unread
            tally.expected += len(wanted.causes)
            tally.made.update(causes)
            if is_wrong:
                tally.wrong.append(f"{row['id']}: {', '.join(causes) or 'no revision'}")
            if is_held_out(row):
                tally.held_out += 1
                tally.held_out_wrong += is_wrong


def is_held_out(row: Row) -> bool:
    """Whether the row's site is held out."""
    return int(hashlib.sha1(row["site"].encode()).hexdigest(), 16) % HELD_OUT == 0


def _altered(row: Row, page: bytes, name: str, article: Article | None, number: int) -> tuple[Expected, bytes | None]:
    """What is expected of a page, and how it is served; None if it is no longer served."""
    if name == MISSING:
        return Expected(name), None
    tree = parse(page, "utf-8")
    place = KINDS[name].edit(tree, Truth.of(row), random.Random(f"{row['id']} {number}"))
    if place is None:
        return Expected(NOTHING), page
    is_read = article is not None and plain(place) in article.text
    causes = ("theirs",) if KINDS[name].is_revision and is_read else ()
    return Expected(name, causes, is_unread=KINDS[name].is_revision and not is_read), write(tree)


def _load(conn: sqlite3.Connection, article_id: int) -> Article:
    parts = conn.execute(
        "SELECT headline, standfirst, body FROM articles JOIN bodies ON article_id = id WHERE id = ?", [article_id]
    ).fetchone()
    causes = conn.execute("SELECT cause FROM revisions WHERE article_id = ? ORDER BY number", [article_id])
    return Article(article_id, " ".join(plain(part or "") for part in parts), tuple(cause for (cause,) in causes))


def _make_due(conn: sqlite3.Connection) -> None:
    """Makes all articles due for a new visit."""
    conn.execute("UPDATE articles SET recheck_at = ?", [MANY_DAYS_AGO])


def _read_otherwise(conn: sqlite3.Connection) -> None:
    """Claims another reading version for all texts, and removes a paragraph from every second article."""
    _make_due(conn)
    conn.execute("UPDATE articles SET read_by = 'an earlier reader'")
    for article_id, body in conn.execute("SELECT article_id, body FROM bodies WHERE article_id % 2 = 0").fetchall():
        paragraphs = body.split("\n\n")
        paragraphs.remove(max(paragraphs, key=len))
        less = "\n\n".join(paragraphs) or body[: 2 * len(body) // 3]
        conn.execute("UPDATE bodies SET body = ? WHERE article_id = ?", [less, article_id])


def _otherwise(article: Article) -> Expected:
    return Expected(LESS_READ, ("ours",)) if article.id % 2 == 0 else Expected(OTHER_READER)


def print_report(tallies: dict[str, Tally], pages: int, articles: int) -> None:
    """Prints the table, and below it every page on which something is wrong, by kind."""
    print(f"{pages} pages of the corpus, {articles} articles of one page each\n")
    heads = f"{'pages':>7}{'not read':>9}{'expected':>9}{'made':>6}{'wrong':>6}"
    print(f"{'what was done':<27}{heads}  held out: pages, wrong   causes")
    for name in [*KINDS, OTHER_READER, LESS_READ]:
        tally = tallies[name]
        causes = ", ".join(f"{count} {cause}" for cause, count in sorted(tally.made.items()))
        counts = (
            f"{tally.pages:>7}{tally.unread:>9}{tally.expected:>9}{sum(tally.made.values()):>6}{len(tally.wrong):>6}"
        )
        print(f"{name:<27}{counts}{tally.held_out:>17}{tally.held_out_wrong:>7}   {causes}")
    for name, tally in tallies.items():
        for line in tally.wrong:
            print(f"  {name}: {line}")


if __name__ == "__main__":
    sys.exit(main())
