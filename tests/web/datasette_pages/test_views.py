"""What Datasette's pages answer to requests that are wrong."""

import pytest
from datasette.app import Datasette

from newsarchive.web.datasette_pages.views import ONLY_SELECT
from newsarchive.web.serve import Visitors, make_datasette
from tests.web.support import get, text_of

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"


@pytest.mark.parametrize(
    ("sql", "reason"),
    [
        ("delete from articles", ONLY_SELECT),
        ("pragma journal_mode", ONLY_SELECT),
        ("select 1; select 2", "You can only execute one statement at a time."),
        ("select nosuch from articles", "no such column: nosuch"),
        (ENDLESS, "The statement took too long, and was stopped."),
    ],
    ids=["no SELECT", "pragma", "two statements", "no such column", "too slow"],
)
async def test_a_statement_that_cannot_run_stays_on_the_page(datasette, sql, reason):
    page = (await get(datasette, "/archive", 400, params={"sql": sql})).text
    assert reason in text_of(page)
    assert f"{sql}</textarea>" in page
    answer = (await get(datasette, "/archive.json", 400, params={"sql": sql})).json()
    assert not answer["ok"]
    await datasette.databases["archive"].close_processes()


async def test_without_permission_no_statement_is_shown(archive_path):
    closed = make_datasette(archive_path, Visitors(may_run_sql=False))
    for sql in ("select 1", "delete from articles"):
        page = text_of((await get(closed, "/archive", 403, params={"sql": sql})).text)
        assert "SQL of your own is switched off on this server." in page
    listed = (await get(closed, "/archive")).text
    assert "Articles about a subject" in listed
    assert "<textarea" not in listed
    await get(closed, "/archive/articles_about?words=harbour")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/nosuch", "Page not found"),
        ("/nosuch/nosuch", "Page not found"),
        ("/archive/nosuch", "The archive has no table nosuch."),
        ("/archive/articles/4711", "The table has no row with this key."),
        ("/archive/articles/x,y", "The table has no row with this key."),
    ],
)
async def test_an_unknown_address_is_not_found_in_our_frame(datasette, path, words):
    page = (await get(datasette, path, 404)).text
    assert words in text_of(page)
    assert 'class="site-header"' in page
    assert "Database not found" not in page


@pytest.mark.parametrize("path", ["/-/messages", "/-/patterns", "/-/threads", "/-/threads.json"])
async def test_pages_for_developers_of_datasette_are_not_shown(datasette, path):
    await get(datasette, path, 404)
    await get(Datasette([], memory=True), path)
