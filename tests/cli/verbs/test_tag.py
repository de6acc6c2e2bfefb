"""`newsarchive tag` as a user runs it."""

import json
from pathlib import Path

import pytest


def test_tags_are_added_listed_and_taken_away(run, archive: Path):
    assert run("tag", 1, "eyewitness", "to  check").out == "article 1: eyewitness, to check\n"
    assert run("tag", 2, "Eyewitness").out == "article 2: eyewitness\n"
    assert run("tag").out == "      2  eyewitness\n      1  to check\n"
    assert json.loads(run("tag", "--json").out)[0] == {"tag": "eyewitness", "articles": 2}
    assert run("tag", 1, "EYEWITNESS", "--remove").out == "article 1: to check\n"
    assert json.loads(run("tag", 1, "--json").out) == {"article_id": 1, "tags": ["to check"]}
    assert run("tag", 3).out == "article 3: no tags\n"


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        pytest.param([77, "x"], "no article 77", id="unknown article"),
        pytest.param([1, "a;b"], "not a valid tag", id="semicolon"),
        pytest.param([1, "--remove"], "name the tags", id="nothing to remove"),
        pytest.param(["one", "x"], "'one' is not the id of an article; `newsarchive search` lists ids", id="no id"),
    ],
)
def test_wrong_use_gets_one_line(run, archive: Path, tmp_path: Path, words, complaint):
    ran = run("tag", *words)
    assert (ran.status, ran.out, complaint in ran.err) == (2, "", True)
    assert not (tmp_path / "desk.db").exists()


def test_looking_and_removing_make_no_desk(run, archive: Path, tmp_path: Path):
    assert (run("tag").status, run("tag", 1).status, run("tag", 1, "x", "--remove").status) == (0, 0, 0)
    assert not (tmp_path / "desk.db").exists()
