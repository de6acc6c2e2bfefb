"""What a citation says: one permanent address, a digest that anyone can compute, authors, and a key."""

import hashlib
from datetime import UTC, date, datetime

import pytest

from newsarchive.formats.citations.citation import CitingArchive, version_digest, version_text
from newsarchive.records import Author, Stamp
from tests.formats.citations.samples import CAPTURED, SEEN, a_citation


def test_the_digest_is_of_headline_standfirst_and_body():
    assert version_text("Bridge opens", "In May.", "One.\n\nTwo.") == "Bridge opens\n\nIn May.\n\nOne.\n\nTwo.\n"
    assert version_text("Bridge opens", None, "One.") == "Bridge opens\n\nOne.\n"
    expected = hashlib.sha256("橋\n\n開通\n".encode()).hexdigest()
    assert version_digest("橋", None, "開通") == expected


def test_the_permanent_address_has_the_number_and_the_beginning_of_the_digest():
    citation = a_citation()
    assert len(citation.version.sha256) == 64
    assert citation.address == f"https://archive.example/news/article/17/2-{citation.version.sha256[:16]}"
    assert citation.has_web_address


def test_without_the_archives_address_a_path_is_cited():
    citation = a_citation(archive=CitingArchive())
    assert citation.address.startswith("/article/17/2-")
    assert not citation.has_web_address


def test_the_digest_does_not_change_with_what_the_outlet_corrects_beside_the_text():
    one, other = a_citation(), a_citation(authors=(), published=None, source="Coast Wire", section=None)
    assert one.version.sha256 == other.version.sha256
    assert a_citation(body="Another text.").version.sha256 != one.version.sha256


def test_a_version_without_a_page_was_read_when_it_was_first_stored():
    assert a_citation().version.accessed_at == CAPTURED
    without = a_citation(captured_at=None)
    assert without.version.accessed_at == SEEN
    assert without.version_words == "Version 2 in Coast archive, first stored 2026-11-22 12:04:00 UTC"
    assert a_citation().version_words == "Version 2 in Coast archive, captured 2026-11-22 12:03:05 UTC"


@pytest.mark.parametrize(
    ("facts", "key"),
    [
        pytest.param({}, "rivertownpost-2026-harbour-17-2", id="outlet, year, word, article, version"),
        pytest.param({"published": None}, "rivertownpost-undated-harbour-17-2", id="no day"),
        pytest.param({"headline": "Är öl dyr på Åland?"}, "rivertownpost-2026-aland-17-2", id="accents"),
        pytest.param({"headline": "橋が開通"}, "rivertownpost-2026-17-2", id="no Latin letters"),
        pytest.param({"outlet": "Übersee, {Post}"}, "uberseepost-2026-harbour-17-2", id="imported outlet"),
        pytest.param({"headline": "x" * 300}, f"rivertownpost-2026-{'x' * 20}-17-2", id="long word"),
    ],
)
def test_keys_have_letters_that_every_program_allows(facts, key):
    assert a_citation(**facts).key == key


def test_two_versions_of_an_article_have_different_keys():
    assert a_citation(version=1).key != a_citation(version=2).key


def test_without_a_byline_the_agency_is_the_author():
    (author,) = a_citation(authors=(), source="Coast Wire").authors
    assert author.printed == "Coast Wire"
    assert author.is_organisation
    assert a_citation(authors=(), source="Rivertown Post").authors == ()


def test_texts_are_on_one_line_without_control_characters():
    citation = a_citation(headline="Bridge\r\nTY  - BOOK\x00\u2028opens", authors=(Author("A.\nReed"),))
    assert citation.title == "Bridge TY - BOOK opens"
    assert citation.authors[0].printed == "A. Reed"


@pytest.mark.parametrize("url", [None, "javascript:alert(1)", "urn:newsarchive:document:1", "https://post.example/a b"])
def test_only_web_addresses_are_cited_as_the_original(url):
    assert a_citation(url=url).url is None


def test_a_day_without_a_time_is_a_day():
    assert a_citation(published=Stamp(date(2026, 11, 14))).published == date(2026, 11, 14)
    late = Stamp(date(2026, 11, 15), datetime(2026, 11, 14, 23, 30, tzinfo=UTC))
    assert a_citation(published=late).published == date(2026, 11, 15)
