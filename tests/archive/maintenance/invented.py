"""Invented articles with captures for the tests of verify."""

from datetime import UTC, date, datetime
from pathlib import Path

from newsarchive.archive.articles.article_rows import version_of
from newsarchive.archive.articles.identity import Addresses
from newsarchive.archive.articles.saving import Capture, save
from newsarchive.archive.captures.warc_packing import pack
from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance.problem import ArchiveProblem
from newsarchive.archive.maintenance.verify import verify
from newsarchive.outlet import Outlet
from newsarchive.records import Article, Author, Page, Stamp

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
POST = Outlet("post", "Post", "https://post.example/", "en", "UTC", domains=("post.example",))


def put(archive: Archive, number: int, body: str, headline: str | None = None) -> None:
    url = f"https://post.example/{number}"
    article = Article(
        outlet="post",
        headline=headline or f"Report {number}",
        body=body,
        authors=(Author("A. Reed"), Author("B. Lund")),
        published=Stamp(date(2026, 11, 22)),
        source="Post",
    )
    capture = Capture(pack(Page(url, url, NOW, 200, (), body.encode() * 20)), url)
    save(
        archive, version_of(article, "post", "1"), outlet=POST, addresses=Addresses(url, url), now=NOW, capture=capture
    )


def problems_in(archive: Archive, **options: bool) -> list[ArchiveProblem]:
    return list(verify(archive, NOW, **options))


def warc(archive: Archive) -> Path:
    (file,) = archive.captures.folder.iterdir()
    return file
