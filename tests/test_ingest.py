"""The one way in: a page becomes an outcome, and a stored text can be traced to its capture."""

import dataclasses
import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest

from newsarchive.archive.articles import saving
from newsarchive.archive.articles.article_rows import version_of
from newsarchive.archive.articles.read import get_article
from newsarchive.archive.captures.warc_files import CaptureRef
from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance.removal import remove_article
from newsarchive.archive.queue import queued_urls, url_states
from newsarchive.archive.splitting.split import split_archive
from newsarchive.errors import ArchiveFull, ReaderCrashed, ReaderTimedOut
from newsarchive.ingest import PageToKeep, ingest, keep, keep_group, prepare, prepare_unread
from newsarchive.outlet import Outlet
from newsarchive.records import Outcome, Page, Sighting, Stamp, Verdict

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=6)
POST = Outlet(
    name="post", title="Rivertown Post", home="https://post.example/", language="en", timezone="Europe/London",
    domains=("post.example",), article_urls=(r"/news/\d+",),
)  # fmt: skip
HERALD = dataclasses.replace(POST, name="herald", title="Rivertown Herald", domains=("herald.example",))
URL = "https://post.example/news/1"
BODY = (
    "The bridge over the harbour opened to traffic on Friday morning, nine years after the first pile was driven.",
    "Hundreds of people walked across before the first cars were let on, and the mayor cut a ribbon at noon.",
    "The ferry, which the bridge replaces, will keep sailing until the end of the year, its owners said on Friday.",
)


def a_page(url: str = URL, headline: str = "Bridge opens after nine years", body=BODY, head: str = "", **facts) -> Page:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in body)
    html = (
        f'<!DOCTYPE html><html lang="en"><head><title>{headline} - Rivertown Post</title>{head}</head>'
        f"<body><article><h1>{headline}</h1>{text}</article></body></html>"
    )
    given = {"requested_url": url, "final_url": url, "status": 200, "fetched_at": NOW, "body": html.encode(), **facts}
    headers = (("Content-Type", "text/html; charset=utf-8"), ("ETag", '"1"'))
    return Page(headers=headers, **given)


def a_sighting(url: str = URL, **facts) -> Sighting:
    return Sighting(url, found_in="https://post.example/rss", kind="feed", **facts)


@pytest.fixture
def archive(tmp_path):
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        saving.register_outlets(archive, [POST])
        yield archive


def rows(archive: Archive, statement: str) -> list[tuple]:
    return [tuple(row) for row in archive.conn.execute(statement)]


def test_a_page_is_stored_and_can_be_traced_to_its_capture(archive):
    page = a_page()
    url_states.add_sightings(archive, POST.name, [a_sighting()], NOW)
    result = ingest(archive, page, POST, NOW)
    assert (result.outcome, result.verdict) == (Outcome.ARTICLE, Verdict.NEW)
    stored = get_article(archive.conn, result.article_id)
    assert stored.article.headline == "Bridge opens after nine years"
    assert stored.article.body == "\n\n".join(BODY)
    assert stored.read_by.endswith(POST.rules_hash)
    ((file, offset, length, digest),) = rows(
        archive,
        "SELECT c.file, c.offset, c.length, c.digest FROM captures c JOIN articles a ON a.capture_id = c.id",
    )
    assert archive.captures.read(CaptureRef(file, offset, length, digest)).body == page.body
    assert rows(archive, "SELECT outcome, etag FROM urls") == [("article", '"1"')]


def test_the_same_page_again_changes_nothing_and_keeps_no_second_capture(archive):
    ingest(archive, a_page(), POST, NOW)
    again = ingest(archive, a_page(fetched_at=LATER), POST, LATER)
    assert again.verdict == Verdict.UNCHANGED
    assert rows(archive, "SELECT count(*) FROM captures") == [(1,)]
    assert rows(archive, "SELECT revision, checked_at FROM articles") == [(1, "2026-11-22T18:00:00Z")]


def test_a_changed_page_is_a_revision_with_a_capture_of_its_own(archive):
    ingest(archive, a_page(), POST, NOW)
    corrected = (*BODY[:2], "The ferry will stop sailing at once, its owners said on Friday, correcting themselves.")
    again = ingest(archive, a_page(body=corrected, fetched_at=LATER), POST, LATER)
    assert again.verdict == Verdict.REVISED
    assert rows(archive, "SELECT number, body FROM revisions") == [(1, "\n\n".join(BODY))]
    assert rows(archive, "SELECT count(DISTINCT capture_id) FROM article_versions") == [(2,)]


