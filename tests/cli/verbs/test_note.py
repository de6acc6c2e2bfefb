"""`newsarchive note` as a user runs it."""

import io
import json
from pathlib import Path

import pytest


def test_a_note_is_written_printed_appended_and_taken_away(run, archive: Path):
    assert (run("note", 1, "One.").status, run("note", 1).out) == (0, "One.\n")
    run("note", 1, "Two.", "--append")
    assert run("note", 1).out == "One.\nTwo.\n"
    run("note", 1, "Three.")
    assert json.loads(run("note", 1, "--json").out) == {"article_id": 1, "note": "Three."}
    run("note", 1, "--remove")
    assert (run("note", 1).out, run("note", 1).status) == ("", 0)


def test_a_note_is_read_from_standard_input(run, archive: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("From a pipe.\n"))
    run("note", 2, "-")
    assert run("note", 2).out == "From a pipe.\n"


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        pytest.param([77, "x"], "no article 77", id="unknown article"),
        pytest.param([1, " "], "the note is empty", id="empty"),
        pytest.param([1, "x" * 10_001], "at most 10,000", id="too long"),
        pytest.param([1, "x", "--remove"], "leave TEXT and --append out", id="text and remove"),
        pytest.param([1, "--append"], "give the TEXT", id="append nothing"),
    ],
)
def test_wrong_use_gets_one_line(run, archive: Path, words, complaint):
    ran = run("note", *words)
    assert (ran.status, ran.out, complaint in ran.err) == (2, "", True)
    assert "Traceback" not in ran.err
