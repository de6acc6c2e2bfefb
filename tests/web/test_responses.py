"""The answers of our pages: what they say about formats, files and other origins."""

import html

import pytest
from datasette.app import Datasette

from newsarchive.web.responses import JSON_TYPE, json_response, redirect, text_response
from tests.web.support import get


def test_a_text_response_has_a_file_name_and_cors_headers_only_when_asked_for(archive_path, datasette):
    plain = text_response(datasette, "a,b\n", "text/csv; charset=utf-8")
    assert (plain.body, plain.status, plain.headers) == ("a,b\n", 200, {})
    shared = text_response(
        Datasette([str(archive_path)], cors=True), "a,b\n", "text/csv; charset=utf-8", filename="search.csv"
    )
    assert shared.headers["content-disposition"] == 'inline; filename="search.csv"'
    assert shared.headers["Access-Control-Allow-Origin"] == "*"


def test_a_redirect_names_the_address():
    response = redirect("/search?q=harbour")
    assert (response.status, response.headers["location"]) == (302, "/search?q=harbour")


# Every page that has other formats, and one that it does not have.
FORMATS = {
    "/collections.xml": "Lists of collections are available as json, not as xml.",
    "/watches.xml": "Lists of watches are available as json, not as xml.",
    "/health.xml": "Findings about health are available as json, not as xml.",
    "/outlet/rivertown_post.xml": "Pages of outlets are available as json, not as xml.",
    "/fetch.xml": "Addresses are available as json, not as xml.",
    "/timeline.xml": "Timelines are available as json, csv, not as xml.",
    "/words.xml": "Distinctive words are available as csv, json, not as xml.",
}


@pytest.mark.parametrize("path", FORMATS)
async def test_an_unknown_format_is_answered_with_those_that_there_are(datasette, path):
    assert html.escape(FORMATS[path]) in (await get(datasette, path, 404)).text


async def test_json_ends_with_a_line_and_keeps_every_script(datasette):
    response = json_response(datasette, {"headline": "橋"})
    assert response.body == '{\n "headline": "橋"\n}\n'
    assert response.content_type == JSON_TYPE
