"""`newsarchive mcp` as a program starts it."""

import subprocess
import sys
from pathlib import Path

from newsarchive.mcp_server import extra


def test_without_an_archive_it_says_so_in_one_line(run):
    ran = run("mcp", "--db", "missing.db")
    assert ran.status == 1
    assert ran.out == ""
    assert ran.err.startswith("newsarchive: ")
    assert "no archive there" in ran.err


def test_without_the_extra_it_says_what_to_install(run, archive: Path, monkeypatch):
    monkeypatch.setattr(extra, "find_spec", lambda name: None)
    ran = run("mcp")
    assert ran.status == 2
    assert ran.err == "newsarchive: `newsarchive mcp` needs the package mcp. Run `pip install 'newsarchive[mcp]'`\n"


def test_it_ends_when_the_program_has_nothing_more_to_ask(archive: Path):
    command = [sys.executable, "-m", "newsarchive.cli.main", "mcp", "--db", str(archive)]
    ended = subprocess.run(command, input="", capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
