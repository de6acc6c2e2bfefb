"""--verify and --apply as a user misuses them; polls of invented outlets are in tests/outlet_tools/verify."""

from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--report", "a.md"], "--pages and --report are about --verify"),
        (["--pages"], "--pages and --report are about --verify"),
        (["--dry-run"], "--dry-run is about --apply"),
        (["--verify", "--again"], "--again is about the unfinished report of --verify --report"),
        (["--verify", "--apply", "a.md"], "give it alone or with --dry-run"),
        (["--apply", "a.md", "--json"], "give it alone or with --dry-run"),
        (["--verify", "--country", "zz"], "no outlets found"),
        (["--verify", "--report", "."], "is a directory"),
    ],
)
def test_options_that_do_not_go_together_are_misuse(run, words: list[str], said: str):
    result = run("outlets", *words)
    assert (result.status, result.out) == (2, "")
    assert said in result.err


def test_a_report_that_cannot_be_written_is_refused_before_anything_is_polled(run):
    result = run("outlets", "--verify", "--country", "gl", "--report", "no-such-folder/report.md")
    assert (result.status, result.out) == (2, "")
    said = "newsarchive: no-such-folder/report.md: the folder no-such-folder does not exist; make it first\n"
    assert result.err == said


def test_a_report_that_is_not_there_is_one_line(run):
    result = run("outlets", "--apply", "absent.md")
    assert result.status == 1
    assert result.err == "newsarchive: absent.md: No such file or directory; check the path and its permissions\n"


def test_a_file_that_is_no_report_is_misuse(run, tmp_path: Path):
    (tmp_path / "notes.md").write_text("# Notes\n")
    result = run("outlets", "--apply", "notes.md")
    assert result.status == 2
    assert "notes.md: not a report of outlets --verify; give the file of --report or the output of --json" in result.err
