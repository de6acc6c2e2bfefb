"""The error page: what it says, and what it does not reveal."""

from datetime import UTC, date, datetime

import pytest
from datasette.utils.asgi import Base400, Forbidden, NotFound
from datasette.views.base import DatasetteError

from newsarchive.archive.articles.article_rows import version_of
from newsarchive.archive.articles.identity import Addresses
from newsarchive.archive.articles.saving import register_outlets, save
from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance.removal import remove_article
from newsarchive.errors import ArchiveError
from newsarchive.outlet import IMPORTED
from newsarchive.records import Article, Stamp
from newsarchive.web.databases import QueryTooSlow
from newsarchive.web.pages.errors import ErrorMessage, describe_error
from newsarchive.web.serve import make_datasette
from tests.web.support import get, text_of


@pytest.mark.parametrize(
    "path",
    ["/article/4711", "/article/1/99", "/article/1/0", f"/article/{10**30}", f"/article/1/{10**30}", "/article/1.pdf"],
)
async def test_an_unknown_address_gets_the_error_page(datasette, path):
    page = text_of((await get(datasette, path, 404)).text)
    assert "Page not found" in page
    assert "Traceback" not in page
    missing = await get(datasette, "/article/4711.json", 404)
    assert missing.json()["error"] == "The archive has no article 4711."


async def test_a_removed_article_is_reported_without_the_reason(tmp_path, datasette):
    path = tmp_path / "archive.db"
    with Archive.open(path, write=True) as archive:
        kept = add_article_to(archive)
        remove_article(archive, kept, "a court ordered it", datetime(2026, 11, 21, tzinfo=UTC))
    page = text_of((await get(make_datasette(path), f"/article/{kept}", 404)).text)
    assert "was removed" in page
    assert "court" not in page


def add_article_to(archive) -> int:
    """The id of an article, after adding it to the archive."""
    register_outlets(archive, [IMPORTED])
    article = Article("imported", "To be removed", "A body. " * 40, published=Stamp(date(2026, 11, 20)))
    version = version_of(article, "imported", None)
    saved = save(archive, version, outlet=IMPORTED, addresses=Addresses(), now=datetime(2026, 11, 20, tzinfo=UTC))
    return saved.article_id


async def test_a_search_that_takes_too_long_gets_the_error_page(datasette, monkeypatch):
    monkeypatch.setattr("newsarchive.web.databases.TIME_LIMIT_MS", 1)

    def endless(parts):
        return (
            parts[0]
            .conn.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n")
            .fetchone()
        )

    monkeypatch.setattr("newsarchive.web.pages.search.search_parts", endless)
    page = text_of((await get(datasette, "/search?q=harbour", 503)).text)
    assert "This took too long" in page


async def test_an_unexpected_error_shows_no_traceback_and_is_logged(datasette, monkeypatch, caplog):
    def broken(parts):
        raise KeyError("secret")

    monkeypatch.setattr("newsarchive.web.pages.search.search_parts", broken)
    page = (await get(datasette, "/search?q=harbour", 500)).text
    assert "Something went wrong" in page
    assert "secret" not in page
    assert "secret" in caplog.text


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (NotFound("Article 7 has no version 9."), ErrorMessage(404, "Page not found", "Article 7 has no version 9.")),
        (NotFound("404"), ErrorMessage(404, "Page not found", "")),
        (Base400("_size must be a number"), ErrorMessage(400, "This request is not valid", "_size must be a number")),
        (
            QueryTooSlow(),
            ErrorMessage(503, "This took too long", "Try fewer or rarer words, one outlet, or a shorter period."),
        ),
        (
            DatasetteError("no such column: x", title="Invalid SQL", status=400),
            ErrorMessage(400, "Invalid SQL", "no such column: x"),
        ),
        (
            DatasetteError("Cannot sort table by x"),
            ErrorMessage(400, "This request is not valid", "Cannot sort table by x"),
        ),
        (
            Forbidden("execute-sql"),
            ErrorMessage(403, "This is not allowed", "SQL of your own is switched off on this server."),
        ),
        (ArchiveError("a.db: gone"), ErrorMessage(503, "The archive cannot be read", "a.db: gone")),
        (
            KeyError("secret"),
            ErrorMessage(500, "Something went wrong", "Details are in the server's log. The archive was not changed."),
        ),
    ],
    ids=[
        *("not found with a reason", "not found", "invalid request", "too slow", "Datasette's error"),
        *("Datasette's error about a parameter", "not allowed", "not an archive", "unexpected"),
    ],
)
def test_an_error_is_described_for_the_visitor(error, message):
    assert describe_error(error) == message


def test_an_unexpected_error_for_a_parameter_is_not_the_servers():
    shown = describe_error(KeyError("secret"), is_wrong_request=True)
    assert (shown.status, shown.heading) == (400, "This request is not valid")
    assert "secret" not in shown.text


async def test_an_error_as_json_has_datasettes_fields(datasette):
    response = await get(datasette, "/search.json/nosuch.json", 404)
    assert response.json()["ok"] is False
    assert response.json()["title"] == "Page not found"


async def test_a_page_with_a_wrong_argument_offers_the_page_without(datasette):
    page = (await get(datasette, "/archive/articles?_sort=headline", 400)).text
    assert '<a href="/archive/articles">Open the page without arguments</a>' in page
    assert "without arguments" not in (await get(datasette, "/archive/nosuch?_sort=headline", 404)).text
