"""`newsarchive page` as a user runs it."""

import gzip
from pathlib import Path

import pytest

from newsarchive.cli.verbs.page import page_command
from tests.web.captured_archive import build_captured_archive


@pytest.fixture(scope="module")
def captured(tmp_path_factory):
    path = tmp_path_factory.mktemp("captured") / "archive.db"
    return path, build_captured_archive(path)


def test_the_bytes_are_those_of_the_capture(run, captured, tmp_path: Path):
    db, ids = captured
    file = tmp_path / "page.html"
    done = run("page", ids["header"], "--db", db, "--output", file)
    assert done.out == ""
    assert done.err.startswith(
        "page captured 2026-11-18 10:04:31 UTC from https://post.example/2026/header written to "
    )
    assert "Crème brûlée" in file.read_bytes().decode("windows-1252")


def test_the_page_of_a_version_is_printed(capfdbinary, captured):
    db, ids = captured
    for words, said in (((), b"says the second page"), (("--version", "1"), b"says the first page")):
        page_command.main([str(ids["two"]), *words, "--db", str(db)], standalone_mode=False)
        assert said in capfdbinary.readouterr().out


def test_the_record_is_one_gzip_member(run, captured, tmp_path: Path):
    db, ids = captured
    file = tmp_path / "page.warc.gz"
    done = run("page", ids["two"], "--warc", "--db", db, "--output", file)
    assert done.err.startswith("WARC record of the page captured 2026-11-18 15:04:31 UTC")
    record = gzip.decompress(file.read_bytes())
    assert record.startswith(b"WARC/1.1\r\n")
    assert b"says the second page" in record


@pytest.mark.parametrize(
    ("words", "status", "complaint"),
    [
        (["imported"], 1, "version 1 of article {} has no captured page; imported texts come without one"),
        (["two", "--version", 3], 1, "article {} has no version 3; its newest is 2"),
        (["two", "--version", 0], 2, "0 is not in the range 1<=x<=1000000000"),
        (["expired"], 1, "of article {} was deleted at 2026-11-20 08:00:00 UTC; its text is still stored"),
        (["removed"], 1, "article {} was removed at 2026-11-20T10:04:31Z, and its captured pages were erased"),
        (["damaged"], 1, "the record is not what was stored (digest); restore it from a backup"),
        (["lost"], 1, "lost.warc.gz at"),
        ([4711], 1, "there is no article 4711"),
        (["two", "--output", "."], 2, "is a folder; name a file in it"),
    ],
)
def test_where_there_is_no_page_one_line_says_why(run, captured, words, status, complaint):
    db, ids = captured
    article_id = ids.get(words[0], words[0])
    done = run("page", article_id, *words[1:], "--db", db)
    assert (done.status, done.out) == (status, "")
    assert complaint.format(article_id) in done.err
    assert len(done.err.strip().splitlines()) == 1 or status == 2
