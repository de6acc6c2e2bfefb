"""Hostile pages through the one way in: each leaves an outcome with its reason, and everything stored stays whole."""

import gzip
from datetime import UTC, datetime

import pytest

from newsarchive.archive.articles import saving
from newsarchive.archive.database import Archive
from newsarchive.archive.queue import url_states
from newsarchive.ingest import ingest
from newsarchive.outlet import Outlet
from newsarchive.records import Outcome, Page, Sighting, Verdict

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
POST = Outlet(
    name="post", title="Rivertown Post", home="https://post.example/", language="en", timezone="Europe/London",
    domains=("post.example",),
)  # fmt: skip
GOOD, BAD = "https://post.example/news/good", "https://post.example/news/bad"
TEXT = "".join(
    f"<p>Sentence {number} of a report about the harbour, its bridge and the ferry that it replaces next year.</p>"
    for number in range(8)
)
HEAD = '<html lang="en"><head><title>Bridge</title></head>'
ARTICLE = f"{HEAD}<body><article><h1>Bridge opens</h1>{TEXT}</article></body></html>"


def published(time: str) -> bytes:
    return ARTICLE.replace("</head>", f'<meta property="article:published_time" content="{time}">').encode()


def a_page(body: bytes, url: str = BAD, content_type: str = "text/html") -> Page:
    return Page(url, url, NOW, 200, (("Content-Type", content_type),), body)


@pytest.fixture
def archive(tmp_path):
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        saving.register_outlets(archive, [POST])
        url_states.add_sightings(
            archive, POST.name, [Sighting(url, "https://post.example/rss", "feed") for url in (GOOD, BAD)], NOW
        )
        assert ingest(archive, a_page(ARTICLE.encode(), GOOD), POST, NOW).verdict == Verdict.NEW
        yield archive


def is_whole(archive: Archive) -> bool:
    archive.conn.execute("INSERT INTO articles_fts(articles_fts, rank) VALUES ('integrity-check', 1)")
    return archive.conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


# What no article can be read from, and what is said of it.
REFUSED = [
    pytest.param(b"", "text/html", id="empty"),
    pytest.param(b"\x00" * 100_000, "text/html", id="nothing but NUL bytes"),
    pytest.param(b"%PDF-1.7 " + b"x" * 1000, "application/pdf", id="a PDF"),
    pytest.param(b"\x89PNG\r\n\x1a\n" + b"\x01" * 1000, "image/png", id="a picture"),
    pytest.param(b'{"headline": "Bridge"}', "application/json", id="JSON"),
    pytest.param(gzip.compress(b"<html>" * 1000), "text/html", id="gzip that nobody declared"),
    pytest.param(b"<div>" * 200_000, "text/html", id="200,000 nested elements"),
    pytest.param(b"<p " + b"a='b' " * 20_000 + b">", "text/html", id="20,000 attributes"),
    pytest.param(b"<html><body>" + b"x" * 11_000_000 + b"</body></html>", "text/html", id="11 MB in one line"),
    pytest.param(
        b"<html><head><title>Just a moment...</title></head><body><h1>Checking your browser</h1></body></html>",
        "text/html", id="a bot wall",
    ),
    pytest.param(
        b"<html><head><title>Page not found</title></head><body><h1>404</h1><p>Sorry.</p></body></html>",
        "text/html", id="not found with status 200",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("body", "content_type"), REFUSED)
def test_what_cannot_be_read_is_an_outcome_with_a_reason(archive, body, content_type):
    result = ingest(archive, a_page(body, content_type=content_type), POST, NOW)
    assert result.outcome in (Outcome.NOT_ARTICLE, Outcome.TOO_SHORT, Outcome.REFUSED)
    assert result.reason
    row = archive.conn.execute("SELECT outcome, reason FROM urls WHERE url = ?", [BAD]).fetchone()
    assert tuple(row) == (result.outcome, result.reason)
    assert archive.conn.execute("SELECT count(*) FROM articles").fetchone()[0] == 1
    assert is_whole(archive)


BOMB = '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
# Dirt around an article that can be read all the same.
READ = [
    pytest.param(BOMB.encode() + ARTICLE.replace("harbour", "&c;", 1).encode(), id="an entity bomb"),
    pytest.param(ARTICLE.replace("report", "re\x00port").encode(), id="NUL bytes inside words"),
    pytest.param(ARTICLE.replace("bridge", "br\udc80dge").encode("utf-8", "surrogatepass"), id="lone surrogates"),
    pytest.param(ARTICLE.replace("<head>", "<head><meta charset=no-such-charset>").encode(), id="unknown charset"),
    pytest.param(published("0000-00-00"), id="published in the year 0"),
    pytest.param(published("9999-12-31T23:59:59Z"), id="published in 9999"),
    pytest.param(ARTICLE.replace("</head>", '<link rel="canonical" href="javascript:alert(1)">').encode(),
                 id="a canonical that is a script"),
    pytest.param(ARTICLE.replace("</head>", '<script type="application/ld+json">[[[{"@type":</script>').encode(),
                 id="broken JSON-LD"),
    pytest.param(ARTICLE.replace("</head>", f'<script type="application/ld+json">{"[" * 100_000}</script>').encode(),
                 id="100,000 brackets of JSON-LD"),
]  # fmt: skip


@pytest.mark.parametrize("body", READ)
def test_an_article_is_read_through_dirt(archive, body):
    result = ingest(archive, a_page(body.replace(b"Bridge opens", b"Bridge opens again")), POST, NOW)
    assert result.outcome == Outcome.ARTICLE
    headline, url, published_on = archive.conn.execute(
        "SELECT headline, url, published_on FROM articles WHERE id = ?", [result.article_id]
    ).fetchone()
    assert (headline, url, published_on) == ("Bridge opens again", BAD, None)
    text = archive.conn.execute("SELECT body FROM bodies WHERE article_id = ?", [result.article_id]).fetchone()[0]
    assert "Sentence 7 of a report" in text
    assert not any(character < " " and character != "\n" for character in text)
    assert is_whole(archive)
