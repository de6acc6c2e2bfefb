"""How fast two local workers of a fleet import, crawl or read again, beside the workers of one process.

    python benchmarks/fleet_speed.py [--of import|crawl|reextract] [--files 4] [--pages 1000] [--rounds 3]

Both commands do the same with the same invented pages in a new archive, in turn, with two processes that read:

- import: WARC files;
- crawl: outlets on loopback, each on a host of its own, which answer at once and are asked without a delay;
- reextract: an archive whose articles another version has read, and of which each is read as it is stored.

On a machine with two cores that does nothing else, the CPU time of all processes decides how many pages a second are
read; on a busy machine only the ratio of the CPU times says something. What a command costs before its first page,
which is much for a fleet, is measured with a few pages and reported by itself: work for which a fleet is of use takes
hours. Linux only.
"""

import argparse
import random
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import invented_hosts
from invented_hosts import InventedHost
from invented_warc import invented_pages, write_files, write_outlets
from kill_scenes import NEWSARCHIVE, popen, rows_of
from replaying import Usage

from newsarchive.reextraction.reread_task import PAGES_PER_TASK

WANTED = 0.9
WORKERS = 2
FEW_PAGES = 20
# So many that two workers get half of them each.
OUTLETS = 10


@dataclass(frozen=True)
class Measured:
    """One command: seconds by the clock, CPU seconds of all processes and of the command's own, peak memory in MB."""

    seconds: float
    cpu: float
    own_cpu: float
    peak_mb: float
    articles: int


@dataclass(frozen=True)
class Course:
    """One round: a few pages and all pages, by one process and by a fleet."""

    few: Measured
    few_with_fleet: Measured
    all: Measured
    all_with_fleet: Measured


class NoReplay:
    """Stands in for the replay, which this benchmark does not use."""

    cpu_seconds = 0.0


@dataclass(frozen=True)
class Work:
    """What is measured: the words of the command over few and over all pages, and what must be there before it."""

    few: tuple[str, ...]
    all: tuple[str, ...]
    few_pages: int
    all_pages: int
    # Given the new folder of the archive, and whether all pages are meant.
    prepare: Callable[[Path, bool], None] = lambda folder, is_all: None


