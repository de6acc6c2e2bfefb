"""`newsarchive show` as a user runs it."""

import json
from pathlib import Path

import pytest


def test_show_prints_the_document(run, letters: Path, archive: Path):
    assert run("show", 1).out.strip() == (letters / "1.txt").read_text().strip()


def test_show_full_and_json_say_more(run, archive: Path):
    assert "- outlet: imported" in run("show", 1, "--full").out
    assert json.loads(run("show", 1, "--json").out)["revision"] == 1


@pytest.mark.parametrize(
    ("words", "status", "complaint"),
    [
        pytest.param([9], 1, "no article 9; `newsarchive search` lists ids", id="no such article"),
        pytest.param([1, "--version", 2], 1, "article 1 has no version 2; its newest is 1", id="no such version"),
        pytest.param([1, "--version", 0], 2, "0 is not in the range 1<=x<=1000000000", id="version 0"),
        pytest.param(["one"], 2, "'one' is not the id of an article", id="not a number"),
    ],
)
def test_wrong_use_gets_one_line(run, archive: Path, words, status, complaint):
    result = run("show", *words)
    assert (result.status, result.out) == (status, "")
    assert complaint in result.err
    assert "Traceback" not in result.err
