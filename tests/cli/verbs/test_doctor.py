"""`newsarchive doctor` as a user runs it."""

import json
from pathlib import Path

import pytest


def test_all_is_told_with_what_to_do(run, tmp_path: Path):
    ran = run("doctor", "--offline")
    assert (ran.status, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0].startswith("ok        newsarchive: ")
    at = next(number for number, line in enumerate(lines) if line.startswith("warning   contact: not set"))
    assert lines[at + 1] == '          write contact = "you@your-library.example" into newsarchive.toml'
    assert lines[-1].endswith("warnings")
    # Nothing is made.
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"x" * 5_000, b"SQLite format 3\x00" + b"\xff" * 5_000])
def test_a_broken_archive_is_no_traceback(run, tmp_path: Path, content: bytes):
    (tmp_path / "archive.db").write_bytes(content)
    ran = run("doctor", "--offline", "--json")
    checks = {row["name"]: row for row in json.loads(ran.out)["checks"]}
    assert checks["archive"]["state"] in ("warning", "problem")
    assert ran.status == (checks["archive"]["state"] == "problem")
    assert "Traceback" not in ran.out + ran.err
    assert (tmp_path / "archive.db").read_bytes() == content


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        pytest.param(["--url", "post.example"], "not a web address", id="no address"),
        pytest.param(["--url", "https://post.example/", "--offline"], "give one of them", id="both"),
    ],
)
def test_wrong_use_gets_one_line(run, words, complaint):
    ran = run("doctor", *words)
    assert (ran.status, ran.out) == (2, "")
    assert complaint in ran.err
