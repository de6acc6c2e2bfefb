"""Kill commands that write with `kill -9` at random moments; after each kill, verify and the next run must succeed.

    python benchmarks/kills.py --kills 200 [--only reextract] [--seed 1]

Prints a row per command: how often it was killed, and how much was wrong afterwards. Each kill has a new archive and
its own moment. Half of the moments are between shortly before the first write and the end; the others are at one of
the writes, because some commands read for long and write in a short time. What is killed is the command alone; for a
command that has workers, also the command with its workers, or one worker or the process that starts them. In the last
case the command must go on and do all of its work. A reader looks at the archive all the while. These count as wrong:

- something that the reader saw and that is gone or changed after the kill;
- a text or the bytes of a captured page that differ, after the next run, from those of a run that was not killed (after
  this run, if only a worker was killed);
- an article that is there twice, and a page that a crawl fetches again although it was stored;
- an error message or traceback of a killed command or its workers.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import psutil
from kill_scenes import SCENES, Scene, rows_of, verified
from kill_witnesses import Seen, forgotten, seen_in

# The earliest moment of a kill, as a share of the time before the first write: earlier kills cannot break anything.
EARLIEST = 0.7
LOOK_SECONDS = 0.002
# What is killed.
COMMAND, WITH_WORKERS, WORKER = "the command", "with its workers", "a worker"


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200, help="total number of kills, divided among the commands")
    parser.add_argument("--only", choices=SCENES, action="append", help="only this command; may be repeated")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    names = options.only or list(SCENES)
    found = [kill_often(name, max(1, options.kills // len(names)), random.Random(options.seed)) for name in names]
    return 1 if any(found) else 0


@dataclass(frozen=True)
class Course:
    """A run without a kill: seconds until its first write and until its end, and how many writes were seen."""

    first_write: float
    end: float
    writes: int

    def moments(self, chance: random.Random, victims: tuple[str, ...]) -> "Iterator[Moment]":
        while True:
            for victim in victims:
                seconds = chance.uniform(EARLIEST * self.first_write, self.end)
                yield Moment(victim, chance.random(), seconds=seconds)
                yield Moment(victim, chance.random(), writes=chance.randint(1, max(self.writes, 1)))


@dataclass(frozen=True)
class Moment:
    """What to kill, and when: after so many seconds, or after so many writes were seen.

    choice, between 0 and 1, says which of the workers.
    """

    victim: str
    choice: float
    seconds: float | None = None
    writes: int | None = None

    def has_come(self, seconds: float, writes: int) -> bool:
        return (self.seconds or seconds + 1) <= seconds or (self.writes or writes + 1) <= writes

    def kill(self, process: "subprocess.Popen[str]") -> bool:
        """Whether there was something to kill."""
        if self.victim == WITH_WORKERS:
            # Each command is the leader of a group, to which its workers belong.
            os.killpg(process.pid, signal.SIGKILL)
        elif self.victim == COMMAND:
            process.kill()
        else:
            workers = _workers_of(process.pid)
            if not workers:
                return False
            with suppress(psutil.NoSuchProcess):
                workers[int(self.choice * len(workers))].kill()
        return True


def kill_often(name: str, times: int, chance: random.Random) -> int:
    """How much was wrong after so many kills of a command; prints each problem."""
    found, killed = 0, Counter[str]()
    with closing(SCENES[name]()) as scene, tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made"
        made.mkdir()
        scene.make(made)
        victims = (COMMAND, WITH_WORKERS, WORKER) if scene.has_workers else (COMMAND,)
        for moment in islice(_measure(scene, made).moments(chance, victims), times):
            was_killed, problems = kill_once(scene, made, moment)
            killed[moment.victim] += was_killed
            found += len(problems)
            for problem in problems:
                print(f"{name}: {moment.victim}: {problem}", flush=True)
    kinds = ", ".join(f"{killed[victim]:3} {victim}" for victim in victims)
    print(f"{name:9} {killed.total():4} kills before the end ({kinds}), {found:3} things wrong afterwards", flush=True)
    return found


def kill_once(scene: Scene, made: Path, moment: Moment) -> tuple[bool, list[str]]:
    """Whether something was killed before the command ended, and what was wrong then and after the next run."""
    with _copied(made) as folder:
        scene.begin()
        process, seen = scene.popen(folder), Seen()
        was_killed = False
        for course in _watch(process, folder):
            seen = seen_in(folder) or seen
            if not was_killed and moment.has_come(course.end, course.writes):
                was_killed = moment.kill(process)
                if was_killed and moment.victim != WORKER:
                    break
        complaints = process.communicate()[1].strip()
        goes_on = process.returncode != -signal.SIGKILL
        was_killed = was_killed and goes_on == (moment.victim == WORKER)
        # It may have printed what it had done.
        has_complained = "Traceback" in complaints or "newsarchive: " in complaints
        problems = [f"it said: {complaints}"] if was_killed and has_complained else []
        if _is_made(folder):
            problems += forgotten(seen, seen_in(folder) or {}, scene.deleted)
            problems += verified(folder / "archive.db")
            scene.look(folder)
        if goes_on:
            if process.returncode:
                problems.append(f"it ended with {process.returncode}: {complaints}")
            problems += scene.problems(folder)
        again = scene.popen(folder)
        complaints = again.communicate()[1].strip()
        if again.returncode not in scene.statuses:
            problems.append(f"the next run ended with {again.returncode}: {complaints}")
        return was_killed, problems + verified(folder / "archive.db") + scene.problems(folder)


def _workers_of(pid: int) -> list[psutil.Process]:
    """The workers of a command, and the server that starts them."""
    found = []
    with suppress(psutil.NoSuchProcess):
        for process in psutil.Process(pid).children(recursive=True):
            with suppress(psutil.NoSuchProcess):
                # All that a command starts but this process of multiprocessing, which does no work.
                if "resource_tracker" not in " ".join(process.cmdline()):
                    found.append(process)
    return found


def _measure(scene: Scene, made: Path) -> Course:
    with _copied(made) as folder:
        process = scene.popen(folder)
        *_, course = _watch(process, folder)
        complaints = process.communicate()[1].strip()
        if process.returncode:
            raise SystemExit(f"{type(scene).__name__}: ended with {process.returncode}: {complaints}")
        scene.learn(folder)
        return course


def _watch(process: "subprocess.Popen[str]", folder: Path) -> Iterator[Course]:
    """The progress of the command, checked often until it ends."""
    began, before = time.perf_counter(), _written(folder)
    course = Course(0, 0, 0)
    while process.poll() is None:
        now, seconds = _written(folder), time.perf_counter() - began
        has_written = now != before
        first = seconds if has_written and not course.writes else course.first_write
        course, before = Course(first, seconds, course.writes + has_written), now
        yield course
        time.sleep(LOOK_SECONDS)


def _written(folder: Path) -> dict[Path, int]:
    """The files of a folder with the times of their last writes, without lock files."""
    with suppress(FileNotFoundError):
        files = (file for file in folder.rglob("*") if not file.name.endswith((".lock", "-shm")))
        return {file: file.stat().st_mtime_ns for file in files}
    return {}


@contextmanager
def _copied(made: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(shutil.copytree(made, name, dirs_exist_ok=True))


def _is_made(folder: Path) -> bool:
    """Whether there is an archive; the file is empty until the transaction that creates it ends."""
    if not (folder / "archive.db").exists():
        return False
    return bool(rows_of(folder, "SELECT name FROM sqlite_master"))


if __name__ == "__main__":
    sys.exit(main())
