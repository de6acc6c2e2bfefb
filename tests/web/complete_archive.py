"""The sample archive with what only some archives have: captured pages, and a desk with a collection and a watch."""

from datetime import datetime
from pathlib import Path

from newsarchive.archive.articles.saving import Capture
from newsarchive.archive.captures.warc_packing import pack
from newsarchive.archive.database import Archive
from newsarchive.archive.desk.collections import add_to_collection
from newsarchive.archive.desk.desk_file import Desk
from newsarchive.archive.desk.labels import add_tags, set_note
from newsarchive.archive.search.selection import Selection
from newsarchive.archive.watches.digests import look_through
from newsarchive.archive.watches.watch_rows import add_watch
from newsarchive.records import Article
from tests.web.captured_archive import a_captured_page, article_html
from tests.web.sample_archive import NOW, build_archive


def build_complete_archive(path: Path) -> dict[str, int]:
    """The ids of build_archive, in a new archive at path. Collection harbour-works and watch harbour have articles."""
    ids = build_archive(path, _capture_of)
    with Archive.open(path) as archive, Desk.open(path, write=True) as desk:
        add_to_collection(desk, "harbour-works", [ids["feature"], ids["japanese"], ids["arabic"]], NOW)
        add_tags(desk, ids["feature"], ["to check"], NOW)
        set_note(desk, ids["feature"], "Ask the council for the report.", NOW)
        add_watch(desk, archive.conn, "harbour", Selection("harbour", tags=()), NOW)
        desk.conn.execute("UPDATE watches SET last_article_id = 0")
        look_through(desk, archive.conn, "key", NOW)
    return ids


def _capture_of(article: Article, now: datetime) -> Capture | None:
    if article.url is None:
        return None
    html = article_html("Captured", "The page from which the article was read.")
    return Capture(pack(a_captured_page(article.url, html.encode(), fetched_at=now)), article.url)
