"""Export, import and remove, as a user runs them."""

import csv
import io
import json
from pathlib import Path

import pytest


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


def test_what_is_no_document_is_reported_and_the_rest_is_stored(run, letters: Path):
    (letters / "0.txt").write_text("Dear editor,")
    (letters / "9.txt").write_bytes(b"---\n\n## **\xff\xfe**")
    result = run("import", letters)
    assert result.status == 1
    assert len(result.out.splitlines()) == 3
    assert "0.txt: line 1: expected '---'" in result.err
    assert "9.txt: not UTF-8 text (byte 10); convert it first" in result.err
    assert "2 of 5 files could not be imported" in result.err


def test_documents_come_out_as_they_went_in(run, letters: Path, archive: Path):
    exported = run("export").out
    assert exported.count("## **") == 3
    assert exported.index("東京で新しい橋") < exported.index("Bridge to open") < exported.index("Ferry prices")
    assert (letters / "1.txt").read_text().strip() in exported


def test_an_export_can_be_imported_into_another_archive(run, archive: Path, tmp_path: Path):
    assert run("export", "--full", "--output", "all.txt").status == 0
    again = run("import", "all.txt", "--db", "other.db")
    assert [line.split(": ")[1].split(",")[0] for line in again.out.splitlines()] == ["new"] * 3
    assert run("export", "--db", "other.db").out == run("export").out


def test_jsonl_has_every_field_on_one_line_an_article(run, archive: Path):
    rows = [json.loads(line) for line in run("export", "--format", "jsonl").out.splitlines()]
    assert [row["id"] for row in rows] == [3, 1, 2]
    assert rows[1]["source"] == "Coast Wire"
    assert rows[1]["source_date"] == "2016-12-08"
    assert rows[1]["published_on"] == "2016-12-09"
    assert rows[1]["body"] == "The harbour bridge opens in May.\n\n---\n\nIt took nine years."


def test_csv_has_a_header_and_keeps_paragraphs(run, archive: Path):
    rows = list(csv.DictReader(io.StringIO(run("export", "--format", "csv").out)))
    assert [row["headline"] for row in rows] == ["東京で新しい橋", "Bridge to open in May", "Ferry prices rise"]
    assert "\n\n---\n\n" in rows[1]["body"]


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        pytest.param(["--since", "2016-12-01"], [3, 1], id="since"),
        pytest.param(["--until", "2016-12-09"], [1, 2], id="until"),
        pytest.param(["--search", "bridge"], [1], id="search"),
        pytest.param(["--search", "東京"], [3], id="search without spaces"),
        pytest.param(["--source", "Coast Wire", "--search", "ferry OR bridge"], [1, 2], id="source and search"),
        pytest.param(["--outlet", "elsewhere"], [], id="no such outlet"),
    ],
)
def test_export_is_filtered(run, archive: Path, options, ids):
    rows = [json.loads(line) for line in run("export", "--format", "jsonl", *options).out.splitlines()]
    assert [row["id"] for row in rows] == ids


def test_a_folder_gets_one_document_an_article(run, archive: Path, tmp_path: Path):
    assert "3 articles exported to out" in run("export", "--output", "out").err
    names = sorted(file.name for file in (tmp_path / "out").iterdir())
    assert names == ["2016-02-01-imported-2.txt", "2016-12-09-imported-1.txt", "2016-12-10-imported-3.txt"]


def test_an_export_that_cannot_be_written_leaves_no_half_file(run, archive: Path, tmp_path: Path):
    result = run("export", "--format", "csv", "--output", "absent/all.csv")
    assert (result.status, result.out) == (1, "")
    assert "absent/all.csv: cannot be written: No such file or directory" in result.err


def test_removed_articles_are_gone_and_do_not_come_back(run, letters: Path, archive: Path):
    assert run("remove", 2, "--reason", "court order").status == 0
    assert "no article 2" in run("show", 2).err
    assert "ferry" not in run("search", "ferry").out
    assert "removed" in run("import", letters).out
    assert run("search", "ferry").out == ""
    assert b"Ferry prices" not in archive.read_bytes()


@pytest.mark.parametrize(
    ("words", "status", "complaint"),
    [
        pytest.param(["remove", "9", "--reason", "x"], 2, "no article 9", id="no such article"),
        pytest.param(["remove", "1", "--reason", " "], 2, "say why", id="no reason"),
        pytest.param(["remove", "1"], 2, "Missing option '--reason'", id="reason left out"),
        pytest.param(["remove", "one", "--reason", "x"], 2, "'one' is not a valid integer", id="not a number"),
        pytest.param(["import", "absent.txt"], 1, "absent.txt: cannot be read: No such file", id="absent file"),
        pytest.param(["import", "."], 0, "", id="a folder with folders"),
        pytest.param(["import", "letters", "--outlet", "nowhere"], 2, "nowhere: no outlet has that name", id="outlet"),
        pytest.param(["export", "--search", "???"], 2, "no word to search for", id="nothing to search for"),
        pytest.param(["export", "--since", "banana"], 2, "'banana' is not a day such as 2026-11-22", id="no day"),
        pytest.param(["export", "--format", "pdf"], 2, "'pdf' is not one of", id="unknown form"),
        pytest.param(["export", "--db", "absent.db"], 1, "absent.db: no archive there", id="no archive"),
        pytest.param(["export", "--db", "letters/1.txt"], 1, "letters/1.txt: not a database", id="not an archive"),
    ],
)
def test_wrong_use_gets_one_line(run, archive: Path, words, status, complaint):
    result = run(*words)
    assert result.status == status
    assert complaint in result.err
    assert "Traceback" not in result.err
