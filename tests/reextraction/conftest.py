"""An archive of pages that an older program has read, and reading them again."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from newsarchive.archive.articles import saving
from newsarchive.archive.database import Archive
from newsarchive.archive.queue import url_states
from newsarchive.ingest import ingest
from newsarchive.outlet import Outlet
from newsarchive.records import Ingested, Page, Sighting
from newsarchive.reextraction.applying import apply
from newsarchive.reextraction.planning import CaptureReader, ReextractRequest, plan
from newsarchive.reextraction.report import Report
from newsarchive.reextraction.spool import Spool
from newsarchive.settings import Settings

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=40)
POST = Outlet(
    name="post", title="Rivertown Post", home="https://post.example/", language="en", timezone="Europe/London",
    domains=("post.example",), article_urls=(r"/news/\d+",),
)  # fmt: skip
OLDER = "0+older"
BODY = (
    "The bridge over the harbour opened to traffic on Friday morning, nine years after the first pile was driven.",
    "Hundreds of people walked across before the first cars were let on, and the mayor cut a ribbon at noon.",
    "The ferry, which the bridge replaces, will keep sailing until the end of the year, its owners said on Friday.",
)


def url_of(number: int) -> str:
    return f"https://post.example/news/{number}"


def a_page(number: int = 1, body: tuple[str, ...] = BODY, head: str = "", headline: str | None = None) -> Page:
    headline = headline or f"Bridge {number} opens after nine years"
    text = "".join(f"<p>{paragraph}</p>" for paragraph in (*body, f"It is bridge number {number} of the harbour."))
    html = (
        f'<!DOCTYPE html><html lang="en"><head><title>{headline} - Rivertown Post</title>{head}</head>'
        f"<body><article><h1>{headline}</h1>{text}</article></body></html>"
    )
    url = url_of(number)
    return Page(url, url, NOW, 200, (("Content-Type", "text/html; charset=utf-8"),), html.encode())


def a_short_page(number: int) -> Page:
    """A page with too little text for an article, save for a reader who takes it from the script."""
    return a_page(number, body=())


@pytest.fixture
def archive(tmp_path: Path):
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        saving.register_outlets(archive, [POST])
        yield archive


def keep(archive: Archive, page: Page, outlet: Outlet = POST) -> Ingested:
    """page as a crawl keeps it."""
    sighting = Sighting(page.requested_url, found_in="https://post.example/rss", kind="feed")
    url_states.add_sightings(archive, outlet.name, [sighting], NOW)
    return ingest(archive, page, outlet, NOW)


def as_an_older_reader(archive: Archive, article_id: int, **columns: Any) -> None:
    """What stands there as an older program read it: with other values of columns."""
    with archive.transaction():
        for name, value in {"read_by": OLDER, **columns}.items():
            table, key = ("bodies", "article_id") if name in ("body", "structure", "provenance") else ("articles", "id")
            archive.conn.execute(f"UPDATE {table} SET {name} = ? WHERE {key} = ?", [value, article_id])


def rows(archive: Archive, statement: str) -> list[tuple[Any, ...]]:
    return archive.conn.execute(statement).fetchall()


ReadAll = Callable[..., Report]


@pytest.fixture
def reextract(archive: Archive) -> ReadAll:
    """Reads again, and writes it unless writes is false."""

    def run(*outlets: Outlet, writes: bool = True, reader: CaptureReader | None = None, **wanted: Any) -> Report:
        settings = Settings(root=archive.path.parent, db=archive.path, min_free_gb=0, workers=1)
        report = Report()
        with Spool(archive.path.parent) as spool:
            plan(archive, ReextractRequest(outlets or (POST,), **wanted), settings, report, spool, reader=reader)
            if writes:
                apply(archive, spool, report, settings, LATER)
        return report

    return run
