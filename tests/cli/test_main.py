"""The command line as a whole: help, versions, exit statuses, pipes."""

import subprocess
import sys
from pathlib import Path

import pytest

from newsarchive import __version__
from newsarchive.cli.main import VERBS


def test_help_lists_every_verb(run):
    text = run("--help").out
    assert all(f"\n  {verb} " in text for verb in VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself_with_an_example(run, verb):
    text = run(verb, "--help").out
    assert "Example:" in text
    assert f"newsarchive {verb}" in text.split("Example:")[1]
    assert verb in ("demo",) or "--db" in text


def test_version_is_told(run):
    assert run("--version").out == f"newsarchive, version {__version__}\n"


def test_unknown_verb_is_misuse(run):
    result = run("fly")
    assert result.status == 2
    assert "No such command 'fly'" in result.err


def test_unknown_setting_is_named(run, tmp_path: Path):
    (tmp_path / "newsarchive.toml").write_text("delay_secs = 1\n")
    result = run("search", "x")
    assert result.status == 2
    assert "newsarchive.toml: unknown setting 'delay_secs'; did you mean delay_seconds?" in result.err


def test_a_reader_that_goes_away_is_no_error(archive: Path):
    command = [sys.executable, "-m", "newsarchive.cli.main", "export", "--db", str(archive)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 0
    assert "Traceback" not in errors
