"""CSL-JSON, checked by the rules of its schema."""

import json

import pytest

from newsarchive.formats.citations.citation import CitingArchive
from newsarchive.formats.citations.csl_json import csl_item, csl_values
from newsarchive.records import Author
from tests.formats.citations.csl_schema import problems_of
from tests.formats.citations.samples import a_citation

BARE = {"url": None, "authors": (), "source": None, "published": None, "language": None, "section": None}


def test_an_item_has_what_styles_and_reference_managers_read():
    citation = a_citation()
    assert csl_values(citation) == {
        "id": "rivertownpost-2026-harbour-17-2",
        "type": "article-newspaper",
        "title": "Harbour stays closed, says Maud Ellery",
        "author": [{"family": "Reed", "given": "Ada M."}, {"literal": "Northern Wire"}],
        "container-title": "Rivertown Post",
        "section": "Local",
        "issued": {"date-parts": [[2026, 11, 22]]},
        "accessed": {"date-parts": [[2026, 11, 22]]},
        "URL": "https://post.example/2026/harbour",
        "archive": "Coast archive",
        "archive_location": citation.address,
        "language": "en-GB",
        "abstract": "Ferries leave from Saltmarsh.",
        "note": f"Version 2 in Coast archive, captured 2026-11-22 12:03:05 UTC (SHA-256 {citation.version.sha256})",
        "custom": {
            "article_id": 17,
            "version": 2,
            "sha256": citation.version.sha256,
            "captured_at": "2026-11-22T12:03:05Z",
            "seen_at": "2026-11-22T12:04:00Z",
        },
    }


@pytest.mark.parametrize(
    "citation",
    [
        pytest.param(a_citation(), id="everything known"),
        pytest.param(a_citation(archive=CitingArchive(), **BARE, standfirst=None), id="little known"),
        pytest.param(a_citation(captured_at=None, authors=(Author("佐藤花子"), Author("Tom Reed Jr."))), id="names"),
    ],
)
def test_items_are_valid_by_the_schema(citation):
    assert problems_of([json.loads(csl_item(citation))]) == []


def test_no_day_is_invented():
    assert "issued" not in csl_values(a_citation(published=None))
    assert "URL" not in csl_values(a_citation(archive=CitingArchive(), url=None))


def test_without_an_original_the_archives_address_is_the_url():
    citation = a_citation(url=None)
    assert csl_values(citation)["URL"] == citation.address


def test_an_item_is_one_line():
    assert "\n" not in csl_item(a_citation(headline="one\ntwo"))
