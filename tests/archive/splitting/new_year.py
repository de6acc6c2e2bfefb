"""An archive around New Year 2026 for the tests of splitting: what it has, and how two archives are compared."""

import gzip
import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zlib import crc32

from newsarchive.archive.articles.article_rows import version_of
from newsarchive.archive.articles.identity import Addresses
from newsarchive.archive.articles.pictures import WantedPicture, keep_picture, note_problem
from newsarchive.archive.articles.saving import Capture, SaveResult, record_capture, save
from newsarchive.archive.captures.warc_files import CaptureRef
from newsarchive.archive.captures.warc_packing import pack
from newsarchive.archive.database import Archive
from newsarchive.archive.desk.collections import add_to_collection
from newsarchive.archive.desk.desk_file import Desk
from newsarchive.archive.desk.labels import add_tags, set_note
from newsarchive.archive.maintenance.removal import remove_article
from newsarchive.archive.maintenance.verify import verify
from newsarchive.archive.queue.url_states import add_sightings, record_outcome
from newsarchive.archive.splitting.bundles import columns
from newsarchive.archive.splitting.split import SplitResult, split_archive
from newsarchive.outlet import Outlet
from newsarchive.records import Article, Author, Outcome, Page, Sighting, Stamp

NEW_YEAR = date(2026, 1, 1)
MIDNIGHT = datetime(2026, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 2, 1, 12, tzinfo=UTC)
OUTLETS = {
    name: Outlet(name, title, f"https://{name}.example/", "en", "UTC", domains=(f"{name}.example",))
    for name, title in {"post": "Post", "echo": "Echo", "star": "Star", "wire": "Reuters"}.items()
}
SYLLABLES = ("har", "fer", "bri", "tow", "mar", "lig", "quo", "sel", "dun", "pol")
# Tables with a column article_id; urls is compared by itself, because its rows stay in changed form.
TABLES = ("articles", "bodies", "article_authors", "revisions")
CLUSTER_COLUMNS = {"cluster_id", "copy_of", "similarity"}


def a_text(seed: int, paragraphs: int = 6) -> str:
    chosen = random.Random(seed)
    return "\n\n".join(
        " ".join("".join(chosen.choices(SYLLABLES, k=3)) for _ in range(30)).capitalize() + "."
        for _ in range(paragraphs)
    )


def url_of(outlet: str, name: str) -> str:
    return f"https://{outlet}.example/{name}"


def a_page(url: str, words: str, at: datetime) -> Page:
    return Page(url, url, at, 200, (("Content-Type", "text/html"),), f"<html>{words}</html>".encode() * 3)


def an_article(outlet: str, name: str, body: str, published: Stamp | None, **facts: Any) -> Article:
    authors = (Author("A. Reed"), Author("B. Lund"))
    given = {"headline": f"Report {name}", "authors": authors, "source": "own", "published": published, **facts}
    return Article(outlet=outlet, body=body, **given)


def put(
    archive: Archive,
    outlet: str,
    name: str,
    hours: float,
    body: str | None = None,
    *,
    seen: float | None = None,
    **more: Any,
) -> SaveResult:
    """An article that was published so many hours after the year began, and seen so many hours after it."""
    published = MIDNIGHT + timedelta(hours=hours)
    stamp = more.pop("published", Stamp(published.date(), published))
    at = MIDNIGHT + timedelta(hours=hours + 1 if seen is None else seen)
    text, url = body or a_text(crc32(name.encode())), url_of(outlet, name)
    article = an_article(outlet, name, text, stamp, **more)
    return save(
        archive,
        version_of(article, outlet, "1"),
        outlet=OUTLETS[outlet],
        addresses=Addresses(url, url),
        now=at,
        capture=Capture(pack(a_page(url, text, at)), url),
        holds=False,
    )


# The articles by name: those that are older than the year, and those that stay.
OLDER = {
    *("old-1", "old-2", "revised", "by-day", "undated", "japanese"),
    *(
        "both-head",
        "both-copy",
        "head-old",
        "copy-old",
        "copy-old-of-later-head",
        "pair-old",
        "late-in-the-west",
        "document",
    ),
}


