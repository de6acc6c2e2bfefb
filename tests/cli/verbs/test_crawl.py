"""The verbs of crawling as a user misuses them, and what they list; whole crawls are tests/crawl's."""

import json
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        pytest.param([], "name outlets, or give --all, or --country", id="nothing named"),
        pytest.param(["guardian", "--all"], "name outlets, or give --all, or --country", id="too much named"),
        pytest.param(["gaurdian"], "gaurdian: no outlet has that name; did you mean guardian?", id="misspelled"),
        pytest.param(["https://no-such-host.example/a"], "no folder for outlets of your own", id="nowhere to draft"),
        pytest.param(["--country", "zz"], "crawl --country zz: no outlets there", id="no such country"),
        pytest.param(["guardian", "--since", "yesterday"], "'yesterday' is not a day such as", id="no day"),
        pytest.param(["guardian", "--limit", "0"], "0 is not in the range x>=1", id="no pages"),
        pytest.param(["guardian", "--for", "0"], "is not in the range", id="no time"),
        pytest.param(["guardian", "--retry", "removed"], "'removed' is not one of", id="what never comes back"),
        pytest.param(["guardian", "--db", "absent/archive.db"], "there is no folder absent", id="no folder"),
    ],
)
def test_wrong_use_gets_one_line_and_makes_no_archive(run, tmp_path: Path, words, complaint):
    result = run("crawl", *words)
    assert result.status in (1, 2)
    assert complaint in result.err.replace(str(tmp_path) + "/", "")
    assert "Traceback" not in result.err
    assert not list(tmp_path.glob("archive.db"))


def test_a_second_writer_is_told_who_has_the_lock(run, archive: Path):
    from newsarchive.archive.lock import write_lock

    with write_lock(archive):
        result = run("crawl", "guardian")
    assert result.status == 1
    assert "another newsarchive is writing" in result.err


def test_runs_of_an_archive_that_was_never_crawled_are_none(run, archive: Path):
    assert json.loads(run("runs", "--json").out) == []
