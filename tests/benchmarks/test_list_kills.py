"""benchmarks/list_kills.py with one Ctrl-C and one kill, and what it calls wrong."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

KILLS = Path(__file__).resolve().parents[2] / "benchmarks" / "list_kills.py"


@pytest.mark.timeout(600)
def test_a_list_that_is_stopped_loses_and_repeats_nothing():
    command = [sys.executable, KILLS, "--addresses", "40", "--hosts", "3", "--kills", "2"]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=580)
    assert (ran.returncode, ran.stderr) == (0, ""), ran.stdout
    lines = ran.stdout.splitlines()
    assert [line.split()[0] for line in lines[:2]] == ["SIGINT", "SIGKILL"]
    assert re.match(r"0 things wrong; \d+ requests of an unstopped list, \d+ more with stops", lines[-1])


def test_what_is_printed_or_requested_again_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(KILLS.parent)
    from list_kills import Scene, Web, wrong_in

    known, new = "http://a.example/story-1", "http://a.example/story-2"
    (tmp_path / "stdout").write_text("".join(f'{{"url": "{url}"}}\n' for url in (known, new, new)) + '{"url": "cut')
    web = Web(asked=[known, new, new, "http://a.example/robots.txt", "http://a.example/robots.txt"])
    assert wrong_in(Scene(tmp_path, [known, new]), web, {known}) == [
        f"1 addresses printed twice, such as {new}",
        f"1 addresses with a result requested again, such as {known}",
        f"1 addresses requested twice in one run, such as {new}",
    ]
