"""Kill the parts of a fleet at random moments of an import; the archive must equal one that a single process makes.

    python benchmarks/fleet_kills.py --kills 20 [--seed 1]

A scheduler and two workers on loopback read invented WARC files, and a command takes in what they read. In each round
two of four things happen: a worker with its processes is killed (kill -9), the scheduler is killed, the command is
killed, or a worker is stopped for 20 to 50 seconds and then woken; in the last round only one of them, if only one is
missing. What was killed is started again, as systemd would start it, and the command until it succeeds. Then every row
of the archive is compared with those of an import by one process, the bytes of each captured page included, and the
ledger must have each part once.
"""

import argparse
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing, suppress
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import psutil
from invented_warc import write_files, write_outlets
from kill_scenes import NEWSARCHIVE, popen

from newsarchive.archive.captures.warc_files import CaptureFiles, CaptureRef

WORKERS = 2
WORKER, SCHEDULER, COMMAND, STOPPED = "a worker", "the scheduler", "the command", "a worker stopped and woken"
VICTIMS = (WORKER, SCHEDULER, COMMAND, STOPPED)
WOKEN = "  of which woken before the end"
# A silent worker counts as lost after some 40 seconds; then its task begins elsewhere. Some wake up before, some after.
STOPPED_SECONDS = (20, 50)
LOOK_SECONDS = 0.02
PART_BYTES = 60_000
MOST_STARTS = 20
# Tables that are not compared by their rows: indexes, whose content follows from other tables, and captures, whose
# place in the files is another each time.
NOT_COMPARED = ("articles_fts", "revisions_fts", "sqlite_", "_sqlite", "captures", "segments")


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--files", type=int, default=2)
    parser.add_argument("--pages", type=int, default=400, help="pages in each file")
    parser.add_argument("--only", choices=VICTIMS, action="append", help="kill only these; may be repeated")
    parser.add_argument("--port", type=int, default=18790)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    chance, killed, wrong, victims = random.Random(options.seed), Counter[str](), 0, list[str]()
    chosen = options.only or VICTIMS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_files(folder / "warc", options.files, options.pages, options.seed)
        write_outlets(folder / "outlets")
        (folder / "newsarchive.toml").write_text('outlets_folder = "outlets"\nmin_free_gb = 0\n', encoding="utf-8")
        seconds = import_alone(folder)
        expected = contents_of(folder / "alone")
        while (done := sum(killed[victim] for victim in VICTIMS)) < options.kills:
            # The two that did not have their turn in the round before.
            others = [one for one in chosen if one not in victims]
            victims = others if len(others) == 2 else chance.sample(chosen, min(2, len(chosen)))
            victims = victims[: options.kills - done]
            found, problems = kill_twice(folder, f"tcp://127.0.0.1:{options.port}", victims, seconds, chance, expected)
            killed += found
            wrong += len(problems)
            for problem in problems:
                print(f"{' and '.join(victims)}: {problem}", flush=True)
    for victim in (*VICTIMS, WOKEN):
        print(f"{killed[victim]:4}  {victim}")
    rows = sum(len(rows) for rows in expected.values())
    print(f"{done:4}  in all; {wrong} things wrong afterwards; {rows:,} rows compared each time", flush=True)
    return 1 if wrong else 0


def import_alone(folder: Path) -> float:
    """Makes the archive alone/archive.db with one process; the seconds that it took."""
    (folder / "alone").mkdir()
    began = time.monotonic()
    process = popen(folder, *NEWSARCHIVE, "import", "--db", "alone/archive.db", "warc")
    _, complaints = process.communicate()
    if process.returncode:
        raise SystemExit(complaints)
    return time.monotonic() - began


@dataclass
class RunningFleet:
    """A scheduler and workers in processes of their own, each of which is started again when it has ended."""

    folder: Path
    address: str
    processes: dict[str, "subprocess.Popen[str]"] = field(default_factory=dict)

    @property
    def workers(self) -> "list[subprocess.Popen[str]]":
        return [self.processes[f"worker {number}"] for number in range(WORKERS)]

    def tend(self) -> None:
        for number in range(WORKERS):
            self._start(f"worker {number}", "worker", self.address, "--count", "1")
        self._start("scheduler", "scheduler", self.address)

    def _start(self, name: str, *words: str) -> None:
        process = self.processes.get(name)
        if process is None or process.poll() is not None:
            self.processes[name] = popen(self.folder, *NEWSARCHIVE, "fleet", *words)

    def close(self) -> None:
        for process in self.processes.values():
            kill(process)


def kill(process: "subprocess.Popen[str]") -> None:
    """Kills a process with all that it has started."""
    signal_all(all_of(process), signal.SIGKILL)
    process.communicate()


def stop(process: "subprocess.Popen[str]") -> list[psutil.Process]:
    """Stops a process with all that it has started: the processes, for wake().

    They are remembered because one whose parent ends meanwhile is no longer found below the process.
    """
    stopped = all_of(process)
    signal_all(stopped, signal.SIGSTOP)
    return stopped


def wake(stopped: list[psutil.Process]) -> None:
    """Lets stopped processes go on, as far as they still exist."""
    signal_all(stopped, signal.SIGCONT)


def all_of(process: "subprocess.Popen[str]") -> list[psutil.Process]:
    """A process and all that it has started, itself last."""
    with suppress(psutil.NoSuchProcess):
        leader = psutil.Process(process.pid)
        return [*leader.children(recursive=True), leader]
    return []


def signal_all(processes: list[psutil.Process], number: signal.Signals) -> None:
    for one in processes:
        with suppress(psutil.NoSuchProcess):
            one.send_signal(number)


