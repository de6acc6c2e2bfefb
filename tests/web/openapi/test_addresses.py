"""The description names every address of ours, with its formats and parameters."""

import re

import pytest

from newsarchive.web.openapi.addresses import ADDRESSES, MEDIA_TYPES
from newsarchive.web.plugin import register_routes
from newsarchive.web.requests.changes_request import PARAMETERS as CHANGES_PARAMETERS
from newsarchive.web.requests.search_request import PARAMETERS
from newsarchive.web.serve import Visitors, make_datasette
from tests.web.openapi.places import at_place

# Datasette's own pages, which we only change.
DATASETTES = ("/-/databases", "/-/threads")
DESCRIBED = [
    f"{address.path}.{ending}" if ending else address.path for address in ADDRESSES for ending in address.formats
]


def test_it_describes_every_route_and_nothing_else(datasette):
    routes = [
        pattern
        for pattern, _ in register_routes(datasette)
        if not pattern.startswith(tuple(f"^{one}" for one in DATASETTES))
    ]
    missing = [route for route in routes if not any(re.match(route, at_place(path)) for path in DESCRIBED)]
    assert missing == [], "add these routes to newsarchive/web/openapi/addresses.py"
    gone = [path for path in DESCRIBED if not any(re.match(route, at_place(path)) for route in routes)]
    assert gone == [], "remove these from newsarchive/web/openapi/addresses.py"


@pytest.mark.parametrize("address", [one for one in ADDRESSES if one.media_type is None], ids=lambda one: one.path)
async def test_each_address_has_the_formats_that_are_described(archive_path, address):
    datasette = make_datasette(archive_path)
    for ending in MEDIA_TYPES:
        if not ending or address.path == "/":
            continue
        answer = await datasette.client.get(f"{at_place(address.path)}.{ending}")
        assert (answer.status_code == 200) == (ending in address.formats), ending
        if ending in address.formats:
            assert answer.headers["content-type"].startswith(MEDIA_TYPES[ending])


@pytest.mark.parametrize("path", DESCRIBED)
async def test_each_address_answers(archive_path, path):
    answer = await make_datasette(archive_path, Visitors(has_metrics=True)).client.get(at_place(path))
    assert answer.status_code == 200


def test_parameters_are_those_that_the_pages_read():
    by_path = {address.path: address for address in ADDRESSES}
    search = by_path["/search"]
    assert {one.name for one in (*search.parameters, *search.page_only)} == set(PARAMETERS)
    assert {one.name for one in search.files_only} == {"limit", "offset"}
    assert {one.name for one in by_path["/changes"].parameters} == set(CHANGES_PARAMETERS)
