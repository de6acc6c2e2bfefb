"""The peak memory of each command over hostile input: huge pages, feeds, sitemaps, lines and records.

    python benchmarks/memory_peaks.py [--megabytes 100] [--only crawl]

Prints a row per command: the peak of the command itself, of the largest of its workers, and its exit status. A server
on this machine sends an outlet's feed, a page and a sitemap of that many megabytes each, beside a hundred ordinary
pages. The files to import have a line and a record of that size beside ordinary ones.
"""

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import psutil
from kill_scenes import popen
from kill_witnesses import seen_in

LOOK_SECONDS = 0.02
PAGES = 100
ENTRIES = 100_000
# What is opened of the server, five times each.
PATHS = ("", "search?q=ferry", "article/1", "outlet/post", "health", "search.csv?q=ferry", "search.json?q=ferry")
PARAGRAPH = "<p>The ferry costs more since the harbour was dredged, and nobody knows for how long it will.</p>"
OUTLET_FILE = """
from newsarchive.crawl.spider import OutletSpider


class Post(OutletSpider):
    name = "post"
    title = "Rivertown Post"
    home = "{home}"
    country, language, timezone = "gb", "en", "UTC"
    feeds = ["{home}small.rss", "{home}huge.rss"]
    sitemaps = ["{home}many.xml", "{home}huge.xml"]
    article_urls = [r"/news/"]
"""


@dataclass
class Peaks:
    """The most memory in bytes that was seen."""

    command: int = 0
    worker: int = 0

    def look(self, process: psutil.Process) -> None:
        with suppress(psutil.NoSuchProcess):
            self.command = max(self.command, process.memory_info().rss)
            for child in process.children(recursive=True):
                with suppress(psutil.NoSuchProcess):
                    self.worker = max(self.worker, child.memory_info().rss)