def test_a_page_without_an_article_leaves_its_reason_and_its_capture(archive):
    url_states.add_sightings(archive, POST.name, [a_sighting()], NOW)
    result = ingest(archive, a_page(body=("Nothing here.",)), POST, NOW)
    assert result.outcome == Outcome.TOO_SHORT
    assert result.article_id is None
    ((outcome, reason),) = rows(archive, "SELECT outcome, reason FROM urls")
    assert outcome == "too_short"
    assert "words" in reason
    assert rows(archive, "SELECT count(*) FROM captures") == [(1,)]
    assert rows(archive, "SELECT count(*) FROM articles") == [(0,)]


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (ReaderCrashed(f"{URL}: the reader died"), Outcome.READER_CRASHED),
        (ReaderTimedOut(f"{URL}: no end after 30 s"), Outcome.READER_TIMED_OUT),
    ],
)
def test_a_page_whose_reading_failed_is_captured_and_retried(archive, error, outcome):
    url_states.add_sightings(archive, POST.name, [a_sighting()], NOW)
    kept = keep(archive, prepare_unread(a_page(), POST, error), POST, NOW)
    assert (kept.outcome, kept.reason) == (outcome, str(error))
    ((stored, retry_at),) = rows(archive, "SELECT outcome, retry_at FROM urls")
    assert stored == outcome
    assert retry_at > "2026-11-22T12:00:00Z"
    assert rows(archive, "SELECT count(*) FROM captures") == [(1,)]


def test_a_time_that_only_the_feed_knows_is_taken_from_the_feed(archive):
    stamp = Stamp(date(2026, 11, 20), datetime(2026, 11, 20, 8, 30, tzinfo=UTC))
    result = ingest(archive, a_page(), POST, NOW, a_sighting(published=stamp))
    article = get_article(archive.conn, result.article_id).article
    assert article.published == stamp
    assert "feed" in article.provenance["published"]


def test_the_pages_own_time_wins_over_the_feeds(archive):
    head = '<meta property="article:published_time" content="2026-11-19T07:00:00+00:00">'
    stamp = Stamp(date(2026, 11, 20), datetime(2026, 11, 20, 8, 30, tzinfo=UTC))
    result = ingest(archive, a_page(head=head), POST, NOW, a_sighting(published=stamp))
    assert get_article(archive.conn, result.article_id).article.published.on == date(2026, 11, 19)


def test_a_removed_article_is_neither_stored_nor_captured_again(archive):
    first = ingest(archive, a_page(), POST, NOW)
    remove_article(archive, first.article_id, "court order", NOW)
    again = ingest(archive, a_page(fetched_at=LATER), POST, LATER)
    assert (again.outcome, again.verdict) == (Outcome.REMOVED, Verdict.REMOVED)
    assert rows(archive, "SELECT count(*) FROM articles") == [(0,)]
    assert rows(archive, "SELECT count(*) FROM captures WHERE expired_at IS NULL") == [(0,)]


def test_a_page_is_prepared_the_same_in_any_order():
    pages = [a_page(), a_page(f"{URL}0", headline="Ferry sails on"), a_page(f"{URL}1", body=("Nothing here.",))]
    forwards = [prepare(page, POST) for page in pages]
    backwards = [prepare(page, POST) for page in reversed(pages)][::-1]
    assert [(one.version, one.outcome, one.reason) for one in backwards] == [
        (one.version, one.outcome, one.reason) for one in forwards
    ]


def test_a_page_is_prepared_the_same_in_another_process():
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawned) as pool:
        there = pool.submit(prepare, a_page(), POST).result()
        assert pool.submit(os.getpid).result() != os.getpid()
    here = prepare(a_page(), POST)
    assert (there.version, there.outcome, there.capture.digest) == (here.version, here.outcome, here.capture.digest)


def a_worse_reading(page: Page):
    """The page as if only its first words had been read from it."""
    prepared = prepare(page, POST)
    short = dataclasses.replace(prepared.version.article, body=BODY[0][:60])
    return dataclasses.replace(prepared, version=version_of(short, POST.name, prepared.version.read_by))


