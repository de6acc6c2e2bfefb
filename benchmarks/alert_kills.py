"""Kill crawls that find new faults with `kill -9`, and count the alarms that were lost, doubled or sent again.

    python benchmarks/alert_kills.py --kills 100 [--seed 1]

All crawls have one archive, and each has one outlet more, whose feed answers 404. A webhook on loopback gets the
messages. Half of the kills are at random moments of the crawl, most of them in its last part, where it reports. The
others are the worst ones: just when the webhook has a message and has not answered, or just after its answer. At the
end, two crawls of all outlets are not killed. Then every outlet must have been reported as new exactly once.

Lost: an outlet that no message reports. Doubled: an outlet that two messages with different keys report. Sent again:
messages that arrived twice with the same key, which nobody can exclude if the process dies before it stores the answer.
"""

import argparse
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tests import warm_python

NEWSARCHIVE = (sys.executable, "-m", "newsarchive.cli.main")
OUTLET_FILE = """
from newsarchive.crawl.spider import OutletSpider


class {title}(OutletSpider):
    name = "{name}"
    title = "{title}"
    home = "{home}"
    country, language, timezone = "gb", "en", "UTC"
    feeds = ["{home}{name}.rss"]
"""
# An outlet that answers: otherwise it would be the network that failed, which is one fault.
WELL = "well"
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>
<item><title>A</title><link>http://127.0.0.1/a</link></item></channel></rss>"""
# The share of the crawl's time in which it reports begins about here.
REPORTING = 0.8
PARTS = ("at random", "while it reports", "message arrived", "message answered")


@dataclass
class Receiver:
    """Keeps what was posted. before and after are called when a message has arrived, and when it was answered."""

    port: int = 0
    messages: list[tuple[str, str]] = field(default_factory=list)
    process: "subprocess.Popen[str] | None" = None
    kill_at: str = ""

    def arrived(self, key: str, text: str) -> None:
        self.messages.append((key, text))
        self._kill("message arrived")

    def answered(self) -> None:
        self._kill("message answered")

    def _kill(self, moment: str) -> None:
        if self.process is not None and self.kill_at == moment:
            self.process.kill()


@contextmanager
def receiving(page_at: Callable[[str, int], tuple[str, str] | None]) -> Iterator[Receiver]:
    """A server that keeps posted messages, and shows the pages of a site.

    page_at gives media type and text of what a crawl asks for, from the path and the port; None is answered with 404.
    """
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            receiver.arrived(self.headers["Idempotency-Key"], body["message"])
            try:
                self._answer("text/plain", "")
            except ConnectionError:
                return
            receiver.answered()

        def do_GET(self) -> None:
            page = page_at(self.path, receiver.port)
            if page is None:
                self.send_error(404)
            else:
                self._answer(*page)

        def _answer(self, content_type: str, text: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())
            self.wfile.flush()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Nothing is printed."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        receiver.port = server.server_port
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield receiver
        server.shutdown()


def well_feed(path: str, _: int) -> tuple[str, str] | None:
    """The feed of the outlet that answers; all others are missing."""
    return ("application/rss+xml", FEED) if path == f"/{WELL}.rss" else None


