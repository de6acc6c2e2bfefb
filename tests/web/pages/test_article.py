"""The article page: structure, versions, and the article as JSON and text."""

import json
from datetime import UTC, datetime

import pytest

from newsarchive.formats.document import read_document
from newsarchive.records import ArticleVersion
from newsarchive.web.pages.article import version_note
from tests.web.support import get, text_of


async def test_an_article_has_the_order_of_a_document(datasette, ids):
    page = text_of((await get(datasette, f"/article/{ids['feature']}")).text)
    order = [
        "Rivertown harbour to stay closed",
        "18.11.2026",
        "Northern Wire , 17 Nov 2026",
        "Ferries",
        "The harbour at",
    ]
    places = [page.index(part, page.index("Rivertown Post")) for part in order]
    assert places == sorted(places)


async def test_an_article_is_marked_with_its_language_and_direction(datasette, ids):
    page = (await get(datasette, f"/article/{ids['arabic']}")).text
    assert '<h1 lang="ar" dir="rtl">' in page
    assert '<div class="text" lang="ar" dir="rtl">' in page
    unknown = (await get(datasette, f"/article/{ids['no address']}")).text
    assert '<h1 dir="auto">' in unknown


async def test_an_article_as_text_is_a_document(datasette, ids):
    answer = await get(datasette, f"/article/{ids['feature']}.txt?full=1")
    document = read_document(answer.text)
    assert document.source == "Northern Wire"
    assert document.url == "https://post.example/2026/harbour"


async def test_an_article_as_json_has_all_fields(datasette, ids):
    article = json.loads((await get(datasette, f"/article/{ids['feature']}.json")).text)
    assert article["authors"][1] == {"name": "Northern Wire", "kind": "agency"}
    assert article["published_at"] == "2026-11-18T10:00:00Z"
    assert article["provenance"]["headline"] == "json-ld"


async def test_the_link_to_the_original_page_sends_no_referrer(datasette, ids):
    page = (await get(datasette, f"/article/{ids['feature']}")).text
    assert '<a href="https://post.example/2026/harbour" rel="noopener noreferrer nofollow external">' in page


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("withdrawn", "Withdrawn: Rivertown Post has not shown this article since 19 Nov 2026."),
        ("stub", "Only the beginning is stored. The rest was not free to read."),
        ("undated", "the date is not known"),
        ("day alone", "only the day is known"),
    ],
)
async def test_the_page_says_what_is_special_about_an_article(datasette, ids, name, line):
    assert line in (await get(datasette, f"/article/{ids[name]}")).text


async def test_earlier_versions_are_shown_and_compared(datasette, ids):
    feature = ids["feature"]
    today = (await get(datasette, f"/article/{feature}")).text
    assert f'href="/article/{feature}/1"' in today
    first = (await get(datasette, f"/article/{feature}/1")).text
    assert "until the spring, the council" in first
    assert "A later version replaced it" in first
    assert "until the spring" in (await get(datasette, f"/article/{feature}/1.txt")).text
    assert (await get(datasette, f"/article/{feature}/1.json")).json()["revision"] == 1
    changes = (await get(datasette, f"/article/{feature}/2?changes=1")).text
    assert "<del>spring</del><ins>summer</ins>" in changes


@pytest.mark.parametrize(
    ("cause", "note"),
    [
        pytest.param("theirs", "changed by the outlet: headline changed, corrected", id="theirs"),
        pytest.param("ours", "same page, read differently by newsarchive", id="ours"),
    ],
)
def test_a_version_names_who_changed_it_and_the_kinds_of_change(cause, note):
    at = datetime(2026, 11, 22, tzinfo=UTC)
    older = ArticleVersion(1, at, "Harbour opens", None, "Ships came on Monday.", "1", cause)
    newer = ArticleVersion(2, at, "Port opens", None, "Ships came on Sunday.", "1", None)
    assert version_note(older, newer) == note
