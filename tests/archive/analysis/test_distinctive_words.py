"""Distinctive words of a search: compared with which articles, and what the answer says about it."""

from datetime import date

import pytest

from newsarchive.archive.analysis import distinctive_words
from newsarchive.archive.analysis.distinctive_words import read_distinctive_words
from newsarchive.archive.database import Archive
from newsarchive.archive.search.selection import EVERYTHING, Selection
from newsarchive.errors import UsageError
from tests.archive.clusters import join_copies
from tests.archive.search.invented import an_article, fill

TOPICS = {
    "flood": "The river rose and the dyke broke at the sluice, the Rescue said.",
    "budget": "The council voted at the hall, the mayor said, and spoke of the taxes.",
    "match": "The goalkeeper of the home side saved and the crowd sang the song.",
}


def a_story(number: int, **facts):
    topic = list(TOPICS)[number % 3]
    body = f"The {topic} of day {number}. {TOPICS[topic]}"
    return an_article(number, headline=f"{topic} report", body=body, language="en", outlet="hill_times", **facts)


@pytest.fixture(scope="module")
def conn(tmp_path_factory: pytest.TempPathFactory):
    path = tmp_path_factory.mktemp("words") / "archive.db"
    others = [
        an_article(1000 + number, outlet="small_gazette", body="Elsewhere the river rose", language="fr")
        for number in range(20)
    ]
    with Archive.open(path, write=True) as archive, archive.transaction():
        fill(archive.conn, [*map(a_story, range(600)), *others])
        join_copies(archive.conn, 1, 4, 7)
    with Archive.open(path) as archive:
        yield archive.conn


def test_words_of_the_topic_are_typical_and_stop_words_are_not(conn):
    found = read_distinctive_words(conn, Selection(query="flood"))
    assert {one.word for one in found.words} == {"river", "rose", "dyke", "broke", "sluice", "Rescue"}
    # One article of the cluster of three is counted. The outlet of the others is the same.
    assert (found.articles, found.matches, found.outlets, found.is_capped) == (198, 200, 1, False)
    assert found.others > 300
    assert found.notes == ()


def test_the_words_of_the_search_are_left_out_and_stop_words_can_be_shown(conn):
    words = [one.word for one in read_distinctive_words(conn, Selection(query="FLOOD dyke")).words]
    assert "dyke" not in words
    assert "flood" not in words
    also = read_distinctive_words(conn, Selection(query="match"), with_stop_words=True)
    assert "the" not in [one.word.lower() for one in also.words][:3]


def test_a_filter_alone_is_compared_with_the_outlets_other_articles(conn):
    found = read_distinctive_words(conn, Selection(outlets=["hill_times"], until=date(2020, 3, 1)))
    assert found.articles > 30
    assert found.others > 10
    assert found.words == ()
    everything = read_distinctive_words(conn, Selection(outlets=["hill_times"]))
    assert everything.notes[0] == distinctive_words.NO_OTHERS


def test_few_other_articles_are_said(conn):
    found = read_distinctive_words(conn, Selection(query="river", outlets=["small_gazette"]))
    assert found.others == 0
    only = read_distinctive_words(conn, Selection(query="flood", until=date(2020, 1, 20)))
    assert distinctive_words.FEW_OTHERS in only.notes


def test_large_results_are_sampled(conn, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(distinctive_words, "MOST_ARTICLES", 50)
    monkeypatch.setattr(distinctive_words, "MOST_MATCHES", 150)
    monkeypatch.setattr(distinctive_words, "MOST_OTHERS", 60)
    found = read_distinctive_words(conn, Selection(query="flood"), limit=2)
    assert (found.articles, found.matches, found.is_capped) == (50, 150, True)
    assert 30 <= found.others <= 60
    assert len(found.words) == 2


def test_texts_are_read_up_to_a_limit(conn, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(distinctive_words, "_MOST_CHARACTERS_IN_ALL", 1_000)
    assert 5 <= read_distinctive_words(conn, Selection(query="flood")).articles <= 15


def test_the_answer_is_the_same_each_time(conn):
    assert read_distinctive_words(conn, Selection(query="flood")) == read_distinctive_words(
        conn, Selection(query="flood")
    )


def test_what_cannot_be_compared_is_refused_or_explained(conn):
    with pytest.raises(UsageError, match="nothing to be compared with"):
        read_distinctive_words(conn, EVERYTHING)
    assert "no word to search for" in read_distinctive_words(conn, Selection(query="?!")).notes[0]
    assert read_distinctive_words(conn, Selection(query="zeppelin")).articles == 0
