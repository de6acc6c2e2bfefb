"""A simulated fortnight in which three outlets break one after another: the mails that arrive, word for word.

    python benchmarks/fortnight.py [--every 8] [--history 30] [--days 14]

Four invented outlets are served on loopback. Real crawls run every so many hours, as cron runs them, each in a process
whose clock is set to the simulated time. A month in which all is well comes first. Then one outlet's feed answers 404
from the 2nd to the 8th day, one outlet refuses every page from the 4th day on, and one publishes nothing new from the
5th to the 11th day. Mails arrive at an SMTP server on loopback. Prints each mail with the simulated time of arrival,
and whether the crawls printed the same texts.
"""

import argparse
import multiprocessing
import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default as policy
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import create_server
from typing import Any, cast

from aiosmtpd.controller import Controller

from newsarchive import clock
from newsarchive.cli.main import main as newsarchive
from newsarchive.crawl.session import WORKER_MODULES

# Crawls and their workers are forked from a process that has loaded everything: 0.5 s a crawl instead of 3.
FORKING = multiprocessing.get_context("forkserver")
FORKING.set_forkserver_preload(["newsarchive.cli.verbs.crawl", "newsarchive.crawl.process", *WORKER_MODULES])
FIRST_DAY = datetime(2026, 9, 1, tzinfo=UTC)
OUTLETS = ("courier", "herald", "mercury", "tribune")
PUBLISHED_AT = (5, 8, 10, 13, 16, 19)
ENTRIES = 20
OUTLET_FILE = """
from newsarchive.crawl.spider import OutletSpider


class {title}(OutletSpider):
    name = "{name}"
    title = "{title}"
    home = "{home}"
    country, language, timezone = "gb", "en", "UTC"
    feeds = ["{home}rss"]
"""
SENTENCES = (
    "The council of the {place} district met on day {day} and heard from {number} residents of the lower streets.",
    "Its members voted for a wall of {number} metres along the {place} quay, to be finished before the next winter.",
    "A spokeswoman said that the {place} ferry will sail every {number} minutes until the old bridge is mended.",
    "Traders doubt it: report {number} of day {day} says that the market of {place} will not open again this month.",
)


