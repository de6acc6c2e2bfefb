"""`newsarchive backup` as a user runs it."""

import json
from pathlib import Path

import pytest


def test_backup_says_what_it_copied_and_refuses_to_overwrite(run, archive, tmp_path):
    (tmp_path / "safe").mkdir()
    ran = run("backup", "safe/copy.db", "--json")
    assert (ran.status, json.loads(ran.out)["file"]) == (0, "safe/copy.db")
    ran = run("backup", "safe/copy.db")
    assert (ran.status, "--force" in ran.err) == (2, True)
    ran = run("backup", "safe/copy.db", "--captures", "--force")
    assert (ran.status, "0 new capture files" in ran.out, ran.err) == (0, True, "")
    assert run("verify", "--db", "safe/copy.db").status == 0
    assert run("search", "ferry", "--db", "safe/copy.db").out


@pytest.mark.parametrize(
    ("words", "status", "complaint"),
    [
        pytest.param(["copy.db", "--db", "absent.db"], 1, "absent.db: no archive there", id="no archive"),
        pytest.param(["absent/copy.db"], 2, "absent/copy.db", id="no folder"),
        pytest.param([], 2, "Missing argument 'FILE'", id="no file"),
    ],
)
def test_wrong_use_gets_one_line(run, archive: Path, words, status, complaint):
    result = run("backup", *words)
    assert (result.status, result.out) == (status, "")
    assert complaint in result.err
    assert "Traceback" not in result.err
    assert not Path("absent.db").exists()
