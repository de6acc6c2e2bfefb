"""What a query means; no text that somebody types is an error in a real index."""

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsarchive.archive.schema.first_tables import SEARCH_INDEX
from newsarchive.archive.search.query import (
    FILTER_IN_OR,
    MAX_TERMS,
    NO_WORDS,
    NOTHING_TYPED,
    ONLY_NEGATIVE,
    SHORT_PREFIX,
    TOO_DEEP,
    TOO_LONG,
    parse_query,
)
from newsarchive.text import spaced

ARTICLES = {
    1: ("Harbour opens again", "Anna Reed", "The café at the well-known harbour of Oslo opened in 2016."),
    2: ("Storm closes port", "Ben Opens", "The harbour was closed by a storm; the government said so."),
    3: ("東京の新しい港", "山田太郎", "東京都は新しい港を開きました。AI大会は2024年に。"),
    4: ("ท่าเรือใหม่", "สมชาย", "รัฐบาลไทยเปิดท่าเรือใหม่ในกรุงเทพ"),
    5: ("हिन्दी समाचार", "राम", "सरकार ने नया बंदरगाह खोला।"),
    6: ("Порт открыт", "Иван Петров", "Правительство открыло порт."),
}


@pytest.fixture(scope="module")
def index():
    conn = sqlite3.connect(":memory:")
    conn.execute(SEARCH_INDEX[0].replace('content="searchable", content_rowid="search_id",', ""))
    for rowid, (headline, authors, body) in ARTICLES.items():
        conn.execute(
            "INSERT INTO articles_fts(rowid, headline, authors, body, keys) VALUES (?, ?, ?, ?, ?)",
            (rowid, spaced(headline), spaced(authors), spaced(body), "\ue000rivertown\ue002post \ue001en"),
        )
    yield conn
    conn.close()


def found(index, match):
    return [rowid for (rowid,) in index.execute("SELECT rowid FROM articles_fts(?) ORDER BY rowid", (match,))]


