"""The article page: structure, versions, and the article as JSON and text."""

import json
from datetime import UTC, datetime

import pytest

from newsarchive.comparison.diff import Part
from newsarchive.formats.document import read_document
from newsarchive.records import ArticleVersion
from newsarchive.web.pages.article import shown_text, version_note
from tests.web.sample_archive import STRUCTURED
from tests.web.support import Markup, get, text_of


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


async def test_the_structure_of_a_text_is_shown(datasette, ids):
    page = (await get(datasette, f"/article/{ids['structured']}")).text
    for markup in (
        "<h2>Where do the ferries leave from?</h2>",
        "<h3>Who pays?</h3>",
        "<li>The morning boats leave from Saltmarsh</li>",
        "<ol>\n<li>07:10, with bicycles</li>",
        "<blockquote><p>“We would rather answer for a closed harbour than for an open one.”</p>"
        "<p>“The piles come first.”</p></blockquote><figcaption>Maud Ellery, chair of the works committee</figcaption>",
        '<th scope="col">Year</th>',
        "<td>The county</td>",
        "<code>quay = {\n&#34;piles&#34;: 212,\n}\n</code>",
        '<a href="https://county.example/ferries?from=saltmarsh&amp;to=islands" rel="nofollow noopener">Timetable</a>',
        "The eastern quay at low water on Tuesday",
        '<span class="picture-credit">Photo: Ida Moor</span>',
        '<a class="small" lang="en" dir="ltr" href="https://post.example/quay.jpg" rel="nofollow noopener">',
        '<time datetime="2026-11-09T12:00:00Z" title="2026-11-09 12:00:00 UTC">9 Nov 2026, 12:00 UTC</time>',
    ):
        assert markup in page, markup
    assert "<h2>Where" not in (await get(datasette, f"/article/{ids['feature']}")).text


async def test_nothing_of_a_hostile_structure_is_markup(datasette, ids):
    page = (await get(datasette, f"/article/{ids['hostile']}")).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; attribution</figcaption>" in page
    assert 'href="https://evil.example/&#34;onmouseover=&#34;alert(1)"' in page
    assert not [attributes for _, attributes in Markup(page).elements if "onmouseover" in attributes]
    assert "<script>" not in page


async def test_the_json_of_an_article_has_its_structure(datasette, ids):
    article = (await get(datasette, f"/article/{ids['structured']}.json")).json()
    assert article["structure"]["picture"] == {
        "caption": "The eastern quay at low water on Tuesday",
        "credit": "Photo: Ida Moor",
    }
    assert article["structure"]["blocks"][0] == {"first": 1, "last": 1, "kind": "subheading", "level": 2}


async def test_the_text_of_an_article_is_a_plain_document(datasette, ids):
    text = (await get(datasette, f"/article/{ids['structured']}.txt")).text
    assert read_document(text).body.split("\n\n") == STRUCTURED


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


def test_the_last_version_has_no_note():
    version = ArticleVersion(1, datetime(2026, 11, 22, tzinfo=UTC), "Harbour opens", None, "Ships came.", "1", None)
    assert version_note(version, None) is None


def test_a_version_alone_has_no_changes():
    text = shown_text(a_version(1, "Harbour opens", "Ships came.\n\nMen cheered."))
    assert (text.headline, text.headline_parts) == ("Harbour opens", [Part("same", "Harbour opens")])
    assert text.standfirst == []
    assert text.paragraphs == [[Part("same", "Ships came.")], [Part("same", "Men cheered.")]]


def test_a_version_beside_an_earlier_one_marks_removed_and_added_words():
    older, newer = a_version(1, "Harbour opens", "Ships came."), a_version(2, "Harbour shuts", "Ships came.")
    text = shown_text(newer, older)
    assert [part for part in text.headline_parts if part.kind != "same"] == [
        Part("removed", "opens"),
        Part("added", "shuts"),
    ]
    assert text.paragraphs == [[Part("same", "Ships came.")]]


def a_version(number: int, headline: str, body: str) -> ArticleVersion:
    return ArticleVersion(number, datetime(2026, 11, 22, tzinfo=UTC), headline, None, body, "1", None)


async def test_the_page_names_the_extractor_version_and_the_original_page(datasette, ids):
    page = text_of((await get(datasette, f"/article/{ids['feature']}")).text)
    assert "Extractor version test 1" in page
    assert "Original page open at post.example" in page
    assert "Last checked 20 Nov 2026" in page


async def test_a_page_of_changes_explains_the_marks(datasette, ids):
    page = text_of((await get(datasette, f"/article/{ids['feature']}/2?changes=1")).text)
    assert "Changes in version 2 of 2: removed words are struck through, added words underlined." in page
    assert "Show the current version" in page
