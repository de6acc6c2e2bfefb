"""--set NAME, as users give it to commands."""

import json
import sqlite3
from pathlib import Path

import pytest

from newsarchive.archive.articles.saving import register_outlets
from newsarchive.archive.database import Archive
from newsarchive.outlet import Outlet
from tests.cli.support import write_own_outlet

SETS = '[sets]\nquality = ["guardian", "kind:agency"]\nbroken = ["gaurdian"]\nmine = ["imported"]\n'


@pytest.fixture
def sets(tmp_path: Path) -> Path:
    """Lists of the user's own, in the folder where commands run."""
    file = tmp_path / "newsarchive.toml"
    file.write_text(SETS)
    return file


@pytest.fixture
def kinds(archive: Path) -> Path:
    """An archive whose only outlet is an agency."""
    with Archive.open(archive, write=True) as opened:
        register_outlets(opened, [Outlet("imported", "Imported", "", "en", "UTC", "gb", kind="agency")])
    return archive


@pytest.mark.parametrize("name", ["agency", "kind:agency", "mine", "gb", "outlet:imported", "language:English"])
def test_search_takes_articles_of_a_set(run, kinds: Path, sets: Path, name: str):
    assert json.loads(run("search", "--json", "--set", name).out)["total"] == 3
    assert json.loads(run("search", "--json", "--set", name, "--country", "fr").out)["total"] == 0


def test_a_typed_set_is_one_of_the_users_own(run, kinds: Path, sets: Path):
    assert json.loads(run("search", "--json", "bridge set:mine").out)["total"] == 1
    assert json.loads(run("search", "--json", "bridge -set:mine").out)["total"] == 0
    assert json.loads(run("search", "--json", "kind:agency").out)["total"] == 3
    result = json.loads(run("search", "--json", "bridge set:min").out)
    assert result["notes"] == ["set: the archive has no set “min”. The nearest: “mine”."]


def test_statistics_and_export_take_sets(run, kinds: Path, sets: Path):
    assert len(run("export", "--format", "jsonl", "--set", "mine").out.splitlines()) == 3
    assert run("export", "--format", "jsonl", "--set", "blog").out == ""
    assert "in 1 article" in run("concordance", "bridge", "--set", "mine").err
    assert "no articles found" in run("words", "--set", "blog").err
    assert json.loads(run("timeline", "", "--set", "mine", "--json").out)
    assert run("watch", "add", "wires", "--set", "mine").status == 0
    assert "--set mine" in run("watch", "list").out
    assert run("health", "--set", "party").status == 2


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["search", "--set", "agencies"], "--set agencies: no set of outlets has that name; did you mean agency"),
        (
            ["search", "--set", "broken"],
            "sets.broken: gaurdian: no set of outlets has that name; did you mean",
        ),
        (["outlets", "--set", "broken"], "sets.broken: gaurdian"),
        (["crawl", "--set", "sv"], "did you mean the language, language:sv?"),
        (["crawl", "guardian", "--set", "agency"], "name one or more outlets, or use --all or --country or --set"),
        (["backfill", "--from", "2024-01-01"], "name one or more outlets, or use --set"),
        (["backfill", "guardian", "--set", "agency", "--from", "2024-01-01"], "name one or more outlets, or use --set"),
        (["check", "guardian", "--set", "agency"], "--set takes names of outlets too"),
        (["runs", "guardian", "--set", "agency"], "--set takes names of outlets too"),
        (["reextract", "guardian", "--set", "agency"], "--set takes names of outlets too"),
        (["reextract", "--set", "agencies"], "--set agencies: no set of outlets has that name; did you mean agency"),
        (["runs", "--set", "agencies"], "--set agencies: no set of outlets has that name; did you mean agency"),
        (["health", "imported", "--set", "agency"], "--set takes names of outlets too"),
    ],
)
def test_a_wrong_set_is_one_line(run, archive: Path, sets: Path, words: list[str], message: str):
    result = run(*words)
    assert (result.status, result.out) == (2, "")
    assert len(result.err.splitlines()) == 1
    assert message in result.err


def test_outlets_are_listed_by_set_and_kind(run, tmp_path: Path, sets: Path):
    agencies = json.loads(run("outlets", "--kind", "agency", "--json").out)
    assert {row["kind"] for row in agencies} == {"agency"}
    both = json.loads(run("outlets", "--set", "quality", "--json").out)
    assert {row["name"] for row in both} == {"guardian", *(row["name"] for row in agencies)}
    narrowed = json.loads(run("outlets", "--set", "quality", "--country", "gb", "--json").out)
    assert [row["name"] for row in narrowed] == ["guardian"]


def test_tags_of_outlet_files_are_sets(run, tmp_path: Path, archive: Path):
    write_own_outlet(tmp_path)
    file = tmp_path / "own" / "gb" / "rivertown_post.py"
    file.write_text(file.read_text() + '    tags = ["sport", "city-desk"]\n')
    (row,) = json.loads(run("outlets", "--set", "outlet_tag:sport", "--json").out)
    assert (row["name"], row["tags"]) == ("rivertown_post", ["sport", "city-desk"])
    line = run("outlets", "--set", "outlet_tag:city-desk").out.splitlines()[1]
    assert line.endswith("never   sport city-desk")
    # A search uses what the archive has stored.
    tagged = Outlet("imported", "Imported", "", "en", "UTC", tags=("sport",))
    with Archive.open(archive, write=True) as opened:
        register_outlets(opened, [tagged])
    assert json.loads(run("search", "--json", "--set", "outlet_tag:sport").out)["total"] == 3
    assert json.loads(run("search", "--json", "bridge outlet_tag:sport").out)["total"] == 1
    assert json.loads(run("search", "--json", "bridge -outlet_tag:sport").out)["total"] == 0
    # The tags of articles are others.
    assert "There is no tag sport" in run("search", "--tag", "sport").err
    result = run("search", "--set", "tag:sport")
    assert (result.status, result.out) == (2, "")
    assert "tags of outlets are outlet_tag:sport" in result.err


def test_facts_of_an_outlet_without_a_file_stay_known(run, kinds: Path):
    with sqlite3.connect(kinds) as conn:
        conn.execute("UPDATE outlets SET owner = 'Gone & Co'")
    assert json.loads(run("search", "--json", "--set", "owner:gone & co").out)["total"] == 3
