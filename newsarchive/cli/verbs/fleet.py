"""`newsarchive fleet`: a scheduler, workers, and certificates for work on several machines."""

import os
from pathlib import Path

import click

from newsarchive import clock
from newsarchive.cli.options import Number
from newsarchive.fleet.addresses import fleet_address
from newsarchive.fleet.extra import check_fleet_is_installed
from newsarchive.settings import load_settings

_HERE = "tcp://127.0.0.1:8786"


@click.group("fleet")
def fleet_command() -> None:
    """Work on several machines: a scheduler, workers, and their certificates.

    One scheduler hands out work, workers on any machine read pages, and the command with --fleet alone writes the
    archive. It needs the extra `fleet` on all machines, and the same version of newsarchive.

    \b
    Example:
      newsarchive fleet certificates keys/ main alpha beta
      newsarchive fleet scheduler tls://0.0.0.0:8786
      newsarchive fleet worker tls://main:8786
    """


@fleet_command.command("scheduler")
@click.argument("address", default=_HERE)
def scheduler_command(address: str) -> None:
    """Run the scheduler at ADDRESS, until Ctrl-C.  [default: tcp://127.0.0.1:8786]

    Other machines can only reach a scheduler with tls://; 0.0.0.0 stands for all addresses of this machine. The setting
    fleet_certificates names the folder with the certificates.

    \b
    Example:
      newsarchive fleet scheduler tls://0.0.0.0:8786
    """
    check_fleet_is_installed()
    place = fleet_address(address)
    # Loaded here because Dask takes a second, and is an extra.
    from newsarchive.fleet.serving import serve_scheduler

    serve_scheduler(place, load_settings(), lambda where: click.echo(f"Scheduler at {where}. Press Ctrl-C to stop."))


@fleet_command.command("worker")
@click.argument("address", default=_HERE)
@click.option("--count", type=Number(1, 1000), help="Workers to start.  [default: one per core]")
def worker_command(address: str, count: int | None) -> None:
    """Run workers for the scheduler at ADDRESS, until Ctrl-C.  [default: tcp://127.0.0.1:8786]

    The command ends when the scheduler is gone, with exit status 1; let systemd start it again.

    \b
    Example:
      newsarchive fleet worker tls://main:8786
    """
    check_fleet_is_installed()
    place = fleet_address(address)
    from newsarchive.fleet.serving import serve_workers

    settings = load_settings()
    number = count or settings.workers or os.cpu_count() or 1
    named = f"{number} worker{'s' if number > 1 else ''}"
    serve_workers(place, number, settings, lambda at: click.echo(f"{named} of {at}. Press Ctrl-C to stop."))


@fleet_command.command("certificates")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.argument("machines", nargs=-1, required=True)
@click.option("--days", type=Number(1, 36500), default=3650, show_default=True, help="How long they are valid.")
def certificates_command(folder: Path, machines: tuple[str, ...], days: int) -> None:
    """Make a certificate authority in FOLDER, and a certificate and key for each of MACHINES.

    Copy FOLDER/MACHINE to each machine, and name it there with the setting fleet_certificates. Keep FOLDER itself:
    another call with it makes keys for more machines. Whoever has one of the keys can run code on all machines.

    \b
    Example:
      newsarchive fleet certificates keys/ main alpha beta
    """
    check_fleet_is_installed()
    from newsarchive.fleet.certificates import make_certificates

    made = make_certificates(folder, machines, clock.now(), days)
    for machine in made:
        click.echo(machine)
    for name in sorted({*machines} - {machine.name for machine in made}):
        click.echo(f"{folder / name}: has a key, kept", err=True)
