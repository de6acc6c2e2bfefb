"""`--log FILE`: what a command prints is also in the file, with its beginning, its end and its exit status."""

import os
import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from newsarchive.cli.log_file import KEPT_FILES, MOST_BYTES

_TIME = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ ")


def newsarchive(folder: Path, *words: object, **environment: str) -> "subprocess.CompletedProcess[str]":
    clean = {name: value for name, value in os.environ.items() if not name.startswith("NEWSARCHIVE_")}
    return subprocess.run(
        [sys.executable, "-m", "newsarchive.cli.main", *map(str, words)],
        cwd=folder, capture_output=True, text=True, check=False, env={**clean, **environment},
    )  # fmt: skip


def logged(folder: Path) -> list[str]:
    """The lines of the log, without their times."""
    return [_TIME.sub("", line) for line in (folder / "news.log").read_text().splitlines()]


def test_both_outputs_are_printed_and_logged(archive: Path):
    folder = archive.parent
    done = newsarchive(folder, "backup", "copy.db", "--log", "news.log")
    assert (done.returncode, done.stderr) == (0, "")
    again = newsarchive(folder, "backup", "copy.db", "--log", "news.log")
    assert again.returncode == 2
    assert logged(folder) == [
        "newsarchive backup copy.db --log news.log",
        done.stdout.rstrip(),
        "ended with status 0",
        "newsarchive backup copy.db --log news.log",
        again.stderr.rstrip(),
        "ended with status 2",
    ]


def test_other_letters_reach_the_log_as_they_are_printed(tmp_path: Path):
    done = newsarchive(tmp_path, "check", "gazété", "--log", "news.log", PYTHONIOENCODING="utf-8")
    assert logged(tmp_path)[1:] == [done.stderr.rstrip(), "ended with status 2"]
    assert "gazété" in done.stderr


def test_a_long_log_is_rotated_and_the_oldest_is_deleted(archive: Path):
    folder = archive.parent
    for number in range(KEPT_FILES + 2):
        (folder / "news.log").write_bytes(b"%d" % number + b"." * MOST_BYTES)
        assert newsarchive(folder, "backup", f"{number}.db", "--log", "news.log").returncode == 0
        assert len(logged(folder)) == 3
    older = {file.name: file.read_bytes()[:1] for file in folder.glob("news.log.*")}
    assert older == {f"news.log.{age}": b"%d" % (KEPT_FILES + 2 - age) for age in range(1, KEPT_FILES + 1)}


@pytest.mark.parametrize("name", [".", "absent/news.log"])
def test_a_log_that_cannot_be_written_is_wrong_use(archive: Path, name: str):
    done = newsarchive(archive.parent, "backup", "copy.db", "--log", name)
    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch(
        f"newsarchive: --log {name}: cannot be written: .*; name a file in another folder\n", done.stderr
    )
    assert not (archive.parent / "copy.db").exists()


def test_a_full_disk_ends_the_log_and_not_the_command(tmp_path: Path):
    (tmp_path / "news.log").write_bytes(b"." * 1_000)
    done = subprocess.run(
        [sys.executable, "-m", "newsarchive.cli.main", "check", "absent", "--log", "news.log"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, resource.RLIM_INFINITY)),
    )  # fmt: skip
    assert done.returncode == 2
    assert "news.log: cannot be written (File too large); going on without it\n" in done.stderr
    assert "absent: no outlet has that name" in done.stderr
