"""Kill the parts of a fleet at random moments of a crawl; the archive must equal one that a crawl on one machine makes.

    python benchmarks/crawl_kills.py --kills 8 [--seed 1]

A scheduler and two workers on loopback crawl invented outlets, each on a host of its own, and a command takes in what
they hand in. In each round one of four things happens: a worker with its processes is killed (kill -9), the scheduler
is killed, the command is killed, or a worker is stopped, and woken after its part was handed out again. What was killed
is started again, and the command until it has crawled everything. A command that ends before that says why in one line.
Then every row is compared with those of a crawl on one machine, the bytes of each captured page included; and each host
says when it was asked: never twice within its delay, never by two connections in turns, and after a kill of the
scheduler or the command by no further process until the time of its loan is over. What a stopped worker was doing must
have ended when it is woken.

The hosts are in this process. They learn from the kernel when a request arrived, so the times are right on a busy
machine too. Linux only.
"""

import argparse
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import psutil
from fleet_kills import RunningFleet, kill, stop, wake
from invented_hosts import TODAY, InventedHost, write_outlets
from kill_scenes import NEWSARCHIVE, popen

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "crawl"))
from archive_rows import rows_without_times

from newsarchive.crawl.fleet.task import CHILD
from newsarchive.crawl.http.lent_hosts import LentHosts

WORKER, SCHEDULER, COMMAND, STOPPED = "a worker", "the scheduler", "the command", "a worker stopped and woken"
VICTIMS = (WORKER, SCHEDULER, COMMAND, STOPPED)
SCHEDULER_LOST = "the scheduler is lost"
LETTERS = "abdefgiklmnoprstuw"
LOOK_SECONDS = 0.05
MOST_STARTS = 10
# Numbers of runs and days count what was asked again too.
NOT_COMPARED = ("runs", "feed_days", "health_days", "row_totals")
# The rates of the clocks that count the delay and the arrivals may differ a little.
CLOCKS_SECONDS = 0.002
# How soon what was stopped must have ended after it is woken, on a busy machine.
ENDING_SECONDS = 60.0


@dataclass
class LentHost(InventedHost):
    """An outlet's web server that knows whether it may be asked."""

    # From when until when no further process may ask, because the one that may was not heard of any more.
    lent: tuple[float, float] | None = None

    def problems(self, delay: float) -> list[str]:
        """Requests that came too early, and what shows that two processes asked at the same time."""
        found = []
        if self.shortest_gap < delay - CLOCKS_SECONDS:
            found.append(f"{self.name}: asked twice within {self.shortest_gap:.3f} s")
        changes = [later for earlier, later in pairwise(self.asked) if earlier[1] != later[1]]
        if len(changes) + 1 != len({connection for _, connection in self.asked}):
            found.append(f"{self.name}: two connections asked in turns")
        if self.lent is not None:
            begins, ends = self.lent
            early = [ends - at for at, _ in changes if begins < at < ends]
            found += [f"{self.name}: asked again {seconds:.1f} s before its loan was over" for seconds in early]
        return found


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=8)
    parser.add_argument("--outlets", type=int, default=10)
    parser.add_argument("--pages", type=int, default=8, help="pages of each outlet")
    parser.add_argument("--delay", type=float, default=1.0, help="seconds between two requests to a host")
    parser.add_argument("--task-seconds", type=float, default=60.0, help="how long a part may ask")
    parser.add_argument("--only", choices=VICTIMS, action="append", help="kill only these; may be repeated")
    parser.add_argument("--port", type=int, default=18796)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    chance, killed, wrong, gap = random.Random(options.seed), Counter[str](), 0, float("inf")
    victims = list(options.only or VICTIMS)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        hosts = [
            LentHost(f"outlet_{number}", short_stories(number, options.pages)) for number in range(options.outlets)
        ]
        for host in hosts:
            host.start()
        write_files(folder, hosts, options.delay)
        (folder / "alone").mkdir()
        process = popen(folder, *NEWSARCHIVE, "crawl", "--db", "alone/archive.db", *(host.name for host in hosts))
        _, complaints = process.communicate()
        if process.returncode:
            raise SystemExit(complaints)
        alone = min(host.shortest_gap for host in hosts)
        if problems := [problem for host in hosts for problem in host.problems(options.delay)]:
            raise SystemExit("\n".join(["the crawl on one machine:", *problems]))
        expected = rows_without_times(folder / "alone" / "archive.db", NOT_COMPARED)
        for round_number in range(options.kills):
            victim = victims[round_number % len(victims)]
            for host in hosts:
                host.asked.clear()
                host.lent = None
            problems = one_round(folder, hosts, victim, options, chance, expected)
            problems += [problem for host in hosts for problem in host.problems(options.delay)]
            shortest = min(host.shortest_gap for host in hosts)
            killed[victim] += 1
            wrong, gap = wrong + len(problems), min(gap, shortest)
            print(
                f"{round_number + 1:4}  {victim}: {'; '.join(problems) or 'nothing wrong'}", file=sys.stderr, flush=True
            )
    for victim in VICTIMS:
        print(f"{killed[victim]:4}  {victim}")
    rows = sum(len(rows) for rows in expected.values())
    print(f"{killed.total():4}  in all; {wrong} things wrong afterwards; {rows:,} rows compared each time")
    print(f"{gap:.3f} s between two requests to a host at the least, {alone:.3f} s on one machine; ", end="")
    print(f"the delay is {options.delay:g} s", flush=True)
    return 1 if wrong else 0


