"""Addresses in arguments, files and standard input, and what is wrong with a file."""

import io
from pathlib import Path
from types import SimpleNamespace

import pytest

from newsarchive.cli.address_files import MAX_BYTES, gathered_addresses
from newsarchive.errors import UsageError

A, B = "https://post.example/a", "https://post.example/b"


def test_all_sources_are_one_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    file = tmp_path / "list.txt"
    file.write_text(f"{B}\n{A}\n", encoding="utf-16")
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"https://post.example/c\nnothing\n")))
    found = gathered_addresses([A, str(file), "-"])
    assert found.urls == (A, B, "https://post.example/c")
    assert found.repeated == 1
    assert found.problems[0].startswith("standard input: line 2: 'nothing'")


def test_a_file_that_cannot_be_used_gives_one_line(tmp_path: Path):
    latin, large = tmp_path / "latin.txt", tmp_path / "large.txt"
    latin.write_bytes(b"https://post.example/\nM\xfcnchen\n")
    with large.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    for source, complaint in (
        (latin, "latin.txt: line 2 is not UTF-8"),
        (large, "larger than 100 MB"),
        (tmp_path / "missing", "cannot be read: No such file"),
        (tmp_path, "cannot be read: Is a directory"),
        ("ftp://post.example/", "only http:// and https://"),
        ("\0", "not a path"),
    ):
        with pytest.raises(UsageError, match=complaint):
            gathered_addresses([str(source)])
