"""The whole demo: two crawls of the sample outlets with real spiders, and the archive after them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from newsarchive import clock
from newsarchive.archive.captures.warc_files import CaptureRef
from newsarchive.archive.database import Archive
from newsarchive.archive.search.article_search import SearchRequest, search
from newsarchive.demo.content import OUTLETS, Story, read_stories
from newsarchive.demo.run import crawl_twice, run_demo
from newsarchive.demo.server import DemoServer, LoggedRequest
from newsarchive.errors import NewsArchiveError
from newsarchive.text import clean_body, clean_text

CORRECTED = "/news/council/4416-library-opening-hours"
# Text on the pages that does not belong to the articles.
CLUTTER = (
    *("Morning Tide", "Read more", "Photograph", "subscribe", "Northsea Press Agency,"),
    *("会員", "あわせて読みたい", "撮影", "シェア", "水を受けて回り始めた"),
    *("اقرأ أيضاً", "تابعوا صدى المرسى", "تصوير:"),
)


@dataclass(frozen=True)
class Demo:
    """A finished demo: its archive, its report, and the requests to its server by edition."""

    archive: Archive
    report: str
    requests: dict[int, list[LoggedRequest]]
    stories: dict[str, Story]

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in self.archive.conn.execute(query)]

    def requested_pages(self, edition: int) -> list[str]:
        return [unquote(one.path) for one in self.requests[edition] if not _is_list(one.path)]


def _is_list(path: str) -> bool:
    return path.endswith((".txt", ".rss", ".atom", ".xml", ".gz"))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    now, lines = clock.now(), list[str]()
    with DemoServer(now, ports={}) as server, pytest.MonkeyPatch.context() as patch:
        # A user's own settings and proxy must not reach the demo.
        patch.setenv("NEWSARCHIVE_DELAY_SECONDS", "60")
        patch.setenv("NEWSARCHIVE_DB", "/nowhere/archive.db")
        patch.setenv("HTTP_PROXY", "http://127.0.0.1:9/")
        db = crawl_twice(server, tmp_path_factory.mktemp("demo") / "archive", lines.append)
        requests = {edition: [one for one in server.log if one.edition == edition] for edition in (1, 2)}
    stories = {story.path: story for outlet in OUTLETS for story in read_stories(outlet, 2, now)}
    with Archive.open(db) as archive:
        yield Demo(archive, "\n".join(lines), requests, stories)


def test_every_article_is_stored_once_and_complete(demo: Demo) -> None:
    stored = dict(demo.rows("SELECT headline, body FROM documents"))
    assert len(demo.rows("SELECT id FROM articles")) == len(demo.stories)
    assert stored == {
        clean_text(story.headline): clean_body("\n\n".join(story.paragraphs)) for story in demo.stories.values()
    }


def test_authors_dates_and_languages_are_right(demo: Demo) -> None:
    stored = {(row[0], row[1], row[2]) for row in demo.rows("SELECT headline, authors, published_at FROM articles")}
    assert stored == {
        (
            clean_text(story.headline),
            ", ".join(story.authors) or story.agency,
            f"{story.published_at:%Y-%m-%dT%H:%M:%SZ}",
        )
        for story in demo.stories.values()
    }
    assert {row[0] for row in demo.rows("SELECT DISTINCT language FROM articles")} == {"en", "ja", "ar"}


def test_no_text_contains_captions_promos_or_related_links(demo: Demo) -> None:
    bodies = "\n".join(str(body) for (body,) in demo.rows("SELECT body FROM bodies"))
    assert [words for words in CLUTTER if words in bodies] == []


def test_only_paywalled_articles_are_marked_as_stubs(demo: Demo) -> None:
    stubs = {row[0] for row in demo.rows("SELECT headline FROM articles WHERE completeness = 'stub'")}
    assert stubs == {clean_text(story.headline) for story in demo.stories.values() if story.paywalled}


def test_an_article_at_two_urls_is_stored_once_with_both(demo: Demo) -> None:
    for story in demo.stories.values():
        if story.also_at:
            rows = demo.rows("SELECT url, article_id FROM urls WHERE outcome IN ('article', 'same_article')")
            paths = {unquote(str(url).removeprefix(_host(str(url)))): article for url, article in rows}
            assert paths[story.path] == paths[story.also_at]


def test_a_page_that_robots_txt_forbids_is_not_fetched_and_has_that_outcome(demo: Demo) -> None:
    forbidden = {"/print/4417-harbour-wall-to-be-rebuilt", "/kiosk/MS2041.html"}
    assert forbidden.isdisjoint(demo.requested_pages(1) + demo.requested_pages(2))
    recorded = demo.rows("SELECT url FROM urls WHERE outcome = 'robots_forbids'")
    assert {urlsplit(str(url)).path for (url,) in recorded} == forbidden


def test_a_section_page_is_not_an_article(demo: Demo) -> None:
    recorded = demo.rows("SELECT url FROM urls WHERE outcome = 'not_article'")
    assert [urlsplit(str(url)).path for (url,) in recorded] == ["/news/"]


def test_no_url_is_requested_twice_in_one_crawl(demo: Demo) -> None:
    for requests in demo.requests.values():
        assert set(Counter((one.outlet, one.path) for one in requests).values()) == {1}


def test_the_second_crawl_fetches_only_the_corrected_article(demo: Demo) -> None:
    assert demo.requested_pages(2) == [CORRECTED]


def test_unchanged_feeds_and_sitemaps_are_answered_with_304(demo: Demo) -> None:
    changed = {one.path for one in demo.requests[2] if _is_list(one.path) and one.status == 200}
    # An index is read again, for the sitemaps it names may have changed; robots.txt is always read as a whole.
    assert changed == {"/news.rss", "/robots.txt", "/sitemap.xml"}


def test_the_correction_is_a_revision_and_the_old_text_is_kept(demo: Demo) -> None:
    before = next(story for story in read_stories("haverstrand_courier", 1, clock.now()) if story.path == CORRECTED)
    kept = demo.rows("SELECT number, headline, body FROM revisions")
    assert kept == [(1, before.headline, "\n\n".join(before.paragraphs))]
    revised = demo.rows("SELECT revision, headline FROM articles WHERE revision > 1")
    assert revised == [(2, demo.stories[CORRECTED].headline)]


@pytest.mark.parametrize(
    ("words", "headline"),
    [
        ("ropewalk", "The last rope-maker of Ness Lane"),
        ("水車", "眠っていた水車、高校生の手で再び回る 水守・上ノ瀬地区"),
        ("النحالين", "موسم وفير لعسل السدر بعد أمطار الصيف والنحالون يتفقون على سعر موحد"),
    ],
    ids=["English", "Japanese", "Arabic"],
)
def test_a_search_finds_words_of_each_language(demo: Demo, words: str, headline: str) -> None:
    found = search(demo.archive.conn, SearchRequest(words))
    headlines = dict(demo.rows("SELECT id, headline FROM articles"))
    assert headline in [headlines[hit.id] for hit in found.hits]


def test_the_page_of_every_version_is_stored_unchanged(demo: Demo) -> None:
    query = """SELECT v.headline, c.file, c.offset, c.length, c.digest
    FROM article_versions v LEFT JOIN captures c ON c.id = v.capture_id"""
    versions = demo.rows(query)
    assert len(versions) == len(demo.stories) + 1
    for headline, file, offset, length, digest in versions:
        page = demo.archive.captures.read(CaptureRef(file, offset, length, digest))
        charset = "shift_jis" if b"Shift_JIS" in page.body else "utf-8"
        assert headline in clean_text(page.body.decode(charset))


def test_the_demo_reports_what_it_did(demo: Demo) -> None:
    for words in (
        "  23 articles stored; 2 of them are marked as stubs: only the beginning is free to read.",
        "One newspaper corrects an article, and its feed says so. Second crawl:",
        "  6 feeds and sitemaps requested, 4 of them not modified (304); 1 page fetched",
        "/business/4412-smokehouse-reopens = /news/4412-smokehouse-reopens",
        "/محليات/7731-الفلج-القديم = /محليات/7731-الفلج-القديم?section=heritage",
        "/kiosk/MS2041.html - robots.txt forbids it",
        f"Fetched again: {CORRECTED}",
        "was  Library to close three days a week under savings plan",
        "now  Library to close two days a week under savings plan",
    ):
        assert words in demo.report


def test_a_failed_crawl_is_reported_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsarchive.demo.run.make_folder", lambda folder, homes: folder / "archive.db")
    with pytest.raises(NewsArchiveError, match=r"the demo's crawl failed: .*newsarchive.toml: no such file"):
        run_demo(tmp_path, serve=False, out=lambda line: None)


def _host(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
