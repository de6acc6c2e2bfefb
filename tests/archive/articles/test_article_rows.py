"""The rows of one article."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from newsarchive.archive.articles import article_rows
from newsarchive.archive.articles.article_rows import dated_by, first_free_url, load_version, version_of
from newsarchive.archive.articles.identity import Addresses
from newsarchive.archive.articles.saving import save
from newsarchive.archive.database import Archive
from newsarchive.deciding.withdrawal import Presence
from newsarchive.formats.structure import structure_text
from newsarchive.outlet import Outlet
from newsarchive.records import Article, Author, BlockRun, Sighting, Stamp, Structure, TextLink

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=5)
POST = Outlet("post", "Rivertown Post", "https://post.example/", "en", "UTC", domains=("post.example",))
URL = "https://post.example/news/1"
BODY = "The harbour opened again on Monday, and crowds stood on the quay. " * 5
LINKED = Structure(runs=(BlockRun(0, 0, "quote"),), links=(TextLink(0, 4, 11, "https://post.example/port"),))
LINKED_TEXT = structure_text(LINKED)
STAMP = Stamp(date(2026, 11, 20), datetime(2026, 11, 20, 8, 30, tzinfo=UTC))


def an_article(**facts) -> Article:
    return Article(**{"outlet": "post", "headline": "Harbour opens", "body": BODY, **facts})


@pytest.fixture
def archive(tmp_path: Path):
    with Archive.open(tmp_path / "archive.db", write=True) as opened:
        article = an_article(section="News", source="Reuters", authors=(Author("A. Reed"),))
        save(opened, version_of(article, "post", "1+rules"), outlet=POST, addresses=Addresses(URL, URL), now=NOW)
        yield opened


def column(archive: Archive, name: str, table: str = "articles"):
    return archive.conn.execute(f"SELECT {name} FROM {table}").fetchone()[0]


def test_a_version_is_cleaned_and_counted():
    version = version_of(an_article(headline=" Harbour\u00a0 opens ", section=" ", byline="By  A. Reed"), "other", "1")
    article = version.article
    assert (article.outlet, article.headline, article.section) == ("other", "Harbour opens", None)
    assert article.byline == "By A. Reed"
    assert version.word_count == 60
    assert version.text_key is not None
    assert version_of(an_article(body="Short."), "post", None).text_key is None


@pytest.mark.parametrize(
    ("own", "sighted", "expected"),
    [
        pytest.param(None, STAMP, STAMP, id="only the feed knows it"),
        pytest.param(STAMP, Stamp(date(2026, 11, 1)), STAMP, id="the page's own time comes first"),
        pytest.param(None, None, None, id="nobody knows it"),
    ],
)
def test_the_publication_time_of_a_sighting_is_used_where_the_page_has_none(own, sighted, expected):
    sighting = Sighting(URL, "https://post.example/rss", "feed", published=sighted)
    article = dated_by(version_of(an_article(published=own), "post", None), sighting).article
    assert article.published == expected
    assert ("published" in article.provenance) is (own is None and sighted is not None)


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        pytest.param("guessed, htmldate: 2025-03-04", STAMP, id="a guess from the text"),
        pytest.param("meta pubdate: 2025-03-04", Stamp(date(2025, 3, 4)), id="declared by the page"),
    ],
)
def test_the_time_of_a_sighting_comes_before_a_guess_from_the_text(where, expected):
    sighting = Sighting(URL, "https://post.example/rss", "feed", published=STAMP)
    page = an_article(published=Stamp(date(2025, 3, 4)), provenance={"published": where})
    assert dated_by(version_of(page, "post", None), sighting).article.published == expected


def test_the_current_version_is_loaded_with_what_its_last_check_found(archive: Archive):
    stored = load_version(archive.conn, 1)
    assert (stored.headline, stored.revision, stored.seen_at) == ("Harbour opens", 1, NOW)
    assert stored.presence == Presence(NOW, None)
    with archive.transaction():
        article_rows.record_check(archive.conn, 1, Presence(LATER, 404, NOW), f"{URL}?new")
    assert load_version(archive.conn, 1).presence == Presence(LATER, 404, NOW)
    assert column(archive, "url") == f"{URL}?new"


def test_a_check_without_an_address_keeps_the_address(archive: Archive):
    with archive.transaction():
        article_rows.record_check(archive.conn, 1, Presence(LATER, 200))
    assert column(archive, "url") == URL


def test_a_revision_keeps_facts_that_the_new_version_does_not_have(archive: Archive):
    with archive.transaction():
        stored, version = (
            load_version(archive.conn, 1),
            version_of(an_article(headline="Port opens"), "post", "1+rules"),
        )
        article_rows.revise(archive.conn, stored, version, None, LATER, "theirs")
    assert [column(archive, name) for name in ("headline", "section", "source", "authors", "revision")] == [
        "Port opens", "News", "Reuters", "A. Reed", 2,
    ]  # fmt: skip
    assert column(archive, "headline || ' ' || cause || ' ' || replaced_at", "revisions") == (
        "Harbour opens theirs 2026-11-22T17:00:00Z"
    )


@pytest.mark.parametrize(
    ("body", "is_different"),
    [
        pytest.param(BODY, False, id="the same text"),
        pytest.param(BODY.replace("Monday,", "Monday"), True, id="one comma less"),
    ],
)
def test_todays_reading_replaces_every_field_and_a_different_text_is_a_revision(archive: Archive, body, is_different):
    with archive.transaction():
        stored, version = load_version(archive.conn, 1), version_of(an_article(body=body), "post", "2+rules")
        assert article_rows.replace_reading(archive.conn, stored, version, LATER) is is_different
    assert [column(archive, name) for name in ("section", "source", "authors", "read_by")] == [
        None,
        None,
        None,
        "2+rules",
    ]
    assert column(archive, "count(*)", "revisions") == int(is_different)
    assert column(archive, "count(*)", "article_authors") == 0


def test_a_version_is_never_older_than_the_one_it_replaces(archive: Archive):
    with archive.transaction():
        stored, version = (
            load_version(archive.conn, 1),
            version_of(an_article(headline="Port opens"), "post", "1+rules"),
        )
        article_rows.revise(archive.conn, stored, version, None, NOW - timedelta(days=1), "theirs")
    assert column(archive, "revised_at") == "2026-11-22T12:00:00Z"


def test_the_first_url_that_no_other_article_has_is_shown(archive: Archive):
    urls = ["urn:newsarchive:document:1", URL, f"{URL}?page"]
    assert first_free_url(archive.conn, urls, None) == f"{URL}?page"
    assert first_free_url(archive.conn, urls, 1) == URL
    assert first_free_url(archive.conn, urls[:2], 2) is None


def test_a_structure_that_does_not_belong_to_the_cleaned_text_is_left_out():
    assert version_of(an_article(structure=LINKED), "post", "1").article.structure == LINKED
    assert version_of(an_article(body="Port", structure=LINKED), "post", "1").article.structure is None


@pytest.mark.parametrize(("structure", "text"), [(LINKED, LINKED_TEXT), (None, None)], ids=["some", "none"])
def test_a_revision_has_its_own_structure_and_the_earlier_version_keeps_that_of_its_text(
    archive: Archive, structure: Structure | None, text: str | None
):
    archive.conn.execute("UPDATE bodies SET structure = ?", [LINKED_TEXT])
    stored = load_version(archive.conn, 1)
    version = version_of(an_article(body=f"{BODY} And now?", structure=structure), "post", "1+rules")
    with archive.transaction():
        article_rows.revise(archive.conn, stored, version, None, LATER, "theirs")
    assert (column(archive, "structure", "revisions"), column(archive, "structure", "bodies")) == (LINKED_TEXT, text)
    versions = archive.conn.execute("SELECT structure FROM article_versions ORDER BY number").fetchall()
    assert versions == [(LINKED_TEXT,), (text,)]


def test_another_structure_alone_is_no_revision_and_only_todays_reading_of_the_page_replaces_it(archive: Archive):
    version = version_of(an_article(structure=LINKED), "post", "2+rules")
    save(archive, version, outlet=POST, addresses=Addresses(URL, URL), now=LATER)
    assert (column(archive, "revision"), column(archive, "structure", "bodies")) == (1, None)
    with archive.transaction():
        assert not article_rows.replace_reading(archive.conn, load_version(archive.conn, 1), version, LATER)
    assert (column(archive, "revision"), column(archive, "structure", "bodies")) == (1, LINKED_TEXT)
    assert column(archive, "count(*)", "revisions") == 0