@dataclass
class Site:
    """What the server sends for each path: a few bytes, or a function that gives the parts of a large body."""

    small: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    large: dict[str, tuple[str, Callable[[], Iterator[bytes]]]] = field(default_factory=dict)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, default=100, help="size of each huge page, feed, line and record")
    parser.add_argument("--only", choices=COMMANDS, action="append", help="only this command; may be repeated")
    options = parser.parse_args(argv)
    print("| command | exit | peak of the command | of its largest worker |")
    print("|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name, serving(options.megabytes) as home:
        folder = Path(name)
        prepare(folder, home, options.megabytes)
        for command in COMMANDS:
            # Each needs what the commands before it stored, so all of them run.
            row = measured(folder, command)
            if not options.only or command in options.only:
                print(row, flush=True)
            if command == "crawl" and len(seen_in(folder) or {}) < PAGES:
                raise SystemExit("the crawl has not stored the ordinary pages")
    return 0


# The words of each command. They run in this order, in one folder.
COMMANDS = {
    "crawl": ("crawl", "post", "--limit", str(2 * PAGES)),
    "import (JSON lines)": ("import", "huge.jsonl", "--db", "lines.db"),
    "import (WARC)": ("import", "huge.warc.gz", "--db", "warc.db", "--outlet", "post"),
    "export (JSON lines)": ("export", "--format", "jsonl", "--output", "out.jsonl"),
    "export (WARC)": ("export", "--format", "warc", "--output", "out.warc.gz"),
    "reextract": ("reextract", "--yes"),
    "verify": ("verify",),
    "backup": ("backup", "copy.db", "--captures"),
    "serve": ("serve", "--port", "0"),
}


def measured(folder: Path, command: str) -> str:
    """The row of a command."""
    peaks = Peaks()
    process = popen(folder, sys.executable, "-m", "newsarchive.cli.main", *COMMANDS[command])
    reader = threading.Thread(target=_visit, args=(process,), daemon=True)
    if command == "serve":
        reader.start()
    watched = psutil.Process(process.pid)
    # The pipes are read meanwhile, so that no command waits for them.
    outputs = threading.Thread(target=process.communicate, daemon=True) if command != "serve" else reader
    if command != "serve":
        outputs.start()
    while process.poll() is None and outputs.is_alive():
        peaks.look(watched)
        time.sleep(LOOK_SECONDS)
    if command == "serve":
        process.terminate()
        process.wait()
    worker = f"{peaks.worker / 1e6:.0f} MB" if peaks.worker else "none"
    return f"| {command} | {process.returncode} | {peaks.command / 1e6:.0f} MB | {worker} |"


def _visit(process: "subprocess.Popen[str]") -> None:
    """Opens pages of the server: the list, a search, articles, and downloads."""
    assert process.stdout is not None
    home = next(word for line in process.stdout for word in line.split() if word.startswith("http://"))
    for path in (
        "",
        "search?q=ferry",
        "article/1",
        "outlet/post",
        "health",
        "search.csv?q=ferry",
        "search.json?q=ferry",
    ):
        for _ in range(5):
            with suppress(OSError):
                urllib.request.urlopen(home.rstrip("/") + "/" + path).read()


def prepare(folder: Path, home: str, megabytes: int) -> None:
    """Writes the outlet, its settings, and the files to import."""
    file = folder / "own" / "gb" / "post.py"
    file.parent.mkdir(parents=True)
    file.write_text(OUTLET_FILE.format(home=home))
    settings = 'outlets_folder = "own"\nmin_free_gb = 0\nallow_private = ["127.0.0.0/8"]\ndelay_seconds = 0\n'
    (folder / "newsarchive.toml").write_text(settings)
    with (folder / "huge.jsonl").open("w", encoding="utf-8") as lines:
        for number in range(PAGES):
            if number == PAGES // 2:
                lines.write('{"headline": "Huge", "body": "')
                for _ in range(megabytes):
                    lines.write("ferry " * (1_000_000 // 6))
                lines.write('"}\n')
            row = {"headline": f"Ferry {number}", "body": "The ferry costs more. " * 40, "published": "2026-11-22"}
            lines.write(json.dumps(row) + "\n")
    with gzip.open(folder / "huge.warc.gz", "wb", compresslevel=1) as records:
        for number in range(PAGES):
            records.write(_record(home, number, _page(number)))
        records.write(_record_head(f"{home}news/huge", megabytes * 1_000_000 + len(_HTTP)) + _HTTP)
        for _ in range(megabytes):
            records.write(b"x" * 1_000_000)
        records.write(b"\r\n\r\n")


_HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"


def _record(home: str, number: int, body: bytes) -> bytes:
    return _record_head(f"{home}news/{number}", len(_HTTP) + len(body)) + _HTTP + body + b"\r\n\r\n"


def _record_head(url: str, length: int) -> bytes:
    return (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-11-22T12:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{abs(hash(url)):032x}>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {length}\r\n\r\n"
    ).encode()


def _page(number: int) -> bytes:
    headline = f"Ferry {number} costs more"
    body = "".join(f"<p>Ferry {number} has {part} decks.</p>{PARAGRAPH}" for part in range(12))
    head = f'<html lang="en"><head><title>{headline}</title></head>'
    return f"{head}<body><article><h1>{headline}</h1>{body}</article></body></html>".encode()


@contextmanager
def serving(megabytes: int) -> Iterator[str]:
    """A site with ordinary pages and huge ones, while the block runs; gives its home."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path in site.small:
                kind, body = site.small[self.path]
                self._begin(kind)
                self.wfile.write(body)
            elif self.path in site.large:
                kind, parts = site.large[self.path]
                self._begin(kind)
                with suppress(ConnectionError):
                    for part in parts():
                        self.wfile.write(part)
            else:
                self.send_error(404)

        def _begin(self, kind: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Nothing is printed."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        home = f"http://127.0.0.1:{server.server_port}/"
        _fill(site, home, megabytes)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield home
        server.shutdown()


def _fill(site: Site, home: str, megabytes: int) -> None:
    day = time.strftime("%Y-%m-%d")
    items = "".join(
        f"<item><title>Ferry {number}</title><link>{home}news/{number}</link></item>" for number in range(PAGES)
    )
    items += f"<item><title>Huge</title><link>{home}news/huge</link></item>"
    site.small["/small.rss"] = ("application/rss+xml", f'<rss version="2.0"><channel>{items}</channel></rss>'.encode())
    urls = "".join(f"<url><loc>{home}news/{n}</loc><lastmod>{day}</lastmod></url>" for n in range(ENTRIES))
    site.small["/many.xml"] = ("application/xml", f"<urlset>{urls}</urlset>".encode())
    for number in range(PAGES):
        site.small[f"/news/{number}"] = ("text/html; charset=utf-8", _page(number))
    filler = PARAGRAPH.encode() * (1_000_000 // len(PARAGRAPH))
    item = f"<item><title>Ferry</title><link>{home}other/1</link></item>".encode()
    url = f"<url><loc>{home}other/1</loc></url>".encode()

    def huge(head: bytes, part: bytes) -> Callable[[], Iterator[bytes]]:
        def parts() -> Iterator[bytes]:
            yield head
            for _ in range(megabytes):
                yield part

        return parts

    page = b"<html><body><article><h1>Huge</h1>"
    site.large["/news/huge"] = ("text/html; charset=utf-8", huge(page, filler))
    site.large["/huge.rss"] = ("application/rss+xml", huge(b'<rss version="2.0"><channel>', _to_a_megabyte(item)))
    site.large["/huge.xml"] = ("application/xml", huge(b"<urlset>", _to_a_megabyte(url)))


def _to_a_megabyte(part: bytes) -> bytes:
    return part * (1_000_000 // len(part))


if __name__ == "__main__":
    sys.exit(main())
