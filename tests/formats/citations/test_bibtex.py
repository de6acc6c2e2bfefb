"""BibTeX, as bibtexparser reads it."""

import bibtexparser
import pytest
from bibtexparser.customization import author as divide_authors

from newsarchive.formats.citations.bibtex import bibtex_entry, escape, url_value
from newsarchive.formats.citations.citation import Citation, CitingArchive
from newsarchive.formats.citations.files import CITATION_FORMATS
from newsarchive.records import Author
from tests.formats.citations.samples import a_citation


def entry_of(citation: Citation) -> dict[str, str]:
    """The only entry of a file, as bibtexparser reads it."""
    (entry,) = bibtexparser.loads("".join(CITATION_FORMATS["bibtex"].chunks([citation]))).entries
    return entry


def test_an_entry_has_what_bibtex_and_biblatex_read():
    citation = a_citation()
    entry = entry_of(citation)
    assert entry == {
        "ENTRYTYPE": "article",
        "ID": "rivertownpost-2026-harbour-17-2",
        "author": "Reed, Ada M. and {Northern Wire}",
        "title": "Harbour stays closed, says {Maud} {Ellery}",
        "journal": "Rivertown Post",
        "entrysubtype": "newspaper",
        "date": "2026-11-22",
        "year": "2026",
        "url": "https://post.example/2026/harbour",
        "urldate": "2026-11-22",
        "langid": "british",
        "abstract": "Ferries leave from Saltmarsh.",
        "note": f"Version 2 in Coast archive, captured 2026-11-22 12:03:05 UTC: {citation.address}",
        "sha256": citation.version.sha256,
    }


def test_an_entry_of_which_little_is_known_is_valid():
    entry = entry_of(
        a_citation(
            archive=CitingArchive(), url=None, authors=(), source=None, published=None, language=None, standfirst=None
        )
    )
    assert set(entry) == {"ENTRYTYPE", "ID", "title", "journal", "entrysubtype", "note", "sha256"}


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("50% & more_or #less $5", r"50\% \& more\_or \#less \$5"),
        ("a{b}c", r"a\textbraceleft{}b\textbraceright{}c"),
        (r"C:\temp", r"C:\textbackslash{}temp"),
        ("~tilde^caret", r"\textasciitilde{}tilde\textasciicircum{}caret"),
        ("“quotes” – dash é 橋", "“quotes” – dash é 橋"),
    ],
)
def test_characters_with_a_meaning_for_tex_are_escaped(text, escaped):
    assert escape(text) == escaped


@pytest.mark.parametrize(
    "headline",
    [
        "A brace that opens { and never closes",
        "} first, @article{evil, title = {x}}",
        'Quotes " and commas, and = signs',
        "Backslash at the end \\",
        "100% of it",
        "@comment{jabref",
    ],
)
def test_no_headline_ends_its_entry(headline):
    entry = entry_of(a_citation(headline=headline))
    assert entry["journal"] == "Rivertown Post"
    written = bibtex_entry(a_citation(headline=headline))
    assert written.count("{") == written.count("}")


@pytest.mark.parametrize(
    ("headline", "title"),
    [
        ("The town waits", "The town waits"),
        ("NATO meets in Paris", "{NATO} meets in {Paris}"),
        ("the iPhone returns", "the {iPhone} returns"),
        ("#MeToo and AT&T", r"{{\#MeToo}} and {AT\&T}"),
        ("橋が開通", "橋が開通"),
    ],
)
def test_capitals_that_belong_to_a_word_are_protected(headline, title):
    assert entry_of(a_citation(headline=headline))["title"] == title


@pytest.mark.parametrize(
    ("name", "written"),
    [
        pytest.param(Author("Ludwig van Beethoven"), "van Beethoven, Ludwig", id="particle"),
        pytest.param(Author("Tom Reed Jr."), "Reed, Jr., Tom", id="suffix"),
        pytest.param(Author("佐藤花子"), "{佐藤花子}", id="whole"),
        pytest.param(Author("Reed and Sons, Ltd.", "agency"), "{Reed and Sons, Ltd.}", id="organisation"),
        pytest.param(Author("others"), "{others}", id="a word of BibTeX"),
    ],
)
def test_names_are_written_so_that_bibtex_divides_them_as_we_did(name, written):
    entry = entry_of(a_citation(authors=(name,)))
    assert entry["author"] == written


def test_bibtexparser_divides_the_authors():
    entry = divide_authors(entry_of(a_citation(authors=(Author("Ada Reed"), Author("ليلى حداد"), Author("高瀬 理央")))))
    assert entry["author"] == ["Reed, Ada", "حداد, ليلى", "高瀬, 理央"]


def test_a_url_stays_readable_for_tex():
    assert url_value("https://post.example/a_b%20c?x=1&y=~2#top") == "https://post.example/a_b%20c?x=1&y=~2#top"
    assert url_value("https://post.example/{a}\\é b") == "https://post.example/%7Ba%7D%5Cé%20b"
