"""Stored pages are read again: what is read otherwise becomes a change of ours, and nothing is lost by it."""

import dataclasses
import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from newsarchive import ingest
from newsarchive.archive.articles.read import get_article
from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance import retention
from newsarchive.archive.maintenance.removal import remove_article
from newsarchive.archive.maintenance.verify import verify
from newsarchive.archive.queue import url_states
from newsarchive.errors import ReaderCrashed
from newsarchive.extraction.reading_version import reading_version
from newsarchive.formats.packed_links import pack_links
from newsarchive.outlet import Outlet, Rules
from newsarchive.records import Outcome, Sighting, Stamp, TextLink
from newsarchive.reextraction import planning
from newsarchive.reextraction.applying import apply
from newsarchive.reextraction.spool import Spool
from newsarchive.settings import Settings
from tests.reextraction.conftest import (
    BODY,
    LATER,
    NOW,
    OLDER,
    POST,
    ReadAll,
    a_page,
    a_short_page,
    as_an_older_reader,
    keep,
    rows,
    url_of,
)

TEXT = "\n\n".join((*BODY, "It is bridge number 1 of the harbour."))
LETTER = "Sign up for our letter, which we send each morning."


def whole(archive: Archive) -> bool:
    return list(verify(archive, LATER)) == []


def test_a_text_that_is_read_differently_is_a_change_of_ours_and_the_old_one_stays(
    archive: Archive, reextract: ReadAll
):
    keep(archive, a_page())
    as_an_older_reader(archive, 1, body=f"{TEXT}\n\n{LETTER}")
    report = reextract()
    assert (report.pages, report.changed, report.revised) == (1, 1, 1)
    (text,) = report.fields["text"].first
    assert text == f"article 1: 77 → 67 words; removed: “{LETTER}”"
    assert rows(archive, "SELECT body FROM bodies") == [(TEXT,)]
    assert rows(archive, "SELECT number, body, cause, read_by, capture_id FROM revisions") == [
        (1, f"{TEXT}\n\n{LETTER}", "ours", OLDER, 1)
    ]
    assert rows(archive, "SELECT revision, read_by, capture_id, checked_at FROM articles") == [
        (2, reading_version(POST), 1, "2026-11-22T12:00:00Z")
    ]
    assert whole(archive)


def test_a_lost_comma_is_corrected_too(archive: Archive, reextract: ReadAll):
    keep(archive, a_page())
    as_an_older_reader(archive, 1, body=TEXT.replace(",", ""))
    assert reextract().revised == 1
    assert rows(archive, "SELECT body FROM bodies") == [(TEXT,)]


def test_fields_other_than_the_text_are_corrected_without_a_new_version(archive: Archive, reextract: ReadAll):
    head = '<meta property="article:section" content="Harbour"><meta name="author" content="Ada Reed">'
    keep(archive, a_page(head=head))
    places = json.dumps({"authors": "byline", "section": "meta"})
    as_an_older_reader(archive, 1, section="Home", authors="Share This", provenance=places)
    archive.conn.execute("UPDATE article_authors SET name = 'Share This'")
    report = reextract()
    assert (report.changed, report.revised, report.amended) == (1, 0, 1)
    assert report.fields["section"].first == ["article 1: “Home” → “Harbour”"]
    assert report.fields["authors"].first == ["article 1: “Share This” → “Ada Reed”"]
    stored = get_article(archive.conn, 1)
    assert (stored.article.section, [one.name for one in stored.article.authors]) == ("Harbour", ["Ada Reed"])
    assert (stored.revision, stored.read_by) == (1, reading_version(POST))
    assert whole(archive)


def test_a_corrected_date_moves_the_article_in_lists(archive: Archive, reextract: ReadAll):
    head = '<meta property="article:published_time" content="2026-11-19T07:00:00+00:00">'
    keep(archive, a_page(head=head))
    as_an_older_reader(archive, 1, published_at="2026-01-02T07:00:00Z", published_on="2026-01-02", search_id=7)
    report = reextract()
    assert report.fields["published"].first == ["article 1: “2026-01-02T07:00:00Z” → “2026-11-19T07:00:00Z”"]
    second = int(get_article(archive.conn, 1).article.published.at.timestamp())
    assert rows(archive, "SELECT search_id, published_on FROM articles") == [(second, "2026-11-19")]
    assert rows(archive, "SELECT published_on FROM outlet_days") == [("2026-11-19",)]
    assert whole(archive)