@dataclass
class Trial:
    """One archive, its broken outlets, and its receiver."""

    folder: Path
    receiver: Receiver
    outlets: list[str] = field(default_factory=list)

    def add_outlet(self) -> str:
        """The name of a new outlet, whose feed answers 404."""
        name = f"post_{len(self.outlets):03}"
        self.outlets.append(name)
        self.write_outlet(name)
        return name

    def write_outlet(self, name: str) -> None:
        """Writes the file of an outlet."""
        file = self.folder / "own" / "gb" / f"{name}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        title = name.title().replace("_", "")
        file.write_text(OUTLET_FILE.format(name=name, title=title, home=f"http://127.0.0.1:{self.receiver.port}/"))

    def start(self, *names: str) -> "subprocess.Popen[str]":
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith("NEWSARCHIVE_") and not name.lower().endswith("_proxy")
        }
        ours = {
            "NEWSARCHIVE_DB": str(self.folder / "archive.db"),
            "NEWSARCHIVE_OUTLETS_FOLDER": str(self.folder / "own"),
            "NEWSARCHIVE_ALLOW_PRIVATE": "127.0.0.0/8",
            "NEWSARCHIVE_DELAY_SECONDS": "0",
            "NEWSARCHIVE_MIN_FREE_GB": "0",
            "NEWSARCHIVE_WORKERS": "1",
            "NEWSARCHIVE_ALERT_URLS": f"json://127.0.0.1:{self.receiver.port}/",
        }
        command = (*NEWSARCHIVE, "crawl", *names)
        pipe = subprocess.PIPE
        return warm_python.Popen(
            command, cwd=self.folder, env={**kept, **ours}, stdout=pipe, stderr=pipe, text=True, start_new_session=True
        )

    def crawl_all(self) -> None:
        """A crawl of all outlets that is not killed."""
        process = self.start(WELL, *self.outlets)
        _, errors = process.communicate()
        if "Traceback" in errors or process.returncode not in (0, 1):
            raise SystemExit(f"a crawl ended with {process.returncode}: {errors}")


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    chance = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as folder, receiving(well_feed) as receiver:
        trial = Trial(Path(folder), receiver)
        trial.write_outlet(WELL)
        seconds = measured(trial)
        killed: Counter[str] = Counter()
        tried = 0
        # A crawl that ended before its moment came is no kill.
        while killed.total() < options.kills and tried < 3 * options.kills:
            part = PARTS[tried % len(PARTS)]
            tried += 1
            killed[part] += kill_one(trial, trial.add_outlet(), part, seconds, chance)
        trial.crawl_all()
        trial.crawl_all()
        return report(trial, killed, tried)


def measured(trial: Trial) -> float:
    """How many seconds a crawl takes that is not killed."""
    began = time.perf_counter()
    trial.start(trial.add_outlet()).communicate()
    return time.perf_counter() - began


def kill_one(trial: Trial, name: str, part: str, seconds: float, chance: random.Random) -> bool:
    """Whether a crawl of an outlet was killed at a moment of that kind."""
    process = trial.start(name)
    trial.receiver.process, trial.receiver.kill_at = process, part
    if part in PARTS[:2]:
        share = chance.uniform(0.3, 1.0) if part == PARTS[0] else chance.uniform(REPORTING, 1.05)
        try:
            process.wait(share * seconds)
        except subprocess.TimeoutExpired:
            process.kill()
    process.communicate()
    trial.receiver.process = None
    return process.returncode == -signal.SIGKILL


def print_kills(killed: Counter[str], tried: int) -> None:
    """How many crawls were killed at which moments."""
    print(f"crawls       {tried:4}, killed before the end {killed.total()}")
    for part in PARTS:
        print(f"  {part:18} {killed[part]:4} killed")


def report(trial: Trial, killed: Counter[str], tried: int) -> int:
    """How many alarms were lost or doubled; prints the table."""
    keys_of = defaultdict(set)
    for key, text in trial.receiver.messages:
        new = text.partition("New:")[2].partition("\n\n")[0]
        for name in re.findall(r"^  (\w+): failed$", new, re.MULTILINE):
            keys_of[name].add(key)
    lost = [name for name in trial.outlets if not keys_of[name]]
    doubled = [name for name in trial.outlets if len(keys_of[name]) > 1]
    again = Counter(key for key, _ in trial.receiver.messages)
    print_kills(killed, tried)
    print(f"faults       {len(trial.outlets):4}")
    print(f"messages     {len(again):4}")
    print(f"lost         {len(lost):4} {' '.join(lost)}".rstrip())
    print(f"doubled      {len(doubled):4} {' '.join(doubled)}".rstrip())
    print(f"sent again   {sum(number - 1 for number in again.values()):4} with the same key")
    return 1 if lost or doubled else 0


if __name__ == "__main__":
    sys.exit(main())
