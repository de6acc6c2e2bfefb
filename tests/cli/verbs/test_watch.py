"""`newsarchive watch` as a user runs it."""

import json
from pathlib import Path

import pytest

from newsarchive.notifications.watching import queue_digest
from newsarchive.settings import load_settings
from tests.cli.support import a_document
from tests.notifications.webhook import webhook


def add_article(run, folder: Path) -> None:
    (folder / "4.txt").write_text(
        a_document("Bridge closed again", "The bridge is closed for repairs."), encoding="utf-8"
    )
    assert run("import", folder / "4.txt").status == 0


def test_a_watch_from_its_beginning_to_its_end(run, archive: Path, letters: Path):
    ran = run("watch", "add", "bridges", "bridge -ferry", "--language", "en", "--source", "Coast Wire")
    assert (ran.status, ran.out) == (0, "")
    assert ran.err.startswith("bridges: watched from now on")
    (row,) = json.loads(run("watch", "list", "--json").out)
    assert (row["name"], row["query"], row["found"]) == ("bridges", "bridge -ferry", 0)
    assert "bridges       0 found  last none yet" in run("watch", "list").out
    assert run("watch", "list").out.rstrip().endswith("'bridge -ferry' --language en --source 'Coast Wire'")
    run("watch", "remove", "bridges")
    run("watch", "add", "bridges", "bridge")
    add_article(run, letters)
    ran = run("watch", "test", "bridges")
    assert "  Bridge closed again\n    Imported documents, 2016-12-09\n    `newsarchive show 4`\n" in ran.out
    assert "1 found since the last look" in ran.err
    assert queue_digest(load_settings()) == []
    assert "      4  Bridge closed again\n" not in run("watch", "show", "bridges").out  # published long ago
    assert "bridges       1 found  last 20" in run("watch", "list").out
    assert (run("watch", "remove", "bridges").err, run("watch", "list").out) == ("bridges: removed\n", "")


def test_a_test_message_can_be_sent(run, archive: Path, monkeypatch: pytest.MonkeyPatch):
    run("watch", "add", "bridges", "bridge")
    assert "alert_urls is not set" in run("watch", "test", "bridges", "--send").err
    with webhook() as hook:
        monkeypatch.setenv("NEWSARCHIVE_ALERT_URLS", f"{hook.url} json://127.0.0.1:1/hunter2")
        ran = run("watch", "test", "bridges", "--send")
        assert ran.status == 1
        assert "alert_urls, entry 1 (json): sent\n" in ran.err
        assert "hunter2" not in ran.err
        assert hook.titles == ["newsarchive: test of 1 new article in bridges"]


@pytest.mark.parametrize(
    ("words", "status", "complaint"),
    [
        pytest.param(["add", "A B", "x"], 2, "such as a-b", id="name"),
        pytest.param(["add", "a"], 2, "give words to search for, or a filter", id="no words"),
        pytest.param(["add", "a", "???"], 2, "no word to search for", id="nothing to search for"),
        pytest.param(["add", "a", "-ferry"], 2, "No such option", id="an option"),
        pytest.param(["add", "a", "x", "--outlet", "nobody"], 2, "nobody", id="unknown outlet"),
        pytest.param(["add", "a", "collection:nothing"], 2, "no collection nothing", id="unknown collection"),
        pytest.param(["add", "a", "x", "--since", "2026-02-01", "--until", "2026-01-01"], 2, "is before", id="days"),
        pytest.param(["add", "a", "x", "--db", "absent.db"], 1, "absent.db: no archive there", id="no archive"),
        pytest.param(["remove", "a"], 2, "no watch a", id="remove unknown"),
        pytest.param(["test", "a"], 2, "no watch a", id="test unknown"),
        pytest.param(["show", "a"], 2, "no watch a", id="show unknown"),
    ],
)
def test_wrong_use_gets_one_line_and_makes_no_desk(run, archive: Path, tmp_path: Path, words, status, complaint):
    ran = run("watch", *words)
    assert (ran.status, ran.out) == (status, "")
    assert complaint in ran.err
    assert "Traceback" not in ran.err
    assert not (tmp_path / "desk.db").exists()


def test_a_watch_cannot_be_added_twice(run, archive: Path):
    assert run("watch", "add", "a", "x").status == 0
    ran = run("watch", "add", "a", "y")
    assert (ran.status, "there is a watch a already" in ran.err) == (2, True)
