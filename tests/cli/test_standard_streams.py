"""Commands whose standard output or standard error is closed, full, without a reader, or ASCII only."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from newsarchive.cli.standard_streams import output_errors_in_one_line
from newsarchive.errors import NewsArchiveError

NEWSARCHIVE = [sys.executable, "-m", "newsarchive.cli.main"]
FULL = "newsarchive: standard output: cannot be written: No space left on device; the output is incomplete"

# One that prints with rich, one with click, and one that writes a stream.
verbs = pytest.mark.parametrize("words", [["search", "harbour"], ["show", "3"], ["export"]], ids=" ".join)


def shell(archive: Path, words: list[str], ending: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Runs a command in a shell, with the ending after it."""
    command = f'"$@" {ending}'
    arguments = ["bash", "-c", command, "bash", *NEWSARCHIVE, *words, "--db", str(archive)]
    return subprocess.run(arguments, capture_output=True, env={**os.environ, **environment}, cwd=archive.parent)


@verbs
def test_a_full_output_is_one_line(archive: Path, words):
    done = shell(archive, words, "> /dev/full")
    assert done.returncode == 1
    lines = [line for line in done.stderr.decode().splitlines() if line.startswith("newsarchive:")]
    assert lines[0].startswith(FULL)
    assert b"Traceback" not in done.stderr


@verbs
def test_a_closed_output_is_no_error(archive: Path, words):
    done = shell(archive, words, ">&-")
    assert (done.returncode, done.stdout) == (0, b"")
    assert b"Traceback" not in done.stderr


@verbs
@pytest.mark.parametrize("ending", ["2>&-", "2>/dev/full", "2>&- <&-"])
def test_results_come_without_a_place_for_complaints(archive: Path, words, ending):
    done = shell(archive, words, ending)
    assert done.returncode == 0
    assert done.stdout


@verbs
def test_a_reader_that_ends_is_no_error(archive: Path, words):
    done = shell(archive, words, "| : ; exit ${PIPESTATUS[0]}")
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


@verbs
def test_an_output_of_ascii_only_has_escapes(archive: Path, words):
    done = shell(archive, words, "", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


def test_a_file_of_the_archive_never_gets_the_number_of_a_closed_output(archive: Path, letters: Path):
    done = shell(archive, ["verify", "--json"], ">&- 2>&-")
    assert done.returncode == 0
    assert shell(archive, ["verify"], "").returncode == 0


def test_an_error_of_another_file_is_not_taken_for_the_output():
    with pytest.raises(FileNotFoundError), output_errors_in_one_line():
        Path("/nosuch/file").read_bytes()
    with pytest.raises(NewsArchiveError, match="ours"), output_errors_in_one_line():
        raise NewsArchiveError("ours")


def test_a_terminal_that_was_closed_is_no_error():
    script = (
        "import os, sys\nfrom newsarchive.cli.standard_streams import output_errors_in_one_line, prepare_streams\n"
        "terminal, its_end = os.openpty()\nos.dup2(its_end, 1)\nprepare_streams()\n"
        "os.close(its_end)\nos.close(terminal)\n"
        "with output_errors_in_one_line():\n"
        "    print('lost')\n    sys.stdout.flush()\n    print('also lost')\n"
    )
    done = subprocess.run([sys.executable, "-c", script], stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
