"""Import of WARC files and of large folders, as a user runs it."""

import json
from pathlib import Path

from tests.cli.conftest import a_document
from tests.importing.conftest import WarcMaker, a_body

# An invented outlet file of the user's own.
OUTLET = """
from newsarchive.crawl.spider import OutletSpider


class RivertownPost(OutletSpider):
    name = "rivertown_post"
    title = "Rivertown Post"
    home = "https://post.example/"
    country, language, timezone = "gb", "en", "Europe/London"
    feeds = ["https://post.example/rss"]
    article_urls = [r"/news/"]
"""


def an_outlet_of_ones_own(folder: Path) -> None:
    file = folder / "own" / "gb" / "rivertown_post.py"
    file.parent.mkdir(parents=True)
    file.write_text(OUTLET)
    (folder / "newsarchive.toml").write_text('outlets_folder = "own"\nmin_free_gb = 0\nworkers = 1\n')


def test_a_warc_file_is_reported_with_reasons_and_a_second_time_passed_over(run, tmp_path: Path):
    an_outlet_of_ones_own(tmp_path)
    made = WarcMaker(tmp_path / "news.warc.gz").page("https://post.example/news/1", a_body())
    made.page("https://other.example/a", a_body()).save()
    first, second = run("import", "news.warc.gz"), run("import", "news.warc.gz")
    assert first.status == second.status == 0
    assert first.out.splitlines() == [
        "news.warc.gz: 2 pages: 1 new",
        "        1  no outlet has the host",
        "  hosts without an outlet: other.example 1",
    ]
    assert second.out == "news.warc.gz: read to its end before; --again reads it once more\n"
    again = json.loads(run("import", "news.warc.gz", "--again", "--json").out)
    assert (again["pages"], again["refused"]) == (2, {"imported before": 1, "no outlet has the host": 1})


def test_a_torn_file_fails_with_its_place_and_what_came_in(run, tmp_path: Path):
    an_outlet_of_ones_own(tmp_path)
    made = WarcMaker(tmp_path / "news.warc.gz").page("https://post.example/news/1", a_body())
    made.save(made.data[:-20])
    (tmp_path / "notes.warc").write_text("notes")
    result = run("import", "news.warc.gz", "notes.warc", "--outlet", "rivertown_post")
    assert result.status == 1
    assert "news.warc.gz: byte" in result.err
    assert "notes.warc: not a WARC file" in result.err
    assert "2 of 2 files could not be imported" in result.err


def test_a_folder_of_many_documents_is_told_in_numbers(run, tmp_path: Path):
    folder = tmp_path / "letters"
    folder.mkdir()
    for number in range(60):
        (folder / f"{number:02}.txt").write_text(a_document(f"Letter {number}", "The ferry sails."), encoding="utf-8")
    (folder / "broken.txt").write_text("no document")
    first, second = run("import", folder), run("import", folder)
    assert first.out == "61 files: 60 new\n"
    assert second.out == "61 files: 60 unchanged\n"
    assert first.err.count("broken.txt") == 1
    assert "1 of 61 files could not be imported" in first.err
    rows = [json.loads(line) for line in run("import", folder, "--json").out.splitlines()]
    assert len(rows) == 61
    assert sum(row["problem"] is not None for row in rows) == 1


def test_an_export_as_json_lines_fills_another_archive(run, letters: Path):
    run("import", letters)
    run("export", "--format", "jsonl", "--output", "all.jsonl")
    result = run("import", "all.jsonl", "--db", "other.db")
    assert (result.status, result.out) == (0, "all.jsonl: 3 lines: 3 new\n")
    run("export", "--format", "jsonl", "--output", "again.jsonl", "--db", "other.db")
    assert rows_of("again.jsonl") == rows_of("all.jsonl")
    Path("all.jsonl").write_text(Path("all.jsonl").read_text() + "{}\n")
    result = run("import", "all.jsonl", "--db", "other.db")
    assert (result.status, result.out) == (1, "all.jsonl: 4 lines: 3 unchanged\n")
    assert "all.jsonl: line 4: first_seen_at: expected a time" in result.err


def rows_of(file: str) -> list[dict]:
    rows = [json.loads(line) for line in Path(file).read_text(encoding="utf-8").splitlines()]
    return [{**row, "id": None} for row in rows]
