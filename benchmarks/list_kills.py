"""Stop `newsarchive fetch FILE` at random moments, and start it again; the list must end as one that nothing stopped.

    python benchmarks/list_kills.py --addresses 1000 --kills 6 [--seed 1]

The addresses are on hosts of this machine: one has an outlet file, the others have none. Most are articles; some are
missing, no article, forbidden by robots.txt, failing, or redirect to another host. In turns the command gets Ctrl-C and
is killed with all its processes (kill -9). Then it is started again, at last without a stop.

What must hold: no run prints an address twice. The last run prints the result of each address. No address that the
archive had a result for is requested again. The archive has the articles, texts and outcomes of a list that nothing
stopped.
"""

import argparse
import json
import os
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
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from kill_scenes import NEWSARCHIVE

from tests import warm_python

LETTERS = "abdefgiklmnoprstuw"
ROBOTS = b"User-agent: *\nDisallow: /closed\n"
# What each address of ten is; the others are articles.
KINDS = {0: "missing", 3: "about", 5: "moved", 7: "closed", 8: "down"}
OUTLET = """
from newsarchive.crawl.spider import OutletSpider


class Post(OutletSpider):
    name = "post"
    title = "Rivertown Post"
    home = "{home}"
    country, language, timezone = "gb", "en", "UTC"
"""
STOPS = (signal.SIGINT, signal.SIGKILL)
# The exit status of Ctrl-C, of kill -9, and of lists that ended before the stop came.
STATUSES = {signal.SIGINT: (130, 1), signal.SIGKILL: (-signal.SIGKILL, 1)}


class QuietServer(ThreadingHTTPServer):
    """A server that prints nothing when a client that was killed leaves its connection open."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Does nothing: only a client that was killed breaks off."""


