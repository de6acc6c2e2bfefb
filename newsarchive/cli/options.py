"""Options that several verbs share, and how they become settings and selections."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from math import isfinite
from pathlib import Path
from typing import Any, TypeVar, get_args

import click

from newsarchive.archive.search.selection import CopyRole
from newsarchive.cli.completion import complete_countries, complete_sets, complete_stored_outlets
from newsarchive.cli.log_file import begin_log
from newsarchive.errors import UsageError
from newsarchive.records import Completeness, Kind
from newsarchive.settings import Settings, load_settings

Command = TypeVar("Command", bound=Callable[..., Any])


class Number(click.IntRange):
    """A whole number; click's own name of it, "integer range", is no word of its messages that a reader understands."""

    name = "number"


class ArticleId(Number):
    """The id of an article, which counts from 1. SQLite can hold no larger one."""

    name = "id"

    def __init__(self) -> None:
        super().__init__(1, 2**63 - 1)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, str) and not value.strip().lstrip("+-").isdecimal():
            self.fail(f"{value!r} is not the id of an article; `newsarchive search` lists ids", param, ctx)
        number: int = super().convert(value, param, ctx)
        return number


ARTICLE_ID = ArticleId()
COUNT = Number(1, 10**9)


class Day(click.ParamType[date]):
    """A calendar day as 2026-11-22."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a valid date. Use YYYY-MM-DD.", param, ctx)


class Minutes(click.FloatRange):
    """A number of minutes; "nan" and "inf" are numbers for Python, but no time that passes."""

    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        minutes: float = super().convert(value, param, ctx)
        if not isfinite(minutes):
            self.fail(f"{value!r} is not a number of minutes.", param, ctx)
        return minutes


class ArchiveSettings(click.ParamType[Settings]):
    """The settings, with the archive that --db names. From then on, new files are made as file_mode says."""

    name = "path"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Settings:
        if isinstance(value, str) and not value.strip():
            self.fail("it is empty; name the file of the archive", param, ctx)
        settings = value if isinstance(value, Settings) else load_settings(db=value)
        settings.apply_file_mode()
        return settings


def db_option(command: Command) -> Command:
    """--db PATH, given to the command as `settings`."""
    return click.option(
        "--db",
        "settings",
        type=ArchiveSettings(),
        default=load_settings,
        help="The archive's file.  [default: $NEWSARCHIVE_DB, else archive.db beside scrapy.cfg]",
    )(command)


@dataclass(frozen=True, slots=True)
class ChosenArchives:
    """The archives that one or more --db name, or the usual one; settings are those with the first of them."""

    settings: Settings
    paths: tuple[Path, ...]
    are_named: bool = True

    def with_files(self, files: tuple[Settings, ...]) -> "ChosenArchives":
        """These and the files that are named as arguments; the usual archive only if no other is named."""
        named = tuple(one.db for one in files)
        if not named:
            return self
        return ChosenArchives(self.settings if self.are_named else files[0], (*self.paths * self.are_named, *named))


def archives_option(command: Command) -> Command:
    """--db PATH, which may be repeated, given to the command as `chosen`."""
    return click.option(
        "--db",
        "chosen",
        multiple=True,
        type=ArchiveSettings(),
        callback=_chosen_archives,
        help="An archive's file; repeat it to read several archives as one.  "
        "[default: $NEWSARCHIVE_DB, else archive.db beside scrapy.cfg]",
    )(command)


def _chosen_archives(ctx: click.Context, param: click.Parameter, named: tuple[Settings, ...]) -> ChosenArchives:
    settings = named[0] if named else load_settings()
    if not named:
        settings.apply_file_mode()
    return ChosenArchives(settings, tuple(one.db for one in named) or (settings.db,), are_named=bool(named))


def json_option(command: Command) -> Command:
    """--json, given to the command as `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")(command)


def csv_option(command: Command) -> Command:
    """--csv, given to the command as `as_csv`."""
    return click.option("--csv", "as_csv", is_flag=True, help="Print CSV for programs.")(command)


def wait_option(command: Command) -> Command:
    """--wait MINUTES for the writers' lock, given to the command as `wait_minutes`."""
    return click.option(
        "--wait",
        "wait_minutes",
        type=Minutes(0),
        default=0,
        metavar="MINUTES",
        help="Wait up to this long for another newsarchive that is writing.",
    )(command)


def log_option(command: Command) -> Command:
    """--log FILE, which is not given to the command: what it prints is copied into the file."""
    return click.option(
        "--log",
        type=click.Path(path_type=Path),
        metavar="FILE",
        expose_value=False,
        is_eager=True,
        callback=lambda ctx, param, value: begin_log(value) if value and not ctx.resilient_parsing else None,
        help="Also append what is printed to FILE, for example from cron. It is rotated at 1 MB; 5 files are kept.",
    )(command)


def full_option(command: Command) -> Command:
    """--full, which adds to a document what its format has room for."""
    return click.option("--full", is_flag=True, help="Add address, outlet, authors and exact time to documents.")(
        command
    )


def check_days(since: date | None, until: date | None) -> None:
    """Raises UsageError if no day is between since and until: nothing could match."""
    if since and until and until < since:
        raise UsageError(f"--until {until} is before --since {since}; give the earlier day with --since")


def selection_options(command: Command) -> Command:
    """What search, export and the statistics share: filters, and how words are read."""
    for option in reversed(
        (
            click.option(
                "--outlet",
                "outlets",
                multiple=True,
                metavar="NAME",
                shell_complete=complete_stored_outlets,
                help="Only this outlet; may be repeated.",
            ),
            click.option(
                "--country",
                "countries",
                multiple=True,
                metavar="CODE",
                shell_complete=complete_countries,
                callback=lambda ctx, param, codes: tuple(code.lower() for code in codes),
                help="Only outlets of this country, such as gb.",
            ),
            click.option(
                "--set",
                "sets",
                multiple=True,
                metavar="NAME",
                shell_complete=complete_sets,
                help="Only outlets of this set: a kind such as agency, a country, a language, or a list of your own.",
            ),
            click.option("--source", "sources", multiple=True, help="Only articles credited to this source."),
            click.option(
                "--language", "languages", multiple=True, metavar="TAG", help="Only this language, such as en."
            ),
            click.option("--section", "sections", multiple=True, help="Only this section."),
            click.option("--author", "authors", multiple=True, metavar="NAME", help="Only articles by this author."),
            click.option(
                "--kind", "kinds", multiple=True, type=click.Choice(get_args(Kind)), help="Only articles of this kind."
            ),
            click.option(
                "--completeness",
                multiple=True,
                type=click.Choice(get_args(Completeness)),
                help="Only full texts, or only stubs.",
            ),
            click.option(
                "--near-duplicates",
                "near_duplicates",
                multiple=True,
                type=click.Choice(get_args(CopyRole)),
                help="Only articles without near-duplicates, the first of several, or copies of one.",
            ),
            click.option(
                "--collection", "collections", multiple=True, metavar="NAME", help="Only articles in this collection."
            ),
            click.option("--tag", "tags", multiple=True, help="Only articles with this tag."),
            click.option(
                "--since",
                type=Day(),
                help="Only articles of this day or later. Without a date, the day an article was first seen counts.",
            ),
            click.option("--until", type=Day(), help="Only articles of this day or earlier."),
            click.option(
                "--exact",
                "exact_forms",
                is_flag=True,
                help="Search for the words as typed, not for other forms such as plurals.",
            ),
        )
    ):
        command = option(command)
    return command
