"""Near-duplicates on the pages: search results, the page of the cluster, and the link on an article's page."""

import json
import re
import sqlite3

import pytest

from newsarchive.archive.articles.article_rows import version_of
from newsarchive.archive.articles.identity import Addresses
from newsarchive.archive.articles.saving import register_outlets, save
from newsarchive.archive.database import Archive
from newsarchive.archive.near_duplicates.clusters import find_cluster, list_members
from newsarchive.archive.search.article_search import search
from newsarchive.archive.search.selection import SearchRequest
from newsarchive.web.pages.articles.near_duplicates import COMPARED_CHARACTERS, MEMBERS_PER_PAGE, compare_texts
from newsarchive.web.serve import make_datasette
from tests.web.cluster_archive import AGENCY, ALONE, PAPERS, STORED
from tests.web.sample_archive import NOW
from tests.web.support import Markup, foreign_scripts, get, text_of


@pytest.fixture
def ids(cluster_archive) -> dict[str, int]:
    return cluster_archive[1]


@pytest.fixture
def datasette(cluster_archive, monkeypatch):
    monkeypatch.setattr("newsarchive.clock.now", lambda: NOW)
    return make_datasette(cluster_archive[0])


async def test_search_shows_one_article_and_links_to_the_copies(datasette, ids):
    page = (await get(datasette, "/search?q=harbour")).text
    assert "27 articles" in text_of(page)
    assert page.count('<a class="copies"') == 1
    href, name = re.findall(r'<a class="copies" href="([^"]+)"[^>]*><bdi dir="ltr">([^<]+)</bdi></a>', page)[0]
    assert name == "and 25 more"
    assert await get(datasette, href)
    assert len(re.findall(r"<h3", page.split('id="results"')[1].split("</ol>")[0])) == 2


async def test_only_matching_copies_are_counted(datasette, ids):
    page = (await get(datasette, "/search?q=harbour&outlet=paper_4&outlet=paper_5&outlet=coast_wire")).text
    assert "and 2 more" in page
    found = (await get(datasette, "/search.json?q=harbour&outlet=paper_4")).json()
    assert [article["copies"] for article in found["articles"]] == [0]


async def test_all_copies_are_shown_when_asked_for(datasette):
    page = (await get(datasette, "/search?q=harbour&copies=all")).text
    assert page.count("one of 26 copies") >= 19
    assert 'name="copies" form="search-form" value="all" checked' in page
    assert '<a href="/search?q=harbour" title="Remove this filter">' in page
    found = (await get(datasette, "/search.json?q=harbour&copies=all")).json()
    assert len(found["articles"]) == found["total"] == 27


@pytest.mark.parametrize("form", ["json", "csv", "atom"])
async def test_other_formats_show_one_article_of_a_cluster(datasette, form):
    text = (await get(datasette, f"/search.{form}?q=harbour")).text
    assert text.count("/article/") >= 2
    assert len(set(re.findall(r"/article/\d+", text))) == 2
    if form == "json":
        assert sorted(article["copies"] for article in json.loads(text)["articles"]) == [0, 25]


async def test_home_shows_the_newest_article_of_a_cluster(datasette):
    page = (await get(datasette, "/")).text
    assert "and 25 more" in page
    assert len(re.findall(r'<h3[^>]*><a href="/article/', page)) == 2


@pytest.mark.parametrize("name", ["head", "cut", "paper 20"])
async def test_the_id_of_any_member_shows_the_cluster_oldest_first(datasette, ids, name):
    page = (await get(datasette, f"/copies/{ids[name]}")).text
    assert "26 articles from 26 outlets with nearly the same text" in page
    shown = [int(one) for one in re.findall(r'<h2[^>]*><a href="/article/(\d+)"', page)]
    assert shown == [ids[name] for name in STORED][:MEMBERS_PER_PAGE]
    assert "18 Nov 2026, 13:00 UTC" in page
    assert "93 % similar" in page
    assert ("the article you came from" in page) == (ids[name] in shown)


async def test_differences_are_in_closed_details_word_by_word(datasette, ids):
    page = (await get(datasette, f"/copies/{ids['head']}")).text
    assert re.search(r"<summary>another headline, shortened by [45]\d %</summary>", page)
    assert "<del>Tuesday</del><ins>Wednesday</ins>" in page
    assert "<summary>text edited</summary>" in page
    assert "3 paragraphs unchanged" in page
    assert "The words are the same." in page
    assert "withdrawn since 19 Nov 2026" in page
    assert "<details open" not in page


async def test_a_text_that_is_too_long_is_not_compared(datasette, ids):
    assert len(STORED["long"].body) > COMPARED_CHARACTERS
    assert "This text is too long to compare." in (await get(datasette, f"/copies/{ids['head']}")).text


async def test_pages_of_a_long_cluster_have_every_member_once(datasette, ids):
    seen, address = [], f"/copies/{ids['cut']}.json"
    while address:
        found = (await get(datasette, address)).json()
        seen += [member["id"] for member in found["members"]]
        address = (found["next"] or "").removeprefix("http://localhost")
    assert seen == [ids[name] for name in STORED]
    page = (await get(datasette, f"/copies/{ids['cut']}")).text
    following = re.findall(r'href="(/copies/[^"]+)" rel="next"', page)[0]
    second = (await get(datasette, following)).text
    assert len(re.findall(r'<h2[^>]*><a href="/article/', second)) == len(STORED) - MEMBERS_PER_PAGE
    assert 'rel="next"' not in second


