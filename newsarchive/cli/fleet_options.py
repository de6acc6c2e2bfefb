"""--fleet, which several verbs share, and the workers that it names. Loads Dask only where it is used."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from newsarchive.cli.interrupts import INTERRUPTED, sigterm_as_ctrl_c
from newsarchive.cli.options import Command
from newsarchive.settings import Settings

if TYPE_CHECKING:
    from newsarchive.workers.executors import TaskPool


def fleet_option(command: Command) -> Command:
    """--fleet ADDRESS|N, given to the command as `fleet`."""
    return click.option(
        "--fleet",
        metavar="ADDRESS|N",
        help="Let workers do it: those of the scheduler at ADDRESS, such as tls://main:8786, or N on this machine.",
    )(command)


@contextmanager
def opened_fleet(place: str | None, settings: Settings) -> Iterator["TaskPool | None"]:
    """The workers that --fleet names, ready to work; None without --fleet.

    Ctrl-C inside the block is reported in one line, and SIGTERM does the same.

    Raises:
        SettingsError: the extra `fleet` is not installed, or place is wrong or not allowed.
        FleetError: no scheduler or worker answers, or one has another version; inside the block, all were lost.
    """
    if place is None:
        yield None
        return
    from newsarchive.fleet.extra import check_fleet_is_installed

    check_fleet_is_installed()
    from newsarchive.fleet.dask_pool import fleet_pool

    with sigterm_as_ctrl_c():
        try:
            with fleet_pool(place, settings) as pool:
                yield pool
        except KeyboardInterrupt:
            click.echo("newsarchive: stopped; what was stored stays. Run the command again to go on", err=True)
            # For KeyboardInterrupt, click would print an empty line.
            sys.exit(INTERRUPTED)
