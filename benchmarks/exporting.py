"""Whether the memory of an export stays the same for N/10 and for N articles, and how fast each format is.

    python benchmarks/exporting.py [--articles 1000000] [--rounds 1] [--folder DIR]

The archives are generated, with invented words; every tenth article has an earlier version, and each has a captured
page (about a hundred different pages, shared by many rows). Every export runs in its own process. Its peak is what
Linux reports (VmHWM). Rows per second are per second of CPU time, so that other programs do not count. Wanted: the same
peak for both sizes.
"""

import argparse
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from newsarchive.archive.captures.warc_files import CaptureRef
from newsarchive.archive.captures.warc_packing import pack
from newsarchive.archive.database import Archive
from newsarchive.archive.schema.migrations import make_triggers
from newsarchive.archive.schema.triggers import TRIGGERS
from newsarchive.dates import format_utc
from newsarchive.records import Page

FLAT = 1.1
ROWS_A_WRITE = 10_000
OUTLETS = 50
PAGES = 300
WORDS_A_PARAGRAPH = 40
NEWEST = int(datetime(2026, 11, 22, tzinfo=UTC).timestamp())
SECONDS_APART = 40
SYLLABLES = (
    "ba",
    "co",
    "du",
    "fel",
    "gri",
    "hon",
    "jas",
    "kel",
    "lum",
    "mor",
    "nit",
    "ove",
    "pra",
    "quil",
    "rus",
    "tev",
)
# This word is in every text, so a search for it matches every article.
COMMON = "harvilon"

EXPORTS = {
    "documents": (["--format", "documents"], "all.txt"),
    "documents, a file each": (["--format", "documents"], "all"),
    "jsonl": (["--format", "jsonl"], "all.jsonl"),
    "jsonl, a word in all": (["--format", "jsonl", "--search", COMMON], "found.jsonl"),
    "csv": (["--format", "csv"], "all.csv"),
    "parquet": (["--format", "parquet"], "all.parquet"),
    "warc": (["--format", "warc", "--versions"], "all.warc.gz"),
    "bibtex": (["--format", "bibtex"], "all.bib"),
    "ris": (["--format", "ris"], "all.ris"),
    "csl": (["--format", "csl"], "all.json"),
}


@dataclass(frozen=True, slots=True)
class Measured:
    """One export: its peak in MB (10⁶ bytes), its CPU seconds, and the MB it wrote."""

    peak_mb: float
    cpu_seconds: float
    written_mb: float


