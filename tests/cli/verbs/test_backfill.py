"""`newsarchive backfill` as a user misuses it; whole backfills are in tests/crawl."""

from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        pytest.param(["guardian"], "Missing option '--from'", id="no time"),
        pytest.param(["guardian", "--from", "January"], "'January' is not a valid date. Use YYYY-MM-DD.", id="no day"),
        pytest.param(
            ["guardian", "--from", "2024-03-31", "--to", "2024-01-01"],
            "--to 2024-01-01 is before --from 2024-03-31",
            id="backwards",
        ),
        pytest.param(["guardian", "--from", "2099-01-01"], "--from 2099-01-01 is in the future", id="future"),
        pytest.param(["gaurdian", "--from", "2024-01-01"], "did you mean guardian?", id="misspelled"),
        pytest.param(["guardian", "--from", "2024-01-01", "--by", "magic"], "'magic' is not", id="no such way"),
        pytest.param(["guardian", "--from", "2024-01-01", "--limit", "0"], "0 is not in the range", id="no pages"),
    ],
)
def test_wrong_use_gets_one_line_and_makes_no_archive(run, tmp_path: Path, words, complaint):
    result = run("backfill", *words)
    assert result.status == 2
    assert complaint in result.err
    assert "Traceback" not in result.err
    assert not list(tmp_path.glob("archive.db"))


def test_a_second_writer_gets_the_reason(run, archive: Path):
    from newsarchive.archive.lock import write_lock

    with write_lock(archive):
        result = run("backfill", "guardian", "--from", "2024-01-01")
    assert result.status == 1
    assert "another newsarchive is writing" in result.err
