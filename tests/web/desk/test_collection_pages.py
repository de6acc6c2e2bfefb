"""The pages of collections: what they show, in which formats, and what an address can contain."""

import csv
import io
import shutil
from pathlib import Path

import pytest

from newsarchive.archive.database import Archive
from newsarchive.archive.desk.collections import add_to_collection
from newsarchive.archive.desk.desk_file import Desk
from newsarchive.archive.splitting.split import split_archive
from newsarchive.web.serve import make_datasette
from tests.web.sample_archive import NOW, SCRIPT
from tests.web.support import NARROW, WIDE, Markup, get, needs_chromium, overflows, served, take_screenshot, text_of


async def test_all_collections_and_tags_are_listed(desk_site):
    page = (await get(desk_site, "/collections")).text
    text = text_of(page)
    assert "flood-2026 3 articles last changed" in text
    assert 'href="/collection/flood-2026"' in page
    assert 'href="/search?tag=to+check"' in page
    assert "شاهد عيان" in text


async def test_a_collection_shows_its_articles_with_tags_and_notes(desk_site, ids):
    page = (await get(desk_site, "/collection/flood-2026")).text
    text = text_of(page)
    assert f'href="/article/{ids["feature"]}"' in page
    assert "3 articles, last changed" in text
    assert "Second line." in text
    assert SCRIPT not in page
    assert "was removed." in text
    assert "It was about the dam." in text
    assert 'href="/collection/all-of-it"' in page
    assert 'href="/search?collection=flood-2026"' in page


async def test_a_moved_article_says_where_it_is(desk_path, ids, tmp_path):
    shutil.copytree(desk_path.parent, tmp_path, dirs_exist_ok=True)
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        split_archive(archive, tmp_path / "archive-old.db", NOW.date(), NOW)
        moved = archive.conn.execute("SELECT min(article_id) FROM moved_articles").fetchone()[0]
    site = make_datasette(tmp_path / "archive.db")
    text = text_of((await get(site, "/collection/all-of-it")).text)
    assert f"Article {moved} was moved to archive-old.db." in text
    values = (await get(site, "/collection/all-of-it.json")).json()
    assert {"moved", ""} <= {one["state"] for one in values["articles"]}
    for path in (f"/article/{moved}", f"/article/{moved}/page"):
        response = await get(site, path, status=404)
        assert f"rticle {moved} was moved to archive-old.db" in text_of(response.text)


async def test_a_long_collection_has_pages(desk_site):
    seen, path = [], "/collection/all-of-it"
    while path:
        elements = Markup((await get(desk_site, path)).text).elements
        links = [attributes for tag, attributes in elements if tag == "a"]
        seen += [one["href"] for one in links if one["href"].startswith("/article/")]
        path = next((one["href"] for one in links if one.get("rel") == "next"), None)
    assert len(seen) == len(set(seen)) == 69


async def test_the_same_as_json_and_csv(desk_site, ids):
    values = (await get(desk_site, "/collection/flood-2026.json")).json()
    assert values["collection"] == "flood-2026"
    assert {one["state"] for one in values["articles"]} == {"", "removed"}
    response = await get(desk_site, "/collection/flood-2026.csv")
    assert response.headers["content-disposition"] == 'inline; filename="flood-2026.csv"'
    rows = list(csv.DictReader(io.StringIO(response.text)))
    (feature,) = [row for row in rows if row["article_id"] == str(ids["feature"])]
    assert feature["tags"] == "to check; شاهد عيان"
    listed = (await get(desk_site, "/collections.json")).json()
    assert [one["name"] for one in listed["collections"]] == ["all-of-it", "flood-2026"]
    assert {"tag": "to check", "articles": 1} in listed["tags"]


async def test_collections_and_tags_are_filters_of_the_search_page(desk_site, ids):
    for path in ("/search.json?collection=flood-2026", "/search.json?q=collection:flood-2026"):
        found = (await get(desk_site, path)).json()
        assert {one["id"] for one in found["articles"]} == {ids["feature"], ids["japanese"]}
    found = (await get(desk_site, "/search.json?q=harbour&tag=To+check")).json()
    assert [one["id"] for one in found["articles"]] == [ids["feature"]]
    assert (await get(desk_site, "/search.bib?q=collection:flood-2026")).text.count("\n@") == 1
    page = text_of((await get(desk_site, "/search?collection=flod-2026")).text)
    assert "There is no collection flod-2026. Did you mean flood-2026?" in page
    assert "Collection: flod-2026" in page


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/collection/flod-2026", "Did you mean flood-2026?"),
        ("/collection/flood-2026.xml", "json, csv, not as xml"),
        ("/collections.csv", "as json, not as csv"),
        ("/collection/" + "x" * 5000, "There is no collection"),
    ],
)
async def test_what_is_not_there_is_said(desk_site, path, message):
    response = await get(desk_site, path, 404)
    assert message in response.text
    assert "<script>" not in response.text


async def test_an_archive_without_a_desk_has_no_collections(datasette):
    assert "There are no collections." in text_of((await get(datasette, "/collections")).text)
    await get(datasette, "/collection/flood-2026", 404)


async def test_a_damaged_desk_is_one_line_and_other_pages_go_on(broken_site, ids):
    page = await get(broken_site, "/collections", 503)
    assert "desk.db: the file is damaged" in text_of(page.text)
    assert "/tmp" not in page.text
    assert "cannot be read at the moment" in (await get(broken_site, f"/article/{ids['feature']}")).text
    await get(broken_site, "/search?q=harbour")
    await get(broken_site, "/search?q=collection:flood-2026", 503)


async def test_a_change_is_shown_at_the_next_request(desk_path, tmp_path: Path):
    shutil.copy(desk_path, tmp_path / "archive.db")
    site = make_datasette(tmp_path / "archive.db")
    await get(site, "/collection/new", 404)
    with Desk.open(tmp_path / "archive.db", write=True) as desk:
        add_to_collection(desk, "new", [1], NOW)
    await get(site, "/collection/new")
    (tmp_path / "desk.db").unlink()
    await get(site, "/collection/new", 404)


async def test_only_reading_is_possible(desk_site):
    response = await desk_site.client.post("/collection/flood-2026", data={"name": "x"})
    assert response.status_code == 405


@needs_chromium
@pytest.mark.parametrize("path", ["/collections", "/collection/flood-2026", "/watches", "/watch/harbour"])
def test_the_pages_fit_wide_and_narrow(browser, desk_path, path):
    with served(desk_path) as address:
        for size, scheme in ((WIDE, "light"), (NARROW, "dark")):
            context = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
            page = context.new_page()
            page.goto(f"{address}{path}")
            assert not overflows(page)
            assert page.locator("h1").count() == 1
            take_screenshot(page, f"desk{path.replace('/', '-')}-{size[0]}-{scheme}")
            context.close()
