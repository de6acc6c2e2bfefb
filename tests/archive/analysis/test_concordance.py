"""Words in context as the archive finds them: they agree with the search."""

import pytest

from newsarchive.archive.analysis import concordance
from newsarchive.archive.analysis.concordance import read_concordance
from newsarchive.archive.database import Archive
from newsarchive.archive.search.selection import SearchRequest
from newsarchive.errors import UsageError
from tests.archive.search.invented import an_article, fill

ARTICLES = [
    an_article(1, headline="Storm over Łódź", body="The storm came.\n\nA storm surge and a Storm."),
    an_article(2, headline="Quiet", standfirst="No storm at all", body="Stormy nights in Lodz, and ŁÓDŹ again"),
    an_article(3, headline="東京の新しい港", language="ja", body="東京都は新しい港を開きました。東京の人々。"),
    an_article(4, headline="By the author alone", authors="Storm Field", body="nothing"),
]


@pytest.fixture(scope="module")
def conn(tmp_path_factory: pytest.TempPathFactory):
    path = tmp_path_factory.mktemp("concordance") / "archive.db"
    with Archive.open(path, write=True) as archive, archive.transaction():
        fill(archive.conn, ARTICLES)
    with Archive.open(path) as archive:
        yield archive.conn


def lines(conn, query: str, order="results", **options) -> list[tuple[int, str, str]]:
    found = read_concordance(conn, SearchRequest(query=query, order="newest", **options), order)
    return [
        (line.hit.id, line.field, f"{line.context.before}[{line.context.found}]{line.context.after}")
        for line in found.lines
    ]


def test_every_place_is_a_line(conn):
    assert lines(conn, "storm") == [
        (3, "standfirst", "No [storm] at all"),
        (2, "headline", "[Storm] over Łódź"),
        (2, "text", "The [storm] came. A storm surge and a Storm."),
        (2, "text", "The storm came. A [storm] surge and a Storm."),
        (2, "text", "The storm came. A storm surge and a [Storm]."),
    ]


def test_phrases_prefixes_and_fields_mark_what_the_search_means(conn):
    assert lines(conn, '"storm surge"') == [(2, "text", "The storm came. A [storm surge] and a Storm.")]
    assert [text for _, _, text in lines(conn, "stormy*")] == ["[Stormy] nights in Lodz, and ŁÓDŹ again"]
    assert lines(conn, "headline:storm") == [(2, "headline", "[Storm] over Łódź")]
    assert [one[0] for one in lines(conn, "storm -quiet")] == [2, 2, 2, 2]


def test_letters_are_those_of_the_outlet(conn):
    assert lines(conn, "lodz") == [
        (3, "text", "Stormy nights in [Lodz], and ŁÓDŹ again"),
        (3, "text", "Stormy nights in Lodz, and [ŁÓDŹ] again"),
        (2, "headline", "Storm over [Łódź]"),
    ]


def test_scripts_without_spaces(conn):
    assert lines(conn, "東京") == [
        (4, "headline", "[東京]の新しい港"),
        (4, "text", "[東京]都は新しい港を開きました。東京の人々。"),
        (4, "text", "東京都は新しい港を開きました。[東京]の人々。"),
    ]


def test_lines_are_sorted_by_their_neighbours(conn):
    assert [text.partition("]")[2].split()[:1] for _, _, text in lines(conn, "storm", "right")] == [
        ["."],
        ["at"],
        ["came."],
        ["over"],
        ["surge"],
    ]


def test_filters_and_pages_are_those_of_the_search(conn):
    assert {one[0] for one in lines(conn, "storm", page_size=1)} == {5} or lines(conn, "storm", page_size=1) == []
    assert lines(conn, "storm", languages=["ja"]) == []


def test_an_article_cannot_take_the_lines_of_the_others(conn, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(concordance, "MOST_LINES", 3)
    found = read_concordance(conn, SearchRequest(query="storm", order="newest"))
    assert [line.hit.id for line in found.lines] == [3, 2, 2]
    assert any("The first ones are shown." in note for note in found.notes)


def test_words_are_needed(conn):
    with pytest.raises(UsageError, match="Type a word"):
        read_concordance(conn, SearchRequest(languages=["en"]))
    found = read_concordance(conn, SearchRequest(query="?!"))
    assert found.lines == ()
    assert "no word to search for" in found.notes[0]
