"""Outlet files in a folder, crawls of them in processes of their own, and the pages and feeds that they fetch."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from typing import Any

from tests import warm_python

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent


@cache
def today() -> datetime:
    """Now, read once, when a first test asks: the crawls of these tests are processes with the real clock."""
    return datetime.now(UTC)


def long_text(about: str) -> list[str]:
    return [
        f"The {about} council met on the evening of the flood and heard from forty residents of the lower streets.",
        f"Paragraph two says what {about} will pay for the new wall, which engineers want finished before next winter.",
        f"A spokeswoman for {about} said that the boats would leave from the old pier until the bridge is mended.",
        f"Nobody in {about} expects the market to open again this month, although two traders have tried already.",
    ]


def story(
    headline: str, about: str | None = None, canonical: str | None = None, published: str | None = None
) -> dict[str, Any]:
    published = published or f"{today() - timedelta(hours=3):%Y-%m-%dT%H:%M:%SZ}"
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    paragraphs = "".join(f"<p>{one}</p>" for one in long_text(about or headline))
    body = (
        f"<html lang='en'><head><title>{headline}</title><meta property='og:title' content='{headline}'>"
        f"<meta property='article:published_time' content='{published}'>{link}"
        f"</head><body><article><h1>{headline}</h1>{paragraphs}</article></body></html>"
    )
    return with_etag(body.encode())


def with_etag(body: bytes, content_type: str = "text/html; charset=utf-8") -> Any:
    """A route that answers 304 to a request that names its ETag."""
    etag = f'"{hash(body)}"'
    headers = {"ETag": etag, "Content-Type": content_type}

    def answer(arrival: Any, number: int) -> dict[str, Any]:
        if arrival.headers.get("if-none-match") == etag:
            return {"status": 304, "headers": headers}
        return {"body": body, "headers": headers}

    return answer


def rss(items: list[tuple[str, str]], updated: datetime | None = None) -> bytes:
    at = format_datetime(updated or today())
    entries = "".join(
        f"<item><title>{headline}</title><link>{url}</link><pubDate>{at}</pubDate></item>" for url, headline in items
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{entries}</channel></rss>'.encode()


def atom(url: str, headline: str, updated: datetime) -> bytes:
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><id>urn:x</id>'
        f"<entry><title>{headline}</title><id>{url}</id><link href='{url}'/>"
        f"<published>{today() - timedelta(hours=5):%Y-%m-%dT%H:%M:%SZ}</published>"
        f"<updated>{updated:%Y-%m-%dT%H:%M:%SZ}</updated></entry></feed>"
    ).encode()


def urlset(entries: list[tuple[str, datetime]]) -> bytes:
    rows = "".join(f"<url><loc>{url}</loc><lastmod>{day:%Y-%m-%d}</lastmod></url>" for url, day in entries)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'.encode()


def news_urlset(entries: list[tuple[str, str]]) -> bytes:
    rows = "".join(
        f"<url><loc>{url}</loc><news:news><news:title>{headline}</news:title>"
        f"<news:publication_date>{today():%Y-%m-%d}</news:publication_date></news:news></url>"
        for url, headline in entries
    )
    return (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{rows}</urlset>'
    ).encode()


def index(entries: list[tuple[str, datetime | None]]) -> bytes:
    rows = "".join(
        f"<sitemap><loc>{url}</loc>{f'<lastmod>{day:%Y-%m-%d}</lastmod>' if day else ''}</sitemap>"
        for url, day in entries
    )
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>'.encode()


@dataclass
class Desk:
    """A folder with outlet files and an archive, and crawls of them in processes of their own."""

    folder: Path
    environ: dict[str, str] = field(default_factory=dict)

    @property
    def db(self) -> Path:
        return self.folder / "archive.db"

    def declare(self, name: str, site: Any, code: str = "", **facts: Any) -> None:
        folder = self.folder / "outlets" / "gb"
        folder.mkdir(parents=True, exist_ok=True)
        known = {"name": name, "title": name.title(), "home": site.url("/"), "country": "gb", "language": "en", **facts}
        lines = "".join(f"    {fact} = {value!r}\n" for fact, value in known.items())
        (folder / f"{name}.py").write_text(
            "from dataclasses import replace\n\nfrom newsarchive.crawl.spider import OutletSpider\n"
            "from newsarchive.records import Sighting\n\n\n"
            f"class {name.title()}(OutletSpider):\n{lines}    timezone = 'Europe/London'\n{code}",
            encoding="utf-8",
        )

    def start(self, *outlets: str, **options: Any) -> "subprocess.Popen[str]":
        job = json.dumps({"db": str(self.db), "outlets": outlets, "options": options})
        return self.popen(sys.executable, str(HERE / "outlets_job.py"), job)

    def popen(self, *command: str, **how: Any) -> "subprocess.Popen[str]":
        # Scrapy's own program sets itself up while it is loaded.
        start = subprocess.Popen if "scrapy" in command else warm_python.Popen
        return start(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=self.folder,
            env={**clean_environ(), **self.ours(), **self.environ},
            **how,
        )

    def ours(self) -> dict[str, str]:
        return {
            "NEWSARCHIVE_DB": str(self.db),
            "NEWSARCHIVE_OUTLETS_FOLDER": str(self.folder / "outlets"),
            "NEWSARCHIVE_ALLOW_PRIVATE": "127.0.0.0/8",
            "NEWSARCHIVE_DELAY_SECONDS": "0",
            "NEWSARCHIVE_MIN_FREE_GB": "0",
            "NEWSARCHIVE_WORKERS": "1",
        }

    def crawl(self, *outlets: str, **options: Any) -> "Crawled":
        return ended(self.start(*outlets, **options))

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.db)) as conn:
            return conn.execute(sql).fetchall()

    def outcomes(self, outlet: str) -> dict[str, tuple[str, str | None]]:
        rows = self.rows(f"SELECT url, outcome, reason FROM urls WHERE outlet = '{outlet}'")
        return {url.partition("127.0.0.1")[2].partition("/")[2]: (outcome, reason) for url, outcome, reason in rows}

    def headlines(self, outlet: str) -> set[str]:
        return {row[0] for row in self.rows(f"SELECT headline FROM articles WHERE outlet = '{outlet}'")}


@dataclass
class Crawled:
    """How a crawl's process ended, and its report."""

    exit_code: int
    report: dict[str, Any]
    stderr: str

    def run(self, outlet: str) -> dict[str, Any]:
        return next(run for run in self.report["outlets"] if run["outlet"] == outlet)

    def counts(self, outlet: str) -> dict[str, Any]:
        counts: dict[str, Any] = self.run(outlet)["counts"]
        return counts