def test_an_article_that_is_read_as_it_is_stored_is_only_marked_and_not_read_again(
    archive: Archive, reextract: ReadAll
):
    keep(archive, a_page())
    as_an_older_reader(archive, 1)
    before = rows(archive, "SELECT * FROM bodies")
    report = reextract()
    assert (report.same, report.changed, report.would_change) == (1, 0, 0)
    assert rows(archive, "SELECT read_by, revision FROM articles") == [(reading_version(POST), 1)]
    assert rows(archive, "SELECT * FROM bodies") == before
    assert reextract().pages == 0


def test_nothing_is_written_before_a_yes(archive: Archive, reextract: ReadAll):
    keep(archive, a_page(1))
    keep(archive, a_page(2))
    as_an_older_reader(archive, 1, body=f"{TEXT}\n\n{LETTER}")
    as_an_older_reader(archive, 2)
    before = list(archive.conn.iterdump())
    report = reextract(writes=False)
    assert (report.pages, report.changed, report.same, report.is_written) == (2, 1, 1, False)
    assert list(archive.conn.iterdump()) == before


def test_less_than_half_of_a_text_is_refused_unless_allowed(archive: Archive, reextract: ReadAll):
    keep(archive, a_page())
    long = "\n\n".join([TEXT, *(f"{LETTER} It is letter {number}." for number in range(20))])
    as_an_older_reader(archive, 1, body=long, word_count=350)
    report = reextract()
    assert report.shorter.first == ["article 1: 67 words, where 350 are stored"]
    # The text stands as the older reader read it, so it must not pass for today's reading.
    assert rows(archive, "SELECT revision, read_by FROM articles") == [(1, OLDER)]
    assert reextract(allow_shorter=True).revised == 1
    assert rows(archive, "SELECT body FROM bodies") == [(TEXT,)]


def test_an_article_that_todays_rules_refuse_is_reported_and_kept(archive: Archive, reextract: ReadAll):
    keep(archive, a_page())
    as_an_older_reader(archive, 1)
    strict = dataclasses.replace(POST, rules=(Rules(prune=("article",)),))
    report = reextract(strict)
    (line,) = report.refused.first
    assert line == "article 1: too short: only 0 words of text; an article needs at least 25"
    assert rows(archive, "SELECT read_by FROM articles") == [(OLDER,)]
    assert rows(archive, "SELECT body FROM bodies") == [(TEXT,)]


LOOSE = dataclasses.replace(POST, rules=(Rules(prune=("aside",)),))
# Refused at the time by a rule that cut the text.
STRICT = dataclasses.replace(POST, rules=(Rules(prune=("article",)),))


def test_a_refused_page_becomes_an_article_as_of_its_capture(archive: Archive, reextract: ReadAll):
    stamp = Stamp(date(2026, 11, 20))
    url_states.add_sightings(
        archive, "post", [Sighting(url_of(1), "https://post.example/rss", "feed", published=stamp)], NOW
    )
    assert ingest.ingest(archive, a_page(), STRICT, NOW).outcome is Outcome.TOO_SHORT
    report = reextract()
    was = "“Bridge 1 opens after nine years”, was too short (only 0 words of text; an article needs at least 25)"
    assert report.new.first[0].startswith(f"{url_of(1)}: {was}")
    assert report.verdicts == {"new": 1}
    assert rows(
        archive, "SELECT capture_id, first_seen_at, published_on, last_status, recheck_at, read_by FROM articles"
    ) == [(1, "2026-11-22T12:00:00Z", "2026-11-20", 200, "2026-11-23T00:00:00Z", reading_version(POST))]
    assert rows(archive, "SELECT outcome, reason, article_id FROM urls") == [("article", None, 1)]
    assert rows(archive, "SELECT count(*) FROM captures") == [(1,)]
    assert whole(archive)
    assert reextract().pages == 0


