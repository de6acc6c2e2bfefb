"""`newsarchive diff` as a user runs it."""

import json
from pathlib import Path

import pytest


@pytest.fixture
def revised(run, letters: Path) -> None:
    run("import", letters)
    letter = letters / "2.txt"
    letter.write_text(letter.read_text().replace("costs more", "costs <less>"))
    run("import", letter)


def test_diff_marks_the_words(run, revised):
    out = run("diff", 2).out
    assert out.startswith("version 1 to 2: corrected")
    assert "The ferry costs [-more-]{+<less>+}." in out


def test_diff_as_a_page_escapes_the_text(run, revised):
    assert "costs <del>more</del><ins>&lt;less&gt;</ins>." in run("diff", 2, 1, 2, "--html").out


def test_diff_for_programs(run, revised):
    row = json.loads(run("diff", 2, "--json").out)
    assert (row["older"], row["newer"], row["kinds"]) == (1, 2, ["corrected"])


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ((9,), "no such article"),
        ((1,), "only one version"),
        ((2, 1), "give two version numbers or none"),
        ((2, 1, 7), "no version 7; the versions are 1, 2"),
    ],
)
def test_diff_says_what_is_wrong(run, revised, words, complaint):
    result = run("diff", *words)
    assert result.status == 2
    assert complaint in result.err