def short_stories(number: int, pages: int) -> list[bytes]:
    chance = random.Random(number)
    return [_story(chance) for _ in range(pages)]


def _story(chance: random.Random) -> bytes:
    texts = [" ".join("".join(chance.choices(LETTERS, k=7)) for _ in range(40)) for _ in range(4)]
    body = "".join(f"<p>{text.capitalize()}.</p>" for text in texts)
    at = f"{TODAY:%Y-%m-%dT%H:%M:%SZ}"
    head = f"<title>{texts[0][:40]}</title><meta property='article:published_time' content='{at}'>"
    return f"<html lang='en'><head>{head}</head><body><article><h1>{texts[0][:40]}</h1>{body}</article>".encode()


def write_files(folder: Path, hosts: list[LentHost], delay: float) -> None:
    write_outlets(folder / "outlets", hosts)
    (folder / "newsarchive.toml").write_text(
        'outlets_folder = "outlets"\nmin_free_gb = 0\nallow_private = ["127.0.0.0/8"]\nworkers = 1\n'
        f"delay_seconds = {delay}\nmax_delay_seconds = {2 * delay}\npage_timeout_seconds = 10\n"
        "extraction_timeout_seconds = 10\n",
        encoding="utf-8",
    )


def one_round(
    folder: Path, hosts: list[LentHost], victim: str, options: argparse.Namespace, chance: random.Random, expected: dict
) -> list[str]:
    """Crawls once, with one kill some time after the first page was fetched; what was wrong at the end."""
    problems: list[str] = []
    address = f"tcp://127.0.0.1:{options.port}"
    with tempfile.TemporaryDirectory(dir=folder) as name, closing(RunningFleet(folder, address)) as fleet:
        db = Path(name) / "archive.db"
        words = ("crawl", "--db", str(db), "--fleet", address, *(host.name for host in hosts))
        kill_at, wake_at, number, starts = None, None, chance.randrange(2), 0
        command: subprocess.Popen[str] | None = None
        # What was killed and has not yet ended the command.
        killed_now, stopped = "", list[psutil.Process]()
        while True:
            fleet.tend()
            if command is None or command.poll() is not None:
                if command is not None:
                    complaints = command.communicate()[1].strip()
                    if "Traceback" in complaints or (command.returncode and "\n" in complaints):
                        problems.append(f"it said: {complaints}")
                    if killed_now in (COMMAND, SCHEDULER):
                        note_loans(db, hosts)
                        if killed_now == SCHEDULER and command.returncode and SCHEDULER_LOST not in complaints:
                            problems.append(f"it said: {complaints}")
                        killed_now = ""
                    if command.returncode == 0 and articles_in(db) == options.outlets * options.pages:
                        break
                    if starts == MOST_STARTS:
                        return [*problems, f"it still ends with {command.returncode}: {complaints}"]
                starts += 1
                own = (sys.executable, __file__, "--as-crawl", str(options.task_seconds), *words)
                command = popen(folder, *own)
            if kill_at is None and sum(len(host.asked) for host in hosts) > 2 * options.outlets:
                kill_at = time.monotonic() + chance.uniform(0, 0.5 * options.pages * options.delay)
            if kill_at is not None and victim and time.monotonic() >= kill_at:
                if victim == COMMAND:
                    kill(command)
                elif victim == SCHEDULER:
                    kill(fleet.processes["scheduler"])
                elif victim == WORKER:
                    kill(fleet.workers[number])
                else:
                    stopped = stop(fleet.workers[number])
                    # After the end of its part, which another worker has then.
                    wake_at = time.monotonic() + options.task_seconds + 30
                killed_now, victim = victim, ""
            if wake_at is not None and time.monotonic() >= wake_at:
                problems += wake_and_look(stopped)
                wake_at = None
            time.sleep(LOOK_SECONDS)
        # What wakes up now must not ask anything.
        if wake_at is not None:
            problems += wake_and_look(stopped)
            time.sleep(5 * options.delay)
        found = rows_without_times(db, NOT_COMPARED)
        problems += [
            f"{table}: {len(found.get(table, []))} rows, {len(rows)} expected, or not the same ones"
            for table, rows in expected.items()
            if found.get(table) != rows
        ]
        problems += [f"{one.name} was not swept" for one in db.parent.iterdir() if one.name.endswith("-segments")]
    return problems