@pytest.mark.parametrize(
    ("typed", "articles"),
    [
        pytest.param("harbour", [1, 2], id="a word"),
        pytest.param("HARBOUR", [1, 2], id="in capitals"),
        pytest.param("cafe", [1], id="an accent left out"),
        pytest.param("harbour storm", [2], id="two words, both wanted"),
        pytest.param("harbour AND storm", [2], id="AND is the same"),
        pytest.param("cafe OR storm", [1, 2], id="either"),
        pytest.param("cafe OR storm closed", [2], id="OR binds closer than a space"),
        pytest.param("(cafe OR storm) closed", [2], id="parentheses are allowed"),
        pytest.param("OR harbour OR", [1, 2], id="OR without another side"),
        pytest.param("harbour -storm", [1], id="without a word"),
        pytest.param('harbour -"closed by"', [1], id="without a phrase"),
        pytest.param("-storm harbour", [1], id="without comes first"),
        pytest.param("harbour OR -storm", [1], id="OR before a word to leave out"),
        pytest.param('"harbour of Oslo"', [1], id="a phrase"),
        pytest.param('"Oslo of harbour"', [], id="a phrase in another order"),
        pytest.param("“harbour of Oslo”", [1], id="typographic quotes"),
        pytest.param('"harbour of', [1], id="a quote left open"),
        pytest.param("well-known", [1], id="a word with a hyphen"),
        pytest.param("gov*", [2], id="a prefix"),
        pytest.param('"said so"* storm', [2], id="a phrase that goes on"),
        pytest.param("headline:harbour", [1], id="in the headline"),
        pytest.param("headline: harbour", [1], id="a space after the colon"),
        pytest.param('Headline:"opens again"', [1], id="a phrase in the headline"),
        pytest.param("headline:har*", [1], id="a prefix in the headline"),
        pytest.param("author:reed", [1], id="an author"),
        pytest.param("author:opens", [2], id="an author named like a word"),
        pytest.param("opens", [1, 2], id="plain words are sought in authors too"),
        pytest.param("opens -author:opens", [1], id="without an author"),
        pytest.param("rivertown", [], id="keys are not words"),
        pytest.param("\ue000rivertown\ue002post", [], id="keys cannot be typed"),
        pytest.param("keys:rivertown", [], id="the column keys cannot be named"),
        pytest.param("body:harbour", [], id="other columns are words"),
        pytest.param("東京", [3], id="Japanese"),
        pytest.param("京東", [], id="Japanese in another order"),
        pytest.param("新しい港 -storm", [3], id="Japanese and without"),
        pytest.param("AI大会", [3], id="scripts mixed"),
        pytest.param("2024年", [3], id="a number before Han"),
        pytest.param("author:山田", [3], id="a Japanese author"),
        pytest.param("รัฐบาล", [4], id="Thai"),
        pytest.param("हिन्दी", [5], id="Hindi"),
        pytest.param("правительство", [6], id="Russian"),
    ],
)
def test_queries_find_the_texts_that_they_mean(index, typed, articles):
    assert found(index, parse_query(typed).match) == articles


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        pytest.param("", NOTHING_TYPED, id="nothing"),
        pytest.param(" \t\n\u200b", NOTHING_TYPED, id="only space"),
        pytest.param('?!… "" - * ( ) OR \'', NO_WORDS, id="only punctuation"),
        pytest.param("😀 🚢", NO_WORDS, id="only pictures"),
        pytest.param("-harbour", ONLY_NEGATIVE, id="only a word to leave out"),
        pytest.param("OR AND", NO_WORDS, id="only operators"),
        pytest.param("\u0301", NO_WORDS, id="only an accent"),
    ],
)
def test_nothing_to_search_says_why(typed, note):
    parsed = parse_query(typed)
    assert parsed.match is None
    assert parsed.titles_match is None
    assert parsed.notes == (note,)


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("harbour,  storm!", "harbour storm"),
        ("a OR b c -d", "(a OR b) c -d"),
        ("a OR b", "a OR b"),
        ('-"x y" headline:z*', 'headline:z -"x y"'),
        ("AUTHOR: “Anna Reed” har*", 'author:"Anna Reed" har*'),
        ("https://rivertown.example/a", '"https://rivertown.example/a"'),
        ('"OR" (or)', '"OR" or'),
        ("headline:a OR b c", "(headline:a OR b) c"),
        ('(author:"Anna Reed" OR b) c', '(author:"Anna Reed" OR b) c'),
        ("headline:a OR author:b c", "(headline:a OR author:b) c"),
    ],
)
def test_the_query_is_restated(typed, understood):
    assert parse_query(typed).understood == understood


@pytest.mark.parametrize(
    ("typed", "articles"),
    [
        pytest.param("harbour NOT storm", [1], id="NOT"),
        pytest.param("harbour AND NOT storm", [1], id="AND NOT"),
        pytest.param("NOT storm harbour", [1], id="NOT first"),
        pytest.param("harbour NOT (storm OR cafe)", [], id="NOT before parentheses"),
        pytest.param("harbour -(storm cafe)", [1, 2], id="without both together"),
        pytest.param("harbour –storm", [1], id="a dash for a minus sign"),
        pytest.param("(cafe harbour) OR порт", [1, 6], id="parentheses around two words"),
        pytest.param("порт OR (harbour -storm)", [1, 6], id="without inside parentheses"),
        pytest.param("(harbour (storm))", [2], id="nested"),
        pytest.param("(harbour storm", [2], id="parentheses left open"),
        pytest.param("harbour) storm", [2], id="parentheses never opened"),
        pytest.param("(-storm) harbour", [1], id="only without inside parentheses"),
        pytest.param("title:harbour", [1], id="title"),
        pytest.param("title:(opens again)", [1], id="a field before parentheses"),
        pytest.param("byline:reed", [1], id="byline"),
        pytest.param("=harbour", [1, 2], id="exact"),
        pytest.param("headline:=harbour", [1], id="exact in the headline"),
        pytest.param("=harbour title:storm", [2], id="exact and a field"),
        pytest.param("（cafe OR storm）closed", [2], id="full-width parentheses"),
    ],
)
def test_what_people_type_works(index, typed, articles):
    assert found(index, parse_query(typed).match) == articles