def test_a_page_that_shows_less_does_not_bring_an_article_back(archive):
    url_states.add_sightings(archive, POST.name, [a_sighting()], NOW)
    ingest(archive, a_page(), POST, NOW)
    for day in (1, 3):
        url_states.record_outcome(archive, URL, Outcome.NOT_FOUND, "404", NOW + timedelta(days=day))
    gone = [("2026-11-23T12:00:00Z", 404)]
    checks = "SELECT gone_at, last_status FROM articles"
    assert rows(archive, checks) == gone
    assert keep(archive, a_worse_reading(a_page()), POST, NOW + timedelta(days=4)).verdict == Verdict.WORSE
    assert rows(archive, checks) == gone
    ingest(archive, a_page(), POST, NOW + timedelta(days=5))
    assert rows(archive, checks) == [(None, 200)]


def test_a_page_that_shows_less_between_two_not_found_changes_nothing(archive):
    url_states.add_sightings(archive, POST.name, [a_sighting()], NOW)
    ingest(archive, a_page(), POST, NOW)
    url_states.record_outcome(archive, URL, Outcome.NOT_FOUND, "404", NOW + timedelta(days=1))
    keep(archive, a_worse_reading(a_page()), POST, NOW + timedelta(days=2))
    url_states.record_outcome(archive, URL, Outcome.NOT_FOUND, "404", NOW + timedelta(days=3))
    assert rows(archive, "SELECT gone_at FROM articles") == [("2026-11-23T12:00:00Z",)]


def test_a_page_that_shows_less_is_still_a_check(archive):
    ingest(archive, a_page(), POST, NOW)
    keep(archive, a_worse_reading(a_page()), POST, LATER)
    assert rows(archive, "SELECT checked_at, last_status FROM articles") == [("2026-11-22T18:00:00Z", 200)]


def stored_by_another_reader(archive: Archive, body=BODY) -> None:
    """An article whose page has BODY, as an older program read it: with body."""
    ingest(archive, a_page(), POST, NOW)
    with archive.transaction():
        archive.conn.execute("UPDATE bodies SET body = ?", ["\n\n".join(body)])
        archive.conn.execute("UPDATE articles SET read_by = '0+older'")


def test_a_better_reading_of_an_unchanged_page_is_our_change_not_the_outlets(archive):
    stored_by_another_reader(archive, body=(*BODY, "Sign up for our letter, which we send each morning."))
    again = ingest(archive, a_page(fetched_at=LATER), POST, LATER)
    assert again.verdict == Verdict.UNCHANGED
    assert rows(archive, "SELECT number, cause FROM revisions") == [(1, "ours")]
    assert rows(archive, "SELECT body FROM bodies") == [("\n\n".join(BODY),)]
    assert rows(archive, "SELECT count(*) FROM captures") == [(1,)]


def test_a_changed_page_is_the_outlets_change_after_ours_is_separated(archive):
    stored_by_another_reader(archive, body=(*BODY, "Sign up for our letter, which we send each morning."))
    corrected = (*BODY[:2], "The ferry will stop sailing at once, its owners said on Friday, correcting themselves.")
    again = ingest(archive, a_page(body=corrected, fetched_at=LATER), POST, LATER)
    assert again.verdict == Verdict.REVISED
    assert rows(archive, "SELECT number, cause FROM revisions") == [(1, "ours"), (2, "theirs")]


def test_an_upgraded_program_that_reads_the_same_leaves_only_the_outlets_change(archive):
    stored_by_another_reader(archive)
    ingest(archive, a_page(headline="Bridge opens at last", fetched_at=LATER), POST, LATER)
    assert rows(archive, "SELECT number, cause FROM revisions") == [(1, "theirs")]


def test_without_the_old_page_nobody_knows_whose_change_it_is(archive):
    stored_by_another_reader(archive)
    with archive.transaction():
        archive.conn.execute("UPDATE captures SET expired_at = '2026-11-22T13:00:00Z'")
    ingest(archive, a_page(headline="Bridge opens at last", fetched_at=LATER), POST, LATER)
    assert rows(archive, "SELECT number, cause FROM revisions") == [(1, "unknown")]


def test_a_stored_article_is_checked_often_at_first_then_seldom_then_no_more(archive):
    url_states.add_sightings(archive, POST.name, [a_sighting()], NOW)
    checks, now = [], NOW
    while now is not None:
        ingest(archive, a_page(fetched_at=now), POST, now)
        assert queued_urls.rechecks(archive.conn, POST.name, now, 10) == []
        ((at,),) = rows(archive, "SELECT recheck_at FROM articles")
        now = datetime.fromisoformat(at) if at else None
        if now:
            checks.append((now - NOW) / timedelta(hours=1))
            (due,) = queued_urls.rechecks(archive.conn, POST.name, now, 10)
            assert (due.url, due.etag, due.article_id) == (URL, '"1"', 1)
    assert checks == [1, 3, 8, 24, 72, 168, 720]


