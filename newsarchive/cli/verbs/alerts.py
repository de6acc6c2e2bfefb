"""`newsarchive alerts`: what is reported as wrong, and whether messages about it arrive."""

import json
import sys
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from newsarchive.alerts.changes import OpenAlert
from newsarchive.alerts.wording import finding_name, trial_message
from newsarchive.archive.alerts.alert_rows import open_alerts
from newsarchive.archive.alerts.outbox import FailingChannel, failing_channels
from newsarchive.archive.database import Archive
from newsarchive.cli.exit_statuses import FAILED
from newsarchive.cli.options import db_option, json_option
from newsarchive.dates import format_utc
from newsarchive.errors import UsageError
from newsarchive.settings import Settings


@click.command("alerts")
@click.argument("action", type=click.Choice(["list", "test"]), default="list")
@json_option
@db_option
def alerts_command(action: str, as_json: bool, settings: Settings) -> None:
    """List what is reported as wrong, or test the messages.

    `list` shows each open alert: since when it is wrong, when it was reported, and what to do. `test` sends one message
    to each entry of alert_urls and says which arrived; the exit status is 1 if one did not.

    \b
    Example:
      newsarchive alerts test
    """
    if action == "test":
        _test(settings, as_json)
    else:
        _list(settings, as_json)


def _list(settings: Settings, as_json: bool) -> None:
    with Archive.open(settings.db) as archive:
        alerts, failing = open_alerts(archive.conn), failing_channels(archive.conn)
    if as_json:
        row = {"alerts": [_row(one) for one in alerts], "undelivered": [_failing_row(one) for one in failing]}
        click.echo(json.dumps(row, ensure_ascii=False, indent=2))
        return
    if alerts:
        Console().print(_table(alerts))
    for alert in alerts:
        click.echo(f"{finding_name(alert.finding)}: {alert.finding.summary}; {alert.finding.advice}")
    for channel in failing:
        click.echo(f"{channel.channel}: {channel.words}")
    if not alerts and sys.stderr.isatty():
        click.echo(f"{settings.db}: nothing is reported as wrong", err=True)


def _test(settings: Settings, as_json: bool) -> None:
    # Loaded here because the list needs none of it.
    from newsarchive.notifications.channels import channels_of, check_installed
    from newsarchive.notifications.reporting import new_key
    from newsarchive.notifications.sending import send_all

    channels = channels_of(settings.alert_urls)
    if not channels:
        raise UsageError(
            "alerts test: alert_urls is not set; name a place for messages in newsarchive.toml, such as "
            'alert_urls = ["mailto://…"]'
        )
    check_installed()
    message = trial_message(str(settings.db), new_key())
    problems: dict[str, str | None] = {}
    send_all({one: [message] for one in channels}, lambda channel, _, problem: problems.update({channel.name: problem}))
    rows = [
        {"channel": one.name, "sent": problems[one.name] is None, "problem": problems[one.name]} for one in channels
    ]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    for row in [] if as_json else rows:
        click.echo(f"{row['channel']}: {'sent' if row['sent'] else 'not sent: ' + str(row['problem'])}")
    if any(problems.values()):
        sys.exit(FAILED)


def _table(alerts: list[OpenAlert]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for name in ("what", "since (UTC)", "reported", "reminded"):
        table.add_column(name, no_wrap=name != "what")
    for alert in alerts:
        moments = (alert.began_at, alert.told_at, alert.reminded_at)
        table.add_row(finding_name(alert.finding), *(f"{one:%Y-%m-%d %H:%M}" if one else "-" for one in moments))
    return table


def _row(alert: OpenAlert) -> dict[str, Any]:
    finding = alert.finding
    times = ("began_at", "told_at", "reminded_at", "missing_since")
    return {
        "outlet": finding.outlet,
        "kind": finding.kind.value,
        "subject": finding.subject,
        "summary": finding.summary,
        "advice": finding.advice,
        **{name: format_utc(getattr(alert, name)) if getattr(alert, name) else None for name in times},
    }


def _failing_row(one: FailingChannel) -> dict[str, Any]:
    return {
        "channel": one.channel,
        "messages": one.messages,
        "since": format_utc(one.since),
        "problem": one.problem,
    }
