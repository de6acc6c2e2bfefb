"""The description names every address of ours, with its formats and parameters."""

import re
from dataclasses import replace
from datetime import date

import pytest

from newsarchive.web.openapi.addresses import ADDRESSES, MEDIA_TYPES
from newsarchive.web.openapi.document import describe_api
from newsarchive.web.plugin import register_routes
from newsarchive.web.requests.changes_request import PARAMETERS as CHANGES_PARAMETERS
from newsarchive.web.requests.comparison_request import ComparisonForm
from newsarchive.web.requests.search_request import FILTERS, PARAMETERS, SearchForm
from newsarchive.web.requests.timeline_request import TimelineForm
from newsarchive.web.requests.words_request import ConcordanceForm, WordsForm
from newsarchive.web.serve import Visitors, make_datasette
from tests.web.openapi.places import at_place, with_needed

# Datasette's own pages, which we only change.
DATASETTES = ("/-/databases", "/-/(threads", "/(?P<database>_internal|archive")
DESCRIBED = [
    f"{address.path}.{ending}" if ending else address.path for address in ADDRESSES for ending in address.formats
]

REDIRECTS = [path for path in DESCRIBED if "{digest}" in path or path.startswith("/timegate/")]
DOCUMENT = describe_api("News archive", "1.0", "https://archive.example")


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


@pytest.mark.parametrize("path", {one.path: None for one in ADDRESSES if one.media_type is None and one.path != "/"})
async def test_each_address_has_the_formats_that_are_described(archive_path, path):
    datasette = make_datasette(archive_path)
    described = {ending for address in ADDRESSES if address.path == path for ending in address.formats}
    for ending in filter(None, MEDIA_TYPES):
        answer = await datasette.client.get(with_needed(f"{path}.{ending}"), follow_redirects=True)
        assert (answer.status_code == 200) == (ending in described), ending
        if ending in described:
            assert answer.headers["content-type"].startswith(MEDIA_TYPES[ending])


@pytest.mark.parametrize("path", DESCRIBED)
async def test_each_address_answers(archive_path, path):
    answer = await make_datasette(archive_path, Visitors(has_metrics=True)).client.get(with_needed(path))
    assert answer.status_code == (302 if path in REDIRECTS else 200)


@pytest.mark.parametrize("path", [path for path in DESCRIBED if "{id}" in path or re.fullmatch(r"/\w+\.[\w.]+", path)])
async def test_wrong_addresses_are_answered_as_described(archive_path, path):
    """An article that is not there, and a value that makes no sense."""
    responses = DOCUMENT["paths"][path]["get"]["responses"]
    wrong = f"{path.replace('{id}', '4711')}?since=banana"
    answer = await make_datasette(archive_path).client.get(at_place(wrong))
    if "{id}" in path:
        assert answer.status_code == 404
    if answer.status_code != 200:
        assert answer.headers["content-type"].partition(";")[0] in responses[str(answer.status_code)]["content"]


def test_parameters_are_those_that_the_pages_read():
    by_path = {address.path: address for address in ADDRESSES if "" in address.formats}
    search = by_path["/search"]
    assert {one.name for one in (*search.parameters, *search.page_only)} == set(PARAMETERS)
    assert {one.name for one in search.files_only} == {"limit", "offset"}
    assert {one.name for one in by_path["/changes"].parameters} == set(CHANGES_PARAMETERS)


def test_parameters_are_those_that_the_pages_write():
    search = SearchForm(
        *("harbour", dict.fromkeys(FILTERS, ("x",)), date(2026, 1, 1), date(2026, 2, 1)), order="oldest", page=2
    )
    search = replace(search, all_copies=True, exact_forms=True, before=1, after=1)
    no_results = replace(search, order="relevance", all_copies=False, page=1, before=None, after=None)
    forms = {
        "/timeline": TimelineForm(("harbour",), replace(no_results, words=""), "day", True, False, "outlet"),
        "/concordance": ConcordanceForm(search, "left"),
        "/words": WordsForm(no_results, True),
        "/article/{id}/changes": ComparisonForm(1, 2, "side"),
    }
    for path, form in forms.items():
        (address,) = [one for one in ADDRESSES if one.path == path]
        assert {one.name for one in address.parameters} == {name for name, _ in form.arguments()}, path
