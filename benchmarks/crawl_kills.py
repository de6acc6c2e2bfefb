"""Kill the parts of a fleet at random moments of a crawl; the archive must equal one that a crawl on one machine makes.

    python benchmarks/crawl_kills.py --kills 8 [--seed 1]

A scheduler and two workers on loopback crawl invented outlets, each on a host of its own, and a command takes in what
they hand in. In each round one of four things happens: a worker with its processes is killed (kill -9), the scheduler
is killed, the command is killed, or a worker is stopped, and woken after its part was handed out again. What was killed
is started again, and the command until it has crawled everything. A command that ends before that says why in one line.
Then every row is compared with those of a crawl on one machine, the bytes of each captured page included; and each host
says when it was asked: never twice within its delay, and after a kill of the scheduler or the command by no further
process until the time of its loan is over.

The hosts are in this process. On a busy machine a request arrives late, and the next one then seems to come early, also
in a crawl on one machine: the shortest gap of both is printed. What must hold on any machine is that between the last
request of one connection and the first one of another there is at least the delay, since two processes have two
connections, and that no connection is used again after another one.
"""

import argparse
import asyncio
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path

from fleet_kills import RunningFleet, kill, signal_all
from kill_scenes import NEWSARCHIVE, popen

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "crawl"))
from archive_rows import rows_without_times

from newsarchive.crawl.http.lent_hosts import LentHosts

WORKER, SCHEDULER, COMMAND, STOPPED = "a worker", "the scheduler", "the command", "a worker stopped and woken"
VICTIMS = (WORKER, SCHEDULER, COMMAND, STOPPED)
SCHEDULER_LOST = "the scheduler is lost"
LETTERS = "abdefgiklmnoprstuw"
LOOK_SECONDS = 0.05
MOST_STARTS = 10
# Numbers of runs and days count what was asked again too.
NOT_COMPARED = ("runs", "feed_days", "health_days", "row_totals")


@dataclass
class Host:
    """An outlet's web server, and when each request came."""

    name: str
    pages: int
    port: int = 0
    # When, and over which connection.
    asked: list[tuple[float, int]] = field(default_factory=list)
    # From when until when no further process may ask, because the one that may was not heard of any more.
    lent: tuple[float, float] | None = None

    @property
    def shortest_gap(self) -> float:
        return min((later[0] - earlier[0] for earlier, later in pairwise(self.asked)), default=float("inf"))

    def problems(self, delay: float) -> list[str]:
        """What shows that two processes asked at the same time."""
        changes = [(earlier, later) for earlier, later in pairwise(self.asked) if earlier[1] != later[1]]
        gap = min((later[0] - earlier[0] for earlier, later in changes), default=float("inf"))
        is_mixed = len(changes) + 1 != len({connection for _, connection in self.asked})
        found = [f"{self.name}: two connections asked within {gap:.2f} s"] if gap < delay else []
        if self.lent is not None:
            begins, ends = self.lent
            early = [ends - later[0] for _, later in changes if begins < later[0] < ends]
            found += [f"{self.name}: asked again {seconds:.1f} s before its loan was over" for seconds in early]
        return [*found, *([f"{self.name}: two connections asked in turns"] if is_mixed else [])]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                self.asked.append((time.monotonic(), writer.get_extra_info("peername")[1]))
                status, kind, body = self._answer(head.split(b" ")[1].decode())
                lines = f"HTTP/1.1 {status} Said\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
                writer.write(lines.encode() + body)
                await writer.drain()
        writer.close()

    def _answer(self, path: str) -> tuple[int, str, bytes]:
        if path == "/rss":
            return 200, "application/rss+xml", self._feed()
        if path.startswith("/story-"):
            return 200, "text/html; charset=utf-8", self._story(path)
        return 404, "text/plain", b"not here"

    def _feed(self) -> bytes:
        at = format_datetime(TODAY)
        items = "".join(
            f"<item><title>{self.name} {number}</title><link>http://127.0.0.1:{self.port}/story-{number}</link>"
            f"<pubDate>{at}</pubDate></item>"
            for number in range(self.pages)
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel><title>N</title>{items}</channel></rss>'.encode()

    def _story(self, path: str) -> bytes:
        chance = random.Random(self.name + path)
        texts = [" ".join("".join(chance.choices(LETTERS, k=7)) for _ in range(40)) for _ in range(4)]
        body = "".join(f"<p>{text.capitalize()}.</p>" for text in texts)
        at = f"{TODAY:%Y-%m-%dT%H:%M:%SZ}"
        head = f"<title>{texts[0][:40]}</title><meta property='article:published_time' content='{at}'>"
        return f"<html lang='en'><head>{head}</head><body><article><h1>{texts[0][:40]}</h1>{body}</article>".encode()


TODAY = datetime.now(UTC) - timedelta(hours=3)


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
        hosts = serve([Host(f"outlet_{number}", options.pages) for number in range(options.outlets)])
        write_files(folder, hosts, options.delay)
        (folder / "alone").mkdir()
        process = popen(folder, *NEWSARCHIVE, "crawl", "--db", "alone/archive.db", *(host.name for host in hosts))
        _, complaints = process.communicate()
        if process.returncode:
            raise SystemExit(complaints)
        alone = min(host.shortest_gap for host in hosts)
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
            for problem in problems:
                print(f"{victim}: {problem}", flush=True)
    for victim in VICTIMS:
        print(f"{killed[victim]:4}  {victim}")
    rows = sum(len(rows) for rows in expected.values())
    print(f"{killed.total():4}  in all; {wrong} things wrong afterwards; {rows:,} rows compared each time")
    print(f"{gap:.2f} s between two requests to a host at the least, {alone:.2f} s on one machine; ", end="")
    print(f"the delay is {options.delay:g} s", flush=True)
    return 1 if wrong else 0


def serve(hosts: list[Host]) -> list[Host]:
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True).start()
    for host in hosts:
        server = asyncio.run_coroutine_threadsafe(asyncio.start_server(host.serve, "127.0.0.1", 0), loop).result()
        host.port = server.sockets[0].getsockname()[1]
    return hosts


