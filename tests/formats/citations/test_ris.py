"""RIS, as rispy reads it."""

import pytest
import rispy

from newsarchive.formats.citations.citation import Citation, CitingArchive
from newsarchive.formats.citations.files import CITATION_FORMATS
from newsarchive.formats.citations.ris import ris_record
from newsarchive.records import Author
from tests.formats.citations.samples import a_citation


def record_of(citation: Citation) -> dict:
    """The only record of a file, as rispy reads it."""
    (record,) = rispy.loads("".join(CITATION_FORMATS["ris"].chunks([citation])))
    return record


def test_a_record_has_what_reference_managers_read():
    citation = a_citation()
    assert record_of(citation) == {
        "type_of_reference": "NEWS",
        "id": "rivertownpost-2026-harbour-17-2",
        "authors": ["Reed, Ada M.", "Northern Wire"],
        "title": "Harbour stays closed, says Maud Ellery",
        "secondary_title": "Rivertown Post",
        "year": "2026",
        "date": "2026/11/22/",
        "section": "Local",
        "abstract": "Ferries leave from Saltmarsh.",
        "language": "en-GB",
        "urls": ["https://post.example/2026/harbour"],
        "access_date": "2026/11/22/",
        "name_of_database": "Coast archive",
        "notes": [f"{citation.note} (SHA-256 {citation.version.sha256})"],
        # Location in archive, which rispy does not know and Zotero and EndNote do.
        "unknown_tag": {"AV": [citation.address]},
    }


def test_every_line_is_a_tag_two_spaces_a_hyphen_and_a_space():
    lines = ris_record(a_citation()).split("\r\n")
    assert lines[0] == "TY  - NEWS"
    assert lines[-2:] == ["ER  - ", ""]
    assert all(line[2:6] == "  - " and line[:2].isalnum() for line in lines[:-1])


def test_a_record_of_which_little_is_known_is_valid():
    bare = a_citation(
        archive=CitingArchive(), url=None, authors=(), source=None, published=None, language=None, section=None
    )
    record = record_of(bare)
    assert not {"authors", "year", "date", "urls", "language", "section"} & set(record)
    assert record["access_date"] == "2026/11/22/"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        pytest.param(Author("Tom Reed Jr."), "Reed, Tom, Jr.", id="suffix"),
        pytest.param(Author("佐藤花子"), "佐藤花子", id="whole"),
        pytest.param(Author("ليلى حداد"), "حداد, ليلى", id="Arabic"),
        pytest.param(Author("Reed, Lund and Sons", "agency"), "Reed Lund and Sons", id="organisation with a comma"),
    ],
)
def test_a_comma_stands_only_between_the_parts_of_a_name(name, written):
    assert record_of(a_citation(authors=(name,)))["authors"] == [written]


def test_no_text_begins_a_line_of_its_own():
    record = record_of(
        a_citation(headline="Bridge\r\nER  - \r\nTY  - BOOK", standfirst="a\nUR  - https://evil.example/")
    )
    assert record["title"] == "Bridge ER - TY - BOOK"
    assert record["urls"] == ["https://post.example/2026/harbour"]
