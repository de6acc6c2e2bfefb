"""The lead picture from its capture, and the article page that shows it."""

from pathlib import Path

import pytest

from newsarchive.archive.articles.pictures import WantedPicture, keep_picture, note_problem
from newsarchive.archive.articles.saving import Capture
from newsarchive.archive.captures.warc_packing import pack
from newsarchive.archive.database import Archive
from newsarchive.records import Page
from newsarchive.web.serve import make_datasette
from tests.web.captured_archive import CAPTURED_AT, build_captured_archive
from tests.web.support import Markup, get

JPEG = b"\xff\xd8\xff\xe0 harbour"
SCRIPT = b"<script>alert(1)</script>"


@pytest.fixture(scope="module")
def pictured(tmp_path_factory):
    path: Path = tmp_path_factory.mktemp("pictured") / "archive.db"
    ids = build_captured_archive(path)
    with Archive.open(path, write=True) as archive:

        def keep(name: str, body: bytes) -> None:
            url = f"https://img.example/{name}.jpg"
            with archive.transaction():
                archive.conn.execute("UPDATE bodies SET image_url = ? WHERE article_id = ?", [url, ids[name]])
            # The outlet calls everything a page.
            headers = (("Content-Type", "text/html"), ("Content-Security-Policy", "default-src *"))
            page = Page(url, url, CAPTURED_AT, 200, headers, body)
            keep_picture(archive, WantedPicture(ids[name], url), Capture(pack(page), url), "image/jpeg", CAPTURED_AT)

        for name in ("two", "expired", "damaged", "lost"):
            keep(name, JPEG)
        keep("hostile", SCRIPT)
        with archive.transaction():
            note_problem(archive, WantedPicture(ids["meta"], "https://img.example/x"), "HTTP 404", CAPTURED_AT)
            where = "WHERE url = 'https://img.example/{}.jpg'"
            archive.conn.execute(f"UPDATE captures SET expired_at = '2026-11-20T08:00:00Z' {where.format('expired')}")
            archive.conn.execute(f"UPDATE captures SET file = 'lost.warc.gz' {where.format('lost')}")
            archive.conn.execute(f"UPDATE captures SET digest = 'sha1:other' {where.format('damaged')}")
    return make_datasette(path), ids


async def test_the_picture_is_sent_as_what_it_is_and_can_do_nothing(pictured):
    datasette, ids = pictured
    answer = await get(datasette, f"/article/{ids['two']}/picture")
    assert answer.content == JPEG
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["content-disposition"] == f'inline; filename="article-{ids["two"]}.jpg"'
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; sandbox")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


async def test_the_article_page_shows_it_for_the_current_version(pictured):
    datasette, ids = pictured
    page = (await get(datasette, f"/article/{ids['two']}")).text
    (image,) = [one for tag, one in Markup(page).elements if tag == "img"]
    assert image["src"] == f"/article/{ids['two']}/picture"
    assert image["alt"] == "Lead picture of the article"
    for path in (f"/article/{ids['two']}/1", f"/article/{ids['expired']}", f"/article/{ids['meta']}"):
        assert "<img" not in (await get(datasette, path)).text


@pytest.mark.parametrize(
    ("name", "status", "why"),
    [
        ("meta", 404, "The archive has no picture of article {meta}."),
        ("header", 404, "The archive has no picture of article {header}."),
        ("removed", 404, "Article {removed} was removed."),
        ("expired", 410, "The picture was deleted at 2026-11-20 08:00:00 UTC."),
        ("lost", 410, "its record is missing"),
        ("damaged", 503, "its record is damaged"),
        ("hostile", 503, "not a picture"),
    ],
)
async def test_where_there_is_no_picture_the_answer_says_why(pictured, name, status, why):
    datasette, ids = pictured
    answer = await get(datasette, f"/article/{ids[name]}/picture", status)
    assert why.format(**ids) in answer.text
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("number", [4711, 2**70])
async def test_an_article_that_does_not_exist_has_none(pictured, number):
    datasette, _ = pictured
    assert "has no article" in (await get(datasette, f"/article/{number}/picture", 404)).text
