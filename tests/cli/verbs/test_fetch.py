"""`newsarchive fetch` as a user misuses it; whole lists are in tests/crawl/listed."""

from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        pytest.param([], "name an address, a file", id="nothing"),
        pytest.param(["list.txt"], "list.txt: cannot be read", id="no file"),
        pytest.param(["empty.txt"], "empty.txt: no addresses there", id="empty"),
        pytest.param(["words.txt"], "line 1: 'hello' is not a web address", id="no addresses"),
        pytest.param(["https://post.example/", "--for", "0"], "0 is not in the range", id="no time"),
    ],
)
def test_wrong_use_gets_one_line_and_makes_no_archive(run, tmp_path: Path, words, complaint):
    (tmp_path / "empty.txt").write_text("# nothing\n")
    (tmp_path / "words.txt").write_text("hello\n")
    result = run("fetch", *words)
    assert (result.status, result.out) == (2, "")
    assert complaint in result.err
    assert "Traceback" not in result.err
    assert not list(tmp_path.glob("archive.db"))


def test_a_second_writer_gets_the_reason(run, archive: Path):
    from newsarchive.archive.lock import write_lock

    with write_lock(archive):
        result = run("fetch", "https://post.example/a")
    assert result.status == 1
    assert "another newsarchive is writing" in result.err
