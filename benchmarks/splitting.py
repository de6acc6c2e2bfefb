"""How fast an archive is split, and whether every row and every captured page is on the right side afterwards.

    python benchmarks/splitting.py --archive FILE --before 2021-01-01

FILE and its captures are copied into a temporary folder first. An archive that search_groups.py generated gets the
addresses and fingerprints that a crawl would have stored. Prints the CPU time of each step, the largest memory, and
what differs; the exit status is 1 if anything does.
"""

import argparse
import resource
import shutil
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from newsarchive import clock
from newsarchive.archive.captures.warc_files import CaptureRef
from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance.verify import verify
from newsarchive.archive.splitting.split import split_archive
from newsarchive.urls import normalize_url, url_key

OLDER = "older.db"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--archive", type=Path, required=True)
    parser.add_argument("--before", type=date.fromisoformat, required=True)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(options.archive, folder / "archive.db")
        if (options.archive.parent / "captures").is_dir():
            shutil.copytree(options.archive.parent / "captures", folder / "captures")
        with Archive.open(folder / "archive.db", write=True) as archive:
            complete(archive)
            before = texts_in(archive), pages_in(archive)
            size = folder_bytes(folder)
            split(archive, folder / OLDER, options.before)
            print(f"{size:,} bytes before, {folder_bytes(folder):,} after, in both archives")
            with Archive.open(folder / OLDER, write=True) as older:
                return report(before, archive, older)


def complete(archive: Archive) -> None:
    """Stores an address for each article that has none, and the fingerprints that are missing."""
    rows = archive.conn.execute(
        """SELECT id, url, outlet, first_seen_at FROM articles
           WHERE url IS NOT NULL AND id NOT IN (SELECT article_id FROM urls WHERE article_id IS NOT NULL)"""
    ).fetchall()
    with archive.transaction():
        archive.conn.executemany(
            """INSERT INTO urls(key, url, outlet, known_from, first_seen_at, last_seen_at, outcome, article_id)
               VALUES (?, ?, ?, 'feed', ?, ?, 'article', ?)""",
            [(url_key(normalize_url(url)), url, outlet, at, at, one) for one, url, outlet, at in rows],
        )
    if rows:
        list(verify(archive, clock.now(), repair=True, fast=True))


def texts_in(archive: Archive) -> dict[tuple[int, int], int]:
    """A hash of each version of each article."""
    rows = archive.conn.execute("SELECT article_id, number, headline, body FROM article_versions")
    return {(article_id, number): hash((headline, body)) for article_id, number, headline, body in rows}


def pages_in(archive: Archive) -> dict[int, int]:
    """A hash of the bytes of each captured page."""
    rows = archive.conn.execute("SELECT id, file, offset, length, digest FROM captures WHERE expired_at IS NULL")
    return {one: hash(archive.captures.read(CaptureRef(*ref)).body) for one, *ref in rows.fetchall()}


def split(archive: Archive, file: Path, before: date) -> None:
    """Splits, and prints how long each step took."""
    steps: dict[str, float] = {}
    step, since = "preparing", time.process_time()

    def note(next_step: str, done: int, total: int) -> None:
        nonlocal step, since
        now = time.process_time()
        steps[step] = steps.get(step, 0) + now - since
        step, since = next_step, now

    began, wall = time.process_time(), time.perf_counter()
    result = split_archive(archive, file, before, clock.now(), note=note)
    note("end", 0, 0)
    seconds, articles = time.process_time() - began, result.counts.articles
    print(f"{articles:,} articles, {result.counts.captures:,} captures moved; {seconds:.1f} s CPU, ", end="")
    print(f"{time.perf_counter() - wall:.1f} s in all, {articles / seconds:,.0f} articles a second of CPU")
    for name, used in steps.items():
        print(f"{name:18} {used:7.1f} s {1000 * used / max(articles, 1):7.3f} ms an article")
    print(f"largest memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


def report(before: tuple[dict[tuple[int, int], int], dict[int, int]], archive: Archive, older: Archive) -> int:
    """1 if anything differs or is damaged, else 0; prints what it is."""
    texts, pages = before
    here, there = texts_in(archive), texts_in(older)
    wrong = {
        "versions on both sides": len(here.keys() & there.keys()),
        "versions lost or changed": len(texts.items() ^ {**here, **there}.items()),
        "pages lost or changed": len(pages.items() ^ {**pages_in(archive), **pages_in(older)}.items()),
        "problems here": len(list(verify(archive, clock.now()))),
        "problems there": len(list(verify(older, clock.now()))),
    }
    print(", ".join(f"{number} {what}" for what, number in wrong.items()))
    return 1 if any(wrong.values()) else 0


def folder_bytes(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


if __name__ == "__main__":
    sys.exit(main())