def fill(archive: Archive) -> None:
    """Everything that can be around a day: see the comments."""
    put(archive, "post", "old-1", -30)
    put(archive, "echo", "old-2", -20.5)
    # Three versions; the third was fetched in the new year, and its page is in that day's file.
    put(archive, "post", "revised", -10, a_text(1))
    put(archive, "post", "revised", -10, a_text(1) + " More.", seen=-5)
    put(archive, "post", "revised", -10, a_text(1) + " More and more.", seen=50)
    # A day without a time, and an article that counts for the day on which it was first seen.
    put(archive, "star", "by-day", -9, published=Stamp(date(2025, 12, 31)))
    put(archive, "star", "undated", -8, published=None, seen=-8)
    put(archive, "star", "japanese", -7, "東京で新しい橋が完成した。" * 20, headline="新しい橋")
    # Clusters: wholly older; with an older head; with a head that is later, because an agency wrote it; of one each.
    put(archive, "post", "both-head", -40, a_text(2))
    put(archive, "echo", "both-copy", -39, a_text(2) + "\n\nAnd one more line of text here.")
    put(archive, "post", "head-old", -3, a_text(3))
    put(archive, "echo", "copy-old", -2, a_text(3))
    put(archive, "star", "copy-new", 4, a_text(3))
    put(archive, "wire", "copy-new-2", 5, a_text(3) + "\n\nAnd one more line of text here.")
    put(archive, "echo", "copy-old-of-later-head", -1, a_text(4))
    put(archive, "wire", "head-new", 2, a_text(4), source="Reuters")
    put(archive, "star", "copy-new-of-later-head", 3, a_text(4))
    put(archive, "post", "pair-old", -6, a_text(5))
    put(archive, "echo", "pair-new", 6, a_text(5))
    for number in range(4):
        put(archive, "post", f"new-{number}", 1 + number)
    # Published late on the last day in an outlet's own time zone; in UTC it is the new year.
    put(archive, "star", "late-in-the-west", 0.5, published=Stamp(date(2025, 12, 31), MIDNIGHT + timedelta(hours=0.5)))
    document = an_article("post", "document", "Short and old.", Stamp(date(2025, 12, 30)))
    save(archive, version_of(document, "post", None), outlet=OUTLETS["post"], addresses=Addresses(), now=NOW)
    _fill_captures(archive)
    _fill_pictures(archive)
    put(archive, "post", "removed", -25, a_text(6))
    remove_article(archive, id_of(archive, "removed"), "court order", NOW)


def _fill_captures(archive: Archive) -> None:
    """Fetches that found nothing new, a page without an article, an expired capture, and one page of two articles."""
    old = Sighting(url_of("post", "old-1"), "https://post.example/rss", "feed", "Old, as the feed has it")
    refused = Sighting(url_of("post", "no-article"), "https://post.example/rss", "feed")
    add_sightings(archive, "post", [old, refused], MIDNIGHT - timedelta(hours=30))
    for name in ("old-1", "no-article"):
        url, at = url_of("post", name), MIDNIGHT - timedelta(hours=20)
        record_capture(archive, Capture(pack(a_page(url, f"{name} again", at)), url))
    record_outcome(archive, url_of("post", "no-article"), Outcome.NOT_ARTICLE, "a list", MIDNIGHT - timedelta(hours=20))
    expired = record_capture(
        archive, Capture(pack(a_page(url_of("echo", "old-2"), "gone", NOW)), url_of("echo", "old-2"))
    )
    archive.conn.execute("UPDATE captures SET expired_at = '2026-01-20T00:00:00Z' WHERE id = ?", [expired])
    # The address of an older article shows the page from which an article that stays was read.
    shown = record_capture(
        archive, Capture(pack(a_page(url_of("post", "old-1"), "new-0", NOW)), url_of("post", "old-1"))
    )
    archive.conn.execute("UPDATE articles SET capture_id = ? WHERE headline = 'Report new-0'", [shown])


