"""The section "Cite" of an article's page, and which version a digest means."""

from datetime import UTC, datetime

from lxml import html

from newsarchive.formats.citations.citation import version_digest
from newsarchive.records import ArticleVersion
from newsarchive.web.citing.cited_articles import find_version
from newsarchive.web.serve import Visitors, make_datasette
from tests.web.citing.zotero_rules import embedded_metadata
from tests.web.support import get, text_of

AT = datetime(2026, 11, 22, tzinfo=UTC)


def versions(*bodies):
    return [ArticleVersion(number, AT, "Bridge", None, body, None, None) for number, body in enumerate(bodies, start=1)]


def digest(body):
    return version_digest("Bridge", None, body)[:16]


def test_a_digest_means_the_version_with_this_text():
    assert find_version(versions("one", "two"), 2, digest("two")) == 2
    assert find_version(versions("one", "two"), 2, digest("three")) is None
    assert find_version([], 1, digest("one")) is None


def test_a_version_is_found_when_an_older_one_was_put_before_it():
    assert find_version(versions("older", "one", "two"), 2, digest("two")) == 3


def test_of_versions_with_the_same_text_the_numbered_one_is_meant():
    same = versions("one", "two", "one")
    assert find_version(same, 1, digest("one")) == 1
    assert find_version(same, 3, digest("one")) == 3
    assert find_version(same, 2, digest("one")) == 3


async def test_the_page_shows_version_time_digest_and_permanent_address(datasette, ids):
    page = text_of((await get(datasette, f"/article/{ids['feature']}")).text)
    assert "Version 2, first stored 2026-11-20 17:00:00 UTC" in page
    sha256 = (await get(datasette, f"/article/{ids['feature']}/2.citation.txt")).text.split("SHA-256 ")[1][:64]
    assert sha256 in page
    assert f"/article/{ids['feature']}/2-{sha256[:16]}" in page


async def test_an_earlier_version_is_cited_with_its_own_text_and_time(datasette, ids):
    page = (await get(datasette, f"/article/{ids['feature']}/1")).text
    assert "Version 1, first stored 2026-11-20 12:00:00 UTC" in text_of(page)
    tree = html.fromstring(page)
    assert tree.xpath('//link[@rel="canonical"]/@href') == [f"http://localhost/article/{ids['feature']}/1"]
    assert tree.xpath('//link[@title="RIS"]/@href') == [f"/article/{ids['feature']}/1.ris"]


async def test_the_current_version_has_the_articles_address(datasette, ids):
    page = (await get(datasette, f"/article/{ids['feature']}/2")).text
    canonical = html.fromstring(page).xpath('//link[@rel="canonical"]/@href')
    assert canonical == [f"http://localhost/article/{ids['feature']}"]


async def test_addresses_are_those_of_the_public_url(archive_path, ids):
    public = make_datasette(archive_path, Visitors(public_url="https://archive.example/news"))
    page = (await public.client.get(f"/article/{ids['feature']}")).text
    item = embedded_metadata(page)
    assert item["archiveLocation"].startswith(f"https://archive.example/news/article/{ids['feature']}/2-")
    assert item["url"] == "https://post.example/2026/harbour"
    assert f'href="/news/article/{ids["feature"]}.ris"' in page


async def test_a_hostile_article_adds_nothing_to_its_page(datasette, ids):
    page = (await get(datasette, f"/article/{ids['hostile']}")).text
    tree = html.fromstring(page)
    assert [script.get("type") for script in tree.iter("script") if not script.get("src")] == ["application/ld+json"]
    assert not tree.xpath("//img")
    (context,) = tree.xpath('//span[@class="Z3988"]/@title')
    assert "%3Cscript%3E" in context
    assert embedded_metadata(page)["title"].startswith("<script>alert(1)</script> another headline")


async def test_a_script_is_never_linked_as_the_original(datasette, ids):
    page = (await get(datasette, f"/article/{ids['javascript']}")).text
    assert 'href="javascript' not in page
    assert embedded_metadata(page)["url"].startswith("http://localhost/article/")


async def test_every_page_of_results_links_to_the_citations_of_all(datasette):
    page = html.fromstring((await get(datasette, "/search?q=harbour&page=2")).text)
    assert page.xpath('//a[text()="RIS"]/@href') == ["/search.ris?q=harbour"]
    empty = (await get(datasette, "/search?q=zeppelin")).text
    assert "Cite all results" not in empty
