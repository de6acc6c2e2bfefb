"""The page as captured: its frame and bar, its charset, its record, and what is said where there is none."""

import gzip
from io import BytesIO

import pytest
from warcio.archiveiterator import WARCIterator

from newsarchive.web.articles.inert_page import RAW_POLICY
from newsarchive.web.serve import make_datasette
from tests.web.captured_archive import LARGE_BYTES, build_captured_archive
from tests.web.support import Markup, get, text_of


@pytest.fixture(scope="module")
def captured(tmp_path_factory):
    path = tmp_path_factory.mktemp("captured") / "archive.db"
    ids = build_captured_archive(path)
    return make_datasette(path), ids


async def test_the_bar_says_when_and_from_where(captured):
    datasette, ids = captured
    answer = await get(datasette, f"/article/{ids['two']}/page")
    shown = text_of(answer.text)
    assert "Page as captured 18 Nov 2026, 15:04:31 UTC from https://post.example/2026/two ." in shown
    assert "Article, version 2 of 2" in shown
    (frame,) = [one for tag, one in Markup(answer.text).elements if tag == "iframe"]
    assert frame["src"] == f"/article/{ids['two']}/page.html"
    assert frame["sandbox"] is None
    assert "sandbox" in frame
    assert "frame-src 'self'" in answer.headers["content-security-policy"]
    assert "script-src" in answer.headers["content-security-policy"]


async def test_a_page_from_another_web_archive_names_it(captured):
    datasette, ids = captured
    page = text_of((await get(datasette, f"/article/{ids['memento']}/page")).text)
    assert "by way of https://web.archive.example/web/2026/https://post.example/" in page


async def test_each_version_has_its_page(captured):
    datasette, ids = captured
    assert "says the first page" in (await get(datasette, f"/article/{ids['two']}/1/page.html")).text
    assert "says the second page" in (await get(datasette, f"/article/{ids['two']}/page.html")).text
    bar = (await get(datasette, f"/article/{ids['two']}/1/page")).text
    assert "Page as captured <time" in bar
    assert f'href="/article/{ids["two"]}/2/page"' in bar
    assert f'href="/article/{ids["two"]}/1/page" aria-current="page"' in bar


async def test_the_framed_page_can_do_nothing(captured):
    datasette, ids = captured
    answer = await get(datasette, f"/article/{ids['two']}/page.html")
    assert answer.headers["content-security-policy"] == RAW_POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in answer.headers
    assert '<a href="#" href="/">Home</a> <a href="#text">' in answer.text


async def test_opened_in_a_window_of_its_own_it_gets_its_bar(captured):
    datasette, ids = captured
    path = f"/article/{ids['two']}/1/page"
    answer = await get(datasette, f"{path}.html", 302, headers={"sec-fetch-dest": "document"})
    assert answer.headers["location"] == path
    await get(datasette, f"{path}.html", headers={"sec-fetch-dest": "iframe"})


@pytest.mark.parametrize(("name", "words"), [("header", "Crème brûlée costs 5 €."), ("meta", "Порт закрыт до весны")])
async def test_the_charset_is_that_of_the_capture(captured, name, words):
    datasette, ids = captured
    answer = await get(datasette, f"/article/{ids[name]}/page.html")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert words in answer.content.decode()


async def test_a_large_page_is_shown_whole(captured):
    datasette, ids = captured
    answer = await get(datasette, f"/article/{ids['large']}/page.html")
    assert len(answer.content) > LARGE_BYTES
    assert answer.text.endswith("</p></div></body></html>")


@pytest.mark.parametrize("path", ["page", "1/page"])
async def test_the_record_is_a_complete_warc_file(captured, path):
    datasette, ids = captured
    answer = await get(datasette, f"/article/{ids['two']}/{path}.warc.gz")
    number = 1 if path == "1/page" else 2
    assert answer.headers["content-type"] == "application/gzip"
    assert answer.headers["content-disposition"] == f'attachment; filename="article-{ids["two"]}-{number}.warc.gz"'
    assert int(answer.headers["content-length"]) == len(answer.content)
    assert gzip.decompress(answer.content).startswith(b"WARC/1.1\r\n")
    records = 0
    for record in WARCIterator(BytesIO(answer.content), check_digests="raise"):
        records += 1
        assert record.rec_headers.get_header("WARC-Target-URI") == "https://post.example/2026/two"
        assert (b"first" if number == 1 else b"second") in record.content_stream().read()
    assert records == 1


