"""The measure of the list of changes: its archive holds what it says, and every question is asked."""

import pytest

from benchmarks import latest_changes


def test_every_question_gets_its_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(latest_changes, "RUNS", 1)
    assert latest_changes.main(["--articles", "900", "--revisions", "60"]) == 0
    shown = capsys.readouterr().out
    lines = {line[:28].strip(): line[28:].split(maxsplit=3) for line in shown.splitlines()}
    assert set(latest_changes.QUESTIONS) <= set(lines)
    assert lines["the latest"][2:] == ["20", "a next page"]
    assert lines["an outlet without changes"][2] == "0"
    assert "COVERING INDEX revisions_replaced" in shown
