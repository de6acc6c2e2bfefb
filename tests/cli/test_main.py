"""The command line as a whole: help, versions, exit statuses, pipes."""

import errno
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.shell_completion import ShellComplete

from newsarchive import __version__
from newsarchive import cli as cli_package
from newsarchive.cli.main import VERBS, cli, main, module_name

COMMANDS = Path(cli_package.__file__).parent / "verbs"


def test_help_lists_every_verb(run):
    text = " ".join(run("--help").out.split())
    assert all(f" {verb} {line}" in text for verb, line in VERBS.items())


@pytest.mark.parametrize("verb", VERBS)
def test_the_line_in_the_list_is_the_first_line_of_the_verbs_own_help(verb: str):
    command = cli.get_command(click.Context(cli), verb)
    assert command.name == verb
    assert VERBS[verb] == command.help.splitlines()[0]


def test_every_verb_has_its_module_and_every_module_its_verb():
    assert {module_name(verb) for verb in VERBS} == {file.stem for file in COMMANDS.glob("*.py")} - {"__init__"}


def words_of_commands() -> list[str]:
    """Every command as it is typed: each verb, and each command of a verb that has several."""
    verbs = {verb: cli.get_command(click.Context(cli), verb) for verb in VERBS}
    inner = [f"{verb} {name}" for verb, one in verbs.items() if isinstance(one, click.Group) for name in one.commands]
    return [*VERBS, *inner]


def command_of(words: str) -> click.Command:
    command: click.Command = cli
    for word in words.split():
        assert isinstance(command, click.Group)
        command = command.get_command(click.Context(command), word)
    return command


@pytest.mark.parametrize("verb", words_of_commands())
def test_every_verb_explains_itself_with_an_example(run, verb):
    text = run(*verb.split(), "--help").out
    assert "Example:" in text
    assert f"newsarchive {verb}" in text.split("Example:")[1]
    assert verb.startswith(("demo", "fleet", "completion")) or "--db" in text


@pytest.mark.parametrize("verb", words_of_commands())
def test_every_option_says_what_it_does(verb: str):
    options = [one for one in command_of(verb).params if isinstance(one, click.Option)]
    assert [one.name for one in options if not one.help] == []
    assert [one.help for one in options if not one.help.endswith((".", "]"))] == []


@pytest.mark.parametrize("verb", words_of_commands())
def test_examples_are_commands_that_the_verb_accepts(verb: str):
    command = command_of(verb)
    examples = command.help.partition("Example:\n")[2].strip().splitlines()
    assert examples
    for example in examples:
        program, *words = shlex.split(example)
        named = len(verb.split())
        assert (program, *words[:named]) == ("newsarchive", *verb.split())
        if isinstance(command, click.Group):
            inner, named = command_of(" ".join(words[: named + 1])), named + 1
            inner.make_context(inner.name, words[named:])
        else:
            command.make_context(verb, words[named:])


def test_version_is_printed(run):
    assert run("--version").out == f"newsarchive, version {__version__}\n"


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        pytest.param("fly", "`newsarchive --help` lists all", id="nothing like it"),
        pytest.param("serch", "did you mean search or serve?", id="mistyped"),
        pytest.param("Extract", "did you mean extract or reextract?", id="capitals"),
    ],
)
def test_unknown_verb_is_misuse(run, word: str, hint: str):
    result = run(word)
    assert result.status == 2
    assert f"Error: No such command '{word}'; {hint}" in result.err


@pytest.mark.parametrize(
    ("words", "typed", "found"),
    [
        pytest.param([], "se", ["search", "serve"], id="verb"),
        pytest.param(["export", "--format"], "j", ["jsonl"], id="choice"),
        pytest.param(["backup", "copy.db", "--log", "news.log"], "--j", ["--json"], id="option"),
        pytest.param(["serch"], "--j", [], id="after a mistyped verb"),
    ],
)
def test_shells_complete_verbs_choices_and_options(tmp_path: Path, monkeypatch, words: list[str], typed: str, found):
    monkeypatch.chdir(tmp_path)
    completing = ShellComplete(cli, {}, "newsarchive", "_NEWSARCHIVE_COMPLETE")
    assert [one.value for one in completing.get_completions(words, typed)] == found
    assert list(tmp_path.iterdir()) == []


def test_unknown_setting_is_named(run, tmp_path: Path):
    (tmp_path / "newsarchive.toml").write_text("delay_secs = 1\n")
    result = run("search", "x")
    assert result.status == 2
    assert "newsarchive.toml: unknown setting 'delay_secs'; did you mean delay_seconds?" in result.err


def test_a_reader_that_goes_away_is_no_error(archive: Path):
    command = [sys.executable, "-m", "newsarchive.cli.main", "export", "--db", str(archive)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 0
    assert "Traceback" not in errors


@pytest.mark.parametrize(
    ("error", "line"),
    [
        pytest.param(OSError(errno.EMFILE, "Too many open files"), "Too many open files; allow this", id="files"),
        pytest.param(OSError(errno.ENOSPC, "No space", "a.db"), "a.db: No space; make room on the disk", id="disk"),
    ],
)
def test_an_error_of_the_system_is_one_line(run, monkeypatch: pytest.MonkeyPatch, error: OSError, line: str):
    def failing(*_, **__):
        raise error

    monkeypatch.setattr("newsarchive.cli.main.import_module", failing)
    result = run("runs")
    assert (result.status, result.out) == (1, "")
    assert result.err.startswith(f"newsarchive: {line}")
    assert result.err.count("\n") == 1


def test_an_error_that_no_system_makes_shows_its_traceback(monkeypatch: pytest.MonkeyPatch):
    def failing(*_, **__):
        raise OSError(errno.EINVAL, "Invalid argument")

    monkeypatch.setattr("newsarchive.cli.main.import_module", failing)
    monkeypatch.setattr(sys, "argv", ["newsarchive", "runs"])
    with pytest.raises(OSError, match="Invalid argument"):
        main()
