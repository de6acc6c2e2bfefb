"""The manual page newsarchive(1), made from the help of every command: `python -m newsarchive.cli.manual`.

Written in the macros of man(7), which man and mandoc both read. The page is in the wheel, so it is also in the
repository, as man/newsarchive.1; a test says when it is not current, and `make man` writes it again.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from inspect import cleandoc

import click

from newsarchive import __version__
from newsarchive.cli.main import VERBS, cli

# Not the day of a build: the page must be the same wherever it is made.
DATE = "2026-11-29"
_NAME = "newsarchive"
_FILES = (
    ("newsarchive.toml", "the settings, in the current folder or one above it; NEWSARCHIVE_CONFIG names another file"),
    ("archive.db", "the archive, beside newsarchive.toml; --db or NEWSARCHIVE_DB name another file"),
    ("captures/", "the captured pages, as WARC files beside the archive"),
    ("desk.db", "collections, tags, notes and watches, beside the archive"),
)
_STATUSES = (
    ("0", "done"),
    ("1", "something failed, or something is wrong"),
    ("2", "the command or a setting was wrong"),
    ("129, 130, 143", "stopped: the terminal was closed, Ctrl-C, SIGTERM"),
)
_CODE = re.compile(r"`([^`]+)`")


def manual() -> str:
    """The page as roff."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield f'.TH {_NAME.upper()} 1 "{DATE}" "{_NAME} {__version__}" "User Commands"'
    yield from (".SH NAME", f"{_NAME} \\- keep your own searchable archive of the news")
    yield from (".SH SYNOPSIS", f".B {_NAME}", ".I COMMAND", "[\\fIOPTION\\fR]... [\\fIARGUMENT\\fR]...")
    yield ".SH DESCRIPTION"
    yield from _text(
        "newsarchive crawls the outlets that you choose, keeps clean articles in one SQLite file and the pages"
    )
    yield from _text("they were read from beside it, and lets you search and read them in the browser.")
    yield from (".PP", "Each command has the options \\fB\\-h\\fR and \\fB\\-\\-help\\fR.")
    yield ".SH COMMANDS"
    context = click.Context(cli, info_name=_NAME)
    for verb in VERBS:
        command = cli.get_command(context, verb)
        assert command is not None
        yield from _command(command, click.Context(command, info_name=verb, parent=context))
    yield ".SH FILES"
    yield from _terms(_FILES)
    yield ".SH ENVIRONMENT"
    yield from _text(
        "Each setting has a variable, which overrides newsarchive.toml: NEWSARCHIVE_ and its name, such as"
    )
    yield from _text("NEWSARCHIVE_CONTACT.")
    yield ".SH EXIT STATUS"
    yield from _terms(_STATUSES)
    yield from (".SH SEE ALSO", ".BR sqlite3 (1),", ".BR crontab (5),", ".BR systemd.timer (5)")


def _command(command: click.Command, ctx: click.Context) -> Iterator[str]:
    # The path begins with the program, which every reader of the page knows.
    yield f".SS {_roff(ctx.command_path.removeprefix(f'{_NAME} '))}"
    usage = " ".join(command.collect_usage_pieces(ctx))
    yield from (f"\\fB{_roff(ctx.command_path)}\\fR {_roff(usage)}", ".PP")
    yield from _help(command.help or "")
    # Arguments have a record without a meaning.
    yield from _terms(one for one in (param.get_help_record(ctx) for param in command.params) if one and one[1])
    if isinstance(command, click.Group):
        for name in command.list_commands(ctx):
            inner = command.get_command(ctx, name)
            if inner is not None and not inner.hidden:
                yield from _command(inner, click.Context(inner, info_name=name, parent=ctx))


def _help(text: str) -> Iterator[str]:
    """Paragraphs; one after \\b keeps its lines."""
    paragraphs = [one for one in cleandoc(text).split("\n\n") if one.strip()]
    for number, paragraph in enumerate(paragraphs):
        if number:
            yield ".PP"
        if paragraph.startswith("\b"):
            yield ".nf"
            yield from (_line(line) for line in paragraph.splitlines()[1:])
            yield ".fi"
        else:
            yield from _text(paragraph)


def _text(text: str) -> Iterator[str]:
    """Lines of text, each sentence of which may begin a line; words between backticks are bold."""
    for line in text.splitlines():
        # A placeholder, so that the backslashes of the fonts are not escaped.
        marked = _CODE.sub("\x01\\1\x02", line.strip())
        yield _line(marked).replace("\x01", "\\fB").replace("\x02", "\\fR")


def _terms(terms: Iterable[tuple[str, str]]) -> Iterator[str]:
    for term, meaning in terms:
        yield from (".TP", f"\\fB{_roff(term)}\\fR", *_text(meaning))


def _line(text: str) -> str:
    """A line that does not begin with a dot or a quote, which would be a macro (groff(7))."""
    escaped = _roff(text)
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped


def _roff(text: str) -> str:
    """text with the characters that roff reads otherwise; a hyphen stays one that can be copied into a shell."""
    for character, written in (("\\", "\\e"), ("-", "\\-"), ("…", "..."), ("~", "\\(ti"), ("^", "\\(ha")):
        text = text.replace(character, written)
    return text


if __name__ == "__main__":
    # Bytes, so that the page is the same whatever the locale.
    sys.stdout.buffer.write(manual().encode())
