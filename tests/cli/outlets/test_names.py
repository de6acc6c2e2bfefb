"""Outlets that a command names to select articles or runs."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsarchive.archive import runs
from newsarchive.archive.articles.saving import register_outlets
from newsarchive.archive.database import Archive
from newsarchive.cli.outlets.names import check_outlet_names
from newsarchive.errors import OutletError
from newsarchive.outlet import Outlet, site_outlet
from newsarchive.settings import load_settings
from tests.cli.support import write_own_outlet


@pytest.mark.parametrize("name", ["imported", "rivertown_post", "guardian", "gone_gazette"])
def test_outlets_of_the_archive_and_of_the_files_are_known(archive: Path, tmp_path: Path, name: str):
    write_own_outlet(tmp_path)
    with Archive.open(archive, write=True) as opened:
        # An outlet whose file is deleted still has its runs.
        register_outlets(opened, [Outlet("gone_gazette", "Gone Gazette", "https://gone.example/", "en", "UTC")])
        runs.begin_run(opened, None, "gone_gazette", datetime(2026, 11, 22, tzinfo=UTC))
        check_outlet_names(opened, load_settings(), [name])


def test_a_mistyped_outlet_is_an_error_that_names_the_one_that_was_meant(archive: Path):
    with Archive.open(archive) as opened, pytest.raises(OutletError, match="did you mean guardian"):
        check_outlet_names(opened, load_settings(), ["imported", "gardian"])


@pytest.mark.parametrize(
    "words",
    [
        ["search", "--outlet", "gardian"],
        ["search", "bridge", "--outlet", "imported", "--outlet", "gardian", "--versions"],
        ["export", "--outlet", "gardian", "--format", "jsonl", "--output", "out.jsonl"],
        ["runs", "gardian"],
        ["reextract", "gardian"],
        ["check", "gardian"],
        ["crawl", "gardian"],
        ["backfill", "gardian", "--from", "2026-01-01"],
        ["snapshot", "gardian", "https://x.example/"],
        ["extract", "letters/1.txt", "--outlet", "gardian"],
        ["import", "letters", "--outlet", "gardian"],
    ],
    ids=" ".join,
)
def test_every_command_that_takes_an_outlet_refuses_a_mistyped_one(run, archive: Path, words: list[str]):
    result = run(*words)
    assert (result.status, result.out) == (2, "")
    assert result.err.startswith("newsarchive: gardian: no outlet has that name; did you mean guardian")
    assert len(result.err.splitlines()) == 1
    assert not Path("out.jsonl").exists()


def test_an_outlet_without_articles_is_no_error(run, archive: Path):
    result = run("search", "--outlet", "guardian")
    assert (result.status, result.err) == (0, "0 articles\n")


@pytest.mark.parametrize(
    "words", [["crawl"], ["check"], ["reextract"], ["export", "--format", "opml", "--outlet"]], ids=" ".join
)
@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        (
            "harbour_example",
            "this outlet has no outlet file, since `newsarchive fetch` made it for its site; "
            "`newsarchive new https://harbour.example/` writes one",
        ),
        ("gone_gazette", "this outlet has no outlet file; `newsarchive new https://gone.example/` writes one"),
        ("imported", "this outlet (Imported documents) is only in the archive: it has no site and no outlet file"),
    ],
)
def test_a_command_that_needs_a_file_says_why_an_outlet_of_the_archive_has_none(
    run, archive: Path, words: list[str], name: str, complaint: str
):
    gone = Outlet("gone_gazette", "Gone Gazette", "https://gone.example/", "en", "UTC")
    with Archive.open(archive, write=True) as opened:
        register_outlets(opened, [gone, site_outlet("https://harbour.example/a", "harbour.example")])
    result = run(*words, name)
    assert (result.status, result.out, result.err) == (2, "", f"newsarchive: {name}: {complaint}\n")
    assert run("search", "--outlet", name).status == 0
