"""Options that several verbs share, and how they become settings and selections."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import click

from newsarchive.settings import Settings, load_settings

Command = TypeVar("Command", bound=Callable[..., Any])

# 0 is success and 2 misuse (click's own); these two are what design calls for beside them.
FAILED = 1
MISUSED = 2


class Day(click.ParamType[date]):
    """A calendar day as 2026-11-22."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day such as 2026-11-22", param, ctx)


class ArchiveSettings(click.ParamType[Settings]):
    """The settings in force, with --db over everything else."""

    name = "path"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Settings:
        return value if isinstance(value, Settings) else load_settings(db=value)


def db_option(command: Command) -> Command:
    """--db PATH, given to the command as `settings`."""
    return click.option(
        "--db",
        "settings",
        type=ArchiveSettings(),
        default=load_settings,
        help="The archive's file.  [default: $NEWSARCHIVE_DB, else archive.db beside scrapy.cfg]",
    )(command)


def json_option(command: Command) -> Command:
    """--json, given to the command as `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")(command)


def wait_option(command: Command) -> Command:
    """--wait MINUTES for the writers' lock, given to the command as `wait_minutes`."""
    return click.option(
        "--wait", "wait_minutes", type=click.IntRange(0), default=0, help="Minutes to wait for another writer."
    )(command)


def selection_options(command: Command) -> Command:
    """The filters that search, export and the web have in common."""
    for option in reversed(
        (
            click.option(
                "--outlet", "outlets", multiple=True, metavar="NAME", help="Only this outlet; may be repeated."
            ),
            click.option("--source", "sources", multiple=True, help="Only texts credited to this source."),
            click.option(
                "--language", "languages", multiple=True, metavar="TAG", help="Only this language, such as en."
            ),
            click.option("--section", "sections", multiple=True, help="Only this section."),
            click.option("--author", "authors", multiple=True, metavar="NAME", help="Only texts by this author."),
            click.option(
                "--since",
                type=Day(),
                help="Only articles of this day or later; one without a day counts for the day it was first seen.",
            ),
            click.option("--until", type=Day(), help="Only articles of this day or earlier."),
        )
    ):
        command = option(command)
    return command