class Round:
    """One import during which victims are killed or stopped, each at its own moment."""

    def __init__(
        self, folder: Path, fleet: RunningFleet, db: Path, plan: list[tuple[float, str]], chance: random.Random
    ):
        self._folder, self._fleet, self._db, self._chance = folder, fleet, db, chance
        self._plan = plan
        self._began: float | None = None
        # When stopped workers are woken, each with its processes.
        self._waking: list[tuple[float, list[psutil.Process]]] = []
        self._starts = 0
        self._start_command()
        self.killed: Counter[str] = Counter()
        self.problems: list[str] = []

    def run(self) -> None:
        while not self._has_ended():
            self._fleet.tend()
            if self._began is None and articles_in(self._db):
                self._began = time.monotonic()
            self._wake()
            if self._began is not None and self._plan and time.monotonic() - self._began >= self._plan[0][0]:
                self._kill(self._plan.pop(0)[1])
            time.sleep(LOOK_SECONDS)
        # What wakes up now goes on with work that nobody wants.
        for _, stopped in self._waking:
            wake(stopped)

    @property
    def is_awake(self) -> bool:
        """Whether no worker slept until the end."""
        return not self._waking

    def _has_ended(self) -> bool:
        """Whether the command has done its work; when it ended otherwise, it is started again."""
        if self._command.poll() is None:
            return False
        complaints = self._command.communicate()[1].strip()
        if "Traceback" in complaints:
            self.problems.append(f"it said: {complaints}")
        if self._command.returncode == 0:
            return True
        if self._starts == MOST_STARTS:
            self.problems.append(f"it still ends with {self._command.returncode}: {complaints}")
            return True
        self._start_command()
        return False

    def _start_command(self) -> None:
        self._starts += 1
        words = ("import", "--db", str(self._db), "--fleet", self._fleet.address, "warc")
        self._command = popen(self._folder, sys.executable, __file__, "--as-import", str(PART_BYTES), *words)

    def _kill(self, victim: str) -> None:
        number = self._chance.randrange(WORKERS)
        self.killed[victim] += 1
        if victim == COMMAND:
            kill(self._command)
        elif victim == SCHEDULER:
            kill(self._fleet.processes["scheduler"])
        elif victim == WORKER:
            kill(self._fleet.workers[number])
        else:
            stopped = stop(self._fleet.workers[number])
            self._waking.append((time.monotonic() + self._chance.uniform(*STOPPED_SECONDS), stopped))

    def _wake(self) -> None:
        for waking in list(self._waking):
            at, stopped = waking
            if time.monotonic() >= at:
                wake(stopped)
                self._waking.remove(waking)
                self.killed[WOKEN] += 1


def kill_twice(
    folder: Path, address: str, victims: list[str], seconds: float, chance: random.Random, expected: dict[str, list]
) -> tuple[Counter[str], list[str]]:
    """What was killed before the import ended, and what was wrong at its end."""
    moments = sorted(chance.uniform(0.05, 0.7) * seconds for _ in victims)
    with tempfile.TemporaryDirectory(dir=folder) as name, closing(RunningFleet(folder, address)) as fleet:
        db = Path(name) / "archive.db"
        round_ = Round(folder, fleet, db, list(zip(moments, victims, strict=True)), chance)
        round_.run()
        problems = [*round_.problems, *differences(expected, contents_of(db.parent)), *ledger_problems(db)]
        if round_.is_awake:
            strays = [file.name for file in db.parent.iterdir() if file.name.endswith("-segments")]
            problems += [f"{stray} was not swept" for stray in strays]
    return round_.killed, problems


def articles_in(db: Path) -> int:
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"file:{db}?mode=ro", uri=True)) as conn:
        return int(conn.execute("SELECT count(*) FROM articles").fetchone()[0])
    return 0


def contents_of(folder: Path) -> dict[str, list]:
    """All rows of an archive by table, and of each capture the page instead of its place."""
    with closing(sqlite3.connect(folder / "archive.db")) as conn:
        names = [row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {
            name: sorted(conn.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
            for name in names
            if not name.startswith(NOT_COMPARED)
        }
        files = CaptureFiles(folder / "captures")
        rows = conn.execute("SELECT id, url, fetched_at, file, offset, length, digest FROM captures ORDER BY id")
        found["captures"] = [(*row[:3], files.read(CaptureRef(*row[3:]))) for row in rows]
        words = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'ka' ORDER BY rowid"
        found["articles with a word"] = conn.execute(words).fetchall()
    return found


def differences(expected: dict[str, list], found: dict[str, list]) -> list[str]:
    return [
        f"{name}: {len(found.get(name, []))} rows, {len(rows)} expected, or not the same ones"
        for name, rows in expected.items()
        if found.get(name) != rows
    ]


def ledger_problems(db: Path) -> list[str]:
    with closing(sqlite3.connect(db)) as conn:
        rows = conn.execute("SELECT source, begins_at, ends_at FROM segments ORDER BY source, begins_at").fetchall()
    gaps = [
        f"the ledger has a gap or overlap at {after[1]}"
        for before, after in pairwise(rows)
        if before[0] == after[0] and before[2] != after[1]
    ]
    return gaps if rows else ["the ledger is empty"]


def import_in_small_parts(part_bytes: int, words: list[str]) -> None:
    """The command line, with parts small enough that a short import has many of them."""
    from newsarchive.importing import warc_fleet

    options = warc_fleet.import_warc_files_with_fleet.__kwdefaults__
    options["range_bytes"] = part_bytes
    sys.argv[1:] = words
    from newsarchive.cli.main import main as run

    run()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--as-import"]:
        import_in_small_parts(int(sys.argv[2]), sys.argv[3:])
    else:
        sys.exit(main())
