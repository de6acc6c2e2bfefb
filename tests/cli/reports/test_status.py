"""The progress line of a terminal."""

from contextlib import redirect_stderr

import pytest

from newsarchive.cli.reports.status import StatusLine
from tests.cli.support import Terminal


def test_one_line_replaces_another_and_is_taken_away_once():
    line = StatusLine()
    with redirect_stderr(Terminal()) as terminal:
        line.show(lambda: "1 page")
        line.show(lambda: "2 pages")
        line.clear()
        line.clear()
    assert terminal.getvalue() == "\r\x1b[K1 page\r\x1b[K2 pages\r\x1b[K"


def test_no_more_often_than_asked():
    line = StatusLine(seconds=3600)
    with redirect_stderr(Terminal()) as terminal:
        line.show(lambda: pytest.fail("nobody shows it"))
        line.clear()
    assert terminal.getvalue() == ""


def test_nothing_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]):
    line = StatusLine()
    line.show(lambda: pytest.fail("nobody reads it"))
    line.clear()
    assert capsys.readouterr().err == ""