@dataclass
class Web:
    """The hosts and what they were asked for."""

    asked: list[str] = field(default_factory=list)
    ports: list[int] = field(default_factory=list)

    def serve(self, hosts: int) -> None:
        for _ in range(hosts):
            server = QuietServer(("127.0.0.1", 0), self._handler())
            self.ports.append(server.server_port)
            threading.Thread(target=server.serve_forever, daemon=True).start()

    def addresses(self, wanted: int) -> list[str]:
        """The list: half of it is on the first host, which has an outlet file."""
        found = []
        for number in range(wanted):
            port = self.ports[0 if number % 2 else (number // 2) % len(self.ports)]
            found.append(f"http://127.0.0.1:{port}/{KINDS.get(number // 2 % 20, 'story')}-{number}")
        return found

    def answer(self, port: int, path: str) -> tuple[int, dict[str, str], bytes]:
        kind, _, number = path.strip("/").partition("-")
        if path == "/robots.txt":
            return 200, {"Content-Type": "text/plain"}, ROBOTS
        if kind == "moved":
            other = self.ports[(self.ports.index(port) + 1) % len(self.ports)]
            return 302, {"Location": f"http://127.0.0.1:{other}/story-of-{number}"}, b""
        if kind in ("story", "about"):
            return 200, {"Content-Type": "text/html; charset=utf-8"}, page(path, is_article=kind == "story")
        return (500 if kind == "down" else 404), {"Content-Type": "text/plain"}, b"no"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                port = self.server.server_address[1]
                web.asked.append(f"http://127.0.0.1:{port}{self.path}")
                status, headers, body = web.answer(port, self.path)
                with suppress(ConnectionError):
                    self.send_response(status)
                    for name, value in {**headers, "Content-Length": str(len(body))}.items():
                        self.send_header(name, value)
                    self.end_headers()
                    self.wfile.write(body)

            def log_message(self, *words: object) -> None:
                """Prints nothing."""

        return Handler


def page(path: str, *, is_article: bool) -> bytes:
    """A page of its own words, so that no article is a near-duplicate of another one."""
    chance = random.Random(path)
    texts = [" ".join("".join(chance.choices(LETTERS, k=7)) for _ in range(40)) for _ in range(4)]
    body = "".join(f"<p>{text.capitalize()}.</p>" for text in texts) if is_article else "<p>About us</p>"
    at = "<meta property='article:published_time' content='2026-11-03T07:30:00Z'>"
    return f"<html lang='en'><head><title>{texts[0][:40]}</title>{at}</head><body><article>{body}</article>".encode()


@dataclass
class Scene:
    """A folder with settings and an archive, and the list."""

    folder: Path
    urls: list[str]

    def start(self) -> "subprocess.Popen[str]":
        environ = {name: value for name, value in os.environ.items() if not name.startswith("NEWSARCHIVE_")}
        environ |= {
            "NEWSARCHIVE_DB": str(self.folder / "archive.db"),
            "NEWSARCHIVE_OUTLETS_FOLDER": str(self.folder / "outlets"),
            "NEWSARCHIVE_ALLOW_PRIVATE": "127.0.0.0/8",
            "NEWSARCHIVE_DELAY_SECONDS": "0",
            "NEWSARCHIVE_MIN_FREE_GB": "0",
        }
        return warm_python.Popen(
            [*NEWSARCHIVE, "fetch", "list.txt", "--json"],
            cwd=self.folder,
            env=environ,
            stdout=(self.folder / "stdout").open("w"),
            stderr=(self.folder / "stderr").open("w"),
            text=True,
            start_new_session=True,
        )

    def printed(self) -> list[str]:
        """The addresses of the last run, as printed; a line that a kill has cut is left out."""
        lines = (self.folder / "stdout").read_text().split("\n")[:-1]
        return [json.loads(line)["url"] for line in lines]

    def results(self) -> dict[str, tuple[str, str | None]]:
        """The addresses of the queue with a result, and the text of their article if they have one."""
        with closing(sqlite3.connect(self.folder / "archive.db")) as conn:
            rows = conn.execute(
                """SELECT u.url, u.outcome, b.body FROM urls u LEFT JOIN bodies b ON b.article_id = u.article_id
                   WHERE u.outcome != 'pending'"""
            ).fetchall()
        return {url: (outcome, text) for url, outcome, text in rows}

    def count(self, table: str) -> int:
        with closing(sqlite3.connect(self.folder / "archive.db")) as conn:
            return int(conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def make(folder: Path, web: Web, wanted: int) -> Scene:
    (folder / "outlets" / "gb").mkdir(parents=True)
    home = f"http://127.0.0.1:{web.ports[0]}/"
    (folder / "outlets" / "gb" / "post.py").write_text(OUTLET.format(home=home))
    urls = web.addresses(wanted)
    (folder / "list.txt").write_text("\n".join(urls) + "\n")
    return Scene(folder, urls)


def stopped(scene: Scene, web: Web, stop: signal.Signals, wanted: int) -> list[str]:
    """What is wrong after a run that is stopped once wanted addresses have a result."""
    had = set(scene.results()) if (scene.folder / "archive.db").exists() else set()
    web.asked.clear()
    process = scene.start()
    while process.poll() is None and len((scene.folder / "stdout").read_text().splitlines()) < wanted:
        time.sleep(0.01)
    if stop is signal.SIGKILL:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, stop)
    else:
        process.send_signal(stop)
    status = process.wait()
    problems = (
        [] if status in STATUSES[stop] else [f"exit status {status}: {scene.folder.joinpath('stderr').read_text()}"]
    )
    return [*problems, *wrong_in(scene, web, had)]


def wrong_in(scene: Scene, web: Web, had: set[str]) -> list[str]:
    """What is wrong with the last run, before which the addresses in had had a result."""
    twice = [url for url, times in Counter(scene.printed()).items() if times > 1]
    again = sorted(had & set(web.asked))
    # A crawl asks for robots.txt, and for a page that failed in passing, more than once.
    once = Counter(url for url in web.asked if "/down-" not in url and not url.endswith("/robots.txt"))
    repeated = [url for url, times in once.items() if times > 1]
    return [
        *([f"{len(twice)} addresses printed twice, such as {twice[0]}"] if twice else []),
        *([f"{len(again)} addresses with a result requested again, such as {again[0]}"] if again else []),
        *([f"{len(repeated)} addresses requested twice in one run, such as {repeated[0]}"] if repeated else []),
    ]


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--addresses", type=int, default=1_000)
    parser.add_argument("--hosts", type=int, default=6)
    parser.add_argument("--kills", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    chance, web, problems = random.Random(options.seed), Web(), list[str]()
    web.serve(options.hosts)
    with tempfile.TemporaryDirectory() as name:
        for part in ("alone", "stopped"):
            (Path(name) / part).mkdir()
        alone = make(Path(name) / "alone", web, options.addresses)
        if alone.start().wait() not in (0, 1):
            raise SystemExit((alone.folder / "stderr").read_text())
        expected, pages = alone.results(), Counter(web.asked)
        scene, requests = make(Path(name) / "stopped", web, options.addresses), Counter[str]()
        for number in range(options.kills):
            stop, done = STOPS[number % 2], len(scene.results()) if number else 0
            # So that a stop meets the list before its end.
            wanted = done + chance.randrange(1, max(2, (len(expected) - done) // (options.kills - number + 1) * 2))
            found = stopped(scene, web, stop, wanted)
            requests += Counter(web.asked)
            problems += [f"{stop.name}: {one}" for one in found]
            print(f"{stop.name:8} {len(scene.printed()):6,} printed, {len(web.asked):6,} requests, "
                  f"{len(scene.results()):6,} of {len(expected):,} with a result", flush=True)  # fmt: skip
        had = set(scene.results())
        web.asked.clear()
        scene.start().wait()
        requests += Counter(web.asked)
        problems += [f"the last run: {one}" for one in wrong_in(scene, web, had)]
        print((scene.folder / "stderr").read_text().strip())
        printed = set(scene.printed())
        missing = [url for url in alone.printed() if url not in printed]
        problems += [f"the last run does not print {url}" for url in missing]
        results = scene.results()
        problems += [
            f"{url}: {results.get(url, ('none', None))[0]}, where an unstopped list has {expected[url][0]}"
            for url in expected
            if results.get(url) != expected[url]
        ]
        problems += [
            f"{scene.count(table)} rows in {table}, where an unstopped list has {alone.count(table)}"
            for table in ("articles", "urls", "revisions")
            if scene.count(table) != alone.count(table)
        ]
        more = sum((requests - pages).values())
    for one in problems:
        print(one)
    print(
        f"{len(problems)} things wrong; {sum(pages.values()):,} requests of an unstopped list, {more:,} more with stops"
    )
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
