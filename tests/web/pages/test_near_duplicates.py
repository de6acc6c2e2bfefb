"""Near-copies in the pages: one hit for all of a cluster, the page of the cluster, and what an article says of it."""

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from newsarchive.archive.articles.article_rows import version_of
from newsarchive.archive.articles.identity import Addresses
from newsarchive.archive.articles.saving import register_outlets, save
from newsarchive.archive.database import Archive
from newsarchive.archive.near_duplicates.clusters import find_cluster
from newsarchive.archive.search.article_search import search
from newsarchive.archive.search.scope import SearchRequest
from newsarchive.outlet import Outlet
from newsarchive.records import Stamp
from newsarchive.web.pages.near_duplicates import COMPARED_CHARACTERS, MEMBERS
from newsarchive.web.serve import make_datasette
from tests.archive.clusters import join_copies
from tests.web.conftest import HOSTILE, IMAGE, NOW, PARAGRAPHS, SCRIPT, an_article
from tests.web.test_pages import get, text_of
from tests.web.test_security import Markup

AGENCY = Outlet("coast_wire", "Coast Wire", "https://wire.example/", "en", "UTC", "gb", ("wire.example",))
PAPERS = [
    Outlet(f"paper_{n}", f"Paper {n}", f"https://paper{n}.example/", "en", "UTC", "gb", (f"paper{n}.example",))
    for n in range(24)
]
BEGIN = NOW - timedelta(days=2)


def the_text(outlet: Outlet, hours: int, **facts):
    """The agency's text as an outlet ran it, that many hours after the first."""
    moment = BEGIN + timedelta(hours=hours)
    text = an_article(
        1,
        outlet=outlet.name,
        headline="Harbour closed until spring",
        body="\n\n".join(PARAGRAPHS[:6]),
        url=f"{outlet.home}harbour",
        source="Coast Wire",
        published=Stamp(moment.date(), moment),
    )
    return replace(text, **facts)


STORED = {
    "head": the_text(AGENCY, 0),
    "same": the_text(PAPERS[0], 1),
    "cut": the_text(PAPERS[1], 2, headline="Port stays shut", body="\n\n".join(PARAGRAPHS[:3])),
    "edited": the_text(
        PAPERS[2], 3, body="\n\n".join([PARAGRAPHS[0].replace("Tuesday", "Wednesday"), *PARAGRAPHS[1:6]])
    ),
    "hostile": the_text(
        HOSTILE,
        4,
        headline=f"{SCRIPT} {IMAGE}",
        standfirst=f"{SCRIPT} standfirst",
        body="\n\n".join([f"{SCRIPT} {PARAGRAPHS[0]} {IMAGE}", *PARAGRAPHS[1:6]]),
    ),
    "long": the_text(PAPERS[3], 5, body="\n\n".join(PARAGRAPHS[:6]) + "\n\n" + "And so on it went. " * 3000),
    **{f"paper {n}": the_text(PAPERS[n], n + 2) for n in range(4, 24)},
}
ALONE = an_article(45, outlet=AGENCY.name, url="https://wire.example/alone", headline="A harbour nobody else wrote of")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """An archive of the agency's text at 26 outlets, and of one that it alone has."""
    path = tmp_path_factory.mktemp("copies") / "archive.db"
    outlets = {outlet.name: outlet for outlet in (AGENCY, HOSTILE, *PAPERS)}
    with Archive.open(path, write=True) as archive:
        register_outlets(archive, outlets.values())

        def keep(article):
            addresses = Addresses(requested=article.url, final=article.url)
            version = version_of(article, article.outlet, "test 1")
            return save(archive, version, outlet=outlets[article.outlet], addresses=addresses, now=NOW).article_id

        ids = {name: keep(article) for name, article in {**STORED, "alone": ALONE}.items()}
        with archive.transaction():
            join_copies(archive.conn, *(ids[name] for name in STORED), similarity=0.934)
            archive.conn.execute("UPDATE articles SET gone_at = '2026-11-19T00:00:00Z' WHERE id = ?", [ids["same"]])
    return path, ids


@pytest.fixture
def ids(built) -> dict[str, int]:
    return built[1]


