"""What the archive does with articles: verdicts, revisions, times, the index, and a writer that is killed."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from newsarchive.archive import database as archive_module
from newsarchive.archive.articles.article_rows import free_search_id, load_version, sort_second, version_of
from newsarchive.archive.articles.identity import Addresses
from newsarchive.archive.articles.saving import (
    Capture,
    SaveResult,
    record_capture,
    register_outlets,
    save,
)
from newsarchive.archive.captures.warc_files import CaptureRef
from newsarchive.archive.captures.warc_packing import pack
from newsarchive.archive.database import Archive
from newsarchive.archive.queue.queued_urls import is_removed
from newsarchive.deciding.worse import why_worse
from newsarchive.errors import ArchiveFull
from newsarchive.outlet import IMPORTED, Outlet
from newsarchive.records import Article, Author, Page, Sighting, Stamp, Verdict
from newsarchive.urls import url_key

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
POST = Outlet(
    name="post",
    title="Rivertown Post",
    home="https://post.example/",
    language="en",
    timezone="Europe/London",
    domains=("post.example",),
)
HARBOUR = "https://post.example/news/harbour"
BODY = "The harbour opened again on Monday after two years of repairs.\n\nShips came in from the north. " + (
    "Crowds stood on the quay and watched the pilots bring them home. " * 4
)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive.db", write=True) as opened:
        yield opened


def an_article(**facts: Any) -> Article:
    given = {
        "outlet": "post",
        "headline": "Harbour opens again",
        "body": BODY,
        "language": "en",
        "published": Stamp(date(2026, 11, 22), datetime(2026, 11, 22, 8, 0, tzinfo=UTC)),
    }
    return Article(**{**given, **facts})


def put(archive: Archive, article: Article, url: str | None = HARBOUR, **options: Any) -> SaveResult:
    given = {"outlet": POST, "addresses": Addresses(url, url), "now": NOW, "read_by": "1+rules", **options}
    version = version_of(article, given["outlet"].name, given.pop("read_by"))
    return save(archive, version, **given)


def row(archive: Archive, article_id: int | None, table: str = "articles", key: str = "id") -> dict[str, Any]:
    return next(archive.db.query(f"SELECT * FROM {table} WHERE {key} = ?", [article_id]))


def urls(archive: Archive) -> dict[str, tuple[str, int | None]]:
    rows = archive.conn.execute("SELECT url, outcome, article_id FROM urls ORDER BY rowid")
    return {url: (outcome, article_id) for url, outcome, article_id in rows}


def found(archive: Archive, words: str) -> int:
    return archive.conn.execute("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH ?", [words]).fetchone()[0]


def check_index(archive: Archive) -> None:
    archive.conn.execute("INSERT INTO articles_fts(articles_fts, rank) VALUES ('integrity-check', 1)")


def a_capture(url: str = HARBOUR, body: bytes = b"<p>The harbour</p>") -> Capture:
    return Capture(pack(Page(url, url, NOW, 200, (), body)), url)


def captured(archive: Archive) -> list[bytes]:
    """The bodies of the captures whose rows there are."""
    rows = archive.conn.execute("SELECT file, offset, length, digest FROM captures ORDER BY id")
    return [archive.captures.read(CaptureRef(*row)).body for row in rows]


def test_new_article_is_stored_whole(archive: Archive) -> None:
    article = an_article(
        standfirst="Ships are back.",
        authors=(Author("A. Reed"), Author("Reuters", "agency")),
        byline="By A. Reed and Reuters",
        section="News",
        source="Reuters",
        source_date=date(2026, 11, 21),
        modified=Stamp(date(2026, 11, 22)),
        is_free=True,
        provenance={"headline": "json-ld"},
    )
    saved = put(archive, article, capture=a_capture())
    assert saved == SaveResult(Verdict.NEW, 1)
    stored = row(archive, 1)
    expected = {
        "search_id": 1795334400,
        "outlet": "post",
        "url": HARBOUR,
        "authors": "A. Reed, Reuters",
        "published_at": "2026-11-22T08:00:00Z",
        "published_on": "2026-11-22",
        "modified_at": None,
        "modified_on": "2026-11-22",
        "source": "Reuters",
        "source_date": "2026-11-21",
        "is_free": 1,
        "revision": 1,
        "read_by": "1+rules",
        "capture_id": 1,
        "last_status": 200,
        "first_seen_at": "2026-11-22T10:00:00Z",
    }
    assert {name: stored[name] for name in expected} == expected
    assert urls(archive) == {HARBOUR: ("article", 1)}
    assert archive.conn.execute("SELECT name, kind FROM article_authors").fetchall() == [
        ("A. Reed", "person"),
        ("Reuters", "agency"),
    ]
    assert found(archive, "quay AND headline:harbour AND authors:reed") == 1


def test_same_text_again_only_moves_checked_at(archive: Archive) -> None:
    put(archive, an_article())
    before = row(archive, 1)
    index = archive.conn.execute("SELECT id, block FROM articles_fts_data").fetchall()
    later = NOW + timedelta(hours=1)
    assert put(archive, an_article(section="Other"), now=later) == SaveResult(Verdict.UNCHANGED, 1)
    assert row(archive, 1) == {**before, "checked_at": "2026-11-22T11:00:00Z"}
    assert archive.conn.execute("SELECT id, block FROM articles_fts_data").fetchall() == index


def test_white_space_and_invisible_characters_make_no_revision(archive: Archive) -> None:
    put(archive, an_article())
    untidy = BODY.replace("\n\n", "\r\n \r\n\r\n").replace("Monday", "Mon\u00adday") + "\n"
    assert put(archive, an_article(body=untidy)).verdict is Verdict.UNCHANGED


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"headline": "Harbour Opens Again"}, id="a capital in the headline"),
        pytest.param({"standfirst": "Ships are back."}, id="a standfirst"),
        pytest.param({"body": BODY.replace("two years", "three years")}, id="one word of the text"),
    ],
)
def test_change_makes_a_revision(archive: Archive, change: dict[str, str]) -> None:
    put(archive, an_article())
    assert put(archive, an_article(**change), now=NOW + timedelta(days=1)) == SaveResult(Verdict.REVISED, 1)
    assert row(archive, 1)["revision"] == 2
    check_index(archive)


def test_revision_keeps_the_old_text_and_the_index_follows(archive: Archive) -> None:
    put(archive, an_article(), capture=a_capture())
    later = NOW + timedelta(days=1)
    changed = an_article(headline="Port opens again", body=BODY.replace("pilots", "tugs"))
    put(archive, changed, now=later, capture=a_capture(body=b"<p>The port</p>"))
    old = row(archive, 1, "revisions", "article_id")
    assert old == {
        "article_id": 1,
        "number": 1,
        "seen_at": "2026-11-22T10:00:00Z",
        "headline": "Harbour opens again",
        "standfirst": None,
        "body": BODY.strip(),
        "read_by": "1+rules",
        "capture_id": 1,
        "cause": "theirs",
        "replaced_at": "2026-11-23T10:00:00Z",
        "structure": None,
        "spaced_headline": None,
        "spaced_standfirst": None,
        "spaced_body": None,
        "version_id": 1_000_001,
    }
    assert (found(archive, "pilots"), found(archive, "tugs AND port")) == (0, 1)
    put(archive, replace(changed, body=BODY.replace("pilots", "boats")), now=later + timedelta(days=1))
    versions = archive.conn.execute("SELECT number, seen_at, headline FROM article_versions ORDER BY number").fetchall()
    assert versions == [
        (1, "2026-11-22T10:00:00Z", "Harbour opens again"),
        (2, "2026-11-23T10:00:00Z", "Port opens again"),
        (3, "2026-11-24T10:00:00Z", "Port opens again"),
    ]
    check_index(archive)


def test_change_read_by_another_version_may_be_ours(archive: Archive) -> None:
    put(archive, an_article())
    put(archive, an_article(body=BODY + " More."), read_by="2+rules")
    assert row(archive, 1, "revisions", "article_id")["cause"] == "unknown"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param({"body": BODY[:90], "completeness": "stub"}, "a stub, where the full text is stored", id="stub"),
        pytest.param({"body": "Please accept our terms."}, "4 words, where 65 are stored", id="consent page"),
        pytest.param(
            {"body": f"{BODY[:240]}\n\nSubscribe to continue reading.\n\nOther news: the ferry is late."},
            "a text that asks for a subscription, where one that does not is stored",
            id="a gate and what stands around it",
        ),
        pytest.param(
            {"body": "\n\n".join([BODY[:90], "Already a subscriber? Log in.", "Other news: the ferry is late. " * 20])},
            "a text that asks for a subscription, where one that does not is stored",
            id="a gate and more around it than there was",
        ),
        pytest.param(
            {
                "headline": "Page not found",
                "body": "This page does not exist. " + "Other news: the ferry is late. " * 20,
            },
            "a page that says 'Page not found'",
            id="not found, and much around it",
        ),
    ],
)
def test_better_is_never_replaced_by_worse(archive: Archive, change: dict[str, Any], reason: str) -> None:
    put(archive, an_article())
    assert put(archive, an_article(**change)) == SaveResult(Verdict.WORSE, 1, reason)
    assert row(archive, 1)["revision"] == 1
    assert found(archive, "quay") == 1


def test_full_text_replaces_a_stub(archive: Archive) -> None:
    stub = an_article(body=BODY + " Subscribe to read on. " * 40, completeness="stub")
    put(archive, stub)
    assert put(archive, an_article()).verdict is Verdict.REVISED
    assert row(archive, 1)["completeness"] == "full"


def test_a_standfirst_that_is_no_longer_found_is_not_a_change(archive: Archive) -> None:
    put(archive, an_article(standfirst="Ships are back."))
    assert put(archive, an_article()).verdict is Verdict.UNCHANGED


def test_a_revision_keeps_fields_that_the_newer_version_does_not_have(archive: Archive) -> None:
    put(archive, an_article(section="News", authors=(Author("A. Reed"),), source="Reuters", standfirst="Old."))
    put(archive, an_article(body=BODY + " More.", modified=Stamp(date(2026, 11, 23))))
    stored = row(archive, 1)
    kept = {"section": "News", "authors": "A. Reed", "source": "Reuters", "standfirst": None}
    assert {name: stored[name] for name in kept} == kept
    assert stored["modified_on"] == "2026-11-23"
    assert found(archive, "authors:reed") == 1


def test_article_that_was_gone_is_back(archive: Archive) -> None:
    put(archive, an_article())
    archive.conn.execute("UPDATE articles SET gone_at = '2026-11-22T12:00:00Z', last_status = 404")
    put(archive, an_article(), capture=a_capture())
    assert (row(archive, 1)["gone_at"], row(archive, 1)["last_status"]) == (None, 200)


class TestScriptsWithoutSpaces:
    def test_words_are_found_before_and_after_a_revision(self, archive: Archive) -> None:
        text = "首相は北京を訪問した。" * 20
        put(archive, an_article(headline="北京大会", body=text, standfirst="北京にて", authors=(Author("山田太郎"),)))
        assert found(archive, '"北\x1f京"') == 1
        put(archive, an_article(headline="東京大会", body=text.replace("北京", "東京")))
        assert (found(archive, '"北\x1f京"'), found(archive, 'headline : "東\x1f京"')) == (0, 1)
        assert found(archive, 'authors : "山\x1f田"') == 1
        check_index(archive)

    def test_other_scripts_need_no_second_form(self, archive: Archive) -> None:
        put(archive, an_article())
        body = row(archive, 1, "bodies", "article_id")
        assert [body[f"spaced_{name}"] for name in ("headline", "standfirst", "authors", "body")] == [None] * 4

    def test_correction_in_another_script_leaves_no_old_form(self, archive: Archive) -> None:
        put(archive, an_article(headline="北京大会", body=BODY + " 北京"))
        put(archive, an_article())
        assert found(archive, '"北\x1f京"') == 0
        check_index(archive)


class TestTimes:
    @pytest.mark.parametrize(
        ("published", "second"),
        [
            pytest.param(Stamp(date(2026, 11, 22), NOW - timedelta(hours=2)), 1795334400, id="the claimed second"),
            pytest.param(Stamp(date(2026, 11, 20)), 1795132800, id="a day alone begins with its first second"),
            pytest.param(None, 1795341600, id="nothing claimed: first seen"),
            pytest.param(Stamp(date(2026, 11, 23), NOW + timedelta(days=1)), 1795341600, id="claimed in the future"),
            pytest.param(Stamp(date(2027, 1, 1)), 1795341600, id="a day in the future"),
            pytest.param(Stamp(date(1900, 1, 1)), -2208988800, id="before 1970"),
        ],
    )
    def test_order_of_time(self, archive: Archive, published: Stamp | None, second: int) -> None:
        assert sort_second(published, NOW) == second
        put(archive, an_article(published=published))
        assert row(archive, 1)["search_id"] == second
        assert found(archive, "quay") == 1
        check_index(archive)

    def test_a_taken_second_moves_up_until_it_is_free(self, archive: Archive) -> None:
        for number in range(4):
            put(archive, an_article(headline=f"Harbour {number}"), f"{HARBOUR}/{number}")
        archive.conn.execute("UPDATE articles SET search_id = 1795334500 WHERE id = 3")
        assert free_search_id(archive.conn, 1795334400) == 1795334402
        assert free_search_id(archive.conn, 1795334403) == 1795334404

    def test_a_day_alone_is_never_midnight(self, archive: Archive) -> None:
        put(archive, an_article(published=Stamp(date(2026, 11, 20))))
        assert (row(archive, 1)["published_at"], row(archive, 1)["published_on"]) == (None, "2026-11-20")

    def test_the_feed_says_when_the_page_does_not(self, archive: Archive) -> None:
        feed = "https://post.example/rss"
        sighting = Sighting(HARBOUR, feed, "feed", published=Stamp(date(2026, 11, 20)))
        put(archive, an_article(published=None), sighting=sighting)
        assert row(archive, 1)["published_on"] == "2026-11-20"
        assert row(archive, 1, "bodies", "article_id")["provenance"] == f'{{"published": "feed {feed}"}}'

    def test_the_page_is_believed_before_the_feed(self, archive: Archive) -> None:
        sighting = Sighting(HARBOUR, "https://post.example/rss", "feed", published=Stamp(date(2026, 11, 20)))
        put(archive, an_article(), sighting=sighting)
        assert row(archive, 1)["published_on"] == "2026-11-22"

    def test_a_time_learnt_later_moves_the_article_to_it(self, archive: Archive) -> None:
        put(archive, an_article(published=None))
        put(archive, an_article(body=BODY + " More."), now=NOW + timedelta(days=1))
        assert row(archive, 1)["search_id"] == 1795334400
        check_index(archive)

    def test_a_later_claim_does_not_reorder_the_archive(self, archive: Archive) -> None:
        put(archive, an_article())
        bumped = Stamp(date(2026, 11, 23), NOW + timedelta(hours=20))
        put(archive, an_article(body=BODY + " More.", published=bumped), now=NOW + timedelta(days=1))
        assert row(archive, 1)["published_at"] == "2026-11-22T08:00:00Z"


class TestDocuments:
    document = Article(
        outlet="imported",
        headline="A Document Without Address",
        body="Short text.",
        published=Stamp(date(2016, 12, 9)),
        source="Sputnik",
        source_date=date(2016, 12, 8),
    )

    def imported(self, archive: Archive, **facts: Any) -> SaveResult:
        return put(archive, replace(self.document, **facts), None, outlet=IMPORTED, read_by=None)

    def test_importing_twice_says_unchanged(self, archive: Archive) -> None:
        assert self.imported(archive).verdict is Verdict.NEW
        assert self.imported(archive, headline="A document  without address").verdict is Verdict.REVISED
        assert self.imported(archive).verdict is Verdict.REVISED
        assert self.imported(archive).verdict is Verdict.UNCHANGED
        assert row(archive, 1)["url"] is None

    @pytest.mark.parametrize(
        "other",
        [
            pytest.param({"published": Stamp(date(2016, 12, 10))}, id="carried on another day"),
            pytest.param({"source": "TASS"}, id="of another source"),
            pytest.param({"source_date": None}, id="of another source day"),
            pytest.param({"headline": "Another"}, id="with another headline"),
        ],
    )
    def test_another_document_is_another_article(self, archive: Archive, other: dict[str, Any]) -> None:
        self.imported(archive)
        assert self.imported(archive, **other).verdict is Verdict.NEW

    def test_document_with_an_address_meets_the_crawled_article(self, archive: Archive) -> None:
        put(archive, an_article(standfirst="Ships are back."))
        document = an_article(url=HARBOUR)
        assert put(archive, document, addresses=Addresses(), read_by=None) == SaveResult(Verdict.UNCHANGED, 1)


def test_outlets_are_registered_and_corrected(archive: Archive) -> None:
    register_outlets(archive, [POST])
    register_outlets(archive, [replace(POST, title="The Rivertown Post", country="gb")])
    assert archive.conn.execute("SELECT name, title, country FROM outlets").fetchall() == [
        ("post", "The Rivertown Post", "gb")
    ]


def test_the_capture_of_a_page_without_an_article_has_a_row(archive: Archive) -> None:
    assert record_capture(archive, a_capture()) == 1
    stored = row(archive, 1, "captures")
    assert (stored["url"], stored["status"], stored["fetched_at"]) == (HARBOUR, 200, "2026-11-22T10:00:00Z")
    assert captured(archive) == [b"<p>The harbour</p>"]


def test_captures_are_stored_of_new_texts_and_of_worse_pages(archive: Archive) -> None:
    put(archive, an_article(), capture=a_capture(body=b"new"))
    put(archive, an_article(), capture=a_capture(body=b"unchanged"))
    put(archive, an_article(), f"{HARBOUR}/else", capture=a_capture(body=b"known elsewhere"))
    put(archive, an_article(body="Accept our terms."), capture=a_capture(body=b"worse"))
    put(archive, an_article(body=BODY + " More."), capture=a_capture(body=b"revised"))
    assert captured(archive) == [b"new", b"worse", b"revised"]
    assert archive.conn.execute("SELECT number, capture_id FROM article_versions ORDER BY number").fetchall() == [
        (1, 1),
        (2, 3),
    ]


def test_a_document_that_is_found_on_the_web_gets_its_capture(archive: Archive) -> None:
    put(archive, an_article(url=HARBOUR), addresses=Addresses(), read_by=None)
    assert put(archive, an_article(), capture=a_capture()).verdict is Verdict.UNCHANGED
    assert row(archive, 1)["capture_id"] == 1


def test_a_queued_address_gets_the_outcome_of_its_article(archive: Archive) -> None:
    put(archive, an_article(headline="Other"), "https://post.example/other")
    archive.conn.execute(
        """UPDATE urls SET outcome = 'server_error', attempts = 2, retry_at = '2026-11-22T09:00:00Z', article_id = NULL,
           reason = '503', known_from = 'feed', found_in = 'https://post.example/rss'"""
    )
    put(archive, an_article(), "https://post.example/other")
    settled = next(archive.db.query("SELECT * FROM urls"))
    expected = {"outcome": "article", "article_id": 2, "attempts": 0, "retry_at": None, "reason": None}
    assert {name: settled[name] for name in expected} == expected
    assert settled["known_from"] == "feed"


def test_address_that_was_never_removed(archive: Archive) -> None:
    put(archive, an_article())
    assert not is_removed(archive.conn, url_key(HARBOUR))
    assert not is_removed(archive.conn, url_key("https://post.example/never-seen"))


def test_why_worse_compares_with_the_stored_version(archive: Archive) -> None:
    put(archive, an_article(body=BODY, completeness="stub"))
    stub = load_version(archive.conn, 1)
    assert why_worse(version_of(an_article(body="Six words of full text here."), "post", None), stub) is None
    assert why_worse(version_of(an_article(body="Six.", completeness="stub"), "post", None), stub) is not None


def test_full_disk_leaves_the_article_out_whole(archive: Archive) -> None:
    put(archive, an_article())
    pages = archive.conn.execute("PRAGMA page_count").fetchone()[0]
    archive.conn.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(ArchiveFull, match="make room"):
        put(archive, an_article(headline="Large", body=BODY * 2000), f"{HARBOUR}/large")
    assert urls(archive) == {HARBOUR: ("article", 1)}
    archive.conn.execute("PRAGMA max_page_count = 1000000")
    assert put(archive, an_article(headline="Large", body=BODY * 2000), f"{HARBOUR}/large").verdict is Verdict.NEW
    check_index(archive)


def test_index_is_merged_while_saving(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_module, "CHANGES_PER_MERGE", 8)
    merges = []
    monkeypatch.setattr(archive, "merge", lambda pages=0: merges.append(pages) or archive.__dict__.update(_changes=0))
    for number in range(17):
        put(archive, an_article(headline=f"Harbour {number}"), f"{HARBOUR}/{number}")
    assert len(merges) == 2


def test_every_article_is_found_after_merging(archive: Archive) -> None:
    for number in range(20):
        put(archive, an_article(headline=f"Harbour {number}"), f"{HARBOUR}/{number}")
    archive.merge()
    archive.optimize()
    assert found(archive, "quay") == 20
    assert not archive.merge()
    check_index(archive)


SAVE_IN_A_LOOP = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from newsarchive.archive.database import Archive
from newsarchive.archive.articles.identity import Addresses
from newsarchive.archive.articles.saving import save
from newsarchive.outlet import Outlet
from newsarchive.archive.articles.article_rows import version_of
from newsarchive.records import Article, Author

outlet = Outlet("post", "Post", "https://post.example/", "en", "UTC", domains=("post.example",))
with Archive.open(Path(sys.argv[1]), write=True) as archive:
    for number in range(100_000):
        url = f"https://post.example/news/{number % 400}"
        words = " ".join(f"word{(number * step) % 5000}" for step in range(1, 300))
        article = Article("post", f"Headline {number}", words, authors=(Author("A. Reed"),))
        version, now = version_of(article, "post", None), datetime(2026, 11, 22, tzinfo=UTC)
        save(archive, version, outlet=outlet, addresses=Addresses(url, url), now=now)
        print(number, flush=True)
"""


