"""`newsarchive serve` as a user starts it; what it serves is tested in tests/web."""

from pathlib import Path

import pytest

from newsarchive.web import serve as serving
from newsarchive.web.serve import Visitors


@pytest.mark.parametrize(
    ("words", "given"),
    [
        pytest.param([], ("127.0.0.1", None, False, Visitors(None, may_run_sql=True), ()), id="defaults"),
        pytest.param(
            ["--host", "0.0.0.0", "--port", "0", "--open"],
            ("0.0.0.0", 0, True, Visitors(None, may_run_sql=False), ()),
            id="options",
        ),
    ],
)
def test_options_reach_the_server(run, archive: Path, monkeypatch: pytest.MonkeyPatch, words, given):
    calls = []
    monkeypatch.setattr(serving, "serve", lambda *arguments: calls.append(arguments))
    assert run("serve", *words).status == 0
    assert [(path.name, *rest) for path, *rest in calls] == [("archive.db", *given)]


def test_settings_reach_the_server(run, archive: Path, monkeypatch: pytest.MonkeyPatch):
    calls = []
    monkeypatch.setattr(serving, "serve", lambda *arguments: calls.append(arguments[4]))
    monkeypatch.setenv("NEWSARCHIVE_PUBLIC_URL", "https://archive.example/news/")
    assert run("serve").status == 0
    monkeypatch.setenv("NEWSARCHIVE_ALLOW_SQL", "yes")
    assert run("serve").status == 0
    assert calls == [Visitors("https://archive.example/news", allowed) for allowed in (False, True)]


@pytest.mark.parametrize(
    ("words", "status", "complaint"),
    [
        pytest.param(["--db", "absent.db"], 1, "absent.db: no archive there", id="no archive"),
        pytest.param(["--port", "70000"], 2, "70000 is not in the range 0<=x<=65535", id="no port"),
    ],
)
def test_wrong_use_gets_one_line(run, archive: Path, words, status, complaint):
    result = run("serve", *words)
    assert (result.status, result.out) == (status, "")
    assert complaint in result.err
    assert "Traceback" not in result.err