def main(argv: Sequence[str] | None = None) -> int:
    """Always 0: the figures are to be read, not to be passed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--of", choices=WORKS, default="import", help="what the commands do")
    parser.add_argument("--files", type=int, default=4)
    parser.add_argument("--pages", type=int, default=1000, help="pages in each file; a crawl has as many in all files")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        facts = f'outlets_folder = "outlets"\nmin_free_gb = 0\nworkers = {WORKERS}\n'
        (folder / "newsarchive.toml").write_text(facts, encoding="utf-8")
        work = WORKS[options.of](folder, options.files, options.pages)
        with_fleet = ("--fleet", str(WORKERS))
        rounds = []
        for number in range(options.rounds):
            course = Course(
                measured(folder, f"few{number}", work, is_all=False),
                measured(folder, f"few-fleet{number}", work, *with_fleet, is_all=False),
                measured(folder, f"all{number}", work, is_all=True),
                measured(folder, f"all-fleet{number}", work, *with_fleet, is_all=True),
            )
            print(f"round {number + 1}: {course}", file=sys.stderr, flush=True)
            rounds.append(course)
    show(work, rounds)
    return 0


def an_import(folder: Path, files: int, pages: int, few: int = FEW_PAGES) -> Work:
    """Imports of the same files."""
    write_outlets(folder / "outlets")
    write_files(folder / "warc", files, pages)
    # A file for each worker, so that each of them starts.
    write_files(folder / "few", WORKERS, few // WORKERS, seed=2)
    return Work(("import", "few"), ("import", "warc"), few, files * pages)


def a_crawl(folder: Path, files: int, pages: int) -> Work:
    """Crawls of the same outlets, with the pages of files that an import would read."""
    each = files * pages // OUTLETS
    found = (page.body for page in invented_pages(random.Random(1)) if page.status == 200)
    hosts = [InventedHost(f"outlet_{number}", list(islice(found, each))) for number in range(OUTLETS)]
    for host in hosts:
        host.start()
    invented_hosts.write_outlets(folder / "outlets", hosts)
    with (folder / "newsarchive.toml").open("a", encoding="utf-8") as file:
        file.write('allow_private = ["127.0.0.0/8"]\ndelay_seconds = 0\n')
    words = ("crawl", *(host.name for host in hosts), "--limit")
    few = FEW_PAGES // OUTLETS
    return Work((*words, str(few)), (*words, str(each)), few * OUTLETS, each * OUTLETS)


def a_reextraction(folder: Path, files: int, pages: int) -> Work:
    """Reading the pages of two archives again, of which each round gets a copy."""
    # More than one task, so that each worker starts.
    work = an_import(folder, files, pages, few=PAGES_PER_TASK + FEW_PAGES)
    for name, words in (("few", work.few), ("all", work.all)):
        made = folder / f"archive-{name}"
        made.mkdir()
        process = popen(folder, *NEWSARCHIVE, "import", "--db", f"{made.name}/archive.db", *words[1:])
        _, complaints = process.communicate()
        if process.returncode:
            raise SystemExit(complaints)
        with closing(sqlite3.connect(made / "archive.db")) as conn, conn:
            conn.execute("UPDATE articles SET read_by = '0+older'")

    def copy(archive: Path, is_all: bool) -> None:
        shutil.copytree(folder / f"archive-{'all' if is_all else 'few'}", archive, dirs_exist_ok=True)

    words = ("reextract", "--yes")
    return Work(words, words, work.few_pages, work.all_pages, copy)


WORKS = {"import": an_import, "crawl": a_crawl, "reextract": a_reextraction}


def measured(folder: Path, name: str, work: Work, *options: str, is_all: bool) -> Measured:
    """One run of the command, with an archive of that name."""
    (folder / name).mkdir()
    work.prepare(folder / name, is_all)
    verb, *words = work.all if is_all else work.few
    began = time.monotonic()
    process = popen(folder, *NEWSARCHIVE, verb, "--db", f"{name}/archive.db", *options, *words)
    usage = Usage(process.pid, NoReplay())
    _, complaints = process.communicate()
    seconds = time.monotonic() - began
    usage.stop()
    if process.returncode:
        raise SystemExit(complaints)
    last = usage.samples[-1]
    ((articles,),) = rows_of(folder / name, "SELECT count(*) FROM articles")
    peak = usage.peak(float("inf")) / 1e6
    return Measured(seconds, last.parent_cpu + last.children_cpu, last.parent_cpu, peak, articles)


def show(work: Work, rounds: Sequence[Course]) -> None:
    """Prints both beside each other, by their medians."""
    articles = rounds[0].all.articles
    print(f"{work.all_pages} pages, {len(rounds)} rounds in turn, medians; {articles} articles in each archive\n")
    print(f"{'':24}{'CPU s to start':>15}{'ms CPU a page':>15}{'own of it':>11}{'pages/s':>9}{'peak MB':>9}")
    pairs = ([(one.few, one.all) for one in rounds], [(one.few_with_fleet, one.all_with_fleet) for one in rounds])
    more = work.all_pages - work.few_pages
    for label, chosen in zip(("workers of one process", f"--fleet {WORKERS}"), pairs, strict=True):
        start = statistics.median(few.cpu for few, _ in chosen)
        cpu = statistics.median(1000 * (whole.cpu - few.cpu) / more for few, whole in chosen)
        own = statistics.median(1000 * (whole.own_cpu - few.own_cpu) / more for few, whole in chosen)
        speed = statistics.median(more / (whole.seconds - few.seconds) for few, whole in chosen)
        peak = max(whole.peak_mb for _, whole in chosen)
        print(f"{label:24}{start:15.1f}{cpu:15.1f}{own:11.1f}{speed:9.1f}{peak:9.0f}")
    here, there = pairs
    both = list(zip(here, there, strict=True))
    by_cpu = statistics.median((a.cpu - few.cpu) / (b.cpu - start.cpu) for (few, a), (start, b) in both)
    by_clock = statistics.median(
        (a.seconds - few.seconds) / (b.seconds - start.seconds) for (few, a), (start, b) in both
    )
    print(f"\nfleet / one process, by CPU        {by_cpu:.2f}   wanted {WANTED}")
    print(f"fleet / one process, by the clock  {by_clock:.2f}   wanted {WANTED}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
