"""`newsarchive cdx` as a user runs it."""

import json
from pathlib import Path

import pytest

from tests.cli.support import write_own_outlet
from tests.importing.conftest import WarcMaker, a_body


@pytest.fixture
def crawled(tmp_path: Path, run) -> Path:
    """An archive of two articles with their pages, and the outlet that they are of."""
    write_own_outlet(tmp_path)
    made = WarcMaker(tmp_path / "news.warc.gz").page("https://post.example/news/2", a_body(number=2))
    made.page("https://post.example/news/1", a_body("Ferry sails on", number=1)).save()
    assert run("import", "news.warc.gz").status == 0
    return tmp_path


def test_the_index_is_a_sorted_file(run, crawled: Path):
    result = run("cdx", "--output", "index.cdxj")
    assert (result.status, result.out, result.err) == (0, "", "2 pages indexed in index.cdxj\n")
    lines = (crawled / "index.cdxj").read_text().splitlines()
    assert [line.split()[:2] for line in lines] == [
        ["example,post)/news/1", "20240301100000"],
        ["example,post)/news/2", "20240301100000"],
    ]
    place = json.loads(lines[0].split(" ", 2)[2])
    assert (crawled / "captures" / place["filename"]).is_file()
    assert (place["status"], place["mime"]) == ("200", "text/html")


def test_outlets_and_days_narrow_it(run, crawled: Path):
    told = json.loads(
        run("cdx", "--outlet", "rivertown_post", "--since", "2024-03-01", "--output", "a.cdxj", "--json").out
    )
    assert told == {"output": "a.cdxj", "captures": 2, "passed_over": 0, "damaged": 0, "problems": []}
    assert run("cdx", "--until", "2024-02-29", "--output", "a.cdxj").err == "0 pages indexed in a.cdxj\n"
    assert (crawled / "a.cdxj").read_bytes() == b""


def test_missing_files_are_reported(run, crawled: Path):
    for file in (crawled / "captures").iterdir():
        file.unlink()
    result = run("cdx", "--output", "index.cdxj")
    assert result.status == 1
    assert "2 damaged and skipped; `newsarchive verify` lists them" in result.err


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        pytest.param(["--json"], 2, "name a file with --output", id="json without a file"),
        pytest.param(["--outlet", "nobody"], 2, "nobody", id="an outlet that does not exist"),
        pytest.param(["--since", "2026-13-01"], 2, "is not a valid date. Use YYYY-MM-DD.", id="no date"),
        pytest.param(["--since", "2026-01-02", "--until", "2026-01-01"], 2, "is before --since", id="days swapped"),
        pytest.param(["--output", "absent/a.cdxj"], 2, "the folder absent does not exist", id="no such folder"),
        pytest.param(["--db", "absent.db"], 1, "absent.db", id="no archive"),
    ],
)
def test_wrong_arguments_are_one_line(run, crawled: Path, words: list[str], status: int, told: str):
    result = run("cdx", *words)
    assert result.status == status
    assert told in result.err
    assert "Traceback" not in result.err
