"""What shells complete: the scripts for bash, zsh and fish, and the names of outlets, countries and sets of outlets.

A shell starts `newsarchive` for each Tab, so nothing here loads an outlet or Scrapy, or opens an archive as a whole.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import click
from click.shell_completion import get_completion_class

from newsarchive.errors import NewsArchiveError, UsageError
from newsarchive.outlet_modules import outlet_files_in
from newsarchive.outlet_sets.set_names import KINDS
from newsarchive.settings import load_settings, shipped_spiders

PROGRAM = "newsarchive"
# The variable by which a shell asks; click reads it.
VARIABLE = "_NEWSARCHIVE_COMPLETE"
# Folders of spiders that are not countries, beside shared/.
_COUNTRY_LETTERS = 2


@dataclass(frozen=True, slots=True)
class Shell:
    """A shell: the file that it reads below the user's data or configuration, and what else must be done."""

    name: str
    variable: str
    usual: str
    file: str
    then: str


SHELLS = {
    "bash": Shell(
        "bash",
        "XDG_DATA_HOME",
        "~/.local/share",
        "bash-completion/completions/newsarchive",
        "open a new shell; it needs the package bash-completion",
    ),
    "zsh": Shell(
        "zsh",
        "XDG_DATA_HOME",
        "~/.local/share",
        "zsh/site-functions/_newsarchive",
        "write `fpath+=({folder}); autoload -U compinit; compinit` into ~/.zshrc, and open a new shell",
    ),
    "fish": Shell("fish", "XDG_CONFIG_HOME", "~/.config", "fish/completions/newsarchive.fish", "open a new shell"),
}


def completion_script(shell: str) -> str:
    """The script of click that lets a shell ask `newsarchive` what a word can be completed to."""
    completing = get_completion_class(shell)
    assert completing is not None, "SHELLS are those that click knows"
    template: str = completing.source_template
    # Not completing.source(): for bash it runs bash to look at its version.
    asking = completing(click.Command(PROGRAM), {}, PROGRAM, VARIABLE)
    return template % asking.source_vars()


def install_completion(shell: str) -> tuple[Path, str]:
    """The file that was written for a shell of this user, and what to do then.

    Raises:
        UsageError: it cannot be written.
    """
    chosen = SHELLS[shell]
    base = Path(os.environ.get(chosen.variable) or chosen.usual).expanduser()
    file = base / chosen.file
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(completion_script(shell), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"completion --install: {file}: cannot be written: {error.strerror}") from error
    return file, chosen.then.format(folder=file.parent)


def complete_outlets(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The names of outlets that begin so; nothing where the settings are wrong, since no message can be shown."""
    return sorted({file.stem for file in _files() if file.stem.startswith(incomplete)})


def complete_stored_outlets(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """As complete_outlets, and outlets that only the archives have, such as imported ones."""
    # Loaded here because other completions need no SQLite.
    from newsarchive.archive.search.outlets.outlet_names import outlet_names

    stored = (outlet_names(path, incomplete) for path in _archives(ctx))
    return sorted({*complete_outlets(ctx, param, incomplete), *chain.from_iterable(stored)})


def _archives(ctx: click.Context | None) -> tuple[Path, ...]:
    """The archives that the options before name, else that of the settings."""
    params = ctx.params if ctx is not None else {}
    # The names that options.py gives to --db.
    chosen, settings = params.get("chosen"), params.get("settings")
    if chosen is not None:
        paths: tuple[Path, ...] = chosen.paths
        return paths
    try:
        return ((settings or load_settings()).db,)
    except NewsArchiveError:
        return ()


def complete_countries(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The codes of countries that have outlets and begin so."""
    codes = {file.parent.name for file in _files()}
    return sorted(code for code in codes if len(code) == _COUNTRY_LETTERS and code.startswith(incomplete.lower()))


def complete_sets(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The sets of outlets that begin so: the user's own lists, kinds and countries; of more, there are too many."""
    try:
        own = load_settings().sets.written
    except NewsArchiveError:
        own = {}
    named = [one for one in (*own, *KINDS) if one.startswith(incomplete.lower())]
    return sorted({*named, *complete_countries(ctx, param, incomplete)})


def _files() -> Iterator[Path]:
    yield from outlet_files_in(shipped_spiders())
    try:
        own = load_settings().outlets_folder
    except NewsArchiveError:
        return
    if own is not None and own.is_dir():
        yield from outlet_files_in(own)
