"""`newsarchive remove` as a user runs it."""

import sys
from pathlib import Path

import pytest

from tests.cli.support import Terminal

BECAUSE = ("--reason", "court order")


def test_removed_articles_are_gone_and_do_not_come_back(run, letters: Path, archive: Path):
    assert run("remove", 2, *BECAUSE, "--yes").status == 0
    assert "no article 2" in run("show", 2).err
    assert "ferry" not in run("search", "ferry").out
    assert "removed" in run("import", letters).out
    assert run("search", "ferry").out == ""
    assert b"Ferry prices" not in archive.read_bytes()


def test_each_article_is_shown_before_it_is_removed(run, archive: Path):
    result = run("remove", 2, 1, 2, *BECAUSE, "--yes")
    assert result.err.splitlines() == [
        "      2  Ferry prices rise, imported, 2016-02-01, 1 version",
        "      1  Bridge to open in May, imported, 2016-12-09, 1 version",
        "article 2 removed, captures erased: 0",
        "article 1 removed, captures erased: 0",
    ]


def test_a_dry_run_needs_no_reason_and_removes_nothing(run, archive: Path):
    result = run("remove", 2, "--dry-run")
    assert (result.status, result.out) == (0, "")
    assert result.err.splitlines()[-2:] == [
        "      2  Ferry prices rise, imported, 2016-02-01, 1 version",
        "nothing was removed",
    ]
    assert run("show", 2).status == 0


@pytest.mark.parametrize(
    ("typed", "is_removed"),
    [
        pytest.param("y\n", True, id="yes"),
        pytest.param("n\n", False, id="no"),
        pytest.param("\n", False, id="only Enter"),
    ],
)
def test_a_terminal_is_asked(archive: Path, monkeypatch: pytest.MonkeyPatch, typed: str, is_removed: bool):
    from newsarchive.cli.main import cli

    screen, keyboard = Terminal(), Terminal(typed)
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(sys, "stdin", keyboard)
    cli.main(["remove", "2", *BECAUSE], standalone_mode=False)
    said = screen.getvalue()
    assert "Ferry prices rise" in said.partition("Erase this article for good? [y/N]")[0]
    assert ("article 2 removed" in said) == is_removed
    assert ("nothing was removed" in said) == (not is_removed)


@pytest.mark.parametrize(
    ("words", "status", "complaint"),
    [
        pytest.param(["9", *BECAUSE, "--yes"], 2, "no article 9", id="no such article"),
        pytest.param(["1", "9", *BECAUSE, "--yes"], 2, "no article 9", id="one of two is missing"),
        pytest.param(["1", "--reason", " ", "--yes"], 2, "say why with --reason", id="reason empty"),
        pytest.param(["1", "--yes"], 2, "say why with --reason", id="reason left out"),
        pytest.param(["one", *BECAUSE], 2, "'one' is not the id of an article", id="not a number"),
        pytest.param([*BECAUSE, "--yes"], 2, "Missing argument 'ID…'", id="no id"),
        pytest.param(["1", *BECAUSE], 2, "cannot ask without a terminal; give --yes", id="nobody to ask"),
    ],
)
def test_wrong_use_gets_one_line_and_removes_nothing(run, archive: Path, words, status, complaint):
    result = run("remove", *words)
    assert (result.status, result.out) == (status, "")
    assert complaint in result.err
    assert "Traceback" not in result.err
    assert run("show", 1).status == 0
