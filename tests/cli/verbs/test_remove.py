"""`newsarchive remove` as a user runs it."""

from pathlib import Path

import pytest


def test_removed_articles_are_gone_and_do_not_come_back(run, letters: Path, archive: Path):
    assert run("remove", 2, "--reason", "court order").status == 0
    assert "no article 2" in run("show", 2).err
    assert "ferry" not in run("search", "ferry").out
    assert "removed" in run("import", letters).out
    assert run("search", "ferry").out == ""
    assert b"Ferry prices" not in archive.read_bytes()


@pytest.mark.parametrize(
    ("words", "status", "complaint"),
    [
        pytest.param(["remove", "9", "--reason", "x"], 2, "no article 9", id="no such article"),
        pytest.param(["remove", "1", "--reason", " "], 2, "say why", id="no reason"),
        pytest.param(["remove", "1"], 2, "Missing option '--reason'", id="reason left out"),
        pytest.param(["remove", "one", "--reason", "x"], 2, "'one' is not a valid integer", id="not a number"),
    ],
)
def test_wrong_use_gets_one_line(run, archive: Path, words, status, complaint):
    result = run(*words)
    assert result.status == status
    assert complaint in result.err
    assert "Traceback" not in result.err