def wake_and_look(stopped: list[psutil.Process]) -> list[str]:
    """Wakes a worker after the end of its part: the kernel has killed its process, and its readers end then."""
    found = [f"outlived the end of its part: {said}" for one in stopped if CHILD in (said := command_of(one))]
    there = {one.pid for one in stopped if command_of(one)}
    # The last one is the worker, whose parent is this process.
    orphans = [one for one in stopped[:-1] if one.pid in there and one.ppid() not in there]
    wake(stopped)
    _, left = psutil.wait_procs(orphans, ENDING_SECONDS)
    return found + [f"still there after it was woken: {command_of(one)}" for one in left]


def command_of(process: psutil.Process) -> str:
    with suppress(psutil.NoSuchProcess):
        return " ".join(process.cmdline())
    return ""


def note_loans(db: Path, hosts: list[LentHost]) -> None:
    """Notes until when each host is lent, by the command that has ended."""
    loans, now = LentHosts(db).open_loans(), time.time()
    for host in hosts:
        left = [loan.seconds for loan in loans if f"127.0.0.1:{host.port}" in loan.hosts.names]
        host.lent = (now, now + max(left)) if left else None


def articles_in(db: Path) -> int:
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"file:{db}?mode=ro", uri=True)) as conn:
        return int(conn.execute("SELECT count(*) FROM articles").fetchone()[0])
    return 0


def crawl_in_short_parts(task_seconds: float, words: list[str]) -> None:
    """The command line, with parts that end soon."""
    from newsarchive.crawl.fleet import driver

    driver.crawl_with_fleet.__kwdefaults__["task_seconds"] = task_seconds
    sys.argv[1:] = words
    from newsarchive.cli.main import main as run

    run()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--as-crawl"]:
        crawl_in_short_parts(float(sys.argv[2]), sys.argv[3:])
    else:
        sys.exit(main())