@dataclass
class Outlet:
    """An invented outlet with six articles a day; the times say when what breaks."""

    name: str
    port: int = 0
    now: datetime = FIRST_DAY
    no_feed: tuple[datetime, datetime] | None = None
    refuses: tuple[datetime, datetime] | None = None
    silent: tuple[datetime, datetime] | None = None

    @property
    def home(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def answer(self, path: str) -> tuple[int, str, bytes]:
        """Status, content type and body of a request at the time now."""
        if path == "/rss":
            return (
                (404, "text/plain", b"gone") if self._is(self.no_feed) else (200, "application/rss+xml", self._feed())
            )
        if not path.startswith("/news/"):
            return 404, "text/plain", b"not here"
        if self._is(self.refuses):
            return 403, "text/html", b"<html><body><h1>Forbidden</h1></body></html>"
        return 200, "text/html; charset=utf-8", self._page(int(path.rpartition("/")[2]))

    def _is(self, span: tuple[datetime, datetime] | None) -> bool:
        return span is not None and span[0] <= self.now < span[1]

    def _published(self) -> list[datetime]:
        """When the newest articles appeared, newest first."""
        days = [self.now - timedelta(days=back) for back in range(12)]
        times = [day.replace(hour=hour, minute=0, second=0) for day in days for hour in reversed(PUBLISHED_AT)]
        silent = self.silent or (self.now, self.now)
        return [at for at in times if at <= self.now and not silent[0] <= at < silent[1]][:ENTRIES]

    def _feed(self) -> bytes:
        items = "".join(
            f"<item><title>{self._headline(at)}</title><link>{self.home}news/{int(at.timestamp())}</link>"
            f"<pubDate>{format_datetime(at)}</pubDate></item>"
            for at in self._published()
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{items}</channel></rss>'.encode()

    def _page(self, second: int) -> bytes:
        at = datetime.fromtimestamp(second, UTC)
        facts = {"place": f"{self.name} {at:%B}", "day": at.toordinal(), "number": second // 3600 % 997}
        text = "".join(f"<p>{sentence.format(**facts)}</p>" for sentence in SENTENCES)
        return (
            f'<html lang="en"><head><title>{self._headline(at)}</title>'
            f'<meta property="article:published_time" content="{at:%Y-%m-%dT%H:%M:%SZ}">'
            f'<meta name="author" content="Ada Reed"></head>'
            f"<body><article><h1>{self._headline(at)}</h1>{text}</article></body></html>"
        ).encode()

    def _headline(self, at: datetime) -> str:
        return f"{self.name.title()} report {at.toordinal()}-{at.hour} about the wall"


@dataclass
class Inbox:
    """The mails, each with the simulated time at which it arrived."""

    now: datetime = FIRST_DAY
    mails: list[tuple[datetime, EmailMessage]] = field(default_factory=list)

    # aiosmtpd finds it by its name.
    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        mail = cast(EmailMessage, message_from_bytes(envelope.content, policy=policy))
        self.mails.append((self.now, mail))
        return "250 OK"


@contextmanager
def served(outlet: Outlet) -> Iterator[Outlet]:
    """The outlet on a port of its own."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, kind, body = outlet.answer(self.path)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Nothing is printed."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        outlet.port = server.server_port
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield outlet
        server.shutdown()


@contextmanager
def mailbox() -> Iterator[tuple[Inbox, int]]:
    """An SMTP server and its port."""
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    inbox = Inbox()
    controller = Controller(inbox, hostname="127.0.0.1", port=port)
    controller.start()
    yield inbox, port
    controller.stop()


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=8, help="hours between two crawls")
    parser.add_argument("--history", type=int, default=30, help="days before the fortnight")
    parser.add_argument("--days", type=int, default=14)
    options = parser.parse_args(argv)
    first = FIRST_DAY + timedelta(days=options.history)

    def days(begin: int, end: int) -> tuple[datetime, datetime]:
        return first + timedelta(days=begin - 1), first + timedelta(days=end)

    courier, herald, mercury, tribune = (Outlet(name) for name in OUTLETS)
    courier.no_feed, herald.refuses, mercury.silent = days(2, 8), days(4, 999), days(5, 11)
    with (
        served(courier), served(herald), served(mercury), served(tribune),
        mailbox() as (inbox, port), tempfile.TemporaryDirectory() as folder,
    ):  # fmt: skip
        outlets = (courier, herald, mercury, tribune)
        make_folder(Path(folder), outlets, port)
        moments = [
            FIRST_DAY + timedelta(hours=hour) for hour in range(0, (options.history + options.days) * 24, options.every)
        ]
        printed = [text for at in moments for text in crawl(Path(folder), outlets, inbox, at)]
    print_mails(inbox, first, len(moments))
    same = [without_blanks(str(mail.get_content())) for _, mail in inbox.mails] == list(map(without_blanks, printed))
    print(
        f"{len(moments)} crawls, {len(inbox.mails)} mails; the crawls printed {'the same' if same else 'OTHER'} texts"
    )
    return 0 if same else 1


def make_folder(folder: Path, outlets: tuple[Outlet, ...], port: int) -> None:
    """Writes the settings and the files of the outlets."""
    files = folder / "own" / "gb"
    files.mkdir(parents=True)
    for one in outlets:
        (files / f"{one.name}.py").write_text(OUTLET_FILE.format(name=one.name, title=one.name.title(), home=one.home))
    mail = f"mailto://127.0.0.1:{port}?mode=insecure&from=archive@library.example&to=desk@library.example"
    (folder / "newsarchive.toml").write_text(
        'outlets_folder = "own"\nallow_private = ["127.0.0.0/8"]\ndelay_seconds = 0\nmin_free_gb = 0\nworkers = 1\n'
        f'alert_urls = ["{mail}"]\n'
    )


def crawl(folder: Path, outlets: tuple[Outlet, ...], inbox: Inbox, at: datetime) -> list[str]:
    """What one crawl at a simulated time printed, in a list that is empty if it printed nothing."""
    inbox.now = at
    for one in outlets:
        one.now = at
    printed = folder / "printed.txt"
    process = FORKING.Process(target=crawl_at, args=(at, folder, printed))
    process.start()
    process.join()
    text = printed.read_text(encoding="utf-8")
    if process.exitcode or "Traceback" in text:
        raise SystemExit(f"the crawl at {at} ended with {process.exitcode}: {text}")
    return [text] if text else []


def crawl_at(at: datetime, folder: Path, printed: Path) -> None:
    """Runs `newsarchive crawl` in this process, at a simulated time, with all that it prints in a file."""
    os.chdir(folder)
    for number in (1, 2):
        os.dup2(os.open(printed, os.O_WRONLY | os.O_CREAT | (os.O_TRUNC if number == 1 else os.O_APPEND)), number)
    for name in list(os.environ):
        if name.startswith("NEWSARCHIVE_") or name.lower().endswith("_proxy"):
            del os.environ[name]
    clock.now = lambda: at
    sys.argv = ["newsarchive", "crawl", *OUTLETS]
    newsarchive()


def print_mails(inbox: Inbox, first: datetime, crawls: int) -> None:
    for at, mail in inbox.mails:
        print(f"----- day {(at - first).days + 1}, {at:%Y-%m-%d %H:%M} UTC")
        print(f"To: {mail['To']}\nSubject: {mail['Subject']}\n")
        print(str(mail.get_content()).strip().replace("\r\n", "\n") + "\n")


def without_blanks(text: str) -> list[str]:
    return text.split()


if __name__ == "__main__":
    sys.exit(main())