def _fill_pictures(archive: Archive) -> None:
    """The pictures of an older article and of one that stays, and one that could not be stored."""
    for name in ("revised", "new-1"):
        url, at = f"https://img.example/{name}.jpg", MIDNIGHT - timedelta(hours=4)
        capture = Capture(pack(a_page(url, f"picture of {name}", at)), url)
        keep_picture(archive, WantedPicture(id_of(archive, name), url), capture, "image/jpeg", at)
    note_problem(archive, WantedPicture(id_of(archive, "old-1"), "https://img.example/x"), "HTTP 404", MIDNIGHT)


def fill_desk(archive: Archive) -> None:
    """Two collections, tags and notes, about articles on both sides and about the removed one."""
    removed = archive.conn.execute("SELECT article_id FROM removals").fetchone()[0]
    with Desk.open(archive.path, write=True) as desk:
        add_to_collection(desk, "both", [id_of(archive, "old-1"), id_of(archive, "new-1"), removed], MIDNIGHT)
        add_to_collection(desk, "new", [id_of(archive, "new-2")], MIDNIGHT)
        add_tags(desk, id_of(archive, "revised"), ["to check"], MIDNIGHT)
        add_tags(desk, id_of(archive, "new-1"), ["to check"], MIDNIGHT)
        set_note(desk, id_of(archive, "revised"), "Ask Ada.", MIDNIGHT)


def id_of(archive: Archive, name: str) -> int:
    headline = {"japanese": "新しい橋"}.get(name, f"Report {name}")
    return int(archive.conn.execute("SELECT id FROM articles WHERE headline = ?", [headline]).fetchone()[0])


def ids_of(archive: Archive, names: set[str]) -> set[int]:
    return {id_of(archive, name) for name in names}


def split(archive: Archive, name: str = "archive-2025.db", before: date = NEW_YEAR, **more: Any) -> SplitResult:
    return split_archive(archive, archive.path.parent / name, before, NOW, **more)


@contextmanager
def opened(archive: Archive, name: str = "archive-2025.db") -> Iterator[Archive]:
    with Archive.open(archive.path.parent / name, write=True) as other:
        yield other


def rows(archive: Archive, table: str, article_ids: set[int], without: set[str] = frozenset()) -> list[tuple[Any, ...]]:  # type: ignore[assignment]
    """The rows of the articles, without some columns, sorted."""
    names = [name for name in columns(archive.conn, table) if name not in without]
    key = "id" if table == "articles" else "article_id"
    found = archive.conn.execute(f"SELECT {key}, {', '.join(names)} FROM {table}").fetchall()
    return sorted((row[1:] for row in found if row[0] in article_ids), key=repr)


def pages(archive: Archive) -> dict[int, Page]:
    """The page of every capture that can be read, by its id."""
    found = archive.conn.execute(
        "SELECT id, file, offset, length, digest FROM captures WHERE expired_at IS NULL"
    ).fetchall()
    return {capture_id: archive.captures.read(CaptureRef(*ref)) for capture_id, *ref in found}


def contents(archive: Archive) -> dict[str, Any]:
    """Everything of an archive that must not depend on interruptions: rows without places and times, and pages."""
    tables = ("outlets", "articles", "bodies", "article_authors", "revisions", "urls", "removals", "fingerprints",
              "totals", "outlet_days", "url_totals", "moved_articles", "pictures", "split_files")  # fmt: skip
    found: dict[str, Any] = {
        table: sorted(archive.conn.execute(f"SELECT * FROM {table}").fetchall(), key=repr) for table in tables
    }
    found["captures"] = archive.conn.execute(
        "SELECT id, url, url_key, fetched_at, status, length, digest, expired_at FROM captures ORDER BY id"
    ).fetchall()
    found["pages"] = pages(archive)
    return found


def problems(archive: Archive) -> list[Any]:
    return list(verify(archive, NOW))


def is_in_a_file(folder: Path, words: str) -> bool:
    """Whether a WARC file in folder has a page with these words."""
    return any(words.encode() in gzip.decompress(file.read_bytes()) for file in folder.glob("*.warc.gz"))
