"""`newsarchive extract` as a user runs it on saved pages; pages from the web are fetched in tests/crawl."""

import json
from pathlib import Path

import pytest

from tests.cli.support import PAGE


def test_extract_reads_a_saved_page(run, tmp_path: Path):
    (tmp_path / "page.html").write_text(PAGE)
    document = run("extract", "page.html").out
    assert document.startswith("\n\n---\n\n## **Bridge opens after nine years**\n\n- 20.11.2026\n\n---\n\n")
    assert "The bridge over the harbour opened" in document
    row = json.loads(run("extract", "page.html", "--json").out)
    assert row["published_at"] == "2026-11-20T08:30:00Z"
    assert row["provenance"]["headline"]
    assert not (tmp_path / "archive.db").exists()


def test_full_adds_what_the_page_says_about_itself(run, tmp_path: Path):
    (tmp_path / "page.html").write_text(PAGE)
    plain, full = run("extract", "page.html").out, run("extract", "page.html", "--full").out
    assert "- outlet: imported" not in plain
    assert "- outlet: imported" in full


def test_json_has_the_structure_of_the_text(run, tmp_path: Path):
    (tmp_path / "page.html").write_text(PAGE)
    assert json.loads(run("extract", "page.html", "--json").out)["structure"] is None
    (tmp_path / "page.html").write_text(PAGE.replace("</p>", "</p><h2>What follows</h2>", 1))
    row = json.loads(run("extract", "page.html", "--json").out)
    assert row["body"].split("\n\n")[1] == "What follows"
    assert row["structure"]["blocks"] == [{"first": 1, "last": 1, "kind": "subheading", "level": 2}]


def test_rules_of_an_outlet_are_used(run, tmp_path: Path):
    (tmp_path / "page.html").write_text(PAGE)
    row = json.loads(run("extract", "page.html", "--outlet", "guardian", "--json").out)
    assert row["headline"] == "Bridge opens after nine years"
    assert run("extract", "page.html", "--outlet", "gaurdian").err.endswith("did you mean guardian?\n")


@pytest.mark.parametrize(
    ("words", "status", "complaint"),
    [
        pytest.param(["absent.html"], 2, "absent.html: cannot be read", id="absent file"),
        pytest.param(["ftp://post.example/a"], 2, "not an http or https address", id="another protocol"),
        pytest.param(["letters/1.txt"], 1, "letters/1.txt: no article", id="no article"),
    ],
)
def test_wrong_use_gets_one_line(run, archive: Path, words, status, complaint):
    result = run("extract", *words)
    assert (result.status, result.out) == (status, "")
    assert complaint in result.err
    assert "Traceback" not in result.err
