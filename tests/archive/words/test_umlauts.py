"""Umlauts typed as two letters find the word with the umlaut, and no word of another language."""

import pytest

from newsarchive.archive.database import Archive
from newsarchive.archive.search.article_search import search
from newsarchive.archive.search.selection import SearchRequest
from newsarchive.archive.words.umlauts import umlaut_forms
from newsarchive.archive.words.vocabulary import Vocabulary
from tests.archive.search.invented import an_article, fill

TEXTS = [
    ("de", "Herr Müller sprach."),
    ("de", "Frau Mueller sprach."),
    ("en", "Mr Muller spoke."),
    ("de", "Die Grüße der Bürger"),
    ("da", "Havnen i Århus"),
    ("da", "En tur til Tønder"),
    ("es", "dos barcos"),
    ("de", "Der neue Kurs, neu und stur"),
    ("de", "U\u0308ber die Felder"),
    ("en", "It does matter"),
]


@pytest.fixture(scope="module")
def conn(tmp_path_factory):
    path = tmp_path_factory.mktemp("umlauts") / "archive.db"
    articles = [an_article(n, language=language, body=body) for n, (language, body) in enumerate(TEXTS)]
    articles += [an_article(n, body="quay lamp boat") for n in range(len(TEXTS), 60)]
    with Archive.open(path, write=True) as archive, archive.transaction():
        fill(archive.conn, articles)
    with Archive.open(path) as archive:
        yield archive.conn


@pytest.mark.parametrize(
    ("typed", "forms"),
    [
        ("mueller", ("muller",)),
        ("Müller", ("mueller",)),
        ("muller", ()),
        ("gruesse", ("grusse",)),
        ("aarhus", ("arhus",)),
        ("toender", ("tonder",)),
        ("ueber", ("uber",)),
        ("does", ()),
        ("neue", ()),
        ("steuer", ()),
        ("blue", ()),
        ("aeoeueaeoeue" * 20, ()),
    ],
)
def test_forms_are_those_that_the_archive_has_with_the_umlaut(conn, typed, forms):
    assert umlaut_forms(Vocabulary(conn), typed) == forms


def test_they_are_found_named_and_can_be_left_out(conn):
    def ids(query, **options):
        return {hit.id for hit in search(conn, SearchRequest(query, all_copies=True, **options)).hits}

    assert ids("mueller") == {1, 2, 3}
    assert ids("müller") == {1, 2, 3}
    assert ids("=mueller") == ids('"mueller"') == ids("mueller", exact_forms=True) == {2}
    (forms,) = search(conn, SearchRequest("mueller")).forms
    assert (forms.typed, forms.forms) == ("mueller", ("muller",))
