"""`newsarchive demo` as a user starts it; the demo itself is tested in tests/demo."""

import inspect
from pathlib import Path

import pytest

from newsarchive.cli.verbs import demo
from newsarchive.demo import run as demo_run


def test_defaults_are_those_of_the_demo():
    assert (demo.DEFAULT_FOLDER, demo.DEFAULT_PORT) == (demo_run.DEFAULT_FOLDER, demo_run.DEFAULT_PORT)
    parameters = inspect.signature(demo_run.run_demo).parameters
    assert (parameters["folder"].default, parameters["port"].default) == (demo.DEFAULT_FOLDER, demo.DEFAULT_PORT)


@pytest.mark.parametrize(
    ("words", "folder", "given"),
    [
        pytest.param([], "demo-archive", {"serve": True, "port": 8001, "open_browser": False}, id="defaults"),
        pytest.param(
            ["--folder", "here", "--no-serve", "--port", "0", "--open"],
            "here",
            {"serve": False, "port": 0, "open_browser": True},
            id="options",
        ),
    ],
)
def test_options_reach_the_demo(run, monkeypatch: pytest.MonkeyPatch, words, folder, given):
    calls = []
    monkeypatch.setattr(demo_run, "run_demo", lambda path, *, out, **options: calls.append((path, options)))
    assert run("demo", *words).status == 0
    assert calls == [(Path(folder), given)]


def test_a_folder_that_no_demo_made_is_left_alone(run, letters: Path):
    result = run("demo", "--folder", letters, "--no-serve")
    assert (result.status, result.out) == (2, "")
    assert "letters" in result.err
    assert len(list(letters.iterdir())) == 3