async def test_json_has_what_the_page_shows(datasette, ids):
    found = (await get(datasette, f"/copies/{ids['edited']}.json")).json()
    assert (found["head"], found["articles"], found["outlets"]) == (ids["head"], 26, 26)
    by_id = {member["id"]: member for member in found["members"]}
    head, edited = by_id[ids["head"]], by_id[ids["edited"]]
    assert (head["is_head"], head["similarity"], head["differences"]) == (True, None, None)
    assert (edited["is_head"], edited["similarity"], edited["changes"]) == (False, 0.934, ["text edited"])
    changed = [part for paragraph in edited["differences"] for part in paragraph if part["kind"] != "same"]
    assert changed == [{"kind": "removed", "text": "Tuesday"}, {"kind": "added", "text": "Wednesday"}]
    assert edited["page"].endswith(f"/article/{ids['edited']}")


async def test_a_copy_links_to_its_cluster_and_names_the_head(datasette, ids):
    page = (await get(datasette, f"/article/{ids['cut']}")).text
    assert f'Copy of <a href="/copies/{ids["cut"]}"><bdi>Harbour closed until spring</bdi></a>' in page
    assert "(Coast Wire, 18 Nov 2026, 12:00 UTC)" in re.sub(r"<[^>]+>", "", page)


async def test_the_head_says_how_many_outlets_published_it(datasette, ids):
    head = (await get(datasette, f"/article/{ids['head']}")).text
    assert f'<a href="/copies/{ids["head"]}"><bdi>26 outlets published this text</bdi></a>' in head
    assert "/copies/" not in (await get(datasette, f"/article/{ids['alone']}")).text


async def test_the_page_of_an_article_without_copies_says_so(datasette, ids):
    page = text_of((await get(datasette, f"/copies/{ids['alone']}")).text)
    assert "This article has no known copies." in page


@pytest.mark.parametrize("path", ["/copies/4711", f"/copies/{10**30}", "/copies/1.pdf", "/copies/4711.json"])
async def test_an_unknown_cluster_or_format_is_not_found(datasette, path):
    await get(datasette, path, 404)


@pytest.mark.parametrize("query", ["after=banana", "after=-1", "after=999999999999999999", "after=%00", "x=1"])
@pytest.mark.parametrize("form", ["", ".json"])
async def test_no_query_of_a_cluster_is_an_error(datasette, ids, query, form):
    await get(datasette, f"/copies/{ids['head']}{form}?{query}")


@pytest.mark.parametrize("name", ["head", "hostile"])
async def test_hostile_copies_stay_text(datasette, ids, name):
    for path in (f"/copies/{ids[name]}", f"/article/{ids[name]}", "/search?q=alert&copies=all"):
        answer = await get(datasette, path)
        page = Markup(answer.text)
        assert not [tag for tag, _ in page.elements if tag in ("style", "img")]
        assert not [one for _, one in page.elements if any(key.startswith("on") or key == "style" for key in one)]
        assert foreign_scripts(answer.text) == []
    assert "&lt;script&gt;" in (await get(datasette, f"/copies/{ids['head']}")).text


async def test_a_member_whose_head_is_missing_has_no_copies(tmp_path, cluster_archive, ids):
    """A damaged archive can have such a member until it is repaired."""
    path = tmp_path / "archive.db"
    path.write_bytes(cluster_archive[0].read_bytes())
    conn = sqlite3.connect(path)
    conn.execute("UPDATE articles SET cluster_id = 4711, copy_of = 4711 WHERE id = ?", [ids["cut"]])
    conn.commit()
    conn.close()
    page = (await get(make_datasette(path), f"/copies/{ids['cut']}")).text
    assert "This article has no known copies." in page


def test_copies_found_by_the_archive_are_in_one_cluster(tmp_path):
    outlets = {outlet.name: outlet for outlet in (AGENCY, *PAPERS)}
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        register_outlets(archive, outlets.values())
        for article in (STORED["cut"], STORED["edited"], STORED["head"], ALONE):
            version = version_of(article, article.outlet, "test 1")
            addresses = Addresses(requested=article.url, final=article.url)
            save(archive, version, outlet=outlets[article.outlet], addresses=addresses, now=NOW)
        found = search(archive.conn, SearchRequest("harbour", order="newest"))
        assert [(hit.headline.count("nobody"), hit.copies) for hit in found.hits] == [(0, 2), (1, 0)]
        assert found.total == 4
        cluster = find_cluster(archive.conn, found.hits[0].id)
        assert (cluster.head.outlet, cluster.articles) == (AGENCY.name, 3)


def two_members(path, second: str):
    """The head of the cluster in the archive at path, and the article named second."""
    with Archive.open(path) as archive:
        id_by_outlet = {row[1]: row[0] for row in archive.conn.execute("SELECT id, outlet FROM articles")}
        cluster = find_cluster(archive.conn, id_by_outlet[STORED[second].outlet])
        members, _ = list_members(archive.conn, cluster.head.id, after=None, limit=len(STORED))
    return cluster.head, next(member for member in members if member.outlet == STORED[second].outlet)


def test_a_comparison_counts_unchanged_paragraphs_and_keeps_the_others(cluster_archive):
    comparison = compare_texts(*two_members(cluster_archive[0], "edited"))
    assert comparison.kinds == ("text edited",)
    assert [block.unchanged for block in comparison.blocks] == [1, 0, 5]
    assert [part.text for part in comparison.blocks[1].parts if part.kind != "same"] == ["Tuesday", "Wednesday"]


def test_texts_with_the_same_words_have_no_kinds_of_change(cluster_archive):
    comparison = compare_texts(*two_members(cluster_archive[0], "same"))
    assert comparison.kinds == ()
    assert [block.parts for block in comparison.blocks] == [()]


def test_a_long_text_has_kinds_of_change_but_no_blocks(cluster_archive):
    comparison = compare_texts(*two_members(cluster_archive[0], "long"))
    assert comparison.blocks is None
    assert comparison.kinds