@pytest.mark.parametrize(
    ("typed", "filters", "excluded"),
    [
        ("outlet:bbc", {"outlet": ("bbc",)}, {}),
        ("Outlet: bbc storm", {"outlet": ("bbc",)}, {}),
        ('source:"Associated Press"', {"source": ("Associated Press",)}, {}),
        ("section:world lang:en language:de", {"section": ("world",), "language": ("en", "de")}, {}),
        ("outlet:(bbc OR npr) storm", {"outlet": ("bbc", "npr")}, {}),
        ("-outlet:bbc NOT lang:de storm", {}, {"outlet": ("bbc",), "language": ("de",)}),
        ("-(outlet:bbc) storm", {}, {"outlet": ("bbc",)}),
        ("country:gb -country:fr", {"country": ("gb",)}, {"country": ("fr",)}),
        ("outlet:", {}, {}),
    ],
)
def test_filters_can_be_typed(typed, filters, excluded):
    parsed = parse_query(typed)
    assert (parsed.filters, parsed.excluded_filters) == (filters, excluded)


@pytest.mark.parametrize(
    ("typed", "note"),
    [
        ("site:bbc.co.uk storm", "site: is not known here; it was searched for as a word. Use outlet: and its name."),
        ("storm OR outlet:bbc", FILTER_IN_OR),
        ("(" * 20 + "storm", TOO_DEEP),
        ("NOT storm", ONLY_NEGATIVE),
    ],
)
def test_what_does_not_work_says_what_to_write(typed, note):
    assert note in parse_query(typed).notes


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("storm or flood", "storm OR flood"),
        ("storm and not flood", "storm AND NOT flood"),
        ("storm or", None),
        ("or storm", None),
        ('storm "or" flood', None),
        ("the storm", None),
    ],
)
def test_operators_in_lower_case_are_words_and_the_others_are_offered(typed, query):
    parsed = parse_query(typed)
    assert [one.query for one in parsed.suggestions] == ([query] if query else [])
    assert "OR" not in (parsed.match or "")


def test_a_short_prefix_is_searched_as_a_word_with_a_note(index):
    parsed = parse_query("th* harbour")
    assert parsed.notes == (SHORT_PREFIX,)
    assert parsed.understood == "th harbour"


def test_titles_match_searches_headline_and_standfirst_only(index):
    assert found(index, parse_query("opens").titles_match) == [1]
    assert found(index, parse_query("harbour -again").titles_match) == []
    assert found(index, parse_query("author:reed").titles_match) == []


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("word " * 500, id="many words"),
        pytest.param("word OR " * 500, id="many alternatives"),
        pytest.param("港" * 20_000, id="one long word"),
        pytest.param("港 -" + "x" * 100_000, id="one endless word"),
        pytest.param("(" * 5000 + "word", id="deep nesting"),
    ],
)
def test_a_pasted_page_is_cut_with_a_note(index, typed):
    parsed = parse_query(typed)
    assert len(parsed.terms) <= MAX_TERMS
    assert TOO_LONG in parsed.notes
    if parsed.match:
        found(index, parsed.match)


SIGNS = '" "" * - -- = OR AND NOT or not headline: author: outlet: lang: title:( keys: ( ) ^ + ; 港 รัฐ é word wor* \\'
PARTS = ["\0", "\x1f", "\ud800", "\ue000", "e\u0301", "NEAR(a b, 2)", "{a} :", "''", *SIGNS.split()]
HOSTILE = st.lists(st.one_of(st.sampled_from(PARTS), st.text(max_size=12)), max_size=14).map(
    lambda parts: "".join(part + (" " if len(part) % 2 else "") for part in parts)
)


@settings(max_examples=400, deadline=None)
@given(typed=st.one_of(HOSTILE, st.text()))
def test_no_query_is_an_error(index, typed):
    parsed = parse_query(typed)
    if parsed.match is None:
        assert parsed.notes or parsed.has_filters
    else:
        found(index, parsed.match)
        found(index, parsed.titles_match)
        found(index, f'{parsed.match} AND keys : "\ue001en"')


@settings(max_examples=400, deadline=None)
@given(typed=HOSTILE)
def test_the_restated_query_means_the_same(typed):
    parsed = parse_query(typed)
    again = parse_query(parsed.understood)
    assert again.match == parsed.match
    assert (again.filters, again.excluded_filters) == (parsed.filters, parsed.excluded_filters)
