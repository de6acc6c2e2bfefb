"""Invented outlets on loopback, each with its own port, and the command line that runs on them in another process."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

# The answer for each path: a body, or a status and a body, or a status and the address of a redirect.
Routes = dict[str, bytes | tuple[int, bytes | str]]
NOW = datetime.now(UTC)

SENTENCES = (
    "The harbour wall that was damaged in the storms of last winter is to be rebuilt before the next one.",
    "Councillors agreed on the plan after hearing that the cost had risen to four million since the spring.",
    "Work starts in March and will close the northern quay to all traffic for at least eleven weeks.",
    "Fishermen said that they had been promised another landing place, and had heard nothing since then.",
)


@dataclass
class Site:
    """One server: its routes, which can be set once the port is known, and the requested paths."""

    home: str
    routes: Routes = field(default_factory=dict)
    requested: list[str] = field(default_factory=list)


def an_article(
    headline: str = "Harbour wall to be rebuilt before winter",
    published: str | None = "2026-11-20T08:30:00+00:00",
    paragraphs: int = 4,
    head: str = "",
) -> bytes:
    """A page of an invented newspaper; without a headline if headline is ""."""
    time = f'<meta property="article:published_time" content="{published}">' if published else ""
    title = f"<title>{headline} | The Quay</title><meta property='og:title' content='{headline}'>" if headline else ""
    text = "".join(f"<p>{SENTENCES[number % len(SENTENCES)]}</p>" for number in range(paragraphs))
    h1 = f"<h1>{headline}</h1>" if headline else ""
    return (
        f'<!DOCTYPE html><html lang="en"><head>{title}{time}<meta name="author" content="Tom Reed">{head}</head>'
        f'<body><nav><a href="/">Home</a></nav><article class="story">{h1}{text}</article></body></html>'
    ).encode()


def a_feed(home: str, paths: list[str], newest: timedelta = timedelta(minutes=12)) -> bytes:
    """An RSS feed with these paths, one hour apart, the newest first."""
    items = "".join(
        f"<item><title>Story {number}</title><link>{home.rstrip('/')}{path}</link>"
        f"<pubDate>{NOW - newest - timedelta(hours=number):%a, %d %b %Y %H:%M:%S +0000}</pubDate></item>"
        for number, path in enumerate(paths)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>{items}</channel></rss>'.encode()


class _Handler(BaseHTTPRequestHandler):
    site: Site

    def do_GET(self) -> None:
        self.site.requested.append(self.path)
        answer = self.site.routes.get(self.path, (404, b"not here"))
        status, body = answer if isinstance(answer, tuple) else (200, answer)
        self.send_response(status)
        if isinstance(body, str):
            self.send_header("Location", body)
            body = b""
        kind = "application/xml" if body.startswith(b"<?xml") else "text/html; charset=utf-8"
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def serving() -> Iterator[Callable[[], Site]]:
    """A function that starts one more site; all sites are stopped at the end."""
    servers: list[ThreadingHTTPServer] = []

    def start() -> Site:
        server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {}))
        site = Site(f"http://127.0.0.1:{server.server_port}/")
        server.RequestHandlerClass.site = site
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        servers.append(server)
        return site

    try:
        yield start
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


def write_outlet(folder: Path, name: str, home: str, rest: str) -> None:
    """Writes an outlet file; rest are more lines of its class."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = "".join(f"    {line}\n" for line in rest.strip().splitlines())
    (folder / f"{name}.py").write_text(
        f"from newsarchive import OutletSpider\n\nHOME = {home!r}\n\n\n"
        f"class One(OutletSpider):\n    name = {name!r}\n    title = {name.replace('_', ' ').title()!r}\n"
        f"    home = HOME\n    country, language, timezone = 'gb', 'en', 'Europe/London'\n{lines}"
    )


def environment() -> dict[str, str]:
    """The environment of a command that has the outlets in outlets/ and can reach only loopback."""
    clean = {name: value for name, value in os.environ.items() if not name.upper().startswith(("NEWSARCHIVE_", "HTTP"))}
    ours = {
        "NEWSARCHIVE_OUTLETS_FOLDER": "outlets",
        "NEWSARCHIVE_ALLOW_PRIVATE": "127.0.0.1",
        "NEWSARCHIVE_DELAY_SECONDS": "0",
        "NEWSARCHIVE_WORKERS": "1",
    }
    return {**clean, **ours}


def newsarchive(folder: Path, *words: object, seconds: float = 100) -> subprocess.CompletedProcess[str]:
    """Runs `newsarchive …` in folder with the outlets in its outlets/. Only loopback can be reached."""
    return subprocess.run(
        [sys.executable, "-m", "newsarchive.cli.main", *map(str, words)],
        capture_output=True, text=True, cwd=folder, timeout=seconds, check=False, env=environment(),
    )  # fmt: skip
