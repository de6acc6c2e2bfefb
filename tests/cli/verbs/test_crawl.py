"""`newsarchive crawl` as a user misuses it; whole crawls are in tests/crawl."""

from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        pytest.param([], "name one or more outlets, or use --all or --country", id="nothing named"),
        pytest.param(["guardian", "--all"], "name one or more outlets, or use --all or --country", id="too much named"),
        pytest.param(["gaurdian"], "gaurdian: no outlet has that name; did you mean guardian?", id="misspelled"),
        pytest.param(["https://no-such-host.example/a"], "no folder for outlets of your own", id="nowhere to draft"),
        pytest.param(["--country", "zz"], "crawl --country zz: no outlets found", id="no such country"),
        pytest.param(
            ["guardian", "--since", "yesterday"], "'yesterday' is not a valid date. Use YYYY-MM-DD.", id="no day"
        ),
        pytest.param(["guardian", "--limit", "0"], "0 is not in the range 1<=x<=1000000000", id="no pages"),
        pytest.param(["guardian", "--for", "0"], "is not in the range", id="no time"),
        pytest.param(["guardian", "--retry", "removed"], "'removed' is not one of", id="what never comes back"),
        pytest.param(["guardian", "--fleet", "0"], "--fleet 0: not a number of workers", id="no workers"),
        pytest.param(["guardian", "--fleet", "tcp://10.0.0.1:1"], "refused, because workers run", id="not encrypted"),
        pytest.param(["guardian", "--db", "absent/archive.db"], "there is no folder absent", id="no folder"),
    ],
)
def test_wrong_use_gets_one_line_and_makes_no_archive(run, tmp_path: Path, words, complaint):
    result = run("crawl", *words)
    assert result.status in (1, 2)
    assert complaint in result.err.replace(str(tmp_path) + "/", "")
    assert "Traceback" not in result.err
    assert not list(tmp_path.glob("archive.db"))


def test_a_second_writer_gets_the_reason(run, archive: Path):
    from newsarchive.archive.lock import write_lock

    with write_lock(archive):
        result = run("crawl", "guardian")
    assert result.status == 1
    assert "another newsarchive is writing" in result.err