def ended(process: "subprocess.Popen[str]", seconds: float = 90) -> Crawled:
    stdout, stderr = process.communicate(timeout=seconds)
    return Crawled(process.returncode, json.loads(stdout) if stdout.strip() else {}, stderr)


def clean_environ() -> dict[str, str]:
    return {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("NEWSARCHIVE_", "SCRAPY_")) and not key.lower().endswith("_proxy")
    }


JANUARY = ("--from", "2024-01-01", "--to", "2024-01-31")


def backfill(desk: Desk, *words: str) -> "subprocess.Popen[str]":
    return desk.popen(sys.executable, "-m", "newsarchive.cli.main", "backfill", *words)


@dataclass
class Filled:
    """How a backfill ended, and its outlet's part of the report."""

    exit_code: int
    stderr: str
    run: dict[str, Any] = field(default_factory=dict)


def filled(desk: Desk, *words: str) -> Filled:
    done = ended(backfill(desk, *words, "--json"))
    outlets = done.report.get("outlets") or [{}]
    return Filled(done.exit_code, done.stderr, outlets[0])


def urlset_of(site: Any, entries: dict[str, str | None]) -> dict[str, Any]:
    """A sitemap of paths with their lastmod, if any."""
    rows = "".join(
        f"<url><loc>{site.url(path)}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</url>"
        for path, day in entries.items()
    )
    return {"body": f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'.encode()}


def put_stories(site: Any, days: dict[str, str]) -> None:
    for path, day in days.items():
        site.routes[path] = story(f"Report at {path}", published=f"{day}T09:00:00Z")
