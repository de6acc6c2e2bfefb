"""`newsarchive export` as a user runs it."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pyarrow.parquet
import pytest

from newsarchive.cli.results import export_files
from newsarchive.cli.verbs import export as exporting
from tests.cli.support import Terminal, a_document, files_of_at_most, write_own_outlet
from tests.importing.conftest import WarcMaker, a_body


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
        pytest.param(["--since", "2016-02-01", "--until", "2016-12-09"], [1, 2], id="since and until"),
        pytest.param(["--author", "Nobody"], [], id="author"),
        pytest.param(["--search", "bridge"], [1], id="search"),
        pytest.param(["--search", "東京"], [3], id="search without spaces"),
        pytest.param(["--source", "Coast Wire", "--search", "ferry OR bridge"], [1, 2], id="source and search"),
        pytest.param(["--outlet", "elsewhere"], [], id="no such outlet"),
    ],
)
def test_export_is_filtered(run, archive: Path, options, ids):
    rows = [json.loads(line) for line in run("export", "--format", "jsonl", *options).out.splitlines()]
    assert [row["id"] for row in rows] == ids


@pytest.mark.parametrize("form", exporting.FORMATS)
def test_every_format_is_in_the_guide(form: str):
    guide = (Path(__file__).resolve().parents[3] / "docs" / "exporting.md").read_text(encoding="utf-8")
    assert f"\n| `{form}` |" in guide
    assert form in ("documents", "jsonl") or f"--format {form}" in guide


def test_a_folder_gets_one_document_an_article(run, archive: Path, tmp_path: Path):
    assert "3 articles exported to out" in run("export", "--output", "out").err
    names = sorted(file.name for file in (tmp_path / "out").iterdir())
    assert names == ["2016-02-01-imported-2.txt", "2016-12-09-imported-1.txt", "2016-12-10-imported-3.txt"]


def test_an_export_that_cannot_be_written_leaves_no_half_file(run, archive: Path, tmp_path: Path):
    result = run("export", "--format", "csv", "--output", "absent/all.csv")
    assert (result.status, result.out) == (2, "")
    assert "absent/all.csv: the folder absent does not exist; make it first" in result.err


@pytest.fixture
def crawled(tmp_path: Path, run) -> Path:
    """An archive of two articles with their pages, and the outlet that they are of."""
    write_own_outlet(tmp_path)
    made = WarcMaker(tmp_path / "news.warc.gz").page("https://post.example/news/1", a_body(number=1))
    made.page("https://post.example/news/2", a_body("Ferry sails on", number=2)).save()
    assert run("import", "news.warc.gz").status == 0
    return tmp_path


def test_pages_come_out_as_a_warc_file_and_come_in_again(run, crawled: Path):
    told = run("export", "--format", "warc", "--search", "=sails", "--output", "some.warc.gz").err
    assert told == "1 page of 1 article exported to some.warc.gz\n"
    assert run("import", "some.warc.gz", "--db", "other.db").out == "some.warc.gz: 1 page: 1 new\n"
    assert run("export", "--db", "other.db").out == run("export", "--search", "=sails").out


def test_pages_come_out_as_a_wacz_file(run, crawled: Path):
    told = run("export", "--format", "wacz", "--search", "=sails", "--text", "--output", "some.wacz")
    assert (told.status, told.err) == (0, "1 page of 1 article exported to some.wacz\n")
    with ZipFile("some.wacz") as opened:
        assert json.loads(opened.read("pages/pages.jsonl").splitlines()[1])["title"] == "Ferry sails on"


def test_programs_get_what_was_written_as_json(run, crawled: Path, letters: Path):
    run("import", letters)
    told = json.loads(run("export", "--format", "warc", "--output", "all.warc.gz", "--json").out)
    assert told == {
        "format": "warc", "output": "all.warc.gz", "articles": 5, "captures": 2, "pageless": 3, "given_up": 0,
        "damaged": 0, "problems": [],
    }  # fmt: skip
    result = run("export", "--format", "csv", "--search", "ferry", "--output", "some.csv", "--json")
    assert json.loads(result.out) == {"format": "csv", "output": "some.csv", "articles": 3}
    assert result.err == ""


def test_missing_pages_are_reported(run, crawled: Path, letters: Path):
    run("import", letters)
    assert "3 articles have no page" in run("export", "--format", "warc", "--output", "all.warc.gz").err
    for file in (crawled / "captures").iterdir():
        file.unlink()
    result = run("export", "--format", "warc", "--output", "all.warc.gz")
    assert result.status == 1
    assert "0 pages of 5 articles exported" in result.err
    assert "2 pages damaged and skipped; `newsarchive verify` lists them" in result.err


def test_parquet_has_typed_columns(run, archive: Path):
    assert run("export", "--format", "parquet", "--output", "all.parquet").err == "3 articles exported to all.parquet\n"
    table = pyarrow.parquet.read_table("all.parquet")
    assert table.column("id").to_pylist() == [3, 1, 2]
    assert table.column("published_on").to_pylist()[1] == date(2016, 12, 9)


def test_parquet_without_its_library_says_what_to_install(run, archive: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    result = run("export", "--format", "parquet", "--output", "all.parquet")
    assert (result.status, result.out) == (2, "")
    assert "needs pyarrow, which is not installed; `pip install pyarrow`" in result.err
    assert len(result.err.splitlines()) == 1


def a_long_letter(folder: Path) -> Path:
    """A document larger than any buffer on the way to the disk, also when it is compressed."""
    file, numbers = folder / "long.txt", Random(1)
    file.write_text(a_document("A long letter", "\n\n".join(f"Item {numbers.random()}." for _ in range(20_000))))
    return file


@pytest.mark.parametrize(
    ("form", "output"),
    [
        pytest.param("jsonl", "all.jsonl", id="jsonl"),
        pytest.param("csv", "all.csv", id="csv"),
        pytest.param("documents", "all.txt", id="documents"),
        pytest.param("parquet", "all.parquet", id="parquet"),
        pytest.param("documents", "out", id="a folder of documents"),
    ],
)
def test_a_full_disk_is_one_line_and_leaves_nothing(run, archive: Path, tmp_path: Path, form: str, output: str):
    run("import", a_long_letter(tmp_path))
    with files_of_at_most(100_000):
        result = run("export", "--format", form, "--output", output)
    assert result.status == 1
    assert result.err == (
        f"newsarchive: {output}: cannot be written: File too large; no incomplete file is left, "
        "and the archive is unchanged\n"
    )
    assert {path.name for path in tmp_path.glob("[!a]*")} == {"letters", "long.txt"}
    assert list(tmp_path.glob("all*")) == []


@pytest.mark.parametrize(
    ("number", "status"),
    [pytest.param(signal.SIGINT, 130, id="Ctrl-C"), pytest.param(signal.SIGTERM, 143, id="SIGTERM")],
)
def test_a_signal_leaves_nothing(
    run, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, status: int
):
    def write_some(articles, out) -> None:
        out.write("half an article")
        assert list(tmp_path.glob("all*")) == [tmp_path / "all.jsonl.part"]
        os.kill(os.getpid(), number)

    monkeypatch.setattr(export_files, "write_jsonl", write_some)
    # Whoever runs the tests in the background has Ctrl-C ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        assert run("export", "--format", "jsonl", "--output", "all.jsonl").status == status
    finally:
        signal.signal(signal.SIGINT, before)
    assert list(tmp_path.glob("all*")) == []


def test_standard_output_is_utf_8_whatever_the_terminal_is(archive: Path):
    command = [sys.executable, "-m", "newsarchive.cli.main", "export", "--format", "csv", "--db", str(archive)]
    done = subprocess.run(command, env={**os.environ, "PYTHONIOENCODING": "latin-1"}, capture_output=True)
    assert done.returncode == 0
    assert "東京で新しい橋".encode() in done.stdout
    assert b"\r\n" in done.stdout
    assert b"\r\r\n" not in done.stdout


def test_csv_has_no_cell_that_a_spreadsheet_would_run_unless_raw(run, archive: Path, letters: Path):
    (letters / "4.txt").write_text(a_document("=1+1", "- It adds.", "11.12.2016"), encoding="utf-8")
    assert run("import", letters).status == 0
    assert ",'=1+1," in run("export", "--format", "csv").out
    assert ",=1+1," in run("export", "--format", "csv", "--raw").out
    assert '"=1+1"' in run("export", "--format", "jsonl").out


def test_standard_output_that_is_full_is_one_line(archive: Path):
    command = [sys.executable, "-m", "newsarchive.cli.main", "export", "--db", str(archive)]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert done.stderr == (
        "newsarchive: standard output: cannot be written: No space left on device; the output is incomplete, "
        "and the archive is unchanged\n"
    )


def test_progress_is_shown_in_a_terminal(run, archive: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(export_files, "_PROGRESS_SECONDS", 0)
    monkeypatch.setattr(io, "StringIO", Terminal)
    told = run("export", "--output", "all.txt").err
    assert "1 of 3 articles, back to 2016-12-10" in told
    assert told.endswith("3 articles exported to all.txt\n")
    assert "of 3" not in run("export", "--since", "2016-12-10").err


@pytest.mark.parametrize(
    ("words", "status", "complaint"),
    [
        pytest.param(["export", "--search", "???"], 2, "no word to search for", id="nothing to search for"),
        pytest.param(["export", "--since", "banana"], 2, "'banana' is not a valid date. Use YYYY-MM-DD.", id="no day"),
        pytest.param(["export", "--json"], 2, "--json reports on standard output what was written", id="json twice"),
        pytest.param(["export", "--raw"], 2, "--raw is for --format csv", id="raw documents"),
        pytest.param(
            ["export", "--versions"], 2, "--versions is for --format warc and wacz", id="versions of documents"
        ),
        pytest.param(["export", "--text"], 2, "--text is for --format wacz", id="texts of documents"),
        pytest.param(["export", "--format", "wacz"], 2, "that ends in .wacz", id="WACZ without a file"),
        pytest.param(
            ["export", "--format", "wacz", "--output", "a.zip"], 2, "ends in .wacz", id="WACZ with another name"
        ),
        pytest.param(
            ["export", "--format", "warc", "--output", "a.warc"],
            2,
            "the name must end in .warc.gz",
            id="not compressed",
        ),
        pytest.param(["export", "--format", "csv", "--output", "letters"], 2, "letters: is a folder", id="a folder"),
        pytest.param(["export", "--format", "parquet"], 2, "name a file with --output", id="parquet without a file"),
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


def test_citations_for_reference_managers(run, archive: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("NEWSARCHIVE_PUBLIC_URL", "https://archive.example/news")
    (item,) = json.loads(run("export", "--format", "csl", "--search", "bridge").out)
    assert item["title"] == "Bridge to open in May"
    assert item["archive_location"].startswith("https://archive.example/news/article/1/1-")
    assert run("export", "--format", "bibtex").out.count("@article{") == 3
    exported = run("export", "--format", "ris", "--output", "all.ris")
    assert exported.err == "3 articles exported to all.ris\n"
    assert Path("all.ris").read_bytes().count(b"\r\nER  - \r\n") == 3


def test_opensearch_gets_a_folder_that_must_be_new(run, archive: Path, tmp_path: Path):
    assert "3 articles exported to out" in run("export", "--format", "opensearch", "--output", "out").err
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == ["articles-00001.ndjson", "mapping.json"]
    for words in ((), ("--output", "out")):
        result = run("export", "--format", "opensearch", *words)
        assert (result.status, result.out) == (2, "")
        assert "folder" in result.err


def test_feeds_of_outlets_are_exported_without_an_archive(run, tmp_path: Path):
    write_own_outlet(tmp_path)
    result = run("export", "--format", "opml", "--outlet", "rivertown_post", "--output", "feeds.opml")
    assert (result.status, result.err) == (0, "1 feed of 1 outlet exported to feeds.opml\n")
    assert 'xmlUrl="https://post.example/rss"' in (tmp_path / "feeds.opml").read_text(encoding="utf-8")
    assert not (tmp_path / "archive.db").exists()
    again = run("import", "feeds.opml")
    assert (again.status, again.out) == (0, f"known        rivertown_post  {tmp_path}/own/gb/rivertown_post.py\n")


@pytest.mark.parametrize(
    ("words", "contained", "left_out"),
    [
        pytest.param(["--set", "my_list"], "https://post.example/rss", "theguardian.com", id="a list of one's own"),
        pytest.param(["--country", "int"], "occrp", "theguardian.com", id="outlets without a country"),
    ],
)
def test_feeds_are_chosen_by_set_and_by_country(run, tmp_path: Path, words, contained, left_out):
    write_own_outlet(tmp_path)
    with (tmp_path / "newsarchive.toml").open("a") as settings:
        settings.write('\n[sets]\nmy_list = ["rivertown_post"]\n')
    result = run("export", "--format", "opml", *words)
    assert result.status == 0, result.err
    assert contained in result.out
    assert left_out not in result.out


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        pytest.param(["--since", "2026-01-01"], "only --outlet, --country and --set choose among them", id="days"),
        pytest.param(["--outlet", "gaurdian"], "did you mean guardian", id="misspelled"),
        pytest.param(["--country", "xx"], "no outlets with feeds found", id="no such country"),
        pytest.param(["--set", "gaurdian"], "did you mean guardian", id="misspelled set"),
    ],
)
def test_feeds_are_chosen_by_outlet_country_and_set_only(run, words, complaint):
    result = run("export", "--format", "opml", *words)
    assert (result.status, result.out) == (2, "")
    assert complaint in result.err
