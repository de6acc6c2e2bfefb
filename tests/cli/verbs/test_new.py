"""`newsarchive new` as a user misuses it, and as `crawl` runs it; whole drafts are in tests/outlet_tools."""

import json
import subprocess
from pathlib import Path

import pytest

from newsarchive.cli.verbs import new
from newsarchive.errors import DraftError, UsageError

URL = "https://post.example/"


def test_without_a_folder_for_outlet_files_nothing_is_fetched(run, tmp_path: Path):
    result = run("new", "https://no-such-host.example/")
    assert (result.status, result.out) == (2, "")
    assert "no folder for outlets of your own" in result.err
    assert list(tmp_path.iterdir()) == []


def test_no_address_is_misuse(run):
    result = run("new")
    assert result.status == 2
    assert "Missing argument 'URL'" in result.err


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch):
    """Lets the process of `new` end with a status and what it printed."""

    def end(status: int, out: str = "", err: str = "") -> None:
        done = subprocess.CompletedProcess([], status, out, err)
        monkeypatch.setattr(subprocess, "run", lambda *words, **options: done)

    return end


def test_a_crawl_gets_the_name_of_the_new_outlet_and_the_user_its_file(ended, capsys: pytest.CaptureFixture[str]):
    ended(0, json.dumps({"name": "rivertown_post", "file": "own/rivertown_post.py", "warnings": ["no feed found"]}))
    assert new.draft_in_own_process(URL) == "rivertown_post"
    assert capsys.readouterr().err.splitlines() == [
        f"{URL}: not a known outlet; looking at the site; this takes about a minute",
        "own/rivertown_post.py: written; you can edit it",
        "no feed found",
    ]


@pytest.mark.parametrize(
    ("status", "error", "complaint"),
    [
        pytest.param(1, "newsarchive: x: no feed", "x: no feed", id="its own words"),
        pytest.param(-9, "", f"{URL}: drafting failed with exit status -9", id="killed"),
    ],
)
def test_a_draft_that_fails_says_why(ended, status: int, error: str, complaint: str):
    ended(status, err=error)
    with pytest.raises(DraftError, match=f"^{complaint}$"):
        new.draft_in_own_process(URL)


def test_misuse_stays_misuse_and_ctrl_c_stays_ctrl_c(ended):
    ended(2, err="newsarchive: no folder for outlets of your own")
    with pytest.raises(UsageError, match=r"^no folder"):
        new.draft_in_own_process(URL)
    ended(130)
    with pytest.raises(KeyboardInterrupt):
        new.draft_in_own_process(URL)