def test_a_page_whose_reader_crashed_is_read_and_gets_its_outcome(archive: Archive, reextract: ReadAll):
    url_states.add_sightings(archive, "post", [Sighting(url_of(1), "https://post.example/rss", "feed")], NOW)
    unread = ingest.prepare_unread(a_short_page(1), POST, ReaderCrashed("it died"))
    ingest.keep(archive, unread, POST, NOW)
    report = reextract()
    assert (report.still_refused, report.other_outcome) == (1, 1)
    assert rows(archive, "SELECT outcome, retry_at, attempts FROM urls") == [("too_short", None, 0)]


def test_a_refused_page_is_read_once_by_each_reading_version(archive: Archive, reextract: ReadAll):
    keep(archive, a_short_page(1))
    assert reextract().still_refused == 1
    assert reextract().pages == 0
    keep(archive, a_short_page(2))
    assert reextract().pages == 1
    assert reextract(LOOSE).pages == 2


def test_a_refused_page_of_a_known_article_stays_out(archive: Archive, reextract: ReadAll):
    redirected = dataclasses.replace(a_page(1), requested_url=url_of(2))
    keep(archive, redirected, STRICT)
    keep(archive, a_page(1))
    report = reextract()
    assert (report.known, report.new.count) == (1, 0)
    assert rows(archive, "SELECT id, revision FROM articles") == [(1, 1)]


def test_removed_articles_do_not_come_back(archive: Archive, reextract: ReadAll):
    kept = keep(archive, a_page(1))
    keep(archive, a_page(2), STRICT)
    # The removed text under an address of its own, refused at the time.
    copied = dataclasses.replace(a_page(1), requested_url=url_of(3), final_url=url_of(3))
    keep(archive, copied, STRICT)
    remove_article(archive, kept.article_id, "court order", NOW)
    report = reextract()
    assert (report.new.count, report.known) == (1, 1)
    assert rows(archive, "SELECT headline FROM articles") == [("Bridge 2 opens after nine years",)]
    assert whole(archive)


def test_an_article_that_is_removed_before_the_yes_stays_removed(archive: Archive, reextract: ReadAll):
    settings = Settings(root=archive.path.parent, db=archive.path, min_free_gb=0, workers=1)
    report = planning.Report()
    keep(archive, a_page(1))
    as_an_older_reader(archive, 1, body=f"{TEXT}\n\n{LETTER}")
    keep(archive, a_page(2), STRICT)
    with Spool(archive.path.parent) as spool:
        planning.plan(archive, planning.ReextractRequest((POST,)), settings, report, spool)
        assert (report.changed, report.new.count) == (1, 1)
        remove_article(archive, 1, "court order", LATER)
        ingest.ingest(archive, a_page(2), POST, LATER)
        apply(archive, spool, report, settings, LATER)
    assert report.changed_meanwhile == 2
    assert rows(archive, "SELECT id FROM articles") == [(2,)]
    assert rows(archive, "SELECT count(*) FROM revisions") == [(0,)]


def test_pages_whose_records_were_deleted_are_counted(archive: Archive, reextract: ReadAll):
    keep(archive, a_page(1))
    as_an_older_reader(archive, 1)
    keep(archive, a_short_page(2))
    retention.delete_old_captures(archive, LATER, keep_days=1)
    report = reextract()
    assert (report.pages, report.expired, report.same) == (2, 2, 0)
    assert rows(archive, "SELECT read_by FROM articles") == [(OLDER,)]


def test_a_record_that_cannot_be_read_back_is_named(archive: Archive, reextract: ReadAll):
    keep(archive, a_page())
    as_an_older_reader(archive, 1)
    archive.captures.close()
    next(archive.captures.folder.iterdir()).unlink()
    (line,) = reextract().unreadable.first
    assert line.startswith("article 1: newsarchive-")


