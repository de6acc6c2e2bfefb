"""The line that says what goes on."""

import sys

import pytest

from newsarchive.cli.status import StatusLine


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> pytest.CaptureFixture[str]:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    return capsys


def test_one_line_replaces_another_and_is_taken_away_once(terminal):
    line = StatusLine()
    line.show(lambda: "1 page")
    line.show(lambda: "2 pages")
    line.clear()
    line.clear()
    # click leaves the terminal's own codes out of what is captured.
    assert terminal.readouterr().err == "\r1 page\r2 pages\r"


def test_no_more_often_than_asked(terminal):
    line = StatusLine(seconds=3600)
    line.show(lambda: pytest.fail("nobody shows it"))
    line.clear()
    assert terminal.readouterr().err == ""


def test_nothing_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]):
    line = StatusLine()
    line.show(lambda: pytest.fail("nobody reads it"))
    line.clear()
    assert capsys.readouterr().err == ""