def write_files(folder: Path, hosts: list[Host], delay: float) -> None:
    (folder / "outlets").mkdir()
    for host in hosts:
        home = f"http://127.0.0.1:{host.port}/"
        (folder / "outlets" / f"{host.name}.py").write_text(
            "from newsarchive.crawl.spider import OutletSpider\n\n\nclass Made(OutletSpider):\n"
            f"    name, title, home = {host.name!r}, {host.name.title()!r}, {home!r}\n"
            f"    country, language, timezone = 'gb', 'en', 'Europe/London'\n    feeds = [{home + 'rss'!r}]\n",
            encoding="utf-8",
        )
    (folder / "newsarchive.toml").write_text(
        'outlets_folder = "outlets"\nmin_free_gb = 0\nallow_private = ["127.0.0.0/8"]\nworkers = 1\n'
        f"delay_seconds = {delay}\nmax_delay_seconds = {2 * delay}\npage_timeout_seconds = 10\n"
        "extraction_timeout_seconds = 10\n",
        encoding="utf-8",
    )


def one_round(
    folder: Path, hosts: list[Host], victim: str, options: argparse.Namespace, chance: random.Random, expected: dict
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
        killed_now = ""
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
                    signal_all(fleet.workers[number], signal.SIGSTOP)
                    # After the end of its part, which another worker has then.
                    wake_at = time.monotonic() + options.task_seconds + 30
                killed_now, victim = victim, ""
            if wake_at is not None and time.monotonic() >= wake_at:
                signal_all(fleet.workers[number], signal.SIGCONT)
                wake_at = None
            time.sleep(LOOK_SECONDS)
        # What wakes up now must not ask anything.
        if wake_at is not None:
            signal_all(fleet.workers[number], signal.SIGCONT)
            time.sleep(5 * options.delay)
        found = rows_without_times(db, NOT_COMPARED)
        problems += [
            f"{table}: {len(found.get(table, []))} rows, {len(rows)} expected, or not the same ones"
            for table, rows in expected.items()
            if found.get(table) != rows
        ]
        problems += [f"{one.name} was not swept" for one in db.parent.iterdir() if one.name.endswith("-segments")]
    return problems


def note_loans(db: Path, hosts: list[Host]) -> None:
    """Notes until when each host is lent, by the command that has ended."""
    loans, now = LentHosts(db).open_loans(), time.monotonic()
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
