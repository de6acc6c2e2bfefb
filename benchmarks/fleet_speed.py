"""How fast two local workers of a fleet import WARC files, beside the workers of one process.

    python benchmarks/fleet_speed.py [--files 4] [--pages 1000] [--rounds 2]

Both commands import the same invented files into a new archive, in turn, with two processes that read. On a machine
with two cores that does nothing else, the CPU time of all processes decides how many pages a second are read; on a busy
machine only the ratio of the CPU times says something. What a command costs before its first page, which is much for a
fleet, is measured with a file of a few pages and reported by itself: an import for which a fleet is of use takes hours.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from invented_warc import write_files, write_outlets
from kill_scenes import NEWSARCHIVE, popen, rows_of
from replaying import Usage

WANTED = 0.9
WORKERS = 2
FEW_PAGES = 20


@dataclass(frozen=True)
class Measured:
    """One import: seconds by the clock, CPU seconds of all processes and of the command's own, peak memory in MB."""

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


def main(argv: Sequence[str] | None = None) -> int:
    """Always 0: the figures are to be read, not to be passed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=4)
    parser.add_argument("--pages", type=int, default=1000, help="pages in each file")
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_files(folder / "warc", options.files, options.pages)
        # A file for each worker, so that each of them starts.
        write_files(folder / "few", WORKERS, FEW_PAGES // WORKERS, seed=2)
        write_outlets(folder / "outlets")
        facts = f'outlets_folder = "outlets"\nmin_free_gb = 0\nworkers = {WORKERS}\n'
        (folder / "newsarchive.toml").write_text(facts, encoding="utf-8")
        with_fleet = ("--fleet", str(WORKERS))
        rounds = [
            Course(
                imported(folder, f"few{number}", "few"),
                imported(folder, f"few-fleet{number}", *with_fleet, "few"),
                imported(folder, f"all{number}", "warc"),
                imported(folder, f"all-fleet{number}", *with_fleet, "warc"),
            )
            for number in range(options.rounds)
        ]
    show(options.files * options.pages, rounds)
    return 0


def imported(folder: Path, name: str, *words: str) -> Measured:
    """One import into an archive of that name."""
    (folder / name).mkdir()
    began = time.monotonic()
    process = popen(folder, *NEWSARCHIVE, "import", "--db", f"{name}/archive.db", *words)
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


def show(pages: int, rounds: Sequence[Course]) -> None:
    """Prints both beside each other, by their medians."""
    print(f"{pages} pages, {len(rounds)} rounds in turn, medians; {rounds[0].all.articles} articles in each archive\n")
    print(f"{'':24}{'CPU s to start':>15}{'ms CPU a page':>15}{'pages/s':>9}{'peak MB':>9}")
    pairs = ([(one.few, one.all) for one in rounds], [(one.few_with_fleet, one.all_with_fleet) for one in rounds])
    more = pages - FEW_PAGES
    for label, chosen in zip(("workers of one process", f"--fleet {WORKERS}"), pairs, strict=True):
        start = statistics.median(few.cpu for few, _ in chosen)
        cpu = statistics.median(1000 * (whole.cpu - few.cpu) / more for few, whole in chosen)
        speed = statistics.median(more / (whole.seconds - few.seconds) for few, whole in chosen)
        print(f"{label:24}{start:15.1f}{cpu:15.1f}{speed:9.1f}{max(whole.peak_mb for _, whole in chosen):9.0f}")
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
