"""Drafting an outlet in a process of its own: what it returns, and how its failures come back."""

import subprocess
from types import SimpleNamespace

import pytest

from newsarchive.cli.outlets.drafting import drafted_in_own_process
from newsarchive.errors import DraftError, UsageError

SITE = "https://post.example/"


def ends(monkeypatch: pytest.MonkeyPatch, status: int, out: str = "", err: str = "") -> list[list[str]]:
    commands: list[list[str]] = []

    def run(command: list[str], **_: object) -> SimpleNamespace:
        commands.append(command)
        return SimpleNamespace(returncode=status, stdout=out, stderr=err)

    monkeypatch.setattr(subprocess, "run", run)
    return commands


def test_the_report_comes_back_and_feeds_are_passed_on(monkeypatch: pytest.MonkeyPatch):
    commands = ends(monkeypatch, 0, '{"name": "post"}')
    assert drafted_in_own_process(SITE, ("https://post.example/rss",)) == {"name": "post"}
    assert commands[0][-5:] == ["new", SITE, "--json", "--feed", "https://post.example/rss"]


@pytest.mark.parametrize(
    ("status", "error"),
    [
        pytest.param(1, DraftError, id="no outlet"),
        pytest.param(2, UsageError, id="misused"),
        pytest.param(130, KeyboardInterrupt, id="stopped"),
    ],
)
def test_a_failure_is_raised_with_its_last_line(monkeypatch: pytest.MonkeyPatch, status: int, error: type):
    ends(monkeypatch, status, err="a warning\nnewsarchive: no articles found\n")
    with pytest.raises(error, match="^no articles found$" if status != 130 else None):
        drafted_in_own_process(SITE)
