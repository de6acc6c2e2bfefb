"""A selection as the words and options of a command."""

import shlex
from datetime import date

import click
import pytest

from newsarchive.archive.search.selection import Selection
from newsarchive.archive.watches.watch_words import watch_words
from newsarchive.cli.verbs.watch import add_command

EVERY_FILTER = Selection(
    'harbour "new bridge"',
    outlets=("post", "star"),
    countries=("gb",),
    languages=("en",),
    sources=("Coast Wire",),
    sections=("Local",),
    authors=("A. Reed",),
    kinds=("article",),
    completeness=("full",),
    near_duplicates=("first",),
    collections=("flood-2026",),
    tags=("to check",),
    since=date(2026, 11, 1),
    until=date(2026, 11, 30),
    exact_forms=True,
)


@pytest.mark.parametrize("selection", [EVERY_FILTER, Selection("-ferry it's", tags=("x",)), Selection(tags=("$HOME",))])
def test_the_command_has_every_word_and_filter(selection: Selection):
    words = shlex.split(watch_words(selection))
    params = add_command.make_context("add", ["name", "--db", "x.db", *words]).params
    typed = {name: value for name, value in params.items() if name not in ("name", "words", "settings")}
    assert Selection(" ".join(params["words"]), **typed) == selection
    assert isinstance(add_command, click.Command)