def test_a_change_held_back_is_not_hidden_by_its_validators(archive):
    url_states.add_sightings(archive, POST.name, [a_sighting()], NOW)
    for hour in range(5):
        page = a_page(headline=["Bridge opens", "Bridge is open"][hour % 2])
        page = dataclasses.replace(page, headers=(("ETag", f'"{hour}"'),))
        kept = ingest(archive, page, POST, NOW + timedelta(hours=hour))
    assert kept.look_again_at == NOW + timedelta(hours=25)
    assert rows(archive, "SELECT etag FROM urls") == [('"3"',)]
    assert rows(archive, "SELECT recheck_at FROM articles") == [("2026-11-23T13:00:00Z",)]


STORED = """SELECT id, search_id, url, headline, revision, revised_at, first_seen_at, checked_at, capture_id, recheck_at
  FROM articles ORDER BY id"""


def pages_to_keep() -> list[PageToKeep]:
    """Pages that concern each other: a change, a copy at another outlet, an address with two articles, no article."""
    other = "https://herald.example/news/9"
    corrected = (*BODY[:2], "The ferry will stop sailing at once, its owners said on Friday, correcting themselves.")
    return [
        PageToKeep(prepare(page, outlet), outlet, at)
        for page, outlet, at in [
            (a_page(), POST, NOW),
            (a_page(other, body=[*BODY, *BODY]), HERALD, NOW),
            (a_page(body=corrected, fetched_at=LATER), POST, LATER),
            (a_page("https://post.example/news/2", body=("Nothing here.",)), POST, LATER),
            (a_page("https://post.example/news/3", headline="Ferry stops", body=BODY[::-1]), POST, LATER),
            (a_page(body=corrected, fetched_at=LATER), POST, LATER),
        ]
    ]


def test_a_group_is_stored_as_its_pages_are_one_after_the_other(archive, tmp_path):
    pages = pages_to_keep()
    results = keep_group(archive, pages)
    assert [one.outcome for one in results] == ["article", "article", "article", "too_short", "article", "article"]
    assert results[2].verdict == Verdict.REVISED
    (tmp_path / "other").mkdir()
    with Archive.open(tmp_path / "other" / "archive.db", write=True) as other:
        saving.register_outlets(other, [POST])
        assert [keep(other, one.prepared, one.outlet, one.now) for one in pages] == results
        for statement in (STORED, "SELECT * FROM article_versions", "SELECT id, url, digest FROM captures"):
            assert rows(archive, statement) == rows(other, statement)


def test_of_a_group_with_a_page_that_cannot_be_stored_nothing_is_stored(archive, monkeypatch):
    pages, append = pages_to_keep(), archive.captures.append

    def append_until_full(packed):
        if packed is pages[3].prepared.capture:
            raise ArchiveFull("no room")
        return append(packed)

    monkeypatch.setattr(archive.captures, "append", append_until_full)
    with pytest.raises(ArchiveFull):
        keep_group(archive, pages)
    assert rows(archive, "SELECT count(*) FROM articles UNION ALL SELECT count(*) FROM captures") == [(0,), (0,)]
    stored = []
    for one in pages:
        with suppress(ArchiveFull):
            stored.append(keep(archive, one.prepared, one.outlet, one.now).outcome)
    assert stored == [Outcome.ARTICLE] * 5


def test_a_group_of_no_pages_is_nothing(archive):
    assert keep_group(archive, []) == []


def test_a_page_of_a_moved_article_leaves_nothing(archive: Archive, tmp_path):
    ingest(archive, a_page(), POST, NOW, a_sighting(published=Stamp(date(2026, 10, 31))))
    split_archive(archive, tmp_path / "old.db", date(2026, 11, 1), NOW)
    for page in (a_page(), a_page(headline="Not found", body=())):
        ingested = ingest(archive, page, POST, LATER)
        assert (ingested.outcome, ingested.verdict) == (Outcome.ARCHIVED_ELSEWHERE, Verdict.ARCHIVED_ELSEWHERE)
        assert ingested.reason.startswith("archived elsewhere")
    assert archive.conn.execute("SELECT count(*) FROM captures").fetchone() == (0,)
    assert archive.conn.execute("SELECT outcome, reason FROM urls").fetchall() == [
        ("archived_elsewhere", "moved to old.db")
    ]
