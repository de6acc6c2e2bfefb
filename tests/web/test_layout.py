"""What all pages share: addresses below base_url, static files, permissions and responses."""

import re

import pytest
from datasette.app import Datasette
from datasette.utils.asgi import Forbidden, Request

from newsarchive.web.layout import DEFAULT_TITLE, Link, asset_path, check_may_read, site_of
from newsarchive.web.plugin import register_routes
from tests.web.all_pages import NO_PAGES, PAGES
from tests.web.support import get


@pytest.fixture(scope="module")
def archive_path(complete_path):
    """PAGES are those of the complete archive."""
    return complete_path


def test_the_site_has_the_addresses_of_its_pages(datasette):
    site = site_of(datasette, datasette.databases["archive"])
    assert (site.title, site.home, site.search, site.tables) == (DEFAULT_TITLE, "/", "/search", "/archive")
    assert site.others == ()


def test_the_site_has_the_title_and_base_url_of_datasette(archive_path):
    datasette = Datasette([str(archive_path)], settings={"base_url": "/news/"}, metadata={"title": "Coast archive"})
    site = site_of(datasette, datasette.databases["archive"])
    assert site.title == "Coast archive"
    assert (site.home, site.article, site.changes, site.copies) == (
        "/news/",
        "/news/article",
        "/news/changes",
        "/news/copies",
    )
    assert site.files["style.css"].href.startswith("/news/-/newsarchive/style.css?")


def test_the_site_links_to_other_databases(archive_path, tmp_path):
    (tmp_path / "recipes.db").write_bytes(b"")
    datasette = Datasette([str(archive_path), str(tmp_path / "recipes.db")])
    assert site_of(datasette, datasette.databases["archive"]).others == (Link("recipes", "/recipes"),)


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("style.css", "text/css; charset=utf-8"),
        ("tables.css", "text/css; charset=utf-8"),
        ("icon.svg", "image/svg+xml"),
    ],
)
async def test_a_static_file_is_served_for_ever_under_an_address_with_its_hash(datasette, name, content_type):
    assert re.fullmatch(rf"/-/newsarchive/{re.escape(name)}\?[0-9a-f]{{12}}", asset_path(name))
    response = await get(datasette, asset_path(name))
    assert response.headers["content-type"] == content_type
    assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert response.content


async def test_an_unknown_static_file_is_not_found(datasette):
    assert "There is no file nosuch.css." in (await get(datasette, "/-/newsarchive/nosuch.css", 404)).text


async def test_only_visitors_with_permission_may_read(archive_path, datasette):
    visitor = Request.fake("/")
    await check_may_read(datasette, datasette.databases["archive"], visitor)
    closed = Datasette([str(archive_path)], metadata={"databases": {"archive": {"allow": {"id": "root"}}}})
    with pytest.raises(Forbidden):
        await check_may_read(closed, closed.databases["archive"], visitor)


def test_every_route_is_among_the_pages(datasette, ids):
    paths = [path.format(**ids).partition("?")[0] for path in PAGES.values()]
    patterns = [pattern for pattern, _ in register_routes(datasette) if not any(part in pattern for part in NO_PAGES)]
    missing = [pattern for pattern in patterns if not any(re.search(pattern, path) for path in paths)]
    assert missing == [], "add a page of each of these routes to PAGES"


@pytest.mark.parametrize("name", PAGES)
async def test_pages_have_a_language_one_main_part_and_labels(datasette, ids, name):
    page = (await datasette.client.get(PAGES[name].format(**ids))).text
    assert page.lower().startswith("<!doctype html>\n<html lang="), page[:200]
    assert len(re.findall(r"<main\b", page)) == 1
    assert page.count("<h1") == 1
    found = re.findall(r'\sid="([^"]*)"', page)
    assert sorted(found) == sorted(set(found))
    labelled = set(re.findall(r'<label[^>]* for="([^"]+)"', page))
    # A label may also be around its field, which then needs no id.
    outside = re.sub(r"<label\b.*?</label>", "", page, flags=re.DOTALL)
    fields = re.findall(r'<(?:input|select|textarea)\b(?![^>]*type="(?:hidden|submit)")[^>]*>', outside)
    assert [field for field in fields if not labelled & set(re.findall(r'id="([^"]+)"', field))] == []
