"""The commands that read several archives as one: `search`, `timeline` and `export` with several --db."""

import csv
import io
import json
from pathlib import Path

import pyarrow.parquet
import pytest

from tests.cli.support import a_document

BOTH = ("--db", "archive.db", "--db", "older.db")


@pytest.fixture
def older(run, archive: Path, tmp_path: Path) -> Path:
    """A second archive beside archive.db, with two articles; one has the day of an article of the first."""
    folder = tmp_path / "older"
    folder.mkdir()
    (folder / "1.txt").write_text(a_document("Old bridge closes", "It carried trams.", "09.12.2010"), encoding="utf-8")
    (folder / "2.txt").write_text(a_document("Bridge and ferry", "Both are late.", "09.12.2016"), encoding="utf-8")
    assert run("import", folder, "--db", "older.db").status == 0
    return tmp_path / "older.db"


def test_search_finds_articles_of_all_archives_and_names_them(run, older):
    found = json.loads(run("search", "bridge", "--newest", "--json", *BOTH).out)
    assert found["total"] == 3
    assert [(hit["archive"], hit["headline"]) for hit in found["hits"]] == [
        ("archive", "**Bridge** to open in May"),
        ("older", "**Bridge** and ferry"),
        ("older", "Old **bridge** closes"),
    ]
    printed = run("search", "bridge", *BOTH)
    assert any(line.split()[0] == "2010-12-09" and line.endswith("older") for line in printed.out.splitlines())
    assert printed.err == "3 articles\n"


def test_one_archive_is_not_named(run, older):
    assert "archive" not in json.loads(run("search", "bridge", "--json", "--db", "older.db").out)["hits"][0]


def test_timeline_adds_the_numbers(run, older):
    def numbers(*dbs):
        rows = csv.DictReader(io.StringIO(run("timeline", "bridge", "", "--by", "year", "--csv", *dbs).out))
        return {(row["period"], row["query"]): int(row["articles"] or 0) for row in rows}

    together = numbers(*BOTH)
    apart = [numbers(*BOTH[:2]), numbers(*BOTH[2:])]
    assert together["2016", "bridge"] == 2
    assert together == {key: sum(one.get(key, 0) for one in apart) for key in together}


def test_export_is_in_one_order_and_names_the_archive(run, older):
    rows = [json.loads(line) for line in run("export", "--format", "jsonl", *BOTH).out.splitlines()]
    days = [row["published_on"] for row in rows]
    assert days == sorted(days, reverse=True)
    assert [row["archive"] for row in rows] == ["archive", "archive", "older", "archive", "older"]
    table = list(csv.DictReader(io.StringIO(run("export", "--format", "csv", *BOTH).out)))
    assert [(row["archive"], row["headline"]) for row in table] == [(row["archive"], row["headline"]) for row in rows]
    assert run("export", "--format", "parquet", "--output", "all.parquet", *BOTH).status == 0
    assert pyarrow.parquet.read_table("all.parquet").column("archive").to_pylist() == [row["archive"] for row in rows]


def test_documents_of_several_archives_have_their_names(run, older, tmp_path: Path):
    assert run("export", "--output", "all", *BOTH).status == 0
    names = sorted(file.name for file in (tmp_path / "all").iterdir())
    assert len(names) == 5
    assert names[0] == "2010-12-09-imported-older-1.txt"


@pytest.mark.parametrize("form", ["warc", "ris"])
def test_what_belongs_to_one_archive_is_exported_from_one(run, older, form: str):
    ran = run("export", "--format", form, "--output", "out.warc.gz", *BOTH)
    assert (ran.status, ran.err) == (
        2,
        f"newsarchive: --format {form}: takes one archive; run the command once for each --db\n",
    )


@pytest.mark.parametrize("words", [("search", "x"), ("timeline", "x"), ("export",)], ids=lambda words: words[0])
def test_archive_that_cannot_be_read_is_one_line(run, archive: Path, words):
    ran = run(*words, "--db", "archive.db", "--db", "missing.db")
    assert ran.status == 1
    assert ran.out == ""
    assert "missing.db: no archive there" in ran.err
    assert len(ran.err.splitlines()) == 1
    twice = run(*words, "--db", "archive.db", "--db", "./archive.db")
    assert twice.status == 2
    assert "named twice" in twice.err
