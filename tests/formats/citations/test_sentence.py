"""The citation as a sentence."""

import pytest

from newsarchive.formats.citations.citation import CitingArchive
from newsarchive.formats.citations.sentence import citation_sentence, sentence_parts
from newsarchive.records import Author
from tests.formats.citations.samples import a_citation


def test_a_citation_reads_as_a_sentence():
    citation = a_citation()
    assert citation_sentence(citation) == (
        "Ada M. Reed and Northern Wire. “Harbour stays closed, says Maud Ellery.” Rivertown Post, 22 November 2026. "
        "https://post.example/2026/harbour. Version 2 in Coast archive, captured 2026-11-22 12:03:05 UTC: "
        f"{citation.address} (SHA-256 {citation.version.sha256})."
    )


def test_what_is_not_known_is_left_out():
    sentence = citation_sentence(
        a_citation(archive=CitingArchive(), authors=(), source=None, published=None, url=None, captured_at=None)
    )
    assert sentence.startswith(
        "“Harbour stays closed, says Maud Ellery.” Rivertown Post, no date. Version 2 in News archive, first stored "
        "2026-11-22 12:04:00 UTC: /article/17/2-"
    )


@pytest.mark.parametrize(
    ("names", "begin"),
    [
        (["A. Reed"], "A. Reed. “"),
        (["Tom Reed Jr."], "Tom Reed Jr. “"),
        (["A. Reed", "B. Lund", "C. Moor"], "A. Reed, B. Lund and C. Moor. “"),
        ([f"Author {letter}" for letter in "ABCDEFGHIJKL"], "Author A, Author B, "),
    ],
)
def test_authors_are_listed(names, begin):
    assert citation_sentence(a_citation(authors=tuple(map(Author, names)))).startswith(begin)


def test_of_many_authors_ten_are_named():
    sentence = citation_sentence(a_citation(authors=tuple(Author(f"Author {letter}") for letter in "ABCDEFGHIJKL")))
    assert "Author I, Author J and others. “" in sentence


def test_a_headline_with_its_own_mark_gets_no_full_stop():
    assert "“Who pays?” Rivertown Post" in citation_sentence(a_citation(headline="Who pays?"))
    assert "“誰が払う？” Rivertown Post" in citation_sentence(a_citation(headline="誰が払う？"))


def test_the_articles_own_words_and_the_addresses_are_marked():
    parts = sentence_parts(a_citation(authors=(Author("ليلى حداد"),)))
    assert [part.text for part in parts if part.is_quoted and not part.is_address] == [
        "ليلى حداد",
        "Harbour stays closed, says Maud Ellery",
        "Rivertown Post",
    ]
    assert [part.text.partition(":")[0] for part in parts if part.is_address] == ["https", "https"]