def test_an_outlets_own_mistake_skips_that_page(archive: Archive, reextract: ReadAll, tmp_path: Path):
    keep(archive, a_page())
    as_an_older_reader(archive, 1)
    file = tmp_path / "int" / "post.py"
    file.parent.mkdir()
    file.write_text("class Post:\n    def read(page, article):\n        return {}['no such key']\n")
    report = reextract(dataclasses.replace(POST, reader=(str(file), "Post")))
    assert report.unreadable.first == ["article 1: KeyError: 'no such key'"]


def test_documents_without_a_page_and_other_outlets_are_left_out(archive: Archive, reextract: ReadAll):
    other = Outlet(name="other", title="Other", home="https://post.example/", language="en", timezone="UTC")
    keep(archive, a_page())
    as_an_older_reader(archive, 1)
    assert reextract(other).pages == 0
    as_an_older_reader(archive, 1, read_by=None)
    assert reextract().pages == 0


@pytest.mark.parametrize(("since", "pages"), [(date(2026, 11, 22), 2), (date(2026, 11, 23), 0)])
def test_since_limits_which_pages_are_read(archive: Archive, reextract: ReadAll, since: date, pages: int):
    keep(archive, a_page(1))
    as_an_older_reader(archive, 1)
    keep(archive, a_short_page(2))
    assert reextract(since=since, writes=False).pages == pages


def test_a_part_that_was_read_does_not_count_as_all(archive: Archive, reextract: ReadAll):
    keep(archive, a_short_page(1))
    assert reextract(since=date(2026, 11, 23)).pages == 0
    assert reextract().pages == 1


def test_more_articles_than_a_batch_and_as_many_refused_pages(
    archive: Archive, reextract: ReadAll, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(planning, "_MARKS", 2)
    for number in range(1, 6):
        keep(archive, a_page(number))
        as_an_older_reader(archive, number)
        keep(archive, a_short_page(number + 10))
    report = reextract()
    assert (report.same, report.still_refused) == (5, 5)
    assert rows(archive, "SELECT DISTINCT read_by FROM articles") == [(reading_version(POST),)]


def test_after_a_yes_beforehand_unchanged_articles_are_marked_at_once(archive: Archive):
    keep(archive, a_page(1))
    as_an_older_reader(archive, 1)
    settings = Settings(root=archive.path.parent, db=archive.path, min_free_gb=0, workers=1)
    planning.plan(archive, planning.ReextractRequest((POST,)), settings, planning.Report(), None, write=int)
    assert rows(archive, "SELECT read_by FROM articles") == [(reading_version(POST),)]


def test_a_page_from_an_old_file_does_not_change_the_order_of_versions(archive: Archive, reextract: ReadAll):
    """Read again today, then a page of yesterday's is imported: each version is later than the one before."""
    keep(archive, a_page())
    as_an_older_reader(archive, 1, body=f"{TEXT}\n\n{LETTER}")
    reextract()
    ingest.ingest(archive, a_page(body=(*BODY, "It was dear.")), POST, NOW + timedelta(days=1))
    times = [seen_at for (seen_at,) in rows(archive, "SELECT seen_at FROM article_versions ORDER BY number")]
    assert len(times) == 3
    assert times == sorted(times)


def test_the_structure_of_stored_texts_is_filled_without_a_new_version(archive: Archive, reextract: ReadAll):
    page = a_page()
    whole_page = page.body.replace(
        b"</article>", b"<h2>What follows</h2><p>See <a href='/x'>the map</a>.</p></article>"
    )
    keep(archive, dataclasses.replace(page, body=whole_page))
    as_an_older_reader(archive, 1, structure=None)
    report = reextract()
    assert (report.pages, report.changed, report.revised, report.amended) == (1, 1, 0, 1)
    assert list(report.fields) == ["structure"]
    assert report.fields["structure"].first == ["article 1: nothing → “subheading: 1, link: 1”"]
    links = pack_links([TextLink(5, 4, 11, "https://post.example/x")])
    assert rows(archive, "SELECT structure FROM bodies") == [(f'{{"blocks":[[4,"h2"]],"links":"{links}"}}',)]
    assert rows(archive, "SELECT revision FROM articles") == [(1,)]
    assert reextract().pages == 0
    assert whole(archive)
