"""`newsarchive doctor`: whether this machine, the settings and the archive are as they should be."""

import json
import sys
from pathlib import Path

import click

from newsarchive import clock
from newsarchive.cli.doctor.diagnosis import Diagnosis, State
from newsarchive.cli.doctor.examination import Wanted, examine
from newsarchive.cli.exit_statuses import FAILED
from newsarchive.cli.options import json_option
from newsarchive.cli.reports.doctor_report import diagnosis_lines, doctor_row, summary_line
from newsarchive.errors import UsageError
from newsarchive.urls import is_web_address


@click.command("doctor")
@click.option("--url", metavar="URL", help="Ask this host for its robots.txt.  [default: the outlet crawled last]")
@click.option("--offline", "is_offline", is_flag=True, help="Do not use the network.")
@json_option
@click.option(
    "--db",
    type=click.Path(path_type=Path),
    help="The archive's file.  [default: $NEWSARCHIVE_DB, else archive.db beside scrapy.cfg]",
)
def doctor_command(url: str | None, is_offline: bool, as_json: bool, db: Path | None) -> None:
    """Check this machine, the settings and the archive, and say what to do.

    Each line is ok, a warning or a problem. Nothing is changed. Exit status 1 if there is a problem.

    \b
    Example:
      newsarchive doctor --offline
    """
    if url is not None and not is_web_address(url):
        raise UsageError(f"doctor --url {url}: not a web address; give one such as https://www.theguardian.com/")
    if url is not None and is_offline:
        raise UsageError("doctor --url asks a host, and --offline asks none; give one of them")
    found: list[Diagnosis] = []
    # Printed one by one: some checks take seconds.
    for diagnosis in examine(Wanted(db, url, is_offline), clock.now()):
        found.append(diagnosis)
        for line in diagnosis_lines(diagnosis) if not as_json else ():
            click.echo(line)
    if as_json:
        click.echo(json.dumps(doctor_row(found), ensure_ascii=False, indent=2))
    else:
        click.echo(summary_line(found))
    if any(one.state is State.PROBLEM for one in found):
        sys.exit(FAILED)