async def test_a_rendered_page_is_shown_as_it_was_read(captured):
    datasette, ids = captured
    bar = text_of((await get(datasette, f"/article/{ids['rendered']}/page")).text)
    assert "from https://post.example/2026/rendered , after a browser had run its scripts." in bar
    assert "The text that a script brought." in (await get(datasette, f"/article/{ids['rendered']}/page.html")).text


async def test_the_record_of_a_rendered_page_is_two_records(captured):
    datasette, ids = captured
    content = (await get(datasette, f"/article/{ids['rendered']}/page.warc.gz")).content
    found = [
        (one.rec_type, one.content_stream().read()) for one in WARCIterator(BytesIO(content), check_digests="raise")
    ]
    assert [kind for kind, _ in found] == ["response", "conversion"]
    assert b"script brought" not in found[0][1]
    assert b"script brought" in found[1][1]


@pytest.mark.parametrize(
    ("path", "status", "why"),
    [
        ("{imported}/page", 404, "Version 1 of article {imported} has no captured page; imported texts come without"),
        ("{two}/7/page", 404, "Article {two} has no version 7; its newest is 2."),
        ("{two}/0/page", 404, "Article {two} has no version 0; its newest is 2."),
        ("4711/page", 404, "There is no article 4711."),
        (f"{2**70}/page", 404, "There is no article"),
        (f"1/{2**70}/page", 404, "or no such version"),
        ("{expired}/page", 410, "was deleted at 2026-11-20 08:00:00 UTC; its text is still stored."),
        ("{removed}/page", 410, "Article {removed} was removed at 2026-11-20T10:04:31Z, and its captured pages were"),
        ("{removed}/1/page", 410, "was removed"),
        ("{lost}/page", 410, "The captured page cannot be read: its record is missing."),
        ("{damaged}/page", 503, "The captured page cannot be read: its record is damaged."),
    ],
)
async def test_where_there_is_no_page_the_answer_says_why(captured, path, status, why):
    datasette, ids = captured
    for ending in ("", ".html", ".warc.gz"):
        answer = await get(datasette, f"/article/{path.format(**ids)}{ending}", status)
        assert why.format(**ids) in answer.text
        assert "<iframe" not in answer.text
        assert "/captures" not in answer.text
        assert ".warc.gz at" not in answer.text


async def test_the_article_links_to_its_pages(captured):
    datasette, ids = captured
    page = (await get(datasette, f"/article/{ids['two']}")).text
    assert f'<a href="/article/{ids["two"]}/2/page">18 Nov 2026, 15:04:31 UTC</a>' in page
    assert f'href="/article/{ids["two"]}/1/page">page as captured</a>' in page
    assert "deleted, 20 Nov 2026, 08:00:00 UTC" in (await get(datasette, f"/article/{ids['expired']}")).text
    assert "none; this text came without a page" in (await get(datasette, f"/article/{ids['imported']}")).text


async def test_a_visitor_without_permission_sees_no_page(captured, archive_path):
    closed = make_datasette(captured[0].databases["archive"].path)
    closed._metadata_local = {"databases": {"archive": {"allow": {"id": "root"}}}}
    for ending in ("", ".html", ".warc.gz"):
        assert (await closed.client.get(f"/article/1/page{ending}")).status_code == 403


async def test_the_bar_shows_addresses_as_people_read_them(captured):
    datasette, ids = captured
    page = (await get(datasette, f"/article/{ids['escaped']}/page")).text
    escaped = "https://post.example/2026/%D0%BF%D0%BE%D1%80%D1%82/%E2%80%AEa"
    assert f'href="{escaped}"' in page
    assert "https://post.example/2026/<bdi>порт</bdi>/%E2%80%AEa</a>" in page
