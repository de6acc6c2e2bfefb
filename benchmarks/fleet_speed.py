"""How fast two local workers of a fleet import WARC files, beside the workers of one process.

    python benchmarks/fleet_speed.py [--files 4] [--pages 1000] [--rounds 2]

Both commands import the same invented files into a new archive, in turn, with two processes that read. On a machine
with two cores that does nothing else, the CPU time of all processes decides how many pages a second are read; on a busy
machine only the ratio of the CPU times says something. The time that a command takes to start counts for both.
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


@dataclass(frozen=True)
class Measured:
    """One import: seconds by the clock, CPU seconds of all processes and of the command's own, peak memory in MB."""

    seconds: float
    cpu: float
    own_cpu: float
    peak_mb: float
    articles: int


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
        write_outlets(folder / "outlets")
        facts = f'outlets_folder = "outlets"\nmin_free_gb = 0\nworkers = {WORKERS}\n'
        (folder / "newsarchive.toml").write_text(facts, encoding="utf-8")
        rounds = [
            (imported(folder, f"pool{number}"), imported(folder, f"fleet{number}", "--fleet", str(WORKERS)))
            for number in range(options.rounds)
        ]
    show(options.files * options.pages, rounds)
    return 0


def imported(folder: Path, name: str, *words: str) -> Measured:
    """One import into an archive of that name."""
    (folder / name).mkdir()
    began = time.monotonic()
    process = popen(folder, *NEWSARCHIVE, "import", "--db", f"{name}/archive.db", *words, "warc")
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


def show(pages: int, rounds: Sequence[tuple[Measured, Measured]]) -> None:
    """Prints both beside each other, by their medians."""
    print(f"{pages} pages, {len(rounds)} rounds in turn, medians; {rounds[0][0].articles} articles in each archive\n")
    print(f"{'':28}{'pages/s':>9}{'ms CPU a page':>15}{'of it the command':>19}{'peak MB':>9}")
    for label, column in (("workers of one process", 0), (f"--fleet {WORKERS}", 1)):
        chosen = [one[column] for one in rounds]
        speed = statistics.median(pages / one.seconds for one in chosen)
        cpu, own = (statistics.median(1000 * part / pages for part in parts) for parts in (
            [one.cpu for one in chosen], [one.own_cpu for one in chosen]
        ))  # fmt: skip
        print(f"{label:28}{speed:9.1f}{cpu:15.1f}{own:19.1f}{max(one.peak_mb for one in chosen):9.0f}")
    by_clock = statistics.median(pool.seconds / fleet.seconds for pool, fleet in rounds)
    by_cpu = statistics.median(pool.cpu / fleet.cpu for pool, fleet in rounds)
    print(f"\nfleet / one process by the clock  {by_clock:.2f}   wanted {WANTED}")
    print(f"fleet / one process by CPU        {by_cpu:.2f}   wanted {WANTED}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
