"""The page /fetch: what the archive has about an address, and a command that is safe to paste."""

import shlex
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

from newsarchive import ingest
from newsarchive.archive.articles.saving import register_outlets
from newsarchive.archive.database import Archive
from newsarchive.archive.queue import url_states
from newsarchive.outlet import site_outlet
from newsarchive.records import Outcome, Page
from newsarchive.web.pages.fetch import bookmarklet, fetch_command
from newsarchive.web.serve import make_datasette
from tests.cli.support import PAGE
from tests.web.sample_archive import SCRIPT
from tests.web.support import get, text_of

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
URL, GONE, QUEUED = (f"https://post.example/{path}" for path in ("bridge", "gone", "queued"))
SITE = site_outlet(URL, "post.example")


@pytest.fixture
def shown(tmp_path: Path):
    """An archive with an article, an address that was not found, and one that waits."""
    path = tmp_path / "archive.db"
    with Archive.open(path, write=True) as archive:
        register_outlets(archive, [SITE])
        for url in (URL, GONE, QUEUED):
            url_states.add_url(archive, SITE.name, url, NOW)
        headers = (("Content-Type", "text/html; charset=utf-8"),)
        ingest.ingest(archive, Page(URL, URL, NOW, 200, headers, PAGE.encode()), SITE, NOW)
        url_states.record_outcome(archive, GONE, Outcome.NOT_FOUND, "HTTP 404: not found", NOW)
    return make_datasette(path)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        pytest.param("http://www.post.example/bridge/?utm_source=x", "The archive has this article", id="stored"),
        pytest.param(GONE, "Result of the last request: not found (HTTP 404: not found).", id="not found"),
        pytest.param(QUEUED, "This address waits to be fetched", id="queued"),
        pytest.param("https://other.example/", "The archive does not know this address", id="unknown"),
    ],
)
async def test_it_says_what_the_archive_has(shown, url: str, words: str):
    page = (await get(shown, f"/fetch?url={quote(url, safe='')}")).text
    assert words in text_of(page)
    assert ('href="/article/1"' in page) == (url.endswith("=x"))
    assert ("newsarchive fetch --again" in page) == (words[:3] in ("The", "Res") and "know" not in words)


async def test_the_same_as_json(shown):
    found = (await get(shown, f"/fetch.json?url={quote(URL)}")).json()
    assert (found["outcome"], found["article"], found["outlet"]) == ("article", 1, "post_example")
    unknown = (await get(shown, "/fetch.json?url=https://other.example/a")).json()
    assert unknown["outcome"] is unknown["article"] is None
    assert "url is missing" in (await get(shown, "/fetch.json", 400)).json()["error"]
    await get(shown, "/fetch.csv", 404)


async def test_a_wrong_address_is_refused_and_shown_as_text(shown):
    page = (await get(shown, f"/fetch?url={quote('javascript:' + SCRIPT)}", 400)).text
    assert "is not a web address. Write it in full, with https://." in text_of(page)
    assert SCRIPT not in page


async def test_nothing_can_be_sent_to_it(shown):
    response = await shown.client.post("/fetch", data={"url": URL})
    assert response.status_code in (403, 405)


@pytest.mark.parametrize("path", ["a';rm -rf ~;'", "$(reboot)", "`id`", "a\\", 'x"y', "a&b|c>d"])
def test_no_address_becomes_another_command(path: str):
    command = fetch_command(f"https://post.example/{path.replace(' ', '%20')}", again=True)
    *words, url = shlex.split(command)
    assert words == ["newsarchive", "fetch", "--again"]
    assert unquote(url) == f"https://post.example/{path}"


def test_the_bookmark_leaves_no_hold_of_the_new_tab_to_the_page():
    assert bookmarklet("http://127.0.0.1:8001/fetch") == (
        'javascript:void open("http://127.0.0.1:8001/fetch?url="+encodeURIComponent(location.href)'
        ",'_blank','noopener')"
    )
