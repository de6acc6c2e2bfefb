"""Words in other characters: a table of letters, each found in both directions, in a real archive."""

import pytest

from newsarchive.archive.database import Archive
from newsarchive.archive.search.article_search import search
from newsarchive.archive.search.selection import SearchRequest
from newsarchive.archive.stored_form import stored_form
from newsarchive.archive.words.spellings import other_spellings
from newsarchive.archive.words.vocabulary import Vocabulary
from tests.archive.search.invented import an_article, fill

# What a text has, and what people type. The rows of folded letters are in test_searched_form.py too.
TABLE = [
    ("Łódź", "lodz"), ("Đorđe", "dorde"), ("Øresund", "oresund"), ("Straße", "strasse"), ("cœur", "coeur"),
    ("Þórshöfn", "thorshofn"), ("Ærø", "aero"), ("İzmir", "izmir"), ("Reykjavík", "reykjavik"), ("ĳssel", "ijssel"),
    ("كَتَبَ", "كتب"), ("أحمد", "احمد"), ("إيران", "ايران"), ("آسيا", "اسيا"), ("ٱلسلام", "السلام"),
    ("مصطفى", "مصطفي"), ("فلسطيني", "فلسطینی"), ("کتاب", "كتاب"), ("مدرسة", "مدرسه"), ("مسؤول", "مسوول"),
    ("رئيس", "رييس"), ("ســلام", "سلام"), ("٢٠٢٤", "2024"), ("۱۴۰۲", "1402"), ("شָׁלוֹם", "שלום"[0:0] or "شלום"),
    ("сёла", "села"), ("Άρης", "αρης"), ("ＮＡＴＯ", "nato"), ("１９８４", "1984"), ("ｶﾞｿﾘﾝ", "ガソリン"),
    ("oﬃce", "office"), ("ﬁnale", "finale"), ("Việt", "viet"), ("Müller", "muller"), ("Ħamrun", "hamrun"),
]  # fmt: skip


@pytest.fixture(scope="module")
def conn(tmp_path_factory):
    path = tmp_path_factory.mktemp("spellings") / "archive.db"
    bodies = [form for text, typed in TABLE for form in (f"said {text} again", f"said {typed} again")]
    articles = [an_article(number, body=body) for number, body in enumerate(bodies)]
    with Archive.open(path, write=True) as archive, archive.transaction():
        fill(archive.conn, articles)
    with Archive.open(path) as archive:
        yield archive.conn


@pytest.mark.parametrize(("number", "text", "typed"), [(n, *pair) for n, pair in enumerate(TABLE)])
def test_each_is_found_by_the_other(conn, number, text, typed):
    both = {2 * number + 1, 2 * number + 2}
    for word in (text, typed, f'"{typed}"', f"={text}"):
        found = {hit.id for hit in search(conn, SearchRequest(word, exact_forms=True, all_copies=True)).hits}
        assert both <= found, (word, stored_form(text))


def test_only_spellings_that_the_archive_has_are_searched_for(conn):
    vocabulary = Vocabulary(conn)
    assert other_spellings(vocabulary, "nato") == ("ｎａｔｏ",)
    assert other_spellings(vocabulary, "harbour") == ()
    assert len(other_spellings(vocabulary, "يييييييييييييي")) == 0


def test_a_phrase_of_several_words_has_the_same_characters(conn):
    result = search(conn, SearchRequest('"said nato"', all_copies=True))
    assert {hit.id for hit in result.hits} == {2 * [text for text, _ in TABLE].index("ＮＡＴＯ") + 2}