def test_killed_writer_leaves_whole_articles(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    writer = subprocess.Popen([sys.executable, "-c", SAVE_IN_A_LOOP, str(path)], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    for line in writer.stdout:
        if int(line) >= 500:
            break
    os.kill(writer.pid, signal.SIGKILL)
    acknowledged = [500, *(int(line) for line in writer.stdout if line.endswith("\n"))][-1]
    writer.wait()

    with Archive.open(path) as reader:
        assert reader.conn.execute("SELECT count(*) FROM documents").fetchone()[0] == 400
    with Archive.open(path, write=True) as archive:
        check_index(archive)
        assert archive.conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        stored, revisions = [
            archive.conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("bodies", "revisions")
        ]
        # Everything acknowledged is there, and at most the one article that was on its way.
        assert stored + revisions - 1 - acknowledged in (0, 1)
        halves = """SELECT count(*) FROM articles a LEFT JOIN bodies b ON b.article_id = a.id
          LEFT JOIN urls u ON u.article_id = a.id LEFT JOIN article_authors w ON w.article_id = a.id
          WHERE b.body IS NULL OR u.outcome IS NOT 'article' OR w.name IS NULL"""
        assert archive.conn.execute(halves).fetchone() == (0,)


def test_reader_beside_a_writer_sees_whole_articles(archive: Archive) -> None:
    with Archive.open(archive.path) as reader:
        for number in range(5):
            put(archive, an_article(headline=f"Harbour {number}"), f"{HARBOUR}/{number}")
            assert reader.conn.execute("SELECT count(*) FROM documents").fetchone() == (number + 1,)


def test_failed_save_leaves_an_orphan_record_and_no_row(archive: Archive) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        put(archive, an_article(completeness="half"), capture=a_capture())
    assert captured(archive) == []
    assert urls(archive) == {}
    assert len(list(archive.captures.folder.iterdir())) == 1