@pytest.fixture
def datasette(built, monkeypatch):
    monkeypatch.setattr("newsarchive.clock.now", lambda: NOW)
    return make_datasette(built[0])


async def test_search_shows_one_and_leads_to_the_others(datasette, ids):
    page = (await get(datasette, "/search?q=harbour")).text
    assert "27 articles" in text_of(page)
    assert page.count('<a class="copies"') == 1
    href, name = re.findall(r'<a class="copies" href="([^"]+)"[^>]*>([^<]+)</a>', page)[0]
    assert name == "and 25 more"
    assert await get(datasette, href)
    assert len(re.findall(r"<h3", page.split('class="beside"')[1].split("</ol>")[0])) == 2


async def test_only_those_that_match_are_counted(datasette, ids):
    page = (await get(datasette, "/search?q=harbour&outlet=paper_4&outlet=paper_5&outlet=coast_wire")).text
    assert "and 2 more" in page
    found = (await get(datasette, "/search.json?q=harbour&outlet=paper_4")).json()
    assert [article["copies"] for article in found["articles"]] == [0]


async def test_every_copy_is_shown_singly_when_asked_for(datasette):
    page = (await get(datasette, "/search?q=harbour&copies=all")).text
    assert page.count("one of 26 copies") >= 19
    assert 'name="copies" value="all" checked' in page
    assert '<a href="/search?q=harbour" title="Search without this">' in page
    found = (await get(datasette, "/search.json?q=harbour&copies=all")).json()
    assert len(found["articles"]) == 20
    assert found["next"].endswith("/search.json?q=harbour&copies=all&page=2")


@pytest.mark.parametrize("form", ["json", "csv", "atom"])
async def test_the_other_forms_show_one_of_a_cluster_too(datasette, form):
    text = (await get(datasette, f"/search.{form}?q=harbour")).text
    assert text.count("/article/") >= 2
    assert len(set(re.findall(r"/article/\d+", text))) == 2
    if form == "json":
        assert sorted(article["copies"] for article in json.loads(text)["articles"]) == [0, 25]


async def test_home_shows_the_newest_of_a_cluster(datasette):
    page = (await get(datasette, "/")).text
    assert "and 25 more" in page
    assert len(re.findall(r'<h3[^>]*><a href="/article/', page)) == 2


@pytest.mark.parametrize("name", ["head", "cut", "paper 20"])
async def test_any_member_leads_to_the_cluster_in_order_of_time(datasette, ids, name):
    page = (await get(datasette, f"/copies/{ids[name]}")).text
    assert "26 articles of 26 outlets with nearly this text" in page
    shown = [int(one) for one in re.findall(r'<h2[^>]*><a href="/article/(\d+)"', page)]
    assert shown == [ids[name] for name in STORED][:MEMBERS]
    assert "18 Nov 2026, 13:00 UTC" in page
    assert "93 % alike" in page
    assert ("where you came from" in page) == (ids[name] in shown)


async def test_what_each_changed_is_folded_away_word_by_word(datasette, ids):
    page = (await get(datasette, f"/copies/{ids['head']}")).text
    assert re.search(r"<summary>another headline, shortened by [45]\d %</summary>", page)
    assert "<del>Tuesday</del><ins>Wednesday</ins>" in page
    assert "<summary>text edited</summary>" in page
    assert "3 paragraphs the same" in page
    assert "The same words." in page
    assert "withdrawn since 19 Nov 2026" in page
    assert "<details open" not in page


async def test_a_text_too_long_to_compare_says_so(datasette, ids):
    assert len(STORED["long"].body) > COMPARED_CHARACTERS
    assert "Too long to be compared here." in (await get(datasette, f"/copies/{ids['head']}")).text


async def test_long_clusters_are_paged_without_loss(datasette, ids):
    seen, address = [], f"/copies/{ids['cut']}.json"
    while address:
        found = (await get(datasette, address)).json()
        seen += [member["id"] for member in found["members"]]
        address = (found["next"] or "").removeprefix("http://localhost")
    assert seen == [ids[name] for name in STORED]
    page = (await get(datasette, f"/copies/{ids['cut']}")).text
    following = re.findall(r'href="(/copies/[^"]+)" rel="next"', page)[0]
    second = (await get(datasette, following)).text
    assert len(re.findall(r'<h2[^>]*><a href="/article/', second)) == len(STORED) - MEMBERS
    assert 'rel="next"' not in second


