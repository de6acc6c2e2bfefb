"""`newsarchive import` as a user runs it."""

import json
from pathlib import Path

import pytest

from tests.cli.support import a_document, write_own_outlet
from tests.importing.conftest import WarcMaker, a_body


def test_a_warc_file_is_reported_with_reasons_and_skipped_the_second_time(run, tmp_path: Path):
    write_own_outlet(tmp_path)
    made = WarcMaker(tmp_path / "news.warc.gz").page("https://post.example/news/1", a_body())
    made.page("https://other.example/a", a_body()).save()
    first, second = run("import", "news.warc.gz"), run("import", "news.warc.gz")
    assert first.status == second.status == 0
    assert first.out.splitlines() == [
        "news.warc.gz: 2 pages: 1 new",
        "        1  no outlet has the host",
        "  hosts without an outlet: other.example 1",
    ]
    assert second.out == "news.warc.gz: already imported; use --again to read it again\n"
    again = json.loads(run("import", "news.warc.gz", "--again", "--json").out)
    assert (again["pages"], again["refused"]) == (2, {"imported before": 1, "no outlet has the host": 1})


def test_a_file_that_is_cut_off_fails_with_the_place_and_keeps_what_was_read(run, tmp_path: Path):
    write_own_outlet(tmp_path)
    made = WarcMaker(tmp_path / "news.warc.gz").page("https://post.example/news/1", a_body())
    made.save(made.data[:-20])
    (tmp_path / "notes.warc").write_text("notes")
    result = run("import", "news.warc.gz", "notes.warc", "--outlet", "rivertown_post")
    assert result.status == 1
    assert "news.warc.gz: byte" in result.err
    assert "notes.warc: not a WARC file" in result.err
    assert "2 of 2 files could not be imported" in result.err


def test_a_folder_of_many_documents_is_reported_in_numbers(run, tmp_path: Path):
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


def test_importing_twice_says_unchanged(run, letters: Path):
    first, second = run("import", letters), run("import", letters)
    assert [line.split(": ")[1] for line in first.out.splitlines()] == [
        "new, article 1",
        "new, article 2",
        "new, article 3",
    ]
    assert [line.split(": ")[1].split(",")[0] for line in second.out.splitlines()] == ["unchanged"] * 3


def test_a_corrected_document_is_a_revision_and_the_old_text_stays(run, letters: Path, archive: Path):
    letter = letters / "2.txt"
    letter.write_text(letter.read_text().replace("costs more", "costs a little more"))
    assert "revised, article 2" in run("import", letter).out
    assert "costs a little more" in run("show", 2).out
    assert "The ferry costs more." in run("show", 2, "--version", 1).out


def test_invalid_files_are_reported_and_the_rest_is_stored(run, letters: Path):
    (letters / "0.txt").write_text("Dear editor,")
    (letters / "9.txt").write_bytes(b"---\n\n## **\xff\xfe**")
    result = run("import", letters)
    assert result.status == 1
    assert len(result.out.splitlines()) == 3
    assert "0.txt: line 1: expected '---'" in result.err
    assert "9.txt: not UTF-8 text (byte 10); convert it first" in result.err
    assert "2 of 5 files could not be imported" in result.err


def test_an_import_that_stores_nothing_makes_no_archive(run, tmp_path: Path):
    Path("junk.jsonl").write_text("{}\n")
    result = run("import", "junk.jsonl", "--db", "new.db")
    assert (result.status, result.err.splitlines()[-1]) == (1, "1 of 1 files could not be imported")
    assert {file.name for file in tmp_path.iterdir()} == {"junk.jsonl", "new.db.lock"}


def test_an_import_that_stores_nothing_keeps_an_archive_that_was_there(run, archive: Path):
    Path("junk.jsonl").write_text("{}\n")
    assert run("import", "junk.jsonl").status == 1
    assert run("show", 1).status == 0


@pytest.mark.parametrize("name", ["absent.txt", "absent.jsonl", "absent.warc.gz"])
def test_an_import_of_a_missing_file_makes_no_archive(run, tmp_path: Path, name: str):
    result = run("import", name, "--db", "new.db")
    assert (result.status, result.out) == (2, "")
    assert result.err == f"newsarchive: {name}: cannot be read: No such file or directory\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "status", "complaint"),
    [
        pytest.param(["import", "absent.txt"], 2, "absent.txt: cannot be read: No such file", id="absent file"),
        pytest.param(
            ["import", "absent.txt", "gone.jsonl", "x.warc"],
            2,
            "No such file or directory; and 2 more",
            id="all absent",
        ),
        pytest.param(["import", "absent.txt", "letters"], 1, "1 of 4 files could not be imported", id="one absent"),
        pytest.param(["import", "."], 0, "", id="a folder with folders"),
        pytest.param(["import", "letters", "--outlet", "nowhere"], 2, "nowhere: no outlet has that name", id="outlet"),
    ],
)
def test_wrong_use_gets_one_line(run, archive: Path, words, status, complaint):
    result = run(*words)
    assert result.status == status
    assert complaint in result.err
    assert "Traceback" not in result.err
