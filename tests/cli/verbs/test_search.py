"""`newsarchive search` as a user runs it."""

import json
from pathlib import Path

import pytest

from newsarchive.archive.database import Archive
from tests.archive.clusters import join_copies


def test_search_prints_what_was_found(run, archive: Path):
    result = run("search", "bridge")
    assert result.out.splitlines()[0].split() == ["1", "Bridge", "to", "open", "in", "May"]
    assert result.err == "1 article\n"


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["bridge", "OR", "ferry"], {1, 2}),
        (['"harbour bridge"'], {1}),
        (["ferr*"], {2}),
        (["headline:ferry"], {2}),
        (["bridge", "-may"], set()),
        (["東京"], {3}),
        (["HARBOUR"], {1}),
        ([], {1, 2, 3}),
    ],
)
def test_search_understands_its_syntax(run, archive: Path, words, ids):
    found = json.loads(run("search", "--json", "--", *words).out)
    assert {hit["id"] for hit in found["hits"]} == ids
    assert found["total"] == len(ids)


def test_a_source_is_shown_if_it_is_not_the_outlet_itself(run, archive: Path):
    with Archive.open(archive, write=True) as opened, opened.transaction():
        (title,) = opened.conn.execute("SELECT title FROM outlets").fetchone()
        opened.conn.execute("UPDATE articles SET source = iif(id = 1, ?, 'Reuters')", [title])
    own, taken = run("search", "harbour", "bridge").out, run("search", "ferry").out
    assert own.count(title) == 1
    assert "Reuters" in taken


def test_json_marks_what_was_found(run, archive: Path):
    (hit,) = json.loads(run("search", "ferry", "--json").out)["hits"]
    assert hit["headline"] == "**Ferry** prices rise"
    assert hit["published_on"] == "2016-02-01"


def test_other_forms_are_searched_for_unless_the_words_are_to_be_exact(run, archive: Path):
    with Archive.open(archive, write=True) as opened, opened.transaction():
        opened.conn.execute("UPDATE articles SET language = 'en'")
    found = run("search", "bridges")
    assert found.out.split()[0] == "1"
    assert found.err.startswith("Other forms of bridges were searched for too: bridge")
    assert json.loads(run("search", "bridges", "--json").out)["forms"] == {"bridges": ["bridge"]}
    assert run("search", "bridges", "--exact").out == ""


def test_a_misspelt_word_is_put_right(run, archive: Path):
    assert "Did you mean: bridge\n" in run("search", "bridgee").err
    found = json.loads(run("search", "bridgee", "--json").out)
    assert found["suggestions"][0] == {"reason": "Did you mean", "query": "bridge"}


def test_no_search_words_are_an_error(run, archive: Path):
    for words in (
        '"',
        "(((",
        "AND",
        "-",
        "*",
        "a:b:c",
        "'; DROP TABLE articles",
        "\u0000",
        "NEAR(",
        "^x",
        "{headline}",
    ):
        assert run("search", "--", words).status == 0


@pytest.mark.parametrize(
    ("words", "status", "complaint"),
    [
        pytest.param(["x", "--kind", "poem"], 2, "'poem' is not one of", id="no such kind"),
        pytest.param(["--since", "2026-13-01"], 2, "'2026-13-01' is not a valid date. Use YYYY-MM-DD.", id="no date"),
        pytest.param(["x", "--limit", "0"], 2, "0 is not in the range 1<=x<=200", id="no results wanted"),
        pytest.param(["x", "--db", "absent.db"], 1, "absent.db: no archive there", id="no archive"),
    ],
)
def test_wrong_use_gets_one_line(run, archive: Path, words, status, complaint):
    result = run("search", *words)
    assert (result.status, result.out) == (status, "")
    assert complaint in result.err
    assert "Traceback" not in result.err


def test_one_copy_stands_for_all_and_says_how_many_there_are(run, archive: Path):
    with Archive.open(archive, write=True) as opened, opened.transaction():
        join_copies(opened.conn, 1, 2)
    together = run("search", "the")
    assert together.out.splitlines()[-1].strip() == "and 1 more"
    assert together.err == "2 articles\n"
    (hit,) = json.loads(run("search", "the", "--json").out)["hits"]
    assert hit["copies"] == 1
    singly = run("search", "the", "--all-copies", "--json")
    assert [hit["copies"] for hit in json.loads(singly.out)["hits"]] == [1, 1]
    assert "and 1 more" not in run("search", "the", "--all-copies").out


def test_a_copy_that_does_not_match_is_not_counted(run, archive: Path):
    with Archive.open(archive, write=True) as opened, opened.transaction():
        join_copies(opened.conn, 1, 2)
    assert json.loads(run("search", "ferry", "--json").out)["hits"][0]["copies"] == 0
    assert "and 1 more" not in run("search", "ferry").out


@pytest.fixture
def corrected(archive: Path) -> Path:
    """The archive of the letters, the second of which cost less before."""
    with Archive.open(archive, write=True) as opened, opened.transaction():
        opened.conn.execute(
            """INSERT INTO revisions(article_id, number, seen_at, headline, body, replaced_at, cause)
               VALUES (2, 1, '2016-02-01T08:00:00Z', 'Ferry prices fall', 'The ferry costs four pounds.',
                 '2016-02-02T08:00:00Z', 'theirs')"""
        )
        opened.conn.execute("UPDATE articles SET revision = 2 WHERE id = 2")
    return archive


def test_earlier_versions_are_searched_when_asked_for(run, corrected: Path):
    assert run("search", "four pounds").out == ""
    found = run("search", "four pounds", "--versions")
    assert found.out.splitlines()[0].split() == ["2", "Ferry", "prices", "fall"]
    assert found.out.splitlines()[-1].strip() == "version 1 of 2, replaced 2016-02-02, not in today's text"
    assert found.err == "1 article\n"
    (hit,) = json.loads(run("search", "four pounds", "--versions", "--json").out)["hits"]
    assert hit["earlier"] == {
        "number": 1,
        "seen_at": "2016-02-01T08:00:00Z",
        "replaced_at": "2016-02-02T08:00:00Z",
        "cause": "theirs",
        "matches_today": False,
    }
    assert "four pounds" in run("show", 2, "--version", hit["earlier"]["number"]).out


def test_without_words_no_earlier_version_is_listed(run, corrected: Path):
    assert (run("search", "--versions").out, run("search", "--versions").status) == ("", 0)
    assert "Type a word" in run("search", "--versions").err