def main() -> int:
    """0 if the peak of every format at N is at most FLAT times that at N/10."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--words", type=int, default=200, help="words in a text")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="folder for the archives and exports while this runs")
    parser.add_argument("--only", choices=EXPORTS, action="append", help="only this export; may be repeated")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        sizes = (options.articles // 10, options.articles)
        archives = {size: build_apart(Path(folder), size, options.words) for size in sizes}
        found = {
            name: {size: measure(archives[size], name, options.rounds) for size in sizes}
            for name in options.only or EXPORTS
        }
    return show(found, *sizes)


def build_apart(folder: Path, articles: int, words: int) -> Path:
    """The path of a new archive, made by another process, so that this one stays small."""
    db = folder / str(articles) / "archive.db"
    db.parent.mkdir()
    began = time.monotonic()
    builder = get_context("spawn").Process(target=build, args=(db, articles, words))
    builder.start()
    builder.join()
    if builder.exitcode:
        raise SystemExit(f"{db}: could not be made")
    size_mb = db.stat().st_size / 1e6
    print(f"{articles:,} articles in {size_mb:,.0f} MB, made in {time.monotonic() - began:,.0f} s", file=sys.stderr)
    return db


def build(db: Path, articles: int, words: int) -> None:
    """Fills a new archive in bulk, without triggers; their work is done once at the end."""
    with Archive.open(db, write=True) as archive:
        with archive.transaction():
            for name in TRIGGERS:
                archive.conn.execute(f"DROP TRIGGER {name}")
            archive.conn.executemany(
                "INSERT INTO outlets(name, title) VALUES (?, ?)",
                [(f"outlet_{number}", f"Outlet {number}") for number in range(OUTLETS)],
            )
        rows = article_rows(articles, words, captures(archive))
        while some := list(islice(rows, ROWS_A_WRITE)):
            with archive.transaction():
                write(archive, some)
        with archive.transaction():
            make_triggers(archive.db)
            archive.conn.execute("INSERT INTO totals SELECT 'outlet', outlet, count(*) FROM articles GROUP BY outlet")
            archive.conn.execute("INSERT INTO articles_fts(articles_fts) VALUES ('rebuild')")


def captures(archive: Archive) -> list[CaptureRef]:
    """The places of the records of some invented pages."""
    lines = paragraphs(random.Random(2))
    bodies = ("".join(f"<p>{next(lines)}</p>" for _ in range(40)) for _ in range(PAGES))
    pages = (
        Page(url, url, datetime.fromtimestamp(NEWEST, UTC), 200, (("Content-Type", "text/html"),), body.encode())
        for url, body in ((f"https://outlet.example/{number}", body) for number, body in enumerate(bodies))
    )
    refs = [archive.captures.append(pack(page)) for page in pages]
    archive.captures.close()
    return refs


def paragraphs(chance: random.Random) -> Iterator[str]:
    """An endless series of paragraphs of invented words, a few thousand that repeat."""
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(20_000)]
    known = [" ".join(chance.choices(words, k=WORDS_A_PARAGRAPH)).capitalize() + "." for _ in range(5_000)]
    while True:
        yield chance.choice(known)


def article_rows(articles: int, words: int, refs: list[CaptureRef]) -> Iterator[dict[str, Any]]:
    """For each article, its values and those of everything that belongs to it."""
    lines = paragraphs(random.Random(1))
    count = max(1, words // WORDS_A_PARAGRAPH)
    for number in range(1, articles + 1):
        second, ref = NEWEST - number * SECONDS_APART, refs[number % len(refs)]
        at, text = format_utc(datetime.fromtimestamp(second, UTC)), [next(lines) for _ in range(count)]
        yield {
            "id": number, "second": second, "at": at, "day": at[:10], "outlet": f"outlet_{number % OUTLETS}",
            "url": f"https://outlet.example/{number}", "headline": text[0][:60], "author": text[-1].split()[0],
            "body": "\n\n".join([*text, f"{COMMON} {number}"]), "revision": 2 if number % 10 == 0 else 1,
            "file": ref.file, "offset": ref.offset, "length": ref.length, "digest": ref.digest,
            "provenance": json.dumps({"headline": "og:title", "published": "JSON-LD", "body": "generic"}),
        }  # fmt: skip


INSERTS = (
    """INSERT INTO captures(id, url, fetched_at, status, file, offset, length, digest)
       VALUES (:id, :url, :at, 200, :file, :offset, :length, :digest)""",
    """INSERT INTO articles(id, search_id, outlet, url, headline, authors, published_at, published_on, source, language,
         section, word_count, revision, read_by, capture_id, first_seen_at)
       VALUES (:id, :second, :outlet, :url, :headline, :author, :at, :day, :outlet, 'en', 'News', 200, :revision, '1',
         :id, :at)""",
    "INSERT INTO bodies(article_id, body, provenance) VALUES (:id, :body, :provenance)",
    "INSERT INTO article_authors(article_id, position, name, kind) VALUES (:id, 0, :author, 'person')",
)
VERSION = """INSERT INTO revisions(article_id, number, seen_at, headline, body, capture_id, cause)
  VALUES (:id, 1, :at, :headline, :body, :id, 'theirs')"""


def write(archive: Archive, rows: list[dict[str, Any]]) -> None:
    """Writes the rows into their tables."""
    for statement in INSERTS:
        archive.conn.executemany(statement, rows)
    archive.conn.executemany(VERSION, [row for row in rows if row["revision"] > 1])


def measure(db: Path, name: str, rounds: int) -> Measured:
    """The medians of rounds exports."""
    runs = [export(db, name) for _ in range(rounds)]
    median = Measured(*(statistics.median(getattr(run, field) for run in runs) for field in Measured.__slots__))
    line = f"{db.parent.name:>9}  {name}: {median.peak_mb:.1f} MB, {median.cpu_seconds:,.1f} s CPU"
    print(line, file=sys.stderr, flush=True)
    return median


def export(db: Path, name: str) -> Measured:
    """One export in its own process; its output is deleted."""
    options, output = EXPORTS[name]
    target = db.parent / output
    command = [sys.executable, "-m", "newsarchive.cli.main", "export", "--db", str(db), "--output", str(target)]
    process = subprocess.Popen([*command, *options], stderr=subprocess.DEVNULL)
    peak_kb = 0
    while True:
        # The peak so far; the last value read is at most a twentieth of a second old.
        peak_kb = max(peak_kb, peak_of(process.pid))
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
        if ended:
            break
        time.sleep(0.05)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: failed")
    written = sum(file.stat().st_size for file in target.iterdir()) if target.is_dir() else target.stat().st_size
    shutil.rmtree(target) if target.is_dir() else target.unlink()
    return Measured(peak_kb * 1024 / 1e6, usage.ru_utime + usage.ru_stime, written / 1e6)


def peak_of(pid: int) -> int:
    """Kilobytes (1024 bytes); 0 when the process has ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)


def show(found: dict[str, dict[int, Measured]], small: int, large: int) -> int:
    """Prints one line per format; 1 if the peak of any format grows."""
    print(f"peak memory of an export of {small:,} and of {large:,} articles, and articles a second of CPU\n")
    print(f"{'':24}{'MB':>8}{'MB':>8}{'ratio':>8}{'a second':>12}{'a second':>12}{'ratio':>8}{'MB written':>13}")
    ratios = []
    for name, runs in found.items():
        few, many = runs[small], runs[large]
        ratios.append(many.peak_mb / few.peak_mb)
        rates = small / few.cpu_seconds, large / many.cpu_seconds
        print(
            f"{name:24}{few.peak_mb:8.1f}{many.peak_mb:8.1f}{ratios[-1]:8.2f}{rates[0]:12,.0f}{rates[1]:12,.0f}"
            f"{rates[1] / rates[0]:8.2f}{many.written_mb:13,.1f}"
        )
    print(f"\ngreatest ratio of peaks {max(ratios):.2f}   wanted at most {FLAT}", flush=True)
    return 0 if max(ratios) <= FLAT else 1


if __name__ == "__main__":
    sys.exit(main())
