"""`newsarchive collection` as a user runs it: articles 1 bridge, 2 ferry, 3 the one in Japanese."""

import json
from pathlib import Path

import pytest


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def test_a_collection_from_its_first_article_to_its_end(run, archive: Path):
    ran = run("collection", "add", "flood-2026", 1, 2, 1)
    assert (ran.status, ran.out) == (0, "")
    assert ran.err == "flood-2026: 2 articles added, 0 were in it before; it has 2 now\n"
    assert (
        "1 article added, 1 were in it before; it has 3"
        in run("collection", "add", "flood-2026", 1, "--search", "東京").err
    )
    assert run("collection", "list").out.split()[:2] == ["flood-2026", "3"]
    (row,) = json.loads(run("collection", "list", "--json").out)
    assert (row["name"], row["articles"]) == ("flood-2026", 3)
    assert "1 article removed; it has 2 now" in run("collection", "remove", "flood-2026", "--search", "bridge").err
    assert "1 article removed; it has 1 now" in run("collection", "remove", "flood-2026", 3).err
    assert run("collection", "delete", "flood-2026").status == 2
    assert run("collection", "delete", "flood-2026", "--yes").err == "flood-2026: deleted, with 1 article in it\n"
    assert run("collection", "list").out == ""


def test_a_collection_is_shown_with_tags_and_notes(run, archive: Path):
    run("collection", "add", "flood", 1)
    run("tag", 1, "to check")
    run("note", 1, "First line.\nSecond line.")
    shown = run("collection", "show", "flood").out
    assert shown == (
        "      1  Bridge to open in May\n         2016-12-09  imported  [to check]\n"
        "         | First line.\n         | Second line.\n"
    )
    (row,) = json.loads(run("collection", "show", "flood", "--json").out)
    assert (row["article_id"], row["tags"], row["note"]) == (1, ["to check"], "First line.\nSecond line.")


def test_search_and_export_take_collections_and_tags(run, archive: Path):
    run("collection", "add", "flood", 1, 2)
    run("tag", 2, "seen")
    found = json.loads(run("search", "collection:flood", "--json").out)
    assert sorted(hit["id"] for hit in found["hits"]) == [1, 2]
    assert "Ferry" in run("search", "--collection", "flood", "--tag", "seen").out
    exported = run("export", "--format", "jsonl", "--collection", "flood", "--tag", "seen").out
    assert [json.loads(line)["headline"] for line in exported.splitlines()] == ["Ferry prices rise"]
    assert run("export", "--format", "csv", "--search", "tag:seen").out.count("Ferry prices rise") == 1


def test_a_removed_article_is_shown_as_removed(run, archive: Path):
    run("collection", "add", "flood", 1, 2)
    run("note", 2, "About prices.")
    run("remove", 2, "--reason", "a mistake", "--yes")
    assert "      2  (removed)\n         | About prices.\n" in run("collection", "show", "flood").out
    assert ",removed," in run("collection", "export", "flood").out
    assert run("verify", "--fast").status == 0
    assert run("collection", "remove", "flood", 2).status == 0


def test_out_and_in_as_csv(run, archive: Path, tmp_path: Path):
    run("collection", "add", "flood", 1, 2)
    run("tag", 1, "one", "two")
    ran = run("collection", "export", "flood", "--output", "flood.csv")
    assert (ran.status, ran.out, ran.err) == (0, "", "2 articles exported to flood.csv\n")
    run("collection", "delete", "flood", "--yes")
    ran = run("collection", "import", "flood.csv")
    assert (ran.status, ran.err) == (0, "2 articles added to flood, 0 were in it before\n")
    ran = run("collection", "import", "flood.csv", "--name", "again", "--json")
    assert json.loads(ran.out) == {"collections": ["again"], "rows": 2, "added": 2, "problems": []}
    (tmp_path / "list.csv").write_text("article_id\n3\n77\n")
    ran = run("collection", "import", "list.csv")
    assert (ran.status, "list.csv, line 3: the archive has no article 77" in ran.err) == (1, True)


@pytest.mark.parametrize(
    ("words", "status", "complaint"),
    [
        pytest.param(["add", "Flood", 1], 2, "such as flood", id="name"),
        pytest.param(["add", "flood", 77], 2, "no article 77", id="unknown article"),
        pytest.param(["add", "flood", 0], 2, "0 is not in the range", id="no id"),
        pytest.param(["add", "flood"], 2, "give ids, --search or a filter", id="nothing to add"),
        pytest.param(["add", "flood", "--search", " "], 2, "--search is empty", id="empty search"),
        pytest.param(["add", "flood", "--search", "???"], 2, "no word to search for", id="no words"),
        pytest.param(["add", "flood", "--outlet", "nobody"], 2, "nobody", id="unknown outlet"),
        pytest.param(["add", "flood", "--collection", "other"], 2, "no collection other", id="unknown collection"),
        pytest.param(["add", "flood", 1, "--db", "absent.db"], 1, "absent.db: no archive there", id="no archive"),
        pytest.param(["show", "flood"], 2, "no collection flood", id="show unknown"),
        pytest.param(["remove", "flood", 1], 2, "no collection flood", id="remove from unknown"),
        pytest.param(["remove", "flood"], 2, "give ids", id="remove nothing"),
        pytest.param(["delete", "flood", "--yes"], 2, "no collection flood", id="delete unknown"),
        pytest.param(["export", "flood"], 2, "no collection flood", id="export unknown"),
        pytest.param(["import", "absent.csv"], 1, "absent.csv: cannot be read", id="no file"),
        pytest.param(["import", "letters/1.txt"], 1, "must be article_id or url", id="no list"),
        pytest.param(["import", "letters", "--name", "A B"], 2, "such as a-b", id="name of an import"),
        pytest.param(["fly"], 2, "No such command 'fly'", id="unknown command"),
    ],
)
def test_wrong_use_gets_one_line_and_makes_no_desk(run, archive: Path, tmp_path: Path, words, status, complaint):
    ran = run("collection", *words)
    assert (ran.status, ran.out) == (status, "")
    assert complaint in ran.err
    assert "Traceback" not in ran.err
    assert "desk.db" not in names(tmp_path)


def test_a_damaged_desk_is_one_line_and_search_goes_on(run, archive: Path, tmp_path: Path):
    (tmp_path / "desk.db").write_bytes(b"damaged " * 1000)
    for words in (["collection", "list"], ["collection", "add", "a", 1], ["tag", 1, "x"], ["note", 1], ["tag"]):
        ran = run(*words)
        assert (ran.status, ran.err.count("\n"), "desk.db: the file is damaged" in ran.err) == (1, 1, True)
    assert run("search", "bridge").status == 0
    ran = run("backup", "copy.db")
    assert (ran.status, "the desk was not copied" in ran.err, (tmp_path / "copy.db").exists()) == (1, True, True)


def test_a_backup_says_that_it_has_the_desk(run, archive: Path, tmp_path: Path):
    run("collection", "add", "flood", 1)
    ran = run("backup", "copy.db")
    assert (ran.status, ", desk " in ran.out) == (0, True)
    assert "flood" in run("collection", "list", "--db", "copy.db").out
