"""Shell completion: the scripts are ones that shells read, and outlets are completed without loading one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from newsarchive.cli.completion import (
    SHELLS,
    complete_countries,
    complete_outlets,
    completion_script,
    install_completion,
)
from newsarchive.errors import UsageError

NOTHING = None


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_reads_its_script(shell: str, tmp_path: Path):
    script = completion_script(shell)
    assert f"_NEWSARCHIVE_COMPLETE={shell}_complete" in script
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is absent, the shell that would read its script")
    file = tmp_path / "script"
    file.write_text(script)
    done = subprocess.run([shell, "-n", str(file)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("shell", SHELLS)
def test_it_is_installed_where_the_shell_of_this_user_reads_it(shell: str, tmp_path: Path, monkeypatch):
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    file, then = install_completion(shell)
    assert file.is_relative_to(tmp_path)
    assert file.read_text() == completion_script(shell)
    assert "{" not in then
    shutil.rmtree(tmp_path / SHELLS[shell].variable)
    (tmp_path / SHELLS[shell].variable).touch()
    with pytest.raises(UsageError, match="cannot be written"):
        install_completion(shell)


def test_outlets_and_countries_are_completed_also_the_users_own(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    own = tmp_path / "own" / "gb" / "guardian_of_the_harbour.py"
    own.parent.mkdir(parents=True)
    own.touch()
    assert complete_outlets(NOTHING, NOTHING, "guardian_of") == []
    (tmp_path / "newsarchive.toml").write_text('outlets_folder = "own"')
    assert complete_outlets(NOTHING, NOTHING, "guardian") == ["guardian", "guardian_ng", "guardian_of_the_harbour"]
    assert complete_countries(NOTHING, NOTHING, "G") == sorted(complete_countries(NOTHING, NOTHING, "g"))
    assert "gb" in complete_countries(NOTHING, NOTHING, "g")
    assert "shared" not in complete_countries(NOTHING, NOTHING, "")


def test_wrong_settings_complete_what_ships(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "newsarchive.toml").write_text("wrong = 1")
    assert complete_outlets(NOTHING, NOTHING, "guardian") == ["guardian", "guardian_ng"]


@pytest.mark.parametrize(
    ("words", "found"),
    [("crawl guardi", "plain,guardian"), ("export --format js", "plain,jsonl"), ("search --country g", "plain,gb")],
)
def test_a_shell_asks_the_program_and_no_outlet_is_loaded(tmp_path: Path, words: str, found: str):
    typed = f"newsarchive {words}".split()
    script = (
        "import sys; from newsarchive.cli.main import cli\n"
        "try: cli(prog_name='newsarchive')\n"
        "except SystemExit: print(sorted({'scrapy', 'datasette', 'lxml', 'trafilatura'} & set(sys.modules)))"
    )
    asked = {"_NEWSARCHIVE_COMPLETE": "bash_complete", "COMP_WORDS": " ".join(typed), "COMP_CWORD": str(len(typed) - 1)}
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, **asked},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    *lines, loaded = done.stdout.splitlines()
    assert found in lines
    assert loaded == "[]"
