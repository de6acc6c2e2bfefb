"""The addresses of our pages beside Datasette's."""

import re

import pytest

from newsarchive.web.routes import PAGE_PATHS, page_routes
from tests.web.all_pages import PAGES


@pytest.mark.parametrize(
    ("path", "groups"),
    [
        pytest.param("/search.csv", {"database": "search", "format": "csv"}, id="a file of results"),
        pytest.param("/search/outlet", {"database": "search", "table": "outlet"}, id="the values of a filter"),
        pytest.param("/article/7.ris", {"database": "article", "table": "7", "format": "ris"}, id="a citation"),
        pytest.param("/article/7/2", {"database": "article", "table": "7", "pks": "2"}, id="a version"),
        pytest.param("/article/7/changes", {"database": "article", "table": "7", "pks": "changes"}, id="its changes"),
        pytest.param(
            "/timemap/json/https://a.example/", {"table": "json", "url": "https://a.example/"}, id="an address"
        ),
    ],
)
def test_an_address_says_what_is_shown(datasette, path, groups):
    found = next(match for pattern, _ in page_routes(datasette) if (match := re.match(pattern, path)))
    assert {name: value for name, value in found.groupdict().items() if value} == {
        "database": found["database"],
        **groups,
    }


@pytest.mark.parametrize("path", ["article/{0}", "article/{0}.ris", "article/{0}/page", "article/1/{0}", "copies/{0}"])
@pytest.mark.parametrize("digits", [99, 5_000])
async def test_a_number_that_no_article_has_is_not_found(datasette, path, digits):
    assert (await datasette.client.get(f"/{path.format('9' * digits)}")).status_code == 404


def test_each_route_is_one_of_our_page_paths(datasette, ids):
    patterns = [pattern for pattern, _ in page_routes(datasette)]
    paths = {path.format(**ids).partition("?")[0] for path in PAGES.values()}
    ours = [path for path in paths if any(re.match(pattern, path) for pattern in patterns)]
    assert [path for path in ours if not PAGE_PATHS.match(path)] == []


async def test_the_home_page_as_json_is_datasettes(datasette):
    assert "archive" in (await datasette.client.get("/.json")).json()


async def test_the_archive_cannot_be_changed_through_the_web(datasette):
    for method in ("post", "put", "delete", "patch"):
        answer = await datasette.client.request(method, "http://localhost/search?q=harbour", avoid_path_rewrites=True)
        assert answer.status_code in (403, 405)
