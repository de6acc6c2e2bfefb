"""The metadata in the head: what Zotero's translator makes of it, and that the archive does not claim to be the outlet.

The rules of the translator Embedded Metadata, as far as they concern a newspaper article, are in zotero_rules.py.
"""

import json
from datetime import date

import pytest
from lxml import html
from markupsafe import Markup

from newsarchive.formats.citations.citation import CitingArchive, cite
from newsarchive.records import Author, Stamp, StoredArticle
from newsarchive.web.citing.head_metadata import json_ld, meta_tags
from tests.formats.citations.samples import ARCHIVE, CAPTURED, SEEN, an_article
from tests.web.citing.zotero_rules import embedded_metadata

PAGE = "https://archive.example/news/article/17"
HOSTILE = '</script><script>alert(1)</script><!-- " \u2028 &amp;'


def head_of(*, archive: CitingArchive = ARCHIVE, home: str | None = "https://post.example/", **facts) -> str:
    """The head of a page with the metadata of an article with facts."""
    stored = StoredArticle(17, an_article(**facts), "Rivertown Post", 2, SEEN)
    citation = cite(stored, archive, CAPTURED)
    tags = [
        Markup('<meta {}="{}" content="{}">').format(Markup(tag.attribute), tag.name, tag.content)
        for tag in meta_tags(citation, stored, PAGE)
    ]
    script = f'<script type="application/ld+json">{json_ld(citation, stored, home)}</script>'
    return f"<html lang=en><head><title>x</title>{''.join(tags)}{script}</head><body></body></html>"


def linked_data(page: str) -> dict:
    (script,) = html.fromstring(page).xpath('//script[@type="application/ld+json"]/text()')
    return json.loads(script)


def property_of(page: str, name: str) -> str | None:
    return next(iter(html.fromstring(page).xpath(f'//meta[@property="{name}"]/@content')), None)


def test_zotero_makes_a_newspaper_article_of_the_original():
    item = embedded_metadata(head_of())
    assert item == {
        "itemType": "newspaperArticle",
        "title": "Harbour stays closed, says Maud Ellery",
        "creators": [("Reed", "Ada M."), ("Northern Wire", "")],
        "date": "2026/11/22",
        "publicationTitle": "Rivertown Post",
        "url": "https://post.example/2026/harbour",
        "language": "en-GB",
        "section": "Local",
        "abstractNote": "Ferries leave from Saltmarsh.",
        "archive": "Coast archive",
        "archiveLocation": item["archiveLocation"],
    }
    assert item["archiveLocation"].startswith(f"{PAGE}/2-")


@pytest.mark.parametrize(
    ("names", "creators"),
    [
        pytest.param(["Gabriel José de la Cruz Vega"], [("Vega", "Gabriel José de la Cruz")], id="blanks in both"),
        pytest.param(["Ana de la Cruz", "Tom Reed"], [("de la Cruz", "Ana"), ("Reed", "Tom")], id="two people"),
        pytest.param(["佐藤花子"], [("佐藤花子", "")], id="whole"),
        pytest.param(["ليلى حداد"], [("حداد", "ليلى")], id="Arabic"),
        pytest.param(["Reader of this 17"], [("Reader of this 17", "")], id="no name of a person"),
    ],
)
def test_zotero_divides_names_as_we_did(names, creators):
    assert embedded_metadata(head_of(authors=tuple(map(Author, names))))["creators"] == creators


def test_without_an_original_the_archives_page_is_the_address():
    assert embedded_metadata(head_of(url=None))["url"] == PAGE


def test_the_page_is_the_archives_and_the_article_is_the_outlets():
    page = head_of()
    assert property_of(page, "og:url") == PAGE
    assert property_of(page, "og:site_name") == "Coast archive"
    data = linked_data(page)
    assert data["url"] == "https://post.example/2026/harbour"
    assert data["publisher"] == {
        "@type": "NewsMediaOrganization",
        "name": "Rivertown Post",
        "url": "https://post.example/",
    }
    assert data["archivedAt"].startswith(f"{PAGE}/2-")
    assert data["sdPublisher"] == {"@type": "Organization", "name": "Coast archive"}
    assert data["sdDatePublished"] == "2026-11-22T12:03:05Z"


def test_linked_data_has_people_and_organisations():
    assert linked_data(head_of())["author"] == [
        {"@type": "Person", "name": "Ada M. Reed", "familyName": "Reed", "givenName": "Ada M."},
        {"@type": "Organization", "name": "Northern Wire"},
    ]


def test_what_is_not_known_is_left_out():
    page = head_of(
        archive=CitingArchive(), home=None, published=Stamp(date(2026, 11, 14)), language=None, section=None, url=None
    )
    data = linked_data(page)
    assert data["datePublished"] == "2026-11-14"
    assert not {"url", "inLanguage", "articleSection", "archivedAt", "isAccessibleForFree"} & set(data)
    assert data["publisher"] == {"@type": "NewsMediaOrganization", "name": "Rivertown Post"}
    assert property_of(page, "article:published_time") == "2026-11-14"
    assert "datePublished" not in linked_data(head_of(published=None))


def test_no_text_ends_the_script_or_the_attribute():
    page = head_of(headline=HOSTILE, standfirst=HOSTILE, section=HOSTILE, authors=(Author(HOSTILE),))
    tree = html.fromstring(page)
    assert len(tree.xpath("//script")) == 1
    assert tree.xpath("//comment()") == []
    expected = " ".join(HOSTILE.split())
    assert linked_data(page)["headline"] == expected
    assert tree.xpath('//meta[@name="citation_title"]/@content') == [expected]
    assert "<!--" not in page
