"""`newsarchive demo` as a user starts it; the demo itself is tested in tests/demo."""

import inspect
import socket
from pathlib import Path

import pytest

from newsarchive.cli.verbs import demo
from newsarchive.demo import run as demo_run


def test_defaults_are_those_of_the_demo():
    assert demo.DEFAULT_FOLDER == demo_run.DEFAULT_FOLDER
    assert inspect.signature(demo_run.run_demo).parameters["folder"].default == demo.DEFAULT_FOLDER


@pytest.mark.parametrize(
    ("words", "folder", "given"),
    [
        pytest.param([], "demo-archive", {"serve": True, "port": None, "open_browser": False}, id="defaults"),
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


def test_a_port_in_use_is_reported_before_the_crawls(run):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = run("demo", "--port", taken.getsockname()[1])
    assert (result.status, result.out) == (2, "")
    assert "another program uses this port" in result.err
    assert not Path("demo-archive").exists()


def test_a_folder_that_no_demo_made_is_left_alone(run, letters: Path):
    result = run("demo", "--folder", letters, "--no-serve")
    assert (result.status, result.out) == (2, "")
    assert "letters" in result.err
    assert len(list(letters.iterdir())) == 3