async def test_json_tells_what_the_page_shows(datasette, ids):
    found = (await get(datasette, f"/copies/{ids['edited']}.json")).json()
    assert (found["head"], found["articles"], found["outlets"]) == (ids["head"], 26, 26)
    by_id = {member["id"]: member for member in found["members"]}
    head, edited = by_id[ids["head"]], by_id[ids["edited"]]
    assert (head["is_head"], head["similarity"], head["differences"]) == (True, None, None)
    assert (edited["is_head"], edited["similarity"], edited["changes"]) == (False, 0.934, ["text edited"])
    changed = [part for paragraph in edited["differences"] for part in paragraph if part["kind"] != "same"]
    assert changed == [{"kind": "removed", "text": "Tuesday"}, {"kind": "added", "text": "Wednesday"}]
    assert edited["page"].endswith(f"/article/{ids['edited']}")


async def test_an_article_says_whose_copy_it_is(datasette, ids):
    page = (await get(datasette, f"/article/{ids['cut']}")).text
    assert f'Copy of <a href="/copies/{ids["cut"]}"><bdi>Harbour closed until spring</bdi></a>' in page
    assert "(Coast Wire, 18 Nov 2026, 12:00 UTC)" in re.sub(r"<[^>]+>", "", page)


async def test_the_head_says_how_many_ran_it_and_others_nothing(datasette, ids):
    head = (await get(datasette, f"/article/{ids['head']}")).text
    assert f'<a href="/copies/{ids["head"]}"><bdi>26 outlets ran this text</bdi></a>' in head
    assert "/copies/" not in (await get(datasette, f"/article/{ids['alone']}")).text


async def test_an_article_without_copies_has_a_page_that_says_so(datasette, ids):
    page = text_of((await get(datasette, f"/copies/{ids['alone']}")).text)
    assert "No near-copy of this article is known." in page


@pytest.mark.parametrize("path", ["/copies/4711", f"/copies/{10**30}", "/copies/1.pdf", "/copies/4711.json"])
async def test_what_is_not_there_is_not_found(datasette, path):
    await get(datasette, path, 404)


@pytest.mark.parametrize("query", ["after=banana", "after=-1", "after=999999999999999999", "after=%00", "x=1"])
@pytest.mark.parametrize("form", ["", ".json"])
async def test_no_address_of_a_cluster_is_an_error(datasette, ids, query, form):
    await get(datasette, f"/copies/{ids['head']}{form}?{query}")


@pytest.mark.parametrize("name", ["head", "hostile"])
async def test_hostile_copies_are_text(datasette, ids, name):
    for path in (f"/copies/{ids[name]}", f"/article/{ids[name]}", "/search?q=alert&copies=all"):
        answer = await get(datasette, path)
        page = Markup(answer.text)
        assert not [tag for tag, _ in page.elements if tag in ("script", "style", "img")]
        assert not [one for _, one in page.elements if any(key.startswith("on") or key == "style" for key in one)]
        assert "script-src" not in answer.headers["content-security-policy"]
    assert "&lt;script&gt;" in (await get(datasette, f"/copies/{ids['head']}")).text


async def test_members_without_their_head_stand_alone(tmp_path, built, ids):
    """As a repair of a damaged archive may find it."""
    import sqlite3

    path = tmp_path / "archive.db"
    path.write_bytes(built[0].read_bytes())
    conn = sqlite3.connect(path)
    conn.execute("UPDATE articles SET cluster_id = 4711, copy_of = 4711 WHERE id = ?", [ids["cut"]])
    conn.commit()
    conn.close()
    page = (await get(make_datasette(path), f"/copies/{ids['cut']}")).text
    assert "No near-copy of this article is known." in page


def test_copies_that_the_archive_finds_by_itself_stand_together(tmp_path):
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
