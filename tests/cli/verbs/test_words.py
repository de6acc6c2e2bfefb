"""`newsarchive words` as a user runs it."""

import csv
import io
import json
from pathlib import Path

import pytest

from newsarchive.archive.database import Archive
from tests.archive.search.invented import an_article, fill


@pytest.fixture
def stories(run, tmp_path: Path) -> Path:
    """An archive in which every third article is about a flood."""
    texts = ["The river broke the dyke", "The council spoke of taxes", "The home side won the match"]
    articles = [
        an_article(
            number, headline="flood" if number % 3 == 0 else "other", body=texts[number % 3], outlet="hill_times"
        )
        for number in range(300)
    ]
    with Archive.open(tmp_path / "archive.db", write=True) as archive, archive.transaction():
        fill(archive.conn, articles)
    return tmp_path / "archive.db"


def test_words_are_a_table_and_what_they_rest_on_is_said(run, stories: Path):
    ran = run("words", "flood")
    lines = ran.out.splitlines()
    assert lines[0].split()[:2] == ["word", "articles"]
    assert sorted(line.split()[0] for line in lines[1:]) == ["broke", "dyke", "river"]
    assert "only here" in lines[1]
    assert ran.err.startswith("From 100 of 100 articles, compared with 1")
    assert ran.err.endswith(" other articles of the same outlet.\n")


def test_json_and_csv_have_the_same_words(run, stories: Path):
    values = json.loads(run("words", "flood", "--json").out)
    rows = list(csv.DictReader(io.StringIO(run("words", "flood", "--csv").out)))
    assert [row["word"] for row in rows] == [word["word"] for word in values["words"]]
    # Nearly all of the 200 others: they are taken at equal distances in time.
    assert 150 < values["other_articles"] <= 200


def test_no_words_and_no_filter_is_wrong_usage(run, stories: Path):
    ran = run("words")
    assert ran.status == 2
    assert "nothing to be compared with" in ran.err
    assert run("words", "zeppelin").err == "no articles found\n"
