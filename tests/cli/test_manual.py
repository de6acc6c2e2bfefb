"""The manual page: current, complete, and read by man and mandoc without a warning."""

import shutil
import subprocess
from pathlib import Path

import pytest

from newsarchive.cli.main import VERBS
from newsarchive.cli.manual import _roff, manual

PAGE = Path(__file__).resolve().parents[2] / "man" / "newsarchive.1"


def test_the_page_in_the_repository_is_current():
    assert PAGE.read_text(encoding="utf-8") == manual(), "run `make man`, and commit man/newsarchive.1"


def test_every_command_has_its_section():
    lines = manual().splitlines()
    assert [verb for verb in VERBS if f".SS {verb}" not in lines] == []
    assert ".SS watch add" in lines


def test_hyphens_and_backslashes_are_escaped():
    assert _roff("--db a\\b") == "\\-\\-db a\\eb"


@pytest.mark.skipif(shutil.which("mandoc") is None, reason="mandoc is not installed")
def test_mandoc_has_nothing_to_say():
    done = subprocess.run(["mandoc", "-Tlint", "-Wwarning", str(PAGE)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.skipif(shutil.which("man") is None, reason="man is not installed")
def test_man_reads_it_without_a_warning():
    command = ["man", "--warnings", "--local-file", str(PAGE)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}
    )
    assert done.returncode == 0
    assert done.stderr == ""
    assert "newsarchive - keep your own searchable archive of the news" in done.stdout
