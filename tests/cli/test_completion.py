"""Shell completion: the scripts are ones that shells read, and outlets are completed without loading one."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import click
import pytest

from newsarchive.cli.completion import (
    SHELLS,
    complete_countries,
    complete_outlets,
    complete_sets,
    completion_script,
    install_completion,
)
from newsarchive.cli.main import VERBS, cli
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


def test_sets_are_completed_the_users_own_too(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert complete_sets(NOTHING, NOTHING, "nat") == ["national"]
    (tmp_path / "newsarchive.toml").write_text('[sets]\nnature = ["guardian"]')
    assert complete_sets(NOTHING, NOTHING, "nat") == ["national", "nature"]
    assert {"gb", "gr"} <= set(complete_sets(NOTHING, NOTHING, "G"))
    (tmp_path / "newsarchive.toml").write_text("broken")
    assert complete_sets(NOTHING, NOTHING, "nat") == ["national"]


def test_every_option_that_names_outlets_countries_or_sets_is_completed():
    """--country of `new` is free: the outlet may be of any country."""
    wanted = {"--outlet", "--country", "--set"}
    with click.Context(cli) as context:
        commands = {name: cli.get_command(context, name) for name in cli.list_commands(context)}
    without = [
        f"{name} {option}"
        for name, command in commands.items()
        for param in command.params
        for option in wanted & {*param.opts}
        if param._custom_shell_complete is None
    ]
    assert without == ["new --country"]
    assert "gb" in complete_countries(NOTHING, NOTHING, "g")
    assert "shared" not in complete_countries(NOTHING, NOTHING, "")


def test_wrong_settings_complete_what_ships(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "newsarchive.toml").write_text("wrong = 1")
    assert complete_outlets(NOTHING, NOTHING, "guardian") == ["guardian", "guardian_ng"]


def asked(words: str, folder: Path) -> tuple[list[str], set[str]]:
    """What the program answers a shell that asks how the last of words goes on, and the modules that it loaded."""
    typed = f"newsarchive {words}".split(" ")
    script = (
        "import sys; sys.argv[0] = 'newsarchive'; from newsarchive.cli.start import main\n"
        "try: main()\n"
        "finally: print(*sys.modules, file=sys.stderr)"
    )
    asking = {
        "_NEWSARCHIVE_COMPLETE": "bash_complete",
        "COMP_WORDS": " ".join(typed),
        "COMP_CWORD": str(len(typed) - 1),
    }
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, **asking},
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines(), set(done.stderr.split())


@pytest.mark.parametrize(
    ("words", "found"),
    [("crawl guardi", "plain,guardian"), ("export --format js", "plain,jsonl"), ("search --country g", "plain,gb")],
)
def test_a_shell_asks_the_program_and_no_outlet_is_loaded(tmp_path: Path, words: str, found: str):
    lines, loaded = asked(words, tmp_path)
    assert found in lines
    assert loaded & {"scrapy", "datasette", "lxml", "trafilatura"} == set()


@pytest.mark.parametrize(
    ("words", "found"),
    [("export --format js", "plain,jsonl"), ("search --country g", "plain,gb"), ("search --all", "plain,--all-copies")],
)
def test_options_of_search_and_export_are_completed_without_what_they_run(tmp_path: Path, words: str, found: str):
    lines, loaded = asked(words, tmp_path)
    assert found in lines
    assert loaded & {"sqlite3", "sqlite_utils", "rapidfuzz", "rich", "warcio", "logging"} == set()
    assert {name for name in loaded if name.startswith(("newsarchive.exporting", "newsarchive.cli.results"))} == set()


def test_outlets_that_only_the_archive_has_are_completed(archive: Path, letters: Path, run):
    assert run("import", letters).status == 0
    with closing(sqlite3.connect(archive)) as conn:
        conn.execute("INSERT INTO outlets (name, title) VALUES ('harbour_letters', 'Harbour Letters')")
        conn.commit()
    other = archive.with_name("other.db")
    archive.rename(other)
    for words in ("search --outlet harbour_l", "runs harbour_l"):
        assert asked(words, archive.parent)[0] == [""]
    lines, loaded = asked(f"search --db {other} --outlet harbour_l", archive.parent)
    assert lines == ["plain,harbour_letters"]
    assert loaded & {"sqlite_utils", "rapidfuzz", "rich", "warcio"} == set()
    other.rename(archive)
    assert asked("runs harbour_l", archive.parent)[0] == ["plain,harbour_letters"]


def test_outlets_of_a_crawl_are_completed_without_sqlite_and_without_an_http_client(tmp_path: Path):
    lines, loaded = asked("crawl guardi", tmp_path)
    assert lines == ["plain,guardian", "plain,guardian_ng"]
    assert loaded & {"sqlite3", "w3lib", "http.client", "ssl", "logging.handlers", "rich"} == set()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", [f"plain,{verb}" for verb in VERBS]),
        ("ex", ["plain,extract", "plain,export"]),
        ("--v", ["plain,--version"]),
        ("nothing", [""]),
    ],
    ids=["nothing typed", "the beginning of two verbs", "an option", "no verb"],
)
def test_verbs_are_completed_and_none_is_loaded(tmp_path: Path, words: str, found: list[str]):
    lines, loaded = asked(words, tmp_path)
    assert lines == found
    assert {name for name in loaded if name.startswith("newsarchive.cli.verbs")} == set()
    assert loaded & {"newsarchive.records", "newsarchive.settings"} == set()
